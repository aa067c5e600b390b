# SPDX-License-Identifier: Apache-2.0
"""The table of members: painted by us, so that a million rows scroll like a hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, Kind
from unionbook.texts import gettext as _
from unionbook.ui import theme as look

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from unionbook.ui.models.members import MembersModel
    from unionbook.ui.theme import Theme

_PAD, _FIRST_PAD = 10, 24
_DOT = 8
_WIDEST_LETTER = 11  # a shorter text surely fits and need not be measured
_WIDTHS = {Kind.NAME: 200, Kind.DATE: 116, Kind.MONEY: 120, Kind.CHOICE: 130, Kind.PHONE: 136}
_WIDTH_OF = {
    "sex": 112,
    "department": 150,
    "job": 140,
    "local_number": 124,
    "email": 190,
    "identity_number": 140,
}
_STATUS_ROLES = {
    "active": "ok",
    "exempt": "accent",
    "suspended": "warn",
    "transferred": "muted",
    "left": "muted",
    "expelled": "danger",
    "deceased": "muted",
}


class MembersDelegate(QStyledItemDelegate):
    """Paints a cell straight from the model, asking it for one thing only."""

    def __init__(self, theme: Theme, model: MembersModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._plain = look.font()
        self._strong = look.font(weight=QFont.Weight.DemiBold)
        self._metrics = {True: QFontMetrics(self._strong), False: QFontMetrics(self._plain)}
        self._text = QPen(theme.colour("text"))
        self._muted = QPen(theme.colour("muted"))
        self._selected = theme.colour("selection")
        self._line = theme.colour("line")
        self._missing = theme.colour("sunken")
        self._focus = QPen(theme.colour("focus"), 2)
        self._dots = {
            _(CHOICE_LABELS["status"][status]): theme.colour(role)
            for status, role in _STATUS_ROLES.items()
        }

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        state = option.state
        row, column = index.row(), index.column()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        text = self._model.text(row, column)
        if text:
            left = _PAD if column else _FIRST_PAD
            self._paint_text(painter, rect.adjusted(left, 0, -_PAD, 0), column, text)
        elif not self._model.is_here(row):
            self._paint_missing(painter, rect)
        if state & QStyle.StateFlag.State_HasFocus:
            if column:
                painter.setPen(self._focus)
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
            else:
                painter.fillRect(rect.left(), rect.top(), 4, rect.height(), self._focus.color())

    def _paint_text(self, painter: QPainter, rect: QRect, column: int, text: str) -> None:
        name = self._model.fields[column]
        align = Qt.AlignmentFlag.AlignVCenter
        if name == "full_name":
            painter.setFont(self._strong)
        else:
            painter.setFont(self._plain)
            if name == "status":
                rect = self._paint_dot(painter, rect, text)
            elif BY_NAME[name].kind is Kind.MONEY:
                align |= Qt.AlignmentFlag.AlignRight
        painter.setPen(self._text)
        if len(text) * _WIDEST_LETTER > rect.width():
            metrics = self._metrics[name == "full_name"]
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, align, text)

    def _paint_dot(self, painter: QPainter, rect: QRect, text: str) -> QRect:
        colour = self._dots.get(text, QColor(Qt.GlobalColor.gray))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(rect.left(), rect.center().y() - _DOT // 2 + 1, _DOT, _DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return rect.adjusted(_DOT + 7, 0, 0, 0)

    def _paint_missing(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(
            rect.left() + _PAD, rect.center().y() - 4, max(rect.width() // 2, 20), 9, self._missing
        )


class MembersTable(QTableView):
    """Rows of members; the chosen ones are told as ids."""

    chosen = Signal(object)
    """The ids chosen, whenever they change."""
    opened = Signal(object)  # 63 bits do not fit into Qt's int
    """The id of a member asked for by Enter or a double click."""
    order_asked = Signal(str, bool)
    """The field to order by, and whether downwards."""

    def __init__(self, theme: Theme, model: MembersModel) -> None:
        super().__init__()
        self._members = model
        # Before there are rows: a header that has a million would measure each of them.
        self._set_headers()
        self.setModel(model)
        self.setItemDelegate(MembersDelegate(theme, model, self))
        self.setAccessibleName(_("Members"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.activated.connect(self._on_activated)
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(look.ROW_HEIGHT)
        rows.setDefaultSectionSize(look.ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setFixedHeight(34)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSectionsClickable(True)
        columns.setSectionsMovable(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSortIndicatorShown(True)
        columns.sortIndicatorChanged.connect(self._on_order)

    def fit_columns(self) -> None:
        """Give each column the width of its kind."""
        for column, name in enumerate(self._members.fields):
            wide = _WIDTH_OF.get(name) or _WIDTHS.get(BY_NAME[name].kind, 140)
            self.setColumnWidth(column, wide)

    def mark_order(self, field: str, *, downwards: bool) -> None:
        """Show by which column the list is ordered, without asking for it."""
        columns = self.horizontalHeader()
        columns.blockSignals(True)
        place = self._members.fields.index(field) if field in self._members.fields else -1
        order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        columns.setSortIndicator(place, order)
        columns.blockSignals(False)

    def chosen_ids(self) -> list[int]:
        """Give the ids of the rows chosen, in the order of the list."""
        chosen = self.selectionModel().selection().toList()
        spans = sorted((span.top(), span.bottom()) for span in chosen)
        rows = dict.fromkeys(row for top, bottom in spans for row in range(top, bottom + 1))
        return self._members.ids_of(rows)

    def choose(self, member_id: int) -> bool:
        """Choose a member and bring the row into sight; say whether it is in the list."""
        row = self._members.row_of(member_id)
        if row < 0:
            return False
        # Not selectRow: a key held down, as Ctrl is in a shortcut, would add to what is chosen.
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._members.index(row, 0), how.ClearAndSelect | how.Rows
        )
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        visible = self.visualRect(self._members.index(row, 0))
        if not self.viewport().rect().contains(visible.center()):
            self.scrollTo(self._members.index(row, 0), middle)
        return True

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._members.ids[index.row()])

    def _on_order(self, section: int, order: Qt.SortOrder) -> None:
        name = self._members.fields[section]
        self.order_asked.emit(name, order == Qt.SortOrder.DescendingOrder)

    def selectionChanged(self, chosen: QItemSelection, left: QItemSelection) -> None:
        """Tell who is chosen now."""
        super().selectionChanged(chosen, left)
        self.chosen.emit(self.chosen_ids())
