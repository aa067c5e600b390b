# SPDX-License-Identifier: Apache-2.0
"""``unionbook welfare``: the branch's rules by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import dated_rules
from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import day
from unionbook.cli.commands import ROW, Group, argument, command, group, option
from unionbook.cli.money import ACCOUNT, MONEY
from unionbook.cli.tables import table
from unionbook.domain.roles import ROLE_LABELS, Role
from unionbook.domain.sources import certainty_text
from unionbook.domain.welfare import RELATION_LABELS, Benefit, Relation, WelfareRule
from unionbook.operations import welfare_rules
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session

_GIVES = N_("RELATION=AMOUNT[..MOST]")


@command("kinds", help=N_("List the kinds that rules are in force for, and what each gives."))
@option("--on", metavar=dated_rules.DATE, default="", help=N_("The day; otherwise today."))
@uses_register(Access.READS)
def kinds(session: Session, on: str) -> Answer:
    """List kinds."""
    return _listed("kinds", welfare_rules.list_kinds(session, on=day(on, "on")))


@group(help=N_("The branch's rules of welfare."))
def rules() -> None:
    """Hold the commands on rules."""


@rules.command("list", help=N_("List all rules by kind, the oldest of each first."))
@uses_register(Access.READS)
def list_rules(session: Session) -> Answer:
    """List rules."""
    return _listed("rules", welfare_rules.list_rules(session))


@rules.command("templates", help=N_("List the kinds that the country's branches know."))
@uses_register(Access.READS)
def list_templates(session: Session) -> Answer:
    """List templates."""
    found = [welfare_rules.rule_of(one) for one in welfare_rules.list_templates(session)]
    return _listed("templates", found)


def _listed(name: str, found: Sequence[WelfareRule]) -> Answer:
    rows = [
        [
            str(one.id or ""),
            one.kind,
            one.name,
            "; ".join(gives_text(benefit) for benefit in one.benefits),
            number_text(one.per_year) if one.per_year else "",
            _(ROLE_LABELS[Role(one.approver)]),
            date_text(one.since),
            date_text(one.until),
            certainty_text(one.certainty),
        ]
        for one in found
    ]
    headings = [
        _("Number"), _("Key"), _("Kind of welfare"), _("Gives"), _("Times a year"),
        _("Approved by"), _("From"), _("Until"), _("Certainty"),
    ]  # fmt: skip
    return Answer({name: [_data(one) for one in found]}, table(headings, rows, widest=70))


def gives_text(one: Benefit) -> str:
    """Say what a rule gives for one relation."""
    most = f"–{number_text(one.most)}" if one.most > one.amount else ""
    return f"{_(RELATION_LABELS[one.relation])} {number_text(one.amount)}{most}"


def _data(one: WelfareRule) -> dict[str, Any]:
    return {
        "id": number(one.id or None),
        "kind": one.kind,
        "name": one.name,
        "benefits": [
            {"relation": x.relation.value, "amount": x.amount, "most": x.most} for x in one.benefits
        ],
        "since": one.since,
        "until": one.until,
        "per_year": one.per_year,
        "papers": list(one.papers),
        "approver": one.approver,
        "account": one.account,
        "confidential": one.confidential,
        "source": one.source,
        "certainty": one.certainty,
    }


@rules.command(
    "adopt", help=N_("Take over kinds of the country; without a key all that the branch lacks.")
)
@argument("keys", metavar=N_("KEY"), nargs=-1)
@dated_rules.since_or_its_own
@uses_register(Access.WRITES)
def adopt(session: Session, keys: Sequence[str], since: str) -> Answer:
    """Adopt rules."""
    changes = welfare_rules.adopt_rules(session, keys=keys, since=since)
    count = len(changes.rows.get("welfare_rules", ()))
    told = ngettext("{count} rule was taken over.", "{count} rules were taken over.", count)
    return changed(changes, told.format(count=number_text(count)), count=count)


def _gives(
    ctx: click.Context, parameter: click.Parameter, words: Sequence[str]
) -> tuple[Benefit, ...]:
    """Take ``RELATION=AMOUNT[..MOST]`` apart."""
    found = []
    for word in words:
        relation, equals, amounts = word.partition("=")
        if not equals or relation.strip() not in tuple(Relation):
            raise click.BadParameter(
                _("Write “{word}” as RELATION=AMOUNT. Relations are: {known}.").format(
                    word=word, known=", ".join(Relation)
                )
            )
        amount, _dots, most = amounts.partition("..")
        parts = [MONEY.convert(part, parameter, ctx) for part in (amount, most) if part]
        found.append(Benefit(Relation(relation.strip()), *parts))
    return tuple(found)


@rules.command(
    "add",
    help=N_(
        "Add a rule; from its day on it takes the place of an earlier one of its kind.\n\n"
        "--gives says for whom how much, and up to how much may be approved: "
        "member=500000..1000000. It may be given several times."
    ),
)
@argument("name", metavar=N_("NAME"))
@option(
    "--gives", "benefits", metavar=_GIVES, multiple=True, callback=_gives, required=True,
    help=N_("For whom how much."),
)  # fmt: skip
@dated_rules.since
@dated_rules.until
@option("--kind", metavar=N_("KEY"), default="", help=N_("The kind; otherwise from the name."))
@option("--per-year", type=click.IntRange(min=0), default=0, help=N_("At most so often a year."))
@option("--paper", "papers", multiple=True, help=N_("A paper that is asked for."))
@option(
    "--approver",
    type=click.Choice([one.value for one in welfare_rules.APPROVERS]),
    default=Role.HEAD.value,
    help=N_("Who approves."),
)
@option("--account", metavar=ACCOUNT, default="welfare", help=N_("The account it is booked on."))
@option("--confidential", is_flag=True, help=N_("Its reasons go under the cases' key."))
@dated_rules.source
@uses_register(Access.WRITES)
def add(session: Session, /, papers: Sequence[str], **told: Any) -> Answer:
    """Add a rule."""
    rule = WelfareRule(0, papers=tuple(papers), **told)
    changes = welfare_rules.add_rule(session, rule=rule)
    added = welfare_rules.get_rule(session, rule_id=changes.rows["welfare_rules"][0])
    return dated_rules.added(changes, added, _data(added))


@rules.command("end", help=N_("Let a rule end on a day; cases by it go on."))
@argument("rule", metavar=N_("NUMBER"), type=ROW)
@argument("until", metavar=dated_rules.DATE)
@uses_register(Access.WRITES)
def end(session: Session, rule: int, until: str) -> Answer:
    """End a rule."""
    changes = welfare_rules.end_rule(session, rule_id=rule, until=until)
    return dated_rules.ended(changes, rule, until)


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook welfare``."""
    parent.add_command(kinds)
    parent.add_command(rules)
