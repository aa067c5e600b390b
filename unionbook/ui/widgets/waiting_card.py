# SPDX-License-Identifier: Apache-2.0
"""One thing that waits: what, since when, and the button that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from unionbook.operations.waiting import Waiting
    from unionbook.ui.theme import Theme
    from unionbook.ui.widgets.buttons import Buttons

_SIDE = 22
_NARROW = 520
"""Pixels below which the button stands under the words."""

_ICONS = {
    "close": "lock",
    "in_transit": "clock",
    "arrears": "clock",
    "assess": "event",
    "rule": "event",
    "remittance": "shares",
    "files": "import",
    "asking": "pc",
    "this_pc": "pc",
    "late": "clock",
    "lost": "restore",
    "handed_back": "restore",
    "former_pc": "pc",
    "receipt": "clock",
    "unanswered": "export",
    "joining": "units",
    "transfers": "members",
}
"""Where the icon of the screen would say too little."""


class WaitingCard(QFrame):
    """A card with a sentence, a note and one button."""

    opened = Signal()

    def __init__(self, theme: Theme, buttons: Buttons, one: Waiting) -> None:
        super().__init__()
        self.waiting = one
        self.setProperty("look", "card")
        self.setAccessibleName(one.title)
        picture = QLabel()
        picture.setProperty("look", "picture")
        picture.setProperty("level", "error" if one.urgent else "info")
        role = "danger" if one.urgent else "on_accent_soft"
        picture.setPixmap(theme.pixmap(_icon(one), role, side=_SIDE))
        picture.setFixedSize(2 * _SIDE, 2 * _SIDE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(one.title, "strong", wrap=True))
        words.addWidget(label(one.detail, "muted", wrap=True))
        told = QHBoxLayout()
        told.setSpacing(Space.LARGE)
        told.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        self.button = buttons.make(one.act, self.opened.emit, icon="right")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.setAccessibleDescription(one.title)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self._row.setSpacing(Space.MEDIUM)
        self._row.addLayout(told, 1)
        self._row.addWidget(
            self.button, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button under the words where they have no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)


def _icon(one: Waiting) -> str:
    return _ICONS.get(one.name, one.screen)
