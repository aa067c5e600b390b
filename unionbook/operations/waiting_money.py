# SPDX-License-Identifier: Apache-2.0
"""What waits of money from outside: the employer's fund, the bank, payrolls, joining fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import clock, periods
from unionbook.domain.dues_templates import templates_of
from unionbook.operations import bank, employer_fund, joining_fees, payroll_rest, share_rules
from unionbook.operations.waits import Source, Waiting
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.operations.sessions import Session

_LOOKED_BACK = 11
"""Months before this one in which the employer's fund is looked for."""
_OLD_LINE = 3
"""Months for which a line of the bank is somebody's concern; older ones were let be."""


def _fund(session: Session) -> Iterator[Waiting]:
    if not templates_of(session.info.country).funds or not share_rules.list_fund_rules(session):
        return
    last = clock.today()[:7]
    found = [
        one
        for one in employer_fund.list_periods(
            session, first=periods.later(last, -_LOOKED_BACK), last=last
        )
        # Wages of members alone are a guess: nobody is reminded by a guess.
        if one.late and one.basis == employer_fund.TYPED
    ]
    if found:
        amount = sum(one.missing for one in found)
        yield Waiting(
            "fund",
            _("{amount} of the employer fund has not come").format(
                amount=f"{number_text(amount)} {session.info.currency}"
            ),
            _("The oldest was due on {date}.").format(date=date_text(found[0].due_on)),
            _("See what is missing"),
            "books",
            ("part", "shares"),
            count=len(found),
            since=found[0].due_on,
            amount=amount,
        )


def _lines(session: Session) -> Iterator[Waiting]:
    first = periods.later(clock.today()[:7], -_OLD_LINE)
    found = [
        line
        for account in bank.list_bank_accounts(session)
        for line in bank.list_bank_lines(session, account=account.code, first=first, open_only=True)
    ]
    if found:
        title = ngettext(
            "{count} line of the bank has no voucher",
            "{count} lines of the bank have no voucher",
            len(found),
        )
        since = min(one.dated_on for one in found)
        yield Waiting(
            "bank",
            title.format(count=number_text(len(found))),
            _("The oldest is of {date}. Match it, or make a voucher from it.").format(
                date=date_text(since)
            ),
            _("Look at the bank"),
            "books",
            ("part", "bank"),
            count=len(found),
            since=since,
        )


def _payroll(session: Session) -> Iterator[Waiting]:
    months: dict[str, list[int]] = {}
    for one in payroll_rest.list_rest(session):
        months.setdefault(one.month, []).append(one.amount)
    for month, amounts in months.items():
        title = ngettext(
            "{count} line of the payroll of {month} to resolve",
            "{count} lines of the payroll of {month} to resolve",
            len(amounts),
        )
        amount = sum(amounts)
        yield Waiting(
            "payroll",
            title.format(count=number_text(len(amounts)), month=date_text(month)),
            _("{amount} was deducted and is posted to nobody yet.").format(
                amount=f"{number_text(amount)} {session.info.currency}"
            ),
            _("Resolve them"),
            "dues",
            ("check_off", month),
            count=len(amounts),
            since=month,
            amount=amount,
        )


def _fees(session: Session) -> Iterator[Waiting]:
    found = joining_fees.list_owed(session)
    if found:
        title = ngettext(
            "{count} member has not paid the joining fee",
            "{count} members have not paid the joining fee",
            len(found),
        )
        amount = sum(one.left for one in found)
        yield Waiting(
            "joining_fees",
            title.format(count=number_text(len(found))),
            _("{amount} in all; the first joined on {date}.").format(
                amount=f"{number_text(amount)} {session.info.currency}",
                date=date_text(found[0].joined_on),
            ),
            _("See the dues"),
            "dues",
            count=len(found),
            since=found[0].joined_on,
            amount=amount,
        )


MONEY_SOURCES: tuple[Source, ...] = (
    Source("fund", "post_voucher", _fund),
    Source("bank", "reconcile_bank", _lines),
    Source("payroll", "record_payment", _payroll),
    Source("joining_fees", "record_payment", _fees),
)
"""What may wait of money from outside."""
