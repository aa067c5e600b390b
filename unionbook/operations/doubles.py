# SPDX-License-Identifier: Apache-2.0
"""People who may be in the register twice: found, and merged by a person's choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import erasing, groups, member_doubles, members, settings
from unionbook.domain.fields import STORED
from unionbook.domain.folding import fold
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.members import department_id, get_member, stored_form
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.journal import Changes
    from unionbook.data.members import MemberRecord
    from unionbook.operations.sessions import Session


_APART = "apart."


@dataclass(frozen=True, slots=True)
class Double:
    """A member who may be the same person, and by what: identity, phone or name_birth."""

    member_id: int
    full_name: str
    born_on: str
    department: str
    by: tuple[str, ...]


def find_doubles(
    session: Session, *, values: Mapping[str, object], except_id: int = 0
) -> list[Double]:
    """Give the members who may be the person of ``values``, the surest first."""
    session.require("read_members")
    found = member_doubles.candidates(
        session.database,
        identity_number=str(values.get("identity_number") or ""),
        phone=str(values.get("phone") or ""),
        name_key=fold(str(values.get("full_name") or "")),
        born_on=str(values.get("born_on") or ""),
    )
    found.pop(except_id, None)
    ordered = sorted(found, key=lambda number: (-len(found[number]), found[number], number))
    rows = members.read(session.database, ordered, ("id", "full_name", "born_on", "department"))
    return [
        Double(row[0], row[1], row[2] or "", row[3] or "", tuple(found[row[0]])) for row in rows
    ]


def list_doubles(session: Session, *, limit: int = 200) -> list[tuple[int, int, str]]:
    """Give pairs of members of the register who may be one person, and by what.

    Pairs of which a person said that they are two people are left out.
    """
    session.require("read_members")
    apart = settings.list_settings(session.database, _APART)
    found = member_doubles.pairs(session.database, limit + len(apart))
    kept = [pair for pair in found if _apart_key(pair[0], pair[1]) not in apart]
    return kept[:limit]


def keep_apart(session: Session, *, first: int, second: int) -> Changes:
    """Remember that two records are of two people, though they look like one."""
    for number in (first, second):
        get_member(session, member_id=number)
    with session.commit("keep_apart", right="merge_members") as changes:
        settings.set_setting(session.office, session.site, _apart_key(first, second), "yes")
    return changes


def _apart_key(first: int, second: int) -> str:
    return f"{_APART}{min(first, second)}.{max(first, second)}"


def merge_members(
    session: Session,
    *,
    keep: int,
    other: int,
    values: Mapping[str, object] | None = None,
    reason: str = "",
) -> Changes:
    """Make two records one: ``keep`` stays, ``other`` is folded into it; undo brings it back.

    ``values`` are the values chosen for fields in which they differ; by default what ``keep`` has,
    and what ``other`` has where ``keep`` has nothing. Events, wages, groups and consents of both
    remain.
    """
    session.require("merge_members")
    if keep == other:
        raise UnionbookError(_("Choose two different records."))
    kept, folded = (
        get_member(session, member_id=keep),
        get_member(session, member_id=other),
    )
    for record in (kept, folded):
        if record.values["merged_into"]:
            raise UnionbookError(
                _("{name} was merged already.").format(name=record.values["full_name"])
            )
        if erasing.is_erased(session.database, record.id):
            raise UnionbookError(
                _(
                    "The personal data of this person were erased for ever: nothing can be entered "
                    "here."
                )
            )
    chosen = _chosen(session, values or {}, (kept, folded))
    with session.commit("merge_members", reason=reason) as changes:
        if "department" in chosen:
            name = chosen.pop("department")
            chosen["department_id"] = department_id(session, str(name)) if name else None
        settled = {
            name: chosen.get(name, kept.values[name] or folded.values[name])
            for name in (*STORED, "department_id")
        }
        changed = {name: value for name, value in settled.items() if value != kept.values[name]}
        members.change(session.office, [(other, {"merged_into": keep})])
        members.change(session.office, [(keep, changed)])
        member_doubles.move_rows(session.office, from_member=other, to_member=keep)
    return changes


def _is_department(session: Session, number: object) -> bool:
    return isinstance(number, int) and groups.kind_of(session.database, number) == groups.DEPARTMENT


def _chosen(
    session: Session, values: Mapping[str, object], records: tuple[MemberRecord, ...]
) -> dict[str, object]:
    """Give the chosen values: those of a record as they are, others in their stored form."""
    mergeable = (*STORED, "department", "department_id")
    found: dict[str, object] = {}
    for name, value in values.items():
        if (name in mergeable and any(record.values[name] == value for record in records)) or (
            name == "department_id" and _is_department(session, value)
        ):
            found[name] = value
        elif name == "wage":
            raise InvalidValueError(
                _("The wages of both records remain, each from its day: choose other fields."),
                field=name,
            )
        else:
            found |= stored_form(session, values={name: value})
    if "full_name" in found and not found["full_name"]:
        raise InvalidValueError(_("A member cannot be without a name."), field="full_name")
    return found
