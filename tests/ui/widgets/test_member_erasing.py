# SPDX-License-Identifier: Apache-2.0
"""Erasing from a member's record: everything is said first, and a reason is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from unionbook.operations.events import record_event
from unionbook.operations.members import get_member

if TYPE_CHECKING:
    from unionbook.ui.widgets.member_erasing import MemberErasing
    from unionbook.ui.widgets.member_panel import MemberPanel
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def panel(workspace: Workspace, settle) -> MemberPanel:
    screen = workspace.screen_of("members")
    screen.table.selectRow(0)
    settle()
    screen.panel.tabs.setCurrentIndex(3)
    return screen.panel


@pytest.fixture
def part(panel: MemberPanel) -> MemberErasing:
    return panel.more.erasing


def said(part: MemberErasing) -> str:
    return "\n".join(one.text() for one in part._frame.findChildren(QLabel) if not one.isHidden())


def test_of_a_member_it_says_what_stands_against_it(part: MemberErasing, settle):
    part.begin.click()
    settle()
    assert "Still a member" in said(part)
    assert "cannot be undone" in said(part)
    assert not part.carry_out.isEnabled()


def test_what_it_says_comes_into_sight(panel: MemberPanel, part: MemberErasing, qtbot, settle):
    part.begin.click()
    settle()
    bar, sight = panel.more.verticalScrollBar(), panel.more.viewport()

    def top() -> int:
        return part.mapTo(sight, part.rect().topLeft()).y()

    qtbot.waitUntil(lambda: bar.value() > 0 and (top() == 0 or bar.value() == bar.maximum()))
    assert top() < sight.height() - 1


def test_who_left_is_erased_with_a_reason(panel: MemberPanel, part: MemberErasing, settle):
    session, number = panel._desk.open_session, panel.member_id
    record_event(session, member_ids=[number], kind="left")
    name = get_member(session, member_id=number).values["full_name"]
    part.begin.click()
    settle()
    assert part.carry_out.isEnabled()
    part.carry_out.click()
    settle()
    assert "Say why" in said(part)
    assert get_member(session, member_id=number).values["full_name"] == name
    part.reason.setText("asked in writing")
    part.carry_out.click()
    settle()
    # The form is gone: the keyboard stays beside it.
    assert part.window().focusWidget() is part.begin
    assert "erased" in get_member(session, member_id=number).values["full_name"]
    assert not part._frame.isVisible()
