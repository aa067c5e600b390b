# SPDX-License-Identifier: Apache-2.0
"""Many members at once: a summary first, one step, taken back in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from unionbook.domain.events import ALLOWED_AFTER
from unionbook.operations.groups import add_group, list_groups
from unionbook.operations.members import get_member
from unionbook.ui.widgets.many_panel import _shared

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.members import MembersScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> MembersScreen:
    settle()
    made = workspace.screen_of("members")
    made.table.selectAll()
    made.selection.change_asked.emit()
    settle()
    return made


def values(screen: MembersScreen, name: str) -> list[object]:
    session = screen._desk.open_session
    return [
        get_member(session, member_id=number).values[name] for number in sorted(screen.model.ids)
    ]


def summary(screen: MembersScreen, settle, qtbot) -> str:
    qtbot.waitUntil(lambda: not screen.many.fields._timer.isActive())
    settle()
    return " ".join(part.text() for part in screen.many.fields._summary.findChildren(QLabel))


def test_the_panel_says_how_many(screen: MembersScreen):
    assert screen.many.isVisible()
    assert not screen.panel.isVisible()
    assert screen.many.title.text() == "3 members chosen"


def test_what_will_change_is_told_then_done_then_undone(
    screen: MembersScreen, settle, qtbot, heard: Heard
):
    screen.many.fields.choose("department").type_in("May 1")
    told = summary(screen, settle, qtbot)
    assert "(empty)  →  May 1" in told
    assert "May 2  →  May 1" in told
    assert "1 have it already" in told
    assert screen.many.fields.apply.text() == "Change 2 members"
    screen.many.fields.apply.click()
    settle()
    assert values(screen, "department") == ["May 1", "May 1", "May 1"]
    assert heard[-1].sentence == "3 members changed."
    heard[-1].choices[0].act()
    settle()
    assert values(screen, "department") == ["May 1", "May 2", None]


def test_a_value_that_does_not_fit_is_said_at_its_field(screen: MembersScreen, settle, qtbot):
    editor = screen.many.fields.choose("hired_on")
    editor.type_in("some day")
    summary(screen, settle, qtbot)
    assert editor._fault.text()
    assert not screen.many.fields.apply.isEnabled()


def test_what_belongs_to_one_alone_is_not_offered(screen: MembersScreen):
    offered = [
        screen.many.fields.add.itemData(row) for row in range(screen.many.fields.add.count())
    ]
    assert "department" in offered
    assert not {"full_name", "identity_number", "local_number", "status"} & set(offered)


def test_a_field_is_left_as_it_is_again(screen: MembersScreen, settle, qtbot):
    screen.many.fields.choose("job").type_in("Thợ may")
    summary(screen, settle, qtbot)
    screen.many.fields._remove("job")
    assert screen.many.fields.apply.isHidden()
    assert screen.many.fields.add.findData("job") > 0


def test_an_event_for_all_of_them(screen: MembersScreen, settle, heard: Heard):
    screen.many.tabs.setCurrentIndex(1)
    settle()
    form = screen.many.event_form
    form.kind.setCurrentIndex(form.kind.findData("exempted"))
    form.record.click()
    settle()
    assert values(screen, "status") == ["exempt"] * 3
    heard[-1].choices[0].act()
    settle()
    assert values(screen, "status") == ["active"] * 3


def test_what_was_begun_for_many_survives_locking_and_is_asked_about_before_closing(
    screen: MembersScreen, window: MainWindow, settle, unlock, heard: Heard
):
    screen.many.fields.choose("job").type_in("Thợ may")
    screen.many.fields.reason.setText("Theo danh sách mới")
    window.close()
    assert window.isVisible()
    assert "begun and not made" in heard[-1].sentence
    window.lock()
    unlock()
    assert window.workspace is not None
    many = window.workspace.screen_of("members").many
    assert many.isVisible()
    assert many.title.text().startswith("3 ")
    assert many.fields.editors["job"].text == "Thợ may"
    assert many.fields.reason.text() == "Theo danh sách mới"
    window.close()
    heard[-1].choices[0].act()
    settle()
    assert not window.isVisible()


def test_a_group_for_all_of_them(screen: MembersScreen, settle):
    assert not screen.many._put_in.isEnabled()
    desk = screen._desk
    desk.write(screen, lambda session, _task: add_group(session, kind="union_team", name="Tổ 1"))
    settle()
    screen.table.selectAll()
    screen.many.tabs.setCurrentIndex(2)
    screen.many._put_in.click()
    settle()
    assert list_groups(desk.open_session, kind="union_team")[0].members == 3
    screen.many._take_out.click()
    settle()
    assert list_groups(desk.open_session, kind="union_team")[0].members == 0


def test_events_are_offered_that_can_follow_for_all():
    assert _shared(frozenset({"active"})) == ALLOWED_AFTER["active"]
    assert [kind.value for kind in _shared(frozenset({"active", "exempt", "suspended"}))] == [
        "transferred_out",
        "left",
        "expelled",
        "died",
    ]
    assert [kind.value for kind in _shared(frozenset({"active", "left"}))] == ["died"]
    assert _shared(frozenset({"active", "deceased"})) == ()
    assert _shared(frozenset()) == ()
