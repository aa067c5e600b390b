# SPDX-License-Identifier: Apache-2.0
"""The members' rows: read in whole, in pages of a list, and written."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionbook.data import consents, member_search
from unionbook.domain.events import Event, EventKind
from unionbook.domain.fields import STORED
from unionbook.domain.numbering import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionbook.data.consents import Consent
    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store

COLUMNS = (*STORED, "department_id")
"""The columns of a member that are written by name."""

_WAGE_NOW = (
    "(SELECT w.amount FROM wages w WHERE w.member_id = m.id AND w.from_on <= date('now', "
    "'localtime') ORDER BY w.from_on DESC, w.id DESC LIMIT 1)"
)
_LEFT_ON = (
    "(SELECT e.happened_on FROM member_events e WHERE e.member_id = m.id AND e.kind IN "
    "('left', 'expelled', 'died', 'transferred_out') ORDER BY e.happened_on DESC LIMIT 1)"
)
_EXPRESSIONS = {
    "id": "m.id",
    "department": "g.name",
    "wage": _WAGE_NOW,
    "status": "i.status",
    "left_on": (
        f"CASE WHEN i.status IN ('active','exempt','suspended') THEN NULL ELSE {_LEFT_ON} END"
    ),
}
_FREE = (
    "(SELECT v.value FROM member_values v WHERE v.member_id = m.id AND v.field_id = {0} LIMIT 1)"
)
_FROM = (
    "FROM member_index i CROSS JOIN members m ON m.id = i.id "
    "LEFT JOIN groups g ON g.id = m.department_id"
)


_ROW_END = 1 << 63


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which members a list shows; empty means all that are not merged away."""

    statuses: tuple[str, ...] = ()
    department_id: int | None = None
    group_id: int | None = None
    text: str = ""
    order: str = "name"
    sending: str = ""
    """How the record stands with the union above; who that is, only an operation can tell."""


Fits = tuple[str, tuple[object, ...]]
"""An SQL condition on ``m.id`` with its parameters; empty where it asks for nothing."""


@dataclass(frozen=True, slots=True)
class Wage:
    """A wage and the day from which it holds."""

    id: int
    from_on: str
    amount: int


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Everything the office store holds of one member."""

    id: int
    values: dict[str, Any]
    events: tuple[Event, ...] = ()
    wages: tuple[Wage, ...] = ()
    groups: tuple[tuple[int, str, str], ...] = ()
    free: dict[str, str] = field(default_factory=dict)
    consents: tuple[Consent, ...] = ()


def expression(name: str) -> str:
    """Give the SQL of a field of the record over ``members m``, its index ``i``, ``groups g``."""
    return _EXPRESSIONS.get(name) or f"m.{name}"


def list_ids(database: Database, criteria: Criteria, also: Fits = ("", ())) -> array[int]:
    """Give the numbers of the members that fit, and ``also`` that, in the list's order."""
    if criteria.text.strip():
        fits, parameters = condition(criteria, also=also)
        found = member_search.search(
            database, criteria.text, restrict=fits, parameters=parameters, limit=100_000
        )
        return array("q", found)
    # Here ``m`` is the index itself, which holds status and order side by side.
    fits, parameters = condition(criteria, status="m.status", also=also)
    beside, order = ORDERS[criteria.order]
    where = f"WHERE {fits}" if fits else ""
    rows = database.iterate(
        f"SELECT m.id FROM member_index m {beside} {where} ORDER BY {order}", parameters
    )
    return array("q", (row[0] for row in rows))


_BESIDE = "CROSS JOIN members x ON x.id = m.id"
ORDERS = {
    "name": ("", "m.sort_key, m.id"),
    "number": (_BESIDE, "x.local_number, m.sort_key"),
    "newest": ("", "m.id DESC"),
    "department": (
        f"{_BESIDE} LEFT JOIN groups g ON g.id = x.department_id",
        "g.name_key, m.sort_key",
    ),
}
"""By name of an order: what is joined to the index ``m`` for it, and the order itself."""


def condition(
    criteria: Criteria,
    status: str = "(SELECT s.status FROM member_index s WHERE s.id = m.id)",
    also: Fits = ("", ()),
) -> Fits:
    """Give the SQL condition on ``m.id``, and its parameters, of who fits the criteria.

    ``status`` is where the standing is read; ``also`` has to hold besides.
    """
    parts: list[str] = []
    parameters: list[object] = []
    if criteria.statuses:
        marks = ",".join("?" * len(criteria.statuses))
        parts.append(f"{status} IN ({marks})")
        parameters.extend(criteria.statuses)
    if criteria.department_id is not None:
        parts.append("m.id IN (SELECT d.id FROM members d WHERE d.department_id = ?)")
        parameters.append(criteria.department_id)
    if criteria.group_id is not None:
        parts.append(
            "m.id IN (SELECT member_id FROM group_members WHERE group_id = ? AND until_on IS NULL)"
        )
        parameters.append(criteria.group_id)
    if also[0]:
        parts.append(also[0])
        parameters.extend(also[1])
    return " AND ".join(parts), tuple(parameters)


def count(database: Database, fits: Fits) -> int:
    """Count the members who fit a condition."""
    condition, parameters = fits
    where = f"WHERE {condition}" if condition else ""
    return int(database.value(f"SELECT count(*) FROM member_index m {where}", parameters) or 0)


def read(
    database: Database,
    ids: Sequence[int],
    fields: Sequence[str],
    *,
    own: Mapping[str, int] | None = None,
) -> list[Row]:
    """Give the fields of some members, in the order of ``ids``; who is not there is left out.

    ``own`` gives the numbers of the branch's own fields among ``fields`` by name.
    """
    free = {name: _FREE.format(int(number)) for name, number in (own or {}).items()}
    names = ", ".join(free.get(name) or expression(name) for name in fields)
    found: dict[int, Row] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ",".join("?" * len(some))
        rows = database.rows(f"SELECT m.id, {names} {_FROM} WHERE i.id IN ({marks})", list(some))
        found.update((row[0], row[1:]) for row in rows)
    return [found[number] for number in ids if number in found]


def read_everybody(database: Database, fields: Sequence[str]) -> list[Row]:
    """Give the fields of all members who are not merged away, in no order."""
    names = ", ".join(expression(name) for name in fields)
    return database.rows(f"SELECT {names} {_FROM}")


def find(database: Database, number: int) -> MemberRecord | None:
    """Give one member's record, or None."""
    names = (*STORED, "department", "wage", "status", "left_on")
    columns = ", ".join(expression(name) for name in (*names, "department_id", "merged_into"))
    row = database.row(
        f"SELECT {columns} FROM members m LEFT JOIN member_index i ON i.id = m.id "
        "LEFT JOIN groups g ON g.id = m.department_id WHERE m.id = ?",
        [number],
    )
    if row is None:
        return None
    values = dict(zip((*names, "department_id", "merged_into"), row, strict=True))
    return MemberRecord(
        number,
        values,
        events_of(database, number),
        wages_of(database, number),
        _groups_of(database, number),
        _free_of(database, number),
        consents.consents_of(database, number),
    )


def events_of(database: Database, member: int) -> tuple[Event, ...]:
    """Give a member's events, the first one first."""
    rows = database.rows(
        "SELECT id, kind, happened_on, until_on, decision, reason, place FROM member_events "
        "WHERE member_id = ? ORDER BY happened_on, id",
        [member],
    )
    return tuple(
        Event(row[0], EventKind(row[1]), row[2], *(value or "" for value in row[3:]))
        for row in rows
    )


def wages_of(database: Database, member: int) -> tuple[Wage, ...]:
    """Give a member's wages, the latest one first."""
    rows = database.rows(
        "SELECT id, from_on, amount FROM wages WHERE member_id = ? ORDER BY from_on DESC, id DESC",
        [member],
    )
    return tuple(Wage(*row) for row in rows)


def _groups_of(database: Database, member: int) -> tuple[tuple[int, str, str], ...]:
    rows = database.rows(
        "SELECT g.id, g.kind, g.name FROM group_members x JOIN groups g ON g.id = x.group_id "
        "WHERE x.member_id = ? AND x.until_on IS NULL ORDER BY g.name",
        [member],
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def _free_of(database: Database, member: int) -> dict[str, str]:
    rows = database.rows(
        "SELECT f.name, v.value FROM member_values v JOIN free_fields f ON f.id = v.field_id "
        "WHERE v.member_id = ? AND v.value IS NOT NULL ORDER BY f.position, f.id",
        [member],
    )
    return {row[0]: row[1] for row in rows}


def add(store: Store, rows: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Add members: their number and their columns (of ``COLUMNS``) by name."""
    by_shape: dict[tuple[str, ...], list[list[object]]] = {}
    for number, values in rows:
        shape = tuple(values)
        by_shape.setdefault(shape, []).append([number, *values.values()])
    for shape, batch in by_shape.items():
        names = ", ".join(("id", *shape))
        marks = ", ".join("?" * (len(shape) + 1))
        store.database.executemany(f"INSERT INTO members({names}) VALUES ({marks})", batch)


def change(store: Store, rows: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Change members: their number and the columns to set."""
    by_shape: dict[tuple[str, ...], list[list[object]]] = {}
    for number, values in rows:
        if values:
            by_shape.setdefault(tuple(values), []).append([*values.values(), number])
    for shape, batch in by_shape.items():
        names = ", ".join(f"{name} = ?" for name in shape)
        store.database.executemany(f"UPDATE members SET {names} WHERE id = ?", batch)


def set_wages(store: Store, site: int, rows: Sequence[tuple[int, str, int]]) -> None:
    """Add wages: member, the day from which it holds, amount; one for that day is corrected."""
    fresh: list[tuple[int, str, int]] = []
    for member, from_on, amount in rows:
        changed = store.database.execute(
            "UPDATE wages SET amount = ? WHERE member_id = ? AND from_on = ?",
            [amount, member, from_on],
        )
        if changed < 1:
            fresh.append((member, from_on, amount))
    wanted = [beside("wages", member, from_on) for member, from_on, _amount in fresh]
    _insert_wages(store, store.named_ids(site, "wages", wanted), fresh)


def add_wages(store: Store, site: int, rows: Sequence[tuple[int, str, int]]) -> None:
    """Add wages of members who have none for that day yet."""
    if rows:
        _insert_wages(store, store.new_ids(site, len(rows)), rows)


def _insert_wages(store: Store, ids: Sequence[int], rows: Sequence[tuple[int, str, int]]) -> None:
    store.database.executemany(
        "INSERT OR ROLLBACK INTO wages(id, member_id, from_on, amount) VALUES (?, ?, ?, ?)",
        ((number, *row) for number, row in zip(ids, rows, strict=True)),
    )


def add_event(store: Store, site: int, member: int, values: Mapping[str, object]) -> int:
    """Add a dated event; ``values`` are the columns of ``member_events`` by name."""
    number = store.new_ids(site)[0]
    names = ", ".join(("id", "member_id", *values))
    marks = ", ".join("?" * (len(values) + 2))
    store.database.execute(
        f"INSERT INTO member_events({names}) VALUES ({marks})", [number, member, *values.values()]
    )
    return number


def set_free(store: Store, site: int, rows: Iterable[tuple[int, int, str | None]]) -> None:
    """Set values of free fields: member, field, value."""
    fresh: list[tuple[int, int, str | None]] = []
    for member, free_field, value in rows:
        changed = store.database.execute(
            "UPDATE member_values SET value = ? WHERE member_id = ? AND field_id = ?",
            [value, member, free_field],
        )
        if changed < 1 and value is not None:
            fresh.append((member, free_field, value))
    if fresh:
        wanted = [beside("member_values", member, field) for member, field, _value in fresh]
        ids = store.named_ids(site, "member_values", wanted)
        store.database.executemany(
            "INSERT INTO member_values(id, member_id, field_id, value) VALUES (?, ?, ?, ?)",
            ((number, *row) for number, row in zip(ids, fresh, strict=True)),
        )


def ids_by_column(database: Database, column: str, value: str) -> list[int]:
    """Give the members with a value in a column, case apart."""
    rows = database.rows(
        f"SELECT id FROM members WHERE {column} = ? COLLATE NOCASE AND merged_into IS NULL", [value]
    )
    return [row[0] for row in rows]


def ids_by_key(database: Database, key: str) -> list[int]:
    """Give the members whom a number names: their row, local, official or other number."""
    number = int(key) if key.isdecimal() else 0
    if 0 < number < _ROW_END and database.value("SELECT 1 FROM members WHERE id = ?", [number]):
        return [number]
    for column in ("local_number", "official_number", "employee_number", "identity_number"):
        found = ids_by_column(database, column, key)
        if found:
            return found
    # People say 118 of the local number 0118.
    return (
        [
            row[0]
            for row in database.rows(
                "SELECT id FROM members WHERE ltrim(local_number, '0') = ? AND merged_into IS NULL",
                [key.lstrip("0")],
            )
        ]
        if key.lstrip("0").isdecimal()
        else []
    )


def highest_local_number(database: Database) -> int:
    """Give the highest local number that is made of digits alone, or 0."""
    return int(
        database.value(
            "SELECT max(CAST(local_number AS INTEGER)) FROM members "
            "WHERE local_number GLOB '[0-9]*' AND NOT local_number GLOB '*[^0-9]*' "
            "AND length(local_number) < 10"
        )
        or 0
    )
