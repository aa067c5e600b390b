# SPDX-License-Identifier: Apache-2.0
"""Deciding between what came and what was written here without the other's knowledge.

Column by column the later commit wins, by clock and then by number. Where both sides wrote one
column to different values and neither knew of the other, what lost is kept for a person to look at.
A removal competes with all that was written into its row: what happened last, counts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.data import arrivals, journal, set_aside, vectors
from unionbook.data.conflicts import KEEPS_NO_CONFLICTS, Lost
from unionbook.domain.exchange import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.dangling import References
    from unionbook.data.database import Database
    from unionbook.data.journal import Table
    from unionbook.data.store import Store
    from unionbook.domain.exchange import Vector


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a bundle says of one row."""

    kind: Kind
    origin: int
    values: dict[str, object]


@dataclass(slots=True)
class _Past:
    """What was written into a row here, as far as it stands: by whom, column by column."""

    writers: dict[str, int] = field(default_factory=dict)
    everything: int = 0
    removal: int = 0
    all: set[int] = field(default_factory=set)

    def writer(self, column: str) -> int:
        """Give the commit that wrote a column last, 0 where nobody did."""
        return self.writers.get(column, self.everything)


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A value that came; ``said`` is False where a row was made without a word of the column."""

    origin: int
    value: object
    said: bool


def mask_of(table: Table, columns: Iterable[str], *, whole: bool = False) -> int:
    """Give the mask of some columns, or of all."""
    names = set(table.columns if whole else columns)
    return sum(1 << bit for bit, name in enumerate(table.columns) if name in names)


def present(database: Database, table: Table, ids: Sequence[int]) -> set[int]:
    """Give those of the rows that are there."""
    rows = database.rows(
        f"SELECT id FROM {table.name} WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return {row[0] for row in rows}


def contested(store: Store, until: Vector) -> dict[int, set[int]]:
    """Give, by number of the table, the rows written without the knowledge of ``until``."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    ranges = vectors.beyond(store, until)
    for first, last in ranges:
        rows = store.database.iterate(
            "SELECT c.table_number, c.row_id FROM commits k CROSS JOIN changes c "
            "ON c.id BETWEEN k.first_change AND k.last_change "
            "WHERE k.id BETWEEN ? AND ? AND k.operation <> ?",
            [first, last, vectors.APPLY],
        )
        for number, row_id in rows:
            found[number].add(row_id)
    brought = arrivals.that_brought(store.database, ranges)
    for arrival in arrivals.of_commits(store.database, brought):
        found[arrival.table_number].update(
            row for row, origin in arrival.pairs if not vectors.within(until, origin)
        )
    return found


class Merge:
    """The rows of a bundle that somebody else wrote as well, and what becomes of them."""

    def __init__(
        self, store: Store, place: tuple[int, int], until: Vector, references: References
    ) -> None:
        self._store, self._database = store, store.database
        self._place, self._until, self._references = place, until, references
        self._contested = contested(store, until)
        self._table: Table | None = None
        self._waiting: defaultdict[int, list[_Entry]] = defaultdict(list)
        self._revivals: list[tuple[Table, int, dict[str, object]]] = []
        self._kept: list[tuple[Table, int]] = []
        self._clock = lru_cache(maxsize=100_000)(self._key)
        self.lost: list[Lost] = []
        self.merged = 0
        self.revived = 0

    def _key(self, commit: int) -> tuple[int, int]:
        return (vectors.clock_of(self._database, commit), commit)

    def slow(self, table: Table) -> set[int]:
        """Give the rows of a table that are decided one by one."""
        there = self._contested.get(table.number, set())
        return there | self._waiting.keys() if self._waiting else there

    def wait(
        self, table: Table, row_id: int, kind: Kind, origin: int, values: dict[str, object]
    ) -> None:
        """Put aside what came for a row until all that came for it is known."""
        self._table = table
        self._waiting[row_id].append(_Entry(kind, origin, values))

    def settle_table(self) -> None:
        """Decide the rows that wait."""
        table, waiting = self._table, self._waiting
        if table is None or not waiting:
            return
        self._waiting = defaultdict(list)
        numbers = sorted(waiting)
        for start in range(0, len(numbers), 5000):
            some = numbers[start : start + 5000]
            pasts = self._pasts(table, some)
            rows = self._rows(table, some)
            for row_id in some:
                self._decide(table, row_id, waiting[row_id], pasts[row_id], rows.get(row_id))

    def _rows(self, table: Table, ids: list[int]) -> dict[int, dict[str, object]]:
        names = ", ".join(("id", *table.columns))
        rows = self._database.rows(
            f"SELECT {names} FROM {table.name} WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
        return {row[0]: dict(zip(table.columns, row[1:], strict=True)) for row in rows}

    def _pasts(self, table: Table, ids: list[int]) -> dict[int, _Past]:
        events: list[tuple[int, int, int, int, int]] = [
            (number * 2, row_id, kind, mask, origin)
            for number, row_id, kind, mask, origin, operation in self._database.rows(
                "SELECT c.id, c.row_id, c.kind, c.mask, k.id, k.operation FROM changes c "
                "JOIN commits k ON k.id = (SELECT l.id FROM commits l WHERE l.first_change <= c.id "
                "ORDER BY l.first_change DESC LIMIT 1) WHERE c.table_number = ? AND c.id <= ? "
                "AND c.row_id IN (SELECT value FROM json_each(?))",
                [table.number, self._place[1], json.dumps(ids)],
            )
            if operation != vectors.APPLY
        ]
        wanted = set(ids)
        for run in arrivals.of_table(self._database, table.number, ids[0], ids[-1]):
            events.extend(
                (run.after_change * 2 + 1, row, run.kind, run.mask, origin)
                for row, origin in run.pairs
                if row in wanted
            )
        pasts = {row_id: _Past() for row_id in ids}
        events.sort(key=lambda event: event[0])
        for _at, row_id, kind, mask, origin in events:
            _remember(pasts[row_id], table, kind, mask, origin)
        return pasts

    def _decide(
        self,
        table: Table,
        row_id: int,
        entries: list[_Entry],
        past: _Past,
        row: dict[str, object] | None,
    ) -> None:
        last = entries[-1]
        if last.kind is Kind.REMOVE:
            self._remove(table, row_id, last.origin, past, row)
        elif row is None:
            self._make_again(table, row_id, entries, past)
        else:
            self._change(table, row_id, _incoming(table, entries), past, row)

    def _remove(
        self, table: Table, row_id: int, origin: int, past: _Past, row: dict[str, object] | None
    ) -> None:
        latest = max(past.all, key=self._clock, default=0)
        unknown = latest and not vectors.within(self._until, latest)
        if row is not None and unknown and self._clock(latest) > self._clock(origin):
            self._kept.append((table, row_id))
            self.merged += 1
            return
        if row is not None:
            for name, value in row.items():
                writer = past.writer(name)
                if writer and value is not None and not vectors.within(self._until, writer):
                    self._lose(table, row_id, name, value, writer, origin)
            _done, refused = self._database.try_many(
                f"DELETE FROM {table.name} WHERE id = ?", [(row_id,)]
            )
            if refused:
                self._refuse(table, row_id, Kind.REMOVE, origin, {}, refused[0][1])
                return
            self._references.removed(table, [row_id])
        self._arrived(table, Kind.REMOVE, 0, row_id, origin)

    def _make_again(self, table: Table, row_id: int, entries: list[_Entry], past: _Past) -> None:
        """Decide about what came for a row that was removed here, or never was here."""
        came = _incoming(table, entries)
        made = next((entry.origin for entry in entries if entry.kind is Kind.PUT), 0)
        latest = max((one.origin for one in came.values()), key=self._clock)
        said = {name: one.value for name, one in came.items() if one.said}
        if not past.removal and not made:
            self._refuse(table, row_id, Kind.PATCH, latest, said, "")
        elif past.removal and self._clock(past.removal) > self._clock(latest):
            for name, one in came.items():
                if one.value is not None:
                    self._lose(table, row_id, name, one.value, one.origin, past.removal)
        elif made:
            refused = self._insert(table, row_id, said)
            if refused:
                self._refuse(table, row_id, Kind.PUT, made, said, refused)
                return
            self._arrived(table, Kind.PUT, mask_of(table, (), whole=True), row_id, made)
            self._note(table, row_id, {n: one for n, one in came.items() if one.origin != made})
        else:
            self._revivals.append((table, row_id, said))

    def _change(
        self,
        table: Table,
        row_id: int,
        came: dict[str, _Incoming],
        past: _Past,
        row: dict[str, object],
    ) -> None:
        won: dict[str, _Incoming] = {}
        for name, one in came.items():
            writer, held = past.writer(name), row[name]
            unknown = bool(writer) and not vectors.within(self._until, writer)
            wins = not writer or self._clock(one.origin) >= self._clock(writer)
            if wins:
                won[name] = one
            if unknown and held != one.value:
                if wins:
                    self._lose(table, row_id, name, held, writer, one.origin)
                elif one.said:
                    self._lose(table, row_id, name, one.value, one.origin, writer)
        if any(
            not vectors.within(self._until, writer)
            for name, writer in past.writers.items()
            if name not in came or not came[name].said
        ):
            self.merged += 1
        fresh = {name: one.value for name, one in won.items() if one.value != row[name]}
        if fresh:
            names = ", ".join(f"{name} = ?" for name in fresh)
            _done, refused = self._database.try_many(
                f"UPDATE {table.name} SET {names} WHERE id = ?", [(*fresh.values(), row_id)]
            )
            if refused:
                origin = next(iter(won.values())).origin
                self._refuse(table, row_id, Kind.PATCH, origin, fresh, refused[0][1])
                return
            self._references.look(table, tuple(fresh), [[value] for value in fresh.values()])
        self._note(table, row_id, won)

    def _insert(self, table: Table, row_id: int, values: dict[str, object]) -> str:
        names = ", ".join(("id", *values))
        marks = ", ".join("?" * (len(values) + 1))
        _done, refused = self._database.try_many(
            f"INSERT INTO {table.name}({names}) VALUES ({marks})", [(row_id, *values.values())]
        )
        if not refused:
            self._references.look(table, tuple(values), [[one] for one in values.values()])
        return refused[0][1] if refused else ""

    def revive(self) -> None:
        """Make removed rows again into which somebody wrote later than they were removed.

        Who never had such a row gets it whole from those who kept it, or made it again.
        """
        for table, row_id in self._kept:
            whole = mask_of(table, (), whole=True)
            self._arrived(table, Kind.PUT, whole, row_id, self._place[0])
        for table, row_id, said in self._revivals:
            was = values_at_removal(self._database, table, row_id)
            if not was:
                continue
            refused = self._insert(table, row_id, was | said)
            if refused:
                self._refuse(table, row_id, Kind.PATCH, self._place[0], said, refused)
            else:
                self.revived += 1

    def _note(self, table: Table, row_id: int, won: dict[str, _Incoming]) -> None:
        by_origin: defaultdict[int, list[str]] = defaultdict(list)
        for name, one in won.items():
            by_origin[one.origin].append(name)
        for origin, names in by_origin.items():
            self._arrived(table, Kind.PATCH, mask_of(table, names), row_id, origin)

    def _arrived(self, table: Table, kind: Kind, mask: int, row_id: int, origin: int) -> None:
        arrivals.add(self._database, self._place, table.number, kind, mask, [row_id], [origin])

    def _lose(
        self, table: Table, row_id: int, column: str, value: object, other: int, kept: int
    ) -> None:
        if table.name not in KEEPS_NO_CONFLICTS:
            self.lost.append(Lost(table.name, row_id, column, value, other, kept))

    def _refuse(
        self,
        table: Table,
        row_id: int,
        kind: Kind,
        origin: int,
        values: dict[str, object],
        reason: str,
    ) -> None:
        set_aside.add(
            self._database, self._place[0], table.name, row_id, kind, origin, values, reason
        )


def _incoming(table: Table, entries: list[_Entry]) -> dict[str, _Incoming]:
    """Give what came for each column; a row that is made says something of every one."""
    found: dict[str, _Incoming] = {}
    for entry in entries:
        if entry.kind is Kind.PUT:
            found = {name: _Incoming(entry.origin, None, said=False) for name in table.columns}
        for name, value in entry.values.items():
            found[name] = _Incoming(entry.origin, value, said=True)
    return found


def _remember(past: _Past, table: Table, kind: int, mask: int, origin: int) -> None:
    if kind == journal.DELETED:
        past.removal, past.everything = origin, 0
        past.writers = {}
        return
    past.all.add(origin)
    if kind == journal.INSERTED:
        past.everything, past.removal = origin, 0
        past.writers = {}
    else:
        past.writers.update(dict.fromkeys(table.named(mask), origin))


def values_at_removal(database: Database, table: Table, row_id: int) -> dict[str, object]:
    """Give what a row held when it was removed; nothing where it never was."""
    note = database.row(
        "SELECT mask, before FROM changes WHERE row_id = ? AND table_number = ? AND kind = ? "
        "ORDER BY id DESC LIMIT 1",
        [row_id, table.number, journal.DELETED],
    )
    if note is None:
        return {}
    return dict(zip(table.named(note[0]), journal.values_before(note[1]), strict=True))
