# SPDX-License-Identifier: Apache-2.0
"""The card of a branch that went back: handed back by one button, struck off by two."""

from __future__ import annotations

import offices
import pytest
import registers

from unionbook.domain.numbering import compose
from unionbook.operations import federation_lost, sessions, units

LOST_SITE = 77


@pytest.fixture
def went_back(tmp_path, window, desk, settle, monkeypatch):
    """Sit at a desk that holds a member of a branch which lost that member."""
    pc = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    monkeypatch.setenv("UNIONBOOK_HOME", str(pc.home))
    session = sessions.open_register(
        folder=pc.folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
    with session.office.upkeep():
        session.database.execute(
            "INSERT INTO unit_members(unit_id, row_id, full_name, stamp) VALUES (?, ?, ?, ?)",
            [unit, compose(LOST_SITE, 9), "Lê Thị Bình", f"{9:016x}{LOST_SITE:08x}"],
        )
        session.database.execute("INSERT INTO unit_lost VALUES (?, ?, 5, 5)", [unit, LOST_SITE])
    desk.enter((session, session.info))
    settle()
    workspace = window.workspace
    workspace.go("units", ("unit", str(unit)))
    settle()
    return workspace.screen_of("units").page.lost, unit


def test_handed_back(went_back, desk, settle):
    card, unit = went_back
    assert card.isVisible()
    assert "1 member stands here only" in card.told.text()
    assert card.people.text() == "Lê Thị Bình"
    card.hand.click()
    settle()
    [state] = federation_lost.list_lost(desk.open_session, unit_id=unit)
    assert state.handed_back
    assert not card.hand.isEnabled()
    assert "next file" in card.told.text()


def test_struck_off(went_back, desk, settle, heard):
    card, unit = went_back
    card.strike.click()
    assert federation_lost.list_lost(desk.open_session, unit_id=unit)
    heard[-1].choices[0].act()
    settle()
    assert federation_lost.list_lost(desk.open_session, unit_id=unit) == []
    assert not card.isVisible()
