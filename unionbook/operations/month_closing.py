# SPDX-License-Identifier: Apache-2.0
"""The months of the books: which are closed, what is to be looked at before, what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.data import dues, history, ledger, vouchers
from unionbook.domain import clock, periods
from unionbook.domain import ledger as roles
from unionbook.operations.bank import list_bank_accounts, list_bank_lines
from unionbook.operations.cash_counts import list_counts
from unionbook.operations.ledger import differences_since_closing, list_closings
from unionbook.operations.shares import collected_in, list_shares
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from unionbook.data.ledger import Account, Closing
    from unionbook.operations.sessions import Session


class Finding(StrEnum):
    """How a check before the closing came out."""

    FINE = "fine"
    LOOK = "look"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at before a month is closed; ``screen`` and ``what`` lead to it."""

    name: str
    finding: Finding
    sentence: str
    screen: str = ""
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the books; ``differences`` counts the accounts that moved since its closing."""

    month: str
    vouchers: int
    closed: bool
    reopened: bool
    reason: str
    differences: int


@dataclass(frozen=True, slots=True)
class Difference:
    """An account whose movement in a month is another than the one that was reported."""

    account: Account
    reported: int
    now: int


@dataclass(frozen=True, slots=True)
class Sight:
    """A month with its checks, what was reported against what is, and who closed it when."""

    month: Month
    checks: tuple[Check, ...]
    differences: tuple[Difference, ...]
    closed_by: str
    closed_at: datetime | None

    @property
    def may_be_closed(self) -> bool:
        """Whether nothing that was looked at forbids the closing."""
        return not self.month.closed and all(one.finding is not Finding.STOP for one in self.checks)


def list_months(session: Session) -> list[Month]:
    """Give the months from the first voucher to this one, the latest first."""
    session.require("read_money")
    counts = vouchers.count_by_month(session.database)
    closings = _latest(list_closings(session))
    today = clock.today()[:7]
    known = [*counts, *closings]
    if not known:
        return []
    months = periods.span(min(known), max(today, *known))
    return [_month(session, month, counts, closings) for month in reversed(list(months))]


def look_at_month(session: Session, *, month: str) -> Sight:
    """Give a month with what is to be looked at before it is closed, or what changed since."""
    session.require("read_money")
    wanted = periods.read_month(month)
    counts = vouchers.count_by_month(session.database)
    closings = _latest(list_closings(session))
    found = _month(session, wanted, counts, closings)
    by_code = {one.code: one for one in ledger.list_accounts(session.database)}
    different = differences_since_closing(session, month=wanted)
    closing = closings.get(wanted)
    made = (
        history.history_of_rows(session.office, [("month_closings", closing.id)]) if closing else []
    )
    commit = made[-1].commit if made else None
    return Sight(
        found,
        () if found.closed else tuple(_checks(session, wanted)),
        tuple(Difference(by_code[code], *both) for code, both in different.items()),
        commit.user_name if commit else "",
        clock.moment(commit.clock).astimezone() if commit else None,
    )


def open_months(session: Session, *, before: str) -> list[str]:
    """Give the months with vouchers before a month that are not closed, the oldest first."""
    closed = {one.month for one in ledger.list_closings(session.database) if not one.reopened}
    counts = vouchers.count_by_month(session.database)
    return sorted(month for month in counts if month < before and month not in closed)


def _latest(closings: list[Closing]) -> dict[str, Closing]:
    found: dict[str, Closing] = {}
    for one in closings:
        found.setdefault(one.month, one)
    return found


def _month(
    session: Session, month: str, counts: dict[str, int], closings: dict[str, Closing]
) -> Month:
    closing = closings.get(month)
    return Month(
        month,
        counts.get(month, 0),
        closing is not None and not closing.reopened,
        closing is not None and closing.reopened,
        closing.reason if closing else "",
        len(differences_since_closing(session, month=month)) if closing else 0,
    )


def _checks(session: Session, month: str) -> Iterator[Check]:
    for look in CHECKS:
        yield from look(session, month)


def _over(_session: Session, month: str) -> Iterator[Check]:
    today = clock.today()[:7]
    if month > today:
        sentence = _("{month} has not begun yet.").format(month=date_text(month))
        yield Check("over", Finding.STOP, sentence)
    elif month == today:
        sentence = _("The month is not over: what comes in until its end will find it closed.")
        yield Check("over", Finding.LOOK, sentence)


def _balanced(session: Session, month: str) -> Iterator[Check]:
    found = ledger.balances(session.database, month, month)
    debit, credit = sum(one.debit for one in found), sum(one.credit for one in found)
    opening = sum(one.opening for one in found)
    if debit != credit or opening:
        sentence = _(
            "Debit and credit differ by {amount}: check the register (“Check that it is whole”)."
        ).format(amount=number_text(abs(debit - credit)))
        yield Check("balanced", Finding.STOP, sentence, "backups")
    else:
        sentence = _("Debit and credit are equal: {amount} on each side.").format(
            amount=number_text(debit)
        )
        yield Check("balanced", Finding.FINE, sentence)


def _earlier(session: Session, month: str) -> Iterator[Check]:
    found = open_months(session, before=month)
    if found:
        sentence = ngettext(
            "{count} month before this one is still open, since {month}.",
            "{count} months before this one are still open, since {month}.",
            len(found),
        ).format(count=number_text(len(found)), month=date_text(found[0]))
        yield Check("earlier", Finding.LOOK, sentence, "books", ("months", found[0]))
    else:
        yield Check("earlier", Finding.FINE, _("All months before it are closed."))


def _assessed(session: Session, month: str) -> Iterator[Check]:
    if not dues.list_rules(session.database):
        return
    if dues.assessed(session.database, month):
        yield Check("assessed", Finding.FINE, _("The dues of the month are assessed."))
    else:
        sentence = _("The dues of the month are not assessed: nobody owes anything for it yet.")
        yield Check("assessed", Finding.LOOK, sentence, "dues", ("assess", month))


def _money(session: Session, month: str) -> Iterator[Check]:
    for one in ledger.balances(session.database, month, month):
        if one.account.role in {roles.CASH, roles.BANK} and one.closing < 0:
            sentence = _(
                "{account} stands at {amount} at the end of the month, less than nothing: a "
                "receipt is missing, or a payment stands twice."
            ).format(account=one.account.name, amount=number_text(one.closing))
            yield Check("money", Finding.LOOK, sentence, "books", ("account", one.account.code))


def _shares(session: Session, month: str) -> Iterator[Check]:
    collected = collected_in(session, first=month, last=month)
    if not any(one.rule for one in collected):
        return
    left = sum(abs(one.to_book) for one in list_shares(session, first=month, last=month))
    if left:
        sentence = _(
            "The share of the levels above is not booked, or not as it is now: settle it first."
        )
        yield Check("shares", Finding.LOOK, sentence, "books", ("part", "shares"))
    else:
        yield Check("shares", Finding.FINE, _("The share of the levels above is booked."))


def _counted(session: Session, month: str) -> Iterator[Check]:
    cash = ledger.find_by_role(session.database, roles.CASH)
    if cash is None or not _moved(session, cash, month):
        return
    counts = [one for one in list_counts(session) if one.counted_on[:7] == month]
    if not counts:
        sentence = _("The cash box was not counted in this month.")
        yield Check("counted", Finding.LOOK, sentence, "books", ("part", "cash"))
    elif counts[0].difference:
        sentence = _("The cash box, counted on {date}, differs from the cash book by {amount}.")
        told = sentence.format(
            date=date_text(counts[0].counted_on), amount=number_text(counts[0].difference)
        )
        yield Check("counted", Finding.LOOK, told, "books", ("part", "cash"))
    else:
        sentence = _("The cash box was counted on {date} and agrees with the cash book.")
        told = sentence.format(date=date_text(counts[0].counted_on))
        yield Check("counted", Finding.FINE, told)


def _moved(session: Session, account: int, month: str) -> bool:
    found = ledger.balances(session.database, month, month)
    return any(one.account.id == account and (one.debit or one.credit) for one in found)


def _matched(session: Session, month: str) -> Iterator[Check]:
    for account in list_bank_accounts(session):
        lines = list_bank_lines(session, account=account.code, first=month, last=month)
        left = sum(1 for one in lines if one.open)
        if left:
            sentence = ngettext(
                "{count} line of {account} has no voucher.",
                "{count} lines of {account} have no voucher.",
                left,
            ).format(count=number_text(left), account=account.name)
            yield Check("matched", Finding.LOOK, sentence, "books", ("part", "bank"))
        elif lines:
            sentence = _("Every line of {account} has its voucher.").format(account=account.name)
            yield Check("matched", Finding.FINE, sentence)


CHECKS: tuple[Callable[[Session, str], Iterator[Check]], ...] = (
    _over,
    _balanced,
    _earlier,
    _assessed,
    _shares,
    _money,
    _counted,
    _matched,
)
"""What is looked at before a month is closed; each gives what it found, or nothing to say."""
