# SPDX-License-Identifier: Apache-2.0
"""Any report of figures on paper: a table under the letterhead, its totals, places to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Value
from unionbook.reports import canvas as drawing
from unionbook.reports import chart
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.lettering import clean, width
from unionbook.reports.page import NOTE, SIGNATURES, Letterhead, Paper, Printed
from unionbook.reports.table import (
    PADDING,
    STRONG,
    TOTAL,
    Align,
    Column,
    Row,
    Table,
    fitted,
    natural_widths,
)
from unionbook.texts import gettext as _
from unionbook.texts import pgettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SUMMARY = 30.0
"""Points that the totals take below the table."""
_PORTRAIT_ROOM = drawing.A4[0] - 34 * drawing.MM
_NAME_ROOM = 80.0
"""Points that a name may ask for before everything is set smaller."""
_SMALLEST = 0.6
_SIGN_ROOM, _SIGN_ROW = 105.0, 24.0
"""Points that a signature takes across and down."""
_RIGHT = (Cell.MONEY, Cell.COUNT)
_WRAPS = (Cell.NAME,)


def money_report(
    report: ReportTable,
    *,
    letterhead: Letterhead,
    printed: Printed,
    signers: Sequence[str] = ("", "", ""),
    seal: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Make the report as a PDF, on its side where the columns need it.

    ``signers`` are the printed names of head, accountant and cashier. ``seal`` is the line at the
    foot by which the figures can be checked. ``progress`` may raise to stop the work.
    """
    columns, shown, total = _laid_out(report)
    natural = _widths(columns, shown, total, report.strong)
    paper = Paper(
        letterhead=letterhead,
        title=report.title,
        period=under_title(report),
        printed=printed,
        landscape=sum(natural) > _PORTRAIT_ROOM * 1.12,
        seal=seal,
    )
    paper.open()
    for one in report.charts:
        chart.draw(paper, one)
    shrink = _shrink(columns, natural, paper.area.width)
    wanted = [given * shrink for given in natural]
    signing = any(column.cell is Cell.SIGN for column in report.columns)
    table = Table(
        paper,
        fitted(columns, wanted, paper.area.width),
        row_height=_SIGN_ROW if signing else 0.0,
        grid=signing,
        shrink=shrink,
    )
    tail = _SUMMARY + 12 * len(report.notes) + (SIGNATURES if report.signed else 0)
    table.draw(shown, tail=tail, strong=report.strong, progress=progress)
    if total:
        table.draw_total(total)
    paper.y -= 4
    for note in report.notes:
        paper.paragraph(note, NOTE, after=0)
    if report.signed:
        places = (_("Head of the branch"), _("Accountant"), _("Cashier"))
        paper.signatures(list(zip(places, signers, strict=True)))
    return paper.close()


def _laid_out(report: ReportTable) -> tuple[list[Column], list[Row], Row | None]:
    """Give columns, rows and totals as texts, with the numbers of the rows where they belong."""
    columns = [_column(column) for column in report.columns]
    shown = [_texts(report.columns, row) for row in report.rows]
    total = _texts(report.columns, report.total) if report.total else None
    if report.numbered:
        columns.insert(0, Column(pgettext("row number", "No."), Align.RIGHT, rigid=True))
        shown = [(str(number), *row) for number, row in enumerate(shown, 1)]
        total = ("", *total) if total else None
    return columns, shown, total


def _widths(
    columns: Sequence[Column], shown: Sequence[Row], total: Row | None, strong: Iterable[int]
) -> list[float]:
    """Give the columns' natural widths; what is bold is wider and must not be broken either.

    Of two sums with a stroke between them the second may stand below, so the longer one counts.
    """
    sums = [column.align is Align.RIGHT for column in columns]
    measured = [
        tuple(_longer(text) if is_sum else text for text, is_sum in zip(row, sums, strict=True))
        for row in shown
    ]
    natural = natural_widths(columns, measured)
    bold = [(shown[at], STRONG) for at in strong] + ([(total, TOTAL)] if total else [])
    for texts, style in bold:
        for at, (column, text) in enumerate(zip(columns, texts, strict=True)):
            if column.rigid:
                wanted = width(text, style.face, style.size) + 2 * PADDING + 1
                natural[at] = max(natural[at], wanted)
    return natural


def _longer(text: str) -> str:
    paid, _stroke, assessed = text.partition("/ ")
    return max(f"{paid}/", assessed, key=len) if assessed else text


def _shrink(columns: Sequence[Column], natural: Sequence[float], room: float) -> float:
    """Give the part of their size at which letters let names keep the room they need."""
    needed = sum(
        wanted if column.rigid else min(wanted, _NAME_ROOM)
        for column, wanted in zip(columns, natural, strict=True)
    )
    return max(_SMALLEST, min(1.0, room / needed))


def period_text(first: str, last: str) -> str:
    """Give a span of months as people write it: a year, a month, or from one to another."""
    if first == last:
        return date_text(first)
    if (first[5:], last[5:]) == ("01", "12") and first[:4] == last[:4]:
        return first[:4]
    return f"{date_text(first)} – {date_text(last)}"


def cell_text(column: ReportColumn, value: Value) -> str:
    """Give a value as paper and screens show it; nothing for a sum that is not there."""
    if value is None:
        return ""
    if isinstance(value, int):
        return number_text(value)
    return date_text(value) if column.cell is Cell.DATE else clean(value)


def under_title(report: ReportTable) -> str:
    """Give what stands under a report's title: period, what it is of, and the form."""
    form = _("Form {number}").format(number=report.form) if report.form else ""
    parts = (period_text(report.first, report.last), report.about, form)
    return " · ".join(part for part in parts if part)


def _texts(columns: Sequence[ReportColumn], row: Sequence[Value]) -> Row:
    return tuple(_text(column, value) for column, value in zip(columns, row, strict=True))


def _text(column: ReportColumn, value: Value) -> str:
    """Give a value for paper: two sums with a stroke between them may part there alone."""
    shown = cell_text(column, value)
    return shown.replace("/", "/ ") if column.cell is Cell.MONEY else shown


def _column(column: ReportColumn) -> Column:
    align = Align.RIGHT if column.cell in _RIGHT else Align.LEFT
    if column.cell is Cell.MARK:
        align = Align.CENTRE
    room = _SIGN_ROOM if column.cell is Cell.SIGN else 0.0
    return Column(clean(column.title), align, rigid=column.cell not in _WRAPS, width=room)
