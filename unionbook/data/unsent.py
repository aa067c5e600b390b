# SPDX-License-Identifier: Apache-2.0
"""Which rows were written beyond what somebody else is known to have; derived, nowhere stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import arrivals, journal, vectors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from unionbook.data.arrivals import Arrival
    from unionbook.data.database import Database
    from unionbook.data.journal import Table
    from unionbook.data.members import Fits
    from unionbook.data.store import Store
    from unionbook.data.travelling import Shares
    from unionbook.domain.exchange import Vector

EVENTS = "member_events"


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
    for arrival in _arrived(store, known):
        found += [
            (arrival.table_number, row_id, arrival.kind, arrival.mask, origin)
            for row_id, origin in arrival.pairs
            if not vectors.within(known, origin)
        ]
    return found


def _arrived(store: Store, known: Vector) -> Iterator[Arrival]:
    brought = arrivals.that_brought(store.database, vectors.beyond(store, known))
    return arrivals.of_commits(store.database, brought)


def members_beyond(store: Store, known: Vector, shares: Shares, *, only_new: bool = False) -> Fits:
    """Give the query of the members of whom something was written beyond ``known``.

    One query whatever the number of members; ``only_new`` are those who were made since.
    """
    query, given = _rows_beyond(store, known, shares, "members", only_new=only_new)
    if only_new or EVENTS not in shares:
        return query, given
    events, more = _rows_beyond(store, known, shares, EVENTS)
    owners = f"SELECT e.member_id FROM ({events}) x JOIN member_events e ON e.id = x.row_id"
    return f"{query} UNION ALL {owners}", (*given, *more)


def _rows_beyond(
    store: Store, known: Vector, shares: Shares, table_name: str, *, only_new: bool = False
) -> Fits:
    table = next(one for one in store.tables.values() if one.name == table_name)
    mask = _mask(table, shares)
    made = f"c.kind = {journal.INSERTED}"
    counts = made if only_new else f"(c.kind <> {journal.UPDATED} OR c.mask & {mask})"
    queries: list[str] = []
    parameters: list[object] = []
    for first, last in vectors.beyond(store, known):
        queries.append(
            "SELECT c.row_id FROM commits k CROSS JOIN changes c "
            "ON c.id BETWEEN k.first_change AND k.last_change WHERE k.id BETWEEN ? AND ? "
            f"AND k.operation <> ? AND c.table_number = ? AND {counts}"
        )
        parameters += [first, last, vectors.APPLY, table.number]
    came = {
        row_id
        for run in _arrived(store, known)
        if run.table_number == table.number and _counts(run.kind, run.mask, mask, only_new=only_new)
        for row_id, origin in run.pairs
        if not vectors.within(known, origin)
    }
    queries.append("SELECT value AS row_id FROM json_each(?)")
    parameters.append(msgspec.json.encode(list(came)).decode())
    return " UNION ALL ".join(queries), tuple(parameters)


def _counts(kind: int, mask: int, relevant: int, *, only_new: bool) -> bool:
    return (
        kind == journal.INSERTED if only_new else kind != journal.UPDATED or bool(mask & relevant)
    )


def writers_of(
    store: Store, shares: Shares, table_name: str, ids: Sequence[int]
) -> dict[int, bool]:
    """Give the commits that wrote something of ``shares`` into some rows, and which made a row."""
    if not ids:
        return {}
    table = next(one for one in store.tables.values() if one.name == table_name)
    mask, wanted = _mask(table, shares), set(ids)
    found: dict[int, bool] = {}
    rows = store.database.rows(
        "SELECT k.id, c.kind, c.mask FROM changes c JOIN commits k ON k.id = (SELECT l.id "
        "FROM commits l WHERE l.first_change <= c.id ORDER BY l.first_change DESC LIMIT 1) "
        "WHERE c.row_id IN (SELECT value FROM json_each(?)) AND c.table_number = ? "
        "AND k.operation <> ? AND c.id <= k.last_change",
        [msgspec.json.encode(list(ids)).decode(), table.number, vectors.APPLY],
    )
    for run in arrivals.of_table(store.database, table.number, min(ids), max(ids)):
        rows += [(origin, run.kind, run.mask) for row, origin in run.pairs if row in wanted]
    for origin, kind, written in rows:
        if _counts(kind, written, mask, only_new=False):
            found[origin] = found.get(origin, False) or kind == journal.INSERTED
    return found


def owners_of(database: Database, table: str, rows: Collection[int]) -> set[int]:
    """Give the members to whom rows of a table belong."""
    found = database.rows(
        f"SELECT DISTINCT member_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        [msgspec.json.encode(list(rows)).decode()],
    )
    return {row[0] for row in found}
