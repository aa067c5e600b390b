# SPDX-License-Identifier: Apache-2.0
"""Making a register from the command line."""

from __future__ import annotations

import pytest
import registers
from pypdf import PdfReader

from unionbook.operations import sessions


@pytest.fixture
def maker(bare, monkeypatch):
    """Give the command line with a passphrase, and the derivation of a test."""
    monkeypatch.setattr(sessions, "Kdf", lambda: registers.KDF)
    bare.environment.update(UNIONBOOK_NEW_PASSPHRASE=registers.PASSPHRASE, UNIONBOOK_USER="Lan")
    return bare


def test_a_register_is_made_and_opens(maker, tmp_path):
    told = maker.json("new", tmp_path / "Sao Mai", "--country", "ID", "--parent", "Federasi")
    assert told["branch"] == "Sao Mai"
    assert told["register"] == str(tmp_path / "Sao Mai.unionbook")
    assert (told["country"], told["user"], told["role"]) == ("ID", "Lan", "head")
    assert told["recovery_sheet"] is None
    assert len(told["recovery_key"].split("-")) == 7
    maker.environment["UNIONBOOK_PASSPHRASE"] = registers.PASSPHRASE
    settings = maker.json("--register", told["register"], "settings", "list")["settings"]
    assert (settings["parent"], settings["currency"]) == ("Federasi", "IDR")


def test_the_country_follows_the_language(maker, tmp_path):
    told = maker.done("--language", "vi", "new", tmp_path / "a", "--branch", "Sao", "--json").json
    assert (told["country"], told["branch"]) == ("VN", "Sao")
    assert maker.refused("new", tmp_path / "b").startswith("Say in which country")


def test_the_key_goes_to_paper_instead(maker, tmp_path):
    sheet = tmp_path / "key.pdf"
    ran = maker.done("new", tmp_path / "a", "--country", "VN", "--recovery-sheet", sheet, "--json")
    assert ran.json["recovery_key"] is None
    assert ran.json["recovery_sheet"] == str(sheet)
    assert len(PdfReader(sheet).pages) == 1


def test_a_key_that_cannot_go_to_paper_is_shown(maker, tmp_path):
    sheet = tmp_path / "no" / "key.pdf"
    ran = maker.done("new", tmp_path / "a", "--country", "VN", "--recovery-sheet", sheet)
    assert "choose another folder" in ran.err
    assert "shown this once: " in ran.out


def test_the_passphrase_to_open_with_serves_too(maker, tmp_path):
    del maker.environment["UNIONBOOK_NEW_PASSPHRASE"]
    maker.environment["UNIONBOOK_PASSPHRASE"] = registers.PASSPHRASE
    words = ("--register", tmp_path / "a")
    maker.done(*words, "new", "--country", "VN")
    assert maker.json(*words, "members", "list")["count"] == 0


def test_what_a_new_register_needs(maker, tmp_path):
    assert maker.refused("new").startswith("Say where")
    (tmp_path / "a.unionbook").mkdir()
    (tmp_path / "a.unionbook" / "x").touch()
    assert "exists already" in maker.refused("new", tmp_path / "a", "--country", "VN")
    assert maker("new", tmp_path / "b", "--country", "XX").code == 2
    del maker.environment["UNIONBOOK_USER"]
    assert maker.refused("new", tmp_path / "b").startswith("Say who will be its first user")
