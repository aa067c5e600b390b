# SPDX-License-Identifier: Apache-2.0
"""The reports about money by name: made as figures, then written as a PDF or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import clock, periods
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.excel.money_report import write_report
from unionbook.operations import book_reports, dues_grid, dues_reports
from unionbook.operations.money_papers import note_paper, signers
from unionbook.operations.papers import Paper, letterhead, printed
from unionbook.reports import output
from unionbook.reports.formats import date_text
from unionbook.reports.money_report import money_report, period_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.sessions import Session

REPORTS = {
    "cash-book": N_("Cash book"),
    "bank-book": N_("Bank book"),
    "trial-balance": N_("Trial balance"),
    "dues-months": N_("Dues by month"),
    "dues-departments": N_("Dues by department"),
    "dues-members": N_("Dues by member"),
    "arrears": N_("Arrears of dues"),
    "grid": N_("Dues of members by month, with amounts"),
    "grid-public": N_("Dues of members by month, without amounts"),
}
"""Every report and what it is called."""

_BOOKS = {"cash-book": book_reports.cash_book, "bank-book": book_reports.bank_book}
_OTHERS: dict[str, Callable[..., ReportTable]] = {
    "trial-balance": book_reports.trial_balance,
    "dues-months": dues_reports.by_month,
    "dues-departments": dues_reports.by_department,
    "dues-members": dues_reports.by_member,
    "grid": dues_grid.grid,
    "grid-public": dues_grid.public_grid,
}
_OF_A_YEAR = ("grid", "grid-public", "dues-months")
_MOST_MONTHS = 12


def make_report(session: Session, *, name: str, period: str = "", account: str = "") -> ReportTable:
    """Make a report as figures: of this month, or of this year where it is one of a year.

    ``account`` is the code of another cash box or bank account. Raises NotFoundError,
    InvalidValueError.
    """
    session.require("read_money")
    if name not in REPORTS:
        raise NotFoundError(
            _("There is no report “{name}”. There are: {known}.").format(
                name=name, known=", ".join(REPORTS)
            )
        )
    today = clock.today()
    first, last = periods.read_period(period or today[: 4 if name in _OF_A_YEAR else 7])
    if name in _BOOKS:
        return _BOOKS[name](session, first=first, last=last, account=account)
    if account:
        raise InvalidValueError(_("This report is not of one account."), field="account")
    if name == "arrears":
        return dues_reports.arrears(session, month=last)
    if name.startswith("grid") and periods.between(first, last) >= _MOST_MONTHS:
        raise InvalidValueError(_("A grid has room for twelve months."), field="period")
    return _OTHERS[name](session, first=first, last=last)


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
    )
    return tuple(part for part in parts if part)
