# SPDX-License-Identifier: Apache-2.0
"""``unionbook doubles``: members who may be in the register twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import COUNT, command, option
from unionbook.cli.shown import shown
from unionbook.cli.tables import table
from unionbook.operations import doubles
from unionbook.operations.members import read_members
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_BY = {
    "identity": N_("same identity number"),
    "phone": N_("same phone"),
    "name_birth": N_("same name and birth"),
}
_TOLD = ("id", "local_number", "full_name", "born_on", "department", "phone")


@command(
    "doubles",
    help=N_(
        "List members who may be in the register twice.\n\n“unionbook members merge” makes two "
        "records one."
    ),
)
@option("--limit", type=COUNT, default=200, help=N_("At most so many pairs."))
@uses_register(Access.READS)
def doubles_command(session: Session, limit: int) -> Answer:
    """List doubles."""
    pairs = doubles.list_doubles(session, limit=limit)
    wanted = sorted({key for first, second, _by in pairs for key in (first, second)})
    people = {row[0]: row for row in read_members(session, ids=wanted, names=_TOLD)}
    data = [
        {"members": [_person(people[first]), _person(people[second])], "by": by}
        for first, second, by in pairs
    ]
    rows = []
    for first, second, by in pairs:
        rows.append([*_cells(people[first]), _(_BY.get(by, by))])
        rows.append([*_cells(people[second]), ""])
    headings = [_("Number"), _("Full name"), _("Date of birth"), _("Department"), _("Phone"), ""]
    return Answer({"count": len(pairs), "doubles": data}, table(headings, rows))


def _person(row: Any) -> dict[str, Any]:
    return {**dict(zip(_TOLD, row, strict=True)), "id": number(row[0])}


def _cells(row: Any) -> list[str]:
    return [shown(name, value) for name, value in zip(_TOLD[1:], row[1:], strict=True)]
