# SPDX-License-Identifier: Apache-2.0
"""Letting somebody in, changing roles, passphrases, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtWidgets import QComboBox, QPushButton

from unionbook.operations import sessions, users

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.users import UsersScreen
    from unionbook.ui.workspace import Workspace

NEW = "năm từ khác hẳn nhau"


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home


@pytest.fixture(autouse=True)
def _cheap_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "Kdf", lambda: registers.KDF)


@pytest.fixture
def screen(workspace: Workspace, settle) -> UsersScreen:
    workspace.go("users")
    settle()
    return workspace.screen_of("users")


def add(screen: UsersScreen, settle, name: str = "Lê Văn Thủ") -> None:
    screen.name.setText(name)
    screen.role.setCurrentIndex(screen.role.findData("treasurer"))
    screen.first.setText(registers.PASSPHRASE)
    screen.add.click()
    settle()


def test_somebody_is_let_in_and_opens_the_register(
    screen: UsersScreen, window: MainWindow, register: Path, settle
):
    add(screen, settle)
    assert screen._list.count() == 2
    window.leave()
    settle()
    session = sessions.open_register(
        folder=register, user="Lê Văn Thủ", passphrase=registers.PASSPHRASE
    )
    assert session.user.role == "treasurer"
    session.close()


def test_a_name_that_is_taken_is_said_at_its_field(screen: UsersScreen, settle):
    add(screen, settle, registers.HEAD)
    assert screen._rows["name"].note.text()


def test_a_weak_first_passphrase_is_said_at_its_field(screen: UsersScreen, settle):
    screen.name.setText("Lê Văn Thủ")
    screen.first.setText("12345678")
    screen.add.click()
    settle()
    assert "cannot be used" in screen._rows["passphrase"].note.text()


def test_the_role_is_changed(screen: UsersScreen, settle, desk):
    add(screen, settle)
    box = next(
        box for box in screen.findChildren(QComboBox) if "Lê Văn Thủ" in box.accessibleName()
    )
    box.setCurrentIndex(box.findData("auditor"))
    box.activated.emit(box.currentIndex())
    settle()
    assert [user.role for user in users.list_users(desk.session)] == ["head", "auditor"]


def test_removing_is_asked_first(screen: UsersScreen, settle, heard: Heard):
    add(screen, settle)
    remove = next(
        button
        for button in screen.findChildren(QPushButton)
        if button.accessibleName() == "Remove Lê Văn Thủ"
    )
    remove.click()
    assert heard[-1].level == "ask"
    assert screen._list.count() == 2
    heard[-1].choices[0].act()
    settle()
    assert screen._list.count() == 1


def test_a_forgotten_passphrase_is_replaced(
    screen: UsersScreen, window: MainWindow, register: Path, settle
):
    add(screen, settle)
    screen.reset.ask("Lê Văn Thủ")
    screen.reset.new.setText(NEW)
    screen.reset.give.click()
    settle()
    assert screen.reset.isHidden()
    window.leave()
    settle()
    sessions.open_register(folder=register, user="Lê Văn Thủ", passphrase=NEW).close()


def test_ones_own_passphrase_is_changed(
    screen: UsersScreen, window: MainWindow, register: Path, settle
):
    screen.own.old.setText("not this one")
    screen.own.new.setText(NEW)
    screen.own.change.click()
    settle()
    assert screen.own._old_row.note.text()
    screen.own.old.setText(registers.PASSPHRASE)
    screen.own.change.click()
    settle()
    assert screen.own.old.text() == ""
    window.leave()
    settle()
    sessions.open_register(folder=register, user=registers.HEAD, passphrase=NEW).close()


def test_a_new_recovery_key_is_shown_once(
    screen: UsersScreen, window: MainWindow, register: Path, settle, heard: Heard, save_as
):
    screen.recovery.renew.click()
    heard[-1].choices[0].act()
    settle()
    page = screen.recovery.page
    assert page is not None
    key = page._key
    path = save_as("key.pdf")
    page._on_save()
    settle()
    assert path.read_bytes()[:5] == b"%PDF-"
    page.safe.setChecked(True)
    page.go_on.click()
    assert screen.recovery.page is None
    window.leave()
    settle()
    sessions.open_with_recovery_key(folder=register, recovery_key=key).close()
