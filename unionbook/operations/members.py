# SPDX-License-Identifier: Apache-2.0
"""Enrolling, correcting, finding and listing members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import free_fields, groups, member_search, members, settings
from unionbook.data.journal import Changes
from unionbook.data.members import Criteria, MemberRecord
from unionbook.domain import clock, fields
from unionbook.domain.folding import fold
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import member_values, sending
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Mapping, Sequence

    from unionbook.data.database import Row
    from unionbook.operations.sessions import Session

__all__ = [
    "Criteria",
    "MemberRecord",
    "change_members",
    "correct_member",
    "enrol_member",
    "get_member",
    "list_member_ids",
    "preview_change_members",
    "read_members",
    "search_members",
    "stored_form",
]

FOUND_FIELDS = (
    "id",
    "full_name",
    "department",
    "born_on",
    "local_number",
    "employee_number",
    "phone",
    "status",
)
"""What a search shows of each member found."""


def sensitive_fields(session: Session) -> frozenset[str]:
    """Give the sensitive fields that the branch turned on."""
    held = settings.list_settings(session.database, "sensitive.")
    return frozenset(key.partition(".")[2] for key, value in held.items() if value == "on")


def visible_fields(session: Session) -> tuple[fields.Field, ...]:
    """Give the fields of the record that this branch uses."""
    turned_on = sensitive_fields(session)
    country = session.info.country
    return tuple(
        field
        for field in fields.FIELDS
        if country in field.countries and (not field.sensitive or field.name in turned_on)
    )


def enrol_member(
    session: Session,
    *,
    values: Mapping[str, object],
    free: Mapping[str, str] | None = None,
    wage_from: str = "",
    reason: str = "",
) -> Changes:
    """Add a member; a local number is given where there is none.

    The new member's number is the only one in ``rows["members"]`` of what is returned. Raises
    InvalidValueError that names the field.
    """
    session.require("enrol_member")
    typed = _canonical(session, values)
    if not typed.get("full_name"):
        raise InvalidValueError(_("Give the full name."), field="full_name")
    if not typed.get("local_number"):
        typed["local_number"] = next(iter(local_numbers(session, 1)))
    _check_numbers(session, typed, 0)
    with session.commit("enrol_member", reason=reason) as changes:
        number = session.office.new_ids(session.site)[0]
        columns = {name: value for name, value in typed.items() if value is not None}
        _settle_department(session, columns)
        wage = columns.pop("wage", None)
        members.add(session.office, [(number, columns)])
        _write_beside(session, [number], wage, wage_from, free or {})
    return changes


def correct_member(
    session: Session,
    *,
    member_id: int,
    values: Mapping[str, object],
    free: Mapping[str, str | None] | None = None,
    wage_from: str = "",
    reason: str = "",
) -> Changes:
    """Change fields of a member; those not named stay as they are.

    A changed wage holds from ``wage_from`` (ISO date), by default from the first of this month.
    """
    session.require("correct_member")
    record = get_member(session, member_id=member_id)
    typed = _canonical(session, values)
    changed = {name: value for name, value in typed.items() if record.values.get(name) != value}
    held_free = {fold(name): value or None for name, value in record.free.items()}
    changed_free = {
        name: value
        for name, value in (free or {}).items()
        if held_free.get(fold(name)) != (value or None)
    }
    if not changed and not changed_free:
        return Changes(0, "correct_member")
    if changed.get("full_name", record.values["full_name"]) is None:
        raise InvalidValueError(_("A member cannot be without a name."), field="full_name")
    _check_numbers(session, changed, member_id)
    with session.commit("correct_member", reason=reason) as changes:
        _write(session, [member_id], changed, wage_from, changed_free)
    return changes


def preview_change_members(
    session: Session, *, ids: Sequence[int], values: Mapping[str, object]
) -> dict[str, dict[object, int]]:
    """Tell what changing many would do: by field, how often which present value is replaced."""
    typed = _canonical(session, values)
    summary: dict[str, dict[object, int]] = {name: {} for name in typed}
    for row in members.read(session.database, ids, tuple(typed)):
        for name, present in zip(typed, row, strict=True):
            if present != typed[name]:
                summary[name][present] = summary[name].get(present, 0) + 1
    return summary


def change_members(
    session: Session,
    *,
    ids: Sequence[int],
    values: Mapping[str, object],
    wage_from: str = "",
    reason: str = "",
) -> Changes:
    """Give many members the same values in one commit."""
    session.require("change_members")
    typed = _canonical(session, values)
    alone = sorted({"full_name", "identity_number", *_UNIQUE} & set(typed))
    if alone:
        raise InvalidValueError(
            _("“{label}” belongs to one member alone and cannot be given to many.").format(
                label=_(fields.BY_NAME[alone[0]].label)
            ),
            field=alone[0],
        )
    if not typed or not ids:
        return Changes(0, "change_members")
    with session.commit("change_members", reason=reason) as changes:
        _write(session, ids, typed, wage_from, {})
    return changes


def get_member(session: Session, *, member_id: int) -> MemberRecord:
    """Give a member's whole record. Raises NotFoundError."""
    session.require("read_members")
    record = members.find(session.database, member_id)
    if record is None:
        raise NotFoundError(
            _("There is no member with the number {number}.").format(number=member_id)
        )
    return record


def find_member(session: Session, *, key: str) -> int:
    """Give the number of the one member whom a local, official or identity number names.

    Raises NotFoundError where there is none or more than one.
    """
    session.require("read_members")
    found = members.ids_by_key(session.database, key)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            _("No member has the number “{key}”. Search by name to find it.").format(key=key)
        )
    raise NotFoundError(
        _("{count} members have the number “{key}”. Name one by its record number.").format(
            count=len(found), key=key
        )
    )


def list_member_ids(session: Session, *, criteria: Criteria | None = None) -> array[int]:
    """Give the numbers of the members that fit, in the order of the list."""
    session.require("read_members")
    wanted = criteria or Criteria()
    return members.list_ids(session.database, wanted, sending.fits(session, wanted))


def read_members(session: Session, *, ids: Sequence[int], names: Sequence[str]) -> list[Row]:
    """Give the named fields of some members, in the order of ``ids``."""
    session.require("read_members")
    return members.read(session.database, ids, names)


def search_members(
    session: Session, *, text: str, criteria: Criteria | None = None, limit: int = 50
) -> list[Row]:
    """Find members while somebody types, the best match first; rows of ``FOUND_FIELDS``."""
    session.require("read_members")
    wanted = criteria or Criteria()
    condition, parameters = members.condition(wanted, also=sending.fits(session, wanted))
    ids = member_search.search(
        session.database, text, restrict=condition, parameters=parameters, limit=limit
    )
    return members.read(session.database, ids, FOUND_FIELDS)


def local_numbers(session: Session, count: int) -> Iterable[str]:
    """Give the next free local numbers: they serve until official ones arrive."""
    highest = members.highest_local_number(session.database)
    width = max(4, len(str(highest + count)))
    return (f"{number:0{width}d}" for number in range(highest + 1, highest + count + 1))


_UNIQUE = ("local_number", "official_number", "card_number")


def _check_numbers(session: Session, values: Mapping[str, object], own: int) -> None:
    for name in _UNIQUE:
        value = values.get(name)
        if not value:
            continue
        for other in members.ids_by_column(session.database, name, str(value)):
            if other != own:
                raise InvalidValueError(
                    _("{label} {value} belongs to another member: {name}.").format(
                        label=_(fields.BY_NAME[name].label),
                        value=value,
                        name=members.read(session.database, [other], ["full_name"])[0][0],
                    ),
                    field=name,
                )


def stored_form(session: Session, *, values: Mapping[str, object]) -> dict[str, object]:
    """Give typed values as they would be stored. Raises InvalidValueError that names the field."""
    return _canonical(session, values)


def _canonical(session: Session, values: Mapping[str, object]) -> dict[str, object]:
    return member_values.canonical(
        values, country=session.info.country, sensitive=sensitive_fields(session)
    )


def _write(
    session: Session,
    ids: Sequence[int],
    changed: Mapping[str, object],
    wage_from: str,
    free: Mapping[str, str | None],
) -> None:
    columns = dict(changed)
    _settle_department(session, columns)
    wage = columns.pop("wage", None)
    members.change(session.office, ((number, columns) for number in ids))
    _write_beside(session, ids, wage, wage_from, free)


def _settle_department(session: Session, columns: dict[str, object]) -> None:
    if "department" not in columns:
        return
    name = columns.pop("department")
    columns["department_id"] = department_id(session, str(name)) if name else None


def department_id(session: Session, name: str) -> int:
    """Give the department that is called so, made where there is none. Only inside a commit."""
    found = groups.find_group(session.database, name)
    return found or groups.add_group(session.office, session.site, groups.DEPARTMENT, name)


def _write_beside(
    session: Session,
    ids: Sequence[int],
    wage: object,
    wage_from: str,
    free: Mapping[str, str | None],
) -> None:
    if isinstance(wage, int):
        start = wage_from or clock.today()[:8] + "01"
        members.set_wages(session.office, session.site, [(n, start, wage) for n in ids])
    for name, value in free.items():
        known = free_fields.find_free_field(session.database, name)
        number = known or free_fields.add_free_field(session.office, session.site, name)
        members.set_free(
            session.office, session.site, ((member, number, value or None) for member in ids)
        )
