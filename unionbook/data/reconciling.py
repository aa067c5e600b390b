# SPDX-License-Identifier: Apache-2.0
"""What must fit together after two devices worked apart, and no column can see by itself.

Each rule looks only at the rows as they now are, so every device that holds them comes to the same;
what it changes is written by the device that notices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import member_doubles
from unionbook.data.conflicts import Lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.store import Store


def settle(store: Store) -> None:
    """Make whole what both sides changed. Only inside a commit."""
    names = {table.name for table in store.tables.values()}
    if "members" in names:
        _follow_merges(store)
        _gather_what_belongs(store)
    for table in names & {"groups", "units"}:
        _cut_circles(store, table)


def _follow_merges(store: Store) -> None:
    """Let a record that was folded into another point to the one that is left at the end."""
    chained = store.database.value(
        "SELECT 1 FROM members m JOIN members k ON k.id = m.merged_into "
        "WHERE m.merged_into IS NOT NULL AND k.merged_into IS NOT NULL LIMIT 1"
    )
    if not chained:
        return
    into: dict[int, int] = dict(
        store.database.rows("SELECT id, merged_into FROM members WHERE merged_into IS NOT NULL")
    )
    for member, present in into.items():
        last = _last_of(into, member)
        wanted = None if last == member else last
        if wanted != present:
            store.database.execute(
                "UPDATE members SET merged_into = ? WHERE id = ?", [wanted, member]
            )


def _last_of(into: Mapping[int, int], member: int) -> int:
    """Give who is left of a chain; of those who were folded into each other, the oldest record."""
    path: list[int] = []
    while member in into and member not in path:
        path.append(member)
        member = into[member]
    return min(path[path.index(member) :]) if member in path else member


def _gather_what_belongs(store: Store) -> None:
    """Give what another device entered for a record folded away to the one it was folded into."""
    for member, last in member_doubles.left_behind(store.database):
        member_doubles.move_rows(store, from_member=member, to_member=last)


def _cut_circles(store: Store, table: str) -> None:
    """Let the oldest of those who stand below each other stand below nobody."""
    above: dict[int, int] = dict(
        store.database.rows(f"SELECT id, parent_id FROM {table} WHERE parent_id IS NOT NULL")
    )
    tops = {min(circle) for one in above if (circle := _circle(above, one))}
    store.database.executemany(
        f"UPDATE {table} SET parent_id = NULL WHERE id = ?", [(one,) for one in sorted(tops)]
    )


def _circle(above: Mapping[int, int], one: int) -> list[int]:
    path: list[int] = []
    while one in above and one not in path:
        path.append(one)
        one = above[one]
    return path[path.index(one) :] if one in path else []


def reversed_twice(store: Store, after_change: int) -> list[Lost]:
    """Give the vouchers of the commit under way that reverse what another one reversed already."""
    number = next((n for n, table in store.tables.items() if table.name == "vouchers"), None)
    if number is None:
        return []
    rows = store.database.rows(
        "SELECT v.id, v.reverses, (SELECT min(w.id) FROM vouchers w WHERE w.reverses = v.reverses) "
        "FROM vouchers v WHERE v.reverses IN (SELECT n.reverses FROM changes c "
        "JOIN vouchers n ON n.id = c.row_id WHERE c.id > ? AND c.table_number = ? "
        "AND n.reverses IS NOT NULL)",
        [after_change, number],
    )
    return [
        Lost("vouchers", voucher, "reverses", wrong, 0, 0)
        for voucher, wrong, first in rows
        if voucher != first
    ]
