# SPDX-License-Identifier: Apache-2.0
"""Where a file is dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from unionbook.ui.theme import Theme

_TEXT_WIDTH = 560
ENDINGS = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods", ".csv", ".txt")


class DropZone(QFrame):
    """A large place for one file, with buttons for those who do not drag.

    It takes files with one of the ``endings``, and whole folders where one of them is empty.
    """

    dropped = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        ways: Sequence[QPushButton],
        endings: Sequence[str] = ENDINGS,
    ) -> None:
        super().__init__()
        self._endings = endings
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        column.setSpacing(Space.MEDIUM)
        picture = QLabel()
        picture.setPixmap(theme.pixmap("drop", "accent", side=56))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(picture)
        for words, look in ((title, "title"), (text, "muted")):
            line = label(words, look, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setMaximumWidth(_TEXT_WIDTH)
            centred = QHBoxLayout()
            centred.addStretch(1)
            centred.addWidget(line, 100)
            centred.addStretch(1)
            column.addLayout(centred)
        row = QHBoxLayout()
        row.addStretch(1)
        for way in ways:
            row.addWidget(way)
        row.addStretch(1)
        column.addSpacing(Space.SMALL)
        column.addLayout(row)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of a kind that can be read."""
        if dropped_file(event, self._endings) is not None:
            event.acceptProposedAction()
            dress(self, over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        dress(self, over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file was dropped."""
        dress(self, over=False)
        path = dropped_file(event, self._endings)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def dropped_file(event: QDropEvent, endings: Sequence[str]) -> Path | None:
    """Give the one file that is dragged, where it has one of the endings."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    ending = "" if path.is_dir() else path.suffix.lower()
    wanted = ending in endings
    return path if wanted and (ending or path.is_dir()) else None
