# SPDX-License-Identifier: Apache-2.0
"""A table with sums: the row chosen is told, the totals are no row."""

from __future__ import annotations

import pytest

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.ui import theme
from unionbook.ui.widgets.money_table import MoneyTable


@pytest.fixture
def table(qtbot) -> MoneyTable:
    columns = (ReportColumn("Name", Cell.NAME), ReportColumn("Sum", Cell.MONEY))
    made = MoneyTable(theme.Theme(dark=False), columns, "Sums")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_rows([("Mai", 5), ("An", 6)], ("", 11))
    return made


def test_names_take_the_room_that_is_left(table: MoneyTable):
    assert table.columnWidth(0) + table.columnWidth(1) >= table.viewport().width() - 2


def test_the_row_opened_is_told_but_not_the_totals(table: MoneyTable):
    told: list[int] = []
    table.opened.connect(told.append)
    table.activated.emit(table.model().index(1, 0))
    table.activated.emit(table.model().index(2, 0))
    assert told == [1]


def test_the_row_chosen_is_told(table: MoneyTable):
    told: list[int] = []
    table.chosen.connect(told.append)
    table.selectRow(1)
    assert told[-1] == table.row == 1
    table.selectRow(2)
    assert told[-1] == table.row == -1


def test_it_is_painted_with_totals(table: MoneyTable):
    picture = table.grab().toImage()
    ours = [(x, y) for x in range(0, 500, 2) for y in range(40, 90)]
    assert len({picture.pixelColor(x, y).name() for x, y in ours}) > 2


def test_columns_go_in_order_where_there_is_no_room_and_come_back(qtbot):
    columns = (
        ReportColumn("Name", Cell.NAME),
        *(ReportColumn(title, Cell.MONEY) for title in ("Owed", "Paid", "Missing")),
        ReportColumn("Hidden by its owner", Cell.MONEY),
    )
    made = MoneyTable(theme.Theme(dark=False), columns, "Sums", leaving=(2, 1))
    qtbot.addWidget(made)
    made.setColumnHidden(4, True)
    made.show_rows([("Mai", 5_000_000, 4_000_000, 1_000_000, 1)])
    made.show()

    def hidden(width: int) -> list[int]:
        made.resize(width, 300)
        qtbot.waitUntil(lambda: made.viewport().width() > width - 40)
        return [column for column in range(len(columns)) if made.isColumnHidden(column)]

    assert hidden(900) == [4]
    assert hidden(370) == [2, 4]
    assert hidden(260) == [1, 2, 4]
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() == 0)
    assert hidden(900) == [4]
