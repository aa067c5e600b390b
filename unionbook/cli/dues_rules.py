# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues``: rules, the values they refer to, and who is exempt."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import dated_rules
from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import day, member_argument
from unionbook.cli.commands import ROW, Group, argument, command, group, option
from unionbook.cli.money import MONEY, MONTH, PERCENT
from unionbook.cli.tables import table
from unionbook.domain.dues import EXEMPTIONS, REFERENCE_LABELS, Basis, DuesRule
from unionbook.domain.sources import certainty_text
from unionbook.operations import dues_rules
from unionbook.operations.dues_words import terms_of
from unionbook.operations.groups import find_group
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.operations.sessions import Session

_REFERENCES = (Basis.BASE_SALARY.value, Basis.MINIMUM_WAGE.value)
_RATES = {
    "--cap": ("cap_rate", N_("The most, in percent of the base salary.")),
    "--floor": ("floor_rate", N_("The least, in percent of the base salary.")),
    "--no-wage": (
        "no_wage_rate",
        N_("Where no wage is known, so many percent of the base salary."),
    ),
    "--surcharge": ("surcharge", N_("What the branch collects beyond, in percent, kept apart.")),
}


@group(help=N_("The branch's rules of dues."))
def rules() -> None:
    """Hold the commands on rules."""


@rules.command("list", help=N_("List the rules, the oldest first."))
@uses_register(Access.READS)
def list_rules(session: Session) -> Answer:
    """List rules."""
    found = dues_rules.list_rules(session)
    rows = [
        [str(one.id), one.name, terms_of(one), date_text(one.since), date_text(one.until)]
        for one in found
    ]
    headings = [_("Number"), _("Name"), _("Terms"), _("From"), _("Until")]
    return Answer({"rules": [_rule_data(one) for one in found]}, table(headings, rows))


def _rule_data(one: DuesRule) -> dict[str, Any]:
    data = asdict(one)
    return {
        **data,
        "id": number(one.id),
        "basis": one.basis.value,
        "departments": [number(each) for each in one.departments],
    }


@rules.command("templates", help=N_("List the rules that the country's unions know."))
@uses_register(Access.READS)
def list_templates(session: Session) -> Answer:
    """List templates."""
    found = dues_rules.list_templates(session)
    data = [
        {
            "key": one.key,
            "name": one.name,
            "basis": one.rule.basis.value,
            "since": one.rule.since,
            "until": one.rule.until,
            "source": one.source,
            "certainty": one.rule.certainty,
        }
        for one in found
    ]
    rows = [
        [
            one.key,
            one.name,
            date_text(one.rule.since),
            one.source,
            certainty_text(one.rule.certainty),
        ]
        for one in found
    ]
    headings = [_("Key"), _("Name"), _("From"), _("Source"), _("Certainty")]
    return Answer({"templates": data}, table(headings, rows))


@rules.command("adopt", help=N_("Take over one of the country's rules."))
@argument("key", metavar=N_("KEY"))
@option("--amount", type=MONEY, default=0, help=N_("The amount, where it is one for all."))
@dated_rules.region
@dated_rules.since_or_its_own
@uses_register(Access.WRITES)
def adopt(session: Session, key: str, amount: int, region: str, since: str) -> Answer:
    """Adopt a rule."""
    changes = dues_rules.adopt_rule(session, key=key, amount=amount, region=region, since=since)
    return _added(session, changes.rows["dues_rules"][0], changes)


def _added(session: Session, key: int, changes: Any) -> Answer:
    rule = next(one for one in dues_rules.list_rules(session) if one.id == key)
    return dated_rules.added(changes, rule, _rule_data(rule))


def _rates(function: Callable[..., Answer]) -> Callable[..., Answer]:
    for name, (parameter, text) in reversed(_RATES.items()):
        function = option(name, parameter, type=PERCENT, default=0, help=text)(function)
    return function


@rules.command("add", help=N_("Add a rule of the branch's own."))
@argument("name", metavar=N_("NAME"))
@option(
    "--basis",
    type=click.Choice([one.value for one in Basis]),
    required=True,
    help=N_("What the dues are a share of."),
)
@dated_rules.since
@dated_rules.until
@option("--rate", type=PERCENT, default=0, help=N_("The share in percent."))
@option("--amount", type=MONEY, default=0, help=N_("The amount, where it is one for all."))
@_rates
@option("--rounding", type=click.IntRange(min=1), default=1, help=N_("Rounded to so much."))
@dated_rules.region
@option("--contract", "contract_kinds", multiple=True, help=N_("Only for this kind of contract."))
@option("--department", "departments", multiple=True, help=N_("Only for this department."))
@dated_rules.source
@uses_register(Access.WRITES)
def add(
    session: Session, /, basis: str, since: str, until: str, departments: Sequence[str], **told: Any
) -> Answer:
    """Add a rule."""
    rule = DuesRule(
        0,
        basis=Basis(basis),
        since=day(since, "since"),
        until=day(until, "until"),
        departments=tuple(find_group(session, name=one, kind="department") for one in departments),
        **told,
    )
    changes = dues_rules.add_rule(session, rule=rule)
    return _added(session, changes.rows["dues_rules"][0], changes)


@rules.command("end", help=N_("Let a rule end on a day; what was assessed by it stays."))
@argument("rule", metavar=N_("NUMBER"), type=ROW)
@argument("until", metavar=dated_rules.DATE)
@uses_register(Access.WRITES)
def end(session: Session, rule: int, until: str) -> Answer:
    """End a rule."""
    changes = dues_rules.end_rule(session, rule_id=rule, until=until)
    return dated_rules.ended(changes, rule, until)


@group(help=N_("Base salaries and minimum wages, which rules refer to."))
def reference() -> None:
    """Hold the commands on reference values."""


@reference.command("list", help=N_("List base salaries and minimum wages."))
@uses_register(Access.READS)
def list_references(session: Session) -> Answer:
    """List reference values."""
    found = dues_rules.list_references(session)
    rows = [
        [
            _(REFERENCE_LABELS.get(one.kind, one.kind)),
            one.region,
            date_text(one.since),
            number_text(one.amount),
            one.source,
            certainty_text(one.certainty),
        ]
        for one in found
    ]
    data = [{**asdict(one), "id": number(one.id)} for one in found]
    headings = [_("Kind"), _("Place"), _("From"), _("Amount"), _("Source"), _("Certainty")]
    return Answer({"references": data}, table(headings, rows, right=(3,)))


@reference.command("set", help=N_("Enter a base salary or a minimum wage, from a day on."))
@argument("kind", metavar=N_("KIND"), type=click.Choice(_REFERENCES))
@argument("amount", metavar=N_("AMOUNT"), type=MONEY)
@dated_rules.since
@dated_rules.region
@dated_rules.source
@uses_register(Access.WRITES)
def set_reference(session: Session, /, kind: str, amount: int, **told: str) -> Answer:
    """Set a reference value."""
    changes = dues_rules.set_reference(session, kind=kind, amount=amount, **told)
    sentence = _("{amount} holds from {date} on.").format(
        amount=number_text(amount), date=date_text(day(told["since"], "since"))
    )
    return changed(changes, sentence)


@command("exempt", help=N_("Free a member of dues for some months."))
@member_argument()
@option("--reason", type=click.Choice(list(EXEMPTIONS)), required=True, help=N_("The reason."))
@option("--from", "first", metavar=MONTH, required=True, help=N_("From this month on."))
@option("--to", "last", metavar=MONTH, default="", help=N_("Up to this month; without it, open."))
@option("--decision", metavar=N_("NUMBER"), default="", help=N_("Number of the decision."))
@uses_register(Access.WRITES)
def exempt(session: Session, /, member: str, **told: str) -> Answer:
    """Exempt a member."""
    key = find_member(session, key=member)
    changes = dues_rules.exempt_member(session, member_id=key, **told)
    return changed(changes, _("The member is exempt from dues."), member=number(key))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    for one in (rules, reference, exempt):
        parent.add_command(one)
