# SPDX-License-Identifier: Apache-2.0
"""The bank by hand: a statement in, matches confirmed with their reasons, a voucher from a line."""

from __future__ import annotations

import csv

import money_branch
import pytest
import registers
from PySide6.QtWidgets import QPushButton

from unionbook.operations import ledger, sessions
from unionbook.operations.bank import list_bank_lines


@pytest.fixture
def part(window, desk, register, settle):
    session = registers.reopen(register)
    ledger.set_up_books(session)
    money_branch.post(session, "receipt", "bank", "other_income", 100_000, "2025-09-10")
    money_branch.post(session, "receipt", "cash", "other_income", 150_000, "2025-08-03")
    money_branch.post(session, "transfer", "bank", "cash", 30_000, "2025-10-01")
    registers.add_user(session, "Dung", "auditor")
    session.close()
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.close_help()
    window.workspace.go("books", ("part", "bank"))
    settle()
    return window.workspace.screen_of("books").parts["bank"]


@pytest.fixture
def statement(tmp_path):
    """Write what the bank says: two movements of the books, and a fee that they do not know."""
    path = tmp_path / "statement.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Ngày giao dịch", "Diễn giải", "Ghi nợ", "Ghi có", "Số dư"])
        rows.writerow(["11/09/2025", "Nop doan phi Le Thi Binh", "", "100000", "100000"])
        rows.writerow(["30/09/2025", "Phi dich vu tai khoan", "11000", "", "89000"])
        rows.writerow(["01/10/2025", "Nop tien mat", "", "30000", "119000"])
    return path


@pytest.fixture
def taken(part, statement, settle):
    part.open_file(statement)
    settle()
    part.statement.take.click()
    settle()
    part.span.setCurrentIndex(part.span.findData(0))
    part._on_span()
    settle()
    return part


def lines(desk):
    return list_bank_lines(desk.open_session)


def choose(part, amount, settle):
    row = next(row for row, one in enumerate(part._lines) if one.amount == amount)
    part.table.selectRow(row)
    settle()
    assert part.panel.isVisible()
    assert part.panel.line.amount == amount
    return part.panel


def buttons(panel, text):
    return [
        one
        for one in panel.findChildren(QPushButton)
        if one.text() == text and one.isVisibleTo(panel)
    ]


@pytest.fixture
def push(qtbot, settle):
    """Press the only button of a name, once it has come into sight."""

    def act(panel, text):
        qtbot.waitUntil(lambda: len(buttons(panel, text)) == 1)
        buttons(panel, text)[0].click()
        settle()

    return act


def test_without_a_statement_the_screen_says_how_to_get_one(part):
    assert part._places.currentIndex() == 2


def test_a_statement_is_looked_at_before_it_is_taken_in(part, statement, desk, settle):
    part.open_file(statement)
    settle()
    assert part.statement.isVisible()
    assert "3 new lines" in part.statement._told.text()
    assert lines(desk) == []
    part.statement.take.click()
    settle()
    assert [one.amount for one in lines(desk)] == [100_000, -11_000, 30_000]
    part.open_file(statement)
    settle()
    assert not part.statement.take.isEnabled()
    assert "3 lines are there already" in part.statement._told.text()


def test_a_proposal_is_confirmed_and_taken_back(taken, desk, settle, push):
    panel = choose(taken, 30_000, settle)
    push(panel, "Same money: confirm")
    (line,) = (one for one in lines(desk) if one.amount == 30_000)
    assert line.vouchers
    assert not line.open
    push(panel, "Take the match back")
    assert all(one.open for one in lines(desk))


def test_sure_matches_are_confirmed_at_once(taken, desk, settle):
    assert taken.certain.isVisible()
    count = sum(1 for one in taken.sight.proposals if one.certain)
    taken.certain.click()
    settle()
    assert sum(1 for one in lines(desk) if not one.open) == count > 0
    assert not taken.certain.isVisible()


def test_a_line_the_books_do_not_know_becomes_a_voucher(taken, desk, settle):
    panel = choose(taken, -11_000, settle)
    assert panel._form_frame.isVisible()
    if not panel.account.account:
        panel.book.click()
        assert "account" in panel._account_row.note.text()
        panel.account.choose(ledger.by_role(desk.open_session, "welfare"))
    panel.reason.setText("Fee of September")
    panel.book.click()
    settle()
    (line,) = (one for one in lines(desk) if one.amount == -11_000)
    voucher = ledger.get_voucher(desk.open_session, voucher_id=line.vouchers[0])
    assert (voucher.voucher.reason, voucher.voucher.amount) == ("Fee of September", 11_000)
    assert voucher.voucher.dated_on == "2025-09-30"


def test_the_foot_compares_bank_and_books(taken, settle):
    compared = taken.sight.compared
    assert f"{compared.bank:,}" in taken.told.text()
    assert f"{compared.book:,}" in taken.told.text()
    taken.open_only.setChecked(True)
    settle()
    assert all(one.open for one in taken._lines)


def test_a_matched_line_leads_to_its_voucher(taken, window, settle, push):
    taken.certain.click()
    settle()
    matched = next(one for one in taken._lines if not one.open)
    panel = choose(taken, matched.amount, settle)
    push(panel, "See the voucher")
    screen = window.workspace.screen_of("books")
    assert screen.part_name == "vouchers"
    assert screen.parts["vouchers"].panel.sight.voucher.id == matched.vouchers[0]
