# SPDX-License-Identifier: Apache-2.0
"""Nothing is cut: every text has its room, in every language, in a window of 1366 × 768."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from unionbook import texts
from unionbook.operations import sessions
from unionbook.ui.main_window import MainWindow
from unionbook.ui.workspace import _SCREENS

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.ui.desk import Desk

ROUNDING = 2  # pixels by which a measure of text may differ from its painting


def cut(root: QWidget) -> list[str]:
    """Give the texts that have less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text():
            wide = widget.sizeHint().width() if not widget.wordWrap() else longest_word(widget)
            high = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
            if wide > widget.width() + ROUNDING or high > widget.height() + ROUNDING:
                found.append(f"label: {widget.text()}")
        elif isinstance(widget, QPushButton | QCheckBox) and widget.text():
            need = widget.fontMetrics().horizontalAdvance(widget.text())
            if need > widget.width() + ROUNDING or needed(widget) > widget.width() + ROUNDING:
                found.append(f"button: {widget.text()}")
        elif isinstance(widget, QLineEdit) and widget.placeholderText():
            need = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if need > widget.width() - 20:
                found.append(f"placeholder: {widget.placeholderText()}")
    return found


def longest_word(label: QLabel) -> int:
    metrics = label.fontMetrics()
    return max(metrics.horizontalAdvance(word) for word in re.split(r"[\s\u200b]+", label.text()))


def needed(button: QPushButton | QCheckBox) -> int:
    # Large choices are laid out by labels of their own, which are measured themselves.
    return 0 if button.layout() is not None else button.minimumSizeHint().width()


def boxes_cut(root: QWidget) -> list[str]:
    """Give the choices of which the chosen one is wider than its box."""
    return [
        f"box: {box.currentText()}"
        for box in root.findChildren(QComboBox)
        if box.isVisible()
        and box.fontMetrics().horizontalAdvance(box.currentText()) > box.width() - 30
    ]


def expect_nothing_cut(root: QWidget, qtbot) -> None:
    """Fail where a text stays cut once everything is laid out."""

    def whole() -> None:
        assert cut(root) + boxes_cut(root) == []

    root.window().grab()
    qtbot.waitUntil(whole)


@pytest.fixture(params=["vi", "id", "en"])
def speaking(request: pytest.FixtureRequest, desk: Desk) -> str:
    texts.use(request.param)
    desk.preferences.language = request.param
    return str(request.param)


@pytest.fixture
def small_window(speaking: str, desk: Desk, qtbot) -> MainWindow:
    assert speaking in texts.LANGUAGES
    window = MainWindow(desk)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


def test_nothing_is_cut_at_the_gate(small_window: MainWindow, register: Path, settle, qtbot):
    gate = small_window.gate
    assert gate is not None
    for show in (
        gate.show_start,
        gate.show_new,
        gate.show_restore,
        lambda: gate.show_unlock(register),
    ):
        show()
        settle()
        expect_nothing_cut(gate, qtbot)


@pytest.mark.parametrize("name", _SCREENS)
def test_nothing_is_cut_in_the_workspace(
    small_window: MainWindow, desk: Desk, register: Path, settle, qtbot, name: str
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    workspace = small_window.workspace
    assert workspace is not None
    workspace.go(name)
    settle()
    if name == "members":
        screen = workspace.screen_of(name)
        screen.table.choose(screen.model.ids[0])
        settle()
    expect_nothing_cut(workspace, qtbot)


@pytest.mark.parametrize("part", ["many", "event", "more", "design", "group", "help", "start"])
def test_nothing_is_cut_in_what_comes_up_beside(
    small_window: MainWindow, desk: Desk, register: Path, settle, qtbot, part: str, come_up
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    workspace = small_window.workspace
    assert workspace is not None
    come_up(part, workspace)
    settle()
    expect_nothing_cut(workspace, qtbot)
