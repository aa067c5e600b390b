# SPDX-License-Identifier: Apache-2.0
"""``unionbook cash``: the cash box counted piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, argument, file_option, group, option
from unionbook.cli.money import ACCOUNT, MONEY
from unionbook.cli.tables import table
from unionbook.domain.cash import KIND_LABELS
from unionbook.operations import cash_counts, money_reports
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.cash_counts import CashCount
    from unionbook.operations.sessions import Session


@group(help=N_("The cash box: notes and coins counted against the cash book."))
def cash_command() -> None:
    """Hold the commands on the cash box."""


def _pieces(ctx: click.Context, parameter: click.Parameter, said: Sequence[str]) -> dict[int, int]:
    """Take ``VALUE=PIECES`` apart; a value that is said twice is added up."""
    found: dict[int, int] = {}
    for word in said:
        value, equals, count = word.partition("=")
        if not equals or not count.strip().isdigit():
            raise click.BadParameter(_("Write “{word}” as VALUE=PIECES.").format(word=word))
        amount = MONEY.convert(value, parameter, ctx)
        found[amount] = found.get(amount, 0) + int(count)
    return found


@cash_command.command("denominations", help=N_("List the notes and coins in use."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@uses_register(Access.READS)
def denominations(session: Session, on: str) -> Answer:
    """List notes and coins."""
    found = cash_counts.list_denominations(session, on=on)
    rows = [
        [number_text(one.value), ", ".join(_(KIND_LABELS[kind]) for kind in one.kinds)]
        for one in found
    ]
    data = [
        {
            "value": one.value,
            "kinds": list(one.kinds),
            "since": one.since,
            "until": one.until,
            "source": one.source,
            "certainty": one.certainty,
        }
        for one in found
    ]
    return Answer({"denominations": data}, table([_("Denomination"), _("Kind")], rows, right=(0,)))


@cash_command.command(
    "count",
    help=N_(
        "Keep a count of the cash box, piece by piece, with what the cash book says that day.\n\n"
        "Nothing is posted: what becomes of a difference is decided by people."
    ),
)
@argument("pieces", metavar=N_("VALUE=PIECES"), nargs=-1, callback=_pieces)
@option("--account", metavar=ACCOUNT, default="cash", help=N_("Another cash box."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--by", "people", metavar=N_("NAME"), multiple=True, help=N_("Who counted."))
@option("--explanation", metavar=N_("TEXT"), default="", help=N_("Why it differs."))
@file_option("--out", "path", help=N_("The paper to sign, ending in .pdf or .xlsx."))
@uses_register(Access.WRITES)
def count(session: Session, /, path: Path | None, **told: Any) -> Answer:
    """Count the cash box."""
    changes = cash_counts.count_cash(session, **told)
    found = cash_counts.get_count(session, count_id=changes.rows["cash_counts"][0])
    if path:
        _save(session, found, path)
    return changed(changes, _told(found), count=_data(found), file=str(path) if path else None)


def _told(one: CashCount) -> str:
    sentence = _("Counted {counted}, by the cash book {booked}: difference {difference}.")
    return sentence.format(
        counted=number_text(one.counted),
        booked=number_text(one.booked),
        difference=number_text(one.difference),
    )


def _save(session: Session, one: CashCount, path: Path) -> None:
    report = money_reports.make_report(
        session, name="cash-count", period=one.counted_on[:7], choices={"count": str(one.id)}
    )
    money_reports.save_report(session, report=report, path=path)


def _data(one: CashCount) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "counted_on": one.counted_on,
        "pieces": {str(value): pieces for value, pieces in one.pieces.items()},
        "counted": one.counted,
        "booked": one.booked,
        "difference": one.difference,
        "explanation": one.explanation,
        "people": list(one.people),
    }


@cash_command.command("list", help=N_("List the counts of cash, the latest first."))
@option("--account", metavar=ACCOUNT, default="", help=N_("Only of this cash box."))
@uses_register(Access.READS)
def list_counts(session: Session, account: str) -> Answer:
    """List counts."""
    found = cash_counts.list_counts(session, account=account)
    rows = [
        [
            str(one.id),
            date_text(one.counted_on),
            *map(number_text, (one.counted, one.booked, one.difference)),
            one.explanation,
        ]
        for one in found
    ]
    headings = [
        _("Number"), _("Date"), _("Counted"), _("By the cash book"), _("Difference"),
        _("Explanation"),
    ]  # fmt: skip
    data = {"counts": [_data(one) for one in found]}
    return Answer(data, table(headings, rows, right=(2, 3, 4)))


@cash_command.command("print", help=N_("Write a count as the paper to sign."))
@argument("key", metavar=N_("NUMBER"), type=ROW)
@file_option("--out", "path", required=True, help=N_("The paper to sign, ending in .pdf or .xlsx."))
@uses_register(Access.NOTES)
def print_count(session: Session, key: int, path: Path) -> Answer:
    """Write a count."""
    found = cash_counts.get_count(session, count_id=key)
    _save(session, found, path)
    data = {"file": str(path), "count": _data(found)}
    return Answer(data, [_("The report is in {file}.").format(file=path)])
