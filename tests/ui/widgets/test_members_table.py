# SPDX-License-Identifier: Apache-2.0
"""Choosing in a list of a million, without a list of a million being made."""

from __future__ import annotations

from array import array

import pytest

from unionbook.ui import theme
from unionbook.ui.models.members import MembersModel
from unionbook.ui.widgets.members_table import MembersTable

FIRST = 3_938_206_060_896_059_406  # as real ids are: 63 bits


@pytest.fixture
def table(qtbot) -> MembersTable:
    model = MembersModel(("full_name", "status"))
    model.set_ids(array("q", range(FIRST, FIRST + 1_000_000)))
    made = MembersTable(theme.Theme(dark=False), model)
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_choosing_tells_the_whole_id(table: MembersTable, qtbot):
    with qtbot.waitSignal(table.chosen) as told:
        assert table.choose(FIRST + 700_000)
    assert told.args == [[FIRST + 700_000]]
    row = table.currentIndex().row()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    assert row == 700_000


def test_opening_tells_the_whole_id(table: MembersTable, qtbot):
    with qtbot.waitSignal(table.opened) as told:
        table.activated.emit(table.model().index(5, 0))
    assert told.args == [FIRST + 5]


def test_somebody_who_is_not_listed_is_not_chosen(table: MembersTable):
    assert not table.choose(1)
    assert table.chosen_ids() == []


def test_painting_asks_for_what_is_in_sight_only(table: MembersTable):
    asked: list[int] = []
    table.model().page_wanted.connect(lambda page, _generation: asked.append(page))
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.grab()
    assert 1 <= len(set(asked)) <= 2
