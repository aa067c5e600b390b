# SPDX-License-Identifier: Apache-2.0
"""Bank less books is explained to the last đồng, whatever is matched and whatever is not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import registers
from hypothesis import given, settings
from hypothesis import strategies as st
from open_bank import enter, post

from unionbook.domain.ledger import Line
from unionbook.errors import UnionbookError
from unionbook.operations import bank, bank_matches, ledger
from unionbook.operations.bank_reconciliation import reconcile


@pytest.fixture
def session(tmp_path):
    opened = books(tmp_path)
    yield opened
    opened.close()


def books(folder):
    opened = registers.make(folder)
    ledger.set_up_books(opened)
    return opened


def match_all(session):
    found = bank_matches.propose_matches(session)
    if found:
        bank_matches.confirm_matches(session, pairs=[(one.lines, one.vouchers) for one in found])


def explained(found):
    return (
        found.start
        + sum(one.open for one in found.not_booked)
        - sum(one.open for one in found.in_transit)
        + found.missing
    )


def test_a_fee_not_booked_and_a_payment_under_way(session, tmp_path):
    post(session, 1_000, "2026-02-20", "mở sổ")
    post(session, 500, "2026-03-05", "A")
    post(session, -200, "2026-03-30", "B")
    enter(session, tmp_path, ("05/03/2026", "x", 500), ("31/03/2026", "phi", -11), opening=1_000)
    match_all(session)
    found = reconcile(session, on="31/03/2026")
    assert (found.book, found.bank, found.difference) == (1_300, 1_489, 189)
    assert [one.amount for one in found.not_booked] == [-11]
    assert [one.amount for one in found.in_transit] == [-200]
    assert (found.start, found.missing, found.agrees) == (0, 0, True)


def test_what_the_bank_gets_later_was_under_way_on_the_day(session, tmp_path):
    post(session, -200, "2026-03-30", "B")
    enter(session, tmp_path, ("01/03/2026", "x", 900), ("02/04/2026", "y", -200), opening=0)
    match_all(session)
    assert [one.open for one in reconcile(session, on="2026-03-31").in_transit] == [-200]
    later = reconcile(session)
    assert (later.on, later.in_transit) == ("2026-04-02", ())


def test_a_difference_from_before_is_named_and_cleared_by_its_match(session, tmp_path):
    post(session, 1_000, "2026-02-20", "A")
    post(session, -300, "2026-02-27", "B")
    enter(session, tmp_path, ("03/03/2026", "x", -300), opening=1_000)
    before = reconcile(session, on="2026-03-31")
    assert (before.book, before.bank, before.start) == (700, 700, 300)
    assert explained(before) == before.difference == 0
    match_all(session)
    after = reconcile(session, on="2026-03-31")
    assert (after.start, after.not_booked, after.agrees) == (0, (), True)


def test_what_the_books_were_opened_with_was_there_before(session, tmp_path):
    bank_id, fund = ledger.by_role(session, "bank"), ledger.by_role(session, "opening_fund")
    ledger.post_voucher(
        session, kind="opening", lines=[Line(bank_id, 900), Line(fund, -900)], on="2026-01-31"
    )
    enter(session, tmp_path, ("02/01/2026", "x", 100), opening=900)
    found = reconcile(session, on="2026-01-31")
    assert (found.book, found.bank, found.start, found.in_transit) == (900, 1_000, 0, ())
    assert explained(found) == found.difference
    assert bank_matches.propose_matches(session) == []


def test_a_statement_that_was_left_out_is_told(session, tmp_path):
    enter(session, tmp_path, ("01/01/2026", "x", 100), opening=0)
    enter(session, tmp_path, ("01/03/2026", "y", 10), opening=150)
    found = reconcile(session, on="2026-03-31")
    assert (found.bank, found.missing, found.agrees) == (160, 50, False)
    assert explained(found) == found.difference


def test_the_balance_may_be_typed_where_no_statement_gives_it(session, tmp_path):
    post(session, 100, "2026-01-01", "A")
    enter(session, tmp_path, ("01/01/2026", "x", 100))
    match_all(session)
    assert reconcile(session, on="2026-01-31").missing == 0
    assert reconcile(session, on="2026-01-31", balance=130).missing == 30


def test_a_reversed_pair_explains_nothing(session, tmp_path):
    enter(session, tmp_path, ("01/01/2026", "x", 100), opening=0)
    wrong = post(session, 70, "2026-01-05", "A")
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2026-01-06")
    found = reconcile(session, on="2026-01-31")
    assert (found.in_transit, explained(found)) == ((), found.difference)
    assert len(reconcile(session, on="2026-01-05").in_transit) == 1


def test_without_a_statement_there_is_nothing_to_compare(session):
    with pytest.raises(UnionbookError, match="bank import"):
        reconcile(session)


def test_nothing_is_compared_before_the_statements_begin(session, tmp_path):
    enter(session, tmp_path, ("05/03/2026", "x", 100))
    with pytest.raises(UnionbookError, match="begin on 05/03/2026"):
        reconcile(session, on="2026-03-04")


_DAYS = [f"2026-03-{day:02d}" for day in range(1, 29)]
_SUMS = st.sampled_from([100, 200, 300, 500, -100, -200, -300])
_MOVES = st.lists(st.tuples(st.sampled_from(_DAYS), _SUMS), max_size=8)


@settings(max_examples=12)
@given(
    booked=_MOVES,
    said=_MOVES.filter(bool),
    opening=st.none() | st.integers(-500, 500),
    on=st.sampled_from(_DAYS),
)
def test_whatever_happened_the_parts_add_up_to_the_difference(booked, said, opening, on):
    with tempfile.TemporaryDirectory() as folder:
        session = books(Path(folder))
        for day, amount in booked:
            post(session, amount, day, "A")
        ordered = [(f"{day[8:]}/03/2026", "x", amount) for day, amount in sorted(said)]
        enter(session, Path(folder), *ordered, opening=opening)
        for matched in (False, True):
            if matched:
                match_all(session)
            day = max(on, min(day for day, _amount in said))
            found = reconcile(session, on=day)
            assert explained(found) == found.difference
            assert found.missing == 0
        account = ledger.by_role(session, "bank")
        assert found.book == ledger.balance_on(session, account_id=account, on=day)
        entries = bank.list_book_entries(session)
        lines = bank.list_bank_lines(session)
        assert sum(one.matched for one in entries) == sum(one.matched for one in lines)
        session.close()
