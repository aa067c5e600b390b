# SPDX-License-Identifier: Apache-2.0
"""Which of several rules counts on a day."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from unionbook.domain.dated_rules import check_named_and_dated, holds, latest_on
from unionbook.errors import InvalidValueError


@dataclass(frozen=True)
class Rule:
    id: int
    since: str
    until: str = ""
    name: str = "a rule"


def test_the_first_and_the_last_day_count():
    rule = Rule(1, "2026-01-01", "2026-06-30")
    days = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
    assert [holds(rule, day) for day in days] == [False, True, True, False]
    assert holds(Rule(1, "2026-01-01"), "2099-12-31")


def test_of_several_the_one_that_began_last_and_of_these_the_younger():
    old, new, twin = (
        Rule(1, "2025-01-01"),
        Rule(2, "2026-01-01", "2026-12-31"),
        Rule(3, "2026-01-01"),
    )
    rules = [twin, old, new]
    assert latest_on(rules, "2024-12-31") is None
    assert latest_on(rules, "2025-06-30") is old
    assert latest_on(rules, "2026-06-30") is twin
    assert latest_on([new, old], "2027-01-01") is old


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Rule(1, "2026-01-01", name="  "), "name"),
        (Rule(1, "2026-01-02", until="2026-01-01"), "until"),
    ],
)
def test_what_is_refused(wrong, field):
    with pytest.raises(InvalidValueError) as refused:
        check_named_and_dated(wrong)
    assert refused.value.field == field
    check_named_and_dated(Rule(1, "2026-01-01", "2026-01-01"))
