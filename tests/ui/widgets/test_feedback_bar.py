# SPDX-License-Identifier: Apache-2.0
"""The bar in which the window speaks, while a person goes from screen to screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.workspace import Workspace


def test_what_was_done_does_not_follow_to_another_screen(desk: Desk, workspace: Workspace):
    desk.feedback.done("Taken back. Everything is as it was before.")
    assert workspace.bar.isVisible()
    workspace.go(workspace.screen_name)
    assert workspace.bar.isVisible()
    workspace.go("history")
    assert not workspace.bar.isVisible()
    desk.feedback.info("Nobody is listed.")
    workspace.go("groups")
    assert not workspace.bar.isVisible()


def test_what_a_person_should_look_at_stays(desk: Desk, workspace: Workspace):
    for say in (desk.feedback.warn, desk.feedback.error, desk.feedback.ask):
        desk.feedback.done("Saved.")
        say("The disk is full. Make room and try again.")
        workspace.go("history" if workspace.screen_name != "history" else "groups")
        assert workspace.bar.isVisible()
