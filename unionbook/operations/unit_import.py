# SPDX-License-Identifier: Apache-2.0
"""Taking the tree of units in from a workbook: thousands of branches are not typed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from unionbook.data import units as rows
from unionbook.domain.folding import fold
from unionbook.excel.unit_list import UnitLine, level_of, read_units
from unionbook.operations.units import CONTACTS, require_federation
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_Key = tuple[int | None, str]


@dataclass(slots=True)
class UnitsTaken:
    """What became of a list: how many units were added and changed, which rows were left out."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    commit_id: int = 0


def import_units(
    session: Session, *, path: Path, under: int | None = None, preview: bool = False
) -> UnitsTaken:
    """Add the units of a list, or bring leaders and contacts up to date; nothing is removed.

    A unit is the one of its name under the same unit above. What names no unit above stands under
    ``under``. An empty cell leaves what is there. Raises UnreadableFileError.
    """
    require_federation(session, "manage_units")
    lines = read_units(path)
    if preview:
        return _Taking(session, under, write=False).all(lines)
    with session.commit("import_units", right="manage_units", reason=path.name) as changes:
        taken = _Taking(session, under, write=True).all(lines)
    taken.commit_id = changes.commit_id
    return taken


class _Taking:
    """One list on its way in."""

    def __init__(self, session: Session, under: int | None, *, write: bool) -> None:
        self._session, self._under, self._writes = session, under, write
        self._taken = UnitsTaken()
        self._held: dict[_Key, rows.Unit] = {}
        self._named: dict[str, list[int]] = {}
        self._next = -1
        for one in rows.list_units(session.database):
            self._know(one)

    def _know(self, unit: rows.Unit) -> None:
        self._held[unit.parent_id, fold(unit.name)] = unit
        self._named.setdefault(fold(unit.name), []).append(unit.id)

    def all(self, lines: list[UnitLine]) -> UnitsTaken:
        """Take the rows in: those whose unit above comes later in the list wait for it."""
        waiting = lines
        while waiting:
            later = [line for line in waiting if not self._take(line)]
            if len(later) == len(waiting):
                self._taken.refused += [(line.row, self._why(line)) for line in later]
                break
            waiting = later
        self._taken.refused.sort()
        return self._taken

    def _take(self, line: UnitLine) -> bool:
        known, parent = self._parent(line)
        if not known:
            return False
        level = level_of(line.values.get("level", ""))
        if line.values.get("level") and not level:
            reason = _("The level “{level}” is not known.").format(level=line.values["level"])
            self._taken.refused.append((line.row, reason))
            return True
        contacts = {name: line.values[name] for name in CONTACTS if name in line.values}
        held = self._held.get((parent, fold(line.values["name"])))
        if held is None:
            self._add(line.values["name"], level or "branch", parent, contacts)
        else:
            self._change(held, contacts)
        return True

    def _parent(self, line: UnitLine) -> tuple[bool, int | None]:
        above = line.values.get("under", "")
        if not above:
            return True, self._under
        numbers = self._named.get(fold(above), [])
        return len(numbers) == 1, numbers[0] if numbers else None

    def _why(self, line: UnitLine) -> str:
        above = line.values.get("under", "")
        if self._named.get(fold(above)):
            return _("There are several units “{name}” it could stand under.").format(name=above)
        return _("There is no unit “{name}” it could stand under.").format(name=above)

    def _add(self, name: str, level: str, parent: int | None, contacts: dict[str, str]) -> None:
        told: dict[str, Any] = dict(contacts)
        number = self._next
        self._next -= 1
        if self._writes:
            session = self._session
            number = rows.add_unit(
                session.office, session.site, level=level, name=name, parent_id=parent, **contacts
            )
        self._know(replace(rows.Unit(number, level, name, parent), **told))
        self._taken.added += 1

    def _change(self, held: rows.Unit, contacts: dict[str, str]) -> None:
        fresh = {name: text for name, text in contacts.items() if getattr(held, name) != text}
        if not fresh:
            self._taken.same += 1
            return
        if self._writes:
            rows.change_unit(self._session.office, held.id, **fresh)
        self._taken.changed += 1
