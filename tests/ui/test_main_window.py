# SPDX-License-Identifier: Apache-2.0
"""The window as a person uses it: made, unlocked, locked, left, in another language and look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QWidget,
)

from unionbook import texts
from unionbook.operations import sessions
from unionbook.ui import main_window
from unionbook.ui.navigation import SCREENS
from unionbook.ui.screens.new_register import NewRegisterPage
from unionbook.ui.screens.recovery_key import RecoveryKeyPage
from unionbook.ui.screens.unlock import UnlockPage

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.workspace import Workspace

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QPlainTextEdit,
    QAbstractItemView,
    QAbstractSpinBox,
    QProgressBar,
    QTabBar,
)


def nameless(root: QWidget) -> list[str]:
    """Give the controls a screen reader could not name."""
    wrong = []
    for widget in root.findChildren(QWidget):
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        named = widget.accessibleName() or words
        if isinstance(widget, CONTROLS) and not named and not is_part(widget):
            wrong.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return wrong


def is_part(widget: QWidget) -> bool:
    """Tell whether a control is Qt's own part of another one, which has the name."""
    inside = widget.parentWidget()
    while inside is not None:
        if isinstance(inside, QComboBox | QAbstractSpinBox | QAbstractItemView | QTabBar):
            return True
        inside = inside.parentWidget()
    return False


@pytest.mark.usefixtures("qtbot")
def test_a_register_is_made_and_its_key_shown_once(window: MainWindow, settle, home: Path):
    assert window.gate is not None
    window.gate.show_new()
    page = window.gate.page
    assert isinstance(page, NewRegisterPage)
    page.branch.setText("Công đoàn May Mặt Trời")
    page.user.setText("Trần Thị Lan")
    page.passphrase.setText(registers.PASSPHRASE)
    page.again.setText("another one that differs")
    page.make.click()
    assert page._rows["again"].note.text()
    page.again.setText(registers.PASSPHRASE)
    page.make.click()
    settle()
    shown = window.gate.page
    assert isinstance(shown, RecoveryKeyPage)
    assert not shown.go_on.isEnabled()
    shown.safe.setChecked(True)
    shown.go_on.click()
    settle()
    assert window.workspace is not None
    assert (home / "Công đoàn May Mặt Trời.unionbook" / "keys.json").exists()
    assert window.windowTitle().startswith("Công đoàn May Mặt Trời")


def test_a_weak_passphrase_is_refused_at_its_field(window: MainWindow, settle):
    assert window.gate is not None
    window.gate.show_new()
    page = window.gate.page
    assert isinstance(page, NewRegisterPage)
    page.branch.setText("May")
    page.user.setText("Lan")
    page.passphrase.setText("12345678")
    page.again.setText("12345678")
    page.make.click()
    settle()
    assert "cannot be used" in page._rows["passphrase"].note.text()


def test_what_comes_after_the_gate_is_loaded_while_somebody_types(
    window: MainWindow, desk, settle, monkeypatch
):
    loaded = []
    monkeypatch.setattr(main_window, "_workspace_code", lambda: loaded.append(1))
    window.fetch_ahead()
    settle()
    assert loaded == [1]
    window.hide()
    window.fetch_ahead()
    assert not desk.tasks.busy


def test_a_wrong_passphrase_is_said_at_the_field(window: MainWindow, register: Path, unlock):
    window.open_folder(register)
    unlock("not this one at all")
    assert window.gate is not None
    page = window.gate.page
    assert isinstance(page, UnlockPage)
    assert "wrong" in page._row.note.text()
    assert page.user.count() == 1
    unlock()
    assert window.workspace is not None


def test_the_recovery_key_opens_too(window: MainWindow, tmp_path: Path, settle):
    session, key = registers.make_with_key(tmp_path)
    session.close()
    window.open_folder(tmp_path / "branch.unionbook")
    assert window.gate is not None
    page = window.gate.page
    assert isinstance(page, UnlockPage)
    settle()
    page._by_key.click()
    page.recovery_key.setText(key)
    page.unlock.click()
    settle()
    assert window.workspace is not None


def test_a_register_in_use_says_by_whom_and_opens_read_only(
    window: MainWindow, register: Path, settle
):
    elsewhere = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    try:
        window.open_folder(register)
        settle()
        assert window.gate is not None
        page = window.gate.page
        assert isinstance(page, UnlockPage)
        assert registers.HEAD in page.held_by.text()
        page.passphrase.setText(registers.PASSPHRASE)
        page.read_only.click()
        settle()
        assert window.workspace is not None
        members = window.workspace.screen_of("members")
        assert not hasattr(members, "enrol")
        assert "read only" in window.windowTitle()
    finally:
        elsewhere.close()


def test_locking_forgets_and_unlocking_returns_to_the_same_place(
    window: MainWindow, workspace: Workspace, settle, unlock, qtbot
):
    members = workspace.screen_of("members")
    members.filter.ask_for("huong")
    qtbot.waitUntil(lambda: len(members.model.ids) == 1)
    members.table.choose(members.model.ids[0])
    settle()
    workspace.go("history")
    settle()
    window.lock()
    settle()
    assert window.workspace is None
    assert window._desk.session is None
    unlock()
    again = window.workspace
    assert again is not None
    assert again is not workspace
    assert again.screen_name == "history"
    again.go("members")
    settle()
    screen = again.screen_of("members")
    assert screen.filter.words.text() == "huong"
    assert len(screen.model.ids) == 1
    assert screen.panel.head.name.text() == "Lê Thị Hương"


def test_what_was_typed_is_not_for_another_register_put_in_its_place(
    window: MainWindow, workspace: Workspace, register: Path, settle, unlock, qtbot, tmp_path: Path
):
    """Whoever finds the window locked may put a register of their own there, with the same user."""
    members = workspace.screen_of("members")
    members.filter.ask_for("huong")
    qtbot.waitUntil(lambda: len(members.model.ids) == 1)
    window.lock()
    settle()
    register.rename(tmp_path / "kept.unionbook")
    registers.make_other(tmp_path / "thief").close()
    (tmp_path / "thief" / "branch.unionbook").rename(register)
    unlock()
    assert window.workspace is not None
    assert window.workspace.screen_of("members").filter.words.text() == ""
    window.lock()
    settle()
    register.rename(tmp_path / "thief.unionbook")
    (tmp_path / "kept.unionbook").rename(register)
    unlock()
    assert window.workspace.screen_of("members").filter.words.text() == "huong"


def test_what_was_typed_is_saved_before_locking(
    window: MainWindow, workspace: Workspace, settle, unlock
):
    members = workspace.screen_of("members")
    members.table.choose(members.model.ids[0])
    settle()
    name = members.panel.head.name.text()
    members.panel.form.editors["job"].type_in("Thợ may")
    window.lock()
    settle()
    unlock()
    panel = window.workspace.screen_of("members").panel
    assert panel.head.name.text() == name
    assert panel.form.editors["job"].text == "Thợ may"
    assert panel.form.changed_values == {}


@pytest.mark.usefixtures("workspace")
def test_idle_time_locks(window: MainWindow, settle):
    assert window._idle._timer.isActive()
    assert window._idle._timer.interval() == 10 * 60_000
    window._idle.timed_out.emit()
    settle()
    assert window.workspace is None


@pytest.mark.usefixtures("workspace")
def test_ctrl_l_locks(window: MainWindow, settle, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.workspace is None


@pytest.mark.parametrize("code", ["vi", "id", "en"])
def test_the_language_changes_at_once_and_the_place_stays(
    window: MainWindow, workspace: Workspace, settle, qtbot, code: str
):
    screen = workspace.screen_of("members")
    screen.table.choose(screen.model.ids[1])
    settle()
    name = workspace.screen_of("members").panel.head.name.text()
    workspace.go("settings")
    settings = workspace.screen_of("settings")
    settings.language.setCurrentIndex(settings.language.findData(code))
    settings.language.activated.emit(settings.language.currentIndex())
    settle()
    qtbot.waitUntil(lambda: window.workspace is not workspace)
    again = window.workspace
    assert again.screen_name == "settings"
    assert texts.language() == code
    settle()
    again.go("members")
    settle()
    assert again.screen_of("members").panel.head.name.text() == name


def test_light_and_dark(window: MainWindow, workspace: Workspace, settle, qtbot):
    workspace.go("settings")
    settings = workspace.screen_of("settings")
    settings.look.setCurrentIndex(settings.look.findData("dark"))
    settings.look.activated.emit(settings.look.currentIndex())
    qtbot.waitUntil(lambda: window.workspace is not workspace)
    settle()
    assert window._desk.theme.dark


@pytest.mark.parametrize("name", SCREENS)
def test_every_control_of_the_workspace_has_a_name(workspace: Workspace, settle, name: str):
    workspace.go(name)
    settle()
    if name == "members":
        screen = workspace.screen_of(name)
        screen.table.choose(screen.model.ids[0])
        settle()
    assert nameless(workspace) == []


@pytest.mark.parametrize("part", ["many", "event", "more", "design", "group", "help", "start"])
def test_every_control_that_comes_up_beside_has_a_name(workspace: Workspace, come_up, part: str):
    come_up(part, workspace)
    assert nameless(workspace) == []


@pytest.mark.parametrize("part", ["many", "more", "design", "group", "help"])
def test_tab_comes_to_what_comes_up_beside(
    window: MainWindow, workspace: Workspace, come_up, qtbot, part: str
):
    come_up(part, workspace)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert missed_by_tab(workspace, tab_round(window, qtbot)) == []


def test_every_control_of_the_gate_has_a_name(window: MainWindow, register: Path, settle):
    gate = window.gate
    assert gate is not None
    for show in (
        gate.show_start,
        gate.show_new,
        gate.show_restore,
        lambda: gate.show_unlock(register),
    ):
        show()
        settle()
        assert nameless(gate) == []


@pytest.mark.usefixtures("workspace")
def test_closing_the_window_ends_the_threads(window: MainWindow):
    window.close()
    assert not window._desk.tasks._worker.is_alive()


def test_the_whole_way_by_keyboard_alone(window: MainWindow, register: Path, settle, qtbot):
    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(window.focusWidget() or window, key, held)
        settle()

    control = Qt.KeyboardModifier.ControlModifier
    window.open_folder(register)
    settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QLineEdit))
    # As an input method does: Qt's own key clicks know ASCII only.
    window.focusWidget().insert(registers.PASSPHRASE)
    press(Qt.Key.Key_Return)
    workspace = window.workspace
    assert workspace is not None
    assert workspace.screen_name == "home"
    press(Qt.Key.Key_1, control)
    members = workspace.screen_of("members")
    qtbot.waitUntil(members.table.hasFocus)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert members.panel.form.editors["full_name"].control.hasFocus()
    press(Qt.Key.Key_End)
    qtbot.keyClicks(window.focusWidget(), " Anh")
    press(Qt.Key.Key_S, control)
    assert members.panel.head.name.text().endswith(" Anh")
    press(Qt.Key.Key_Escape)
    assert members.table.hasFocus()
    press(Qt.Key.Key_Z, control)
    assert not members.panel.head.name.text().endswith(" Anh")
    press(Qt.Key.Key_K, control)
    qtbot.keyClicks(window.focusWidget(), "histo")
    settle()
    press(Qt.Key.Key_Return)
    assert workspace.screen_name == "history"
    press(Qt.Key.Key_L, control)
    assert window.workspace is None


def tab_round(window: MainWindow, qtbot) -> list[QWidget]:
    """Give what Tab comes to, from the first control back to it."""
    seen: list[QWidget] = []
    while (now := window.focusWidget()) is not None and now not in seen:
        seen.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    return seen


@pytest.mark.parametrize("name", SCREENS)
def test_tab_comes_to_every_control(window: MainWindow, workspace: Workspace, settle, qtbot, name):
    workspace.go(name)
    settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    workspace.take_keyboard()
    seen = tab_round(window, qtbot)
    screen = workspace.screen_of(name)
    assert missed_by_tab(screen, seen) == []


def missed_by_tab(root: QWidget, seen: list[QWidget]) -> list[str]:
    """Give the buttons in sight that Tab does not come to."""
    wanted = [
        button
        for button in root.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and not is_part(button)
        and button.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    exclusive = [button for button in wanted if button.group() is not None]
    return [
        button.accessibleName() or button.text()
        for button in wanted
        if button not in seen and button not in exclusive
    ]


class Opened(QObject):
    """Note each widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(shown, QWidget) and shown.isWindow():
            self.names.append(type(shown).__name__)
        return False


def test_no_part_of_a_screen_flashes_up_as_a_window_of_its_own(
    qapp: QApplication, window: MainWindow, workspace: Workspace, settle
):
    opened = Opened()
    qapp.installEventFilter(opened)
    desk = workspace._desk
    folder = desk.open_session.register.folder
    window.lock()
    settle()
    session = sessions.open_register(
        folder=folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    for name in SCREENS:
        window.workspace.go(name)
        settle()
    qapp.removeEventFilter(opened)
    assert opened.names == []
    assert window.isActiveWindow()
