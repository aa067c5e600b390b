# SPDX-License-Identifier: Apache-2.0
"""A choice between texts of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QRadioButton

from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEAST = 100
_MARK = 40  # what the circle and the room around it take


class LongChoice(QRadioButton):
    """Shortens its text, by “…”, to the room there is; the whole of it is its name and its tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(plain(text))
        self._shorten()

    def _shorten(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), _LEAST) - _MARK
        )
        self.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten for another width."""
        super().resizeEvent(event)
        self._shorten()

    def sizeHint(self) -> QSize:
        """Give the room of the whole text."""
        wide = self.fontMetrics().horizontalAdvance(self._whole) + _MARK + 1
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Give the room in which it still can be told what is chosen."""
        return QSize(_LEAST, super().minimumSizeHint().height())
