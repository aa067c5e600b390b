# SPDX-License-Identifier: Apache-2.0
"""The year as treasurers keep it on paper: members by months, with sums or only with signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.data import dues as rows
from unionbook.domain import periods
from unionbook.domain.report_tables import (
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.operations.book_reports import added
from unionbook.operations.dues_reports import dues_of, dues_traces, people, who_columns
from unionbook.operations.report_kinds import ReportKind, Shelf, Span
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from unionbook.operations.dues import MonthDues
    from unionbook.operations.sessions import Session

PAID, PART, OWED, FREE = "x", "½", "0", "–"
"""The signs of the public grid: such as the paper's font has."""
_Cells = dict[int, dict[str, "MonthDues"]]


def grid(
    session: Session, *, first: str, last: str, members: Collection[int] | None = None
) -> ReportTable:
    """Give what every member paid for every month, what is owed, and the totals.

    ``members``: of these alone.
    """
    months = list(periods.span(first, last))
    cells, free = _cells(session, first, last, members)
    named = people(session, cells)
    lines = tuple(
        (
            *who,
            *(_sum(cells[member].get(month), exempt=(member, month) in free) for month in months),
            sum(one.paid for one in cells[member].values()),
            sum(max(one.left, 0) for one in cells[member].values()),
        )
        for member, who in named.items()
    )
    paid = [sum(one[month].paid for one in cells.values() if month in one) for month in months]
    return ReportTable(
        "grid",
        _("Dues of members by month"),
        first,
        last,
        (
            *who_columns(),
            *(ReportColumn(_shown(month, months), Cell.MONEY) for month in months),
            ReportColumn(_("Paid"), Cell.MONEY),
            ReportColumn(_("Owed"), Cell.MONEY),
        ),
        lines,
        ("", _("Total"), "", *paid, sum(paid), added(lines, len(months) + 4)),
        numbered=True,
        notes=(
            _("A sum is paid in full; of two sums the first is paid and the second was assessed."),
            _("{sign}: exempt. Empty: nothing was assessed.").format(sign=FREE),
        ),
        tracing=_tracing(session, months, list(named)),
    )


def _tracing(session: Session, months: Sequence[str], members: Sequence[int]) -> Tracing:
    _assessed, paid, owed, _ahead = dues_traces(session)
    whole = (months[0], months[-1])
    return Tracing(
        tuple(Trace(members=(member,)) for member in members),
        (
            *[None] * 3,
            *(replace(paid, months=(month, month)) for month in months),
            replace(paid, months=whole),
            replace(owed, months=whole),
        ),
    )


def narrowed_grid(
    session: Session, *, year: str, members: Collection[int], public: bool = False
) -> ReportTable:
    """Give the year's grid of some members, as somebody narrowed the list; ``public``: signs alone.

    It says that it is of some members, and has no check line: it is no report of the branch.
    """
    session.require("read_money")
    first, last = periods.read_period(year)
    make = public_grid if public else grid
    told = ngettext("Only {count} member", "Only {count} members", len(members))
    report = make(session, first=first, last=last, members=members)
    return replace(report, about=told.format(count=number_text(len(members))), signed=False)


def public_grid(
    session: Session, *, first: str, last: str, members: Collection[int] | None = None
) -> ReportTable:
    """Give the grid that may hang on a wall: signs, and not one amount."""
    months = list(periods.span(first, last))
    cells, free = _cells(session, first, last, members)
    lines = tuple(
        (
            *who,
            *(_sign(cells[member].get(month), exempt=(member, month) in free) for month in months),
        )
        for member, who in people(session, cells).items()
    )
    legend = _("{paid}: paid. {part}: paid in part. {owed}: not paid. {free}: exempt.")
    return ReportTable(
        "grid-public",
        _("Dues of members by month"),
        first,
        last,
        (
            *who_columns(),
            *(ReportColumn(_shown(month, months), Cell.MARK) for month in months),
        ),
        lines,
        numbered=True,
        notes=(legend.format(paid=PAID, part=PART, owed=OWED, free=FREE),),
    )


def _cells(
    session: Session, first: str, last: str, members: Collection[int] | None
) -> tuple[_Cells, set[tuple[int, str]]]:
    """Give each member's months, of those too who are exempt all along, and who is exempt when."""
    cells: _Cells = {}
    for one in dues_of(session, first, last):
        cells.setdefault(one.member, {})[one.month] = one
    free = rows.exempt_months(session.database, first, last)
    for member, _month in free:
        cells.setdefault(member, {})
    if members is not None:
        cells = {member: cells.get(member, {}) for member in members}
    return cells, free


def _sum(one: MonthDues | None, *, exempt: bool) -> Value:
    if one is None or (exempt and not one.paid and one.left <= 0):
        return FREE if exempt else None
    if one.left <= 0:
        return one.paid or None
    return f"{number_text(one.paid)}/{number_text(one.assessed)}"


def _sign(one: MonthDues | None, *, exempt: bool) -> str:
    if one is None or (exempt and not one.paid and one.left <= 0):
        return FREE if exempt else ""
    if one.left <= 0:
        return PAID if one.paid else ""
    return PART if one.paid else OWED


def _shown(month: str, months: Sequence[str]) -> str:
    """Give the month's number, with its year where there are several."""
    return month[5:] if months[0][:4] == months[-1][:4] else f"{month[5:]}/{month[2:4]}"


KINDS = (
    ReportKind(
        "grid",
        N_("Dues of members by month, with amounts"),
        N_("The year as on paper: members by months, what each paid and owes."),
        Shelf.DUES,
        grid,
        Span.MONTHS_OF_YEAR,
        most_months=12,
    ),
    ReportKind(
        "grid-public",
        N_("Dues of members by month, without amounts"),
        N_("The same with signs alone, to hang on a wall."),
        Shelf.DUES,
        public_grid,
        Span.MONTHS_OF_YEAR,
        most_months=12,
    ),
)
