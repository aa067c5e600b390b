# SPDX-License-Identifier: Apache-2.0
"""The federation's desk: one picture over all branches, who is late, who is where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from unionbook.data import down, settings
from unionbook.data import federation_figures as rows
from unionbook.data.federation import refresh_lapsed
from unionbook.domain import clock, periods
from unionbook.domain.events import PRESENT
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Value
from unionbook.errors import InvalidValueError
from unionbook.excel.money_report import write_report
from unionbook.operations.money_papers import signers
from unionbook.operations.papers import letterhead, printed
from unionbook.operations.units import (
    LEVEL_LABELS,
    UnitPlace,
    list_units,
    require_federation,
    units_below,
)
from unionbook.reports import output
from unionbook.reports.money_report import money_report
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.federation_figures import FoundMember
    from unionbook.operations.sessions import Session

DUE_DAY = "report_due_day"
_DUE = 10
"""The day of the following month until which a month is to be reported, unless settled."""
WELFARE = ("welfare", "programmes")


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit over some months, with all that stands below it added up.

    ``late`` are the connected branches below (or itself) that have not reported the last month.
    """

    place: UnitPlace
    branches: int
    connected: int
    members: int
    by_status: dict[str, int]
    dues_due: int
    dues_paid: int
    remitted: int
    welfare: int
    welfare_count: int
    last_month: str
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture over all units from one month to another."""

    first: str
    last: str
    units: tuple[UnitFigures, ...]
    total: UnitFigures | None


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A connected branch that has not reported a month, and how long ago that was due."""

    place: UnitPlace
    last_month: str
    due_on: str
    days: int


@dataclass(frozen=True, slots=True)
class MemberFound:
    """A member somewhere below, in which unit, and the numbers given here or there."""

    member: FoundMember
    unit: str
    official_number: str = ""
    card_number: str = ""


def overview(session: Session, *, first: str = "", last: str = "", unit_id: int = 0) -> Overview:
    """Give the picture over all units, or over one and what stands below it."""
    require_federation(session, "read_members")
    until = last or max(first, last_month())
    since = first or until
    if since > until:
        raise InvalidValueError(_("The first month comes after the last."), field="first")
    _refresh(session)
    places = units_below(list_units(session), unit_id)
    counted = rows.count_members(session.database)
    money: defaultdict[int, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
    for (unit, kind, key), told in rows.sums(session.database, since, until).items():
        money[unit][kind, key] = told
    reported = rows.last_reports(session.database)
    late = {one.place.unit.id for one in _late(session, places, until) if one.days > 0}
    single = [_single(place, counted, money[place.unit.id], reported, late) for place in places]
    added = _added(single)
    return Overview(since, until, tuple(added), _total(added))


def _refresh(session: Session) -> None:
    if not session.read_only:
        with session.office.upkeep():
            refresh_lapsed(session.database, clock.today())


def _single(
    place: UnitPlace,
    counted: Mapping[int, Mapping[str, int]],
    money: Mapping[tuple[str, str], tuple[int, int]],
    reported: Mapping[int, str],
    late: set[int],
) -> UnitFigures:
    number = place.unit.id
    by_status = dict(counted.get(number, {}))
    paid = [told for (kind, _key), told in money.items() if kind in WELFARE]
    return UnitFigures(
        place,
        int(place.unit.level == "branch"),
        int(place.unit.state == "confirmed"),
        sum(by_status.get(status, 0) for status in PRESENT),
        by_status,
        money.get(("dues_due", ""), (0, 0))[1],
        money.get(("dues_paid", ""), (0, 0))[1],
        money.get(("remitted", ""), (0, 0))[1],
        sum(amount for _count, amount in paid),
        sum(count for count, _amount in paid),
        reported.get(number, ""),
        int(number in late),
    )


def _added(single: Sequence[UnitFigures]) -> list[UnitFigures]:
    """Add to each unit what stands below it: the list is a tree, the deeper one follows."""
    found = list(single)
    for at in range(len(found) - 1, -1, -1):
        depth = found[at].place.depth
        for below in range(at + 1, len(found)):
            if found[below].place.depth <= depth:
                break
            if found[below].place.depth == depth + 1:
                found[at] = _plus(found[at], found[below])
    return found


def _plus(one: UnitFigures, other: UnitFigures) -> UnitFigures:
    by_status = {
        status: one.by_status.get(status, 0) + other.by_status.get(status, 0)
        for status in (*one.by_status, *other.by_status)
    }
    return UnitFigures(
        one.place,
        one.branches + other.branches,
        one.connected + other.connected,
        one.members + other.members,
        by_status,
        one.dues_due + other.dues_due,
        one.dues_paid + other.dues_paid,
        one.remitted + other.remitted,
        one.welfare + other.welfare,
        one.welfare_count + other.welfare_count,
        one.last_month,
        one.late + other.late,
    )


def _total(found: Sequence[UnitFigures]) -> UnitFigures | None:
    top = min((one.place.depth for one in found), default=0)
    total: UnitFigures | None = None
    for one in found:
        if one.place.depth == top:
            total = one if total is None else _plus(total, one)
    return total


def last_month() -> str:
    """Give the month that is over: the one of which the picture is whole."""
    return periods.later(clock.today()[:7], -1)


def due_on(session: Session, month: str) -> str:
    """Give the day until which a month is to be reported."""
    held = settings.get_setting(session.database, DUE_DAY, str(_DUE))
    return f"{periods.later(month, 1)}-{int(held):02d}"


def list_late(session: Session, *, month: str = "") -> list[LateUnit]:
    """Give the connected branches that have not reported a month, the longest silent first."""
    require_federation(session, "read_members")
    found = _late(session, list_units(session), month or last_month())
    return sorted(found, key=lambda one: (one.last_month, one.place.unit.name))


def _late(session: Session, places: Iterable[UnitPlace], month: str) -> list[LateUnit]:
    # A later month's file holds the figures of all months before it.
    last = rows.last_reports(session.database)
    due = due_on(session, month)
    days = _days(due, clock.today())
    return [
        LateUnit(place, last.get(place.unit.id, ""), due, days)
        for place in places
        if place.unit.state == "confirmed" and last.get(place.unit.id, "") < month
    ]


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days


def search_members(
    session: Session, *, text: str, unit_id: int = 0, limit: int = 50
) -> list[MemberFound]:
    """Find members over all branches, or below one unit."""
    require_federation(session, "read_members")
    places = list_units(session, closed=True)
    names = {one.unit.id: one.unit.name for one in places}
    within = [one.unit.id for one in units_below(places, unit_id)] if unit_id else []
    found = rows.search(session.database, text, unit_ids=within, limit=limit)
    return [
        MemberFound(
            one,
            names.get(one.unit_id, ""),
            **down.numbers_of(session.database, one.unit_id, one.row_id),
        )
        for one in found
    ]


def overview_report(session: Session, *, first: str = "", last: str = "") -> ReportTable:
    """Give the picture over all units as a report, for paper or a workbook."""
    found = overview(session, first=first, last=last)
    columns = (
        ReportColumn(_("Unit"), Cell.NAME),
        ReportColumn(_("Level")),
        ReportColumn(_("Members"), Cell.COUNT),
        ReportColumn(_("Dues owed"), Cell.MONEY),
        ReportColumn(_("Dues paid"), Cell.MONEY),
        ReportColumn(_("Paid to the levels above"), Cell.MONEY),
        ReportColumn(_("Welfare"), Cell.MONEY),
        ReportColumn(_("Last report")),
        ReportColumn(_("Late"), Cell.COUNT),
    )
    lines = tuple(_line(one) for one in found.units)
    strong = frozenset(at for at, one in enumerate(found.units) if one.place.unit.level != "branch")
    total = _total_line(found.total) if found.total else None
    return ReportTable(
        "federation-overview",
        _("Overview of all units"),
        found.first,
        found.last,
        columns,
        lines,
        total,
        strong=strong,
        signed=False,
        notes=(_("A unit's figures hold those of all units below it."),),
    )


def _line(one: UnitFigures) -> tuple[Value, ...]:
    unit = one.place.unit
    last = f"{one.last_month[5:]}/{one.last_month[:4]}" if one.last_month else ""
    return (
        "– " * one.place.depth + unit.name,
        _(LEVEL_LABELS[unit.level]),
        one.members,
        one.dues_due,
        one.dues_paid,
        one.remitted,
        one.welfare,
        last,
        one.late or None,
    )


def _total_line(total: UnitFigures) -> tuple[Value, ...]:
    return (
        _("Total"),
        "",
        total.members,
        total.dues_due,
        total.dues_paid,
        total.remitted,
        total.welfare,
        "",
        total.late or None,
    )


def save_overview(session: Session, *, path: Path, first: str = "", last: str = "") -> ReportTable:
    """Write the picture to a workbook where the file ends in ``.xlsx``, and to a PDF otherwise."""
    report = overview_report(session, first=first, last=last)
    save_report(session, report=report, path=path)
    return report


def save_report(session: Session, *, report: ReportTable, path: Path) -> None:
    """Write a report of the desk to a workbook or a PDF."""
    if path.suffix.lower() == ".xlsx":
        session.require("export_members")
        write_report(path, report, notes=(session.info.branch, report.title))
    else:
        content = money_report(
            report,
            letterhead=letterhead(session),
            printed=printed(session),
            signers=signers(session),
        )
        output.save(content, path)


def late_words(found: Sequence[LateUnit], month: str) -> str:
    """Say in a sentence how many branches have not reported a month."""
    return ngettext(
        "{number} branch has not reported {month}.",
        "{number} branches have not reported {month}.",
        len(found),
    ).format(number=len(found), month=f"{month[5:]}/{month[:4]}")
