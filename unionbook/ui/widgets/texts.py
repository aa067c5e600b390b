# SPDX-License-Identifier: Apache-2.0
"""Labels in the looks of the type scale."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label in a look of the style sheet; plain text, whatever it holds."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


def plain(text: str) -> str:
    """Give a text for a tool tip, which shows every letter of it.

    Qt takes what looks like HTML for HTML there: a name that somebody made up would fetch a picture
    from wherever it says, and tell that place of this PC.
    """
    return GuiQt.convertFromPlainText(text) if GuiQt.mightBeRichText(text) else text


def pill(text: str, level: str = "muted") -> QLabel:
    """Make a small rounded mark."""
    made = label(text, "pill")
    made.setProperty("level", level)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """Make a thin line across."""
    made = QFrame()
    made.setProperty("look", "rule")
    made.setFixedHeight(1)
    return made


def dress(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet reads and have them seen at once."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
