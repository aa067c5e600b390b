# SPDX-License-Identifier: Apache-2.0
"""How old debts are, as one bar: each age a piece of it, with its word and sum below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui import theme as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from unionbook.ui.theme import Theme

AGES = (N_("This month"), N_("1–2 months"), N_("3–5 months"), N_("Older"))
_ROLES = ("accent", "mark", "warn", "danger")
_BAR, _HEIGHT = 12, 62
_LEAST = 3


class AgeBar(QWidget):
    """Four pieces as wide as their sums, four words in columns of their own below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sums: Sequence[int] = (0, 0, 0, 0)
        self._strong = look.font(look.Size.BODY, QFont.Weight.DemiBold)
        self._small = look.font(look.Size.CAPTION)
        self._metrics = QFontMetrics(self._small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Arrears by age"))

    def show_sums(self, sums: Sequence[int]) -> None:
        """Show the sums of the four ages, the youngest first."""
        self._sums = sums
        self.setAccessibleDescription(
            "; ".join(
                f"{_(text)}: {formats.shown_number(amount)}"
                for text, amount in zip(AGES, sums, strict=True)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Give the height of the bar and two lines."""
        return QSize(320, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pieces and their words."""
        painter = QPainter(self)
        colour = self._theme.colour
        total, left, width = sum(self._sums), 0, self.width()
        painter.fillRect(QRect(0, 0, width, _BAR), colour("line"))
        for amount, role in zip(self._sums, _ROLES, strict=True):
            if amount:
                wide = max(width * amount // max(total, 1), _LEAST)
                painter.fillRect(QRect(left, 0, wide - 1, _BAR), colour(role))
                left += wide
        column = width // len(AGES)
        for place, (text, amount, role) in enumerate(zip(AGES, self._sums, _ROLES, strict=True)):
            x = place * column
            painter.fillRect(QRect(x, _BAR + 13, 8, 8), colour(role))
            painter.setFont(self._small)
            painter.setPen(colour("muted"))
            room = QRect(x + 14, _BAR + 8, column - 18, 18)
            shown = self._metrics.elidedText(_(text), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            painter.setFont(self._strong)
            painter.setPen(colour("text"))
            room = QRect(x + 14, _BAR + 26, column - 14, 22)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, formats.shown_number(amount))
