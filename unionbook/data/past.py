# SPDX-License-Identifier: Apache-2.0
"""Rows as they were, while notes of the history are taken back, the newest first.

What differs from the present is kept column by column: very many rows that one step changed alike
are taken in, and laid over rows that are read, without looking at each.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from itertools import chain, groupby, islice
from operator import itemgetter, or_
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data.journal import DELETED, INSERTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from unionbook.data.database import Row
    from unionbook.data.journal import Table

Note = tuple[int, int, int, int, str | None]
"""Number of the table and of the row, kind, mask, and the old values as noted."""
_AT_ONCE = 1000
_decode = msgspec.json.Decoder(list[list[object]]).decode
_ROW, _KIND, _MASK, _ALIKE = itemgetter(1), itemgetter(2), itemgetter(3), itemgetter(2, 3)


def union(notes: Iterable[Note]) -> int:
    """Give the mask of all columns of which some notes tell."""
    return reduce(or_, {*map(_MASK, notes)}, 0)


class PastTable:
    """How the rows of one table were before what was taken back so far."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._values: dict[str, dict[int, Any]] = {}
        """Of rows that are there now, by column."""
        self._revived: dict[int, dict[str, Any]] = {}
        """Of rows that were removed later, all values but NULLs."""
        self._absent: dict[int, int] = {}
        """Rows that were not there yet, with the columns they were made with."""
        self._told: dict[int, int] = {}
        """The columns of which any other note told."""

    @property
    def revived(self) -> bool:
        """Whether there were rows that are not there now."""
        return bool(self._revived)

    def unknown(self, there: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """Give the first of some rows that hold what no note told of, and which columns.

        Rows are given with the mask of what they hold. The columns are 0 where it is the row as a
        whole that nothing made.
        """
        ids, masks = zip(*there, strict=True)
        made = list(map(self._absent.get, ids))
        if made == list(masks):
            return None
        told = self._told
        for row_id, mask, known in zip(ids, masks, made, strict=True):
            if known is None:
                return row_id, 0
            if mask & ~known and mask & ~known & ~told.get(row_id, 0):
                return row_id, mask & ~known & ~told.get(row_id, 0)
        return None

    def take_back(self, notes: Sequence[Note]) -> None:
        """Take back notes of this table, given in the order in which they were written."""
        if {*map(_KIND, notes)} == {INSERTED}:
            for mask, ids in _by_mask(notes):
                self._unmake(ids, mask)
            return
        for (kind, mask), run in groupby(reversed(notes), _ALIKE):
            alike = list(run)
            ids = [note[1] for note in alike]
            if kind == INSERTED:
                self._unmake(ids, mask)
            else:
                self._restore(ids, mask, _old_values(alike), removed=kind == DELETED)

    def _unmake(self, ids: Sequence[int], mask: int) -> None:
        self._absent.update(dict.fromkeys(ids, mask))
        if self._revived:
            for row_id in ids:
                self._revived.pop(row_id, None)

    def _restore(
        self, ids: Sequence[int], mask: int, values: list[list[object]], *, removed: bool
    ) -> None:
        names, told = self._table.named(mask), self._told
        for row_id in ids:
            told[row_id] = told.get(row_id, 0) | mask
        if removed:
            for row_id, row in zip(ids, values, strict=True):
                told[row_id] |= self._absent.pop(row_id, 0)
                self._revived[row_id] = dict(zip(names, row, strict=True))
            return
        if self._revived:
            for row_id, row in zip(ids, values, strict=True):
                if row_id in self._revived:
                    self._revived[row_id].update(zip(names, row, strict=True))
        # Of a row that is revived these are never looked at.
        for name, column in zip(names, zip(*values, strict=True), strict=True):
            self._values.setdefault(name, {}).update(zip(ids, column, strict=True))

    def rows(self, mask: int, wanted: Collection[int], present: Iterable[Row]) -> Iterator[Row]:
        """Give rows as they were, in order of their number; ``present`` are those that are."""
        there = chain.from_iterable(self._laid_over(mask, wanted, present))
        revived = sorted(self._revived.keys() & wanted) if self._revived else []
        return self._with_revived(mask, revived, there) if revived else there

    def _with_revived(self, mask: int, revived: list[int], there: Iterable[Row]) -> Iterator[Row]:
        held = {row[0]: row for row in there}
        held.update((row_id, self._revived_row(row_id, mask)) for row_id in revived)
        for row_id in sorted(held):
            yield held[row_id]

    def _revived_row(self, row_id: int, mask: int) -> Row:
        values = self._revived[row_id]
        return (row_id, *(values.get(name) for name in self._table.named(mask)))

    def _laid_over(
        self, mask: int, wanted: Collection[int], present: Iterable[Row]
    ) -> Iterator[Iterable[Row]]:
        names = self._table.named(mask)
        old = [
            (place, self._values[name])
            for place, name in enumerate(names, 1)
            if name in self._values
        ]
        absent: Mapping[int, int] | None = self._absent
        if self._absent.keys().isdisjoint(wanted):
            absent = None
        waiting = iter(present)
        while batch := list(islice(waiting, _AT_ONCE)):
            if absent is not None:
                batch = [row for row in batch if row[0] not in absent or row[0] in self._revived]
            if old and batch:
                columns = list(zip(*batch, strict=True))
                ids = columns[0]
                for place, held in old:
                    columns[place] = tuple(map(held.get, ids, columns[place]))
                yield zip(*columns, strict=True)
            else:
                yield batch


def _by_mask(notes: Sequence[Note]) -> Iterator[tuple[int, list[int]]]:
    """Give the rows of notes by their mask: there are few masks, and very many notes of each."""
    masks = {*map(_MASK, notes)}
    if len(masks) == 1:
        yield masks.pop(), [*map(_ROW, notes)]
        return
    found: defaultdict[int, list[int]] = defaultdict(list)
    for _number, row_id, _kind, mask, _before in notes:
        found[mask].append(row_id)
    yield from found.items()


def _old_values(notes: Sequence[Note]) -> list[list[object]]:
    # Decoded all at once: very many short texts take most of their time in being begun.
    return _decode("[[" + "],[".join([note[4] or "" for note in notes]) + "]]")


class Past:
    """How all tables of a store were before what was taken back so far."""

    def __init__(self, tables: Mapping[int, Table]) -> None:
        self.tables = {number: PastTable(table) for number, table in tables.items()}

    def take_back(self, notes: Mapping[int, Sequence[Note]]) -> None:
        """Take back notes, by table, each table's in the order in which they were written."""
        for number, some in notes.items():
            self.tables[number].take_back(some)
