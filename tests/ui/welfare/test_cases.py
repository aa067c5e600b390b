# SPDX-License-Identifier: Apache-2.0
"""Cases in the window: asked for, checked, approved by another person, paid, signed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
import welfare_scenes
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from unionbook.data.register import user_of
from unionbook.domain.welfare import CaseState
from unionbook.operations import ledger, sessions, welfare, welfare_rules, welfare_steps
from unionbook.operations.sessions import Session

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.welfare import WelfareScreen
    from unionbook.ui.welfare.cases import CasesPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> WelfareScreen:
    workspace.go("welfare")
    settle()
    return workspace.screen_of("welfare")


@pytest.fixture
def part(screen: WelfareScreen, settle) -> CasesPart:
    welfare_scenes.set_up(screen._desk.open_session)
    screen.part.read()
    settle()
    return screen.part


def open_kind(part: CasesPart) -> str:
    """Give a kind that is not confidential and for the member."""
    rules = welfare_rules.list_kinds(part._desk.open_session)
    return next(
        one.kind for one in rules if one.papers and not one.confidential and one.benefit("member")
    )


def asked(part: CasesPart, settle) -> int:
    members = welfare_scenes.members.list_member_ids(part._desk.open_session)
    case = welfare_scenes.asked_by_another(part._desk.open_session, members[0], open_kind(part))
    part.read()
    settle()
    return case


def state(part: CasesPart, case: int) -> CaseState:
    return welfare.get_case(part._desk.open_session, case_id=case).case.state


def take(part: CasesPart, step: str, settle, note: str = "") -> None:
    part.panel.next_ways[step].click()
    if note:
        part.panel.step.note.setText(note)
    part.panel.step.confirm.click()
    settle()


def test_without_kinds_they_are_offered(screen: WelfareScreen, settle):
    part = screen.part
    assert part.choose.isVisible()
    assert not part.new.isEnabled()
    part.choose.click()
    settle()
    assert screen.part_name == "kinds"
    screen.part.kinds.adopt.click()
    settle()
    assert welfare_rules.list_kinds(screen._desk.open_session)
    assert not screen.part.kinds.adopt.isVisible()


def test_a_request_is_kept_with_the_amount_of_the_rule(part: CasesPart, settle, heard: Heard):
    session = part._desk.open_session
    member = welfare_scenes.members.list_member_ids(session)[0]
    part.new.click()
    form = part.form
    form.kind.setCurrentIndex(form.kind.findData(open_kind(part)))
    form.save.click()
    assert "member" in form.rows["member"].note.text()
    form.member.show_member(member, "Nguyễn Thị Mai")
    amount = form.amount.amount
    assert amount
    form.event_on.setText("1/2/2026")
    form.reason.setPlainText("Nằm viện")
    form.save.click()
    settle()
    (case,) = part.cases
    assert (case.asked, case.state, case.reason) == (amount, CaseState.REQUESTED, "Nằm viện")
    assert "waits to be checked" in heard.sentences[-1]
    assert part.panel.isVisible()
    assert part.chips["requested"].text().endswith("1")


def test_doubts_come_while_typing(part: CasesPart, settle):
    asked(part, settle)
    members = welfare_scenes.members.list_member_ids(part._desk.open_session)
    part.new.click()
    form = part.form
    form.kind.setCurrentIndex(form.kind.findData(open_kind(part)))
    form.member.show_member(members[0], "Nguyễn Thị Mai")
    form.event_on.setText("1/2/2026")
    form._propose()
    settle()
    assert form.doubts.text()
    assert form._notice.isVisible()


def test_from_request_to_signature(part: CasesPart, settle):
    asked(part, settle)
    case = asked(part, settle)  # the same again: that has to be explained
    part.arrive(case)
    settle()
    assert part.panel.found.case.id == case
    assert set(part.panel.next_ways) == {"check", "refuse", "withdraw", "member"}
    take(part, "check", settle)
    assert state(part, case) is CaseState.CHECKED
    part.panel.next_ways["approve"].click()
    step = part.panel.step
    step.confirm.click()
    settle()
    assert step.rows["note"].note.text()
    step.note.setText("Giấy tờ nộp sau")
    step.confirm.click()
    settle()
    assert state(part, case) is CaseState.APPROVED
    take(part, "pay", settle)
    assert state(part, case) is CaseState.PAID
    assert {"acknowledge", "print", "voucher"} <= set(part.panel.next_ways)
    take(part, "acknowledge", settle, "Chồng ký thay")
    assert state(part, case) is CaseState.ACKNOWLEDGED
    assert "Chồng ký thay" in [
        label.text().split("\n")[-1]
        for label in (
            part.panel._steps.itemAt(row).widget() for row in range(part.panel._steps.count())
        )
    ]


def test_who_asked_may_not_approve(part: CasesPart, settle):
    session = part._desk.open_session
    member = welfare_scenes.members.list_member_ids(session)[0]
    asking = welfare.Asking(open_kind(part), member, reason="Nằm viện")
    case = welfare.request_case(session, asking=asking).case_id
    welfare_steps.check_case(session, case_id=case)
    part.arrive(case)
    part.read()
    settle()
    take(part, "approve", settle, "Vẫn duyệt")
    assert "another person must approve" in part.panel.step.rows["note"].note.text()
    assert state(part, case) is CaseState.CHECKED


def test_a_request_is_corrected_by_who_asked(part: CasesPart, settle, heard: Heard):
    session = part._desk.open_session
    member = welfare_scenes.members.list_member_ids(session)[0]
    asking = welfare.Asking(open_kind(part), member, reason="Nằm viên", event_on="2026-02-01")
    case = welfare.request_case(session, asking=asking).case_id
    part.read()
    part.arrive(case)
    settle()
    part.panel.next_ways["correct"].click()
    form = part.form
    assert form.reason.toPlainText() == "Nằm viên"
    assert not form.kind.isEnabled()
    form.reason.setPlainText("Nằm viện")
    form.save.click()
    settle()
    assert welfare.get_case(session, case_id=case).about.reason == "Nằm viện"
    assert "The request is corrected." in heard.sentences
    part.new.click()
    assert form.kind.isEnabled()


def test_a_refusal_needs_its_reason(part: CasesPart, settle):
    case = asked(part, settle)
    part.arrive(case)
    settle()
    take(part, "refuse", settle)
    assert "why" in part.panel.step.rows["note"].note.text()
    part.panel.step.note.setText("Đã chi rồi")
    part.panel.step.confirm.click()
    settle()
    assert state(part, case) is CaseState.REFUSED
    assert "approve" not in part.panel.next_ways


def test_a_confidential_case_is_marked(part: CasesPart, settle):
    session = part._desk.open_session
    rules = welfare_rules.list_kinds(session)
    kind = open_kind(part)
    member = welfare_scenes.members.list_member_ids(session)[0]
    asking = welfare.Asking(kind, member, reason="Chuyện riêng", is_confidential=True)
    case = welfare.request_case(session, asking=asking).case_id
    part.read()
    part.arrive(case)
    settle()
    assert rules
    assert part.table.rows.index(0, 1).data().endswith("(confidential)")
    assert part.panel.secret.isVisible()


def test_chips_narrow_the_list(part: CasesPart, settle):
    case = asked(part, settle)
    part.chips["approved"].click()
    assert part.cases == ()
    part.arrive("requested")
    assert [one.id for one in part.cases] == [case]


def test_escape_closes_the_form(part: CasesPart, qtbot, settle):
    window = part.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    part.new.click()
    settle()
    qtbot.keyClick(part.form.event_on, Qt.Key.Key_Escape)
    assert not part.form.isVisible()


def test_the_treasurer_sees_kind_amount_and_payee_alone(
    window: MainWindow, desk: Desk, register: Path, settle
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    member = welfare_scenes.set_up(session)[0]
    kind = next(one.kind for one in welfare_rules.list_kinds(session) if one.benefit("member"))
    asking = welfare.Asking(kind, member, reason="Chuyện riêng", is_confidential=True)
    case = welfare.request_case(session, asking=asking).case_id
    registers.add_user(session, "Thủ quỹ", "treasurer")
    session.close()
    opened = registers.open_as(register, "Thủ quỹ")
    desk.enter((opened, opened.info))
    settle()
    window.workspace.go("welfare", ("cases", case))
    settle()
    panel = window.workspace.screen_of("welfare").part.panel
    told = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert "Confidential: only who holds the key" in told
    assert "Chuyện riêng" not in told
    assert not panel.attach.isVisible()
    assert window.workspace.screen_of("welfare").part.form.secret.isEnabled() is False


def lock_and_come_back(screen: WelfareScreen, unlock, settle) -> CasesPart:
    window = screen.window()
    window.lock()
    settle()
    unlock()
    settle()
    window.workspace.go("welfare")
    settle()
    return window.workspace.screen_of("welfare").part


def begin(part: CasesPart, settle) -> None:
    part.new.click()
    member = welfare_scenes.members.list_member_ids(part._desk.open_session)[0]
    part.form.member.show_member(member, "Lê Thị Hương")
    part.form.kind.setCurrentIndex(part.form.kind.findData(open_kind(part)))
    part.form.amount.setText("123,000")
    part.form.reason.setPlainText("Nằm viện một tuần")
    settle()


def test_a_half_typed_request_is_kept_over_locking(part: CasesPart, screen, settle, unlock):
    begin(part, settle)
    kind = part.form.kind.currentData()
    back = lock_and_come_back(screen, unlock, settle)
    assert back.form.isVisible()
    assert back.form.member.box.text() == "Lê Thị Hương"
    assert back.form.kind.currentData() == kind
    assert back.form.amount.amount == 123_000
    assert back.form.reason.toPlainText() == "Nằm viện một tuần"


def test_a_half_typed_request_is_asked_about_before_closing(
    part: CasesPart, screen, settle, heard: Heard
):
    begin(part, settle)
    left = []
    screen.leave(lambda: left.append(1))
    assert "half typed" in heard.sentences[-1]
    assert not left
    heard[-1].choices[0].act()
    assert left == [1]
    assert part.form.typed == {}


def test_what_others_change_leaves_a_half_typed_request_alone(part: CasesPart, settle):
    begin(part, settle)
    part.read()
    settle()
    assert part.form.amount.amount == 123_000


def test_looking_at_a_case_does_not_lose_a_half_typed_request(part: CasesPart, settle):
    asked(part, settle)
    begin(part, settle)
    part.table.selectRow(0)
    settle()
    assert part.panel.isVisible()
    part.new.click()
    assert part.form.reason.toPlainText() == "Nằm viện một tuần"


def test_the_request_form_takes_the_keyboard(part: CasesPart, workspace, settle, qtbot):
    window = workspace.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    workspace.go("home")
    workspace.go("welfare", ("cases", "new"))
    settle()
    assert part.form.member.box.hasFocus()


def test_beside_a_form_the_day_makes_room_for_the_names(part: CasesPart, settle):
    asked(part, settle)
    part.new.click()
    assert part.table.isColumnHidden(5)
    part.form.left.emit()
    assert not part.table.isColumnHidden(5)


def test_the_keyboard_goes_to_the_case_that_was_entered(part: CasesPart, settle):
    begin(part, settle)
    part.form.save.setFocus()
    part.form.save.click()
    settle()
    assert part.window().focusWidget() is part.table
    assert part.cases[part.table.row].id == part.panel.found.case.id


def test_the_keyboard_goes_to_the_next_step(part: CasesPart, settle):
    part.arrive(asked(part, settle))
    settle()
    take(part, "check", settle)
    assert part.window().focusWidget() is part.panel.next_ways["approve"]
    part.panel.next_ways["approve"].click()
    part.panel.step.leave()
    assert part.window().focusWidget() is part.panel.next_ways["approve"]


def test_another_case_chosen_while_a_step_is_asked_can_be_worked_on(part: CasesPart, settle):
    first, second = asked(part, settle), asked(part, settle)
    part.arrive(first)
    settle()
    part.panel.next_ways["check"].click()
    part.arrive(second)
    settle()
    assert part.panel.next_ways["check"].isVisible()


def test_the_treasurer_pays_a_confidential_case_without_seeing_why(
    window: MainWindow, desk: Desk, register: Path, settle, heard: Heard
):
    session = registers.open_as(register, registers.HEAD)
    member = welfare_scenes.set_up(session)[0]
    kind = next(one.kind for one in welfare_rules.list_kinds(session) if one.benefit("member"))
    asking = welfare.Asking(
        kind, member, reason="Chuyện riêng", event_on="2026-02-01", is_confidential=True
    )
    slot = next(one for one in session.register.vault.slots if one.role == "secretary")
    other = Session(session.register, user_of(session.register, slot))
    case = welfare.request_case(other, asking=asking).case_id
    welfare_steps.check_case(session, case_id=case)
    welfare_steps.approve_case(session, case_id=case, amount=100_000, note="")
    registers.add_user(session, "Thủ quỹ", "treasurer")
    session.close()
    opened = registers.open_as(register, "Thủ quỹ")
    desk.enter((opened, opened.info))
    settle()
    window.workspace.go("welfare", ("cases", case))
    settle()
    panel = window.workspace.screen_of("welfare").part.panel
    panel.next_ways["pay"].click()
    panel.step.confirm.click()
    settle()
    assert welfare.get_case(opened, case_id=case).case.state is CaseState.PAID
    voucher = panel.found.case.paid_by
    assert "Chuyện riêng" not in str(ledger.get_voucher(opened, voucher_id=voucher))
    assert "acknowledge" in panel.next_ways
    assert heard.sentences[-1].startswith("The case is paid")
