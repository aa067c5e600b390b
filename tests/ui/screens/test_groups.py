# SPDX-License-Identifier: Apache-2.0
"""Groups: seen with their counts, added, changed, closed, people put in and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from unionbook.operations.groups import list_groups
from unionbook.operations.members import list_member_ids

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.operations.groups import Group
    from unionbook.ui.screens.groups import GroupsScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home


@pytest.fixture
def screen(workspace: Workspace, settle) -> GroupsScreen:
    workspace.go("groups")
    settle()
    return workspace.screen_of("groups")


def shown(screen: GroupsScreen) -> dict[str, list[tuple[str, str]]]:
    tree = screen.tree
    found = {}
    for place in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(place)
        rows = (top.child(row) for row in range(top.childCount()))
        found[top.text(0)] = [(row.text(0), row.text(1)) for row in rows]
    return found


def choose(screen: GroupsScreen, name: str, settle) -> None:
    item = screen.tree.findItems(name, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchStartsWith)
    screen.tree.setCurrentItem(item[0])
    settle()


def held(screen: GroupsScreen, name: str) -> Group:
    groups = list_groups(screen._desk.open_session)
    return next(group for group in groups if group.name == name)


def add(screen: GroupsScreen, settle, name: str = "Tổ tự quản 1") -> None:
    screen.add.click()
    screen.form.kind.setCurrentIndex(screen.form.kind.findData("worker_group"))
    screen.form.name.setText(name)
    screen.form.place.setText("Khu nhà trọ 12")
    screen.form.save.click()
    settle()


def test_departments_stand_with_their_counts(screen: GroupsScreen):
    assert shown(screen) == {"Department": [("May 1", "1"), ("May 2", "1")]}


def test_a_group_is_added_and_undone(screen: GroupsScreen, settle, heard: Heard):
    add(screen, settle)
    assert shown(screen)["Self-managed worker group"] == [("Tổ tự quản 1", "0")]
    assert screen.chosen.place == "Khu nhà trọ 12"
    assert screen.members.name.text() == "Tổ tự quản 1"
    heard[-1].choices[0].act()
    settle()
    assert "Self-managed worker group" not in shown(screen)


def test_a_name_that_is_taken_is_said_at_the_name(screen: GroupsScreen, settle):
    add(screen, settle)
    add(screen, settle, "to tu quan 1")
    assert "already" in screen.form._rows["name"].note.text()
    screen.form.name.setText("")
    screen.form.save.click()
    settle()
    assert "name" in screen.form._rows["name"].note.text()


def test_a_group_cannot_take_the_name_of_another(screen: GroupsScreen, settle):
    choose(screen, "May 2", settle)
    screen._on_change()
    screen.form.name.setText("MAY 1")
    screen.form.save.click()
    settle()
    assert "already" in screen.form._rows["name"].note.text()
    assert held(screen, "May 2")


def put_in(screen: GroupsScreen, settle, qtbot, words: str) -> None:
    picker = screen.members.put_in
    qtbot.keyClicks(picker.box, words)
    qtbot.waitUntil(lambda: picker.found.count() > 0)
    settle()
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    settle()


def test_people_are_put_in_and_taken_out(screen: GroupsScreen, settle, qtbot, heard: Heard):
    add(screen, settle)
    put_in(screen, settle, qtbot, "duc")
    assert heard[-1].sentence == "Trần Văn Đức is in “Tổ tự quản 1” now."
    assert held(screen, "Tổ tự quản 1").members == 1
    assert len(screen.members.model.ids) == 1
    screen.members.table.selectRow(0)
    assert screen.members.take_out.isEnabled()
    screen.members.take_out.click()
    settle()
    assert held(screen, "Tổ tự quản 1").members == 0
    heard[-1].choices[0].act()
    settle()
    assert held(screen, "Tổ tự quản 1").members == 1


def test_a_department_takes_people_as_well(screen: GroupsScreen, settle, qtbot):
    choose(screen, "May 1", settle)
    put_in(screen, settle, qtbot, "huong")
    assert shown(screen)["Department"] == [("May 1", "2"), ("May 2", "1")]
    screen.members.table.selectAll()
    screen.members.take_out.click()
    settle()
    assert shown(screen)["Department"] == [("May 1", "0"), ("May 2", "1")]


def test_a_group_is_renamed_given_a_head_and_closed(
    screen: GroupsScreen, settle, workspace: Workspace
):
    choose(screen, "May 2", settle)
    head = list_member_ids(workspace._desk.open_session)[0]
    screen._on_change()
    screen.form.name.setText("May 2B")
    screen.form.head.show_member(head, "Trần Văn Đức")
    screen.form.save.click()
    settle()
    assert "Head: Trần Văn Đức" in screen.members._details.text()
    assert held(screen, "May 2B").head_id == head
    screen._on_change()
    screen.form.close_group.click()
    settle()
    assert ("May 2B (closed)", "1") in shown(screen)["Department"]
    screen._on_change()
    assert screen.form.close_group.text() == "Open it again"
    screen.form.close_group.click()
    settle()
    assert not held(screen, "May 2B").closed_on


@pytest.mark.parametrize("known", [False, True], ids=["a new list", "a list there was"])
def test_a_group_is_looked_at_in_the_list(
    screen: GroupsScreen, settle, workspace: Workspace, *, known: bool
):
    if known:
        workspace.screen_of("members")
        settle()
    choose(screen, "May 1", settle)
    screen.members._on_in_the_list()
    settle()
    members = workspace.screen_of("members")
    assert workspace.screen_name == "members"
    assert len(members.model.ids) == 1
    assert members.criteria.department_id == screen.chosen.id
    assert members.filter.state()["group"] == ("department", screen.chosen.id)
