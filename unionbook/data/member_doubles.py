# SPDX-License-Identifier: Apache-2.0
"""Looking for one person in two records, and moving what belongs to one over to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.database import Database
    from unionbook.data.store import Store

_OWNED = {
    "member_events": "",
    "consents": "",
    "dues_exemptions": "",
    "relatives": "",
    "wages": "AND from_on NOT IN (SELECT from_on FROM wages WHERE member_id = ?1)",
    "group_members": (
        "AND (until_on IS NOT NULL OR group_id NOT IN "
        "(SELECT group_id FROM group_members WHERE member_id = ?1 AND until_on IS NULL))"
    ),
    "member_values": (
        "AND field_id NOT IN "
        "(SELECT field_id FROM member_values WHERE member_id = ?1 AND value IS NOT NULL)"
    ),
}
"""Tables of a member's own rows, and which of them another member takes over."""


def candidates(
    database: Database, *, identity_number: str, phone: str, name_key: str, born_on: str
) -> dict[int, list[str]]:
    """Give the members who share a number, a phone, or name and birth, and which of these."""
    found: dict[int, list[str]] = {}
    queries = (
        ("identity", "identity_number = ?", [identity_number]),
        ("phone", "phone = ?", [phone]),
        (
            "name_birth",
            "born_on = ? AND id IN (SELECT id FROM member_index WHERE name_key = ?)",
            [born_on, name_key],
        ),
    )
    for by, condition, values in queries:
        if not all(values):
            continue
        rows = database.rows(
            f"SELECT id FROM members WHERE merged_into IS NULL AND {condition}", values
        )
        for row in rows:
            found.setdefault(row[0], []).append(by)
    return found


def pairs(database: Database, limit: int) -> list[tuple[int, int, str]]:
    """Give pairs of members who share an identity number, a phone, or name and birth."""
    found: dict[tuple[int, int], str] = {}
    for by, column in (("identity", "identity_number"), ("phone", "phone")):
        rows = database.rows(
            # What several have is told by the index alone, which is much smaller than the members.
            f"SELECT a.id, b.id FROM (SELECT {column} AS same FROM members "
            f"WHERE {column} IS NOT NULL GROUP BY same HAVING count(*) > 1) "
            f"JOIN members a ON a.{column} = same JOIN members b ON b.{column} = same "
            "AND b.id > a.id WHERE a.merged_into IS NULL AND b.merged_into IS NULL LIMIT ?",
            [limit],
        )
        for first, second in rows:
            found.setdefault((first, second), by)
    rows = database.rows(
        "SELECT a.id, b.id FROM (SELECT i.name_key AS name, m.born_on AS born FROM member_index i "
        "JOIN members m ON m.id = i.id WHERE born IS NOT NULL GROUP BY name, born "
        "HAVING count(*) > 1) CROSS JOIN member_index a ON a.name_key = name "
        "JOIN members m ON m.id = a.id AND m.born_on = born "
        "JOIN member_index b ON b.name_key = name AND b.id > a.id "
        "JOIN members n ON n.id = b.id AND n.born_on = born LIMIT ?",
        [limit],
    )
    for first, second in rows:
        found.setdefault((first, second), "name_birth")
    return [(first, second, by) for (first, second), by in found.items()][:limit]


HEADS = ("groups", "head_id")
"""Where else a member stands in a row that goes with him into another record."""


def columns_of_owner() -> list[tuple[str, str]]:
    """Give the tables of what belongs to a member, and the column that says to whom."""
    return [*((name, "member_id") for name in _OWNED), HEADS]


def left_behind(database: Database) -> list[tuple[int, int]]:
    """Give the records folded away that still have rows, and the ones they were folded into."""
    found: dict[int, int] = {}
    for table, column in columns_of_owner():
        found.update(
            database.rows(
                f"SELECT DISTINCT m.id, m.merged_into FROM members m CROSS JOIN {table} t "
                f"ON t.{column} = m.id WHERE m.merged_into IS NOT NULL"
            )
        )
    return sorted(found.items())


def took_in_erased(database: Database) -> list[tuple[int, str]]:
    """Give the records into which that of somebody erased was folded, not knowing."""
    return [
        (row[0], row[1])
        for row in database.rows(
            "SELECT DISTINCT k.id, k.full_name FROM erasures e CROSS JOIN members m ON m.id = e.id "
            "JOIN members k ON k.id = m.merged_into WHERE k.id NOT IN (SELECT id FROM erasures) "
            "ORDER BY k.id"
        )
    ]


def move_rows(store: Store, *, from_member: int, to_member: int) -> None:
    """Give events, wages, groups, consents and free values of one member to another.

    What the other has already (a wage from the same day, a value of the same field, a place in the
    same group) stays with the record that is folded away.
    """
    for table, there_already in _OWNED.items():
        store.database.execute(
            f"UPDATE {table} SET member_id = ?1 WHERE member_id = ?2 {there_already}",
            [to_member, from_member],
        )
    store.database.execute(
        "UPDATE groups SET head_id = ? WHERE head_id = ?", [to_member, from_member]
    )


def move_some(store: Store, *, table: str, rows: Collection[int], to_member: int) -> None:
    """Give some rows of a table to a member, but for what that one has already."""
    column = dict(columns_of_owner())[table]
    listed = msgspec.json.encode(sorted(rows)).decode()
    store.database.execute(
        f"UPDATE {table} SET {column} = ?1 WHERE id IN (SELECT value FROM json_each(?2)) "
        f"{_OWNED.get(table, '')}",
        [to_member, listed],
    )
