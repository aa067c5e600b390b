# SPDX-License-Identifier: Apache-2.0
"""Programmes in the window: planned, listed, given by tick and by card, paid, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import welfare_scenes
from PySide6.QtCore import Qt

from unionbook.domain.programmes import ProgrammeState
from unionbook.operations import card_statement, programmes
from unionbook.operations.card_statement import Statement

if TYPE_CHECKING:
    from conftest import Heard

    from unionbook.ui.welfare.programmes import ProgrammesPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> ProgrammesPart:
    welfare_scenes.set_up(workspace._desk.open_session)
    workspace.go("welfare", ("part", "programmes"))
    settle()
    return workspace.screen_of("welfare").part


@pytest.fixture
def planned(part: ProgrammesPart, settle) -> ProgrammesPart:
    part.new.click()
    part.form.name.setText("Quà Tết")
    part.form.amount.setText("300.000")
    part.form.budget.setText("1.000.000")
    part.form.save.click()
    settle()
    return part


@pytest.fixture
def listed(planned: ProgrammesPart, settle) -> ProgrammesPart:
    planned.view.list.click()
    settle()
    return planned


def only(part: ProgrammesPart):
    return programmes.list_programmes(part._desk.open_session)[0]


def test_a_programme_is_planned_and_shows_who_is_entitled(planned: ProgrammesPart):
    assert only(planned).state is ProgrammeState.PLANNED
    assert planned.view.name.text() == "Quà Tết"
    assert "3 people, 900,000 VND" in planned.view._told.text()
    assert planned.view.list in planned.view.ways()
    assert planned.view.pay not in planned.view.ways()


def test_a_name_that_is_taken_is_said_at_the_name(planned: ProgrammesPart, settle):
    planned.new.click()
    planned.form.name.setText("quà tết")
    planned.form.save.click()
    settle()
    assert "already" in planned.form.rows["name"].note.text()


def test_it_is_changed(planned: ProgrammesPart, settle):
    planned.view.change.click()
    assert planned.form.amount.amount == 300_000
    planned.form.amount.setText("400.000")
    planned.form.save.click()
    settle()
    assert only(planned).amount == 400_000
    assert "200,000 VND more than the budget" in planned.view._told.text()


def test_given_by_space_and_not_twice(listed: ProgrammesPart, qtbot, settle):
    recipients = listed.view.recipients
    assert [one.name for one in recipients.people]
    recipients.table.selectRow(0)
    recipients.table.setFocus()
    qtbot.keyClick(recipients.table, Qt.Key.Key_Space)
    settle()
    assert recipients.people[0].given_on
    assert only(listed).given == 1
    assert not recipients.give.isEnabled()
    assert listed.view.list not in listed.view.ways()
    recipients.back.click()
    recipients.reason_back.save.click()
    settle()
    assert recipients.reason_back.row.note.text()
    recipients.reason_back.line.setText("Nhầm người")
    recipients.reason_back.save.click()
    settle()
    assert only(listed).given == 0


def test_given_by_card(listed: ProgrammesPart, settle, heard: Heard):
    session = listed._desk.open_session
    person = listed.view.recipients.people[0]
    number = welfare_scenes.members.read_members(
        session, ids=[person.member], names=("local_number",)
    )[0][0]
    content = card_statement.sign(
        card_statement.signer(session), Statement(number, person.name, "Công đoàn", "")
    )
    recipients = listed.view.recipients
    for _turn in range(2):
        recipients.scanner.setText(content.decode())
        recipients.scanner.returnPressed.emit()
        settle()
    assert only(listed).given == 1
    assert f"Given: {person.name}" in heard.sentences[0]
    assert "already" in heard.sentences[-1]


def test_somebody_is_added_and_struck(listed: ProgrammesPart, settle):
    view = listed.view
    view.add.click()
    view.by_hand.name.setText("Bác bảo vệ")
    view.by_hand.amount.setText("100.000")
    view.by_hand.save.click()
    settle()
    assert view.by_hand.rows["reason"].note.text()
    view.by_hand.reason.setText("Hỗ trợ trực Tết")
    view.by_hand.save.click()
    settle()
    assert only(listed).listed_amount == 1_000_000
    place = next(row for row, one in enumerate(view.recipients.people) if one.by_hand)
    view.recipients.table.selectRow(place)
    view.recipients.strike.click()
    view.recipients.reason_strike.line.setText("Đã nhận ở nơi khác")
    view.recipients.reason_strike.save.click()
    settle()
    assert only(listed).listed == 3


def test_paid_closed_and_reopened(listed: ProgrammesPart, settle):
    view = listed.view
    view.pay.click()
    settle()
    assert only(listed).drawn == 900_000
    assert not view.pay.isEnabled()
    view.recipients.table.selectRow(0)
    view.recipients.give.click()
    settle()
    view.close_it.click()
    settle()
    assert only(listed).state is ProgrammeState.CLOSED
    assert only(listed).drawn == 300_000
    assert view.ways() == [view.reopen]
    view.reopen.click()
    view.reopening.line.setText("Còn người chưa nhận")
    view.reopening.save.click()
    settle()
    assert not only(listed).closed_on


def test_the_list_is_printed_for_signing(listed: ProgrammesPart, monkeypatch):
    asked = []
    monkeypatch.setattr(
        type(listed.view.out), "print_report", lambda _out, title, make: asked.append((title, make))
    )
    listed.view.paper.menu().actions()[0].trigger()
    title, make = asked[0]
    assert title == "Quà Tết"
    assert len(make(listed._desk.open_session).rows) == 3
