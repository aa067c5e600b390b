# SPDX-License-Identifier: Apache-2.0
"""The one log of changes: generated triggers, commits, and their digests.

Each tracked table has triggers that note, for every row touched, the columns (a mask; bit *n* is
the table's *n*-th column after ``id``) and the values they had before. A commit is a run of such
notes: who, when, which operation, and a digest over all of it and over the digest of the commit
before it on the same device. What the digest covers is told in :func:`content`.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from itertools import chain, compress, islice
from operator import lt
from typing import TYPE_CHECKING

import msgspec

from unionbook.domain import numbering

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from unionbook.data.database import Database, Row

INSERTED, UPDATED, DELETED = 0, 1, 2
MOST_COLUMNS = 62
DIGESTED_AT_ONCE = 1000
"""Rows packed together: part of what a digest is, so it never changes."""

SCHEMA = """
CREATE TABLE tracked_tables (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE commits (
    id INTEGER PRIMARY KEY,
    clock INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    operation TEXT NOT NULL,
    reason TEXT NOT NULL,
    undoes INTEGER REFERENCES commits(id),
    first_change INTEGER,
    last_change INTEGER,
    digest BLOB NOT NULL
);
CREATE INDEX commits_undoes ON commits(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX commits_first_change ON commits(first_change);
CREATE INDEX commits_clock ON commits(clock);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    table_number INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    before TEXT
);
CREATE INDEX changes_row ON changes(row_id);
CREATE TABLE counters (
    site INTEGER PRIMARY KEY,
    next INTEGER NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A tracked table: its number in the journal and its columns after ``id``, bit by bit."""

    number: int
    name: str
    columns: tuple[str, ...]

    def named(self, mask: int) -> tuple[str, ...]:
        """Give the columns of a mask."""
        return tuple(name for bit, name in enumerate(self.columns) if mask >> bit & 1)


@dataclass(frozen=True, slots=True)
class Change:
    """One row touched; ``before`` holds the old values of the mask's columns, in their order."""

    id: int
    table: Table
    row_id: int
    kind: int
    mask: int
    before: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Commit:
    """One user action."""

    id: int
    clock: int
    user_id: int
    user_name: str
    operation: str
    reason: str
    undoes: int | None
    first_change: int | None
    last_change: int | None
    digest: bytes

    @property
    def site(self) -> int:
        """The device that made it."""
        return numbering.site_of(self.id)

    def header(self) -> list[object]:
        """Give what the digest covers beside the changes."""
        return [
            self.id,
            self.clock,
            self.user_id,
            self.user_name,
            self.operation,
            self.reason,
            self.undoes,
        ]


COMMIT_COLUMNS = (
    "id, clock, user_id, user_name, operation, reason, undoes, first_change, last_change, digest"
)


@dataclass(slots=True)
class Changes:
    """What a commit changed: row numbers by table; what screens decide by whether to refresh."""

    commit_id: int
    operation: str
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def tables(database: Database) -> dict[int, Table]:
    """Give the tracked tables by number."""
    found = {}
    for number, name in database.rows("SELECT number, name FROM tracked_tables ORDER BY number"):
        info = database.rows(f"PRAGMA table_info({name})")
        columns = tuple(str(row[1]) for row in info if row[1] != "id")
        found[int(number)] = Table(int(number), str(name), columns)
    return found


def track(database: Database, names: Iterable[str]) -> None:
    """Give new tables a number and make all triggers anew, after a change of the schema."""
    for name in names:
        database.execute("INSERT OR IGNORE INTO tracked_tables(name) VALUES (?)", [name])
    for table in tables(database).values():
        for statement in trigger_statements(table):
            database.execute(statement)


def trigger_statements(table: Table) -> Iterator[str]:
    """Give the SQL that makes the three triggers of a table anew."""
    if len(table.columns) > MOST_COLUMNS:
        message = f"{table.name} has more columns than a mask has bits"
        raise ValueError(message)
    there = _mask(table, "NEW.{0} IS NOT NULL")
    held = _mask(table, "OLD.{0} IS NOT NULL")
    number, before = table.number, _old(table, "NOTNULL", table.columns)
    for event, body in (
        ("insert", f"{_NOTE} ({number}, NEW.id, {INSERTED}, {there}, NULL)"),
        ("delete", f"{_NOTE} ({number}, OLD.id, {DELETED}, {held}, {before})"),
    ):
        yield f"DROP TRIGGER IF EXISTS {table.name}_{event}_noted"
        yield (
            f"CREATE TRIGGER {table.name}_{event}_noted AFTER {event.upper()} ON {table.name} "
            f"BEGIN {body}; END"
        )
    yield from _update_trigger(table)
    yield f"DROP TRIGGER IF EXISTS {table.name}_id_kept"
    yield (
        f"CREATE TRIGGER {table.name}_id_kept BEFORE UPDATE OF id ON {table.name} "
        f"WHEN OLD.id IS NOT NEW.id BEGIN SELECT RAISE(ABORT, 'a row keeps its number'); END"
    )


# A note that cannot be written ends the whole commit. Said so, SQLite keeps no way back for each
# row, which would cost more than the note itself.
_NOTE = "INSERT OR ROLLBACK INTO changes(table_number, row_id, kind, mask, before) VALUES"


def _update_trigger(table: Table) -> Iterator[str]:
    changed, differs, before = update_terms(table, table.columns, old="OLD", new="NEW")
    yield f"DROP TRIGGER IF EXISTS {table.name}_update_noted"
    yield (
        f"CREATE TRIGGER {table.name}_update_noted AFTER UPDATE ON {table.name} WHEN {differs} "
        f"BEGIN {_NOTE} ({table.number}, OLD.id, {UPDATED}, {changed}, {before}); END"
    )


def update_terms(
    table: Table, columns: Collection[str], *, old: str, new: str
) -> tuple[str, str, str]:
    """Give the SQL of what is noted of a changed row: the mask, whether to note it, the old values.

    Only ``columns`` are looked at; ``old`` and ``new`` are the names of the row before and after.
    """
    told = [name for name in table.columns if name in columns]
    differing = f"{old}.{{0}} IS NOT {new}.{{0}}"
    return (
        _mask(table, differing, told),
        " OR ".join(differing.format(name) for name in told),
        _old(table, f"IS NOT {new}.{{0}}", told, old),
    )


def mask_of(table: Table, columns: Collection[str]) -> int:
    """Give the mask of some columns."""
    return sum(1 << bit for bit, name in enumerate(table.columns) if name in columns)


def present_mask(table: Table, row: str = "", columns: Collection[str] | None = None) -> str:
    """Give the SQL of the mask of the columns that hold something, over a row of the table.

    Only ``columns`` are looked at, where some are given.
    """
    return _mask(table, f"{row}{{0}} IS NOT NULL", columns)


def _mask(table: Table, condition: str, columns: Collection[str] | None = None) -> str:
    # Sums of cases take SQLite a third of the time of shifted bits.
    return "+".join(
        f"CASE WHEN {condition.format(c)} THEN {1 << bit} ELSE 0 END"
        for bit, c in enumerate(table.columns)
        if columns is None or c in columns
    )


def _old(table: Table, condition: str, columns: Collection[str], row: str = "OLD") -> str:
    # A column that did not change is NULL here, for which concat_ws writes nothing.
    parts = (
        f"CASE WHEN {row}.{c} {condition.format(c)} THEN json_quote({row}.{c}) END"
        for c in table.columns
        if c in columns
    )
    return f"concat_ws(',',{','.join(parts)})"


_decode = msgspec.json.Decoder(list[object]).decode


def values_before(text: str | None) -> tuple[object, ...]:
    """Decode the old values as the triggers write them."""
    return tuple(_decode(f"[{text}]")) if text else ()


def read_changes(
    database: Database, known: Mapping[int, Table], first: int | None, last: int | None
) -> list[Change]:
    """Give the changes of a range, in the order in which they happened."""
    if first is None or last is None:
        return []
    rows = database.iterate(
        "SELECT id, table_number, row_id, kind, mask, before FROM changes "
        "WHERE id BETWEEN ? AND ? ORDER BY id",
        [first, last],
    )
    return [Change(r[0], known[r[1]], r[2], r[3], r[4], values_before(r[5])) for r in rows]


class Touched:
    """What notes touched, gathered while they pass: little is held of very many."""

    def __init__(self) -> None:
        self._masks: dict[int, int] = {}
        self._rows: dict[int, array[int]] = {}

    def look(self, notes: Sequence[Row]) -> None:
        """Take in some notes, without their own numbers."""
        numbers, ids, _kinds, masks, _before = zip(*notes, strict=True)
        for number in {*numbers}:
            # Most often they are all of one table: nothing is then done row by row.
            own = [one == number for one in numbers] if numbers.count(number) < len(ids) else None
            for mask in {*(compress(masks, own) if own else masks)}:
                self._masks[number] = self._masks.get(number, 0) | mask
            self._rows.setdefault(number, array("q")).extend(compress(ids, own) if own else ids)

    def tables(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Give each table's number, the mask of all columns touched, and the rows in order."""
        for number in sorted(self._masks):
            ids = self._rows[number]
            rising = all(map(lt, ids, islice(ids, 1, None)))
            yield number, self._masks[number], tuple(ids if rising else sorted({*ids}))


def columns_after(
    database: Database, table: Table, mask: int, rows: Collection[int], first: int, last: int
) -> Iterator[Row]:
    """Give number and present values of ``rows``, which a range of changes touched in ``table``."""
    return chain.from_iterable(present_rows(database, table, mask, rows, first, last))


def present_rows(
    database: Database, table: Table, mask: int, rows: Collection[int], first: int, last: int
) -> Iterator[list[Row]]:
    """Give the same, as many rows at a time as a digest packs together."""
    names = ", ".join(f"t.{name}" for name in ("id", *table.named(mask)))
    lowest, highest = min(rows), max(rows)
    if highest - lowest < len(rows):  # what an import adds: one run, read without looking it up
        return database.batches(
            f"SELECT {names} FROM {table.name} t WHERE t.id BETWEEN ? AND ? ORDER BY t.id",
            [lowest, highest],
            DIGESTED_AT_ONCE,
        )
    return database.batches(
        f"SELECT {names} FROM {table.name} t WHERE t.id IN "
        "(SELECT row_id FROM changes WHERE id BETWEEN ? AND ? AND table_number = ?) ORDER BY t.id",
        [first, last, table.number],
        DIGESTED_AT_ONCE,
    )


class Digest:
    """The digest of one commit, taken in order: header, notes, then the rows as they now are.

    SHA-256 over MessagePack: the digest of the commit before, the header, each note of the range
    (table number, row number, kind, mask, the old values as noted), then for each table touched,
    in order of its number, its name, the columns touched, and each row touched that exists after
    the commit, in order of its number: the number and those columns' values.
    """

    def __init__(self, previous: bytes, header: list[object]) -> None:
        self._pack = msgspec.msgpack.Encoder().encode
        self._sum = hashlib.sha256(self._pack([previous, header]))

    def noted(self, notes: Sequence[Row]) -> None:
        """Take in the next notes without their own numbers: as many as are packed together."""
        self._sum.update(self._pack(notes))

    def notes_of(
        self, database: Database, first: int, last: int, may_stop: Callable[[], None]
    ) -> Touched:
        """Take in the notes of a range; give what they touched."""
        touched = Touched()
        # They come as many at a time as are packed together, and none of them stays.
        for some in database.batches(
            "SELECT table_number, row_id, kind, mask, before FROM changes "
            "WHERE id BETWEEN ? AND ? ORDER BY id",
            [first, last],
            DIGESTED_AT_ONCE,
        ):
            self.noted(some)
            touched.look(some)
            may_stop()
        return touched

    def table(self, table: Table, mask: int, rows: Iterable[Row]) -> None:
        """Take in the rows of one table."""
        self.begin(table, mask)
        for some in digested_together(rows):
            self.rows(some)

    def begin(self, table: Table, mask: int) -> None:
        """Begin with the rows of one table."""
        self._sum.update(self._pack([table.name, table.named(mask)]))

    def rows(self, rows: Sequence[Row]) -> None:
        """Take in the next rows: as many as :func:`digested_together` gives."""
        self._sum.update(self._pack(rows))

    def rows_of(
        self,
        table: Table,
        mask: int,
        present: Iterable[Sequence[Row]],
        may_stop: Callable[[], None],
    ) -> None:
        """Take in the rows of one table as :func:`present_rows` gives them."""
        self.begin(table, mask)
        full = True
        for some in present:
            self.rows(some)
            full = len(some) == DIGESTED_AT_ONCE
            may_stop()
        if full:  # see digested_together()
            self.rows([])

    def value(self) -> bytes:
        """Give the 32 bytes."""
        return self._sum.digest()


def digested_together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give rows of one table as many at a time as a digest packs together."""
    waiting, full = iter(rows), True
    while full:  # the last one is not full, and may be empty
        some = list(islice(waiting, DIGESTED_AT_ONCE))
        yield some
        full = len(some) == DIGESTED_AT_ONCE
