# SPDX-License-Identifier: Apache-2.0
"""Nothing is cut: every text has its room in every language, in small windows, at 200 % scale."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import window_scenes
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from unionbook import texts
from unionbook.ui.main_window import _SMALLEST, MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unionbook.ui.desk import Desk

ROUNDING = 2  # pixels by which a measure of text may differ from its painting
LAID_OUT_MS = 20_000
"""How long a busy PC may take to lay a sight out."""
_INSIDE = "TEST_SCALE_OF_UNIONBOOK"


def in_sight(root: QWidget) -> list[QWidget]:
    """Give what is shown in a widget; what is hidden hides all that is in it."""
    found = []
    for child in root.children():
        if isinstance(child, QWidget) and child.isVisible():
            found += [child, *in_sight(child)]
    return found


def cut(shown: list[QWidget]) -> list[str]:
    """Give the texts that have less room than they need."""
    found = []
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text():
            found += [f"label: {widget.text()}"] if label_is_cut(widget) else []
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
            found += [f"button: {widget.text()}"] if needed(widget) > widget.width() else []
        elif isinstance(widget, QComboBox):
            need = widget.fontMetrics().horizontalAdvance(widget.currentText())
            found += [f"box: {widget.currentText()}"] if need > widget.width() - 30 else []
        elif isinstance(widget, QLineEdit) and widget.placeholderText():
            need = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            found += [f"hint: {widget.placeholderText()}"] if need > widget.width() - 20 else []
        elif isinstance(widget, QTabBar):
            found += tabs_cut(widget)
        elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
            found += columns_cut(widget)
    return found


def label_is_cut(label: QLabel) -> bool:
    wide = longest_word(label) if label.wordWrap() else label.sizeHint().width()
    high = label.heightForWidth(label.width()) if label.wordWrap() else 0
    return wide > label.width() + ROUNDING or high > label.height() + ROUNDING


def longest_word(label: QLabel) -> int:
    metrics = label.fontMetrics()
    return max(metrics.horizontalAdvance(word) for word in re.split(r"[\s\u200b]+", label.text()))


def needed(button: QAbstractButton) -> int:
    words = button.fontMetrics().horizontalAdvance(button.text()) - ROUNDING
    # Large choices are laid out by labels of their own, which are measured themselves.
    own = 0 if button.layout() is not None else button.minimumSizeHint().width() - ROUNDING
    return max(words, own)


def tabs_cut(bar: QTabBar) -> list[str]:
    return [
        f"tab: {bar.tabText(place)}"
        for place in range(bar.count())
        if bar.fontMetrics().horizontalAdvance(bar.tabText(place)) > bar.tabRect(place).width()
        or bar.tabRect(place).right() > bar.width() + ROUNDING
    ]


def columns_cut(header: QHeaderView) -> list[str]:
    found = []
    for column in range(header.count()):
        text = str(header.model().headerData(column, Qt.Orientation.Horizontal) or "")
        need = header.fontMetrics().horizontalAdvance(text)
        if not header.isSectionHidden(column) and need > header.sectionSize(column):
            found.append(f"column: {text}")
    return found


def outside(shown: list[QWidget]) -> list[str]:
    """Give what reaches out of what holds it, where nothing lets a person move it into sight."""
    found = []
    for widget in shown:
        holder = widget.parentWidget()
        if holder is None or is_moved(widget):
            continue
        start = widget.mapTo(holder, QPoint(0, 0))
        right, bottom = start.x() + widget.width(), start.y() + widget.height()
        over = max(-start.x(), -start.y(), right - holder.width(), bottom - holder.height())
        if over > ROUNDING:
            found.append(f"{type(widget).__name__} reaches {over} out of {type(holder).__name__}")
    return found


def is_moved(widget: QWidget) -> bool:
    """Tell whether a widget is a cell or the content of something that scrolls."""
    inside: QWidget | None = widget
    while inside is not None:
        if isinstance(inside.parentWidget(), QAbstractScrollArea):
            return True
        inside = inside.parentWidget()
        if inside is not None and inside.isWindow():
            return False
    return False


def too_wide(shown: list[QWidget]) -> list[str]:
    """Give the panels whose content would have to be moved sideways to be read."""
    return [
        f"{type(area.widget()).__name__} is {over} wider than its panel"
        for area in shown
        if isinstance(area, QScrollArea)
        and area.widget() is not None
        and (over := area.widget().width() - area.viewport().width()) > 0
    ]


def expect_nothing_cut(name: str, root: QWidget, qtbot: QtBot) -> list[str]:
    """Give what stays cut once everything is laid out."""
    faults: list[str] = []

    def whole() -> bool:
        shown = in_sight(root)
        faults[:] = cut(shown) + outside(shown) + too_wide(shown)
        return not faults

    root.window().grab()
    try:
        qtbot.waitUntil(whole, timeout=LAID_OUT_MS)
    except qtbot.TimeoutError:
        return [f"{name}: {fault}" for fault in faults]
    return []


def sizes() -> tuple[int, int]:
    """Give the window's size in this process: at 200 % the smallest that there may be."""
    return _SMALLEST if os.environ.get(_INSIDE) else (1366, 768)


@pytest.mark.parametrize("language", ["vi", "id", "en"])
def test_nothing_is_cut(desk: Desk, tmp_path: Path, settle, qtbot: QtBot, language: str):
    texts.use(language)
    desk.preferences.language = language
    window = MainWindow(desk)
    window.resize(*sizes())
    qtbot.addWidget(window)
    window.show()
    branch = window_scenes.make_branch(tmp_path, window_scenes.COUNTRY[language])
    wrong = []
    for name, root in window_scenes.gate_scenes(window, branch, settle):
        wrong += expect_nothing_cut(name, root, qtbot)
    workspace = window_scenes.enter(window, desk, branch, settle)
    for name, root in window_scenes.scenes(workspace, tmp_path, settle):
        wrong += expect_nothing_cut(name, root, qtbot)
    for name, root in window_scenes.desk_scenes(window, desk, tmp_path, settle):
        wrong += expect_nothing_cut(name, root, qtbot)
    assert (window.width(), window.height()) == sizes()
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(_INSIDE in os.environ, reason="this is the process that is scaled")
def test_nothing_is_cut_at_200_percent():
    told = {**os.environ, "QT_SCALE_FACTOR": "2", _INSIDE: "2"}
    command = [sys.executable, "-m", "pytest", __file__, "-p", "no:randomly", "-k", "is_cut["]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert "3 passed" in done.stdout
