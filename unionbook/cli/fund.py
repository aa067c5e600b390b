# SPDX-License-Identifier: Apache-2.0
"""``unionbook fund``: what the employer owes on its wages, what came and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, MONTH, money_text, month_text
from unionbook.cli.share_rules import fund_rules
from unionbook.cli.tables import table
from unionbook.domain import clock, periods
from unionbook.operations import employer_fund
from unionbook.operations.employer_fund import FundPart
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.money_report import period_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_BASES = {
    employer_fund.TYPED: N_("entered"),
    employer_fund.FROM_WAGES: N_("members' wages"),
}


@group(help=N_("The employer fund: rules, wages, what is expected, received and missing."))
def fund_command() -> None:
    """Hold the commands on the employer fund."""


fund_command.add_command(fund_rules, "rules")


@fund_command.command("wages", help=N_("Enter the wages of a month that the fund is owed on."))
@argument("month", metavar=MONTH)
@argument("amount", metavar=N_("AMOUNT"), type=MONEY)
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note."))
@uses_register(Access.WRITES)
def set_wages(session: Session, month: str, amount: int, note: str) -> Answer:
    """Enter wages."""
    changes = employer_fund.set_wage_fund(session, month=month, amount=amount, note=note)
    wanted = periods.read_month(month)
    sentence = _("Wages of {month}: {amount}.").format(
        month=month_text(wanted), amount=number_text(amount)
    )
    return changed(changes, sentence, month=wanted, amount=amount)


@fund_command.command("list", help=N_("List what is expected, received and missing by period."))
@argument("period", metavar=N_("PERIOD"), default="")
@uses_register(Access.READS)
def list_periods(session: Session, period: str) -> Answer:
    """List periods; of this year where none is said."""
    first, last = periods.read_period(period or clock.today()[:4])
    found = employer_fund.list_periods(session, first=first, last=last)
    data = [
        {
            "first": one.first,
            "last": one.last,
            "wages": one.wages,
            "basis": one.basis,
            "rule": one.rule.name,
            "expected": one.expected,
            "due_on": one.due_on,
            "received": one.received,
            "missing": one.missing,
            "late": one.late,
        }
        for one in found
    ]
    rows = [
        [
            period_text(one.first, one.last),
            number_text(one.wages),
            _(_BASES[one.basis]),
            number_text(one.expected),
            date_text(one.due_on),
            money_text(one.received),
            money_text(one.missing),
        ]
        for one in found
    ]
    headings = [
        _("Period"), _("Wages"), "", _("To be paid in"), _("Due on"), _("Received"), _("Missing"),
    ]  # fmt: skip
    return Answer({"periods": data}, table(headings, rows, right=(1, 3, 5, 6)))


@fund_command.command(
    "receive", help=N_("Take what the employer paid into the fund, the oldest period first.")
)
@argument("amount", metavar=N_("AMOUNT"), type=MONEY)
@option("--month", metavar=MONTH, default="", help=N_("For this month; otherwise the oldest."))
@option("--into", metavar=ACCOUNT, default="bank", help=N_("What the money goes into."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--payer", metavar=N_("NAME"), default="", help=N_("Who pays."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@option("--papers", type=click.IntRange(min=0), default=0, help=N_("How many papers are attached."))
@uses_register(Access.WRITES)
def receive(session: Session, /, amount: int, month: str, **told: Any) -> Answer:
    """Take a payment of the employer."""
    parts = (
        [FundPart(periods.read_month(month), amount)]
        if month
        else employer_fund.propose_receipt(session, amount=amount)
    )
    changes = employer_fund.record_receipt(session, parts=parts, **told)
    data = [{"month": one.month, "amount": one.amount} for one in parts]
    return with_more(posted(session, changes), parts=data)
