# SPDX-License-Identifier: Apache-2.0
"""``unionbook estimate``: how much is estimated for what in a year."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, group, option
from unionbook.cli.money import MONEY
from unionbook.cli.tables import table
from unionbook.operations import estimates
from unionbook.operations.programmes import find_programme, list_programmes
from unionbook.operations.welfare_rules import kind_names
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.estimates import Estimate
    from unionbook.operations.sessions import Session

_YEAR = click.IntRange(1990, 2199)
_SUBJECT = argument("subject", metavar=N_("SUBJECT"), type=click.Choice(estimates.SUBJECTS))
_CODE = argument("code", metavar=N_("CODE"))
_year = option("--year", type=_YEAR, help=N_("Of which year; otherwise this one."))


@group(help=N_("The estimate of a year, by line, account, kind of welfare or programme."))
def estimate_command() -> None:
    """Hold the commands on the estimate."""


@estimate_command.command("list", help=N_("List the estimate of a year."))
@_year
@uses_register(Access.READS)
def list_estimates(session: Session, year: int | None) -> Answer:
    """List the estimate."""
    found = estimates.list_estimates(session, year=year or 0)
    names = kind_names(session) | {str(one.id): one.name for one in list_programmes(session)}
    rows = [
        [one.subject, one.code, names.get(one.code, ""), number_text(one.amount), one.note]
        for one in found
    ]
    headings = [_("Of"), _("Code"), _("Name"), _("Amount"), _("Note")]
    return Answer({"estimates": [_data(one) for one in found]}, table(headings, rows, right=(3,)))


def _data(one: Estimate) -> dict[str, object]:
    return {**asdict(one), "id": number(one.id)}


@estimate_command.command(
    "set",
    help=N_(
        "Estimate so much for something in a year.\n\n"
        "SUBJECT says what CODE is: a line of the settlement, an account, a kind of welfare, or a "
        "programme by name."
    ),
)
@_SUBJECT
@_CODE
@argument("amount", metavar=N_("AMOUNT"), type=MONEY)
@_year
@option("--note", metavar=N_("TEXT"), default="", help=N_("What is to be said to it."))
@uses_register(Access.WRITES)
def set_estimate(
    session: Session, subject: str, code: str, amount: int, year: int | None, note: str
) -> Answer:
    """Enter an estimate."""
    changes = estimates.set_estimate(
        session, subject=subject, code=_key(session, subject, code), amount=amount, year=year or 0,
        note=note,
    )  # fmt: skip
    sentence = _("{amount} is estimated for {name}.").format(amount=number_text(amount), name=code)
    return changed(changes, sentence, subject=subject, code=code, amount=amount)


@estimate_command.command("forget", help=N_("Take an estimate back."))
@_SUBJECT
@_CODE
@_year
@uses_register(Access.WRITES)
def forget(session: Session, subject: str, code: str, year: int | None) -> Answer:
    """Take an estimate back."""
    changes = estimates.set_estimate(
        session, subject=subject, code=_key(session, subject, code), amount=None, year=year or 0
    )
    return changed(changes, _("Nothing is estimated for it any more."), subject=subject, code=code)


def _key(session: Session, subject: str, code: str) -> str:
    return str(find_programme(session, key=code)) if subject == "programme" else code
