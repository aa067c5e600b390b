# SPDX-License-Identifier: Apache-2.0
"""``unionbook federation``: the tree of units, with leaders and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command, file_argument, option
from unionbook.cli.tables import table
from unionbook.operations import unit_import, units
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.cli.commands import Group
    from unionbook.operations.sessions import Session
    from unionbook.operations.units import UnitPlace

_UNIT = N_("UNIT")
_unit = argument("unit", metavar=_UNIT)


def add_to(federation: Group) -> None:
    """Put these commands into their group."""
    for one in (list_units, add_unit, import_units, change_unit, close_unit):
        federation.add_command(one)


@command("units", help=N_("List the tree of units."))
@option("--closed", is_flag=True, help=N_("Those that are no more, too."))
@uses_register(Access.READS)
def list_units(session: Session, *, closed: bool) -> Answer:
    """List units."""
    found = units.list_units(session, closed=closed)
    rows = [
        [
            "  " * one.depth + one.unit.name,
            _(units.LEVEL_LABELS[one.unit.level]),
            one.unit.leader,
            one.unit.phone,
            _(units.STATE_LABELS.get(one.unit.state, one.unit.state)),
        ]
        for one in found
    ]
    headings = [_("Unit"), _("Level"), _("Leader"), _("Telephone"), _("State")]
    return Answer({"units": [_unit_data(one) for one in found]}, table(headings, rows))


def _unit_data(one: UnitPlace) -> dict[str, Any]:
    unit = one.unit
    return {
        "id": str(unit.id),
        "level": unit.level,
        "name": unit.name,
        "parent": str(unit.parent_id) if unit.parent_id else None,
        "path": list(one.path),
        "leader": unit.leader,
        "phone": unit.phone,
        "email": unit.email,
        "address": unit.address,
        "note": unit.note,
        "closed_on": unit.closed_on or None,
        "register": unit.register or None,
        "branch": unit.branch or None,
        "policy": unit.policy or None,
        "state": unit.state,
    }


def _contacts(given: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value is not None}


_leader = option("--leader", metavar=N_("NAME"), default=None, help=N_("Who leads it."))
_phone = option("--phone", metavar=N_("NUMBER"), default=None, help=N_("Its telephone."))
_email = option("--email", metavar=N_("ADDRESS"), default=None, help=N_("Its e-mail."))
_address = option("--address", metavar=N_("ADDRESS"), default=None, help=N_("Where it is."))
_note = option("--note", metavar=N_("TEXT"), default=None, help=N_("Anything else."))
_parent = option("--under", metavar=_UNIT, default="", help=N_("The unit above it."))


@command("add", help=N_("Add a unit to the tree."))
@argument("name", metavar=N_("NAME"))
@option(
    "--level",
    type=click.Choice(list(units.LEVEL_LABELS)),
    default="branch",
    show_default=True,
    help=N_("What it is."),
)
@_parent
@_leader
@_phone
@_email
@_address
@_note
@uses_register(Access.WRITES)
def add_unit(
    session: Session, /, name: str, level: str, under: str, **contacts: str | None
) -> Answer:
    """Add a unit."""
    parent = units.find_unit(session, under).id if under else None
    changes = units.add_unit(
        session, name=name, level=level, parent_id=parent, contacts=_contacts(contacts)
    )
    [added] = changes.rows["units"]
    return changed(changes, _("{name} stands in the tree now.").format(name=name), unit=str(added))


@command(
    "import",
    help=N_(
        "Take the tree of units in from a workbook: name, level, unit above, leader, contacts.\n\n"
        "Units that are there already get what is new of them; nothing is removed."
    ),
)
@file_argument("path", sign=N_("FILE"))
@_parent
@option("--preview", is_flag=True, help=N_("Only say what would happen."))
@uses_register(Access.WRITES, reads_if="preview")
def import_units(session: Session, path: Path, under: str, *, preview: bool) -> Answer:
    """Import units."""
    parent = units.find_unit(session, under).id if under else None
    taken = unit_import.import_units(session, path=path, under=parent, preview=preview)
    data = {
        "step": number(taken.commit_id or None),
        "added": taken.added,
        "changed": taken.changed,
        "same": taken.same,
        "refused": [{"row": row, "reason": reason} for row, reason in taken.refused],
    }
    lines = [
        _("{added} added, {changed} changed, {same} as they were.").format(
            added=taken.added, changed=taken.changed, same=taken.same
        )
    ]
    lines += [
        _("Row {row}: {reason}").format(row=row, reason=reason) for row, reason in taken.refused
    ]
    return Answer(data, lines)


@command("change", help=N_("Change a unit's name, place or contacts."))
@_unit
@option("--rename", metavar=N_("NAME"), default=None, help=N_("Its new name."))
@_parent
@_leader
@_phone
@_email
@_address
@_note
@uses_register(Access.WRITES)
def change_unit(
    session: Session, /, unit: str, rename: str | None, under: str, **contacts: str | None
) -> Answer:
    """Change a unit."""
    found = units.find_unit(session, unit)
    parent = units.find_unit(session, under).id if under else None
    changes = units.change_unit(
        session, unit_id=found.id, name=rename, parent_id=parent, contacts=_contacts(contacts)
    )
    sentence = _("{name} is changed.").format(name=rename or found.name)
    return changed(changes, sentence, unit=str(found.id))


@command("close", help=N_("Note that a unit is no more."))
@_unit
@uses_register(Access.WRITES)
def close_unit(session: Session, unit: str) -> Answer:
    """Close a unit."""
    found = units.find_unit(session, unit)
    changes = units.close_unit(session, unit_id=found.id)
    return changed(changes, _("{name} is closed.").format(name=found.name), unit=str(found.id))
