# SPDX-License-Identifier: Apache-2.0
"""The buttons, declared once: how each looks and what the standard ones are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from unionbook.texts import gettext as _
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.theme import Theme

_ICON = QSize(18, 18)
_ROLES = {
    "primary": "on_accent",
    "danger": "danger",
    "link": "accent",
    "side": "side_text",
    "side_search": "side_muted",
}


class Buttons:
    """Makes buttons in the looks of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def make(
        self, text: str, act: Callable[[], object] | None = None, *, look: str = "", icon: str = ""
    ) -> QPushButton:
        """Make a button; a look is a name the style sheet knows."""
        button = QPushButton(text)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAutoDefault(False)
        if look:
            button.setProperty("look", look)
        if icon:
            button.setIcon(self._theme.icon(icon, _ROLES.get(look, "text")))
            button.setIconSize(_ICON)
        if act is not None:
            button.clicked.connect(lambda _checked=False: act())
        return button

    def primary(
        self, text: str, act: Callable[[], object] | None = None, *, icon: str = ""
    ) -> QPushButton:
        """Make the one button of a screen that goes forward."""
        return self.make(text, act, look="primary", icon=icon)

    def quiet(
        self, name: str, icon: str, act: Callable[[], object] | None = None, *, keys: str = ""
    ) -> QPushButton:
        """Make a button that is only an icon; its name is its tool tip and what is read aloud."""
        button = self.make("", act, look="quiet", icon=icon)
        button.setAccessibleName(name)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(plain(f"{name}  ({shown})" if keys else name))
        return button

    def save(self, act: Callable[[], object]) -> QPushButton:
        """Make the button that keeps what was typed."""
        return self.primary(_("Save"), act, icon="check")

    def cancel(self, act: Callable[[], object]) -> QPushButton:
        """Make the button that leaves everything as it was."""
        return self.make(_("Cancel"), act)

    def back(self, act: Callable[[], object]) -> QPushButton:
        """Make the button that goes to the page before."""
        return self.make(_("Back"), act, look="link", icon="left")

    def undo(self, act: Callable[[], object]) -> QPushButton:
        """Make the button that takes something back."""
        return self.make(_("Undo"), act, icon="undo")

    def close(self, act: Callable[[], object] | None = None) -> QPushButton:
        """Make the small cross."""
        return self.quiet(_("Close"), "close", act)
