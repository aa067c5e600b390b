# SPDX-License-Identifier: Apache-2.0
"""Sensitive fields, locking, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionbook.ui import preferences

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.settings import SettingsScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> SettingsScreen:
    workspace.go("settings")
    settle()
    return workspace.screen_of("settings")


def test_a_sensitive_field_appears_when_it_is_turned_on(
    screen: SettingsScreen, workspace: Workspace, settle
):
    members = workspace.screen_of("members")
    assert "religion" not in members.panel.form.editors
    screen._boxes["religion"].click()
    settle()
    assert "religion" in members.panel.form.editors


def test_minutes_until_locking_are_kept(screen: SettingsScreen, window: MainWindow):
    screen.lock_minutes.setValue(3)
    assert window._idle._timer.interval() == 3 * 60_000
    assert preferences.load().lock_minutes == 3
    screen.lock_minutes.setValue(0)
    assert not window._idle._timer.isActive()


def test_a_backup_is_made_and_listed(screen: SettingsScreen, settle, heard: Heard, register: Path):
    assert screen.backups._list.count() == 1
    screen.backups.make.click()
    settle()
    assert "made and checked" in heard[-1].sentence
    assert len(list((register / "backups").iterdir())) == 1
    assert screen.backups._list.count() == 1


def test_a_backup_is_looked_into_and_restored(
    screen: SettingsScreen, window: MainWindow, register: Path, settle
):
    import registers

    screen.backups.make.click()
    settle()
    path = next((register / "backups").iterdir())
    window.leave()
    settle()
    window.gate.show_restore()
    page = window.gate.page
    page.file.setText(str(path))
    page.user.setText(registers.HEAD)
    page.passphrase.setText("wrong")
    page.look.click()
    settle()
    assert page._row.note.text()
    page.passphrase.setText(registers.PASSPHRASE)
    page.look.click()
    settle()
    assert page._branch.text() == "Công đoàn cơ sở Sao Mai"
    assert "3 members" in page._holds.text()
    page.restore.click()
    settle()
    assert type(window.gate.page).__name__ == "UnlockPage"
