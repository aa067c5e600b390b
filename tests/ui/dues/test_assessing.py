# SPDX-License-Identifier: Apache-2.0
"""A month seen before it is assessed, assessed, and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest

from unionbook.operations import ledger, members

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.dues.assessing import AssessingPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> AssessingPart:
    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("assess", "2026-04"))
    settle()
    return workspace.screen_of("dues").part


def rows(part: AssessingPart) -> list[tuple]:
    return [tuple(row) for row in part.table.rows.rows]


def test_what_would_be_posted_is_told(part: AssessingPart):
    figures = [figure.text() for _card, figure, _words in part.figures._cards]
    assert figures == ["3", "120,000 VND", "0", "+120,000 VND"]
    assert len(rows(part)) == 3
    assert rows(part)[0][2:5] == (None, 40_000, 40_000)
    assert rows(part)[0][5] == "0.5 % of 8,000,000."


def test_it_is_posted_and_nothing_is_left_to_do(part: AssessingPart, settle, heard: Heard):
    part.assess.click()
    settle()
    assert "04/2026 is assessed: 3 owe 120,000 VND." in heard.sentences
    assert not part.assess.isEnabled()
    assert rows(part) == []


def test_the_keyboard_stays_on_the_page(part: AssessingPart, settle):
    part.assess.setFocus()
    part.assess.click()
    settle()
    assert part.month.box.hasFocus()


def test_a_corrected_wage_is_a_difference(part: AssessingPart, settle):
    session = part._desk.open_session
    part.assess.click()
    settle()
    member = members.list_member_ids(session)[0]
    members.correct_member(
        session, member_id=member, values={"wage": 10_000_000}, wage_from="2026-04-01"
    )
    part.read()
    settle()
    assert [row[2:5] for row in rows(part)] == [(40_000, 50_000, 10_000)]
    assert part.assess.isEnabled()


def test_who_has_no_wage_is_warned_of(part: AssessingPart, settle, monkeypatch):
    session = part._desk.open_session
    made = members.enrol_member(session, values={"full_name": "Không Lương"})
    part.read()
    settle()
    assert "No wage is known of 1 member" in part._told.text()
    went = []
    monkeypatch.setattr(type(part._desk), "go", lambda _desk, *where: went.append(where))
    part.show_wages.click()
    assert went == [("members", made.rows["members"][0])]


def test_a_closed_month_takes_nothing(part: AssessingPart, settle):
    ledger.close_month(part._desk.open_session, month="2026-04")
    part.read()
    settle()
    assert "closed" in part._told.text()
    assert not part.assess.isEnabled()
