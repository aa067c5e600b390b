# SPDX-License-Identifier: Apache-2.0
"""Rows with sums for a table: each column says what it holds, sums stand at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from unionbook.domain.report_tables import Cell, ReportColumn, Value
from unionbook.ui import formats
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor

_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole.value)
_TIP = int(Qt.ItemDataRole.ToolTipRole.value)
STRONG = int(Qt.ItemDataRole.UserRole.value) + 1
"""The role by which a model says that a row is a total."""
_SIDES = {
    Cell.MONEY: Qt.AlignmentFlag.AlignRight,
    Cell.COUNT: Qt.AlignmentFlag.AlignRight,
    Cell.MARK: Qt.AlignmentFlag.AlignHCenter,
}


class MoneyRows(QAbstractTableModel):
    """Rows of values in their columns, and under them a line of totals where there is one.

    Made for what was read whole, up to some thousands of rows: reports, receipts, lines.
    """

    def __init__(self, columns: Sequence[ReportColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[Sequence[Value]] = ()
        self._total: Sequence[Value] | None = None
        self._colours: Sequence[QColor | None] = ()
        self._strong: Collection[int] = ()

    @property
    def columns(self) -> tuple[ReportColumn, ...]:
        """Give the columns."""
        return self._columns

    @property
    def rows(self) -> Sequence[Sequence[Value]]:
        """Give the rows without the totals."""
        return self._rows

    def show_rows(
        self,
        rows: Sequence[Sequence[Value]],
        total: Sequence[Value] | None = None,
        columns: Sequence[ReportColumn] | None = None,
        colours: Sequence[QColor | None] = (),
        strong: Collection[int] = (),
    ) -> None:
        """Show other rows.

        ``colours`` are those of their texts, None for the usual one; ``strong`` rows sum up others.
        """
        self.beginResetModel()
        self._strong = strong
        if columns is not None:
            self._columns = tuple(columns)
        self._rows, self._total, self._colours = rows, total, colours
        self.endResetModel()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many rows there are, with the totals."""
        return len(self._rows) + (self._total is not None)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many columns there are."""
        return len(self._columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give a cell: its text, its side, whether it is of the totals."""
        row, column = index.row(), index.column()
        if role in (_DISPLAY, _TIP):
            text = shown(self._columns[column].cell, self._value(row, column))
            return plain(text) if role == _TIP else text
        if role == _ALIGNMENT:
            return side_of(self._columns[column].cell)
        if role == STRONG:
            return row >= len(self._rows) or row in self._strong
        if role == _COLOUR and row < len(self._colours):
            colour = self._colours[row]
            return None if colour is None else QBrush(colour)
        return None

    def _value(self, row: int, column: int) -> Value:
        if row < len(self._rows):
            return self._rows[row][column]
        return self._total[column] if self._total is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the title of a column, on the side of what it holds."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == _DISPLAY:
            return self._columns[section].title
        return side_of(self._columns[section].cell) if role == _ALIGNMENT else None


def shown(cell: Cell, value: Value) -> str:
    """Give a value of a column as people read it; a sum of nothing leaves its place empty."""
    if value is None:
        return ""
    if isinstance(value, int):
        return formats.shown_number(value) if value or cell is not Cell.MONEY else ""
    return formats.shown_date(value) if cell is Cell.DATE else value


def side_of(cell: Cell) -> int:
    """Give the side on which what a column holds stands."""
    side = _SIDES.get(cell, Qt.AlignmentFlag.AlignLeft)
    return int((side | Qt.AlignmentFlag.AlignVCenter).value)
