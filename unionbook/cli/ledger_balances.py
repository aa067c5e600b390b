# SPDX-License-Identifier: Apache-2.0
"""``unionbook ledger``: where accounts stand, and months closed and reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import Group, argument, command, option
from unionbook.cli.money import ACCOUNT, MONTH, money_text, month_text
from unionbook.cli.tables import table
from unionbook.domain import clock, periods
from unionbook.operations import ledger, month_closing
from unionbook.operations.month_closing import Finding
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_month = argument("month", metavar=MONTH)


@command("balance", help=N_("Say where an account stands at the end of a day."))
@argument("code", metavar=ACCOUNT)
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@uses_register(Access.READS)
def balance(session: Session, code: str, on: str) -> Answer:
    """Give a balance."""
    account, day = ledger.account(session, code=code), ledger.day_of(on)
    amount = ledger.balance_on(session, account_id=account.id, on=day)
    sentence = _("{code} {name} on {date}: {amount}").format(
        code=account.code, name=account.name, date=date_text(day), amount=number_text(amount)
    )
    return Answer({"account": account.code, "on": day, "balance": amount}, [sentence])


@command("trial-balance", help=N_("List what moved on every account."))
@option("--from", "first", metavar=MONTH, default="", help=N_("From this month on."))
@option("--to", "last", metavar=MONTH, default="", help=N_("Up to this month."))
@uses_register(Access.READS)
def trial_balance(session: Session, first: str, last: str) -> Answer:
    """Give the trial balance; of this month where none is said."""
    until = periods.read_month(last) if last else clock.today()[:7]
    since = periods.read_month(first) if first else until
    found = ledger.trial_balance(session, first=since, last=until)
    data = [
        {
            "account": one.account.code,
            "name": one.account.name,
            "opening": one.opening,
            "debit": one.debit,
            "credit": one.credit,
            "closing": one.closing,
        }
        for one in found
    ]
    rows = [
        [
            one.account.code,
            one.account.name,
            *map(money_text, (one.opening, one.debit, one.credit, one.closing)),
        ]
        for one in found
    ]
    sums = [sum(one.debit for one in found), sum(one.credit for one in found)]
    rows.append(["", _("Total"), "", *map(number_text, sums), ""])
    headings = [_("Code"), _("Account"), _("Opening"), _("Debit"), _("Credit"), _("Closing")]
    totals = {"debit": sums[0], "credit": sums[1]}
    return Answer(
        {"first": since, "last": until, "accounts": data, "total": totals},
        table(headings, rows, right=(2, 3, 4, 5)),
    )


@command("months", help=N_("List the months: vouchers, closed or open, what differs since."))
@uses_register(Access.READS)
def months(session: Session) -> Answer:
    """List months."""
    found = month_closing.list_months(session)
    data = [
        {
            "month": one.month,
            "vouchers": one.vouchers,
            "closed": one.closed,
            "reopened": one.reopened,
            "reason": one.reason,
            "differences": one.differences,
        }
        for one in found
    ]
    rows = [
        [
            month_text(one.month),
            number_text(one.vouchers),
            _("closed") if one.closed else _("open"),
            number_text(one.differences) if one.differences else "",
            one.reason,
        ]
        for one in found
    ]
    headings = [_("Month"), _("Vouchers"), _("State"), _("Differences"), _("Reason")]
    return Answer({"months": data}, table(headings, rows, right=(1, 3)))


@command("check", help=N_("Say what to look at before a month is closed."))
@_month
@uses_register(Access.READS)
def check(session: Session, month: str) -> Answer:
    """Look at a month."""
    sight = month_closing.look_at_month(session, month=month)
    signs = {Finding.FINE: "+", Finding.LOOK: "!", Finding.STOP: "×"}
    lines = [f"{signs[one.finding]} {one.sentence}" for one in sight.checks]
    data = {
        "month": sight.month.month,
        "closed": sight.month.closed,
        "may_be_closed": sight.may_be_closed,
        "checks": [
            {"name": one.name, "finding": one.finding.value, "message": one.sentence}
            for one in sight.checks
        ],
    }
    return Answer(data, lines or [_("{month} is closed already.").format(month=month)])


@command(
    "close", help=N_("Close a month: nothing is posted into it any more, its figures are kept.")
)
@_month
@option("--running", is_flag=True, help=N_("Close it though it is not over yet."))
@uses_register(Access.WRITES)
def close(session: Session, month: str, *, running: bool) -> Answer:
    """Close a month."""
    changes = ledger.close_month(session, month=month, running=running)
    wanted = periods.read_month(month)
    sentence = _("{month} is closed.").format(month=month_text(wanted))
    return changed(changes, sentence, month=wanted)


@command("reopen", help=N_("Reopen a closed month; only the head may."))
@_month
@option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why it is reopened."))
@uses_register(Access.WRITES)
def reopen(session: Session, month: str, reason: str) -> Answer:
    """Reopen a month."""
    changes = ledger.reopen_month(session, month=month, reason=reason)
    wanted = periods.read_month(month)
    sentence = _("{month} is open again.").format(month=month_text(wanted))
    return changed(changes, sentence, month=wanted)


@command(
    "closings", help=N_("List the months that were closed, and what differs from their figures.")
)
@uses_register(Access.READS)
def closings(session: Session) -> Answer:
    """List closings."""
    data, rows = [], []
    for one in ledger.list_closings(session):
        moved = ledger.differences_since_closing(session, month=one.month)
        differences = [
            {"account": code, "reported": before, "now": now}
            for code, (before, now) in moved.items()
        ]
        data.append(
            {
                "id": number(one.id),
                "month": one.month,
                "reopened": one.reopened,
                "reason": one.reason,
                "differences": differences,
            }
        )
        state = _("open again") if one.reopened else _("closed")
        rows.append([month_text(one.month), state, one.reason, ", ".join(moved)])
    headings = [_("Month"), _("Now"), _("Reason"), _("Other than reported")]
    return Answer({"closings": data}, table(headings, rows))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook ledger``."""
    for one in (balance, trial_balance, months, check, close, reopen, closings):
        parent.add_command(one)
