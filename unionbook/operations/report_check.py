# SPDX-License-Identifier: Apache-2.0
"""Whether a report on paper or in a workbook says what the register says, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.domain.report_tables import Cell
from unionbook.errors import UnionbookError, UnreadableFileError
from unionbook.excel.report_reading import read_workbook
from unionbook.operations import report_seal
from unionbook.operations.money_reports import make_report
from unionbook.operations.report_differences import Difference, differences
from unionbook.reports.money_report import under_title
from unionbook.reports.paper_table import read_table
from unionbook.reports.paper_words import read_pages
from unionbook.texts import gettext as _
from unionbook.texts import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.report_seal import Seal
    from unionbook.operations.sessions import Session

_MOST_BYTES = 200_000_000


__all__ = ["Difference", "ReportCheck", "Verdict", "check_report"]


class Verdict(StrEnum):
    """What was found out about a report."""

    SAME = "same"
    """Every figure is that of the register now."""
    CHANGED = "changed"
    """It was right when it was made; the register says otherwise since."""
    ALTERED = "altered"
    """What it says is not what was printed."""
    FOREIGN = "foreign"
    """This register never made it."""


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """The verdict on a report, why, and the figures that differ; ``day`` is when it was made."""

    verdict: Verdict
    name: str
    title: str
    day: str
    reasons: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as it was read: headings and rows as texts, and what is wrong with the sheet."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] | None
    reasons: tuple[str, ...]


def check_report(session: Session, *, path: Path) -> ReportCheck:
    """Check a report in a PDF or a workbook.

    Raises UnreadableFileError where it is none, UnionbookError where it cannot be made any more.
    """
    session.require("read_money")
    content = _content(path)
    if content.startswith(b"%PDF"):
        seal, read = _off_paper(content)
    else:
        seal, read = _out_of_workbook(path)
    if seal is None:
        raise UnreadableFileError(
            _("“{name}” has no line of unionbook by which it could be checked.").format(
                name=path.name
            )
        )
    if seal.register != report_seal.register_mark(session):
        return _foreign(seal, _("The report is of another register."))
    if not report_seal.is_ours(session, seal):
        return _foreign(seal, _("The line at its foot was not made by this register."))
    with spoken(seal.language):
        return _compared(session, seal, read)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableFileError(_("“{name}” is too large.").format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” cannot be opened: check its name and folder.").format(name=path.name)
        ) from error


def _foreign(seal: Seal, reason: str) -> ReportCheck:
    return ReportCheck(Verdict.FOREIGN, seal.asked.name, "", seal.day, (reason,))


def _off_paper(content: bytes) -> tuple[Seal | None, _Read]:
    pages = read_pages(content)
    lines = [report_seal.find_line(word.text for word in page.words) for page in pages]
    seal = next((line for line in lines if line), None)
    if seal is None:
        return None, _Read((), (), None, ())
    table = read_table(pages, seal.rows + seal.total)
    reasons = []
    for number, (page, line) in enumerate(zip(pages, lines, strict=True), 1):
        if line is None or line.text != seal.text:
            reasons.append(_("Page {number} is not of this report.").format(number=number))
        elif page.covered or report_seal.find_line([page.last]) is None:
            reasons.append(_("Something was laid over page {number}.").format(number=number))
    first = int(seal.numbered)
    rows = tuple(row[first:] for row in table.rows)
    return seal, _Read(table.titles[first:], rows, table.above, tuple(reasons))


def _out_of_workbook(path: Path) -> tuple[Seal | None, _Read]:
    table = read_workbook(path)
    seal = report_seal.find_line(table.notes)
    return seal, _Read(table.titles, table.rows, None, ())


def _compared(session: Session, seal: Seal, read: _Read) -> ReportCheck:
    """Compare with the register as it is now; of an altered report say where, as far as known."""
    report = _made_now(session, seal)
    shape = _shape_problem(seal, read, report)
    if shape:
        reasons = (*read.reasons, shape)
        return ReportCheck(Verdict.ALTERED, report.name, report.title, seal.day, reasons)
    titles = report_seal.canonical_titles(read.titles)
    rows = report_seal.canonical_texts(report.columns, read.rows)
    genuine = report_seal.figures_code(session, titles, rows) == seal.figures
    reasons = (*read.reasons, *_wrong_words(report, titles, read))
    found = tuple(differences(session, report=report, seal=seal, rows=read.rows))
    if not genuine or reasons:
        verdict = Verdict.ALTERED
        found = tuple(one for one in found if not one.was_right) or found
    else:
        verdict = Verdict.CHANGED if found else Verdict.SAME
    return ReportCheck(verdict, report.name, report.title, seal.day, reasons, found)


def _made_now(session: Session, seal: Seal) -> ReportTable:
    try:
        return make_report(
            session,
            name=seal.asked.name,
            period=seal.asked.period,
            choices=dict(seal.asked.choices),
        )
    except UnionbookError as problem:
        # A newer version knows a report, or a branch had an account, that is not there now.
        raise UnionbookError(
            _("The line is of this register, but it cannot make the report now: {reason}").format(
                reason=problem
            )
        ) from problem


def _shape_problem(seal: Seal, read: _Read, report: ReportTable) -> str:
    if len(read.titles) != len(report.columns) or any(
        len(row) != len(report.columns) for row in read.rows
    ):
        return _("Its columns are not those of the report.")
    if len(read.rows) != seal.rows + seal.total:
        return _("It has {shown} rows; {made} were printed.").format(
            shown=len(read.rows) - seal.total, made=seal.rows
        )
    return ""


def _wrong_words(report: ReportTable, titles: Sequence[str], read: _Read) -> Iterator[str]:
    """Tell of headings and titles that are not what they were: they say what figures mean."""
    made = report_seal.canonical_titles(column.title for column in report.columns)
    for was, now in zip(made, titles, strict=True):
        if was != now:
            yield _("A heading is not what it was: {heading}.").format(heading=now or "–")
    if read.above is not None:
        shown = report_seal.canonical_titles(read.above)
        for text in (report.title, under_title(report)):
            if not _stands_in(shown, report_seal.canonical(Cell.TEXT, text)):
                yield _("The title is not that of the report: {title}.").format(title=text)


def _stands_in(lines: Sequence[str], text: str) -> bool:
    """Tell whether some lines, one below the other, are the text and nothing else."""
    return any(
        "".join(lines[first:last]) == text
        for first in range(len(lines))
        for last in range(first + 1, len(lines) + 1)
    )
