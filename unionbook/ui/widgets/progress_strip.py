# SPDX-License-Identifier: Apache-2.0
"""How far long work is, how long it still takes, and a way to stop it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.feedback import LongWork
    from unionbook.ui.tasks import Task
    from unionbook.ui.widgets.buttons import Buttons

_SHOWN_AFTER_MS = 300
_TELLS_TIME_AFTER = 2.0
_MINUTE = 60


class ProgressStrip(QFrame):
    """Comes up when work takes longer than a moment."""

    def __init__(self, work: LongWork, buttons: Buttons) -> None:
        super().__init__()
        self._task: Task | None = None
        self._begun = 0.0
        self.setProperty("look", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, Space.SMALL, Space.SMALL, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        self._title = label("", "label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self._rest = label("", "muted")
        self.stop = buttons.make(_("Stop"), self._on_stop, icon="close")
        row.addWidget(self._title)
        row.addWidget(self.bar, 1)
        row.addWidget(self._rest)
        row.addWidget(self.stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self.hide()
        work.begun.connect(self._on_begun)
        work.moved.connect(self._on_moved)
        work.ended.connect(self._on_ended)

    def _on_begun(self, title: str, task: Task) -> None:
        self._task, self._begun = task, time.monotonic()
        self._title.setText(title)
        self._rest.clear()
        self.stop.setEnabled(True)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self._timer.start(_SHOWN_AFTER_MS)

    def _on_moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        passed = time.monotonic() - self._begun
        if done and passed > _TELLS_TIME_AFTER:
            self._rest.setText(_rest(passed / done * (total - done)))
        elif total:
            self._rest.setText(f"{formats.shown_number(done)} / {formats.shown_number(total)}")

    def _on_ended(self) -> None:
        self._timer.stop()
        self._task = None
        self.hide()

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)


def _rest(seconds: float) -> str:
    if seconds < _MINUTE:
        left = max(int(seconds + 1), 1)
        return ngettext("{count} second left", "{count} seconds left", left).format(count=left)
    left = int(seconds / _MINUTE + 1)
    return ngettext("{count} minute left", "{count} minutes left", left).format(count=left)
