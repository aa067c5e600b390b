# SPDX-License-Identifier: Apache-2.0
"""A row of figures with their words: what a person looks at before anything else."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label


class Figures(QWidget):
    """Up to ``count`` figures side by side, each on a card of its own."""

    def __init__(self, count: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.MEDIUM)
        self._cards: list[tuple[QFrame, QLabel, QLabel]] = []
        for _place in range(count):
            card = QFrame()
            card.setProperty("look", "card")
            column = QVBoxLayout(card)
            column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
            column.setSpacing(Space.HAIR)
            figure, words = label("", "strong", wrap=True), label("", "caption", wrap=True)
            column.addWidget(figure)
            column.addWidget(words)
            column.addStretch(1)
            row.addWidget(card, 1)
            self._cards.append((card, figure, words))

    def show_figures(self, *figures: tuple[str, str]) -> None:
        """Show figures, each with its words; the places of the others stay empty."""
        for place, (card, figure, words) in enumerate(self._cards):
            shown = figures[place] if place < len(figures) else ("", "")
            figure.setText(shown[0])
            words.setText(shown[1])
            card.setVisible(place < len(figures))
