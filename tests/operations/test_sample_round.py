# SPDX-License-Identifier: Apache-2.0
"""The sample branch's whole round."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import sessions
from unionbook.operations.sample_register import make_sample_register
from unionbook.operations.sample_round import free_folder, run_sample_round


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """Keep the books for half a year instead of three."""
    monkeypatch.setitem(make_sample_register.__kwdefaults__, "months", 6)


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_everything_is_done_once_and_holds(tmp_path, country):
    told = []
    done = run_sample_round(
        into=tmp_path / "round", country=country, kdf=registers.KDF, tell=told.append
    )
    assert done.whole
    assert tuple(told) == done.steps
    steps = {step.name: step for step in done.steps}
    assert steps["preview"].figures["refused"] >= 1
    assert steps["import"].figures["added"] > 20
    assert steps["search"].figures["found"] >= 1
    assert steps["undo"].figures["restored"] is True
    assert steps["cards"].figures["cards"] == 20
    assert steps["dues"].figures["owing"] > 300
    assert steps["dues"].figures["paid"] > 0
    assert steps["dues"].figures["difference"] == 0
    assert steps["report"].figures["right"] is True
    members = steps["export"].figures["members"]
    assert members == 400 + steps["import"].figures["added"]
    assert steps["export"].figures["again"]["changed"] == 0
    assert steps["export"].figures["again"]["new"] == 0
    assert steps["backup"].figures["members"] == members
    assert all(file.exists() for step in done.steps for file in step.files)
    session = sessions.open_register(
        folder=done.register, user=done.user, passphrase=done.passphrase, read_only=True
    )
    session.close()


def test_a_round_finds_a_place_of_its_own(tmp_path):
    assert free_folder(tmp_path / "new") == tmp_path / "new"
    assert free_folder(tmp_path) == tmp_path
    (tmp_path / "x").touch()
    assert free_folder(tmp_path) == tmp_path / "round-2"
    (tmp_path / "round-2").mkdir()
    (tmp_path / "round-2" / "x").touch()
    assert free_folder(tmp_path) == tmp_path / "round-3"
