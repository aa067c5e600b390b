# SPDX-License-Identifier: Apache-2.0
"""The digests of a few steps of the history, over what they are and over what will be left of them.

Only these steps are looked at. What was written later is taken back where it is about the rows they
wrote: found by the rows where those are few, else by one walk over the notes of their tables.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import journal
from unionbook.data.journal import COMMIT_COLUMNS, Commit
from unionbook.data.past import Past, union

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from unionbook.data.database import Row
    from unionbook.data.past import Note
    from unionbook.data.store import Store

_FEW = 4000
"""Notes whose rows are looked up one by one in less time than all notes are walked over."""
_TABLE = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be taken out: by note what is left of its old values, by commit the reason.

    ``rows`` are the rows, by table, of which those notes tell.
    """

    notes: Mapping[int, str]
    reasons: Mapping[int, str]
    rows: Mapping[int, Collection[int]]


def digests(
    store: Store,
    commits: Collection[int],
    taken: Taken,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[Commit, bytes, bytes]]:
    """Give some commits, the latest first, each with two digests: as it is, as it will be.

    Inside a commit what that one wrote so far is taken back first.
    """
    wanted = _commits(store, commits)
    if wanted:
        yield from _Proof(store, wanted, taken, progress).digests()


def _commits(store: Store, numbers: Collection[int]) -> list[Commit]:
    rows = store.database.rows(
        f"SELECT {COMMIT_COLUMNS} FROM commits WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY clock DESC, id DESC",
        [_listed(numbers)],
    )
    return [Commit(*row) for row in rows]


def _listed(numbers: Collection[int]) -> str:
    return msgspec.json.encode(sorted(numbers)).decode()


class _Proof:
    """The notes that matter to some commits, taken back one after the other."""

    def __init__(
        self,
        store: Store,
        commits: Sequence[Commit],
        taken: Taken,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._store, self._database = store, store.database
        self._progress = progress
        self._commits, self._taken = commits, taken
        self._past, self._left = Past(store.tables), Past(store.tables)

    def digests(self) -> Iterator[tuple[Commit, bytes, bytes]]:
        waiting = self._notes()
        held: list[Row] = []
        for commit in self._commits:
            first, last = commit.first_change or 0, commit.last_change or 0
            own: list[Row] = []
            for some in chain([held], waiting):
                held = some
                if last:
                    self._take_back([note for note in some if note[0] > last])
                    own += [note for note in some if first <= note[0] <= last]
                    held = [note for note in some if note[0] < first]
                if held or not last:
                    break
            own.reverse()
            yield commit, *self._two(commit, own)
            self._take_back(own[::-1])

    def _notes(self) -> Iterator[list[Row]]:
        """Give the notes that matter, the latest first."""
        ranges = [
            (commit.first_change, commit.last_change)
            for commit in self._commits
            if commit.first_change and commit.last_change
        ]
        if not ranges:
            return
        earliest, latest = min(first for first, _last in ranges), 0
        few = sum(last - first + 1 for first, last in ranges) <= _FEW
        wanted = "row_id" if few else "table_number"
        scope = {
            row[0]
            for between in ranges
            for row in self._database.rows(
                f"SELECT DISTINCT {wanted} FROM changes WHERE id BETWEEN ? AND ?", between
            )
        }
        # The plus keeps SQLite from another index than that of the rows, or of the notes.
        where = (
            f"row_id IN ({_MANY}) AND +id >= ?"
            if few
            else f"+table_number IN ({_MANY}) AND id >= ?"
        )
        for some in self._database.batches(
            "SELECT id, table_number, row_id, kind, mask, before FROM changes "
            f"WHERE {where} ORDER BY id DESC",
            [_listed(scope), earliest],
        ):
            if self._progress:
                latest = latest or some[0][0]
                self._progress(latest - some[-1][0], latest - earliest + 1)
            yield some

    def _take_back(self, notes: Sequence[Row]) -> None:
        """Take back notes, given the latest first."""
        by_table: defaultdict[int, list[Note]] = defaultdict(list)
        left: defaultdict[int, list[Note]] = defaultdict(list)
        for number, run in groupby(reversed(notes), _TABLE):
            some = list(run)
            by_table[number] += [note[1:] for note in some]
            if rows := self._taken.rows.get(number):
                left[number] += [self._note_left(note) for note in some if note[2] in rows]
        self._past.take_back(by_table)
        self._left.take_back(left)

    def _note_left(self, note: Row) -> Note:
        return (*note[1:5], self._taken.notes.get(note[0], note[5]))

    def _two(self, commit: Commit, notes: Sequence[Row]) -> tuple[bytes, bytes]:
        """Give the digest of a commit as it is and as it will be."""
        previous = self._database.value("SELECT digest FROM commits WHERE id = ?", [commit.id - 1])
        header = commit.header()
        one = journal.Digest(previous or b"", header)
        header[5] = self._taken.reasons.get(commit.id, commit.reason)
        other = journal.Digest(previous or b"", header)
        for start in range(0, len(notes), journal.DIGESTED_AT_ONCE):
            some = notes[start : start + journal.DIGESTED_AT_ONCE]
            one.noted([note[1:] for note in some])
            other.noted([self._note_left(note) for note in some])
        by_table: defaultdict[int, list[Note]] = defaultdict(list)
        for number, run in groupby(notes, _TABLE):
            by_table[number] += [note[1:] for note in run]
        for number in sorted(by_table):
            self._rows_of(commit, number, by_table[number], one, other)
        return one.value(), other.value()

    def _rows_of(
        self,
        commit: Commit,
        number: int,
        notes: Sequence[Note],
        one: journal.Digest,
        other: journal.Digest,
    ) -> None:
        table, mask, rows = self._store.tables[number], union(notes), {note[1] for note in notes}
        present = journal.columns_after(
            self._database, table, mask, rows, commit.first_change or 0, commit.last_change or 0
        )
        changed = rows.intersection(self._taken.rows.get(number, ()))
        names = ", ".join(("id", *table.named(mask)))
        there = self._database.rows(
            f"SELECT {names} FROM {table.name} WHERE id IN ({_MANY}) ORDER BY id",
            [_listed(changed)],
        )
        left = {row[0]: row for row in self._left.tables[number].rows(mask, changed, there)}
        one.begin(table, mask)
        other.begin(table, mask)
        for some in journal.digested_together(self._past.tables[number].rows(mask, rows, present)):
            one.rows(some)
            other.rows([left.get(row[0], row) for row in some] if left else some)


_MANY = "SELECT value FROM json_each(?)"
