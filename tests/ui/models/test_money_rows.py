# SPDX-License-Identifier: Apache-2.0
"""Rows with sums as a table shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.ui.models.money_rows import STRONG, MoneyRows

COLUMNS = (
    ReportColumn("Name", Cell.NAME),
    ReportColumn("Day", Cell.DATE),
    ReportColumn("Sum", Cell.MONEY),
)
RIGHT = Qt.ItemDataRole.TextAlignmentRole


def test_values_and_totals_are_shown():
    model = MoneyRows(COLUMNS)
    model.show_rows([("Mai", "2026-11-21", 1_250_000), ("An", "2026-11", 0)], ("", None, 1_250_000))
    texts = [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]
    assert texts == [
        ["Mai", "21/11/2026", "1,250,000"],
        ["An", "11/2026", ""],
        ["", "", "1,250,000"],
    ]
    assert [bool(model.index(row, 0).data(STRONG)) for row in range(3)] == [False, False, True]


def test_sums_and_their_titles_stand_at_the_right():
    model = MoneyRows(COLUMNS)
    model.show_rows([("Mai", "2026-11-21", 5)])
    side = int(Qt.AlignmentFlag.AlignRight.value)
    assert model.index(0, 2).data(RIGHT) & side
    assert not model.index(0, 0).data(RIGHT) & side
    title = model.headerData(2, Qt.Orientation.Horizontal, int(RIGHT.value))
    assert title & side
