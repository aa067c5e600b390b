# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues``: months assessed, payments taken, who owes what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import (
    check_off,
    check_off_powers,
    dues_desk,
    dues_rules,
    joining_fees,
    opening_debts,
    payroll_rest,
)
from unionbook.cli.answers import Answer, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, member_argument
from unionbook.cli.commands import argument, file_option, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import MONEY, MONTH, money_text, month_text, people
from unionbook.cli.refusing import going_on
from unionbook.cli.tables import table
from unionbook.domain import clock, periods
from unionbook.operations import dues
from unionbook.operations.dues_rules import list_rules
from unionbook.operations.dues_words import reason_of
from unionbook.operations.groups import find_group
from unionbook.operations.members import find_member
from unionbook.operations.money_papers import print_vouchers
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.dues import MonthDues, Part
    from unionbook.operations.sessions import Session

_INTO = ("cash", "bank", "in_transit")
_AGES = ("up_to_1", "up_to_3", "up_to_6", "more")
_keys = argument("keys", metavar=MEMBER, nargs=-1, required=True)
_amount = option("--amount", type=MONEY, help=N_("How much; otherwise all that is owed."))
_until = option("--until", metavar=MONTH, default="", help=N_("Only what is owed up to a month."))


@group(help=N_("Dues: rules, months assessed, payments, arrears."))
def dues_command() -> None:
    """Hold the commands on dues."""


dues_rules.add_to(dues_command)
dues_desk.add_to(dues_command)
check_off.add_to(dues_command)
payroll_rest.add_to(dues_command)
check_off_powers.add_to(dues_command)
joining_fees.add_to(dues_command)
opening_debts.add_to(dues_command)


@dues_command.command(
    "assess",
    help=N_(
        "Assess everybody for a month.\n\n"
        "It may be run again after a correction: it posts only the difference."
    ),
)
@argument("month", metavar=MONTH)
@uses_register(Access.WRITES)
def assess(session: Session, month: str) -> Answer:
    """Assess a month."""
    found = dues.assess_month(session, month=month)
    data = {
        "step": number(found.commit_id or None),
        "month": found.month,
        "owing": found.owing,
        "exempt": found.exempt,
        "total": found.total,
        "difference": found.difference,
        "changed": found.changed,
        "without_wage": [number(one) for one in found.without_wage],
    }
    sentence = _("{month}: {owing} owe {total} in all, {exempt} are exempt; new: {difference}.")
    notes: tuple[str, ...] = ()
    if found.without_wage:
        warning = _("No wage is known of {count} members: enter it and assess again.")
        notes = (warning.format(count=len(found.without_wage)),)
    line = sentence.format(
        month=month_text(found.month),
        owing=number_text(found.owing),
        total=number_text(found.total),
        exempt=number_text(found.exempt),
        difference=number_text(found.difference),
    )
    return Answer(data, [line], notes)


@dues_command.command("propose", help=N_("Say what a payment would settle, the oldest first."))
@_keys
@_amount
@_until
@uses_register(Access.READS)
def propose(session: Session, keys: Sequence[str], amount: int | None, until: str) -> Answer:
    """Propose a payment."""
    parts = _parts(session, keys, amount, until)
    total = sum(one.amount for one in parts)
    named = people(session, {one.member for one in parts})
    rows = [
        [named[one.member]["full_name"], month_text(one.month), number_text(one.amount)]
        for one in parts
    ]
    rows.append([_("Total"), "", number_text(total)])
    headings = [_("Member"), _("Month"), _("Amount")]
    data = {"total": total, "parts": _parts_data(parts)}
    return Answer(data, table(headings, rows, right=(2,)))


def _parts(session: Session, keys: Sequence[str], amount: int | None, until: str) -> list[Part]:
    # Naming somebody twice pays once: the order said is the order in which money goes ahead.
    ids = list(dict.fromkeys(find_member(session, key=key) for key in keys))
    return dues.propose_payment(session, member_ids=ids, amount=amount, until=until)


def _parts_data(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [
        {"member": number(one.member), "month": one.month, "amount": one.amount} for one in parts
    ]


@dues_command.command(
    "pay",
    help=N_(
        "Take a payment of dues, for one member or several.\n\n"
        "It settles the oldest month first, then months ahead."
    ),
)
@_keys
@_amount
@_until
@option("--into", type=click.Choice(_INTO), default="cash", help=N_("Where the money goes."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--payer", metavar=N_("NAME"), default="", help=N_("Who pays; otherwise the member."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@file_option("--receipt", help=N_("Write the receipt to this PDF."))
@uses_register(Access.WRITES)
def pay(
    session: Session,
    /,
    keys: Sequence[str],
    amount: int | None,
    until: str,
    receipt: Path | None,
    **told: str,
) -> Answer:
    """Take a payment."""
    parts = _parts(session, keys, amount, until)
    changes = dues.record_payment(session, parts=parts, **told)
    answer = with_more(posted(session, changes), parts=_parts_data(parts))
    if receipt is None:
        return with_more(answer, receipt=None)
    # The money is in the books: a disk that is full must not make it look otherwise.
    notes = going_on(lambda: print_vouchers(session, path=receipt, ids=changes.rows["vouchers"]))
    return with_more(answer, notes, receipt=None if notes else str(receipt))


@dues_command.command("member", help=N_("Show what a member owed and paid, month by month."))
@member_argument()
@uses_register(Access.READS)
def of_member(session: Session, member: str) -> Answer:
    """Show a member's dues."""
    key = find_member(session, key=member)
    found = dues.member_dues(session, member_id=key)
    rows = [
        [month_text(one.month), *map(money_text, (one.assessed, one.paid, one.left))]
        for one in found
    ]
    left = sum(one.left for one in found)
    rows.append([_("Total"), *_sums(found)])
    headings = [_("Month"), _("Assessed"), _("Paid"), _("Owed")]
    data = {
        "member": number(key),
        "left": left,
        "months": [{"month": one.month, **_month_data(one)} for one in found],
    }
    return Answer(data, table(headings, rows, right=(1, 2, 3)))


def _sums(found: Sequence[MonthDues]) -> list[str]:
    return [
        number_text(sum(amounts))
        for amounts in (
            [one.assessed for one in found],
            [one.paid for one in found],
            [one.left for one in found],
        )
    ]


def _month_data(one: MonthDues) -> dict[str, int]:
    return {"assessed": one.assessed, "paid": one.paid, "left": one.left}


@dues_command.command("arrears", help=N_("List who owes dues at the end of a month."))
@argument("month", metavar=MONTH, required=False)
@option("--department", metavar=N_("NAME"), help=N_("Only members of this department."))
@uses_register(Access.READS)
def arrears(session: Session, month: str | None, department: str | None) -> Answer:
    """List arrears; at the end of this month where none is said."""
    wanted = periods.read_month(month or clock.today()[:7])
    found = dues.list_arrears(session, month=wanted)
    named = people(session, {one.member for one in found})
    if department:
        find_group(session, name=department, kind="department")  # a misspelt one owes nothing
        same = department.strip().casefold()
        found = [one for one in found if named[one.member]["department"].casefold() == same]
    data = [
        {
            "member": number(one.member),
            **named[one.member],
            "total": one.total,
            "since": one.since,
            "months": one.months,
            "by_age": dict(zip(_AGES, one.by_age, strict=True)),
        }
        for one in found
    ]
    total = sum(one.total for one in found)
    rows = [
        [
            *named[one.member].values(),
            month_text(one.since),
            str(one.months),
            number_text(one.total),
        ]
        for one in found
    ]
    rows.append(["", _("Total"), "", "", "", number_text(total)])
    headings = [_("Number"), _("Name"), _("Department"), _("Since"), _("Months"), _("Owed")]
    return Answer(
        {"month": wanted, "total": total, "arrears": data},
        table(headings, rows, right=(4, 5)),
    )


@dues_command.command("grid", help=N_("Show a year: members by months."))
@argument("year", metavar=N_("YEAR"), type=click.IntRange(1900, 9999), required=False)
@uses_register(Access.READS)
def grid(session: Session, year: int | None) -> Answer:
    """Show the grid of a year, of this one where none is said."""
    wanted = year or int(clock.today()[:4])
    found = dues.dues_grid(session, year=wanted)
    named = people(session, found)
    data = [
        {
            "member": number(member),
            **named[member],
            "months": {month: _month_data(one) for month, one in months.items()},
        }
        for member, months in found.items()
    ]
    columns = [f"{wanted:04d}-{month:02d}" for month in range(1, 13)]
    rows = [
        [
            named[member]["local_number"],
            named[member]["full_name"],
            *(_cell(months.get(column)) for column in columns),
        ]
        for member, months in found.items()
    ]
    headings = [_("Number"), _("Name"), *(column[5:] for column in columns)]
    return Answer({"year": wanted, "members": data}, table(headings, rows, right=range(2, 14)))


def _cell(one: MonthDues | None) -> str:
    """Give what was paid, and after a stroke what is still owed."""
    if one is None:
        return ""
    owed = f"/{number_text(one.left)}" if one.left > 0 else ""
    return f"{number_text(one.paid)}{owed}"


@dues_command.command("explain", help=N_("Say why a member owes what was assessed for a month."))
@member_argument()
@argument("month", metavar=MONTH)
@uses_register(Access.READS)
def explain(session: Session, member: str, month: str) -> Answer:
    """Explain an amount."""
    key = find_member(session, key=member)
    found = dues.explain(session, member_id=key, month=month)
    rules = list_rules(session)
    sentence = reason_of(found, rules)
    data = {
        "member": number(key),
        "month": periods.read_month(month),
        "amount": found.amount if found else None,
        "surcharge": found.surcharge if found else 0,
        "rule": number(found.rule or None) if found else None,
        "base": found.base if found else 0,
        "bound": found.bound if found else "",
        "exemption": found.exemption if found else "",
        "message": sentence,
    }
    amount = number_text(found.amount) if found else ""
    return Answer(data, [amount, sentence] if amount else [sentence])
