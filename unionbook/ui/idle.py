# SPDX-License-Identifier: Apache-2.0
"""Noticing that nobody is at the window any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_SIGNS_OF_LIFE = frozenset(
    int(kind.value)
    for kind in (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)
_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Tells when no key was pressed and no mouse moved for so many minutes."""

    timed_out = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.timed_out)
        self._watched: QWindow | None = None

    def watch(self, window: QWindow) -> None:
        """Look at what reaches a window before its widgets get it."""
        if window is not self._watched:
            window.installEventFilter(self)
            self._watched = window

    def start(self, minutes: int) -> None:
        """Begin to count; 0 minutes means never."""
        if minutes > 0:
            self._timer.start(minutes * _MINUTE_MS)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Stop counting."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count from the beginning at every sign of life; nothing is held back."""
        if int(event.type().value) in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False
