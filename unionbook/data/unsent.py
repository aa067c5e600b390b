# SPDX-License-Identifier: Apache-2.0
"""Which rows were written beyond what somebody else is known to have; derived, nowhere stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import arrivals, journal, vectors

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.database import Database
    from unionbook.data.journal import Table
    from unionbook.data.store import Store
    from unionbook.data.travelling import Shares
    from unionbook.domain.exchange import Vector


@dataclass(slots=True)
class Unsent:
    """Rows by table, those of them that are new, how many steps wrote them, since which clock."""

    rows: dict[str, set[int]] = field(default_factory=dict)
    made: dict[str, set[int]] = field(default_factory=dict)
    steps: int = 0
    since: int = 0


def beyond(store: Store, known: Vector, shares: Shares) -> Unsent:
    """Give what was written of ``shares`` by commits that ``known`` does not cover."""
    tables = {
        table.number: (table, _mask(table, shares))
        for table in store.tables.values()
        if table.name in shares
    }
    found = Unsent()
    writers: set[int] = set()
    for number, row_id, kind, mask, origin in _writes(store, known):
        table, relevant = tables.get(number, (None, 0))
        if table is None or not (kind != journal.UPDATED or mask & relevant):
            continue
        writers.add(origin)
        found.rows.setdefault(table.name, set()).add(row_id)
        if kind == journal.INSERTED:
            found.made.setdefault(table.name, set()).add(row_id)
    found.steps = len(writers)
    found.since = min((vectors.clock_of(store.database, one) for one in writers), default=0)
    return found


def _mask(table: Table, shares: Shares) -> int:
    columns = shares[table.name].columns or table.columns
    return sum(1 << bit for bit, name in enumerate(table.columns) if name in columns)


def _writes(store: Store, known: Vector) -> list[tuple[int, int, int, int, int]]:
    database, ranges = store.database, vectors.beyond(store, known)
    found: list[tuple[int, int, int, int, int]] = []
    for first, last in ranges:
        found += database.rows(
            "SELECT c.table_number, c.row_id, c.kind, c.mask, k.id FROM commits k "
            "CROSS JOIN changes c ON c.id BETWEEN k.first_change AND k.last_change "
            "WHERE k.id BETWEEN ? AND ? AND k.operation <> ?",
            [first, last, vectors.APPLY],
        )
    brought = arrivals.that_brought(database, ranges)
    for arrival in arrivals.of_commits(database, brought):
        found += [
            (arrival.table_number, row_id, arrival.kind, arrival.mask, origin)
            for row_id, origin in arrival.pairs
            if not vectors.within(known, origin)
        ]
    return found


def owners_of(database: Database, table: str, rows: Collection[int]) -> set[int]:
    """Give the members to whom rows of a table belong."""
    found = database.rows(
        f"SELECT DISTINCT member_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        [msgspec.json.encode(list(rows)).decode()],
    )
    return {row[0] for row in found}
