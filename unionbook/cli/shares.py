# SPDX-License-Identifier: Apache-2.0
"""``unionbook shares``: what of the money collected goes up, booked month by month and remitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, MONTH, money_text, month_text
from unionbook.cli.share_rules import rules
from unionbook.cli.tables import table
from unionbook.domain import clock, periods
from unionbook.domain.shares import ShareKind
from unionbook.operations import remittances, shares
from unionbook.operations.dues_words import percent_text
from unionbook.operations.share_reports import kind_text, level_text, source_text
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.operations.remittances import RemittancePart
    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import Collected, ShareLine

_KINDS = click.Choice([one.value for one in ShareKind])


@group(help=N_("The share of the levels above: rules, months settled, remittances."))
def shares_command() -> None:
    """Hold the commands on shares."""


shares_command.add_command(rules)


@shares_command.command(
    "list",
    help=N_("List what each level is due month by month, what is booked, paid and left."),
)
@option("--from", "first", metavar=MONTH, default="", help=N_("From this month on."))
@option("--to", "last", metavar=MONTH, default="", help=N_("Up to this month."))
@uses_register(Access.READS)
def list_shares(session: Session, first: str, last: str) -> Answer:
    """List shares."""
    found = shares.list_shares(session, first=first, last=last)
    rows = [
        [
            month_text(one.month),
            kind_text(one.kind),
            level_text(one.level),
            *map(money_text, (one.due, one.booked, one.paid, one.left)),
            date_text(one.due_on),
        ]
        for one in found
    ]
    headings = [
        _("Month"), _("Of what"), _("Level"), _("Due"), _("Booked"), _("Remitted"),
        _("Still to remit"), _("Due on"),
    ]  # fmt: skip
    data = {"shares": [_line_data(one) for one in found], "left": sum(one.left for one in found)}
    return Answer(data, table(headings, rows, right=(3, 4, 5, 6)))


def _line_data(one: ShareLine) -> dict[str, Any]:
    return {
        "month": one.month,
        "kind": one.kind.value if one.kind else None,
        "level": one.level,
        "rule": one.rule.name if one.rule else None,
        "rate": one.rule.rate(one.level) if one.rule else None,
        "collected": one.collected,
        "due": one.due,
        "booked": one.booked,
        "paid": one.paid,
        "left": one.left,
        "due_on": one.due_on,
    }


@shares_command.command("explain", help=N_("Say why so much goes up of a month, and what stays."))
@argument("month", metavar=MONTH)
@uses_register(Access.READS)
def explain(session: Session, month: str) -> Answer:
    """Explain a month."""
    wanted = periods.read_month(month)
    found = shares.collected_in(session, first=wanted, last=wanted)
    data = [
        {
            "kind": one.kind.value,
            "collected": one.amount,
            "rule": one.rule.name if one.rule else None,
            "source": one.rule.source if one.rule else None,
            "certainty": one.rule.certainty if one.rule else None,
            "shares": dict(one.shares),
            "kept": one.kept,
        }
        for one in found
    ]
    lines = [line for one in found for line in _told(one)]
    return Answer({"month": wanted, "collected": data}, lines or [_("Nothing was collected.")])


def _told(one: Collected) -> list[str]:
    """Say of one kind of money what was collected, by which rule, who gets what."""
    head = f"{kind_text(one.kind)}: {number_text(one.amount)}"
    if one.rule is None:
        return [head, "  " + _("No rule shares it out: all of it stays with the branch.")]
    rule = source_text(one.rule.name, one.rule.source, one.rule.certainty)
    levels = [
        f"  {level_text(level)} {percent_text(one.rule.rate(level))}: {number_text(amount)}"
        for level, amount in one.shares
    ]
    kept = _("The branch keeps {amount}.").format(amount=number_text(one.kept))
    return [head, f"  {rule}", *levels, f"  {kept}"]


@shares_command.command(
    "settle",
    help=N_(
        "Book what the levels above are due of a month, or of several.\n\n"
        "Run again after a correction, it books only the difference."
    ),
)
@argument("period", metavar=N_("PERIOD"))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise the month's last."))
@uses_register(Access.WRITES)
def settle(session: Session, period: str, on: str) -> Answer:
    """Settle months."""
    first, last = periods.read_period(period)
    last = min(last, max(first, clock.today()[:7]))
    months = [
        (month, shares.settle_shares(session, month=month, on=on))
        for month in periods.span(first, last)
    ]
    done = [(month, changes) for month, changes in months if changes is not None]
    data: dict[str, Any] = {
        "step": None, "operation": "settle_shares", "changed": {}, "voucher": None,
    }  # fmt: skip
    answer = (
        posted(session, done[-1][1]) if done else Answer(data, [_("There is nothing to book.")])
    )
    return with_more(answer, months=[month for month, _changes in done])


def _narrowed(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that say what is remitted."""
    for one in (
        option("--amount", type=MONEY, help=N_("How much; otherwise all that is due.")),
        option("--level", metavar=N_("NAME"), default="", help=N_("Only to this level.")),
        option("--of", "kind", type=_KINDS, help=N_("Of which money.")),
        option("--until", metavar=MONTH, default="", help=N_("Up to this month.")),
    ):
        function = one(function)
    return function


def _parts_data(parts: Sequence[RemittancePart]) -> list[dict[str, Any]]:
    return [
        {
            "month": one.month,
            "kind": one.kind.value if one.kind else None,
            "level": one.level,
            "amount": one.amount,
        }
        for one in parts
    ]


@shares_command.command("propose", help=N_("Say which months a remittance would settle."))
@_narrowed
@uses_register(Access.READS)
def propose(session: Session, /, **said: Any) -> Answer:
    """Propose a remittance."""
    said["kind"] = said["kind"] or ""
    parts = remittances.propose_remittance(session, **said)
    total = sum(one.amount for one in parts)
    rows = [
        [month_text(one.month), kind_text(one.kind), level_text(one.level), money_text(one.amount)]
        for one in parts
    ]
    rows.append(["", "", _("Total"), number_text(total)])
    headings = [_("Month"), _("Of what"), _("Level"), _("Amount")]
    data = {"total": total, "parts": _parts_data(parts)}
    return Answer(data, table(headings, rows, right=(3,)))


@shares_command.command("remit", help=N_("Pay the levels above, the oldest month first."))
@_narrowed
@option("--from-account", "out_of", metavar=ACCOUNT, default="bank", help=N_("Paid out of this."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--name", "payee", metavar=N_("NAME"), default="", help=N_("Who is paid."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@option("--papers", type=click.IntRange(min=0), default=0, help=N_("How many papers are attached."))
@uses_register(Access.WRITES)
def remit(
    session: Session,
    /,
    amount: int | None,
    level: str,
    kind: str | None,
    until: str,
    **told: Any,
) -> Answer:
    """Remit."""
    parts = remittances.propose_remittance(
        session, amount=amount, level=level, kind=kind or "", until=until
    )
    changes = remittances.record_remittance(session, parts=parts, **told)
    return with_more(posted(session, changes), parts=_parts_data(parts))


@shares_command.command("due", help=N_("Say what is due to the levels above today."))
@uses_register(Access.READS)
def due(session: Session) -> Answer:
    """Say what is due."""
    found = remittances.remittances_due(session)
    lines = [_("Due: {amount}.").format(amount=number_text(found.total))]
    if found.due_on:
        lines.append(_("To be paid by {date}.").format(date=date_text(found.due_on)))
    if found.unsettled:
        months = ", ".join(month_text(month) for month in found.unsettled)
        lines.append(_("Not booked yet: {months}. Settle these months.").format(months=months))
    data = {
        "total": found.total,
        "since": found.since,
        "due_on": found.due_on,
        "late": found.late,
        "unsettled": list(found.unsettled),
    }
    return Answer(data, lines)
