# SPDX-License-Identifier: Apache-2.0
"""Gathering what another device does not know yet: rows and columns by who wrote them last.

Who wrote a column last is not kept beside it. It follows from the notes of own commits and from
the arrivals, in the order in which they happened in this store: what lost a competition was never
written, so the latest one is the one whose value stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import arrivals, journal, set_aside, travelling, vectors
from unionbook.data.exchange_errors import AheadOfItselfError
from unionbook.domain.exchange import MOST_ROWS, Block, Delta, Kind, KnownCommit, meet, missing
from unionbook.domain.numbering import compose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from unionbook.data.arrivals import Arrival
    from unionbook.data.database import Database, Row
    from unionbook.data.journal import Table
    from unionbook.data.store import Store
    from unionbook.data.travelling import Share, Shares
    from unionbook.domain.exchange import Vector

_HELD_BACK = 40_000
"""Rows that wait for their block to fill, over all blocks: what bounds the memory."""
_OUTGOING = """
CREATE TEMP TABLE outgoing (
    table_number INTEGER, row_id INTEGER, place INTEGER, run INTEGER, kind INTEGER, mask INTEGER,
    origin INTEGER, PRIMARY KEY (table_number, row_id, place, run)
) WITHOUT ROWID
"""


def collect(
    store: Store,
    *,
    since: Vector,
    site: int,
    shares: Shares | None = None,
    words: bool = True,
    now: datetime | None = None,
) -> Delta:
    """Gather what a device that knows ``since`` does not know of this store.

    ``shares`` says what travels, by default all that does between the PCs of one branch; without
    ``words`` the commits tell neither who nor what nor why. What is known there and not here plays
    no part, unless it is of ``site``, this device: then this is an older copy, and
    AheadOfItselfError is raised. The store must not change before the blocks are at their end.
    """
    until = vectors.vector(store)
    unknown = {one: span for one, span in missing(until, since).items() if one == site}
    if unknown:
        raise AheadOfItselfError(unknown)
    since = meet(since, until)
    moment = vectors.wall_clock(now)
    if vectors.wants_settling(store.database, site, moment):
        with store.upkeep():
            vectors.fix_clocks(store.database, site, moment)
    ranges = vectors.beyond(store, since)
    commits = vectors.commits_in(store.database, ranges + _anchors(since))
    if not words:
        commits = [KnownCommit(one.id, one.clock, one.digest) for one in commits]
    shared = travelling.between_pcs(store) if shares is None else shares
    places = {one.id: place for place, one in enumerate(commits)}
    return Delta(since, until, commits, _blocks(store, since, ranges, shared, places))


def _anchors(since: Vector) -> list[tuple[int, int]]:
    return [(compose(site, last), compose(site, last)) for site, last in since.items() if last]


def _blocks(
    store: Store,
    since: Vector,
    ranges: list[tuple[int, int]],
    shares: Shares,
    places: dict[int, int],
) -> Iterator[Block]:
    if not ranges:
        return
    database = store.database
    with store.upkeep():
        database.execute(_OUTGOING)
        _gather(database, since, ranges)
    try:
        tables = {table.name: table for table in store.tables.values()}
        for name, share in shares.items():
            if name in tables:
                yield from _table_blocks(database, tables[name], share, since, places)
                yield from _set_aside(database, tables[name], share, places)
    finally:
        with store.upkeep():
            database.execute("DROP TABLE outgoing")


def _set_aside(
    database: Database, table: Table, share: Share, places: dict[int, int]
) -> Iterator[Block]:
    """Give what came and could not be taken in here: others may be able to, or name it as well."""
    for one in set_aside.of_table(database, table.name):
        names = tuple(name for name in one.values if name in (share.columns or table.columns))
        held_back = one.row_id in share.left_out or (
            share.key and not share.lets_through(one.values.get(share.key))
        )
        if one.origin in places and names and not held_back:
            values = [[one.values[name]] for name in names]
            origin = places[one.origin]
            yield Block(table.name, one.kind, names, [one.row_id], [origin], values)


def _gather(database: Database, since: Vector, ranges: list[tuple[int, int]]) -> None:
    """Put together which writes compete for what is to be told."""
    for first, last in ranges:
        # A note stands before the arrivals that came after it: an even place, and an odd one.
        database.execute(
            "INSERT INTO outgoing SELECT c.table_number, c.row_id, c.id * 2, 0, c.kind, c.mask, "
            "k.id FROM commits k CROSS JOIN changes c "
            "ON c.id BETWEEN k.first_change AND k.last_change "
            "WHERE k.id BETWEEN ? AND ? AND k.operation <> ?",
            [first, last, vectors.APPLY],
        )
    brought = arrivals.that_brought(database, ranges)
    database.executemany(
        "INSERT INTO outgoing VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            row
            for arrival in arrivals.of_commits(database, brought)
            for row in _as_rows(arrival)
            if not vectors.within(since, row[-1])
        ),
    )
    earliest = database.value("SELECT min(place) / 2 FROM outgoing")
    if earliest is None:
        return
    # What the other side knows already may have been written over what it does not know.
    database.executemany(
        "INSERT INTO outgoing SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS "
        "(SELECT 1 FROM outgoing WHERE table_number = ?1 AND row_id = ?2)",
        (
            row
            for arrival in arrivals.after(database, earliest)
            for row in _as_rows(arrival)
            if vectors.within(since, row[-1])
        ),
    )


def _as_rows(arrival: Arrival) -> Iterator[tuple[int, ...]]:
    place = arrival.after_change * 2 + 1
    for row_id, origin in arrival.pairs:
        yield (
            arrival.table_number, row_id, place, arrival.id, arrival.kind, arrival.mask, origin,
        )  # fmt: skip


def _table_blocks(
    database: Database, table: Table, share: Share, since: Vector, places: dict[int, int]
) -> Iterator[Block]:
    columns = share.columns or table.columns
    lines = _Lines(table, share, columns, places)
    for row_id, events, present in _rows(database, table, columns):
        if len(events) == 1:
            kind, mask, origin = events[0]
        else:
            kind, mask, origin = -1, 0, 0
        if kind == journal.UPDATED and present is not None:
            if not vectors.within(since, origin):
                lines.patch(row_id, mask, origin, present)
        else:
            lines.fold(row_id, events, present, since)
        if lines.held >= _HELD_BACK:
            yield from lines.fullest()
        if lines.full:
            yield from lines.taken()
    yield from lines.rest()


def _rows(
    database: Database, table: Table, columns: tuple[str, ...]
) -> Iterator[tuple[int, list[tuple[int, int, int]], Row | None]]:
    """Give each row with its writes in their order, and its present values where it is there."""
    written = database.value(
        "SELECT 1 FROM outgoing WHERE table_number = ? LIMIT 1", [table.number]
    )
    if written is None:
        return
    names = ", ".join(f"t.{name}" for name in columns)
    found = database.iterate(
        f"SELECT o.row_id, o.kind, o.mask, o.origin, t.id, {names} FROM outgoing o "
        f"LEFT JOIN {table.name} t ON t.id = o.row_id WHERE o.table_number = ? "
        "ORDER BY o.row_id, o.place, o.run",
        [table.number],
    )
    held: Row | None = None
    events: list[tuple[int, int, int]] = []
    for row in found:
        if held is not None and held[0] != row[0]:
            yield held[0], events, held[5:] if held[4] is not None else None
            events = []
        held = row
        events.append((row[1], row[2], row[3]))
    if held is not None:
        yield held[0], events, held[5:] if held[4] is not None else None


@dataclass(slots=True)
class _Waiting:
    """A block that fills: row numbers, origins, and the values row by row."""

    ids: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)


_Shape = tuple[Kind, int]


class _Lines:
    """The blocks of one table while they fill."""

    def __init__(
        self, table: Table, share: Share, columns: tuple[str, ...], places: dict[int, int]
    ) -> None:
        self._table, self._share, self._columns, self._places = table, share, columns, places
        self._waiting: defaultdict[_Shape, _Waiting] = defaultdict(_Waiting)
        self._bit = {name: 1 << bit for bit, name in enumerate(table.columns)}
        self._key = columns.index(share.key) if share.key else None
        self._all = sum(self._bit[name] for name in columns)
        self._chosen: dict[int, tuple[int, ...]] = {}
        self._paired = False
        self.held = 0
        self.full: list[_Shape] = []

    def patch(self, row_id: int, mask: int, origin: int, present: Row) -> None:
        """Tell of the columns of a mask."""
        mask &= self._all
        if mask and self._travels(row_id, present):
            chosen = self._chosen.get(mask)
            if chosen is None:
                chosen = self._chosen[mask] = tuple(
                    place for place, name in enumerate(self._columns) if mask & self._bit[name]
                )
            values = tuple([present[place] for place in chosen])
            self._put((Kind.PATCH, mask), row_id, origin, values)

    def fold(
        self,
        row_id: int,
        events: list[tuple[int, int, int]],
        present: Row | None,
        since: Vector,
    ) -> None:
        """Tell of a row that was written more than once, was made, or was removed."""
        existence, writers = self._folded(events)
        made = existence is not None and not vectors.within(since, existence[1])
        if present is None:
            if existence is not None and made and existence[0] == journal.DELETED:
                self._put((Kind.REMOVE, 0), row_id, existence[1], ())
            return
        if existence is not None and made and self._travels(row_id, present):
            self._put((Kind.PUT, self._all), row_id, existence[1], tuple(present))
        by_origin: defaultdict[int, int] = defaultdict(int)
        for bit, origin in writers.items():
            if not vectors.within(since, origin):
                by_origin[origin] |= bit
        for origin, mask in by_origin.items():
            self.patch(row_id, mask, origin, present)
            self._paired = True

    def _folded(
        self, events: list[tuple[int, int, int]]
    ) -> tuple[tuple[int, int] | None, dict[int, int]]:
        """Give what made or removed the row last, and who wrote which bit since."""
        existence: tuple[int, int] | None = None
        writers: dict[int, int] = {}
        for kind, mask, origin in events:
            if kind == journal.UPDATED:
                for bit in self._bit.values():
                    if mask & bit:
                        writers[bit] = origin
            else:
                existence, writers = (kind, origin), {}
        if existence is not None:
            # What the same commit wrote after it made the row says nothing more.
            writers = {bit: origin for bit, origin in writers.items() if origin != existence[1]}
        return existence, writers

    def _travels(self, row_id: int, present: Row) -> bool:
        if row_id in self._share.left_out:
            return False
        return self._key is None or self._share.lets_through(present[self._key])

    def _put(self, shape: _Shape, row_id: int, origin: int, values: tuple[object, ...]) -> None:
        waiting = self._waiting[shape]
        waiting.ids.append(row_id)
        waiting.origins.append(self._places[origin])
        waiting.rows.append(values)
        self.held += 1
        if len(waiting.ids) == MOST_ROWS:
            self.full.append(shape)

    def taken(self) -> Iterator[Block]:
        """Give the blocks that are full."""
        shapes, self.full = self.full, []
        yield from self._given(shapes)

    def fullest(self) -> Iterator[Block]:
        """Give the blocks that hold most, so that little is held."""
        most = sorted(self._waiting, key=lambda shape: -len(self._waiting[shape].ids))
        yield from self._given(most[: 1 + len(most) // 2])
        self.full = []

    def rest(self) -> Iterator[Block]:
        """Give what is left."""
        yield from self._given(sorted(self._waiting))

    def _given(self, shapes: list[_Shape]) -> Iterator[Block]:
        if self._paired:  # a row is made before it is changed
            shapes = [*(shape for shape in self._waiting if shape[0] is Kind.PUT), *shapes]
            self._paired = False
        for shape in shapes:
            waiting = self._waiting.pop(shape, None)
            if waiting is None:
                continue
            self.held -= len(waiting.ids)
            kind, mask = shape
            names = tuple(name for name in self._columns if mask & self._bit[name])
            values = [list(column) for column in zip(*waiting.rows, strict=True)] if names else []
            if kind is Kind.PUT:
                there = [any(one is not None for one in column) for column in values]
                names = tuple(name for name, any_ in zip(names, there, strict=True) if any_)
                values = [column for column, any_ in zip(values, there, strict=True) if any_]
            yield Block(self._table.name, kind, names, waiting.ids, waiting.origins, values)
