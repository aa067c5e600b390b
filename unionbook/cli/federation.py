# SPDX-License-Identifier: Apache-2.0
"""``unionbook federation``: the union above, from a branch's side and at its own desk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import federation_down, federation_links, federation_lost, federation_units
from unionbook.cli.answers import Answer, say
from unionbook.cli.bundle import taken_data, taken_lines
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import COUNT, argument, file_argument, file_option, group, option
from unionbook.cli.money import MONTH
from unionbook.cli.tables import table
from unionbook.domain.periods import read_month
from unionbook.errors import UnionbookError
from unionbook.operations import bundles, federation, federation_months, units
from unionbook.operations.federation_words import kind_shown
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.federation import UnitFigures
    from unionbook.operations.sessions import Session

_UNIT = N_("UNIT")
_unit = argument("unit", metavar=_UNIT)
_to = file_option("--to", required=True, sign=N_("FOLDER"), help=N_("Where to write it."))


@group(help=N_("The union above: connect a branch with it, and its desk over all branches."))
def federation_command() -> None:
    """Hold the commands on the federation."""


for _part in (federation_links, federation_units, federation_down, federation_lost):
    _part.add_to(federation_command)


@federation_command.command("late", help=N_("List the branches that have not reported a month."))
@argument("month", metavar=MONTH, required=False, default="")
@uses_register(Access.READS)
def list_late(session: Session, month: str) -> Answer:
    """List who is late."""
    found = federation.list_late(session, month=read_month(month) if month else "")
    data = [
        {
            "unit": str(one.place.unit.id),
            "name": one.place.unit.name,
            "path": list(one.place.path),
            "leader": one.place.unit.leader,
            "phone": one.place.unit.phone,
            "last_month": one.last_month or None,
            "due_on": one.due_on,
            "days": one.days,
        }
        for one in found
    ]
    rows = [
        [
            " / ".join(one.place.path),
            one.place.unit.leader,
            one.place.unit.phone,
            _month(one.last_month),
            str(max(0, one.days)),
        ]
        for one in found
    ]
    headings = [_("Unit"), _("Leader"), _("Telephone"), _("Last report"), _("Days late")]
    return Answer({"late": data}, table(headings, rows, right=(4,), widest=60))


@federation_command.command(
    "overview",
    help=N_("Show the picture over all units, or below one; --out writes it to a file."),
)
@argument("unit", metavar=_UNIT, required=False, default="")
@option("--from", "first", metavar=MONTH, default="", help=N_("The first month."))
@option("--to", "last", metavar=MONTH, default="", help=N_("The last month."))
@file_option("--out", "path", help=N_("The file to write, ending in .pdf or .xlsx."))
@uses_register(Access.NOTES, reads_unless="path")
def overview(session: Session, unit: str, first: str, last: str, path: Path | None) -> Answer:
    """Show the overview."""
    since, until = (read_month(one) if one else "" for one in (first, last))
    within = units.find_unit(session, unit).id if unit else 0
    found = federation.overview(session, first=since, last=until, unit_id=within)
    if path is not None:
        federation.save_overview(session, path=path, first=since, last=until)
    data = {
        "first": found.first,
        "last": found.last,
        "units": [_figures_data(one) for one in found.units],
        "total": _figures_data(found.total) if found.total else None,
        "file": str(path) if path else None,
    }
    rows = [
        [
            "  " * one.place.depth + one.place.unit.name,
            number_text(one.members),
            number_text(one.dues_due),
            number_text(one.dues_paid),
            number_text(one.remitted),
            number_text(one.welfare),
            _month(one.last_month),
        ]
        for one in found.units
    ]
    headings = [
        _("Unit"),
        _("Members"),
        _("Dues owed"),
        _("Dues paid"),
        _("Remitted"),
        _("Welfare"),
        _("Last report"),
    ]
    shown = " – ".join(_month(one) for one in dict.fromkeys((found.first, found.last)))
    return Answer(data, [shown, "", *table(headings, rows, right=(1, 2, 3, 4, 5))])


def _month(month: str) -> str:
    return f"{month[5:]}/{month[:4]}" if month else "–"


def _figures_data(one: UnitFigures) -> dict[str, Any]:
    return {
        "unit": str(one.place.unit.id),
        "name": one.place.unit.name,
        "path": list(one.place.path),
        "branches": one.branches,
        "connected": one.connected,
        "members": one.members,
        "by_status": one.by_status,
        "dues_due": one.dues_due,
        "dues_paid": one.dues_paid,
        "remitted": one.remitted,
        "welfare": one.welfare,
        "welfare_count": one.welfare_count,
        "last_month": one.last_month or None,
        "late": one.late,
    }


@federation_command.command(
    "months",
    help=N_("Show the months over all units, or one and what is below it; --out writes a file."),
)
@argument("unit", metavar=_UNIT, required=False, default="")
@option("--from", "first", metavar=MONTH, default="", help=N_("The first month."))
@option("--to", "last", metavar=MONTH, default="", help=N_("The last month."))
@file_option("--out", "path", help=N_("The file to write, ending in .pdf or .xlsx."))
@uses_register(Access.NOTES, reads_unless="path")
def list_months(session: Session, unit: str, first: str, last: str, path: Path | None) -> Answer:
    """List months."""
    since, until = (read_month(one) if one else "" for one in (first, last))
    within = units.find_unit(session, unit).id if unit else 0
    found = federation_months.list_months(session, unit_id=within, first=since, last=until)
    named = {kind: kind_shown(session, kind) for one in found for kind in one.welfare}
    if path is not None:
        federation_months.save_months(session, path=path, unit_id=within, first=since, last=until)
    data = [
        {
            "month": one.month,
            "reported": one.reported,
            "dues_due": one.dues_due,
            "dues_paid": one.dues_paid,
            "remitted": one.remitted,
            "welfare": {
                kind: {"name": named[kind], "count": count, "amount": amount}
                for kind, (count, amount) in one.welfare.items()
            },
        }
        for one in found
    ]
    rows = [
        [
            f"{one.month[5:]}/{one.month[:4]}",
            number_text(one.reported),
            number_text(one.dues_due),
            number_text(one.dues_paid),
            number_text(one.remitted),
            number_text(one.welfare_amount),
            *(number_text(one.welfare.get(kind, (0, 0))[1]) for kind in named),
        ]
        for one in found
    ]
    headings = [
        _("Month"),
        _("Reported"),
        _("Dues owed"),
        _("Dues paid"),
        _("Remitted"),
        _("Welfare"),
        *named.values(),
    ]
    told = {"months": data, "file": str(path) if path else None}
    return Answer(told, table(headings, rows, right=tuple(range(1, len(headings)))))


@federation_command.command("members", help=N_("Find members over all branches."))
@argument("text", metavar=N_("TEXT"))
@option("--under", metavar=_UNIT, default="", help=N_("Only below this unit."))
@option("--limit", type=COUNT, default=50, show_default=True, help=N_("How many at most."))
@uses_register(Access.READS)
def search_members(session: Session, text: str, under: str, limit: int) -> Answer:
    """Search members."""
    within = units.find_unit(session, under).id if under else 0
    found = federation.search_members(session, text=text, unit_id=within, limit=limit)
    data = [
        {
            "unit": str(one.member.unit_id),
            "unit_name": one.unit,
            "member": str(one.member.row_id),
            "full_name": one.member.full_name,
            "born_on": one.member.born_on,
            "identity_number": one.member.identity_number,
            "official_number": one.official_number,
            "card_number": one.card_number,
            "status": one.member.status,
        }
        for one in found
    ]
    rows = [
        [one.member.full_name, one.member.born_on, one.official_number, one.unit] for one in found
    ]
    headings = [_("Name"), _("Born"), _("Official number"), _("Unit")]
    return Answer({"members": data}, table(headings, rows))


@federation_command.command(
    "watch",
    help=N_("Take in what comes into a folder, again and again, until it is stopped."),
)
@file_argument("folder", sign=N_("FOLDER"))
@option(
    "--every",
    type=click.IntRange(min=1, max=86400),
    default=60,
    show_default=True,
    metavar=N_("SECONDS"),
    help=N_("How often to look."),
)
@option(
    "--times",
    type=click.IntRange(min=0, max=10**6),
    default=0,
    metavar=N_("NUMBER"),
    help=N_("Stop after looking so often; 0 goes on."),
)
@uses_register(Access.WRITES)
def watch(session: Session, folder: Path, every: int, times: int) -> Answer:
    """Watch a folder."""
    if not folder.is_dir():
        raise UnionbookError(_("{folder} is not a folder.").format(folder=folder))
    seen: set[tuple[str, int, float]] = set()
    taken: list[dict[str, Any]] = []
    looked = 0
    while True:
        for path in sorted(folder.glob(f"*{bundles.SUFFIX}")):
            told = path.stat()
            mark = (path.name, told.st_size, told.st_mtime)
            if mark not in seen:
                seen.add(mark)
                taken.append(_taken(session, path))
        looked += 1
        if times and looked >= times:
            return Answer({"bundles": taken})
        time.sleep(every)


def _taken(session: Session, path: Path) -> dict[str, Any]:
    try:
        found = bundles.apply_bundle(session, path=path)
    except UnionbookError as refusal:
        found = bundles.refused(path, refusal)
    for line in taken_lines(found):
        say(line, err=True)
    return taken_data(found)
