# SPDX-License-Identifier: Apache-2.0
"""Putting the rows of a list into another order without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QListWidget

_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MovesItems(QObject):
    """Alt and an arrow key move the row that has the focus."""

    def __init__(self, rows: QListWidget, moved: Callable[[], None]) -> None:
        super().__init__(rows)
        self._rows = rows
        self._moved = moved
        rows.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move the row, and tell that it was moved."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        way = _WAYS.get(Qt.Key(event.key()), 0)
        if not way or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        here = self._rows.currentRow()
        if 0 <= here + way < self._rows.count():
            item = self._rows.takeItem(here)
            self._rows.insertItem(here + way, item)
            self._rows.setCurrentRow(here + way)
            self._moved()
        return True
