# SPDX-License-Identifier: Apache-2.0
"""What a screen shows while it has nothing: why, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.theme import Theme

_WIDTH, _LEAST = 640, 260


class EmptyState(QWidget):
    """A picture, a sentence, and the buttons that lead on."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        *ways: QPushButton,
        role: str = "control_line",
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.pixmap(icon, role, side=56))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading = label(title, "strong", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = self._body = label(text, "muted", wrap=True)
        body.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        inner.setMinimumWidth(_LEAST)
        column = QVBoxLayout(inner)
        column.setSpacing(Space.SMALL)
        for part in (picture, heading, body):
            column.addWidget(part)
        led = QWidget()
        row = Flow(led, centred=True)
        row.setContentsMargins(0, Space.SMALL, 0, 0)
        for way in ways:
            row.addWidget(way)
        column.addWidget(led)
        around = QVBoxLayout(self)
        around.addStretch(2)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(inner, 4)
        centred.addStretch(1)
        around.addLayout(centred)
        around.addStretch(3)

    def say(self, text: str) -> None:
        """Say something else about why there is nothing."""
        self._body.setText(text)
