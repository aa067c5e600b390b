# SPDX-License-Identifier: Apache-2.0
"""What was typed and not saved stays until it is saved or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionbook.errors import UnionbookError
from unionbook.operations.members import get_member
from unionbook.ui.widgets import member_keeping

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.members import MembersScreen
    from unionbook.ui.workspace import Workspace

DUC, HUONG, MAI = range(3)  # the rows, by given name
_FULL = "The disk is full. Make room and try again."


@pytest.fixture
def screen(workspace: Workspace, settle) -> MembersScreen:
    settle()
    return workspace.screen_of("members")


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch):
    """Let the register refuse every save, until told otherwise."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise UnionbookError(_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(member_keeping, "correct_member", refuse)
        patch.setattr(member_keeping, "enrol_member", refuse)
        yield patch


def typed(screen: MembersScreen, settle, row: int, field: str, text: str) -> None:
    screen.table.choose(screen.model.ids[row])
    settle()
    screen.panel.form.editors[field].type_in(text)


def assert_held(screen: MembersScreen, row: int, values: dict[str, str]) -> None:
    held = screen.model.ids[row]
    assert screen.panel.isVisible()
    assert screen.panel.member_id == held
    assert screen.table.chosen_ids() == [held]
    assert screen.panel.form.changed_values == values
    assert screen.panel.save.isVisible()


def test_a_refused_record_is_come_back_to(screen: MembersScreen, settle, heard: Heard):
    typed(screen, settle, DUC, "born_on", "next spring")
    screen.panel.form.editors["job"].type_in("Thợ may")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert_held(screen, DUC, {"born_on": "next spring", "job": "Thợ may"})
    fault = screen.panel.form.editors["born_on"]._fault
    assert fault.isVisible()
    assert "31/12/1990" in fault.text()
    assert heard.sentences == [fault.text()]
    screen.panel.form.editors["born_on"].type_in("7/5/1991")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert screen.panel.head.name.text() == "Lê Thị Hương"
    record = get_member(screen._desk.open_session, member_id=screen.model.ids[DUC])
    assert (record.values["born_on"], record.values["job"]) == ("1991-05-07", "Thợ may")


def test_it_can_be_thrown_away_and_gone_on_from(screen: MembersScreen, settle):
    typed(screen, settle, DUC, "born_on", "next spring")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    screen.panel.discard.click()
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert screen.panel.head.name.text() == "Lê Thị Hương"
    assert screen.panel.form.changed_values == {}


def test_what_the_store_refuses_is_kept_too(
    screen: MembersScreen, settle, heard: Heard, refusing: pytest.MonkeyPatch
):
    typed(screen, settle, DUC, "job", "Thợ may")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert_held(screen, DUC, {"job": "Thợ may"})
    assert heard.sentences == [_FULL]
    refusing.undo()
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert screen.panel.head.name.text() == "Lê Thị Hương"


def test_the_last_one_gone_to_is_shown(screen: MembersScreen, settle):
    typed(screen, settle, DUC, "job", "Thợ may")
    for row in (HUONG, MAI):
        screen.table.choose(screen.model.ids[row])
    settle()
    assert screen.panel.head.name.text() == "Nguyễn Thị Mai"
    typed(screen, settle, DUC, "job", "Tổ trưởng")
    for row in (HUONG, DUC):
        screen.table.choose(screen.model.ids[row])
    settle()
    assert screen.panel.head.name.text() == "Trần Văn Đức"
    assert screen.panel.form.editors["job"].text == "Tổ trưởng"
    assert screen.panel.form.changed_values == {}


def test_typing_while_a_save_is_under_way_is_kept(screen: MembersScreen, settle):
    typed(screen, settle, DUC, "job", "Thợ may")
    screen.panel.save.click()
    screen.panel.form.editors["phone"].type_in("0987654321")
    settle()
    assert screen.panel.form.changed_values == {"phone": "0987654321"}
    screen.panel.form.editors["job"].type_in("Tổ trưởng")
    screen.panel.save.click()
    screen.panel.form.editors["note"].type_in("Ca đêm")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    record = get_member(screen._desk.open_session, member_id=screen.model.ids[DUC])
    assert (record.values["job"], record.values["note"]) == ("Tổ trưởng", "Ca đêm")
    assert screen.panel.head.name.text() == "Lê Thị Hương"


def test_closing_the_panel_and_changing_many_wait_for_the_save(
    screen: MembersScreen, settle, workspace: Workspace
):
    typed(screen, settle, DUC, "born_on", "next spring")
    screen.panel.head.close_button.click()
    settle()
    assert_held(screen, DUC, {"born_on": "next spring"})
    screen.table.selectAll()
    workspace.go("members", ("do", "change_many"))
    settle()
    assert not screen.many.isVisible()
    assert_held(screen, DUC, {"born_on": "next spring"})


def test_enrolling_waits_for_the_save(screen: MembersScreen, settle):
    typed(screen, settle, DUC, "born_on", "next spring")
    screen.enrol.click()
    settle()
    assert not screen.panel.is_new
    assert_held(screen, DUC, {"born_on": "next spring"})


def test_another_screen_leaves_the_text_where_it_is(
    screen: MembersScreen, settle, workspace: Workspace
):
    typed(screen, settle, DUC, "born_on", "next spring")
    workspace.go("groups")
    workspace.go("members", screen.model.ids[HUONG])
    settle()
    assert_held(screen, DUC, {"born_on": "next spring"})


def test_a_half_filled_form_is_put_aside_and_comes_back(
    screen: MembersScreen, settle, heard: Heard
):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert screen.panel.head.name.text() == "Lê Thị Hương"
    assert "Enrol a member" in heard[-1].sentence
    screen.enrol.click()
    assert screen.panel.form.changed_values == {"full_name": "Phạm Thị Oanh"}
    screen.panel.discard.click()
    screen.enrol.click()
    assert screen.panel.form.changed_values == {}


@pytest.mark.usefixtures("refusing")
def test_a_refused_enrolment_keeps_the_form(screen: MembersScreen, settle, heard: Heard):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.panel.save.click()
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    assert screen.panel.is_new
    assert screen.table.chosen_ids() == []
    assert screen.panel.form.changed_values == {"full_name": "Phạm Thị Oanh"}
    assert heard.sentences == [_FULL]


def test_enrolling_twice_at_once_enrols_once(screen: MembersScreen, settle):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.panel.save.click()
    screen.panel.save.click()
    settle()
    assert len(screen.model.ids) == 4


def test_a_draft_is_there_after_locking(window: MainWindow, unlock, screen, settle):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    window.lock()
    unlock()
    settle()
    again = window.workspace.screen_of("members")
    assert again.panel.head.name.text() == "Lê Thị Hương"
    again.enrol.click()
    assert again.panel.form.changed_values == {"full_name": "Phạm Thị Oanh"}


def test_the_window_stays_until_the_record_is_saved(window: MainWindow, screen, settle):
    typed(screen, settle, DUC, "born_on", "next spring")
    window.close()
    settle()
    assert window.isVisible()
    assert_held(screen, DUC, {"born_on": "next spring"})
    screen.panel.form.editors["born_on"].type_in("7/5/1991")
    window.close()
    settle()
    assert not window.isVisible()
    assert window.workspace is None


@pytest.mark.parametrize("way", ["close", "leave"])
def test_the_register_is_left_when_a_draft_is_decided_on(
    window: MainWindow, screen, settle, heard: Heard, way: str
):
    screen.enrol.click()
    screen.panel.form.editors["full_name"].type_in("Phạm Thị Oanh")
    screen.table.choose(screen.model.ids[HUONG])
    settle()
    getattr(window, way)()
    settle()
    assert window.workspace is not None
    assert screen.panel.form.changed_values == {"full_name": "Phạm Thị Oanh"}
    heard[-1].choices[0].act()
    settle()
    assert window.workspace is None


def test_what_locking_could_not_save_is_marked_after_unlocking(
    window: MainWindow, screen: MembersScreen, unlock, settle
):
    typed(screen, settle, DUC, "born_on", "next spring")
    window.lock()
    settle()
    unlock()
    workspace = window.workspace
    assert workspace is not None
    panel = workspace.screen_of("members").panel
    assert panel.form.editors["born_on"].text == "next spring"
    assert panel.form.editors["born_on"]._fault.text()
    assert panel.save.isVisible()
