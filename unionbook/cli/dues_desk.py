# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues``: what assessing would post, money given back, receipts of a day, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, member_argument
from unionbook.cli.commands import ROW, Group, argument, command, file_option, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import MONEY, MONTH, money_text, month_text, people
from unionbook.cli.tables import table
from unionbook.domain.dues import EXEMPTIONS
from unionbook.operations import dues_desk, dues_preview, dues_reminders, dues_rules
from unionbook.operations.dues_words import reason_of
from unionbook.operations.members import find_member
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session


@command("preview", help=N_("Say what assessing a month would post, and why; post nothing."))
@argument("month", metavar=MONTH)
@uses_register(Access.READS)
def preview(session: Session, month: str) -> Answer:
    """Preview an assessment."""
    found = dues_preview.preview_assessment(session, month=month)
    rules = dues_rules.list_rules(session)
    data = {
        "month": found.month,
        "owing": found.owing,
        "exempt": found.exempt,
        "total": found.total,
        "difference": found.difference,
        "fresh": found.fresh,
        "changed": found.changed,
        "closed": found.closed,
        "without_wage": [number(one) for one in found.without_wage],
        "exemptions": dict(found.exemptions),
        "rules": [
            {"rule": number(one.rule.id), "members": one.members, "amount": one.amount}
            for one in found.by_rule
        ],
        "differences": [
            {
                "member": number(one.member),
                "full_name": one.name,
                "before": one.before.amount if one.before else None,
                "now": one.now.amount,
                "reason": reason_of(one.now, rules),
            }
            for one in found.differences
        ],
    }
    told = _("{month}: {owing} owe {total} in all, {exempt} are exempt; new: {difference}.").format(
        month=month_text(found.month),
        owing=number_text(found.owing),
        total=number_text(found.total),
        exempt=number_text(found.exempt),
        difference=number_text(found.difference),
    )
    rows = [
        [
            one.name,
            money_text(one.before.amount) if one.before else "",
            money_text(one.now.amount),
            reason_of(one.now, rules),
        ]
        for one in found.differences
    ]
    headings = [_("Name"), _("Before"), _("Now"), _("Why")]
    lines = ["", *table(headings, rows, right=(1, 2))] if rows else []
    return Answer(data, [told, *lines])


@command("refund", help=N_("Give dues back: what was paid ahead, or an amount, latest first."))
@member_argument()
@option("--amount", type=MONEY, help=N_("How much; otherwise what was paid ahead."))
@option("--out-of", type=click.Choice(("cash", "bank")), default="cash", help=N_("Out of what."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--payee", metavar=N_("NAME"), default="", help=N_("Who gets it; otherwise the member."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@uses_register(Access.WRITES)
def refund(session: Session, /, member: str, amount: int | None, **told: str) -> Answer:
    """Give dues back."""
    key = find_member(session, key=member)
    parts = dues_desk.propose_refund(session, member_id=key, amount=amount)
    changes = dues_desk.refund_dues(session, parts=parts, **told)
    shown = [
        {"member": number(one.member), "month": one.month, "amount": one.amount} for one in parts
    ]
    return with_more(posted(session, changes), parts=shown)


@command("receipts", help=N_("List the receipts and refunds of dues of a day."))
@argument("day", metavar=N_("DATE"), required=False, default="")
@uses_register(Access.READS)
def receipts(session: Session, day: str) -> Answer:
    """List receipts; of today where no day is said."""
    found = dues_desk.receipts_of_day(session, on=day)
    total = sum(one.amount for one in found)
    data: dict[str, Any] = {
        "total": total,
        "receipts": [
            {
                "voucher": number(one.voucher),
                "number": one.number,
                "counterparty": one.payer,
                "reason": one.reason,
                "amount": one.amount,
                "reversed": one.reversed,
            }
            for one in found
        ],
    }
    rows = [[one.number, one.payer, one.reason, number_text(one.amount)] for one in found]
    rows.append(["", _("Total"), "", number_text(total)])
    headings = [_("Number"), _("Name"), _("Reason"), _("Amount")]
    return Answer(data, table(headings, rows, right=(3,)))


@command("remind", help=N_("Write reminders to those who owe dues, three to a page."))
@argument("month", metavar=MONTH)
@argument("keys", metavar=MEMBER, nargs=-1)
@file_option("--out", "path", required=True, help=N_("The PDF to write."))
@uses_register(Access.NOTES)
def remind(session: Session, month: str, keys: Sequence[str], path: Path) -> Answer:
    """Write reminders."""
    ids = [find_member(session, key=key) for key in keys]
    count = dues_reminders.print_reminders(session, path=path, month=month, member_ids=ids)
    told = ngettext("{name}: {count} reminder", "{name}: {count} reminders", count)
    line = told.format(name=path, count=number_text(count))
    return Answer({"file": str(path), "reminders": count}, [line])


@group(help=N_("Who is exempt from dues, and until when."))
def exemptions() -> None:
    """Hold the commands on exemptions."""


@exemptions.command("list", help=N_("List exemptions, the latest first."))
@uses_register(Access.READS)
def list_exemptions(session: Session) -> Answer:
    """List exemptions."""
    found = dues_rules.list_exemptions(session)
    named = people(session, {one.member for one in found})
    data = [
        {
            "id": number(one.id),
            "member": number(one.member),
            "reason": one.reason,
            "first": one.first,
            "last": one.last,
            "decision": one.decision,
        }
        for one in found
    ]
    rows = [
        [
            str(one.id),
            named.get(one.member, {}).get("full_name", ""),
            _(EXEMPTIONS[one.reason]),
            month_text(one.first),
            month_text(one.last),
            one.decision,
        ]
        for one in found
    ]
    headings = [_("Number"), _("Name"), _("Reason"), _("From"), _("Until"), _("Decision")]
    return Answer({"exemptions": data}, table(headings, rows))


@exemptions.command("end", help=N_("Let an exemption end with a month."))
@argument("exemption", metavar=N_("NUMBER"), type=ROW)
@argument("last", metavar=MONTH)
@uses_register(Access.WRITES)
def end(session: Session, exemption: int, last: str) -> Answer:
    """End an exemption."""
    changes = dues_rules.end_exemption(session, exemption_id=exemption, last=last)
    return changed(changes, _("The exemption ends."), exemption=number(exemption))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    for one in (preview, refund, receipts, remind, exemptions):
        parent.add_command(one)
