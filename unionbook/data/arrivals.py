# SPDX-License-Identifier: Apache-2.0
"""Which columns of which rows came from which commit of another device, run by run."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.domain.exchange import Kind

_COLUMNS = "id, commit_id, after_change, table_number, kind, mask, rows, origins"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A run of rows of one table that came with one bundle and were accepted."""

    id: int
    commit_id: int
    after_change: int
    table_number: int
    kind: int
    mask: int
    rows: tuple[int, ...]
    origins: tuple[int, ...]

    @property
    def pairs(self) -> Iterable[tuple[int, int]]:
        """Each row with the commit that wrote it."""
        same = len(self.origins) == 1
        return zip(self.rows, repeat(self.origins[0]) if same else self.origins, strict=not same)


def add(
    database: Database,
    place: tuple[int, int],
    table_number: int,
    kind: Kind,
    mask: int,
    rows: Sequence[int],
    origins: Sequence[int],
) -> None:
    """Note rows that came; ``place`` is the own commit and the last change before it."""
    if not rows:
        return
    writers = origins[:1] if len(set(origins)) == 1 else origins
    database.execute(
        "INSERT INTO arrivals(commit_id, after_change, table_number, kind, mask, first_row, "
        "last_row, rows, origins) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *place,
            table_number,
            int(kind),
            mask,
            min(rows),
            max(rows),
            struct.pack(f"<{len(rows)}q", *rows),
            struct.pack(f"<{len(writers)}q", *writers),
        ],
    )


def of_table(database: Database, table_number: int, first: int, last: int) -> Iterator[Arrival]:
    """Give the runs of a table that may hold rows of a range, in the order of their coming."""
    rows = database.iterate(
        f"SELECT {_COLUMNS} FROM arrivals WHERE table_number = ? AND first_row <= ? "
        "AND last_row >= ? ORDER BY id",
        [table_number, last, first],
    )
    return map(_arrival, rows)


def of_row(
    database: Database, commit: int, table_number: int, row_id: int
) -> Iterator[tuple[int, int, int]]:
    """Give kind, mask and writing commit of what one own commit took in for a row."""
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM arrivals WHERE commit_id = ? AND table_number = ? "
        "AND first_row <= ? AND last_row >= ? ORDER BY id",
        [commit, table_number, row_id, row_id],
    )
    for run in map(_arrival, rows):
        for number, origin in run.pairs:
            if number == row_id:
                yield run.kind, run.mask, origin


def of_commits(database: Database, commits: Iterable[int]) -> Iterator[Arrival]:
    """Give the runs that came with some own commits, in the order of their coming."""
    for commit in sorted(commits):
        rows = database.rows(
            f"SELECT {_COLUMNS} FROM arrivals WHERE commit_id = ? ORDER BY id", [commit]
        )
        yield from map(_arrival, rows)


def after(database: Database, change: int) -> Iterator[Arrival]:
    """Give the runs that came after a change, in the order of their coming."""
    rows = database.iterate(
        f"SELECT {_COLUMNS} FROM arrivals WHERE after_change >= ? ORDER BY id", [change]
    )
    return map(_arrival, rows)


def that_brought(database: Database, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Give the own commits with which commits of some ranges came, or that wrote themselves."""
    found: set[int] = set()
    for first, last in ranges:
        for statement in (
            "SELECT DISTINCT arrived FROM known_commits WHERE id BETWEEN ? AND ?",
            "SELECT id FROM commits WHERE id BETWEEN ? AND ? AND operation = 'apply_bundle'",
        ):
            found.update(row[0] for row in database.rows(statement, [first, last]))
    return found


def _arrival(row: Row) -> Arrival:
    number, commit, after_change, table, kind, mask, rows, origins = row
    return Arrival(
        number, commit, after_change, table, kind, mask, _unpacked(rows), _unpacked(origins)
    )


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
