# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues joining-fee``: what is owed once on joining, by whom, and paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import dated_rules
from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, day
from unionbook.cli.commands import ROW, Group, argument, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, PERCENT, people
from unionbook.cli.tables import table
from unionbook.domain.dues import Basis
from unionbook.domain.joining_fees import JoiningFeeRule
from unionbook.operations import joining_fees
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

_BASES = (Basis.FLAT.value, Basis.MINIMUM_WAGE.value)


@group(help=N_("What is owed once, on joining: rules, who owes it, payments."))
def joining_fee() -> None:
    """Hold the commands on joining fees."""


@joining_fee.command("rules", help=N_("List the rules, the oldest first."))
@uses_register(Access.READS)
def list_rules(session: Session) -> Answer:
    """List rules."""
    found = joining_fees.list_rules(session)
    rows = [[str(one.id), one.name, date_text(one.since), date_text(one.until)] for one in found]
    headings = [_("Number"), _("Name"), _("From"), _("Until")]
    return Answer({"rules": [_rule_data(one) for one in found]}, table(headings, rows))


def _rule_data(one: JoiningFeeRule) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "name": one.name,
        "basis": one.basis.value,
        "rate": one.rate,
        "amount": one.amount,
        "region": one.region,
        "since": one.since,
        "until": one.until,
        "source": one.source,
        "certainty": one.certainty,
    }


@joining_fee.command("templates", help=N_("List the rules that the country's unions know."))
@uses_register(Access.READS)
def list_templates(session: Session) -> Answer:
    """List templates."""
    return dated_rules.templates_answer(
        joining_fees.list_templates(session), lambda one: {"basis": one.basis, "rate": one.rate}
    )


def _added(session: Session, changes: Changes) -> Answer:
    key = changes.rows["joining_fee_rules"][0]
    rule = next(one for one in joining_fees.list_rules(session) if one.id == key)
    return dated_rules.added(changes, rule, _rule_data(rule))


@joining_fee.command("adopt", help=N_("Take over one of the country's rules."))
@argument("key", metavar=N_("KEY"))
@option("--amount", type=MONEY, default=0, help=N_("The amount, where it is one for all."))
@dated_rules.region
@dated_rules.since_or_its_own
@uses_register(Access.WRITES)
def adopt(session: Session, /, **said: Any) -> Answer:
    """Adopt a rule."""
    return _added(session, joining_fees.adopt_rule(session, **said))


@joining_fee.command("add", help=N_("Add a rule of the branch's own."))
@argument("name", metavar=N_("NAME"))
@option("--basis", type=click.Choice(_BASES), default=_BASES[0], help=N_("What it is a share of."))
@option("--rate", type=PERCENT, default=0, help=N_("The share in percent."))
@option("--amount", type=MONEY, default=0, help=N_("The amount, where it is one for all."))
@dated_rules.region
@dated_rules.since
@dated_rules.until
@dated_rules.source
@uses_register(Access.WRITES)
def add(session: Session, /, basis: str, since: str, until: str, **told: Any) -> Answer:
    """Add a rule."""
    rule = JoiningFeeRule(
        0, basis=Basis(basis), since=day(since, "since"), until=day(until, "until"), **told
    )
    return _added(session, joining_fees.add_rule(session, rule=rule))


@joining_fee.command("end", help=N_("Let a rule end on a day."))
@argument("rule", metavar=N_("NUMBER"), type=ROW)
@argument("until", metavar=dated_rules.DATE)
@uses_register(Access.WRITES)
def end(session: Session, rule: int, until: str) -> Answer:
    """End a rule."""
    changes = joining_fees.end_rule(session, rule_id=rule, until=until)
    return dated_rules.ended(changes, rule, until)


@joining_fee.command("owed", help=N_("List who joined and has not paid the joining fee."))
@uses_register(Access.READS)
def owed(session: Session) -> Answer:
    """List who owes."""
    found = joining_fees.list_owed(session)
    who = people(session, [one.member for one in found])
    data = [
        {
            "member": number(one.member),
            **who[one.member],
            "joined_on": one.joined_on,
            "amount": one.fee.amount,
            "paid": one.paid,
            "left": one.left,
        }
        for one in found
    ]
    rows = [
        [*who[one.member].values(), date_text(one.joined_on), number_text(one.left)]
        for one in found
    ]
    headings = [_("Number"), _("Name"), _("Department"), _("Joined on"), _("Amount")]
    total = sum(one.left for one in found)
    return Answer({"total": total, "owed": data}, table(headings, rows, right=(4,)))


@joining_fee.command("take", help=N_("Take the joining fee of one or several members."))
@argument("keys", metavar=MEMBER, nargs=-1, required=True)
@option("--amount", type=MONEY, help=N_("What each pays; otherwise what each owes."))
@option("--into", metavar=ACCOUNT, default="cash", help=N_("What the money goes into."))
@option("--on", metavar=dated_rules.DATE, default="", help=N_("The day; otherwise today."))
@option("--payer", metavar=N_("NAME"), default="", help=N_("Who pays."))
@uses_register(Access.WRITES)
def take(session: Session, /, keys: Sequence[str], **told: Any) -> Answer:
    """Take the fee."""
    ids = [find_member(session, key=key) for key in keys]
    return posted(session, joining_fees.take_fee(session, member_ids=ids, **told))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    parent.add_command(joining_fee)
