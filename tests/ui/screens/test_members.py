# SPDX-License-Identifier: Apache-2.0
"""Finding, reading, correcting and undoing in the list of members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from unionbook.operations import sessions
from unionbook.operations.events import record_event
from unionbook.ui.screens.members import MembersScreen

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> MembersScreen:
    settle()
    return workspace.screen_of("members")


def names(screen: MembersScreen, settle) -> list[str]:
    column = screen.model.fields.index("full_name")
    for row in range(screen.model.rowCount()):
        screen.model.text(row, column)
    settle()
    return [screen.model.text(row, column) for row in range(screen.model.rowCount())]


def test_everybody_is_listed_by_given_name(screen: MembersScreen, settle):
    assert names(screen, settle) == ["Trần Văn Đức", "Lê Thị Hương", "Nguyễn Thị Mai"]
    assert screen._count.text() == "3"


def test_typing_narrows_the_list_without_accents(screen: MembersScreen, settle, qtbot):
    screen.filter.words.setText("duc")
    qtbot.waitUntil(lambda: len(screen.model.ids) == 1)
    assert names(screen, settle) == ["Trần Văn Đức"]
    screen.filter.words.setText("no such person")
    qtbot.waitUntil(lambda: len(screen.model.ids) == 0)
    assert screen._places.currentIndex() == 2
    screen.filter.show_all()
    qtbot.waitUntil(lambda: len(screen.model.ids) == 3)
    assert screen._places.currentIndex() == 0


def test_choosing_shows_the_record(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    assert screen.panel is not None
    assert screen.panel.isVisible()
    assert screen.panel.head.name.text() == "Trần Văn Đức"
    assert screen.panel.form.editors["born_on"].text == "06/05/1990"
    assert not screen.panel.save.isVisible()


def edit(screen: MembersScreen, settle, field: str, text: str) -> None:
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel.form.editors[field].type_in(text)
    assert screen.panel.save.isVisible()
    screen.panel.save.click()
    settle()


@pytest.mark.usefixtures("qtbot")
def test_a_correction_is_saved_and_undone(screen: MembersScreen, settle, heard: Heard):
    edit(screen, settle, "born_on", "7/5/1991")
    assert screen.panel.form.editors["born_on"].text == "07/05/1991"
    assert heard[-1].sentence == "Saved: Trần Văn Đức."
    column = screen.model.fields.index("born_on")
    screen.model.text(0, column)
    settle()
    assert screen.model.text(0, column) == "07/05/1991"
    heard[-1].choices[0].act()
    settle()
    assert screen.panel.form.editors["born_on"].text == "06/05/1990"


def test_a_new_name_is_the_one_that_is_said(screen: MembersScreen, settle, heard: Heard):
    edit(screen, settle, "full_name", "Trần Văn Đức Anh")
    assert heard[-1].sentence == "Saved: Trần Văn Đức Anh."


@pytest.mark.usefixtures("qtbot")
def test_no_example_stands_where_nobody_writes(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    day = screen.panel.form.editors["hired_on"].control
    assert day.placeholderText() == ""
    QApplication.sendEvent(day, QFocusEvent(QEvent.Type.FocusIn))
    assert day.placeholderText() == "31/12/1990"
    QApplication.sendEvent(day, QFocusEvent(QEvent.Type.FocusOut))
    assert day.placeholderText() == ""


def test_ctrl_z_takes_the_last_step_back(screen: MembersScreen, settle, window: MainWindow, qtbot):
    edit(screen, settle, "job", "Thợ may")
    assert screen.panel.form.editors["job"].text == "Thợ may"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.panel.form.editors["job"].text == ""


def test_a_value_that_does_not_fit_is_said_at_its_field(screen: MembersScreen, settle):
    edit(screen, settle, "born_on", "next spring")
    editor = screen.panel.form.editors["born_on"]
    assert editor.text == "next spring"
    assert editor._fault.isVisible()
    assert "31/12/1990" in editor._fault.text()


def test_going_on_to_another_saves_what_was_typed(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel.form.editors["job"].type_in("Tổ trưởng")
    screen.table.choose(screen.model.ids[1])
    settle()
    assert screen.panel.head.name.text() == "Lê Thị Hương"
    screen.table.choose(screen.model.ids[0])
    settle()
    assert screen.panel.form.editors["job"].text == "Tổ trưởng"


def test_discarding_brings_the_record_back(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel.form.editors["job"].type_in("Tổ trưởng")
    screen.panel.discard.click()
    assert screen.panel.form.changed_values == {}
    assert screen.panel.form.editors["job"].text == ""


def test_enrolling(screen: MembersScreen, settle):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.panel.form.editors["department"].type_in("May 1")
    screen.panel.save.click()
    settle()
    assert "Phạm Thị Oanh" in names(screen, settle)
    assert screen.panel.head.name.text() == "Phạm Thị Oanh"
    assert screen.panel.form.editors["local_number"].text == "0004"
    assert not screen.panel.is_new


def test_enrolling_without_a_name_says_so(screen: MembersScreen, settle):
    screen.enrol.click()
    screen.panel.form.editors["job"].type_in("Thợ may")
    screen.panel.save.click()
    settle()
    assert screen.panel.is_new
    assert screen.panel.form.editors["full_name"]._fault.isVisible()


def test_somebody_who_is_there_already_is_shown_while_typing(screen: MembersScreen, qtbot):
    screen.enrol.click()
    screen.panel.form.editors["phone"].type_in("0912345678")
    qtbot.waitUntil(screen.panel._doubles.isVisible)
    assert "Nguyễn Thị Mai" in screen.panel._doubles.words.text()


def test_leaving_is_recorded_and_the_standing_follows(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel._record_event.click()
    form = screen.panel.event_form
    form.kind.setCurrentIndex(form.kind.findData("left"))
    form.reason.setText("Nghỉ việc")
    form.record.click()
    settle()
    assert screen.panel.head.status.text() == "Left"
    assert len(screen.model.ids) == 2


def test_an_event_half_written_is_kept_over_other_members_and_over_locking(
    screen: MembersScreen, window: MainWindow, settle, unlock, heard: Heard
):
    first, second, *_ = screen.model.ids
    screen.table.choose(first)
    settle()
    screen.panel._record_event.click()
    screen.panel.event_form.reason.setText("Nghỉ việc theo đơn")
    screen.table.choose(second)
    settle()
    assert screen.panel.event_form.isHidden()
    assert "is kept" in heard[-1].sentence
    window.close()
    assert window.isVisible()
    assert "begun and not recorded" in heard[-1].sentence
    window.lock()
    unlock()
    screen = window.workspace.screen_of("members")
    screen.table.choose(first)
    settle()
    screen.panel._record_event.click()
    assert screen.panel.event_form.reason.text() == "Nghỉ việc theo đơn"
    screen.panel.event_form._on_cancel()
    assert not screen.unsaved


def test_a_wrong_date_of_an_event_is_said_at_its_field(screen: MembersScreen, settle):
    screen.table.choose(screen.model.ids[0])
    settle()
    screen.panel._record_event.click()
    form = screen.panel.event_form
    form.on.setText("tomorrow")
    form.record.click()
    settle()
    assert form.isVisible()
    assert form._rows["on"].note.text()


def test_history_tells_what_was_and_what_is(screen: MembersScreen, settle):
    edit(screen, settle, "job", "Thợ may")
    screen.panel.tabs.setCurrentIndex(2)
    settle()
    from PySide6.QtWidgets import QLabel

    shown = [label.text() for label in screen.panel._history.findChildren(QLabel)]
    assert "Member corrected" in shown
    assert "Thợ may" in shown


def test_the_list_is_exported(screen: MembersScreen, settle, save_as, heard: Heard):
    path = save_as("list")
    screen._out.export()
    settle()
    written = path.with_name("list.xlsx")
    assert written.read_bytes()[:2] == b"PK"
    assert heard[-1].sentence == "3 members written to list.xlsx."


def test_the_list_and_the_cards_are_shown_on_paper(
    screen: MembersScreen, workspace: Workspace, settle
):
    screen._out.print_list()
    settle()
    paper = workspace.screen_of("paper")
    assert workspace.screen_name == "paper"
    assert paper.kind.currentData() == "list"
    screen.table.selectRow(0)
    screen._out.print_cards()
    settle()
    assert (paper.kind.currentData(), paper.whom.currentData()) == ("cards", "chosen")


def test_the_palette_finds_members_and_commands(workspace: Workspace, settle, qtbot):
    box = workspace.palette_box
    box.open()
    qtbot.keyClicks(box.box, "huong")
    settle()
    assert box.list.item(0).text() == "Lê Thị Hương"
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    settle()
    assert not box.isVisible()
    assert workspace.screen_of("members").panel.head.name.text() == "Lê Thị Hương"
    box.open()
    qtbot.keyClicks(box.box, "import")
    settle()
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert workspace.screen_name == "import"


def test_an_auditor_can_only_read(window: MainWindow, desk, register: Path, settle):
    head = registers.reopen(register)
    registers.add_user(head, "Kiểm tra", "auditor")
    head.close()
    session = registers.open_as(register, "Kiểm tra")
    desk.enter((session, session.info))
    settle()
    window.workspace.go("members")
    settle()
    screen = window.workspace.screen_of("members")
    screen.table.choose(screen.model.ids[0])
    settle()
    assert not hasattr(screen, "enrol")
    assert screen.panel.form.editors["full_name"].control.isReadOnly()
    assert not screen.panel._record_event.isVisible()


def test_an_empty_register_says_what_to_do_next(window: MainWindow, desk, tmp_path: Path, settle):
    session = registers.make(tmp_path)
    desk.enter((session, session.info))
    settle()
    window.workspace.go("members")
    settle()
    screen = window.workspace.screen_of("members")
    assert screen._places.currentIndex() == 1
    assert isinstance(session, sessions.Session)


def test_a_field_of_our_own_is_shown_and_edited(
    workspace: Workspace, screen: MembersScreen, settle
):
    from unionbook.operations.settings import add_free_field

    screen.table.choose(screen.model.ids[0])
    settle()
    screen._desk.write(screen, lambda session, _task: add_free_field(session, name="Cỡ áo"))
    settle()
    assert screen.panel.head.name.text() == "Trần Văn Đức"
    screen.panel.form.editors["own:Cỡ áo"].type_in("XL")
    screen.panel.save.click()
    settle()
    screen.table.choose(screen.model.ids[1])
    settle()
    assert screen.panel.form.editors["own:Cỡ áo"].text == ""
    screen.table.choose(screen.model.ids[0])
    settle()
    assert screen.panel.form.editors["own:Cỡ áo"].text == "XL"
    assert workspace.screen_name == "members"


def test_a_photo_is_chosen(
    screen: MembersScreen, settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from PySide6.QtWidgets import QFileDialog

    from unionbook.operations.sample_portraits import draw_portrait

    path = tmp_path / "photo.jpg"
    path.write_bytes(draw_portrait("Trần Văn Đức", width=354))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    screen.table.choose(screen.model.ids[0])
    settle()
    assert screen.panel.head._avatar.pixmap().isNull()
    screen.panel._set_photo.click()
    settle()
    assert not screen.panel.head._avatar.pixmap().isNull()


def test_the_transfer_paper_is_for_the_one_whose_record_is_open(
    screen: MembersScreen, workspace: Workspace, settle
):
    screen.table.selectRow(0)
    settle()
    workspace.go("members", ("do", "print_transfer"))
    settle()
    paper = workspace.screen_of("paper")
    assert workspace.screen_name == "paper"
    assert paper.kind.currentData() == "transfer"
    assert paper.options["transfer"].member.box.text() == "Trần Văn Đức"


def test_who_left_is_shown_where_the_list_does_not_hold_the_person(
    workspace: Workspace, desk, settle, qtbot
):
    number = workspace.screen_of("members").model.ids[0]
    record_event(desk.open_session, member_ids=[number], kind="left")
    fresh = MembersScreen(desk)
    qtbot.addWidget(fresh)
    fresh.show()
    fresh.arrive(("member", str(number)))
    settle()
    assert number not in fresh.model.ids
    assert fresh.panel is not None
    assert fresh.panel.isVisible()
    assert fresh.panel.member_id == number
