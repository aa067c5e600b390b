# SPDX-License-Identifier: Apache-2.0
"""Sensitive fields, locking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionbook.ui import preferences

if TYPE_CHECKING:
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
