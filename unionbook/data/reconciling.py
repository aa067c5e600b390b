# SPDX-License-Identifier: Apache-2.0
"""What must fit together after two devices worked apart, and no column can see by itself.

Each rule looks only at the rows as they now are, so every device that holds them comes to the same;
what it changes is written by the device that notices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import arrivals, journal, member_doubles
from unionbook.data.conflicts import Lost
from unionbook.data.vectors import APPLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionbook.data.journal import Table
    from unionbook.data.store import Store


def settle(store: Store, after_change: int) -> None:
    """Make whole what both sides changed. Only inside a commit, of which this was the last note."""
    names = {table.name for table in store.tables.values()}
    if "members" in names:
        _follow_merges(store)
        part_again(store, after_change)
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


def part_again(store: Store, after_change: int) -> None:
    """Give a record that stands by itself again what followed it into another one.

    What a person folded in is taken back by undoing that; but what another device had entered for
    the record, not knowing, was moved here afterwards, by this device. Only inside a commit, which
    unfolded records after that note.
    """
    for member, keeper in _parted(store, after_change):
        for table_name, column in member_doubles.columns_of_owner():
            table = next(one for one in store.tables.values() if one.name == table_name)
            held = store.database.rows(f"SELECT id FROM {table_name} WHERE {column} = ?", [keeper])
            rows = [row for (row,) in held if _came_from(store, table, column, row, member)]
            if rows:
                member_doubles.move_some(store, table=table_name, rows=rows, to_member=member)


def _parted(store: Store, after_change: int) -> Iterator[tuple[int, int]]:
    """Give the records that were folded into another one before, and into which."""
    table = next(one for one in store.tables.values() if one.name == "members")
    bit = journal.mask_of(table, ("merged_into",))
    rows = store.database.rows(
        "SELECT c.row_id, c.mask, c.before FROM changes c JOIN members m ON m.id = c.row_id "
        "WHERE c.id > ? AND c.table_number = ? AND c.kind = ? AND c.mask & ? "
        "AND m.merged_into IS NULL AND m.id NOT IN (SELECT id FROM erasures)",
        [after_change, table.number, journal.UPDATED, bit],
    )
    for member, mask, before in rows:
        keeper = _before(table, mask, before).get("merged_into")
        if isinstance(keeper, int):
            yield member, keeper


def _came_from(store: Store, table: Table, column: str, row_id: int, member: int) -> bool:
    """Tell whether this device itself moved a row on from a record, the last time it was moved."""
    bit = journal.mask_of(table, (column,))
    last = store.database.row(
        "SELECT id, kind, mask, before FROM changes WHERE row_id = ? AND table_number = ? "
        "AND mask & ? ORDER BY id DESC LIMIT 1",
        [row_id, table.number, bit],
    )
    if last is None or last[1] != journal.UPDATED:
        return False
    if _before(table, last[2], last[3]).get(column) != member:
        return False
    commit, operation = store.database.row(
        "SELECT id, operation FROM commits WHERE first_change <= ? "
        "ORDER BY first_change DESC LIMIT 1",
        [last[0]],
    ) or (0, "")
    own = arrivals.of_row(store.database, commit, table.number, row_id)
    return operation == APPLY and any(
        mask & bit and origin == commit for _kind, mask, origin in own
    )


def _before(table: Table, mask: int, before: str | None) -> dict[str, object]:
    return dict(zip(table.named(mask), journal.values_before(before), strict=False))


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
