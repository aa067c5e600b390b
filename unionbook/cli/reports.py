# SPDX-License-Identifier: Apache-2.0
"""``unionbook report``: the reports about money, shown, as a PDF or as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command, file_option, option
from unionbook.cli.money import ACCOUNT
from unionbook.cli.progress import Progress
from unionbook.cli.tables import table
from unionbook.domain.report_tables import Cell
from unionbook.errors import InvalidValueError
from unionbook.operations import money_reports
from unionbook.reports.money_report import cell_text, period_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.sessions import Session

_NUMBERS = (Cell.MONEY, Cell.COUNT)


@command(
    "report",
    help=N_(
        "Show a report about money, or write it as a PDF or a workbook.\n\n"
        "A period is a month (11/2026), a quarter (Q4/2026), a year (2026), or from one to another "
        "(1/2026..3/2026)."
    ),
)
@argument("name", metavar=N_("NAME"), type=click.Choice(list(money_reports.REPORTS)))
@option("--period", metavar=N_("PERIOD"), default="", help=N_("Of when; otherwise of today's."))
@option("--account", metavar=ACCOUNT, default="", help=N_("Another cash box or bank account."))
@option(
    "--with",
    "told",
    metavar=N_("NAME=VALUE"),
    multiple=True,
    help=N_("What else a report is of: member=0001, department=Cutting …"),
)
@file_option("--out", "path", help=N_("The file to write, ending in .pdf or .xlsx."))
@uses_register(Access.NOTES, reads_unless="path")
def report_command(
    session: Session,
    name: str,
    period: str,
    account: str,
    told: Sequence[str],
    path: Path | None,
) -> Answer:
    """Make a report."""
    report = money_reports.make_report(
        session, name=name, period=period, account=account, choices=_choices(told)
    )
    data = {
        "report": report.name,
        "title": report.title,
        "first": report.first,
        "last": report.last,
        "about": report.about,
        "columns": [{"title": one.title, "cell": one.cell.value} for one in report.columns],
        "rows": report.rows,
        "total": report.total,
        "file": str(path) if path else None,
    }
    if path is None:
        return Answer(data, _shown(report))
    with Progress() as progress:
        money_reports.save_report(session, report=report, path=path, progress=progress)
    return Answer(data, [_("The report is in {file}.").format(file=path)])


def _choices(told: Sequence[str]) -> dict[str, str]:
    choices = {}
    for one in told:
        name, equals, value = one.partition("=")
        if not equals or not value.strip():
            raise InvalidValueError(
                _("Write NAME=VALUE, as in member=0001, instead of “{text}”.").format(text=one),
                field="with",
            )
        choices[name.strip()] = value.strip()
    return choices


def _shown(report: ReportTable) -> Iterator[str]:
    lines = [*report.rows, *([report.total] if report.total else [])]
    rows = [
        [cell_text(column, value) for column, value in zip(report.columns, line, strict=True)]
        for line in lines
    ]
    right = [at for at, column in enumerate(report.columns) if column.cell in _NUMBERS]
    yield f"{report.title}, {period_text(report.first, report.last)}"
    yield ""
    yield from table([column.title for column in report.columns], rows, right=right)
    yield from report.notes
