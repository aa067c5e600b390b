# SPDX-License-Identifier: Apache-2.0
"""What every screen of the workspace is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from unionbook.ui.desk import Desk

_HEADER_HEIGHT = 59


class Screen(QWidget):
    """One place of the workspace: it can be left and come back to as it was."""

    room_asked = Signal()
    """Whether the screen wants all the room has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self.home: QWidget | None = None
        """Where the keyboard goes when the screen is shown; a focus proxy would take every other
        control of the screen out of the round of the Tab key."""
        self.setProperty("look", "page")
        desk.changed.connect(self.on_changed)

    def state(self) -> dict[str, Any]:
        """Give what is needed to come back to the same sight."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to a sight that ``state`` described."""

    def arrive(self, what: object) -> None:
        """Show what another screen asked for."""

    def keep_typed(self) -> None:
        """Save what was typed and not saved, before the screen goes away."""

    @property
    def wants_room(self) -> bool:
        """Say whether what is shown is wide, and the first steps should not stand beside it."""
        return False

    @property
    def unsaved(self) -> bool:
        """Say whether something typed would be lost if the program ended now."""
        return False

    def leave(self, then: Callable[[], object]) -> None:
        """Go on once nothing typed can be lost; after a refusal stay, with what was typed."""
        then()

    def on_changed(self, changes: Any, initiator: QObject) -> None:
        """Decide whether a commit concerns what is shown."""

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Take the keyboard where it is wanted first, or else to the first control in sight."""
        wanted = self.home
        if wanted is None or not wanted.isVisibleTo(self) or not wanted.isEnabled():
            wanted = self._first_control()
        if wanted is not None:
            wanted.setFocus(reason)
        else:
            super().setFocus(reason)

    def _show_home(self, *, shown: bool) -> None:
        """Show or hide what has the keyboard first; hidden, it leaves it to this screen's next."""
        home = self.home
        if home is not None:
            had_keyboard = home.hasFocus()
            home.setVisible(shown)
            if had_keyboard and not shown:
                self.setFocus()

    def _first_control(self) -> QWidget | None:
        """Give what Tab comes to first on this screen, so that the keyboard is seen at once."""
        control: QWidget | None = self.nextInFocusChain()
        while control is not None and self.isAncestorOf(control):
            by_tab = control.focusPolicy() & Qt.FocusPolicy.TabFocus
            if by_tab and control.isVisible() and control.isEnabled():
                return control
            control = control.nextInFocusChain()
        return None

    def _header(self, title: str, *controls: QWidget) -> tuple[QFrame, QHBoxLayout]:
        """Make the strip with the title of the screen and its buttons."""
        frame = QFrame()
        frame.setProperty("look", "header")
        row = QHBoxLayout(frame)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        row.setSpacing(Space.SMALL)
        frame.setMinimumHeight(_HEADER_HEIGHT)
        row.addWidget(label(title, "title"))
        row.addStretch(1)
        for control in controls:
            row.addWidget(control)
        return frame, row

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return column
