# SPDX-License-Identifier: Apache-2.0
"""Any report of figures as a workbook: sums as numbers, the totals in the last row."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from unionbook.domain.fields import Kind
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable
from unionbook.excel.cells import Column
from unionbook.excel.workbook import Written, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_KINDS = {
    Cell.TEXT: Kind.TEXT,
    Cell.NAME: Kind.NAME,
    Cell.DATE: Kind.DATE,
    Cell.MONEY: Kind.MONEY,
    Cell.COUNT: None,
    Cell.MARK: Kind.TEXT,
    Cell.SIGN: Kind.TEXT,
}
_WIDTHS = {Cell.COUNT: 10.0, Cell.MARK: 6.0, Cell.SIGN: 24.0, Cell.TEXT: 16.0}


def write_report(
    path: Path,
    report: ReportTable,
    *,
    notes: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write a report to a workbook; ``notes`` say whose it is and stand on a second sheet.

    Raises what ``write_table`` raises.
    """
    rows = chain(report.rows, [report.total] if report.total else [])
    return write_table(
        path,
        title=report.title,
        columns=[_column(column) for column in report.columns],
        rows=rows,
        notes=(*notes, *report.notes),
        total=len(report.rows),
        progress=progress,
    )


def _column(column: ReportColumn) -> Column:
    return Column(None, column.title, _KINDS[column.cell], _WIDTHS.get(column.cell, 0))
