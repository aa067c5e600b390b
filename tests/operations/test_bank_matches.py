# SPDX-License-Identifier: Apache-2.0
"""Matches are proposed with reasons and decided by a person."""

from __future__ import annotations

import pytest
import registers
from open_bank import enter, post, take

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import (
    bank,
    bank_matches,
    employer_fund,
    history,
    ledger,
    share_rules,
)


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def lines(session, **more):
    return bank.list_bank_lines(session, **more)


def test_the_voucher_that_is_named_wins_over_one_that_is_nearer(session, tmp_path):
    named = post(session, 500, "2026-03-01", "Trần Văn An")
    post(session, 500, "2026-03-05", "Lê Thị Bình")
    enter(session, tmp_path, ("05/03/2026", "Nop theo PT0001/2026", 500))
    (found,) = bank_matches.propose_matches(session)
    assert found.vouchers == (named,)
    assert any("PT0001/2026" in reason for reason in found.reasons)
    assert found.certain


def test_a_name_in_the_text_tells_two_equal_sums_apart(session, tmp_path):
    post(session, 500, "2026-03-05", "Lê Thị Bình")
    binh, an = None, post(session, 500, "2026-03-05", "Trần Văn An")
    enter(session, tmp_path, ("05/03/2026", "TRAN VAN AN nop doan phi", 500))
    (found,) = bank_matches.propose_matches(session)
    assert (found.vouchers, binh) == ((an,), None)
    assert any("tran" in reason for reason in found.reasons)


def test_equal_sums_without_a_reason_are_not_certain(session, tmp_path):
    post(session, 500, "2026-03-05", "A")
    post(session, 500, "2026-03-06", "B")
    enter(session, tmp_path, ("05/03/2026", "x", 500))
    (found,) = bank_matches.propose_matches(session)
    assert not found.certain


def test_a_deposit_of_several_receipts_and_a_payment_in_parts(session, tmp_path):
    parts = [post(session, amount, "2026-03-04", "Tổ") for amount in (100, 230, 345)]
    post(session, 999, "2026-03-04", "Khác")
    whole = post(session, -800, "2026-03-10", "LĐLĐ")
    enter(session, tmp_path, ("05/03/2026", "nop", 675), ("10/03/2026", "p1", -300),
          ("11/03/2026", "p2", -500))  # fmt: skip
    payment, deposit = sorted(bank_matches.propose_matches(session), key=lambda one: one.amount)
    assert (sorted(deposit.vouchers), deposit.amount) == (sorted(parts), 675)
    assert (payment.vouchers, len(payment.lines), payment.amount) == ((whole,), 2, -800)
    pairs = [(one.lines, one.vouchers) for one in (deposit, payment)]
    bank_matches.confirm_matches(session, pairs=pairs)
    assert lines(session, open_only=True) == []
    assert [one.amount for one in bank.list_book_entries(session, open_only=True)] == [999]
    assert bank_matches.propose_matches(session) == []


def test_in_and_out_and_far_away_days_are_never_the_same(session, tmp_path):
    post(session, -500, "2026-03-05", "A")
    post(session, 500, "2026-01-05", "A")
    enter(session, tmp_path, ("05/03/2026", "x", 500))
    assert bank_matches.propose_matches(session) == []


def test_what_differs_is_not_matched_and_nothing_is_matched_twice(session, tmp_path):
    one, two = post(session, 500, "2026-03-05", "A"), post(session, 300, "2026-03-05", "B")
    enter(session, tmp_path, ("05/03/2026", "x", 500), ("06/03/2026", "y", 290))
    first, second = (line.id for line in lines(session))
    with pytest.raises(InvalidValueError, match="difference of -10"):
        bank_matches.confirm_matches(session, pairs=[([first], [one]), ([second], [two])])
    assert lines(session)[0].matched == 0, "all or none"
    bank_matches.confirm_matches(session, pairs=[([first], [one])])
    with pytest.raises(InvalidValueError, match="matched already"):
        bank_matches.confirm_matches(session, pairs=[([first], [two])])
    with pytest.raises(InvalidValueError, match="one line with vouchers"):
        bank_matches.confirm_matches(session, pairs=[([first, second], [one, two])])
    bank_matches.unmatch(session, line_id=first)
    assert lines(session)[0].vouchers == ()
    with pytest.raises(UnionbookError, match="not matched"):
        bank_matches.unmatch(session, line_id=first)


def test_a_fee_becomes_a_voucher_and_a_match_in_one_step(session, tmp_path):
    enter(session, tmp_path, ("31/03/2026", "THU PHI QUAN LY TK", -11_000))
    (line,) = lines(session)
    suggestion = bank_matches.suggest_booking(session, line_id=line.id)
    assert suggestion.account == "administration"
    changes = bank_matches.book_line(
        session, line_id=line.id, account=suggestion.account, reason=suggestion.reason
    )
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert (voucher.voucher.kind, voucher.voucher.dated_on, voucher.voucher.amount) == (
        "payment", "2026-03-31", 11_000,
    )  # fmt: skip
    assert lines(session, open_only=True) == []
    with pytest.raises(UnionbookError, match="has its voucher"):
        bank_matches.book_line(session, line_id=line.id, account="cash")


@pytest.mark.parametrize(
    ("said", "amount", "account"),
    [
        ("Tra lai tien gui", 1_000, "other_income"),
        ("NỘP TIỀN MẶT", 1_000, "cash"),
        ("Rut tien mat", -1_000, "cash"),
        ("Tra lai tien gui", -1_000, None),
        ("chi ho tro", -1_000, None),
        ("CTY SAO MAI CHUYEN KPCD THANG 3", 1_000, "employer_fund"),
        ("Nộp kinh phí công đoàn quý 1", 1_000, "employer_fund"),
        ("Nop kinh phi cong doan", -1_000, None),
    ],
)
def test_a_suggestion_is_by_the_words_and_the_way(session, tmp_path, said, amount, account):
    enter(session, tmp_path, ("31/03/2026", said, amount))
    found = bank_matches.suggest_booking(session, line_id=lines(session)[0].id)
    assert (found.account if found else None) == account


def test_the_fund_off_a_line_is_for_the_months_that_lack_it(session, tmp_path):
    share_rules.adopt_fund_rule(session, key="fund_month", since="2026-01-01")
    for month in ("2026-01", "2026-02"):
        employer_fund.set_wage_fund(session, month=month, amount=50_000)
    enter(session, tmp_path, ("15/02/2026", "CTY SAO NOP KPCD", 1_500))
    bank_matches.book_line(session, line_id=lines(session)[0].id, account="employer_fund")
    found = employer_fund.list_periods(session, first="2026-01", last="2026-02")
    assert [one.received for one in found] == [1_000, 500]


def test_check_off_that_is_entered_after_its_money_came_is_found_too(session, tmp_path):
    post(session, 700, "2026-03-31", "Công ty Sao", account="in_transit")
    enter(session, tmp_path, ("10/03/2026", "CTY SAO", 700))
    found = bank_matches.suggest_booking(session, line_id=lines(session)[0].id)
    assert found.account == "in_transit"


def test_check_off_that_arrives_clears_what_was_in_transit(session, tmp_path):
    post(session, 700, "2026-03-01", "Công ty Sao", account="in_transit")
    enter(session, tmp_path, ("05/03/2026", "CTY SAO", 700))
    (line,) = lines(session)
    found = bank_matches.suggest_booking(session, line_id=line.id)
    assert (found.account, found.reason) == ("in_transit", "Arrival of PT0001/2026")
    changes = bank_matches.book_line(
        session, line_id=line.id, account=found.account, reason=found.reason
    )
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0]).voucher
    assert voucher.kind == "transfer"
    transit = ledger.account(session, code="in_transit")
    assert ledger.balance_on(session, account_id=transit.id) == 0
    enter(session, tmp_path, ("06/03/2026", "CTY SAO", 700))
    again = lines(session, open_only=True)[0]
    assert bank_matches.suggest_booking(session, line_id=again.id) is None


def test_a_line_of_a_closed_month_is_booked_in_an_open_one(session, tmp_path):
    enter(session, tmp_path, ("31/03/2026", "phi", -10))
    ledger.close_month(session, month="2026-03")
    (line,) = lines(session)
    with pytest.raises(UnionbookError, match="closed"):
        bank_matches.book_line(session, line_id=line.id, account="administration")
    bank_matches.book_line(session, line_id=line.id, account="administration", on="2026-04-01")
    assert lines(session, open_only=True) == []


def test_matches_can_be_undone_like_any_step_but_vouchers_cannot(session, tmp_path):
    voucher = post(session, 500, "2026-03-05", "A")
    taken = take(session, tmp_path, ("05/03/2026", "x", 500))
    (line,) = lines(session)
    done = bank_matches.confirm_matches(session, pairs=[([line.id], [voucher])])
    with pytest.raises(history.CannotUndoError):
        history.undo_commit(session, commit_id=taken.commit_id)
    history.undo_commit(session, commit_id=done.commit_id)
    assert lines(session)[0].open == 500
    history.undo_commit(session, commit_id=taken.commit_id)
    assert lines(session) == []
