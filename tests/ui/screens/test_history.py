# SPDX-License-Identifier: Apache-2.0
"""The steps of the register, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.screens.history import HistoryScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> HistoryScreen:
    workspace.go("history")
    settle()
    return workspace.screen_of("history")


def cell(screen: HistoryScreen, row: int, column: int) -> str:
    return screen.model.data(screen.model.index(row, column))


def test_steps_are_told_the_latest_first(screen: HistoryScreen):
    assert cell(screen, 0, 1) == "Member enrolled"
    assert cell(screen, 0, 2) == "1 new, 1 entry" or cell(screen, 0, 2) == "1 new"
    assert cell(screen, 0, 3) == "Nguyễn Thị Lan"


def test_a_step_is_undone_and_the_step_back_stands_there(
    screen: HistoryScreen, workspace: Workspace, settle
):
    screen.table.selectRow(0)
    assert screen.undo.isEnabled()
    screen.undo.click()
    settle()
    assert cell(screen, 0, 1) == "Step undone"
    assert cell(screen, 1, 5) == "taken back"
    assert len(workspace.screen_of("members").model.ids) == 2


def test_what_is_permanent_cannot_be_chosen_to_be_undone(screen: HistoryScreen):
    screen.table.selectRow(screen.model.rowCount() - 1)
    assert not screen.undo.isEnabled()


def test_a_step_others_built_on_is_refused_with_their_names(
    screen: HistoryScreen, workspace: Workspace, settle, heard: Heard
):
    members = workspace.screen_of("members")
    newest = max(members.model.ids)
    members.table.choose(newest)
    settle()
    members.panel.form.editors["job"].type_in("Thợ may")
    members.panel.save.click()
    settle()
    screen.table.selectRow(1)
    screen.undo.click()
    settle()
    assert heard[-1].level == "warn"
    assert "Member corrected" in heard[-1].sentence
