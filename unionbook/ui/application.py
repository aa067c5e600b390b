# SPDX-License-Identifier: Apache-2.0
"""Starting the window and ending it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from unionbook import __version__, paths, texts
from unionbook.ui import preferences as preferences_
from unionbook.ui import theme
from unionbook.ui.crash import CrashReport
from unionbook.ui.desk import Desk
from unionbook.ui.main_window import MainWindow, chosen_theme, dress_application

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FETCH_AFTER = 300
"""Milliseconds after which the window is there to be typed into."""


def run(arguments: Sequence[str] = (), *, register: Path | None = None, language: str = "") -> int:
    """Open the window and stay until it is closed; give the exit code."""
    application = QApplication([sys.argv[0], *arguments])
    desk = make_desk(language=language)
    crash = CrashReport(desk)
    sys.excepthook = crash.on_exception
    window = MainWindow(desk)
    if register is not None:
        window.open_folder(register)
    if desk.preferences.maximized:
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(_FETCH_AFTER, window, window.fetch_ahead)
    code = application.exec()
    desk.tasks.close()
    sys.excepthook = sys.__excepthook__
    return code


def make_desk(*, language: str = "") -> Desk:
    """Prepare the application's look and language and make what its screens share."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setApplicationName("unionbook")
        application.setApplicationVersion(__version__)
        application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "logo.svg")))
        application.setStyle("Fusion")
    theme.share_icons()
    theme.load_fonts()
    preferences = preferences_.load()
    texts.use(language or preferences.language or texts.preferred())
    look = chosen_theme(preferences.theme)
    dress_application(look)
    return Desk(look, preferences)
