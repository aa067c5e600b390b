# SPDX-License-Identifier: Apache-2.0
"""``unionbook programme``: planned, paid, closed; ``programme_lists`` gives out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import programme_lists
from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import criteria, fits_options
from unionbook.cli.commands import argument, file_option, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, PERCENT
from unionbook.cli.programme_lists import PROGRAMME
from unionbook.cli.tables import table
from unionbook.domain.fields import SEXES
from unionbook.domain.programmes import PROGRAMME_STATE_LABELS
from unionbook.errors import UnionbookError
from unionbook.operations import money_reports, programme_money, programmes
from unionbook.operations.programme_papers import programme_report
from unionbook.operations.programmes import Entitled, Plan, ProgrammeKind
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.programmes import Programme
    from unionbook.operations.sessions import Session

_DATE = N_("DATE")
_name = argument("key", metavar=PROGRAMME)
_account = option("--account", metavar=ACCOUNT, default="cash", help=N_("Cash box or bank."))
_on = option("--on", metavar=_DATE, default="", help=N_("The day; otherwise today."))


@group(help=N_("Programmes: gifts, relief, housing, by a list that is frozen and signed."))
def programme_command() -> None:
    """Hold the commands on programmes."""


programme_lists.add_to(programme_command)


def _planned(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that say what a programme is."""
    for one in reversed(
        (
            option("--amount", type=MONEY, help=N_("What one full share is worth.")),
            option("--budget", type=MONEY, help=N_("The most the whole may cost.")),
            option("--goods", metavar=N_("TEXT"), help=N_("What the gift is made of.")),
            option("--account", metavar=ACCOUNT, help=N_("The account it is booked on.")),
            option("--decision", metavar=N_("NUMBER"), help=N_("Number of the decision.")),
            option("--planned", "planned_on", metavar=_DATE, help=N_("The day it is planned for.")),
            option("--sex", type=click.Choice(SEXES), help=N_("Only of this sex.")),
            option("--others", type=PERCENT, help=N_("What others than members get, in percent.")),
            option("--children", metavar=N_("AGES"), help=N_("For children of ages like 0-14.")),
            fits_options,
        )
    ):
        function = one(function)
    return function


@programme_command.command(
    "add",
    help=N_(
        "Plan a programme.\n\n"
        "Who is entitled is said as for lists of members; without it everybody who is a member."
    ),
)
@argument("name", metavar=N_("NAME"))
@option(
    "--kind",
    type=click.Choice([one.value for one in ProgrammeKind]),
    default=ProgrammeKind.GIFT.value,
    help=N_("What it is."),
)
@_planned
@uses_register(Access.WRITES)
def add(session: Session, /, name: str, kind: str, **told: Any) -> Answer:
    """Plan a programme."""
    plan = _plan(session, Plan(name, kind), told)
    changes = programmes.add_programme(session, plan=plan)
    return _answered(session, changes, changes.rows["programmes"][0])


@programme_command.command(
    "change", help=N_("Change a programme; a list that was made stays as it is.")
)
@_name
@option("--rename", metavar=N_("NAME"), help=N_("Another name."))
@_planned
@uses_register(Access.WRITES)
def change(session: Session, /, key: str, rename: str | None, **told: Any) -> Answer:
    """Change a programme."""
    number_of = programmes.find_programme(session, key=key)
    held = programmes.plan_of(programmes.get_programme(session, programme_id=number_of))
    plan = _plan(session, replace(held, name=rename or held.name), told)
    changes = programmes.change_programme(session, programme_id=number_of, plan=plan)
    return _answered(session, changes, number_of)


def _plan(session: Session, plan: Plan, told: dict[str, Any]) -> Plan:
    """Give the plan with what was said of it; what was not said stays."""
    entitled = _entitled(session, plan.entitled, told)
    names = ("amount", "budget", "goods", "account", "decision", "planned_on")
    said = {name: told[name] for name in names if told[name] is not None}
    return replace(plan, entitled=entitled, **said)


def _entitled(session: Session, entitled: Entitled, told: dict[str, Any]) -> Entitled:
    fit = criteria(session, told["fitting"])
    if fit.sending:
        raise UnionbookError(
            _("A programme is not for who was sent or not. Leave --sending out, or that list.")
        )
    said: dict[str, Any] = {
        "statuses": fit.statuses,
        "department_id": fit.department_id,
        "group_id": fit.group_id,
        "text": fit.text,
        "sex": told["sex"],
        "other_share": told["others"],
    }
    if told["children"] is not None:
        first, dash, last = told["children"].partition("-")
        if not (dash and first.strip().isdecimal() and last.strip().isdecimal()):
            raise click.BadParameter(_("Write ages like 0-14."))
        said |= {"children": True, "from_age": int(first), "to_age": int(last)}
    return replace(entitled, **{key: value for key, value in said.items() if value})


def _answered(session: Session, changes: Any, number_of: int) -> Answer:
    found = programmes.get_programme(session, programme_id=number_of)
    sentence = _("{name}: {state}.").format(
        name=found.name, state=_(PROGRAMME_STATE_LABELS[found.state])
    )
    return changed(changes, sentence, programme=programme_data(found))


def programme_data(one: Programme) -> dict[str, Any]:
    """Give a programme as programs read it."""
    entitled = one.entitled
    return {
        "id": number(one.id),
        "name": one.name,
        "kind": one.kind.value,
        "state": one.state.value,
        "amount": one.amount,
        "goods": one.goods,
        "budget": one.budget,
        "account": one.account,
        "decision": one.decision,
        "planned_on": one.planned_on,
        "listed_on": one.listed_on,
        "closed_on": one.closed_on,
        "entitled": {
            "statuses": list(entitled.statuses),
            "department": number(entitled.department_id),
            "group": number(entitled.group_id),
            "text": entitled.text,
            "sex": entitled.sex,
            "others": entitled.other_share,
            "children": [entitled.from_age, entitled.to_age] if entitled.children else None,
        },
        "listed": one.listed,
        "listed_amount": one.listed_amount,
        "given": one.given,
        "given_amount": one.given_amount,
        "drawn": one.drawn,
        "left": one.left,
    }


@programme_command.command("all", help=N_("List the programmes, the latest planned first."))
@uses_register(Access.READS)
def list_all(session: Session) -> Answer:
    """List programmes."""
    found = programmes.list_programmes(session)
    rows = [
        [
            one.name,
            _(PROGRAMME_STATE_LABELS[one.state]),
            date_text(one.planned_on),
            f"{number_text(one.given)}/{number_text(one.listed)}",
            number_text(one.listed_amount),
            number_text(one.drawn),
            number_text(one.budget) if one.budget else "",
        ]
        for one in found
    ]
    headings = [
        _("Name"), _("State"), _("Planned"), _("Given"), _("Of the list"), _("Paid out"),
        _("Budget"),
    ]  # fmt: skip
    data = {"programmes": [programme_data(one) for one in found]}
    return Answer(data, table(headings, rows, right=(3, 4, 5, 6)))


@programme_command.command(
    "pay", help=N_("Pay the whole list by one voucher; again, only what was added.")
)
@_name
@_account
@option("--payee", metavar=N_("NAME"), default="", help=N_("Who takes the money to give it out."))
@_on
@uses_register(Access.WRITES)
def pay(session: Session, key: str, account: str, payee: str, on: str) -> Answer:
    """Pay a programme."""
    found = programmes.find_programme(session, key=key)
    changes = programme_money.pay_programme(
        session, programme_id=found, from_account=account, payee=payee, on=on
    )
    return _paid(session, posted(session, changes), found)


def _paid(session: Session, answer: Answer, found: int) -> Answer:
    programme = programmes.get_programme(session, programme_id=found)
    return with_more(answer, programme=programme_data(programme))


@programme_command.command(
    "close", help=N_("Close a programme: what was paid and not given is returned by a voucher.")
)
@_name
@_account
@_on
@uses_register(Access.WRITES)
def close(session: Session, key: str, account: str, on: str) -> Answer:
    """Close a programme."""
    found = programmes.find_programme(session, key=key)
    changes = programme_money.close_programme(session, programme_id=found, account=account, on=on)
    if "vouchers" in changes.rows:
        return _paid(session, posted(session, changes), found)
    return with_more(_answered(session, changes, found), voucher=None)


@programme_command.command("reopen", help=N_("Reopen a closed programme, with the reason."))
@_name
@option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why."))
@uses_register(Access.WRITES)
def reopen(session: Session, key: str, reason: str) -> Answer:
    """Reopen a programme."""
    found = programmes.find_programme(session, key=key)
    changes = programme_money.reopen_programme(session, programme_id=found, reason=reason)
    return _answered(session, changes, found)


@programme_command.command(
    "print", help=N_("Write the list with room to sign, as a PDF or a workbook.")
)
@_name
@file_option("--out", "path", required=True, help=N_("The file to write, .pdf or .xlsx."))
@uses_register(Access.NOTES)
def print_list(session: Session, key: str, path: Path) -> Answer:
    """Print a list."""
    found = programmes.find_programme(session, key=key)
    report = programme_report(session, programme_id=found)
    money_reports.save_report(session, report=report, path=path)
    told = _("The list is in {file}.").format(file=path)
    return Answer({"file": str(path), "lines": len(report.rows)}, [told])
