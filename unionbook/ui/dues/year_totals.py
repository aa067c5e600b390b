# SPDX-License-Identifier: Apache-2.0
"""The strip under the grid: of each month what came in and how much of what was due that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui import theme as look
from unionbook.ui.dues.year_table import short_amount
from unionbook.ui.models.dues_year import FIRST_MONTH, OWED, PAID
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent

    from unionbook.operations.dues_year import MonthTotal
    from unionbook.ui.dues.year_table import YearTable
    from unionbook.ui.theme import Theme

_HEIGHT = 50
_BAR = 4
_WHOLE = 100


class YearTotals(QWidget):
    """Painted under the columns of the grid, wherever they are moved."""

    def __init__(self, theme: Theme, table: YearTable) -> None:
        super().__init__()
        self._table = table
        self._theme = theme
        self._totals: Sequence[MonthTotal] = ()
        self._strong = look.font(look.Size.CAPTION, QFont.Weight.DemiBold)
        self._small = look.font(look.Size.CAPTION)
        self._metrics = QFontMetrics(self._strong)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Totals of the months"))
        table.moved.connect(self.update)

    def show_totals(self, totals: Sequence[MonthTotal]) -> None:
        """Show the totals of twelve months; none while they are read."""
        self._totals = totals
        self.setAccessibleDescription("; ".join(map(said, totals)))
        self.update()

    def sizeHint(self) -> QSize:
        """Give the height of two lines and a bar."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the months, then the name and the sums over what was moved under them."""
        painter = QPainter(self)
        colour = self._theme.colour
        painter.fillRect(self.rect(), colour("surface"))
        for place, total in enumerate(self._totals):
            left, width = self._table.column_place(FIRST_MONTH + place)
            self._paint_month(painter, QRect(left, 0, width, _HEIGHT), total)
        if self._totals:
            self._paint_sums(painter)
        name = QRect(0, 0, self._table.name_width, _HEIGHT)
        painter.fillRect(name, colour("surface"))
        painter.setFont(self._strong)
        painter.setPen(colour("text"))
        inner = name.adjusted(24, 8, -8, -6)
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, _("Paid"))
        painter.setFont(self._small)
        painter.setPen(colour("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, _("of what was assessed"))
        painter.fillRect(0, 0, self.width(), 1, colour("control_line"))

    def _paint_month(self, painter: QPainter, rect: QRect, total: MonthTotal) -> None:
        if not total.assessed and not total.paid:
            return
        colour = self._theme.colour
        painter.setFont(self._strong)
        painter.setPen(colour("text"))
        shown = self._shown(total.paid, rect.width())
        middle = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect.adjusted(0, 8, 0, 0), middle | Qt.AlignmentFlag.AlignTop, shown)
        share = share_of(total)
        painter.setFont(self._small)
        painter.setPen(colour("muted"))
        painter.drawText(
            rect.adjusted(0, 0, 0, -10), middle | Qt.AlignmentFlag.AlignBottom, f"{share} %"
        )
        bar = QRect(rect.left() + 8, rect.bottom() - 7, rect.width() - 16, _BAR)
        painter.fillRect(bar, colour("sunken"))
        bar.setWidth(bar.width() * min(share, _WHOLE) // _WHOLE)
        painter.fillRect(bar, colour("ok"))

    def _shown(self, amount: int, width: int) -> str:
        """Give a sum in full where those of all months have room, else all of them short."""
        widest = max(
            self._metrics.horizontalAdvance(formats.shown_number(one.paid)) for one in self._totals
        )
        return formats.shown_number(amount) if widest <= width - 6 else short_amount(amount)

    def _paint_sums(self, painter: QPainter) -> None:
        colour = self._theme.colour
        paid = sum(one.paid for one in self._totals)
        owed = sum(one.assessed - one.paid for one in self._totals)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, amount, role in ((PAID, paid, "text"), (OWED, owed, "danger")):
            left, width = self._table.column_place(column)
            rect = QRect(left, 0, width - 10, _HEIGHT)
            painter.setFont(self._strong)
            painter.setPen(colour(role if amount > 0 else "text"))
            shown = formats.shown_number(amount) if amount else ""
            if self._metrics.horizontalAdvance(shown) > rect.width():
                shown = short_amount(amount)
            painter.drawText(rect, side, shown)

    def event(self, event: QEvent) -> bool:
        """Tell the sums of the month that is pointed at."""
        if isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        for place, total in enumerate(self._totals):
            left, width = self._table.column_place(FIRST_MONTH + place)
            if left <= event.pos().x() < left + width:
                QToolTip.showText(event.globalPos(), plain(said(total)), self)


def share_of(total: MonthTotal) -> int:
    """Give how much of what was due came in, in percent; all of nothing is everything."""
    return total.paid * _WHOLE // total.assessed if total.assessed else _WHOLE


def said(total: MonthTotal) -> str:
    """Say a month's totals in words."""
    return _("{month}: {paid} of {assessed}, {share} %").format(
        month=f"{total.month[5:]}/{total.month[:4]}",
        paid=formats.shown_number(total.paid),
        assessed=formats.shown_number(total.assessed),
        share=share_of(total),
    )
