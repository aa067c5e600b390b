# SPDX-License-Identifier: Apache-2.0
"""A report as figures, before anybody decides whether it becomes paper, a workbook or a screen."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.domain.drawing import Chart


class Cell(StrEnum):
    """What a column of a report holds."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    """ISO text, whole or a month."""
    MONEY = "money"
    """A whole number in the currency's smallest unit; a text where a number alone would mislead."""
    COUNT = "count"
    MARK = "mark"
    """A short sign that stands in the middle of its place."""
    SIGN = "sign"
    """Room to sign on paper; always empty."""


Value = str | int | None


class Keep(StrEnum):
    """Which members' months of a trace count: those on which something is owed, or paid ahead."""

    OWED = "owed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a figure is made of: lines of the ledger that add up to it.

    ``accounts`` gives for each account the factor by which its lines count (1 or -1). What is None
    does not limit: ``members`` and ``months`` (first and last) are those a line is for, ``since``
    and ``until`` are days, ``vouchers`` those the lines stand in, ``side`` 1 means debits alone and
    -1 credits alone. ``keep`` leaves only those members' months whose lines add up to more than
    nothing, or to less; ``besides`` leaves out closing entries that touch one of these accounts.
    ``factor`` turns the sum into the figure as it is shown, ``also`` is what else adds to it. With
    ``partly`` the figure is a part, reckoned from what the lines add up to.
    """

    accounts: tuple[tuple[int, int], ...] | None = None
    members: tuple[int, ...] | None = None
    months: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    voucher: int | None = None
    vouchers: tuple[int, ...] | None = None
    side: int | None = None
    keep: Keep | None = None
    factor: int | None = None
    besides: tuple[int, ...] | None = None
    also: Trace | None = None
    partly: bool | None = None

    def within(self, other: Trace | None) -> Trace:
        """Give this trace with what the other one says where this one says nothing."""
        if other is None:
            return self
        said = {
            one.name: getattr(other, one.name)
            for one in fields(Trace)
            if getattr(self, one.name) is None
        }
        return replace(self, **said)


@dataclass(frozen=True, slots=True)
class Tracing:
    """What each figure of a table is made of: a row's trace and its column's, put together.

    ``rows`` is as long as the table's rows, ``columns`` as its columns; a figure whose column has
    no trace cannot be followed further. ``total`` is the trace of the line of totals. ``cells``
    holds the whole trace of a figure that is made otherwise, by row and column.
    """

    rows: tuple[Trace | None, ...]
    columns: tuple[Trace | None, ...]
    total: Trace | None = Trace()
    cells: Mapping[tuple[int, int], Trace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: its title and what it holds."""

    title: str
    cell: Cell = Cell.TEXT


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report was asked for, so that it can be made again: its name and the choices."""

    name: str
    period: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report: its title, what it is of, its rows, and the line of totals where it has one.

    ``about`` names what the report is limited to (an account, a department), ``notes`` explain
    signs. ``signed`` says whether places to sign belong under it, ``numbered`` whether paper
    numbers its rows. ``strong`` are the rows that sum others up. ``charts`` show the figures to
    who looks rather than reads; ``tracing`` leads from each figure to its vouchers; ``asked`` lets
    the same report be made again.
    """

    name: str
    title: str
    first: str
    last: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    about: str = ""
    form: str = ""
    notes: tuple[str, ...] = ()
    signed: bool = True
    numbered: bool = False
    strong: frozenset[int] = frozenset()
    charts: tuple[Chart, ...] = ()
    tracing: Tracing | None = None
    asked: Asked | None = None


TOTAL_ROW = -1
"""The number by which a trace of the line of totals is asked for."""


def trace_of(report: ReportTable, row: int, column: int) -> Trace | None:
    """Give what a figure is made of: None for a text, nothing, or what is not of the ledger.

    ``row`` is ``TOTAL_ROW`` for the line of totals.
    """
    line = report.total if row == TOTAL_ROW else report.rows[row]
    if report.tracing is None or line is None or line[column] in (None, ""):
        return None
    tracing = report.tracing
    if (row, column) in tracing.cells:
        return tracing.cells[row, column]
    by_row = tracing.total if row == TOTAL_ROW else tracing.rows[row]
    by_column = tracing.columns[column]
    if by_row is None or by_column is None:
        return None
    return by_row.within(by_column)
