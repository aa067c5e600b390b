# SPDX-License-Identifier: Apache-2.0
"""Content that is moved up and down where the window is too low for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from unionbook.ui.theme import Space


class Scrolled(QScrollArea):
    """Shows its parts one under the other, at the top; never squeezes them into a low window."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        # The controls inside take the keyboard, and the one that has it is moved into sight.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("look", "clear")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for part in parts:
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setWidget(inner)

    def bring(self, part: QWidget) -> None:
        """Move a part that has just come up into sight, once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, Space.MEDIUM))

    def give_room(self) -> None:
        """Let the first part have the room that is left, where it can use it."""
        self.column.setStretch(0, 1)
        self.column.setStretch(self.column.count() - 1, 0)
