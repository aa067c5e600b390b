# SPDX-License-Identifier: Apache-2.0
"""Groups of members: departments and workshops, union teams, self-managed worker groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold, tidy
from unionbook.domain.numbering import beside, keyed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionbook.data.database import Database
    from unionbook.data.store import Store

DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Group:
    """A group and how many members it has today."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    head_id: int | None
    place: str
    decision: str
    note: str
    closed_on: str
    members: int


# Everybody is counted from the index of departments alone, and the few who are no members today
# are taken off again: looking at each member's standing would take a fifth of a second.
_IN_DEPARTMENTS = (
    "SELECT department_id AS id, sum(counted) AS members FROM ("
    "SELECT department_id, count(*) AS counted FROM members WHERE department_id IS NOT NULL "
    "GROUP BY department_id UNION ALL "
    "SELECT m.department_id, -1 FROM member_index i CROSS JOIN members m ON m.id = i.id "
    "WHERE i.status NOT IN ('active', 'exempt', 'suspended') UNION ALL "
    "SELECT department_id, -1 FROM members WHERE merged_into IS NOT NULL"
    ") GROUP BY department_id"
)


def list_groups(database: Database, kind: str | None = None) -> list[Group]:
    """Give the groups, of one kind or all, by name."""
    rows = database.rows(
        "SELECT g.id, g.kind, g.name, g.parent_id, g.head_id, coalesce(g.place, ''), "
        "coalesce(g.decision, ''), coalesce(g.note, ''), coalesce(g.closed_on, ''), "
        "coalesce(d.members, x.members, 0) FROM groups g LEFT JOIN "
        f"({_IN_DEPARTMENTS}) d ON d.id = g.id LEFT JOIN "
        "(SELECT group_id AS id, count(*) AS members FROM group_members b "
        "JOIN member_index i ON i.id = b.member_id WHERE b.until_on IS NULL "
        "GROUP BY group_id) x ON x.id = g.id "
        "WHERE ? IS NULL OR g.kind = ? ORDER BY g.kind, g.name_key",
        [kind, kind],
    )
    return [Group(*row) for row in rows]


def find_group(database: Database, name: str, kind: str = DEPARTMENT) -> int | None:
    """Give the number of the group that is called so, accents and case apart, or None."""
    found = database.value(
        "SELECT id FROM groups WHERE kind = ? AND name_key = ? ORDER BY id LIMIT 1",
        [kind, fold(name)],
    )
    return None if found is None else int(found)


def kind_of(database: Database, number: int) -> str | None:
    """Give the kind of a group, or None where there is no such group."""
    found = database.value("SELECT kind FROM groups WHERE id = ?", [number])
    return None if found is None else str(found)


def name_of(database: Database, number: int) -> str | None:
    """Give the name of a group, or None where there is no such group."""
    found = database.value("SELECT name FROM groups WHERE id = ?", [number])
    return None if found is None else str(found)


def names_of(database: Database, kind: str = DEPARTMENT) -> dict[str, int]:
    """Give the groups of a kind by folded name."""
    rows = database.rows("SELECT name_key, id FROM groups WHERE kind = ? ORDER BY id DESC", [kind])
    return {row[0]: row[1] for row in rows}


def add_group(store: Store, site: int, kind: str, name: str, **more: object) -> int:
    """Add a group; ``more`` are further columns of ``groups``."""
    [number] = store.named_ids(site, "groups", [keyed("groups", kind, fold(name))])
    values = {"kind": kind, "name": tidy(name), "name_key": fold(name), **more}
    names = ", ".join(("id", *values))
    marks = ", ".join("?" * (len(values) + 1))
    store.database.execute(
        f"INSERT INTO groups({names}) VALUES ({marks})", [number, *values.values()]
    )
    return number


def change_group(store: Store, number: int, values: Mapping[str, object]) -> None:
    """Change columns of a group."""
    changed = dict(values)
    if "name" in changed:
        changed["name"] = tidy(str(changed["name"]))
        changed["name_key"] = fold(str(changed["name"]))
    names = ", ".join(f"{name} = ?" for name in changed)
    store.database.execute(f"UPDATE groups SET {names} WHERE id = ?", [*changed.values(), number])


def put_in(store: Store, site: int, group: int, members: Iterable[int], on: str) -> None:
    """Put members into a group, who are not in it yet."""
    inside = {
        row[0]
        for row in store.database.rows(
            "SELECT member_id FROM group_members WHERE group_id = ? AND until_on IS NULL", [group]
        )
    }
    fresh = [member for member in members if member not in inside]
    wanted = [beside("group_members", member, group, on) for member in fresh]
    ids = store.named_ids(site, "group_members", wanted)
    store.database.executemany(
        "INSERT INTO group_members(id, group_id, member_id, from_on) VALUES (?, ?, ?, ?)",
        ((number, group, member, on) for number, member in zip(ids, fresh, strict=True)),
    )


def take_out(store: Store, group: int, members: Iterable[int], on: str) -> None:
    """Take members out of a group, from a day on."""
    store.database.executemany(
        "UPDATE group_members SET until_on = ? WHERE group_id = ? AND member_id = ? "
        "AND until_on IS NULL",
        ((on, group, member) for member in members),
    )
