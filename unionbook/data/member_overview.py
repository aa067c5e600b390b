# SPDX-License-Identifier: Apache-2.0
"""What all members together hold: how many there are, which fields are in use, which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Database

_BESIDE = {
    "wage": "SELECT 1 FROM wages LIMIT 1",
    "left_on": (
        "SELECT 1 FROM member_events "
        "WHERE kind IN ('left', 'expelled', 'died', 'transferred_out') LIMIT 1"
    ),
    "department": (
        "SELECT 1 FROM members WHERE department_id IS NOT NULL AND merged_into IS NULL LIMIT 1"
    ),
}
"""Fields that are no columns of a member, and what tells whether any member has one."""


def count_members(database: Database, *, merged_too: bool = False) -> int:
    """Give how many records there are; those merged into others count only on request."""
    condition = "" if merged_too else "WHERE merged_into IS NULL"
    return int(database.value(f"SELECT count(*) FROM members {condition}"))


def has_members(database: Database) -> bool:
    """Tell whether there is any record at all, without counting them."""
    return bool(database.value("SELECT EXISTS (SELECT 1 FROM members WHERE merged_into IS NULL)"))


def count_standing(database: Database, statuses: Sequence[str]) -> int:
    """Give how many members have one of some standings today."""
    marks = ",".join("?" * len(statuses))
    return int(
        database.value(f"SELECT count(*) FROM member_index WHERE status IN ({marks})", statuses)
    )


def filled(database: Database, columns: Sequence[str]) -> frozenset[str]:
    """Give which of the columns, and which of department, wage and leaving day, hold anything."""
    sums = ", ".join(f"count({name})" for name in columns)
    counts = database.row(f"SELECT {sums} FROM members WHERE merged_into IS NULL") or ()
    found = {name for name, count in zip(columns, counts, strict=True) if count}
    return frozenset(found | {name for name, query in _BESIDE.items() if database.row(query)})


def photo_names(database: Database) -> list[str]:
    """Give the names of the files that members' photos are kept in."""
    rows = database.rows("SELECT DISTINCT photo FROM members WHERE photo IS NOT NULL")
    return [str(row[0]) for row in rows]


def by_numbers(database: Database, columns: Sequence[str]) -> dict[str, int]:
    """Give members by what they have in some columns, case apart; what two have names neither."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    rows = database.iterate(
        f"SELECT id, {', '.join(columns)} FROM members WHERE merged_into IS NULL"
    )
    for number, *keys in rows:
        for key in {str(key).casefold() for key in keys if key}:
            if found.setdefault(key, number) != number:
                twice.add(key)
    return {key: number for key, number in found.items() if key not in twice}


def rows_beside(database: Database, table: str, member: int) -> list[int]:
    """Give the numbers of a member's rows in a table that belongs to the record."""
    return [
        row[0] for row in database.rows(f"SELECT id FROM {table} WHERE member_id = ?", [member])
    ]
