# SPDX-License-Identifier: Apache-2.0
"""The federation's desk: its tree of units, with leaders and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import units as rows
from unionbook.data.units import Unit
from unionbook.domain import clock, numbering
from unionbook.domain.folding import fold, tidy
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.sessions import FEDERATION
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Unit"]

LEVEL_LABELS = {
    "national": N_("National"),
    "province": N_("Province"),
    "district": N_("District"),
    "sector": N_("Sector"),
    "branch": N_("Branch"),
}
"""The levels of the tree, the highest first."""
STATE_LABELS = {
    "new": N_("Not invited yet"),
    "invited": N_("Invited"),
    "answered": N_("Answered: compare the six words"),
    "confirmed": N_("Connected"),
}
CONTACTS = ("leader", "phone", "email", "address", "note")
"""What is told of a unit beside its name and place."""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A unit in the tree: how deep it stands, and the names above it."""

    unit: Unit
    depth: int
    path: tuple[str, ...]


def require_federation(session: Session, right: str) -> None:
    """Refuse in a branch's register what only the desk of a federation does."""
    if session.info.kind != FEDERATION:
        raise UnionbookError(
            _("This is a branch's register. Only the desk of a federation can do this.")
        )
    session.require(right)


def list_units(session: Session, *, closed: bool = False) -> list[UnitPlace]:
    """Give the tree, each unit under the one it belongs to, by name."""
    require_federation(session, "read_members")
    found = [one for one in rows.list_units(session.database) if closed or not one.closed_on]
    below: dict[int | None, list[Unit]] = {}
    known = {one.id for one in found}
    for one in found:
        below.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    return list(_walk(below))


def _walk(below: Mapping[int | None, list[Unit]]) -> Iterable[UnitPlace]:
    waiting = [UnitPlace(one, 0, (one.name,)) for one in reversed(below.get(None, []))]
    seen: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place.unit.id in seen:
            continue
        seen.add(place.unit.id)
        yield place
        waiting += [
            UnitPlace(one, place.depth + 1, (*place.path, one.name))
            for one in reversed(below.get(place.unit.id, []))
        ]


def units_below(places: Sequence[UnitPlace], unit_id: int) -> list[UnitPlace]:
    """Give a unit and all that stands below it, of a tree in its order; all where it is 0."""
    if not unit_id:
        return list(places)
    found: list[UnitPlace] = []
    for place in places:
        if found and place.depth <= found[0].depth:
            break
        if found or place.unit.id == unit_id:
            found.append(place)
    return found


def get_unit(session: Session, *, unit_id: int) -> Unit:
    """Give a unit. Raises NotFoundError."""
    found = rows.find_unit(session.database, unit_id)
    if found is None:
        raise NotFoundError(_("There is no such unit."))
    return found


def find_unit(session: Session, wanted: str) -> Unit:
    """Give the unit of a name or a number. Raises NotFoundError."""
    row = numbering.typed(wanted)
    if row and (found := rows.find_unit(session.database, row)):
        return found
    numbers = rows.find_by_name(session.database, wanted)
    if len(numbers) == 1:
        return get_unit(session, unit_id=numbers[0])
    if numbers:
        raise NotFoundError(
            _("There are several units “{name}”. Say which one by its number: {numbers}.").format(
                name=wanted, numbers=", ".join(map(str, numbers))
            )
        )
    raise NotFoundError(
        _("There is no unit “{name}”. List them with “federation units”.").format(name=wanted)
    )


def path_of(session: Session, unit: Unit) -> tuple[str, ...]:
    """Give the names from the top of the tree down to a unit."""
    names, seen = [unit.name], {unit.id}
    above = unit.parent_id
    while above is not None and above not in seen:
        parent = get_unit(session, unit_id=above)
        names.insert(0, parent.name)
        seen.add(above)
        above = parent.parent_id
    return tuple(names)


def add_unit(
    session: Session,
    *,
    name: str,
    level: str = "branch",
    parent_id: int | None = None,
    contacts: Mapping[str, str] | None = None,
) -> Changes:
    """Add a unit under another. Raises InvalidValueError where the name is taken there."""
    require_federation(session, "manage_units")
    checked = _checked(session, name, level, parent_id, None)
    with session.commit("add_unit", right="manage_units", reason=checked) as changes:
        rows.add_unit(
            session.office,
            session.site,
            level=level,
            name=checked,
            parent_id=parent_id,
            **_contacts(contacts or {}),
        )
    return changes


def change_unit(
    session: Session,
    *,
    unit_id: int,
    name: str | None = None,
    parent_id: int | None = None,
    contacts: Mapping[str, str] | None = None,
) -> Changes:
    """Change a unit's name, place in the tree, leader or contacts."""
    require_federation(session, "manage_units")
    held = get_unit(session, unit_id=unit_id)
    above = held.parent_id if parent_id is None else parent_id
    if above == unit_id or (above is not None and _is_below(session, above, unit_id)):
        raise InvalidValueError(_("A unit cannot stand under itself."), field="parent")
    checked = _checked(session, held.name if name is None else name, held.level, above, unit_id)
    with session.commit("change_unit", right="manage_units", reason=checked) as changes:
        rows.change_unit(
            session.office, unit_id, name=checked, parent_id=above, **_contacts(contacts or {})
        )
    return changes


def close_unit(session: Session, *, unit_id: int, on: str = "") -> Changes:
    """Note that a unit is no more; nothing of it is taken in from then on, nothing is lost."""
    require_federation(session, "manage_units")
    held = get_unit(session, unit_id=unit_id)
    with session.commit("close_unit", right="manage_units", reason=held.name) as changes:
        rows.change_unit(session.office, unit_id, closed_on=on or clock.today())
    return changes


def _is_below(session: Session, number: int, above: int) -> bool:
    seen: set[int] = set()
    at: int | None = number
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = get_unit(session, unit_id=at).parent_id
    return False


def _contacts(contacts: Mapping[str, str]) -> dict[str, str]:
    unknown = set(contacts) - set(CONTACTS)
    if unknown:
        raise InvalidValueError(_("A unit has no “{name}”.").format(name=min(unknown)))
    return {name: tidy(value) for name, value in contacts.items()}


def _checked(
    session: Session, name: str, level: str, parent_id: int | None, own: int | None
) -> str:
    clean = tidy(name)
    if not clean:
        raise InvalidValueError(_("Give the unit a name."), field="name")
    if level not in LEVEL_LABELS:
        raise InvalidValueError(
            _("There is no level “{level}”. There are: {known}.").format(
                level=level, known=", ".join(LEVEL_LABELS)
            ),
            field="level",
        )
    if parent_id is not None:
        get_unit(session, unit_id=parent_id)
    taken = {
        one.id
        for one in rows.list_units(session.database)
        if one.parent_id == parent_id and fold(one.name) == fold(clean)
    }
    if taken - {own}:
        raise InvalidValueError(
            _("There is a unit “{name}” there already.").format(name=clean), field="name"
        )
    return clean
