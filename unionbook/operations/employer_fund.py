# SPDX-License-Identifier: Apache-2.0
"""The employer fund: what the employer owes by law on its wages, what came, and what is missing.

What goes up of it is shared out as dues are (``operations.shares``): by what came in, not by what
was expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import dues, shares
from unionbook.data import ledger as rows
from unionbook.data.shares import WageFund
from unionbook.domain import clock, periods
from unionbook.domain import ledger as accounts
from unionbook.domain.dated_rules import latest_on
from unionbook.domain.dues import Person, liable
from unionbook.domain.folding import tidy
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.booking_days import booked_on
from unionbook.operations.ledger import account, by_role
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.domain.shares import FundRule
    from unionbook.operations.sessions import Session

__all__ = ["WageFund"]

TYPED, FROM_WAGES = "typed", "wages"


@dataclass(frozen=True, slots=True)
class FundPeriod:
    """One payment of the employer: for which months, on what wages, expected and received.

    ``basis`` is ``typed`` where somebody entered the wages of all its months, ``wages`` where those
    of members in the register stand in for some of them.
    """

    first: str
    last: str
    wages: int
    basis: str
    rule: FundRule
    expected: int
    received: int
    due_on: str

    @property
    def missing(self) -> int:
        """What has not come yet; negative where more came than expected."""
        return self.expected - self.received

    @property
    def late(self) -> bool:
        """Whether something is missing and the day has passed."""
        return self.missing > 0 and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class FundPart:
    """A part of what an employer paid: the last month of the period it is for, and how much."""

    month: str
    amount: int


def set_wage_fund(session: Session, *, month: str, amount: int, note: str = "") -> Changes:
    """Enter the wages of a month that the fund is owed on, of all employees, or correct them."""
    wanted = periods.read_month(month)
    if amount < 0:
        raise InvalidValueError(_("Give the wages of the month."), field="amount")
    with session.commit("set_wage_fund", right="change_dues_rules", reason=wanted) as changes:
        shares.set_wage_fund(session.office, session.site, wanted, amount, tidy(note))
    return changes


def list_wage_funds(session: Session) -> list[WageFund]:
    """Give the wages that were entered, by month."""
    session.require("read_money")
    return list(shares.list_wage_funds(session.database).values())


def list_periods(session: Session, *, first: str, last: str) -> list[FundPeriod]:
    """Give what the employer owes and paid, period by period, from month to month.

    A quarter is given whole even where only one of its months is asked for. Months in which no rule
    holds are left out, and those that have not begun.
    """
    session.require("read_money")
    rules = shares.list_fund_rules(session.database)
    since, until = periods.read_month(first), min(periods.read_month(last), clock.today()[:7])
    spans = _spans(rules, since, until)
    if not spans:
        return []
    typed = {month: one.amount for month, one in shares.list_wage_funds(session.database).items()}
    lacking = {
        month for start, end, _rule in spans for month in periods.span(start, end)
    } - typed.keys()
    wages = {**_wages_of_members(session, sorted(lacking)), **typed}
    income = rows.find_by_role(session.database, accounts.EMPLOYER_FUND)
    came = shares.received(session.database, income) if income is not None else {}
    return [_period(span, wages, typed, came) for span in spans]


def _spans(rules: Sequence[FundRule], first: str, last: str) -> list[tuple[str, str, FundRule]]:
    """Give first month, last month and rule of each period that has a month in the span."""
    spans = []
    month = first
    while month <= last:
        rule = latest_on(rules, periods.last_day(month))
        if rule is None:
            month = periods.later(month, 1)
            continue
        start = periods.later(month, -((int(month[5:]) - 1) % rule.months))
        end = periods.later(start, rule.months - 1)
        spans.append((start, end, rule))
        month = periods.later(end, 1)
    return spans


def _period(
    span: tuple[str, str, FundRule],
    wages: Mapping[str, int],
    typed: Mapping[str, int],
    came: Mapping[str, int],
) -> FundPeriod:
    first, last, rule = span
    months = list(periods.span(first, last))
    total = sum(wages.get(month, 0) for month in months)
    return FundPeriod(
        first,
        last,
        total,
        TYPED if all(month in typed for month in months) else FROM_WAGES,
        rule,
        rule.expected(total),
        sum(came.get(month, 0) for month in months),
        rule.due_on(last),
    )


def _wages_of_members(session: Session, months: Sequence[str]) -> dict[str, int]:
    """Add up the wages of those who were members in each month; what is not typed is taken so."""
    if not months:
        return {}
    people = list(dues.people(session.database))
    return {month: sum(_wage(one, month) for one in people) for month in months}


def _wage(person: Person, month: str) -> int:
    wage = person.wage_on(periods.last_day(month))
    return wage if wage and not liable(person, month) else 0


def propose_receipt(session: Session, *, amount: int, until: str = "") -> list[FundPart]:
    """Propose for which periods a payment of the employer is: the oldest that lacks something.

    What is beyond all that is missing goes to the last period. Raises UnionbookError where no rule
    holds.
    """
    last = periods.read_month(until) if until else clock.today()[:7]
    rules = shares.list_fund_rules(session.database)
    if not rules:
        raise UnionbookError(
            _(
                "There is no rule of the employer fund yet: choose one first "
                "(“unionbook fund rules adopt”)."
            )
        )
    found = list_periods(session, first=min(one.since for one in rules)[:7], last=last)
    parts, left = [], amount
    for one in found:
        share = min(left, one.missing)
        if share > 0:
            parts.append(FundPart(one.last, share))
            left -= share
    if left > 0:
        parts.append(FundPart(found[-1].last if found else last, left))
    return parts


def record_receipt(
    session: Session,
    *,
    parts: Sequence[FundPart],
    into: str = accounts.BANK,
    on: str = "",
    payer: str = "",
    reason: str = "",
    papers: int = 0,
) -> Changes:
    """Take what the employer paid into the fund: one receipt for one or several periods.

    ``into`` is a code or what an account is for. Raises InvalidValueError for an amount that is not
    positive.
    """
    session.require("post_voucher")
    if not parts or any(part.amount <= 0 for part in parts):
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    day = booked_on(session, on)
    income = by_role(session, accounts.EMPLOYER_FUND)
    total = sum(part.amount for part in parts)
    lines = [Line(income, -part.amount, None, periods.read_month(part.month)) for part in parts]
    draft = Draft(
        VoucherKind.RECEIPT,
        day,
        (Line(account(session, code=into).id, total), *lines),
        tidy(payer) or _("Employer"),
        tidy(reason) or _reason(parts),
        papers,
        source="employer fund",
    )
    with session.commit(
        "record_fund_receipt", right="post_voucher", reason=draft.reason
    ) as changes:
        rows.post(session.office, session.site, draft)
    return changes


def _reason(parts: Sequence[FundPart]) -> str:
    months = sorted({part.month for part in parts})
    if len(months) == 1:
        return _("Employer fund for {month}").format(month=periods.shown(months[0]))
    return _("Employer fund from {first} to {last}").format(
        first=periods.shown(months[0]), last=periods.shown(months[-1])
    )
