# SPDX-License-Identifier: Apache-2.0
"""Proving that a store is what its history says, to the last value.

The present rows are taken back commit by commit, the newest first; at each step the digest over
what the commit wrote must be the one it was sealed with, and when all commits are taken back no
row may be left. So a value that was changed by anything but a commit is found, as is a commit that
was altered, left out or put in.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from unionbook.data import journal, member_index
from unionbook.data.database import translated
from unionbook.data.journal import COMMIT_COLUMNS, Commit
from unionbook.data.past import Past, union
from unionbook.domain import clock
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from unionbook.data.database import Database
    from unionbook.data.past import Note, PastTable
    from unionbook.data.store import Store


def check_store(store: Store, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """Give in words whatever does not hold in a store, the first thing first."""
    yield from _check_pages(store)
    yield from _check_references(store)
    yield from _check_chain(store, progress)


def _check_pages(store: Store) -> Iterator[str]:
    name = store.database.path.name
    for row in store.database.rows("PRAGMA cipher_integrity_check"):
        yield _("{file}: a page was altered or is damaged ({what}).").format(file=name, what=row[0])
    with translated(store.database.path):
        for row in store.database.rows("PRAGMA integrity_check(5)"):
            if row[0] != "ok":
                yield _("{file}: the database is not whole ({what}).").format(
                    file=name, what=row[0]
                )


def _check_references(store: Store) -> Iterator[str]:
    for table, row_id, parent, *_rest in store.database.rows("PRAGMA foreign_key_check"):
        yield _("{table} {row} refers to a row of {parent} that is not there.").format(
            table=table, row=row_id, parent=parent
        )


def _check_chain(store: Store, progress: Callable[[int, int], None] | None) -> Iterator[str]:
    walk = _Backwards(store)
    redacted = redactions(store)
    expected_last = store.database.value("SELECT max(id) FROM changes") or 0
    for done, commit in enumerate(walk.commits):
        if commit.last_change is not None and commit.last_change != expected_last:
            yield _where(commit, _("changes that belong to no step of the history follow it"))
            return
        if not is_as_sealed(commit, walk.digest(commit), redacted):
            yield _where(commit, _("what it wrote, or what is written of it, was altered"))
            return
        walk.take_back()
        if commit.first_change is not None:
            expected_last = commit.first_change - 1
        if progress:
            progress(done + 1, len(walk.commits))
    if expected_last > 0:
        yield _("There are changes older than the first step of the history.")
    yield from _left_over(store, walk.past)


def redactions(store: Store) -> dict[int, bytes]:
    """Give, by redacted commit, the digest over what is left of it.

    The chain goes on with the digest that the commit was sealed with. These are rows like any
    other, written by later commits: who walks backwards has proved them before they are used.
    """
    rows = store.database.rows("SELECT id, digest FROM redactions")
    return {row[0]: bytes.fromhex(row[1]) for row in rows}


def is_as_sealed(commit: Commit, digest: bytes, redacted: Mapping[int, bytes]) -> bool:
    """Tell whether a digest over what there is of a commit is the one it was sealed with."""
    wanted = redacted.get(commit.id)
    return digest == commit.digest if wanted is None else wanted == redaction(commit, digest)


def redaction(commit: Commit, digest: bytes) -> bytes:
    """Give what stands for a redacted commit: over what is left of it and its own digest."""
    return hashlib.sha256(commit.digest + digest).digest()


class _Backwards:
    """The commits of a store taken back one after the other, the newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.commits = [
            Commit(*row)
            for row in store.database.rows(
                f"SELECT {COMMIT_COLUMNS} FROM commits ORDER BY clock DESC, id DESC"
            )
        ]
        self._digests = {commit.id: commit.digest for commit in self.commits}
        self.past = Past(store.tables)
        self._notes: dict[int, list[Note]] = {}

    def digest(self, commit: Commit) -> bytes:
        """Give the digest of the next one, over what there is; it is not taken back yet."""
        digest = journal.Digest(self._digests.get(commit.id - 1, b""), commit.header())
        first, last = commit.first_change or 0, commit.last_change or 0
        self._notes = {}
        for some in _notes_between(self._store.database, first, last):
            digest.noted(some)
            for number, run in groupby(some, _TABLE):
                self._notes.setdefault(number, []).extend(run)
        for number in sorted(self._notes):
            table, notes = self._store.tables[number], self._notes[number]
            mask, rows = union(notes), {note[1] for note in notes}
            present = journal.columns_after(self._store.database, table, mask, rows, first, last)
            digest.table(table, mask, self.past.tables[number].rows(mask, rows, present))
        return digest.value()

    def take_back(self) -> None:
        """Take back the commit whose digest was given."""
        self.past.take_back(self._notes)


_TABLE = itemgetter(0)


def _notes_between(database: Database, first: int, last: int) -> Iterator[list[Note]]:
    """Give the notes of a range without their own numbers, as many at a time as are digested."""
    return database.batches(
        "SELECT table_number, row_id, kind, mask, before FROM changes "
        "WHERE id BETWEEN ? AND ? ORDER BY id",
        [first, last],
        journal.DIGESTED_AT_ONCE,
    )


def _where(commit: Commit, what: str) -> str:
    return _("Step {number} ({operation}, {user}, {at}): {what}.").format(
        number=commit.id,
        operation=commit.operation,
        user=commit.user_name,
        at=f"{clock.moment(commit.clock).astimezone():%d/%m/%Y %H:%M}",
        what=what,
    )


def _left_over(store: Store, past: Past) -> Iterator[str]:
    for number, table in store.tables.items():
        yield from _unaccounted(store, table, past.tables[number])
        if past.tables[number].revived:
            yield _("Rows of {table} existed before the first step of the history.").format(
                table=table.name
            )


def _unaccounted(store: Store, table: journal.Table, past: PastTable) -> Iterator[str]:
    """Give the first row that no step made, or value of which no step of the history ever told."""
    for some in store.database.batches(
        f"SELECT id, {journal.present_mask(table)} FROM {table.name}"
    ):
        found = past.unknown(some)
        if found is None:
            continue
        row_id, mask = found
        if mask:
            yield _("{table} {row}: no step of the history wrote “{column}”.").format(
                table=table.name, row=row_id, column=table.named(mask)[0]
            )
        else:
            yield _("{table} {row} is there, but no step of the history made it.").format(
                table=table.name, row=row_id
            )
        return


def check_derived(store: Store) -> Iterator[str]:
    """Give in words what does not hold in the index of members, which can be made anew."""
    if not member_index.is_in_step(store):
        yield _(
            "The search index is not complete. It can be made anew: “unionbook verify --repair”."
        )
