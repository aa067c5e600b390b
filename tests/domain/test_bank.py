# SPDX-License-Identifier: Apache-2.0
"""Lines put into order and made whole numbers, so that balances still follow."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.bank import RawLine, breaks, in_order, turned, whole

CENTS = st.integers(-(10**7), 10**7).filter(bool).map(lambda cents: Decimal(cents) / 100)


def lines_of(amounts, opening=Decimal(0), *, balances=True, day="2026-01-01"):
    found, balance = [], opening
    for row, amount in enumerate(amounts, 1):
        balance += amount
        found.append(RawLine(row, day, amount, balance if balances else None, f"l{row}"))
    return found


@given(st.lists(CENTS, min_size=1, max_size=12), CENTS)
def test_whole_numbers_lead_from_balance_to_balance(amounts, opening):
    lines = lines_of(amounts, opening)
    found = whole(lines)
    for one, other in pairwise(found):
        assert one.balance + other.amount == other.balance
    exact = lines[-1].balance
    if found:
        assert abs(found[-1].balance - exact) <= 1


@given(st.lists(CENTS, min_size=3, max_size=12, unique=True), CENTS)
def test_the_newest_first_is_turned_round(amounts, opening):
    lines = lines_of(amounts, opening)
    assert breaks(lines) == []
    assert breaks(in_order(lines[::-1])) == []


def test_days_decide_before_balances():
    first = RawLine(1, "2026-01-02", Decimal(5), None, "")
    second = RawLine(2, "2026-01-01", Decimal(7), None, "")
    assert in_order([first, second]) == [second, first]


def test_in_and_out_are_turned_only_where_that_mends_every_balance():
    right = lines_of([Decimal(5), Decimal(-3), Decimal(2)], Decimal(10))
    assert turned(right) is None
    wrong = [RawLine(x.row, x.dated_on, -x.amount, x.balance, x.details) for x in right]
    assert [one.amount for one in turned(wrong)] == [5, -3, 2]
    broken = [*wrong[:2], RawLine(3, "2026-01-01", Decimal(1), Decimal(99), "")]
    assert turned(broken) is None


def test_equal_lines_have_fingerprints_of_their_own():
    same = [RawLine(row, "2026-01-01", Decimal(-11), None, "Phí  SMS") for row in (1, 2)]
    one, two = whole(same)
    assert one.fingerprint != two.fingerprint
    (again,) = whole([RawLine(9, "2026-01-01", Decimal(-11), Decimal(5), "phi sms")])
    assert again.fingerprint == one.fingerprint
