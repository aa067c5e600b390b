# SPDX-License-Identifier: Apache-2.0
"""Kinds of welfare entered, replaced and ended; their balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import welfare_scenes

from unionbook.domain.welfare import Relation
from unionbook.operations import estimates, welfare_rules

if TYPE_CHECKING:
    from unionbook.ui.welfare.kinds import KindsPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> KindsPart:
    welfare_scenes.set_up(workspace._desk.open_session)
    workspace.go("welfare", ("part", "kinds"))
    settle()
    return workspace.screen_of("welfare").part


def kinds(part: KindsPart):
    return welfare_rules.list_kinds(part._desk.open_session)


def test_an_own_kind_is_entered(part: KindsPart, settle):
    form = part.form
    form.open_form()
    form.name.setText("Trợ cấp bão lụt")
    form.save.click()
    assert form.fields["since"].note.text()
    form.since.setText("1/3/2026")
    form.amounts[Relation.MEMBER].setText("2 triệu")
    form.papers.setText("Đơn; Xác nhận của xã")
    form.secret.setChecked(True)
    form.save.click()
    settle()
    made = next(one for one in kinds(part) if one.name == "Trợ cấp bão lụt")
    assert (made.benefits[0].amount, made.confidential) == (2_000_000, True)
    assert made.papers == ("Đơn", "Xác nhận của xã")
    assert form.begin.isVisible()


def test_without_an_amount_it_says_so(part: KindsPart, settle):
    form = part.form
    form.open_form()
    form.name.setText("Không tiền")
    form.since.setText("1/3/2026")
    before = len(kinds(part))
    form.save.click()
    settle()
    assert len(kinds(part)) == before


def test_a_kind_ends(part: KindsPart, settle):
    before = len(kinds(part))
    ending = part.kinds.endings[0]
    ending.begin()
    ending.line.setText("31/1/2026")
    ending.save.click()
    settle()
    assert len(kinds(part)) == before - 1


def test_the_balance_stands_against_the_estimate(part: KindsPart, settle):
    session = part._desk.open_session
    one = kinds(part)[0]
    estimates.set_estimate(
        session, subject="kind", code=one.kind, amount=5_000_000, year=part.year.year
    )
    part.read()
    settle()
    rows = {row[0]: row for row in part.table.rows.rows}
    assert rows[one.name][2] == 5_000_000
    assert rows[one.name][5] == 5_000_000


def test_names_have_room_in_a_small_window(part: KindsPart, qtbot):
    window = part.window()
    qtbot.waitUntil(lambda: not part.table.isColumnHidden(1))
    window.resize(960, 540)
    qtbot.waitUntil(lambda: part.table.isColumnHidden(1))
    assert not part.table.isColumnHidden(5)
    qtbot.waitUntil(lambda: part.table.horizontalScrollBar().maximum() == 0)
