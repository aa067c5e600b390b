# SPDX-License-Identifier: Apache-2.0
"""What the commands on dated rules have in common: their options, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.choosing import day
from unionbook.cli.commands import option
from unionbook.cli.tables import table
from unionbook.domain.sources import certainty_text
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.domain.dated_rules import Dated
    from unionbook.domain.dues_templates import Template

DATE = N_("DATE")
since = option("--since", metavar=DATE, required=True, help=N_("From which day on."))
since_or_its_own = option("--since", metavar=DATE, default="", help=N_("From which day on."))
until = option("--until", metavar=DATE, default="", help=N_("The last day on which it holds."))
source = option("--source", metavar=N_("TEXT"), default="", help=N_("Where it is written."))
region = option("--region", metavar=N_("NAME"), default="", help=N_("The regency or city."))


def templates_answer(
    found: Sequence[Template], terms: Callable[[Any], Mapping[str, Any]]
) -> Answer:
    """List what the country's unions know; ``terms`` gives what only this kind of rule says."""
    data = [
        {
            "key": one.key,
            "name": one.name,
            "since": one.since,
            **terms(one),
            "source": one.source,
            "certainty": one.certainty,
        }
        for one in found
    ]
    rows = [
        [one.key, one.name, date_text(one.since), one.source, certainty_text(one.certainty)]
        for one in found
    ]
    headings = [_("Key"), _("Name"), _("From"), _("Source"), _("Certainty")]
    return Answer({"templates": data}, table(headings, rows))


def added(changes: Changes, rule: Dated, data: Mapping[str, Any]) -> Answer:
    """Say from when on a rule holds."""
    sentence = _("The rule “{name}” holds from {date} on.").format(
        name=rule.name, date=date_text(rule.since)
    )
    return changed(changes, sentence, rule=data)


def ended(changes: Changes, rule: int, until: str) -> Answer:
    """Say until when a rule holds."""
    sentence = _("The rule holds until {date}.").format(date=date_text(day(until, "until")))
    return changed(changes, sentence, rule=number(rule))
