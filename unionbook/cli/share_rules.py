# SPDX-License-Identifier: Apache-2.0
"""``unionbook shares rules`` and ``unionbook fund rules``: what goes up, what the employer owes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import dated_rules
from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import day
from unionbook.cli.commands import COUNT, ROW, argument, group, option
from unionbook.cli.money import PERCENT
from unionbook.cli.tables import table
from unionbook.domain.shares import SHARE_LABELS, FundRule, ShareKind, SplitRule
from unionbook.operations import share_rules
from unionbook.operations.dues_words import percent_text
from unionbook.operations.share_reports import level_text
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

_due_months = option(
    "--due-months",
    type=click.IntRange(0, 24),
    help=N_("Due on the last day of the month so many months later."),
)


@group(help=N_("The rules by which money is shared out over the levels."))
def rules() -> None:
    """Hold the commands on rules of shares."""


@rules.command("list", help=N_("List the rules, the oldest first."))
@uses_register(Access.READS)
def list_splits(session: Session) -> Answer:
    """List rules of shares."""
    found = share_rules.list_splits(session)
    rows = [
        [
            str(one.id),
            one.name,
            _(SHARE_LABELS[one.kind]),
            _shares_text(one.shares),
            date_text(one.since),
            date_text(one.until),
        ]
        for one in found
    ]
    headings = [_("Number"), _("Name"), _("Of what"), _("Shares"), _("From"), _("Until")]
    return Answer({"rules": [split_data(one) for one in found]}, table(headings, rows))


def split_data(one: SplitRule) -> dict[str, Any]:
    """Give a rule of shares as programs read it."""
    return {
        "id": number(one.id),
        "name": one.name,
        "kind": one.kind.value,
        "shares": dict(one.shares),
        "since": one.since,
        "until": one.until,
        "due_months": one.due_months,
        "source": one.source,
        "certainty": one.certainty,
    }


def _shares_text(shares: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{level_text(level)} {percent_text(rate)}" for level, rate in shares)


@rules.command("templates", help=N_("List the rules that the country's unions know."))
@uses_register(Access.READS)
def list_split_templates(session: Session) -> Answer:
    """List templates of shares."""
    return dated_rules.templates_answer(
        share_rules.list_split_templates(session),
        lambda one: {"kind": one.kind, "shares": dict(one.shares), "due_months": one.due_months},
    )


@rules.command("adopt", help=N_("Take over one of the country's rules."))
@argument("key", metavar=N_("KEY"))
@dated_rules.since_or_its_own
@_due_months
@uses_register(Access.WRITES)
def adopt_split(session: Session, key: str, since: str, due_months: int | None) -> Answer:
    """Adopt a rule of shares."""
    changes = share_rules.adopt_split(session, key=key, since=since, due_months=due_months)
    return _split_added(session, changes)


def _split_added(session: Session, changes: Changes) -> Answer:
    key = changes.rows["split_rules"][0]
    rule = next(one for one in share_rules.list_splits(session) if one.id == key)
    return dated_rules.added(changes, rule, split_data(rule))


def _parts(
    ctx: click.Context, parameter: click.Parameter, said: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """Take ``LEVEL=PERCENT`` apart."""
    found = []
    for word in said:
        level, equals, rate = word.rpartition("=")
        if not equals or not level.strip():
            raise click.BadParameter(_("Write “{word}” as LEVEL=PERCENT.").format(word=word))
        found.append((level.strip(), PERCENT.convert(rate, parameter, ctx)))
    return tuple(found)


@rules.command(
    "add",
    help=N_(
        "Add a rule of the branch's own.\n\n"
        "The level “branch” is the branch itself; the shares of all levels add up to 100."
    ),
)
@argument("name", metavar=N_("NAME"))
@option(
    "--of",
    "kind",
    type=click.Choice([one.value for one in ShareKind]),
    default=ShareKind.DUES.value,
    help=N_("Of which money."),
)
@option(
    "--share",
    "shares",
    metavar=N_("LEVEL=PERCENT"),
    multiple=True,
    required=True,
    callback=_parts,
    help=N_("What a level gets; once for each level."),
)
@dated_rules.since
@dated_rules.until
@_due_months
@dated_rules.source
@uses_register(Access.WRITES)
def add_split(session: Session, /, kind: str, since: str, until: str, **told: Any) -> Answer:
    """Add a rule of shares."""
    rule = SplitRule(
        0, kind=ShareKind(kind), since=day(since, "since"), until=day(until, "until"), **told
    )
    return _split_added(session, share_rules.add_split(session, rule=rule))


@rules.command("end", help=N_("Let a rule end on a day."))
@argument("rule", metavar=N_("NUMBER"), type=ROW)
@argument("until", metavar=dated_rules.DATE)
@uses_register(Access.WRITES)
def end_split(session: Session, rule: int, until: str) -> Answer:
    """End a rule of shares."""
    changes = share_rules.end_split(session, rule_id=rule, until=until)
    return dated_rules.ended(changes, rule, until)


@group(help=N_("The rules of what the employer owes on its wages."))
def fund_rules() -> None:
    """Hold the commands on rules of the employer fund."""


@fund_rules.command("list", help=N_("List the rules, the oldest first."))
@uses_register(Access.READS)
def list_fund_rules(session: Session) -> Answer:
    """List rules of the fund."""
    found = share_rules.list_fund_rules(session)
    rows = [
        [
            str(one.id),
            one.name,
            percent_text(one.rate),
            str(one.months),
            date_text(one.since),
            date_text(one.until),
        ]
        for one in found
    ]
    headings = [_("Number"), _("Name"), _("Rate"), _("Months"), _("From"), _("Until")]
    return Answer({"rules": [fund_data(one) for one in found]}, table(headings, rows, right=(2, 3)))


def fund_data(one: FundRule) -> dict[str, Any]:
    """Give a rule of the fund as programs read it."""
    return {
        "id": number(one.id),
        "name": one.name,
        "rate": one.rate,
        "months": one.months,
        "due_months": one.due_months,
        "since": one.since,
        "until": one.until,
        "source": one.source,
        "certainty": one.certainty,
    }


@fund_rules.command("templates", help=N_("List the rules that the country's law knows."))
@uses_register(Access.READS)
def list_fund_templates(session: Session) -> Answer:
    """List templates of the fund."""
    return dated_rules.templates_answer(
        share_rules.list_fund_templates(session),
        lambda one: {"rate": one.rate, "months": one.months, "due_months": one.due_months},
    )


@fund_rules.command("adopt", help=N_("Take over one of the country's rules."))
@argument("key", metavar=N_("KEY"))
@dated_rules.since_or_its_own
@uses_register(Access.WRITES)
def adopt_fund_rule(session: Session, key: str, since: str) -> Answer:
    """Adopt a rule of the fund."""
    return _fund_added(session, share_rules.adopt_fund_rule(session, key=key, since=since))


def _fund_added(session: Session, changes: Changes) -> Answer:
    key = changes.rows["fund_rules"][0]
    rule = next(one for one in share_rules.list_fund_rules(session) if one.id == key)
    return dated_rules.added(changes, rule, fund_data(rule))


@fund_rules.command("add", help=N_("Add a rule of the branch's own."))
@argument("name", metavar=N_("NAME"))
@option("--rate", type=PERCENT, required=True, help=N_("The share of the wages, in percent."))
@option("--months", type=COUNT, default=1, help=N_("For how many months at once it is paid."))
@option(
    "--due-months",
    type=click.IntRange(0, 24),
    default=1,
    help=N_("Due on the last day of the month so many months later."),
)
@dated_rules.since
@dated_rules.until
@dated_rules.source
@uses_register(Access.WRITES)
def add_fund_rule(session: Session, /, since: str, until: str, **told: Any) -> Answer:
    """Add a rule of the fund."""
    rule = FundRule(0, since=day(since, "since"), until=day(until, "until"), **told)
    return _fund_added(session, share_rules.add_fund_rule(session, rule=rule))


@fund_rules.command("end", help=N_("Let a rule end on a day."))
@argument("rule", metavar=N_("NUMBER"), type=ROW)
@argument("until", metavar=dated_rules.DATE)
@uses_register(Access.WRITES)
def end_fund_rule(session: Session, rule: int, until: str) -> Answer:
    """End a rule of the fund."""
    changes = share_rules.end_fund_rule(session, rule_id=rule, until=until)
    return dated_rules.ended(changes, rule, until)
