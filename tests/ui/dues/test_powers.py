# SPDX-License-Identifier: Apache-2.0
"""Powers in the window: who has given none, recorded for several, revoked."""

from __future__ import annotations

import dues_scenes
import pytest

from unionbook.operations.check_off_powers import list_powers
from unionbook.ui.dues.powers import IN_FORCE, LACKING


@pytest.fixture
def part(workspace, settle):
    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("part", "powers"))
    settle()
    return workspace.screen_of("dues").part


def test_they_share_a_tab_with_the_list_and_a_chip_leads_back(part, workspace, settle):
    screen = workspace.screen_of("dues")
    assert [chip.isVisible() for chip in screen.chips.values()] == [True, True]
    screen.chips["check_off"].click()
    settle()
    assert screen.part_name == "check_off"
    kept = screen.state()
    screen.chips["powers"].click()
    screen.show_part("grid")
    assert not any(chip.isVisible() for chip in screen.chips.values())
    screen.show_part("powers")
    assert screen.part is part
    screen.restore(kept)
    assert (screen.part_name, screen.chips["check_off"].isChecked()) == ("check_off", True)


def test_powers_are_recorded_for_those_marked_and_revoked(part, settle):
    everybody = len(part.shown)
    assert everybody > 1
    assert not part.give.isEnabled()
    part.table.selectAll()
    part.on.setText("31/31/2026")
    part.give.click()
    settle()
    assert part._on_row.note.text()
    part.on.setText("2/3/2026")
    part.paper.setText("SK 01/2026")
    part.give.click()
    settle()
    found = list_powers(part._desk.open_session)
    assert {(one.given_on, one.paper) for one in found} == {("2026-03-02", "SK 01/2026")}
    assert part.shown == []
    part.chips[IN_FORCE].click()
    assert len(part.shown) == everybody
    part.table.selectRow(0)
    revoked = part.chosen
    part.revoke.click()
    settle()
    assert len(part.shown) == everybody - 1
    part.chips[LACKING].click()
    assert [one.member for one in part.shown] == revoked
