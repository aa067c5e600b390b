# SPDX-License-Identifier: Apache-2.0
"""Six words, shown large, that two people compare by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.widgets.buttons import Buttons


class SixWords(QWidget):
    """The words, each with its place; one text for who hears them read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: tuple[str, ...] = ()
        self._row = Flow(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words."""
        self.words = tuple(words)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, word in enumerate(words, start=1):
            self._row.addWidget(_framed(place, word))
        self.setAccessibleName(_("Six words"))
        self.setAccessibleDescription(" ".join(words))
        self.updateGeometry()


class ComparedWords(QWidget):
    """The words, what to do with them, and two answers; “the same” only after a tick."""

    same = Signal()
    differ = Signal()

    def __init__(self, buttons: Buttons, text: str, *, agreed: str, confirm: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(label(text, wrap=True))
        self.shown = SixWords()
        column.addWidget(self.shown)
        self.agreed = QCheckBox(agreed)
        column.addWidget(self.agreed)
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.confirm: QPushButton = buttons.primary(confirm, self.same.emit, icon="check")
        self.refuse: QPushButton = buttons.make(_("They differ"), self.differ.emit, icon="warning")
        row.addWidget(self.confirm)
        row.addWidget(self.refuse)
        column.addWidget(holder)
        self.confirm.setEnabled(False)
        self.agreed.toggled.connect(self.confirm.setEnabled)

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words, which nobody has compared yet."""
        self.agreed.setChecked(False)
        self.shown.show_words(words)


def _framed(place: int, word: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "sunken")
    row = QHBoxLayout(frame)
    row.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.LARGE, Space.SMALL)
    row.setSpacing(Space.SMALL)
    row.addWidget(label(str(place), "caption"), 0, Qt.AlignmentFlag.AlignVCenter)
    shown = label(word, "key")
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(shown)
    return frame
