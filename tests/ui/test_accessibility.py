# SPDX-License-Identifier: Apache-2.0
"""Who sees nothing, or has no mouse: every control says its name, Tab comes to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import window_scenes
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from unionbook.ui.stylesheet import style_sheet
from unionbook.ui.theme import Theme
from unionbook.ui.widgets.form import FormRow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
PARTS_OF = (QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)


def is_part(widget: QWidget) -> bool:
    """Tell whether a control is Qt's own part of another one, which has the name."""
    inside = widget.parentWidget()
    while inside is not None:
        if isinstance(inside, PARTS_OF) or inside.objectName() == "qt_scrollarea_vcontainer":
            return True
        inside = inside.parentWidget()
    return widget.objectName().startswith("qt_")


def controls(root: QWidget) -> list[QWidget]:
    """Give the controls in sight that are ours to name."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and widget.isVisible() and not is_part(widget)
    ]


def described(widget: QWidget) -> str:
    """Say which control is meant, so that a failure can be found."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {text!r} in {type(widget.parentWidget()).__name__}"


def nameless(root: QWidget) -> list[str]:
    """Give the controls for which a screen reader would have no name."""
    found = []
    for widget in controls(root):
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or not seen.text(QAccessible.Text.Name).strip():
            found.append(described(widget))
    return found


def unlabelled(root: QWidget) -> list[str]:
    """Give the rows of forms whose label does not lead to their control."""
    return [
        described(row.control)
        for row in root.findChildren(FormRow)
        if row.isVisible()
        and row.control not in [label.buddy() for label in row.findChildren(QLabel)]
    ]


def tab_round(start: QWidget) -> list[QWidget]:
    """Give what Tab comes to, from ``start`` until it comes to something again."""
    seen: list[QWidget] = []
    now: QWidget | None = start
    while now is not None and now not in seen:
        seen.append(now)
        now.window().focusNextChild()
        now = QApplication.focusWidget()
    return seen


def missed(root: QWidget, seen: list[QWidget]) -> list[str]:
    """Give the controls that Tab does not come to."""
    return [
        described(widget)
        for widget in controls(root)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not is_beside_its_choice(widget)
        and widget.focusProxy() is None
        and widget not in seen
    ]


def is_beside_its_choice(widget: QWidget) -> bool:
    """Tell whether arrows and not Tab lead to a button: one of several that exclude each other."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    alone = widget.autoExclusive() or (group is not None and group.exclusive())
    return widget.isCheckable() and alone and not widget.isChecked()


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    return window_scenes.make_branch(tmp_path)


def test_every_control_has_a_name_and_tab_comes_to_it(
    active: MainWindow, desk: Desk, branch: Path, tmp_path: Path, settle, qtbot: QtBot
):
    wrong: list[str] = []

    def look(name: str, root: QWidget) -> None:
        wrong.extend(f"{name}: no name: {one}" for one in nameless(root) + unlabelled(root))
        first = QApplication.focusWidget()
        if first is None or not first.isVisible():
            active.focusNextChild()
            first = QApplication.focusWidget()
        assert first is not None, name
        seen = tab_round(first)
        wrong.extend(f"{name}: no Tab to: {one}" for one in missed(root, seen))
        if QApplication.focusWidget() is not first:
            wrong.append(f"{name}: Tab does not come back to {described(first)}")

    for name, root in window_scenes.gate_scenes(active, branch, settle):
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        look(name, root)
    workspace = window_scenes.enter(active, desk, branch, settle)
    for name, root in window_scenes.scenes(workspace, tmp_path, settle):
        look(name, workspace.palette_box if name == "palette" else root)
    for name, root in window_scenes.desk_scenes(active, desk, tmp_path, settle):
        look(name, root)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("dark", [False, True])
def test_focus_is_drawn_for_every_kind_of_control(dark: bool):  # noqa: FBT001 - a parameter
    sheet = style_sheet(Theme(dark=dark))
    for kind in (
        "QPushButton",
        "QToolButton",
        "QLineEdit",
        "QPlainTextEdit",
        "QTextEdit",
        "QComboBox",
        "QSpinBox",
        "QCheckBox",
        "QRadioButton",
        "QTabBar::tab",
    ):
        assert f"{kind}:focus" in sheet, kind
