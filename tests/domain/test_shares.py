# SPDX-License-Identifier: Apache-2.0
"""Shares add up, whatever the rates; the rule of the day is the latest that holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.shares import (
    FundRule,
    ShareKind,
    SplitRule,
    check_split,
    read_share_note,
    rounded_part,
    rule_on,
    share_note,
    share_out,
)
from unionbook.errors import InvalidValueError


def split(*rates, since="2026-01-01", number=1, **more):
    levels = ("branch", "DPC", "DPD", "DPP", "x", "y")
    shares = tuple(zip(levels, rates, strict=False))
    return SplitRule(number, "r", ShareKind.DUES, shares, since, **more)


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.integers(0, 1_000_000), min_size=1, max_size=5).map(sorted),
)
def test_levels_together_get_what_their_rates_together_give(amount, cuts):
    edges = [0, *cuts, 1_000_000]
    rates = [after - before for before, after in pairwise(edges)]
    rule = split(*rates)
    check_split(rule)
    shares = share_out(rule, amount)
    above = 1_000_000 - rates[0]
    assert sum(share for _level, share in shares) == rounded_part(amount, above)
    assert abs(sum(share for _level, share in shares)) <= abs(amount)
    assert [level for level, _share in shares] == [one for one, _rate in rule.shares[1:]]
    for (_level, share), rate in zip(shares, rates[1:], strict=True):
        assert abs(share - amount * rate / 1_000_000) <= 1


def test_what_is_taken_back_is_shared_as_what_came():
    rule = split(500_000, 250_000, 150_000, 100_000)
    there = share_out(rule, 1_000_003)
    back = share_out(rule, -1_000_003)
    assert [-share for _level, share in back] == [share for _level, share in there]


def test_the_latest_rule_that_holds():
    old = split(700_000, 300_000, number=1)
    new = split(600_000, 400_000, number=2, since="2026-07-01", until="2026-12-31")
    rules = [new, old]
    assert rule_on(rules, ShareKind.DUES, "2025-12-31") is None
    assert rule_on(rules, ShareKind.DUES, "2026-06-30") is old
    assert rule_on(rules, ShareKind.DUES, "2026-07-01") is new
    assert rule_on(rules, ShareKind.DUES, "2027-01-01") is old
    assert rule_on(rules, ShareKind.EMPLOYER_FUND, "2026-07-01") is None


def test_due_days():
    assert split(1_000_000).due_on("2026-01") == ""
    assert split(1_000_000, due_months=1).due_on("2026-01") == "2026-02-28"
    fund = FundRule(1, "2 %", 20_000, 3, 1, "2026-01-01")
    assert (fund.expected(1_000_025), fund.due_on("2026-12")) == (20_001, "2027-01-31")


def test_what_a_line_says_of_whose_share_it_is():
    for kind in ShareKind:
        assert read_share_note(share_note(kind, "Tỉnh/Thành")) == (kind, "Tỉnh/Thành")
    assert read_share_note("ghi chú") == (None, "")
    assert read_share_note("x/y") == (None, "")


@pytest.mark.parametrize(
    "wrong",
    [
        split(500_000, 400_000),
        split(1_100_000, -100_000),
        split(1_000_000, until="2025-01-01"),
        SplitRule(0, "", ShareKind.DUES, (("branch", 1_000_000),), "2026-01-01"),
        SplitRule(0, "r", ShareKind.DUES, (("branch", 500_000),) * 2, "2026-01-01"),
    ],
)
def test_a_split_that_is_no_whole_is_refused(wrong):
    with pytest.raises(InvalidValueError):
        check_split(wrong)
