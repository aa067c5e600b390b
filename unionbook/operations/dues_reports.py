# SPDX-License-Identifier: Apache-2.0
"""Reports of dues: by month, department and member, and arrears, each figure from the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from unionbook.data import dues as rows
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.collation import sort_key
from unionbook.domain.drawing import Bar, Chart, ChartKind, Unit
from unionbook.domain.folding import fold
from unionbook.domain.report_tables import (
    Cell,
    Keep,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.operations import dues
from unionbook.operations.book_reports import added
from unionbook.operations.ledger import by_role
from unionbook.operations.members import read_members
from unionbook.operations.report_kinds import Choice, ReportKind, Shelf, Span
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionbook.operations.dues import MonthDues
    from unionbook.operations.sessions import Session

_MOST_BARS = 12
"""Departments beyond which a chart would be longer than the table it explains."""

Key = TypeVar("Key")
Lines = tuple[tuple[Value, ...], ...]
People = dict[int, tuple[str, str, str]]
"""Local number, name and department by member, in the order of the branch's lists."""


def by_month(session: Session, *, first: str, last: str) -> ReportTable:
    """Give for each month what was assessed for it, paid of it and is left, and of how many."""
    grouped = _grouped(dues_of(session, first, last), lambda one: one.month)
    lines = tuple(_line(month, grouped[month]) for month in sorted(grouped))
    head = (ReportColumn(_("Month"), Cell.DATE), ReportColumn(_("Members"), Cell.COUNT))
    tracing = _tracing(session, 2, [Trace(months=(month, month)) for month in sorted(grouped)])
    report = _table("dues-months", _("Dues by month"), (first, last), head, lines, tracing)
    one_year = first[:4] == last[:4]
    rates = tuple(
        _rate(month[5:] if one_year else f"{month[5:]}/{month[2:4]}", grouped[month])
        for month in sorted(grouped)
    )
    title = _("Paid of what was assessed, month by month")
    return _charted(report, Chart(title, ChartKind.COLUMNS, Unit.PERCENT, rates))


def by_department(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the same for each department, by where members are today."""
    found = dues_of(session, first, last)
    named = people(session, {one.member for one in found})
    grouped = _grouped(found, lambda one: named[one.member][2])
    # The people are in the order of departments already.
    names = [name for name in dict.fromkeys(who[2] for who in named.values()) if name in grouped]
    lines = tuple(_line(name or _("Without a department"), grouped[name]) for name in names)
    head = (ReportColumn(_("Department"), Cell.NAME), ReportColumn(_("Members"), Cell.COUNT))
    members = [tuple({one.member for one in grouped[name]}) for name in names]
    tracing = _tracing(session, 2, [Trace(members=some) for some in members], (first, last))
    title = _("Dues by department")
    report = _table("dues-departments", title, (first, last), head, lines, tracing)
    if len(names) > _MOST_BARS:
        return report
    rates = tuple(_rate(name or _("Without a department"), grouped[name]) for name in names)
    title = _("Paid of what was assessed, by department")
    return _charted(report, Chart(title, ChartKind.BARS, Unit.PERCENT, rates))


def by_member(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the same for each member, in the order of departments and names."""
    found = dues_of(session, first, last)
    grouped = _grouped(found, lambda one: one.member)
    named = people(session, grouped)
    lines: Lines = tuple((*who, *_sums(grouped[member])) for member, who in named.items())
    tracing = _tracing(session, 3, [Trace(members=(member,)) for member in named], (first, last))
    head = who_columns()
    return _table("dues-members", _("Dues by member"), (first, last), head, lines, tracing)


def _rate(label: str, found: Sequence[MonthDues]) -> Bar:
    """Give which part was paid of what was assessed; nothing where nothing was."""
    assessed = sum(one.assessed for one in found)
    # What was paid ahead of its assessment is no part of it yet.
    paid = sum(min(one.paid, one.assessed) for one in found)
    return Bar(label, (paid * 200 + assessed) // (2 * assessed) if assessed > 0 else None)


def _charted(report: ReportTable, chart: Chart) -> ReportTable:
    known = any(bar.value is not None for bar in chart.bars)
    return replace(report, charts=(chart,)) if known else report


def _tracing(
    session: Session, width: int, rows: Sequence[Trace], months: tuple[str, str] | None = None
) -> Tracing:
    """Lead the four sums of a table to what they are made of; ``width`` columns stand before."""
    total = Trace(months=months or (_span(rows) if rows else None))
    columns = [replace(one, months=months) for one in dues_traces(session)]
    return Tracing(tuple(rows), (*[None] * width, *columns), total)


def _span(rows: Sequence[Trace]) -> tuple[str, str]:
    months = [one.months[0] for one in rows if one.months]
    return min(months), max(months)


def dues_traces(session: Session) -> tuple[Trace, Trace, Trace, Trace]:
    """Give what dues assessed, paid, owed and paid ahead are made of."""
    claims = by_role(session, roles.CLAIMS)
    incomes = ((by_role(session, roles.DUES), -1), (by_role(session, roles.SURCHARGE), -1))
    owed = ((claims, 1),)
    return (
        Trace((*owed, *incomes)),
        Trace(incomes),
        Trace(owed, keep=Keep.OWED),
        Trace(owed, keep=Keep.AHEAD, factor=-1),
    )


def dues_of(session: Session, first: str, last: str) -> list[MonthDues]:
    """Give every member's dues of some months, from the ledger."""
    session.require("read_money")
    by_role(session, roles.CLAIMS)  # refuses where there are no books yet
    return rows.month_dues(session.database, first=first, last=last)


def people(session: Session, ids: Iterable[int]) -> People:
    """Give who the members are, by department and then by name as the country lists names."""
    country = session.info.country
    found = [
        (number, (local or "", name or "", department or ""))
        for number, local, name, department in read_members(
            session, ids=list(ids), names=("id", "local_number", "full_name", "department")
        )
    ]
    found.sort(
        key=lambda one: (
            not one[1][2],
            sort_key(one[1][2], "") if one[1][2] else "",
            one[1][2],
            sort_key(one[1][1], country),
            one[0],
        )
    )
    return dict(found)


def who_columns() -> tuple[ReportColumn, ...]:
    """Give the columns that say who a member is."""
    return (
        ReportColumn(_("Number")),
        ReportColumn(_("Full name"), Cell.NAME),
        ReportColumn(_("Department"), Cell.NAME),
    )


def _grouped(
    found: Iterable[MonthDues], key: Callable[[MonthDues], Key]
) -> dict[Key, list[MonthDues]]:
    groups: defaultdict[Key, list[MonthDues]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return dict(groups)


def _line(head: str, found: Sequence[MonthDues]) -> tuple[Value, ...]:
    return (head, len({one.member for one in found}), *_sums(found))


def _sums(found: Sequence[MonthDues]) -> tuple[int, ...]:
    """Give what was assessed and paid, and what is owed and paid ahead of it."""
    return (
        sum(one.assessed for one in found),
        sum(one.paid for one in found),
        sum(max(one.left, 0) for one in found),
        sum(max(-one.left, 0) for one in found),
    )


def _table(
    name: str,
    title: str,
    span: tuple[str, str],
    head: tuple[ReportColumn, ...],
    lines: Lines,
    tracing: Tracing,
) -> ReportTable:
    width = len(head)
    blank = [None] * (width - 1)
    return ReportTable(
        name,
        title,
        *span,
        (
            *head,
            ReportColumn(_("Assessed"), Cell.MONEY),
            ReportColumn(_("Paid"), Cell.MONEY),
            ReportColumn(_("Owed"), Cell.MONEY),
            ReportColumn(_("Paid ahead"), Cell.MONEY),
        ),
        lines,
        (_("Total"), *blank, *(added(lines, at) for at in range(width, width + 4))),
        numbered=head == who_columns(),
        notes=(_("By the months that the dues are for, not by the days on which they were paid."),),
        tracing=tracing,
    )


def arrears(session: Session, *, month: str, department: str = "") -> ReportTable:
    """Give who owes dues at the end of a month, and how old the debts are."""
    debts = {one.member: one for one in dues.list_arrears(session, month=month)}
    named = people(session, debts)
    if department:
        named = {key: who for key, who in named.items() if fold(who[2]) == fold(department)}
    lines = tuple(
        (
            *who,
            debts[member].since,
            debts[member].months,
            *debts[member].by_age,
            debts[member].total,
        )
        for member, who in named.items()
    )
    columns = (
        *who_columns(),
        ReportColumn(_("Since"), Cell.DATE),
        ReportColumn(_("Months"), Cell.COUNT),
        ReportColumn(_("This month"), Cell.MONEY),
        ReportColumn(_("1–2 months"), Cell.MONEY),
        ReportColumn(_("3–5 months"), Cell.MONEY),
        ReportColumn(_("Older"), Cell.MONEY),
        ReportColumn(_("Owed"), Cell.MONEY),
    )
    return ReportTable(
        "arrears",
        _("Arrears of dues"),
        month,
        month,
        columns,
        lines,
        ("", _("Total"), "", "", *(added(lines, at) for at in range(4, 10))),
        about=department or _("at the end of the month"),
        numbered=True,
        tracing=_arrears_tracing(session, month, tuple(named)),
        charts=_ages_chart(columns[5:9], [added(lines, at) for at in range(5, 9)]),
    )


def _ages_chart(columns: Sequence[ReportColumn], sums: Sequence[int]) -> tuple[Chart, ...]:
    if not any(sums):
        return ()
    bars = tuple(Bar(column.title, one) for column, one in zip(columns, sums, strict=True))
    return (Chart(_("Arrears by age"), ChartKind.BARS, Unit.MONEY, bars),)


def _arrears_tracing(session: Session, month: str, members: Sequence[int]) -> Tracing:
    """Lead each sum to the months it is owed for: ages as ``list_arrears`` counts them."""
    owed = dues_traces(session)[2]
    spans = ((0, 0), (-2, -1), (-5, -3))
    ages = [(periods.later(month, first), periods.later(month, last)) for first, last in spans]
    columns = [replace(owed, months=one) for one in (*ages, ("", periods.later(month, -6)))]
    return Tracing(
        tuple(Trace(members=(member,)) for member in members),
        (*[None] * 5, *columns, replace(owed, months=("", month))),
        Trace(members=tuple(members)),
    )


def _arrears(session: Session, *, first: str, last: str, department: str = "") -> ReportTable:  # noqa: ARG001 - of the end alone
    return arrears(session, month=last, department=department)


DEPARTMENT = Choice("department", N_("Department"))
_YEARLY = Span.MONTHS_OF_YEAR
KINDS = (
    ReportKind(
        "dues-months",
        N_("Dues by month"),
        N_("What was assessed for each month, what was paid of it and what is owed."),
        Shelf.DUES,
        by_month,
        _YEARLY,
    ),
    ReportKind(
        "dues-departments",
        N_("Dues by department"),
        N_("The same for each department, by where members are today."),
        Shelf.DUES,
        by_department,
    ),
    ReportKind(
        "dues-members",
        N_("Dues by member"),
        N_("The same for each member."),
        Shelf.DUES,
        by_member,
    ),
    ReportKind(
        "arrears",
        N_("Arrears of dues"),
        N_("Who owes dues at the end of a month, how much, and how old the debts are."),
        Shelf.DUES,
        _arrears,
        Span.MONTH_END,
        (DEPARTMENT,),
    ),
)
