# SPDX-License-Identifier: Apache-2.0
"""What of collected money belongs to the levels above, and what an employer owes by law.

A split names the levels and the part of each, in parts of a million that add up to one. The branch
is one of the levels; the others are as many as the union has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.domain import ledger as accounts
from unionbook.domain.dated_rules import check_named_and_dated, latest_on
from unionbook.domain.dues import MILLION
from unionbook.domain.periods import last_day, later
from unionbook.errors import InvalidValueError
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

BRANCH, ABOVE = "branch", "above"
"""The branch itself, and the level above where a union has no name for it."""
LEVEL_LABELS = {BRANCH: N_("Branch"), ABOVE: N_("Level above")}


class ShareKind(StrEnum):
    """The kinds of money of which levels above have a share."""

    DUES = "dues"
    JOINING_FEE = "joining_fee"
    EMPLOYER_FUND = "employer_fund"


SHARE_LABELS = {
    ShareKind.DUES: N_("Dues"),
    ShareKind.JOINING_FEE: N_("Joining fees"),
    ShareKind.EMPLOYER_FUND: N_("Employer fund"),
}
INCOMES = {
    ShareKind.DUES: accounts.DUES,
    ShareKind.JOINING_FEE: accounts.JOINING_FEE,
    ShareKind.EMPLOYER_FUND: accounts.EMPLOYER_FUND,
}
"""What the account of each kind is for; the branch's surcharge is on one of its own and stays."""


@dataclass(frozen=True, slots=True)
class SplitRule:
    """How one kind of money is shared out from a day on.

    ``shares`` are (level, parts of a million). ``due_months`` is how many months after the month of
    collection the share is due, on the last day; None where no day is laid down.
    """

    id: int
    name: str
    kind: ShareKind
    shares: tuple[tuple[str, int], ...]
    since: str
    until: str = ""
    due_months: int | None = None
    source: str = ""
    certainty: str = ""

    def rate(self, level: str) -> int:
        """Give a level's part, nothing for one that has none."""
        return dict(self.shares).get(level, 0)

    def due_on(self, month: str) -> str:
        """Give the day on which the share of a month is due, empty where none is laid down."""
        return "" if self.due_months is None else last_day(later(month, self.due_months))


@dataclass(frozen=True, slots=True)
class FundRule:
    """What an employer pays on its wages: the rate, for how many months at once, and when.

    It is due on the last day of the month ``due_months`` after the last month it is for.
    """

    id: int
    name: str
    rate: int
    months: int
    due_months: int
    since: str
    until: str = ""
    source: str = ""
    certainty: str = ""

    def expected(self, wages: int) -> int:
        """Give what is owed on a sum of wages, rounded half up."""
        return rounded_part(wages, self.rate)

    def due_on(self, month: str) -> str:
        """Give the day on which the payment for months that end with this one is due."""
        return last_day(later(month, self.due_months))


def rounded_part(amount: int, rate: int) -> int:
    """Give a part of an amount, rounded half away from nothing."""
    size = (abs(amount) * rate + MILLION // 2) // MILLION
    return size if amount >= 0 else -size


def share_out(rule: SplitRule, collected: int) -> tuple[tuple[str, int], ...]:
    """Give what each level above gets of a sum; the branch keeps the rest.

    Rounded on the running total, so that the levels together get what their rates together give.
    """
    shares = []
    rates = given = 0
    for level, rate in rule.shares:
        if level == BRANCH:
            continue
        rates += rate
        total = rounded_part(collected, rates)
        shares.append((level, total - given))
        given = total
    return tuple(shares)


def rule_on(rules: Iterable[SplitRule], kind: ShareKind, day: str) -> SplitRule | None:
    """Give the rule that holds for a kind of money on a day: of several the latest."""
    return latest_on((one for one in rules if one.kind is kind), day)


def check_split(rule: SplitRule) -> None:
    """Refuse a split that is not whole. Raises InvalidValueError."""
    levels = [level for level, _rate in rule.shares]
    check_named_and_dated(rule)
    if any(not level.strip() for level in levels) or len(set(levels)) < len(levels):
        raise InvalidValueError(_("Name each level once."), field="shares")
    if any(rate < 0 for _level, rate in rule.shares):
        raise InvalidValueError(_("A share cannot be less than nothing."), field="shares")
    if sum(rate for _level, rate in rule.shares) != MILLION:
        raise InvalidValueError(
            _("The shares of all levels, the branch included, must add up to 100 %."),
            field="shares",
        )


def share_note(kind: ShareKind, level: str) -> str:
    """Give what a voucher's line says of whose share it is."""
    return f"{kind.value}/{level}"


def read_share_note(note: str) -> tuple[ShareKind | None, str]:
    """Give the kind and level that a line is of; None where a person booked it without them."""
    kind, stroke, level = note.partition("/")
    return (ShareKind(kind), level) if stroke and kind in set(ShareKind) else (None, "")
