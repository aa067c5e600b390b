# SPDX-License-Identifier: Apache-2.0
"""The sample branch from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import registers

from unionbook.operations import sessions
from unionbook.operations.sample_register import make_sample_register


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(sessions, "Kdf", lambda: registers.KDF)
    # Three months of money instead of three years.
    monkeypatch.setitem(make_sample_register.__kwdefaults__, "months", 3)


def test_a_sample_register_says_how_to_open_it(bare, tmp_path):
    told = bare.json("sample", "--into", tmp_path / "there")
    bare.environment.update(
        UNIONBOOK_REGISTER=told["register"],
        UNIONBOOK_USER=told["user"],
        UNIONBOOK_PASSPHRASE=told["passphrase"],
    )
    assert bare.json("members", "list")["count"] == 400
    assert "exists already" in bare.refused("sample", "--into", tmp_path / "there")


def test_it_goes_among_the_documents_where_nothing_is_said(bare, home):
    told = bare.json("--language", "id", "sample")
    assert Path(told["register"]) == home / "unionbook-sample" / "sample.unionbook"
    bare.environment.update(UNIONBOOK_USER=told["user"], UNIONBOOK_PASSPHRASE=told["passphrase"])
    assert told["passphrase"] == "empat kata tanpa hubungan"
    listed = bare.json("--register", told["register"], "settings", "list")
    assert listed["settings"]["country"] == "ID"


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_the_round_says_what_it_made_and_where(bare, tmp_path, country):
    told = bare.json("sample", "--round", "--into", tmp_path / "round", "--country", country)
    assert told["whole"] is True
    assert [step["step"] for step in told["steps"]] == [
        "register", "preview", "import", "search", "correct", "undo", "cards", "list", "dues",
        "report", "export", "verify", "backup",
    ]  # fmt: skip
    made = [Path(file) for step in told["steps"] for file in step["files"]]
    assert all(path.exists() for path in made)
    assert {path.name for path in made} >= {"list.xlsx", "cards.pdf", "members.pdf", "members.xlsx"}


def test_a_second_round_finds_its_own_place(bare, tmp_path):
    first = bare.done("sample", "--round", "--into", tmp_path / "r").out
    assert "✓ " in first
    assert "→ " in first
    second = bare.json("sample", "--round", "--into", tmp_path / "r")
    assert second["folder"] == str(tmp_path / "r" / "round-2")
