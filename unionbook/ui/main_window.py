# SPDX-License-Identifier: Apache-2.0
"""The window: which stage is shown, and coming back to the same place. Nothing else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from unionbook.texts import gettext as _
from unionbook.ui import theme
from unionbook.ui.idle import IdleWatch
from unionbook.ui.screens.gate import Gate
from unionbook.ui.stylesheet import style_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.workspace import Workspace

_SMALLEST = (960, 540)
"""What a screen of 1920 by 1080 gives at twice the size."""


class MainWindow(QMainWindow):
    """Shows the gate while no register is open and the workspace while one is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._gate: Gate | None = None
        self.workspace: Workspace | None = None
        self._places: dict[bytes, dict[str, Any]] = {}
        self._idle = IdleWatch(self)
        self._idle.timed_out.connect(self.lock)
        self.setMinimumSize(*_SMALLEST)
        self.resize(desk.preferences.width, desk.preferences.height)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock)
        desk.session_opened.connect(self._on_opened)
        desk.lock_asked.connect(self.lock)
        desk.leave_asked.connect(self.leave)
        desk.lock_minutes_changed.connect(self._idle.start)
        # Built again after the control that asked for it has finished its own event.
        desk.look_changed.connect(lambda: QTimer.singleShot(0, self, self.build_again))
        self._show_gate()

    @property
    def gate(self) -> Gate | None:
        """Give the stage in front of the register, while it is shown."""
        return self._gate

    def fetch_ahead(self) -> None:
        """Load the code of what comes after the gate while a person types the passphrase."""
        if self._gate is not None and self.isVisible():
            self._desk.tasks.run_beside(lambda _task: _workspace_code(), owner=self)

    def open_folder(self, folder: Path) -> None:
        """Show how the register in ``folder`` is unlocked."""
        if self._gate is not None:
            self._gate.show_unlock(folder)

    def lock(self) -> None:
        """Close the register, forget what was shown, and ask for the passphrase."""
        if self.workspace is not None:
            folder = self._put_away()
            self._show_gate(("unlock", folder))

    def leave(self) -> None:
        """Close the register and show the start page, once everything typed is saved."""
        if self.workspace is not None:
            self.workspace.leave(self._leave)

    def _leave(self) -> None:
        if self.workspace is not None:
            self._put_away()
            self._show_gate()

    def build_again(self) -> None:
        """Build the stage again in another language or look, at the same place."""
        self._desk.theme = chosen_theme(self._desk.preferences.theme)
        dress_application(self._desk.theme)
        if self.workspace is not None:
            state = self.workspace.state()
            self._show_workspace(state)
        elif self._gate is not None:
            self._show_gate(self._gate.place)

    def _on_opened(self) -> None:
        session = self._desk.open_session
        folder = session.register.folder
        self._desk.remember(folder)
        self._show_workspace(self._places.get(_whose(session), {}))
        self._idle.start(self._desk.preferences.lock_minutes)
        if session.warnings:
            self._desk.feedback.warn(" ".join(session.warnings))

    def _put_away(self) -> Path:
        desk, session = self._desk, self._desk.open_session
        folder: Path = session.register.folder
        self._idle.stop()
        if self.workspace is not None:
            self.workspace.keep_typed()
            self._places[_whose(session)] = self.workspace.state()
        # After everything that was asked for before, on the thread that owns the stores.
        desk.tasks.run(lambda _task: session.close(), owner=self)
        desk.session = None
        return folder

    def _show_gate(self, place: tuple[str, object] = ("start", None)) -> None:
        self.workspace = None
        self._gate = Gate(self._desk)
        self._replace(self._gate)
        self._gate.return_to(place)
        self.setWindowTitle("unionbook")

    def _show_workspace(self, state: dict[str, Any]) -> None:
        self._gate = None
        self.workspace = _workspace_code()(self._desk)
        self._replace(self.workspace)
        self.workspace.restore(state)
        # The keyboard goes to the screen once it is there to take it.
        QTimer.singleShot(0, self.workspace, self.workspace.take_keyboard)
        info = self._desk.info
        only = f" ({_('read only')})" if self._desk.open_session.read_only else ""
        self.setWindowTitle(f"{info.branch}{only} - unionbook")

    def _replace(self, stage: QWidget) -> None:
        # Qt hides the stage before and gives it up; to take it out first would dress it anew.
        self.setCentralWidget(stage)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch for a person once the window exists."""
        super().showEvent(event)
        self._idle.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, close the register, remember the window."""
        if self.workspace is not None and self.workspace.unsaved:
            # Whether the register takes it is known only when the save has come back.
            event.ignore()
            self.workspace.leave(self.close)
            return
        if self.workspace is not None:
            self._put_away()
            self.workspace = None
            self._replace(QWidget())
        preferences = self._desk.preferences
        preferences.maximized = self.isMaximized()
        if not self.isMaximized():
            preferences.width, preferences.height = self.width(), self.height()
        preferences.save()
        self._desk.tasks.close()
        super().closeEvent(event)


def _workspace_code() -> type[Workspace]:
    from unionbook.ui.workspace import Workspace  # noqa: PLC0415 - not for the first window

    return Workspace


def _whose(session: Session) -> bytes:
    """Give by what a user's place is kept: by the keys the user holds, as a digest.

    What one typed is not for the next who unlocks; and not for whoever puts a register of their
    own, with a user of the same name, where a locked one was.
    """
    digest = hashlib.sha256(f"{session.user.id} {session.register.folder}".encode())
    for name, keys in sorted(session.register.keys.items()):
        digest.update(name.encode() + keys[-1])
    return digest.digest()


def chosen_theme(choice: str) -> theme.Theme:
    """Give the theme of a choice: ``light``, ``dark`` or ``system``."""
    return theme.Theme(dark=choice == "dark" or (choice == "system" and theme.prefers_dark()))


def dress_application(look: theme.Theme) -> None:
    """Give every window the colours, the font and the style sheet of a theme."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setPalette(look.palette())
        application.setFont(theme.font())
        application.setStyleSheet(style_sheet(look))
