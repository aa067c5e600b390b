# SPDX-License-Identifier: Apache-2.0
"""Pages of cards one under the other, as settings and users show them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

_WIDTH = 720


class CardPage(QScrollArea):
    """A column of cards of a width that can be read, at the left."""

    def __init__(self, widest: int = _WIDTH) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        inner.setProperty("look", "clear")
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        holder = QWidget(inner)
        holder.setMaximumWidth(widest)
        outer.addWidget(holder, 10)
        outer.addStretch(1)
        self.cards = QVBoxLayout(holder)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(Space.LARGE)
        self.cards.addStretch(1)
        self.setWidget(inner)

    def add(self, card: QWidget) -> None:
        """Add a card below the others."""
        self.cards.insertWidget(self.cards.count() - 1, card)


class Card(QFrame):
    """A card with a heading; what it holds goes into ``column``."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self.column.setSpacing(Space.MEDIUM)
        self.title = label(title, "strong", wrap=True)
        self.column.addWidget(self.title)
        if text:
            self.column.addWidget(label(text, "muted", wrap=True))


def framed(part: QWidget) -> QFrame:
    """Put a part that has its own heading on a card."""
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
    column.addWidget(part)
    return card
