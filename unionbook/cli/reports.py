# SPDX-License-Identifier: Apache-2.0
"""``unionbook report``: the reports about money, shown, as a PDF or as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command, file_option, option
from unionbook.cli.money import ACCOUNT
from unionbook.cli.progress import Progress
from unionbook.cli.tables import table
from unionbook.domain.report_tables import TOTAL_ROW, Cell, trace_of
from unionbook.errors import InvalidValueError
from unionbook.operations import money_reports, report_tracing
from unionbook.reports.formats import date_text, number_text
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
@option(
    "--follow",
    metavar=N_("ROW:COLUMN"),
    default="",
    help=N_("List the vouchers behind a figure: 3:5, or total:5 of the last line."),
)
@uses_register(Access.NOTES, reads_unless="path")
def report_command(
    session: Session,
    name: str,
    period: str,
    account: str,
    told: Sequence[str],
    path: Path | None,
    follow: str,
) -> Answer:
    """Make a report."""
    report = money_reports.make_report(
        session, name=name, period=period, account=account, choices=_choices(told)
    )
    if follow:
        return _followed(session, report, follow)
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


def _followed(session: Session, report: ReportTable, follow: str) -> Answer:
    """List the vouchers behind a figure."""
    row, column = _place(report, follow)
    trace = trace_of(report, row, column)
    found = [] if trace is None else report_tracing.vouchers_behind(session, trace=trace)
    line = report.rows[row] if row != TOTAL_ROW else report.total or ()
    data = {
        "report": report.name,
        "column": report.columns[column].title,
        "figure": line[column],
        "of_these": bool(trace and trace.partly),
        "vouchers": [
            {
                "id": number(one.voucher.id),
                "number": one.shown_number,
                "dated_on": one.voucher.dated_on,
                "counterparty": one.voucher.counterparty,
                "reason": one.voucher.reason,
                "amount": one.amount,
            }
            for one in found
        ],
    }
    rows = [
        [
            date_text(one.voucher.dated_on),
            one.shown_number,
            one.voucher.counterparty,
            one.voucher.reason,
            number_text(one.amount),
        ]
        for one in found
    ]
    headings = [_("Date"), _("Voucher"), _("Name"), _("Reason"), _("Amount")]
    shown = cell_text(report.columns[column], line[column])
    title = f"{report.columns[column].title}: {shown}"
    if not found:
        return Answer(data, [title, _("No voucher stands behind this.")])
    return Answer(data, [title, "", *table(headings, rows, right=(4,))])


def _place(report: ReportTable, text: str) -> tuple[int, int]:
    row, _colon, column = text.strip().partition(":")
    at_total = row.casefold() == "total" and report.total is not None
    if (row.isdecimal() or at_total) and column.isdecimal():
        place = TOTAL_ROW if at_total else int(row) - 1
        known = at_total or 0 <= place < len(report.rows)
        if known and 0 < int(column) <= len(report.columns):
            return place, int(column) - 1
    raise InvalidValueError(
        _("“{text}” is no place in this report: write ROW:COLUMN, both counted from 1.").format(
            text=text
        ),
        field="follow",
    )


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
