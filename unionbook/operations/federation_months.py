# SPDX-License-Identifier: Apache-2.0
"""The federation's months: dues owed, paid and remitted, and welfare by kind, over any units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import federation_figures as rows
from unionbook.domain import periods
from unionbook.domain.folding import fold
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Value
from unionbook.operations.federation import WELFARE, save_report
from unionbook.operations.federation_words import kind_shown
from unionbook.operations.months import month_to_report
from unionbook.operations.units import get_unit, list_units, require_federation, units_below
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_YEAR = 11


@dataclass(slots=True)
class MonthFigures:
    """One month over some units; ``welfare`` has count and amount by kind."""

    month: str
    dues_due: int = 0
    dues_paid: int = 0
    remitted: int = 0
    welfare: dict[str, tuple[int, int]] = field(default_factory=dict)
    reported: int = 0

    @property
    def welfare_amount(self) -> int:
        """What was paid for welfare of every kind."""
        return sum(amount for _count, amount in self.welfare.values())


def list_months(
    session: Session, *, unit_id: int = 0, first: str = "", last: str = ""
) -> list[MonthFigures]:
    """Give the months over all units, or one and what stands below it; by default a year."""
    require_federation(session, "read_members")
    until = last or month_to_report()
    since = first or periods.later(until, -_YEAR)
    within = _within(session, unit_id)
    found = {month: MonthFigures(month) for month in periods.span(since, until)}
    for (month, kind, key), (number, amount) in rows.by_month(
        session.database, since, until, within
    ).items():
        one = found[month]
        if kind in WELFARE:
            held = one.welfare.get(key, (0, 0))
            one.welfare[key] = (held[0] + number, held[1] + amount)
        elif kind in ("dues_due", "dues_paid", "remitted"):
            setattr(one, kind, getattr(one, kind) + amount)
    for month, one in found.items():
        reported = rows.reports(session.database, month)
        one.reported = len(set(reported) & set(within)) if within else len(reported)
    return list(found.values())


def _within(session: Session, unit_id: int) -> list[int]:
    if not unit_id:
        return []
    return [one.unit.id for one in units_below(list_units(session, closed=True), unit_id)]


def months_report(
    session: Session, *, unit_id: int = 0, first: str = "", last: str = ""
) -> ReportTable:
    """Give the months as a report, for paper or a workbook."""
    found = list_months(session, unit_id=unit_id, first=first, last=last)
    named = {kind: kind_shown(session, kind) for one in found for kind in one.welfare}
    kinds = sorted(named, key=lambda kind: fold(named[kind]))
    columns = (
        ReportColumn(_("Month"), Cell.DATE),
        ReportColumn(_("Reported"), Cell.COUNT),
        ReportColumn(_("Dues owed"), Cell.MONEY),
        ReportColumn(_("Dues paid"), Cell.MONEY),
        ReportColumn(_("Paid to the levels above"), Cell.MONEY),
        ReportColumn(_("Welfare"), Cell.MONEY),
        *(ReportColumn(named[kind], Cell.MONEY) for kind in kinds),
    )
    lines = tuple(_line(one, kinds) for one in found)
    total: tuple[Value, ...] = (
        _("Total"),
        None,
        *(sum(int(line[at] or 0) for line in lines) for at in range(2, len(columns))),
    )
    about = get_unit(session, unit_id=unit_id).name if unit_id else ""
    return ReportTable(
        "federation-months",
        _("Months of the units"),
        found[0].month,
        found[-1].month,
        columns,
        lines,
        total,
        about=about,
        signed=False,
    )


def _line(one: MonthFigures, kinds: list[str]) -> tuple[Value, ...]:
    return (
        one.month,
        one.reported,
        one.dues_due,
        one.dues_paid,
        one.remitted,
        one.welfare_amount,
        *(one.welfare.get(kind, (0, 0))[1] for kind in kinds),
    )


def save_months(
    session: Session, *, path: Path, unit_id: int = 0, first: str = "", last: str = ""
) -> ReportTable:
    """Write the months to a workbook where the file ends in ``.xlsx``, and to a PDF otherwise."""
    report = months_report(session, unit_id=unit_id, first=first, last=last)
    save_report(session, report=report, path=path)
    return report
