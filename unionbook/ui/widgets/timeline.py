# SPDX-License-Identifier: Apache-2.0
"""What happened, the latest first: events of a membership, changes of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: an icon, what, when and by whom, and its details."""

    icon: str
    title: str
    caption: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    """Pairs of what a value was called and how it changed."""


class Timeline(QScrollArea):
    """Moments one under the other, or a sentence where there are none."""

    def __init__(self, theme: Theme, empty: str) -> None:
        super().__init__()
        self._theme = theme
        self._empty = empty
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_moments(())

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show other moments."""
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        if not moments:
            column.addWidget(label(self._empty, "muted", wrap=True))
        for moment in moments:
            column.addWidget(self._row(moment))
        column.addStretch(1)
        self.setWidget(inner)

    def _row(self, moment: Moment) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.MEDIUM)
        picture = QLabel()
        picture.setPixmap(self._theme.pixmap(moment.icon, "accent", side=20))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(moment.title, "label", wrap=True))
        if moment.caption:
            words.addWidget(label(moment.caption, "caption", wrap=True))
        if moment.lines:
            words.addSpacing(Space.TIGHT)
            words.addWidget(_changes(moment.lines))
        row.addLayout(words, 1)
        return holder


def _changes(lines: Sequence[tuple[str, str]]) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "sunken")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
    column.setSpacing(Space.TIGHT)
    for name, change in lines:
        column.addWidget(label(name, "caption"))
        shown = label(change, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)
    return frame
