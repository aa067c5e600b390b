# SPDX-License-Identifier: Apache-2.0
"""A panel of fixed width beside a table, moved up and down where the window is low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

_WIDTH = 348


def beside(main: QWidget, content: QLayout) -> QWidget:
    """Give one widget with ``main`` at the left and a panel of ``content`` at the right."""
    inner = QWidget()
    inner.setProperty("look", "clear")
    column = QVBoxLayout(inner)
    column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
    column.setSpacing(Space.LARGE)
    column.addLayout(content)
    column.addStretch(1)
    panel = QFrame()
    panel.setProperty("look", "panel")
    panel.setFixedWidth(_WIDTH)
    framed = QVBoxLayout(panel)
    framed.setContentsMargins(0, 0, 0, 0)
    framed.addWidget(Scrolled(inner))
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(main, 1)
    row.addWidget(panel)
    return both
