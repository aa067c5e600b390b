# SPDX-License-Identifier: Apache-2.0
"""The grid of a year: a sign and a colour for each month, and names that stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from unionbook.operations.dues_words import decimal_sign
from unionbook.operations.dues_year import State
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui import theme as look
from unionbook.ui.models.dues_year import COLUMNS, FIRST_MONTH, NAME, OWED, PAID

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QResizeEvent

    from unionbook.operations.dues_year import YearCell, YearLine
    from unionbook.ui.models.dues_year import DuesYearModel
    from unionbook.ui.theme import Theme

ROW_HEIGHT = 44
_HEADER_HEIGHT = 34
_NAME_WIDTH, _MONTH_WIDTH, _SUM_WIDTH = 206, 60, 94
_FIRST_PAD, _PAD = 24, 10
_SIGN = 12.0
ROLES = {
    State.PAID: ("ok", "ok_soft"),
    State.AHEAD: ("on_accent_soft", "accent_soft"),
    State.PART: ("warn", "warn_soft"),
    State.OWED: ("danger", "danger_soft"),
    State.EXEMPT: ("muted", "sunken"),
}
"""The colour of a state's sign and sum, and that of its ground."""


def draw_sign(painter: QPainter, state: State, middle: QPoint, colour: QColor) -> None:
    """Draw the sign of a state: a tick, half a disc, a cross, a bar, an arrow."""
    x, y, half = middle.x(), middle.y(), _SIGN / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is State.PAID:
        painter.drawLine(QPoint(x - 5, y), QPoint(x - 1, y + 4))
        painter.drawLine(QPoint(x - 1, y + 4), QPoint(x + 5, y - 4))
    elif state is State.PART:
        disc = QRectF(x - half + 1, y - half + 1, _SIGN - 2, _SIGN - 2)
        painter.drawEllipse(disc)
        painter.setBrush(colour)
        painter.drawPie(disc, 90 * 16, 180 * 16)
    elif state is State.OWED:
        painter.drawLine(QPoint(x - 4, y - 4), QPoint(x + 4, y + 4))
        painter.drawLine(QPoint(x - 4, y + 4), QPoint(x + 4, y - 4))
    elif state is State.EXEMPT:
        painter.drawLine(QPoint(x - 5, y), QPoint(x + 5, y))
    elif state is State.AHEAD:
        painter.drawLine(QPoint(x - 5, y), QPoint(x + 5, y))
        painter.drawLine(QPoint(x + 1, y - 4), QPoint(x + 5, y))
        painter.drawLine(QPoint(x + 1, y + 4), QPoint(x + 5, y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class YearDelegate(QStyledItemDelegate):
    """Paints names, months and sums straight from the model."""

    def __init__(self, theme: Theme, model: DuesYearModel, table: QTableView) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._strong = look.font(weight=QFont.Weight.DemiBold)
        self._small = look.font(look.Size.CAPTION)
        self._names, self._captions = QFontMetrics(self._strong), QFontMetrics(self._small)
        colour = theme.colour
        self._text, self._muted, self._danger = colour("text"), colour("muted"), colour("danger")
        self._surface, self._selected = colour("surface"), colour("selection")
        self._line, self._missing = colour("line"), colour("sunken")
        self._focus = QPen(colour("focus"), 2)
        self._colours = {state: tuple(map(colour, roles)) for state, roles in ROLES.items()}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        here = column == NAME and row == self._chosen_row()
        painter.fillRect(rect, self._selected if here else self._surface)
        line = self._model.line(row)
        if line is None:
            middle = rect.center().y()
            painter.fillRect(rect.left() + _PAD, middle - 4, rect.width() // 2, 9, self._missing)
        elif column == NAME:
            self._paint_name(painter, rect, line)
        elif column >= PAID:
            self._paint_sum(painter, rect, line, owed=column == OWED)
        else:
            self._paint_month(painter, rect, line.months[column - FIRST_MONTH])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if option.state & QStyle.StateFlag.State_HasFocus or (chosen and column != NAME):
            painter.setPen(self._focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -3))

    def _chosen_row(self) -> int:
        indexes = self._table.selectionModel().selectedIndexes()
        return indexes[0].row() if indexes else -1

    def _paint_name(self, painter: QPainter, rect: QRect, line: YearLine) -> None:
        inner = rect.adjusted(_FIRST_PAD, 5, -_PAD, -6)
        side = Qt.TextElideMode.ElideRight
        painter.setFont(self._strong)
        painter.setPen(self._text)
        name = self._names.elidedText(line.name, side, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, name)
        below = "  ·  ".join(part for part in (line.number, line.department) if part)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        below = self._captions.elidedText(below, side, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, below)

    def _paint_month(self, painter: QPainter, rect: QRect, cell: YearCell) -> None:
        found = self._colours.get(cell.state)
        if found is None:
            return
        front, ground = found
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(3, 3, -3, -4), 6, 6)
        amount = cell.assessed if cell.state is State.OWED else cell.paid
        middle = rect.center() - QPoint(0, 8 if amount else 0)
        draw_sign(painter, cell.state, middle, front)
        if amount:
            painter.setFont(self._small)
            painter.setPen(front)
            painter.drawText(
                rect.adjusted(0, 20, 0, -5),
                Qt.AlignmentFlag.AlignCenter,
                self._short(amount, rect.width() - 4),
            )

    def _short(self, amount: int, room: int) -> str:
        shown = formats.shown_number(amount)
        if self._captions.horizontalAdvance(shown) <= room:
            return shown
        return short_amount(amount)

    def _paint_sum(self, painter: QPainter, rect: QRect, line: YearLine, *, owed: bool) -> None:
        amount = line.owed if owed else line.paid
        if amount:
            painter.setFont(self._strong if owed else look.font())
            painter.setPen(self._danger if owed else self._text)
            painter.drawText(
                rect.adjusted(2, 0, -_PAD, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                formats.shown_number(amount),
            )


def short_amount(amount: int) -> str:
    """Give a large sum in thousands or millions, for a narrow place."""
    million, thousand = 1_000_000, 1_000
    if abs(amount) >= 10 * million:
        tenths = round(amount * 10 / million)
        shown = formats.shown_number(tenths // 10)
        if abs(amount) < 100 * million:
            shown = f"{shown}{decimal_sign()}{tenths % 10}"
        return _("{amount} M").format(amount=shown)
    return _("{amount} k").format(amount=formats.shown_number(round(amount / thousand)))


class YearTable(QTableView):
    """The grid; the column of names lies over it and stays when it is moved sideways."""

    asked = Signal(int, int)
    """The row and column of the cell chosen."""
    moved = Signal()
    """The columns stand elsewhere, or are of another width."""
    opened = Signal(object)  # 63 bits do not fit into Qt's int
    """The member asked for by Enter or a double click."""

    def __init__(self, theme: Theme, model: DuesYearModel) -> None:
        super().__init__()
        self._year = model
        _dress(self, theme, model, _("Dues of the year"))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fit()
        self._names = QTableView(self)
        _dress(self._names, theme, model, _("Names"))
        self._names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._names.setSelectionModel(self.selectionModel())
        for column in range(1, COLUMNS):
            self._names.setColumnHidden(column, True)
        self._names.setColumnWidth(NAME, _NAME_WIDTH)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._names.setHorizontalScrollBarPolicy(never)
        self._names.setVerticalScrollBarPolicy(never)
        mine, theirs = self.verticalScrollBar(), self._names.verticalScrollBar()
        mine.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(mine.setValue)
        self.horizontalScrollBar().valueChanged.connect(lambda _place: self.moved.emit())
        # Not the current cell: that is another one as soon as the keyboard comes here.
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self._on_chosen())
        self.activated.connect(lambda index: self.opened.emit(model.ids[index.row()]))
        self.viewport().stackUnder(self._names)

    def _on_chosen(self) -> None:
        self._names.viewport().update()
        chosen = self.selectionModel().selectedIndexes()
        if chosen:
            self.asked.emit(chosen[0].row(), chosen[0].column())

    def column_place(self, column: int) -> tuple[int, int]:
        """Give where a column stands across the table, and how wide it is."""
        return self.columnViewportPosition(column), self.columnWidth(column)

    @property
    def name_width(self) -> int:
        """Give the width of the names, which cover what is moved under them."""
        return self.columnWidth(NAME)

    def _fit(self) -> None:
        room = self.viewport().width() - _NAME_WIDTH - 2 * _SUM_WIDTH
        month = max(_MONTH_WIDTH, room // 12)
        self.setColumnWidth(NAME, _NAME_WIDTH)
        for column in range(FIRST_MONTH, PAID):
            self.setColumnWidth(column, month)
        rest = max(self.viewport().width() - _NAME_WIDTH - 12 * month - 2 * _SUM_WIDTH, 0)
        self.setColumnWidth(PAID, _SUM_WIDTH)
        self.setColumnWidth(OWED, _SUM_WIDTH + (rest if rest < month else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room; where it is too little the months are moved sideways."""
        super().resizeEvent(event)
        self._fit()
        self._names.setGeometry(
            self.frameWidth(),
            self.frameWidth(),
            _NAME_WIDTH,
            self.viewport().height() + self.horizontalHeader().height(),
        )
        self.moved.emit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and not under the names."""
        super().scrollTo(index, hint)
        left = self.columnViewportPosition(index.column()) - _NAME_WIDTH
        if index.column() != NAME and left < 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left)


def _dress(table: QTableView, theme: Theme, model: DuesYearModel, name: str) -> None:
    rows, columns = table.verticalHeader(), table.horizontalHeader()
    # Before there are rows: a header that has a million would measure each of them.
    rows.setVisible(False)
    rows.setMinimumSectionSize(ROW_HEIGHT)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    columns.setFixedHeight(_HEADER_HEIGHT)
    columns.setHighlightSections(False)
    columns.setSectionsClickable(False)
    columns.setMinimumSectionSize(40)
    table.setModel(model)
    table.setItemDelegate(YearDelegate(theme, model, table))
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.setTabKeyNavigation(False)
