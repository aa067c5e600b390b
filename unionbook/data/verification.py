# SPDX-License-Identifier: Apache-2.0
"""Proving that a store is what its history says, to the last value.

The present rows are taken back commit by commit, the newest first; at each step the digest over
what the commit wrote must be the one it was sealed with, and when all commits are taken back no
row may be left. So a value that was changed by anything but a commit is found, as is a commit that
was altered, left out or put in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionbook.data import journal, member_index
from unionbook.data.database import translated
from unionbook.data.journal import COMMIT_COLUMNS, DELETED, INSERTED, Commit
from unionbook.domain import clock
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from unionbook.data.database import Row
    from unionbook.data.store import Store

Progress = "Callable[[int, int], None]"
_Key = tuple[int, int]
_NOTES = "SELECT id, table_number, row_id, kind, mask, before FROM changes"


@dataclass(slots=True)
class _Past:
    """How rows were before the commits taken back so far, where that differs from the present."""

    values: dict[_Key, dict[str, Any]] = field(default_factory=dict)
    """Of a row that was removed later, all values but NULLs."""
    absent: set[_Key] = field(default_factory=set)
    revived: dict[int, set[int]] = field(default_factory=dict)


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
    steps = _Backwards(store)
    redacted = redactions(store)
    expected_last = store.database.value("SELECT max(id) FROM changes") or 0
    for done, commit in enumerate(steps.commits):
        if commit.last_change is not None and commit.last_change != expected_last:
            yield _where(commit, _("changes that belong to no step of the history follow it"))
            return
        if not is_as_sealed(commit, steps.digest(commit), redacted):
            yield _where(commit, _("what it wrote, or what is written of it, was altered"))
            return
        steps.take_back(_notes(store, commit))
        if commit.first_change is not None:
            expected_last = commit.first_change - 1
        if progress:
            progress(done + 1, len(steps.commits))
    if expected_last > 0:
        yield _("There are changes older than the first step of the history.")
    yield from _left_over(store, steps.past)


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


def digests_back_to(store: Store, earliest: int) -> Iterator[tuple[Commit, bytes]]:
    """Give each commit from the latest to one by its number, with the digest over what it is now.

    Inside a commit what that one wrote so far is taken back first.
    """
    steps = _Backwards(store)
    sealed = store.database.value("SELECT max(last_change) FROM commits") or 0
    steps.take_back(store.database.rows(f"{_NOTES} WHERE id > ? ORDER BY id", [sealed]))
    for commit in steps.commits:
        yield commit, steps.digest(commit)
        if commit.id == earliest:
            return
        steps.take_back(_notes(store, commit))


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
        self._by_id = {commit.id: commit for commit in self.commits}
        self.past = _Past()

    def digest(self, commit: Commit) -> bytes:
        """Give the digest of the next one, over what there is; it is not taken back yet."""
        previous = self._by_id.get(commit.id - 1)
        return _digest(self._store, self.past, commit, previous, _notes(self._store, commit))

    def take_back(self, notes: list[Row]) -> None:
        """Take back what some notes tell of."""
        _take_back(self._store, self.past, notes)


def _where(commit: Commit, what: str) -> str:
    return _("Step {number} ({operation}, {user}, {at}): {what}.").format(
        number=commit.id,
        operation=commit.operation,
        user=commit.user_name,
        at=f"{clock.moment(commit.clock).astimezone():%d/%m/%Y %H:%M}",
        what=what,
    )


def _notes(store: Store, commit: Commit) -> list[Row]:
    if commit.first_change is None:
        return []
    return store.database.rows(
        f"{_NOTES} WHERE id BETWEEN ? AND ? ORDER BY id", [commit.first_change, commit.last_change]
    )


def _digest(
    store: Store, past: _Past, commit: Commit, previous: Commit | None, notes: list[Row]
) -> bytes:
    digest = journal.Digest(previous.digest if previous else b"", commit.header())
    digest.notes(notes)
    touched = journal.touched(notes)
    for number in sorted(touched):
        mask, rows = touched[number]
        table = store.tables[number]
        present = journal.columns_after(
            store.database, table, mask, rows, commit.first_change or 0, commit.last_change or 0
        )
        digest.table(table, mask, _as_they_were(past, table, mask, rows, present))
    return digest.value()


def _as_they_were(
    past: _Past, table: journal.Table, mask: int, rows: set[int], present: Iterable[Row]
) -> Iterator[Row]:
    """Give the rows as the commit left them, in order of their number."""
    revived = past.revived.get(table.number, set()) & rows
    names = table.named(mask)
    if not revived:
        for row in present:
            if (table.number, row[0]) not in past.absent:
                yield _patched(past, table.number, names, row)
        return
    there = {row[0]: row for row in present}
    for row_id in sorted(rows):
        key = (table.number, row_id)
        if key in past.absent:
            continue
        if row_id in revived:
            values = past.values[key]
            yield (row_id, *(values.get(name) for name in names))
        elif row_id in there:
            yield _patched(past, table.number, names, there[row_id])


def _patched(past: _Past, number: int, names: tuple[str, ...], row: Row) -> Row:
    old = past.values.get((number, row[0]))
    if not old:
        return row
    return (row[0], *(old.get(name, now) for name, now in zip(names, row[1:], strict=True)))


def _take_back(store: Store, past: _Past, notes: list[Row]) -> None:
    columns: dict[_Key, tuple[str, ...]] = {}
    for _id, number, row_id, kind, mask, before in reversed(notes):
        key = (number, row_id)
        if kind == INSERTED:
            past.absent.add(key)
            past.values.pop(key, None)
            past.revived.get(number, set()).discard(row_id)
            continue
        if kind == DELETED:
            past.absent.discard(key)
            past.revived.setdefault(number, set()).add(row_id)
            past.values[key] = {}
        names = columns.get((number, mask))
        if names is None:
            names = columns[number, mask] = store.tables[number].named(mask)
        old = zip(names, journal.values_before(before), strict=True)
        past.values.setdefault(key, {}).update(old)


def _left_over(store: Store, past: _Past) -> Iterator[str]:
    for table in store.tables.values():
        for (row_id,) in store.database.iterate(f"SELECT id FROM {table.name}"):
            if (table.number, row_id) not in past.absent:
                yield _("{table} {row} is there, but no step of the history made it.").format(
                    table=table.name, row=row_id
                )
                return
        yield from _unaccounted(store, table)
        if past.revived.get(table.number):
            yield _("Rows of {table} existed before the first step of the history.").format(
                table=table.name
            )


def _unaccounted(store: Store, table: journal.Table) -> Iterator[str]:
    """Give the first value in a column of which no step of the history ever told."""
    told: dict[int, int] = {}
    notes = store.database.iterate(
        "SELECT row_id, mask FROM changes WHERE table_number = ?", [table.number]
    )
    for row_id, mask in notes:
        told[row_id] = told.get(row_id, 0) | mask
    there = store.database.iterate(f"SELECT id, {journal.present_mask(table)} FROM {table.name}")
    for row_id, mask in there:
        unknown = table.named(mask & ~told.get(row_id, 0))
        if unknown:
            yield _("{table} {row}: no step of the history wrote “{column}”.").format(
                table=table.name, row=row_id, column=unknown[0]
            )
            return


def check_derived(store: Store) -> Iterator[str]:
    """Give in words what does not hold in the index of members, which can be made anew."""
    if not member_index.is_in_step(store):
        yield _(
            "The search index is not complete. It can be made anew: “unionbook verify --repair”."
        )
