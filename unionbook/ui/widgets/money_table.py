# SPDX-License-Identifier: Apache-2.0
"""Tables with sums: figures right-aligned under right-aligned titles, totals strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from unionbook.domain.report_tables import Cell
from unionbook.ui import theme as look
from unionbook.ui.models.money_rows import STRONG, MoneyRows
from unionbook.ui.widgets.rows import dress_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QColor, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from unionbook.domain.report_tables import ReportColumn, Value
    from unionbook.ui.theme import Theme

_PAD, _FIRST_PAD = 10, 24
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole.value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
_WIDTHS = {
    Cell.MONEY: 84,
    Cell.COUNT: 60,
    Cell.DATE: 84,
    Cell.NAME: 160,
    Cell.TEXT: 70,
    Cell.MARK: 44,
    Cell.SIGN: 44,
}
_ROOM = 2 * _PAD + 4
_LEAST_NAME, _WIDEST = 110, 280
_LOOKED_AT = 40
"""Rows at each end whose texts decide how wide a column is: not all of a hundred thousand."""


class MoneyDelegate(QStyledItemDelegate):
    """Paints a cell on the side its model names; a line of totals strong, with a line above it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._plain = look.font()
        self._strong = look.font(weight=QFont.Weight.DemiBold)
        self._metrics = {True: QFontMetrics(self._strong), False: QFontMetrics(self._plain)}
        self._text = QPen(theme.colour("text"))
        self._selected = theme.colour("selection")
        self._line = theme.colour("line")
        self._rule = theme.colour("control_line")
        self._focus = QPen(theme.colour("focus"), 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        strong = bool(index.data(STRONG))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if strong:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, self._rule)
        self._write(painter, rect, index, strong=strong)
        if option.state & QStyle.StateFlag.State_HasFocus:
            if index.column():
                painter.setPen(self._focus)
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
            else:
                painter.fillRect(rect.left(), rect.top(), 4, rect.height(), self._focus.color())

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        strong: bool,
    ) -> None:
        colour = index.data(_COLOUR)
        painter.setPen(QPen(colour.color()) if isinstance(colour, QBrush) else self._text)
        painter.setFont(self._strong if strong else self._plain)
        inner = rect.adjusted(_PAD if index.column() else _FIRST_PAD, 0, -_PAD, 0)
        text = str(index.data(_DISPLAY) or "").replace("\n", " ")
        shown = self._metrics[strong].elidedText(
            text, Qt.TextElideMode.ElideRight, max(inner.width(), 0)
        )
        painter.drawText(inner, int(index.data(_ALIGNMENT) or _LEFT), shown)


class MoneyTable(QTableView):
    """A table of :class:`MoneyRows`; columns take the room of what they hold.

    ``leaving`` names the columns that are left out, in this order, where there is no room for all:
    what is told beside the table too, or follows from the rest. Nobody else hides these.
    """

    opened = Signal(int)
    """The row asked for by Enter or a double click; never that of the totals."""
    chosen = Signal(int)
    """The row chosen, -1 for none or for the totals."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[ReportColumn],
        name: str,
        *,
        leaving: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._leaving = leaving
        self._left_out: frozenset[int] = frozenset()
        self.rows = MoneyRows(columns, self)
        self._measure = QFontMetrics(look.font(weight=QFont.Weight.DemiBold))
        dress_money_table(self, self.rows, theme, [])
        self.setAccessibleName(name)
        self.horizontalHeader().setStretchLastSection(False)
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(
            lambda _now, _before: self.chosen.emit(self.row)
        )

    @property
    def row(self) -> int:
        """Give the row chosen, -1 for none or for the totals."""
        chosen = self.selectionModel().selectedRows()
        return self._row(chosen[0].row()) if chosen else -1

    def show_rows(
        self,
        rows: Sequence[Sequence[Value]],
        total: Sequence[Value] | None = None,
        columns: Sequence[ReportColumn] | None = None,
        colours: Sequence[QColor | None] = (),
        strong: Collection[int] = (),
    ) -> None:
        """Show other rows, as :meth:`MoneyRows.show_rows` does."""
        self.rows.show_rows(rows, total, columns, colours, strong)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the room: sums, dates and numbers what they need, names the rest."""
        columns = self.rows.columns
        pads = {0: _FIRST_PAD - _PAD}
        needed = {
            place: self._needed(place) + pads.get(place, 0)
            for place in range(len(columns))
            if place in self._left_out or not self.isColumnHidden(place)
        }
        names = {
            place: max(_LEAST_NAME, self._title_width(place))
            for place in needed
            if columns[place].cell is Cell.NAME
        }
        room = self.viewport().width()
        whole = {
            place: max(least, self._widest(place) + pads.get(place, 0))
            for place, least in names.items()
        }
        self._leave_out({**needed, **whole}, room)
        shown = needed.keys() - self._left_out
        left = room - sum(needed[place] for place in shown)
        for place in shown & names.keys():
            share = left // len(shown & names.keys())
            needed[place] = max(needed[place] + share, names[place])
        for place in shown:
            self.setColumnWidth(place, needed[place])

    def _leave_out(self, wanted: dict[int, int], room: int) -> None:
        """Hide of the columns that may go as many as the others want, so that names stay whole."""
        out: set[int] = set()
        for place in self._leaving:
            if sum(wide for one, wide in wanted.items() if one not in out) <= room:
                break
            out.add(place)
        for place in out ^ self._left_out:
            self.setColumnHidden(place, place in out)
        self._left_out = frozenset(out)

    def _title_width(self, place: int) -> int:
        measure = self.horizontalHeader().fontMetrics()
        return measure.horizontalAdvance(self.rows.columns[place].title) + _ROOM

    def _needed(self, place: int) -> int:
        """Give the width that a column needs, by its title and what stands in some of its rows."""
        column = self.rows.columns[place]
        title = self._title_width(place)
        if column.cell is Cell.NAME:
            return max(title, _WIDTHS[Cell.NAME])
        return max(title, self._widest(place), _WIDTHS[column.cell])

    def _widest(self, place: int) -> int:
        count = self.rows.rowCount()
        some = (*range(min(count, _LOOKED_AT)), *range(max(count - _LOOKED_AT, 0), count))
        texts = (str(self.rows.index(row, place).data() or "") for row in some)
        widest = max(map(self._measure.horizontalAdvance, texts), default=0)
        return min(widest + _ROOM, _WIDEST)

    def _row(self, row: int) -> int:
        return row if 0 <= row < len(self.rows.rows) else -1

    def _on_activated(self, index: QModelIndex) -> None:
        if self._row(index.row()) >= 0:
            self.opened.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self.fit_columns()


def dress_money_table(
    table: QTableView, model: QAbstractItemModel, theme: Theme, widths: Sequence[int]
) -> None:
    """Give a table of any model the look of the list, with sums at the right."""
    dress_table(table, model, theme, widths)
    table.setItemDelegate(MoneyDelegate(theme, table))
