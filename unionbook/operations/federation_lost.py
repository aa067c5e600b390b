# SPDX-License-Identifier: Apache-2.0
"""At the federation's desk: branches that went back to an older state, and what is left of it here.

Such a branch lost what the desk still holds. An officer either hands it back, so that the branch
can take it in once more, or strikes it off; then the branch's next file brings everything anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import federation_lost as rows
from unionbook.data import federation_silent, units
from unionbook.errors import NotFoundError
from unionbook.operations.device_trust import foreign, now
from unionbook.operations.handed_back import MOST, HandedPaper, HandedRow
from unionbook.operations.units import get_unit, require_federation
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from unionbook.data.federation_lost import LostRow
    from unionbook.data.journal import Changes
    from unionbook.data.units import Unit
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class LostMember:
    """A member of a branch of whom the desk holds something that the branch lost.

    ``whole`` says that the branch lost the member, not only what was changed of one.
    """

    row_id: int
    full_name: str
    born_on: str
    whole: bool


@dataclass(frozen=True, slots=True)
class LostState:
    """What the desk holds of a unit only from a state that the unit has no more."""

    unit: Unit
    members: tuple[LostMember, ...]
    months: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many members the branch lost altogether."""
        return sum(one.whole for one in self.members)

    @property
    def changed(self) -> int:
        """Of how many members it lost only what had been changed."""
        return len(self.members) - self.whole

    @property
    def handed_back(self) -> bool:
        """Whether it goes down to the branch with its next file."""
        return bool(self.unit.handed_back_at)


def list_lost(session: Session, *, unit_id: int = 0) -> list[LostState]:
    """Give what is held from lost states, of all units or of one."""
    require_federation(session, "read_members")
    numbers = [unit_id] if unit_id else rows.units_that_lost(session.database)
    found = [_state(session, get_unit(session, unit_id=one)) for one in numbers]
    return [one for one in found if (one.members or one.months) and not one.unit.closed_on]


def count_units_that_lost(session: Session) -> int:
    """Count the units of which something is held from a lost state."""
    require_federation(session, "read_members")
    return len(rows.units_that_lost(session.database))


def _state(session: Session, unit: Unit) -> LostState:
    lost = rows.lost_of(session.database, unit.id)
    held = rows.lost_rows(session.database, unit.id, lost)
    whole = {one.row_id for one in held if one.table == "members" and one.made}
    touched = {
        one.row_id if one.table == "members" else int(one.values.get("member_id") or 0)
        for one in held
    }
    people = rows.names_of(session.database, unit.id, touched | whole)
    members = [LostMember(number, *told, number in whole) for number, told in people.items()]
    members.sort(key=lambda one: (not one.whole, one.full_name.casefold()))
    return LostState(unit, tuple(members), tuple(rows.lost_months(session.database, unit.id, lost)))


@dataclass(frozen=True, slots=True)
class FellSilent:
    """A unit that writes from a new PC, which lacks what a former one had sent."""

    unit: Unit
    steps: int
    last_at: str


def fell_silent(session: Session, unit: Unit) -> FellSilent | None:
    """Give whether a unit writes from a new PC that lacks what a silent one had sent."""
    known = foreign(unit.register, unit.admin_key, unit.trust)
    active = {one.site for one in known.active}
    found = federation_silent.silent_pcs(session.database, unit.id, unit.register, active)
    if not found or unit.closed_on:
        return None
    return FellSilent(unit, sum(one.steps for one in found), max(one.last_at for one in found))


def list_silent(session: Session) -> list[FellSilent]:
    """Give the units that may have been put back from a backup onto a new PC, unnoticed there."""
    require_federation(session, "read_members")
    found = (
        fell_silent(session, get_unit(session, unit_id=one))
        for one in federation_silent.units_of_several_pcs(session.database)
    )
    return [one for one in found if one is not None]


def silent_words(found: FellSilent) -> str:
    """Say in sentences what a unit's new PC lacks, and what to ask the branch."""
    return ngettext(
        "{unit} writes from a PC that lacks {number} step of its former one, heard of last on "
        "{date}. Ask whether the register was put back from a backup: then let the branch strike "
        "the former PC off and send its month, and hand back what was lost. Where both PCs are in "
        "use, let them exchange a file.",
        "{unit} writes from a PC that lacks {number} steps of its former one, heard of last on "
        "{date}. Ask whether the register was put back from a backup: then let the branch strike "
        "the former PC off and send its month, and hand back what was lost. Where both PCs are in "
        "use, let them exchange a file.",
        found.steps,
    ).format(
        unit=found.unit.name, number=number_text(found.steps), date=date_text(found.last_at[:10])
    )


def lost_words(found: LostState) -> str:
    """Say in a sentence what is held from a lost state."""
    parts = []
    if found.whole:
        parts.append(
            ngettext(
                "{count} member stands here only from the lost state.",
                "{count} members stand here only from the lost state.",
                found.whole,
            ).format(count=number_text(found.whole))
        )
    if found.changed:
        parts.append(
            ngettext(
                "Of {count} member a change stands here only from the lost state.",
                "Of {count} members changes stand here only from the lost state.",
                found.changed,
            ).format(count=number_text(found.changed))
        )
    if found.months:
        shown = ", ".join(f"{month[5:]}/{month[:4]}" for month in found.months)
        parts.append(_("Reported only from it: {months}.").format(months=shown))
    return " ".join(parts)


def hand_back(session: Session, *, unit_id: int) -> Changes:
    """Let what a branch lost go down to it with its next file, to be taken in there once more."""
    require_federation(session, "send_down")
    unit = _require_lost(session, unit_id)
    with session.commit("hand_back", right="send_down", reason=unit.name) as changes:
        units.change_unit(session.office, unit_id, handed_back_at=now())
    return changes


def strike_lost(session: Session, *, unit_id: int) -> Changes:
    """Strike off what a branch lost; its next file brings everything anew, and that stands."""
    require_federation(session, "send_down")
    unit = _require_lost(session, unit_id)
    with session.commit("strike_lost", right="send_down", reason=unit.name) as changes:
        lost = rows.lost_of(session.database, unit_id)
        rows.begin_again(session.database, unit_id, lost)
        units.change_unit(session.office, unit_id, handed_back_at="", begun_again_at=now())
    return changes


def _require_lost(session: Session, unit_id: int) -> Unit:
    if not list_lost(session, unit_id=unit_id):
        raise NotFoundError(_("Nothing stands here of this unit that it lost."))
    return get_unit(session, unit_id=unit_id)


def paper_for(session: Session, unit: Unit) -> tuple[bytes, int]:
    """Give what is handed back to a unit, packed, and how many rows; nothing where none is."""
    if not unit.handed_back_at:
        return b"", 0
    lost = rows.lost_of(session.database, unit.id)
    told = [_handed(one) for one in rows.lost_rows(session.database, unit.id, lost)[:MOST]]
    if not told:
        return b"", 0
    return msgspec.msgpack.encode(HandedPaper(unit.handed_back_at, told)), len(told)


def _handed(row: LostRow) -> HandedRow:
    values = {name: value for name, value in row.values.items() if not (row.made and value is None)}
    return HandedRow(row.table, row.row_id, row.made, values)
