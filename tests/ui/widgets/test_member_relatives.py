# SPDX-License-Identifier: Apache-2.0
"""Relatives in the member's record: added, refused, taken away and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionbook.operations.relatives import list_relatives

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.widgets.member_relatives import MemberRelatives
    from unionbook.ui.workspace import Workspace

_MORE = 3


@pytest.fixture
def part(workspace: Workspace, settle) -> MemberRelatives:
    screen = workspace.screen_of("members")
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel.tabs.setCurrentIndex(_MORE)
    settle()
    return screen.panel.more.relatives


def held(part: MemberRelatives):
    return list_relatives(part._desk.open_session, member_ids=[part.member_id])


def test_a_child_is_recorded_and_taken_back(part: MemberRelatives, settle, heard: Heard):
    part.begin.click()
    assert part.relation.currentData() == "child"
    part.save.click()
    settle()
    assert part.fields["name"].note.text()
    part.name.setText("Nguyễn Gia Bảo")
    part.born_on.setText("2018")
    part.save.click()
    settle()
    (child,) = held(part)
    assert (child.relation, child.name, child.born_on) == ("child", "Nguyễn Gia Bảo", "2018")
    assert part._rows.count() == 1
    heard[-1].choices[0].act()
    settle()
    assert held(part) == []


def test_a_relative_is_taken_off(part: MemberRelatives, settle):
    part.begin.click()
    part.name.setText("Trần Văn Hùng")
    part.relation.setCurrentIndex(part.relation.findData("spouse"))
    part.save.click()
    settle()
    part._on_remove(held(part)[0].id)
    settle()
    assert held(part) == []
