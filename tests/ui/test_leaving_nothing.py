# SPDX-License-Identifier: Apache-2.0
"""A window that was closed leaves no thread, no timer and no widget behind; nor does a lock."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import window_scenes
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from unionbook.ui.application import make_desk
from unionbook.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication as Application
    from pytestqt.qtbot import QtBot

    from unionbook.ui.desk import Desk


def let_go() -> None:
    """Let Qt delete what was given up, and Python what nobody holds."""
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def running_timers() -> int:
    """Give how many timers run, of all objects there are."""
    return sum(
        1 for one in gc.get_objects() if isinstance(one, QTimer) and isValid(one) and one.isActive()
    )


def test_a_closed_window_leaves_nothing(qapp: Application, qtbot: QtBot, tmp_path: Path):
    branch = window_scenes.make_branch(tmp_path)
    let_go()
    threads, timers = set(threading.enumerate()), running_timers()
    widgets = set(qapp.allWidgets())
    desk = make_desk(language="en")
    window = MainWindow(desk)
    window.show()

    tasks = desk.tasks

    def settle() -> None:
        qtbot.waitUntil(lambda: not tasks.busy, timeout=15000)

    workspace = window_scenes.enter(window, desk, branch, settle)
    for _name, _root in window_scenes.scenes(workspace, tmp_path, settle):
        pass
    for _name, _root in window_scenes.desk_scenes(window, desk, tmp_path, settle):
        pass
    assert len(threading.enumerate()) > len(threads)
    del workspace, _root
    window.close()
    settle()
    window.deleteLater()
    desk.deleteLater()
    del window, desk
    let_go()
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= threads)
    assert running_timers() <= timers
    left = [widget for widget in qapp.allWidgets() if widget not in widgets and isValid(widget)]
    names = sorted({type(widget).__name__ for widget in left})
    assert names == []


def test_a_lock_leaves_no_widget_of_the_register(
    window: MainWindow, desk: Desk, tmp_path: Path, settle
):
    before = QApplication.topLevelWidgets()
    workspace = window_scenes.enter(window, desk, window_scenes.make_branch(tmp_path), settle)
    for _name, _root in window_scenes.scenes(workspace, tmp_path, settle):
        pass
    window.lock()
    settle()
    let_go()
    assert not isValid(workspace)
    shown = {type(one).__name__ for one in window.findChildren(QWidget)}
    assert "MemberPanel" not in shown
    alone = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    assert [one for one in alone if one not in before] == []
