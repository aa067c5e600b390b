# SPDX-License-Identifier: Apache-2.0
"""The reports about money by name: made as figures, then written as a PDF or a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.domain import clock, periods
from unionbook.domain.report_tables import Asked
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.excel.money_report import write_report
from unionbook.operations import (
    bank_reports,
    book_reports,
    check_off_powers,
    dues_grid,
    dues_reports,
    form_reports,
    programme_papers,
    share_reports,
    welfare_reports,
)
from unionbook.operations.money_papers import note_paper, signers
from unionbook.operations.papers import Paper, letterhead, printed
from unionbook.operations.report_kinds import Span
from unionbook.operations.report_seal import seal_line
from unionbook.reports import output
from unionbook.reports.formats import date_text
from unionbook.reports.money_report import money_report, period_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.report_kinds import ReportKind
    from unionbook.operations.sessions import Session

KINDS: tuple[ReportKind, ...] = (
    *book_reports.KINDS,
    *bank_reports.KINDS,
    *dues_reports.KINDS,
    *dues_grid.KINDS,
    *check_off_powers.KINDS,
    *share_reports.KINDS,
    *welfare_reports.KINDS,
    *programme_papers.KINDS,
    *form_reports.KINDS,
)
"""Every kind of report, in the order in which they are offered."""
REPORTS = {kind.name: kind.title for kind in KINDS}
"""Every report and what it is called."""
_OF_A_YEAR = (Span.MONTHS_OF_YEAR, Span.YEAR)
_MONTHS = 12


def kinds_of(session: Session) -> tuple[ReportKind, ...]:
    """Give the kinds of reports that are known in the register's country."""
    country = session.info.country
    return tuple(kind for kind in KINDS if not kind.countries or country in kind.countries)


def make_report(
    session: Session,
    *,
    name: str,
    period: str = "",
    account: str = "",
    choices: Mapping[str, str] | None = None,
) -> ReportTable:
    """Make a report as figures: of this month, or of this year where it is one of a year.

    ``choices`` are those that its kind names; ``account``, the code of another cash box or bank
    account, is one of them. Raises NotFoundError, InvalidValueError.
    """
    session.require("read_money")
    kind = _kind(session, name)
    said = {key: value for key, value in {"account": account, **(choices or {})}.items() if value}
    _check_choices(kind, said)
    today = clock.today()
    first, last = periods.read_period(period or today[: 4 if kind.span in _OF_A_YEAR else 7])
    _check_span(kind, first, last)
    report = kind.make(session, first=first, last=last, **said)
    asked = Asked(name, f"{first}..{last}", tuple(sorted(said.items())))
    return replace(report, asked=asked)


def _kind(session: Session, name: str) -> ReportKind:
    known = {kind.name: kind for kind in kinds_of(session)}
    if name not in known:
        raise NotFoundError(
            _("There is no report “{name}”. There are: {known}.").format(
                name=name, known=", ".join(known)
            )
        )
    return known[name]


def _check_choices(kind: ReportKind, said: Mapping[str, str]) -> None:
    known = {choice.name for choice in kind.choices}
    for name in said:
        if name == "account" and name not in known:
            raise InvalidValueError(_("This report is not of one account."), field=name)
        if name not in known:
            raise InvalidValueError(
                _("This report does not ask for “{name}”.").format(name=name), field=name
            )
    for choice in kind.choices:
        if choice.needed and choice.name not in said:
            raise InvalidValueError(
                _("Say for this report: {what}.").format(what=_(choice.label)), field=choice.name
            )


def _check_span(kind: ReportKind, first: str, last: str) -> None:
    if kind.most_months and periods.between(first, last) >= kind.most_months:
        raise InvalidValueError(_("A grid has room for twelve months."), field="period")
    of_year = first.endswith("-01") and periods.between(first, last) == _MONTHS - 1
    if kind.span is Span.YEAR and not of_year:
        raise InvalidValueError(
            _("This report is of a whole year: write one like 2026."), field="period"
        )
    if kind.span is Span.MONTH and first != last:
        raise InvalidValueError(
            _("This report is of one month: write one like 11/2026."), field="period"
        )


def make_report_paper(
    session: Session,
    *,
    report: ReportTable,
    progress: Callable[[int, int], None] | None = None,
) -> Paper:
    """Make the PDF of a report, to be looked at, saved or printed."""
    session.require("print")
    content = money_report(
        report,
        letterhead=letterhead(session),
        printed=printed(session),
        signers=signers(session),
        seal=seal_line(session, report),
        progress=progress,
    )
    return Paper(content, 0)


def save_report(
    session: Session,
    *,
    report: ReportTable,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write a report to a file, a workbook where it ends in ``.xlsx`` and a PDF otherwise."""
    if path.suffix.lower() not in {".pdf", ".xlsx"}:
        raise InvalidValueError(
            _("Give “{name}” an ending that says what to write: .pdf or .xlsx.").format(
                name=path.name
            )
        )
    if path.suffix.lower() == ".xlsx":
        session.require("export_members")
        write_report(path, report, notes=_whose(session, report), progress=progress)
    else:
        paper = make_report_paper(session, report=report, progress=progress)
        output.save(paper.content, path)
    span = period_text(report.first, report.last)
    note_paper(session, f"{path.name}: {report.title}, {span}")


def _whose(session: Session, report: ReportTable) -> tuple[str, ...]:
    """Give what a workbook has no letterhead for: whose figures these are, of when, by whom."""
    by = printed(session)
    told = _("Printed by {name} on {date}").format(name=by.by, date=date_text(by.on))
    parts = (
        session.info.parent,
        session.info.branch,
        f"{report.title}, {period_text(report.first, report.last)}",
        report.about,
        told,
        seal_line(session, report),
    )
    return tuple(part for part in parts if part)
