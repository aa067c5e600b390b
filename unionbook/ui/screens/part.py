# SPDX-License-Identifier: Apache-2.0
"""What every part of a screen with tabs is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unionbook.ui.widgets.buttons import Buttons

if TYPE_CHECKING:
    from unionbook.operations.dues_year import DuesState
    from unionbook.ui.desk import Desk


class ScreenPart(QWidget):
    """One part: it reads when it is looked at, and again when money or members changed."""

    part_asked = Signal(str, object)
    """Another part of the same screen, and what it is to show."""
    keyboard_asked = Signal()
    """What had the keyboard is out of sight: the screen gives it to the part again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._stale = True
        self.home: QWidget | None = None
        """Where the keyboard goes first."""
        self.controls: tuple[QWidget, ...] = ()
        """What stands in the head of the screen while the part is shown."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def state(self) -> dict[str, Any]:
        """Give what is needed to come back to the same sight."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to a sight."""

    def arrive(self, what: object) -> None:
        """Show what somebody asked for."""

    @property
    def half_typed(self) -> str:
        """Say what is half typed and would be lost if the program ended now; else nothing."""
        return ""

    def discard(self) -> None:
        """Throw away what is half typed, as a person asked."""

    def look(self) -> None:
        """Come into sight: read what was not read yet, or may be another."""
        if self._stale:
            self._stale = False
            self.read()

    def show_state(self, state: DuesState) -> None:
        """Show what is missing before the part can be used."""

    def read(self) -> None:
        """Read what is shown."""

    def forget(self) -> None:
        """Read again when the part is looked at next."""
        self._stale = True
