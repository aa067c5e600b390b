# SPDX-License-Identifier: Apache-2.0
"""Arrears: the largest first, narrowed, reminded of, gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest

from unionbook.operations import dues

if TYPE_CHECKING:
    from unionbook.ui.dues.arrears import ArrearsPart
    from unionbook.ui.screens.dues import DuesScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> DuesScreen:
    session = workspace._desk.open_session
    ids = dues_scenes.set_up(session)
    dues.record_payment(
        session, parts=dues.propose_payment(session, member_ids=[ids[0]], amount=80_000)
    )
    workspace.go("dues", ("arrears", "2026-03"))
    settle()
    return workspace.screen_of("dues")


@pytest.fixture
def part(screen: DuesScreen) -> ArrearsPart:
    return screen.part


def test_the_largest_debt_stands_first_with_the_total(part: ArrearsPart):
    assert [one.total for one in part.debts] == [120_000, 120_000, 40_000]
    assert part._total.text() == "280,000 VND"
    last = part.table.rows.rowCount() - 1
    assert part.table.rows.index(last, 9).data() == "280,000"
    assert "This month: 120,000" in part.bar.accessibleDescription()


def test_it_is_narrowed_by_department_and_age(part: ArrearsPart):
    part.age.setCurrentIndex(part.age.findData(3))
    part.age.activated.emit(1)
    assert [one.months for one in part.debts] == [3, 3]
    part.department.setCurrentIndex(part.department.findText("May 1"))
    part.department.activated.emit(1)
    assert len(part.debts) == 1
    assert part._total.text() == "120,000 VND"


def test_another_month_is_another_list(part: ArrearsPart, settle):
    part.month.choose("2026-01", "2026-01")
    settle()
    assert [one.total for one in part.debts] == [40_000, 40_000]


def test_the_row_chosen_leads_to_the_member_and_to_the_desk(
    screen: DuesScreen, part: ArrearsPart, settle, monkeypatch
):
    went = []
    monkeypatch.setattr(type(part._desk), "go", lambda _desk, *where: went.append(where))
    assert not part.open.isEnabled()
    part.table.selectRow(0)
    part.open.click()
    assert went == [("members", part.debts[0].member)]
    part.pay.click()
    settle()
    assert screen.part_name == "pay"
    assert list(screen.part._names) == [part.debts[0].member]


def test_reminders_are_for_who_is_listed(part: ArrearsPart, monkeypatch):
    made = []
    monkeypatch.setattr(type(part.out), "print", lambda _out, _title, make: made.append(make))
    part.age.setCurrentIndex(part.age.findData(3))
    part.age.activated.emit(1)
    part.remind.menu().actions()[0].trigger()
    assert made[0](part._desk.open_session).members == 2


def test_nobody_owing_is_good_news(part: ArrearsPart, settle):
    session = part._desk.open_session
    ids = [one.member for one in part.debts]
    dues.record_payment(session, parts=dues.propose_payment(session, member_ids=ids))
    part.read()
    settle()
    assert part._places.currentIndex() == 1
    assert not part.remind.isEnabled()
