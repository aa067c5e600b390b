# SPDX-License-Identifier: Apache-2.0
"""A morning's work without a mouse: every screen, and everything that is done most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
import window_scenes
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from unionbook.operations import sample_list

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.import_members import ImportScreen
    from unionbook.ui.screens.members import MembersScreen
    from unionbook.ui.workspace import Workspace

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WAYS = {
    "Home": "home",
    "Groups": "groups",
    "Doubles": "doubles",
    "Dues": "dues",
    "Welfare": "welfare",
    "Books": "books",
    "Reports": "reports",
    "History": "history",
    "Check a card": "card_check",
    "Backups": "backups",
    "Users": "users",
    "Settings": "settings",
    "About unionbook": "about",
    "Members": "members",
}
FARTHEST = 90  # presses of Tab: more than any screen has controls


class Hands:
    """Two hands on a keyboard, and nothing else."""

    def __init__(self, window: MainWindow, qtbot: QtBot, settle) -> None:
        self._window, self._qtbot, self._settle = window, qtbot, settle

    @property
    def at(self) -> QWidget:
        """Give what has the keyboard: always something that is in sight."""
        found = QApplication.focusWidget()
        assert found is not None
        assert found.isVisible()
        return found

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self._window, key, held)
        self._settle()

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self.at, words)
        self._settle()

    def tab_to(self, wanted: QWidget) -> None:
        for _turn in range(FARTHEST):
            if self.at is wanted or self.at is wanted.focusProxy():
                return
            self._qtbot.keyClick(self.at, Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {wanted.accessibleName() or type(wanted).__name__}")

    def push(self, button: QAbstractButton) -> None:
        self.tab_to(button)
        self.press(Key.Key_Space)


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot, settle) -> Hands:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Hands(window, qtbot, settle)


def unlock(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    # As an input method does: Qt's own key clicks know ASCII only.
    hands.at.insert(registers.PASSPHRASE)
    hands.press(Key.Key_Return)
    assert window.workspace is not None
    hands.press(Key.Key_1, CONTROL)
    members = window.workspace.screen_of("members")
    qtbot.waitUntil(lambda: len(members.model.ids) > 0)


def change_a_member(members: MembersScreen, hands: Hands, qtbot: QtBot) -> None:
    """Search, open a member, edit a field, save."""
    everybody = len(members.model.ids)
    hands.press(Key.Key_F, CONTROL)
    hands.type("nguyen")
    qtbot.waitUntil(lambda: 0 < len(members.model.ids) < everybody)
    hands.tab_to(members.table)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    panel = members.panel
    hands.tab_to(panel.form.editors["phone"].control)
    hands.press(Key.Key_A, CONTROL)
    hands.type("0912345678")
    hands.press(Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: "phone" not in panel.form.changed_values)
    assert panel.form.editors["phone"].text == "0912345678"


def record_and_take_back(members: MembersScreen, hands: Hands, qtbot: QtBot) -> None:
    """Record that somebody left, see it, take it back."""
    panel = members.panel
    member = panel.member_id
    assert member in members.model.ids
    hands.push(panel._record_event)
    qtbot.waitUntil(panel.event_form.isVisible)
    form = panel.event_form
    hands.tab_to(form.kind)
    hands.press(Key.Key_End)
    hands.tab_to(form.decision)
    hands.type("12")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert panel.tabs.currentIndex() == 1
    qtbot.waitUntil(lambda: member not in members.model.ids)
    hands.press(Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: member in members.model.ids)


def take_a_list_in(screen: ImportScreen, hands: Hands, qtbot: QtBot) -> None:
    """Choose a file, look at its rows, take it in, take that back."""
    hands.press(Key.Key_I, CONTROL)
    hands.push(screen.choose)
    qtbot.waitUntil(screen.view.table.isVisible)
    hands.tab_to(screen.view.table)
    hands.press(Key.Key_Down)
    hands.push(screen.take)
    qtbot.waitUntil(lambda: screen._result is not None)
    assert screen._result.added > 0
    hands.press(Key.Key_Z, CONTROL)


def take_a_payment(workspace: Workspace, hands: Hands, qtbot: QtBot) -> None:
    """Press F2, find who owes, Enter, Enter; the next name can be typed."""
    hands.press(Key.Key_F2)
    assert workspace.screen_name == "dues"
    part = workspace.screen_of("dues").part_of("pay")
    qtbot.waitUntil(part.picker.box.hasFocus)
    hands.type("nguyen")
    qtbot.waitUntil(part.picker.found.isVisible)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: part.amount.hasFocus() and bool(part.amount.amount))
    before = len(part.receipts.receipts)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(part.receipts.receipts) == before + 1)
    assert part.picker.box.hasFocus()


def visit_every_screen(workspace: Workspace, hands: Hands) -> None:
    """Go everywhere by what is typed into the search box, and close the help again."""
    for name, screen_name in WAYS.items():
        hands.press(Key.Key_K, CONTROL)
        hands.type(name)
        hands.press(Key.Key_Return)
        assert workspace.screen_name == screen_name
        shown = workspace.screen_of(screen_name)
        assert hands.at is shown or shown.isAncestorOf(hands.at), screen_name
    hands.press(Key.Key_F1)
    assert workspace.help.isVisible()
    hands.press(Key.Key_Escape)
    assert not workspace.help.isVisible()


def test_a_morning_by_keyboard(
    window: MainWindow,
    hands: Hands,
    tmp_path: Path,
    settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    path = tmp_path / "list.xlsx"
    sample_list.write_messy_list(path, country="VN")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    window.open_folder(window_scenes.make_branch(tmp_path))
    settle()
    unlock(window, hands, qtbot)
    workspace = window.workspace
    members = workspace.screen_of("members")
    qtbot.waitUntil(members.table.hasFocus)
    change_a_member(members, hands, qtbot)
    record_and_take_back(members, hands, qtbot)
    take_a_list_in(workspace.screen_of("import"), hands, qtbot)
    hands.press(Key.Key_P, CONTROL)
    assert workspace.screen_name == "paper"
    paper = workspace.screen_of("paper")
    qtbot.waitUntil(lambda: paper.preview._pages is not None and paper.preview.is_drawn)
    take_a_payment(workspace, hands, qtbot)
    visit_every_screen(workspace, hands)
    hands.press(Key.Key_L, CONTROL)
    assert window.workspace is None
    unlock(window, hands, qtbot)
    assert window.workspace.screen_name == "members"


def test_escape_closes_what_came_up(
    window: MainWindow, desk: Desk, hands: Hands, tmp_path: Path, settle, qtbot: QtBot
):
    workspace = window_scenes.enter(window, desk, window_scenes.make_branch(tmp_path), settle)
    workspace.close_help()
    workspace.go("members")
    members = workspace.screen_of("members")
    qtbot.waitUntil(lambda: members.panel is not None and len(members.model.ids) > 0)
    hands.press(Key.Key_K, CONTROL)
    assert workspace.palette_box.isVisible()
    hands.press(Key.Key_Escape)
    assert not workspace.palette_box.isVisible()
    members.table.selectAll()
    settle()
    members.selection.change_asked.emit()
    qtbot.waitUntil(members.many.isVisible)
    hands.press(Key.Key_Escape)
    assert not members.many.isVisible()
    members.table.setFocus()
    members.table.choose(members.model.ids[0])
    settle()
    hands.push(members.panel._record_event)
    qtbot.waitUntil(members.panel.event_form.isVisible)
    hands.press(Key.Key_Escape)
    assert not members.panel.event_form.isVisible()
    members.saved.begin()
    members.saved.name.setFocus()
    hands.press(Key.Key_Escape)
    assert not members.saved.isVisible()
    workspace.go("groups")
    settle()
    groups = workspace.screen_of("groups")
    hands.push(groups.add)
    qtbot.waitUntil(groups.form.isVisible)
    hands.press(Key.Key_Escape)
    assert not groups.form.isVisible()
