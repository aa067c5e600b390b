# SPDX-License-Identifier: Apache-2.0
"""Tables of rows in the look of the list of members, for smaller numbers of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from unionbook.ui import theme as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from unionbook.ui.theme import Theme

_PAD, _FIRST_PAD = 10, 24
_HEADER_HEIGHT = 34
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole.value)
_GROUND = int(Qt.ItemDataRole.BackgroundRole.value)


class RowDelegate(QStyledItemDelegate):
    """Paints a cell's text with the distances of the list, and a thin line below each row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._font = look.font()
        self._metrics = QFontMetrics(self._font)
        self._text = QPen(theme.colour("text"))
        self._selected = theme.colour("selection")
        self._line = theme.colour("line")
        self._focus = QPen(theme.colour("focus"), 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        ground = index.data(_GROUND)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        elif isinstance(ground, QBrush):
            painter.fillRect(rect, ground)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        colour = index.data(_COLOUR)
        painter.setPen(QPen(colour.color()) if isinstance(colour, QBrush) else self._text)
        painter.setFont(self._font)
        inner = rect.adjusted(_PAD if index.column() else _FIRST_PAD, 0, -_PAD, 0)
        text = str(index.data(_DISPLAY) or "").replace("\n", " ")
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            if index.column():
                painter.setPen(self._focus)
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
            else:
                painter.fillRect(rect.left(), rect.top(), 4, rect.height(), self._focus.color())


def dress_table(
    table: QTableView, model: QAbstractItemModel, theme: Theme, widths: Sequence[int]
) -> None:
    """Give a table the look of the list: whole rows are chosen, nothing is edited."""
    table.setModel(model)
    table.setItemDelegate(RowDelegate(theme, table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.setTabKeyNavigation(False)
    rows = table.verticalHeader()
    rows.setVisible(False)
    rows.setMinimumSectionSize(look.ROW_HEIGHT)
    rows.setDefaultSectionSize(look.ROW_HEIGHT)
    columns = table.horizontalHeader()
    columns.setFixedHeight(_HEADER_HEIGHT)
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, width in enumerate(widths):
        table.setColumnWidth(place, width)
