# SPDX-License-Identifier: Apache-2.0
"""``unionbook welfare``: cases from the request to the signature, and how each kind stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import welfare_papers, welfare_rules
from unionbook.cli.answers import Answer, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import member_argument
from unionbook.cli.commands import argument, file_option, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, people
from unionbook.cli.tables import pairs, table
from unionbook.cli.welfare_answers import case_data, doubted, moved
from unionbook.domain.welfare import RELATION_LABELS, STATE_LABELS, CaseState, Relation
from unionbook.operations import welfare, welfare_reports, welfare_steps
from unionbook.operations.members import find_member
from unionbook.operations.welfare_rules import kind_names
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session
    from unionbook.operations.welfare import CaseInFull
    from unionbook.operations.welfare_reports import KindBalance

_DATE = N_("DATE")
_YEAR = click.IntRange(1900, 9999)
_case = argument("key", metavar=welfare_papers.CASE)
_note = option("--note", metavar=N_("TEXT"), default="", help=N_("What is to be said to it."))
_on = option("--on", metavar=_DATE, default="", help=N_("The day; otherwise today."))


@group(help=N_("Welfare: rules by kind, cases from the request to the signature, the estimate."))
def welfare_command() -> None:
    """Hold the commands on welfare."""


welfare_rules.add_to(welfare_command)
welfare_papers.add_to(welfare_command)


def _asking(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that say what is asked for."""
    for one in reversed(
        (
            option(
                "--relation",
                type=click.Choice([one.value for one in Relation]),
                help=N_("Whom it befell; otherwise the member."),
            ),
            option("--relative", metavar=N_("NAME"), default="", help=N_("The relative's name.")),
            option("--event", "event_on", metavar=_DATE, default="", help=N_("When it happened.")),
            option("--amount", type=MONEY, default=0, help=N_("Another amount than the rule's.")),
            option("--payee", metavar=N_("NAME"), default="", help=N_("Who takes the money.")),
            option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason.")),
            file_option(
                "--reason-file",
                help=N_("A file that holds the reason, so that it stands in no list of commands."),
            ),
            _on,
        )
    ):
        function = one(function)
    return function


@welfare_command.command(
    "request",
    help=N_(
        "Ask for welfare for a member.\n\n"
        "Amount and payee come from the rule and the member where they are not said. What is "
        "doubtful is told and keeps nothing back. Of a confidential case the treasurer sees kind, "
        "amount and payee alone."
    ),
)
@argument("kind", metavar=N_("KIND"))
@member_argument()
@_asking
@option(
    "--confidential/--open",
    "is_confidential",
    is_flag=True,
    default=None,
    help=N_("Keep the reason under the cases' key, or not; otherwise by the rule."),
)
@option("--preview", is_flag=True, help=N_("Keep nothing; only say what it would come to."))
@uses_register(Access.WRITES, reads_if="preview")
def request(
    session: Session,
    /,
    kind: str,
    member: str,
    relation: str | None,
    reason: str,
    reason_file: Path | None,
    *,
    preview: bool,
    **told: Any,
) -> Answer:
    """Ask for welfare."""
    words = welfare_papers.read_words(reason_file) if reason_file else reason
    number_of = find_member(session, key=member)
    whom = relation or Relation.MEMBER.value
    asking = welfare.Asking(kind, number_of, relation=whom, reason=words, **told)
    if preview:
        found = welfare.propose_case(session, asking=asking)
        data: dict[str, Any] = {
            "step": None,
            "operation": "request_welfare",
            "changed": {},
            "case": None,
        }
        told_as = _("{kind}: {amount} by the rule.").format(
            kind=found.rule.name, amount=number_text(found.wish.amount)
        )
        return doubted(Answer({**data, "amount": found.wish.amount}, [told_as]), found.doubts)
    done = welfare.request_case(session, asking=asking)
    return doubted(moved(session, done.changes, done.case_id), done.doubts)


@welfare_command.command(
    "correct", help=N_("Correct a request that nobody checked yet; what is not said stays.")
)
@_case
@_asking
@uses_register(Access.WRITES)
def correct(
    session: Session, /, key: str, reason: str, reason_file: Path | None, **told: Any
) -> Answer:
    """Correct a request."""
    case = welfare.find_case(session, key=key)
    words = welfare_papers.read_words(reason_file) if reason_file else reason
    said = {name: value for name, value in {**told, "reason": words}.items() if value}
    asking = replace(welfare.asking_of(session, case_id=case), **said)
    done = welfare.correct_case(session, case_id=case, asking=asking)
    return doubted(moved(session, done.changes, case), done.doubts)


@welfare_command.command("check", help=N_("Say that a request and its papers are in order."))
@_case
@_note
@_on
@uses_register(Access.WRITES)
def check(session: Session, key: str, note: str, on: str) -> Answer:
    """Check a case."""
    case = welfare.find_case(session, key=key)
    return moved(session, welfare_steps.check_case(session, case_id=case, note=note, on=on), case)


@welfare_command.command(
    "approve",
    help=N_(
        "Approve a case that was checked; another person than who asked for it.\n\n"
        "Where it is doubtful, --note must say why it is right nevertheless."
    ),
)
@_case
@option("--amount", type=MONEY, default=0, help=N_("Another amount than the one asked for."))
@_note
@_on
@uses_register(Access.WRITES)
def approve(session: Session, key: str, amount: int, note: str, on: str) -> Answer:
    """Approve a case."""
    case = welfare.find_case(session, key=key)
    changes = welfare_steps.approve_case(session, case_id=case, amount=amount, note=note, on=on)
    return moved(session, changes, case)


@welfare_command.command("refuse", help=N_("Refuse a case, with the reason."))
@_case
@option("--note", metavar=N_("TEXT"), required=True, help=N_("Why."))
@_on
@uses_register(Access.WRITES)
def refuse(session: Session, key: str, note: str, on: str) -> Answer:
    """Refuse a case."""
    case = welfare.find_case(session, key=key)
    return moved(session, welfare_steps.refuse_case(session, case_id=case, note=note, on=on), case)


@welfare_command.command("withdraw", help=N_("Withdraw a case that was not paid."))
@_case
@_note
@_on
@uses_register(Access.WRITES)
def withdraw(session: Session, key: str, note: str, on: str) -> Answer:
    """Withdraw a case."""
    case = welfare.find_case(session, key=key)
    changes = welfare_steps.withdraw_case(session, case_id=case, note=note, on=on)
    return moved(session, changes, case)


@welfare_command.command("pay", help=N_("Pay a case that was approved, by one voucher."))
@_case
@option("--from", "source", metavar=ACCOUNT, default="cash", help=N_("Where the money is from."))
@_on
@uses_register(Access.WRITES)
def pay(session: Session, key: str, source: str, on: str) -> Answer:
    """Pay a case."""
    case = welfare.find_case(session, key=key)
    changes = welfare_steps.pay_case(session, case_id=case, from_account=source, on=on)
    found = welfare.get_case(session, case_id=case).case
    return with_more(posted(session, changes), case=case_data(found))


@welfare_command.command("acknowledge", help=N_("Note that the money was received and signed for."))
@_case
@option("--by", metavar=N_("NAME"), default="", help=N_("Who signed; otherwise the payee."))
@_on
@uses_register(Access.WRITES)
def acknowledge(session: Session, key: str, by: str, on: str) -> Answer:
    """Note a signature."""
    case = welfare.find_case(session, key=key)
    changes = welfare_steps.acknowledge_case(session, case_id=case, by=by, on=on)
    return moved(session, changes, case)


@welfare_command.command("list", help=N_("List cases, the latest first."))
@option(
    "--state",
    "states",
    type=click.Choice([one.value for one in CaseState]),
    multiple=True,
    help=N_("Only cases that are so far; may be given several times."),
)
@option("--member", metavar=N_("MEMBER"), help=N_("Only this member's."))
@option("--kind", metavar=N_("KIND"), default="", help=N_("Only of this kind."))
@option("--year", type=_YEAR, help=N_("Only of this year."))
@uses_register(Access.READS)
def list_cases(
    session: Session, states: Sequence[str], member: str | None, kind: str, year: int | None
) -> Answer:
    """List cases."""
    found = welfare.list_cases(
        session,
        states=states,
        member_id=find_member(session, key=member) if member else None,
        kind=kind,
        year=year,
    )
    names, who = kind_names(session), people(session, {one.member for one in found})
    rows = [
        [
            welfare.shown_number(one),
            date_text(one.asked_on),
            names.get(one.kind, one.kind),
            who[one.member]["full_name"],
            number_text(one.amount),
            _(STATE_LABELS[one.state]),
            _("confidential") if one.confidential else "",
        ]
        for one in found
    ]
    data = [{**case_data(one), **who[one.member]} for one in found]
    headings = [
        _("Case"), _("Asked on"), _("Kind of welfare"), _("Member"), _("Amount"), _("State"), "",
    ]  # fmt: skip
    return Answer({"cases": data}, table(headings, rows, right=(4,)))


@welfare_command.command("show", help=N_("Show a case, as far as you may know of it."))
@_case
@uses_register(Access.READS)
def show(session: Session, key: str) -> Answer:
    """Show a case."""
    found = welfare.get_case(session, case_id=welfare.find_case(session, key=key))
    about = found.about
    steps = [
        {
            "step": one.kind.value,
            "on": one.done_on,
            "by": one.user_name,
            "amount": one.amount,
            "note": note,
        }
        for one, note in zip(found.case.steps, found.notes, strict=True)
    ]
    papers = [{"id": number(x.id), "title": x.title, "on": x.added_on} for x in found.papers]
    data = {
        **case_data(found.case),
        "readable": about is not None,
        "relation": about.relation if about else "",
        "relative": about.relative if about else "",
        "event_on": about.event_on if about else "",
        "reason": about.reason if about else "",
        "steps": steps,
        "papers": papers,
    }
    return doubted(Answer({"case": data}, _shown(session, found)), found.doubts)


def _shown(session: Session, found: CaseInFull) -> list[str]:
    case, about = found.case, found.about
    who = people(session, [case.member])[case.member]["full_name"]
    known = [(_("Reason"), _("It is confidential, and not under your key."))]
    if about is not None:
        whom = _(RELATION_LABELS[Relation(about.relation)]) if about.relation else ""
        known = [
            (_("Whom it befell"), ", ".join(part for part in (whom, about.relative) if part)),
            (_("When it happened"), date_text(about.event_on)),
            (_("Reason"), about.reason),
        ]
    head = pairs(
        [
            (_("Case"), found.shown_number),
            (_("Kind of welfare"), found.rule.name),
            (_("Member"), who),
            (_("Payee"), case.payee),
            (_("Amount"), number_text(case.amount)),
            (_("State"), _(STATE_LABELS[case.state])),
            *known,
            *((_("Paper {number}").format(number=one.id), one.title) for one in found.papers),
        ]
    )
    rows = [
        [date_text(one.done_on), _(STATE_LABELS[CaseState(one.kind.value)]), one.user_name, note]
        for one, note in zip(case.steps, found.notes, strict=True)
    ]
    asked = [date_text(case.asked_on), _(STATE_LABELS[CaseState.REQUESTED]), case.user_name, ""]
    headings = [_("Date"), _("Step"), _("Who"), _("Note")]
    return [*head, "", *table(headings, [asked, *rows])]


@welfare_command.command("balance", help=N_("Say how each kind stands against the estimate."))
@argument("year", metavar=N_("YEAR"), type=_YEAR, required=False)
@uses_register(Access.READS)
def balance(session: Session, year: int | None) -> Answer:
    """Give the balance of each kind."""
    found = welfare_reports.balance(session, year=year or 0)
    rows = [
        [one.name, number_text(one.spent), number_text(one.pending), *_estimated(one)]
        for one in found
    ]
    data = [
        {
            "subject": one.subject,
            "code": one.code,
            "name": one.name,
            "cases": one.cases,
            "spent": one.spent,
            "pending": one.pending,
            "estimate": one.estimate,
            "left": one.left,
        }
        for one in found
    ]
    headings = [
        _("Kind of welfare"), _("Spent"), _("Approved"), _("Estimate"), _("Left of the estimate"),
    ]  # fmt: skip
    return Answer({"kinds": data}, table(headings, rows, right=(1, 2, 3, 4)))


def _estimated(one: KindBalance) -> list[str]:
    return ["" if part is None else number_text(part) for part in (one.estimate, one.left)]
