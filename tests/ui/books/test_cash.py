# SPDX-License-Identifier: Apache-2.0
"""The cash box counted note by note, beside the cash book."""

from __future__ import annotations

import money_branch
import pytest
import registers

from unionbook.operations import ledger, sessions
from unionbook.operations.cash_counts import list_counts


@pytest.fixture
def part(window, desk, register, settle):
    session = registers.reopen(register)
    ledger.set_up_books(session)
    money_branch.post(session, "receipt", "bank", "other_income", 100_000, "2025-09-10")
    money_branch.post(session, "receipt", "cash", "other_income", 150_000, "2025-08-03")
    money_branch.post(session, "transfer", "bank", "cash", 30_000, "2025-10-01")
    session.close()
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.close_help()
    window.workspace.go("books", ("part", "cash"))
    settle()
    return window.workspace.screen_of("books").parts["cash"]


def test_the_count_adds_up_while_it_is_typed(part, desk):
    cash = ledger.by_role(desk.open_session, "cash")
    booked = ledger.balance_on(desk.open_session, account_id=cash)
    assert part._book.text() == f"{booked:,}"
    part.pieces[20_000].setValue(2)
    part.pieces[10_000].setValue(1)
    assert part.counted == 50_000
    assert part._total.text() == "50,000"
    assert part._in_words.text() == "Fifty thousand dong"
    assert part._apart.text() == f"{50_000 - booked:,}"
    assert part.half_typed


def test_a_count_is_kept_with_who_counted(part, desk, settle):
    assert part._places.currentIndex() == 1
    part.pieces[10_000].setValue(5)
    part.people.setText("Lan, Bình")
    part.explanation.setText("a receipt is missing")
    part.keep.click()
    settle()
    (kept,) = list_counts(desk.open_session)
    assert (kept.counted, dict(kept.pieces)) == (50_000, {10_000: 5})
    assert kept.people == ("Lan", "Bình")
    assert not part.half_typed
    assert part.table.rows.rows[0][1] == 50_000
    part.table.selectRow(0)
    assert part.print.isEnabled()


def test_the_cash_book_of_another_day_is_compared_with(part, settle):
    part.on.setText("31/8/2025")
    part.on.editingFinished.emit()
    settle()
    assert part._book.text() == "150,000"
    part.on.setText("no day")
    part.on.editingFinished.emit()
    assert "date" in part._on_row.note.text()


def test_a_difference_is_explained_before_it_is_kept(part, desk, settle):
    part.pieces[10_000].setValue(1)
    part.keep.click()
    settle()
    assert list_counts(desk.open_session) == []
    assert "say why" in part._why_row.note.text()


def test_the_count_just_kept_is_chosen_to_be_printed(part, settle):
    part.pieces[10_000].setValue(1)
    part.explanation.setText("a receipt is missing")
    part.keep.click()
    settle()
    assert part.table.row == 0
    assert part.print.isEnabled()


def test_what_is_counted_is_kept_over_locking(part, window, unlock, settle):
    part.pieces[20_000].setValue(7)
    part.people.setText("Lan")
    window.lock()
    settle()
    unlock()
    settle()
    window.workspace.go("books", ("part", "cash"))
    settle()
    back = window.workspace.screen_of("books").parts["cash"]
    assert (back.counted, back.people.text()) == (140_000, "Lan")
