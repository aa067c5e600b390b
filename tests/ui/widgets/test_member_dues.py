# SPDX-License-Identifier: Apache-2.0
"""A member's dues in the record, read when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes

from unionbook.operations import dues

if TYPE_CHECKING:
    from unionbook.ui.workspace import Workspace

_DUES = 4


def look(workspace: Workspace, settle, member: int):
    screen = workspace.screen_of("members")
    screen.table.choose(member)
    settle()
    screen.panel.tabs.setCurrentIndex(_DUES)
    settle()
    return screen.panel.dues


def test_what_is_owed_and_was_paid(workspace: Workspace, settle, monkeypatch):
    session = workspace._desk.open_session
    first, second, _third = dues_scenes.set_up(session)
    parts = dues.propose_payment(session, member_ids=[first], amount=50_000)
    dues.record_payment(session, parts=parts)
    shown = look(workspace, settle, first)
    assert (shown.state.text(), shown.owed.text()) == ("Owes dues", "70,000 VND")
    assert shown._since.text() == "since 02/2026"
    assert len(shown.vouchers) == 2
    went = []
    monkeypatch.setattr(type(workspace._desk), "go", lambda _desk, *where: went.append(where))
    shown.pay.click()
    assert went == [("dues", ("pay", first))]
    parts = dues.propose_payment(session, member_ids=[second], amount=160_000)
    dues.record_payment(session, parts=parts)
    shown = look(workspace, settle, second)
    assert (shown.state.text(), shown.owed.text()) == ("Paid ahead", "40,000 VND")


def test_without_books_it_says_so(workspace: Workspace, settle):
    screen = workspace.screen_of("members")
    shown = look(workspace, settle, screen.model.ids[0])
    assert shown._since.text() == "The branch keeps no books yet."
    assert not shown.pay.isVisible()
    assert not shown.older.isVisible()


def test_what_was_owed_before_the_books_is_entered_in_the_record(workspace: Workspace, settle):
    session = workspace._desk.open_session
    first, *_others = dues_scenes.set_up(session)
    shown = look(workspace, settle, first)
    older = shown.older
    older.begin.click()
    older.amount.show_amount(60_000)
    older.first.setText("1/2026")
    older.last.returnPressed.emit()
    settle()
    assert sum(one.left for one in dues.member_dues(session, member_id=first)) == 120_000
    older.first.setText("11/2025")
    older.last.setText("12/2025")
    older.last.returnPressed.emit()
    settle()
    assert shown.owed.text() == "180,000 VND"
    assert shown._since.text() == "since 11/2025"
