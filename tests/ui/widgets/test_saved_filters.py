# SPDX-License-Identifier: Apache-2.0
"""Lists kept by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.workspace import Workspace


def test_a_list_is_kept_chosen_and_forgotten(workspace: Workspace, settle, heard: Heard, qtbot):
    screen = workspace.screen_of("members")
    screen.filter.ask_for("duc")
    qtbot.waitUntil(lambda: len(screen.model.ids) == 1)
    settle()
    screen.saved.begin()
    assert screen.saved.isVisible()
    screen.saved.name.setText("Anh Đức")
    screen.saved.save.click()
    settle()
    assert heard[-1].sentence == "The list is kept as “Anh Đức”."
    assert screen.saved.isHidden()
    screen.filter.show_all()
    qtbot.waitUntil(lambda: len(screen.model.ids) == 3)
    action = screen.saved.menu().actions()[0]
    assert action.text() == "Anh Đức"
    action.trigger()
    qtbot.waitUntil(lambda: len(screen.model.ids) == 1)
    settle()
    assert screen.filter.words.text() == "duc"
    screen.saved._forget(screen.saved.filters[0])
    settle()
    assert screen.saved.filters == ()
    assert not screen.saved.menu().actions()[0].isEnabled()


def test_a_list_without_a_name_is_refused(workspace: Workspace, settle, heard: Heard):
    saved = workspace.screen_of("members").saved
    saved.begin()
    saved.save.click()
    settle()
    assert heard[-1].sentence == "Give the filter a name."
    assert saved.isVisible()
