# SPDX-License-Identifier: Apache-2.0
"""Reading the journal: the commits, what one did, the history of a record, and taking one back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from unionbook.data import arrivals, journal, loading, reconciling, vectors
from unionbook.data.journal import COMMIT_COLUMNS, DELETED, INSERTED, UPDATED, Change, Commit
from unionbook.errors import NotFoundError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One column of one row, before and after a commit; None is "not there".

    ``commit`` is of whoever wrote the value, on whichever device; ``step`` the commit of this store
    by which it came, the same one where it was written here.
    """

    commit: Commit
    table: str
    row_id: int
    column: str
    before: object
    after: object
    step: Commit


def get_commit(database: Database, number: int) -> Commit:
    """Give a commit. Raises NotFoundError."""
    row = database.row(f"SELECT {COMMIT_COLUMNS} FROM commits WHERE id = ?", [number])
    if row is None:
        raise NotFoundError(
            _("There is no step with the number {number} in the history.").format(number=number)
        )
    return Commit(*row)


def list_commits(database: Database, limit: int, before: int | None = None) -> list[Commit]:
    """Give the latest commits, the newest first; ``before`` is the clock of the last one seen."""
    rows = database.rows(
        f"SELECT {COMMIT_COLUMNS} FROM commits WHERE ? IS NULL OR clock < ? "
        "ORDER BY clock DESC LIMIT ?",
        [before, before, limit],
    )
    return [Commit(*row) for row in rows]


def clock_of(database: Database, number: int) -> int | None:
    """Give the time of a commit, None where it is not known here."""
    found = database.value("SELECT clock FROM commits WHERE id = ?", [number])
    return None if found is None else int(found)


def made_until(database: Database, rows: Sequence[int], clock: int) -> set[int]:
    """Give those of some rows that were added by a commit at or before a time."""
    listed = ",".join(str(int(number)) for number in rows)
    found = database.rows(
        f"SELECT x.row_id FROM changes x WHERE x.row_id IN ({listed}) AND x.kind = ? AND EXISTS "
        "(SELECT 1 FROM commits c WHERE x.id BETWEEN c.first_change AND c.last_change "
        "AND c.clock <= ?)",
        [INSERTED, clock],
    )
    return {row[0] for row in found}


def count_commits(database: Database) -> int:
    """Give how many commits there are."""
    return int(database.value("SELECT count(*) FROM commits"))


def count_changes(database: Database, commit: Commit) -> dict[tuple[str, int], int]:
    """Give how many rows of which table were inserted, updated or deleted."""
    rows = database.rows(
        "SELECT t.name, c.kind, count(*) FROM changes c JOIN tracked_tables t "
        "ON t.number = c.table_number WHERE c.id BETWEEN ? AND ? GROUP BY t.name, c.kind",
        [commit.first_change, commit.last_change],
    )
    return {(row[0], row[1]): row[2] for row in rows}


def undone_by(database: Database) -> dict[int, int]:
    """Give, for each commit that stands undone, the commit that undid it."""
    rows = database.rows("SELECT id, undoes FROM commits WHERE undoes IS NOT NULL ORDER BY clock")
    made: dict[int, int] = {undoes: number for number, undoes in rows}
    return {undone: undoing for undone, undoing in made.items() if not _is_undone(undoing, made)}


def _is_undone(number: int, made: dict[int, int]) -> bool:
    return number in made and not _is_undone(made[number], made)


def history_of_rows(store: Store, rows: Iterable[tuple[str, int]]) -> list[ValueChange]:
    """Give what happened to the columns of some rows, the latest first."""
    found: list[ValueChange] = []
    for table_name, row_id in rows:
        found.extend(_history_of_row(store, table_name, row_id))
    return sorted(found, key=lambda change: -change.step.clock)


def _history_of_row(store: Store, table_name: str, row_id: int) -> list[ValueChange]:
    database = store.database
    table = next(table for table in store.tables.values() if table.name == table_name)
    notes = database.rows(
        "SELECT id, table_number, row_id, kind, mask, before FROM changes "
        "WHERE row_id = ? AND table_number = ? ORDER BY id DESC",
        [row_id, table.number],
    )
    names = ", ".join(table.columns)
    now = database.row(f"SELECT {names} FROM {table_name} WHERE id = ?", [row_id])
    state: dict[str, object] = dict(zip(table.columns, now, strict=True)) if now else {}
    changes: list[ValueChange] = []
    for note in notes:
        step = _commit_of_change(database, note[0])
        authors = _authors(database, step, table, row_id)
        columns = table.named(note[4])
        old = journal.values_before(note[5])
        before = dict(zip(columns, old, strict=True)) if old else {}
        changes.extend(
            ValueChange(
                authors.get(name, step), table_name, row_id, name, before.get(name),
                state.get(name), step,
            )
            for name in columns
        )  # fmt: skip
        state.update({name: before.get(name) for name in columns})
    return changes


def _authors(
    database: Database, step: Commit, table: journal.Table, row_id: int
) -> dict[str, Commit]:
    """Give, by column, the commits of other devices that a step took in for a row."""
    if step.operation != vectors.APPLY:
        return {}
    found: dict[str, int] = {}
    for kind, mask, origin in arrivals.of_row(database, step.id, table.number, row_id):
        names = table.named(mask) if kind == UPDATED else table.columns
        found.update(dict.fromkeys(names, origin))
    known = {number: vectors.find_commit(database, number) for number in set(found.values())}
    return {
        name: Commit(
            told.id, told.clock, 0, told.user_name, told.operation, told.reason, None, None, None,
            told.digest,
        )
        for name, origin in found.items()
        if origin != step.id and (told := known[origin])
    }  # fmt: skip


def _commit_of_change(database: Database, change: int) -> Commit:
    row = database.row(
        f"SELECT {COMMIT_COLUMNS} FROM commits WHERE first_change <= ? "
        "ORDER BY first_change DESC LIMIT 1",
        [change],
    )
    if row is None:
        message = f"change {change} belongs to no commit"
        raise RuntimeError(message)
    return Commit(*row)


def in_the_way(store: Store, commit: Commit) -> list[Commit]:
    """Give the later commits that built on what ``commit`` did and still stand.

    A later commit that was itself taken back, and the one that took it back, cancel out.
    """
    if commit.first_change is None:
        return []
    rows = store.database.rows(
        "SELECT DISTINCT (SELECT k.id FROM commits k WHERE k.first_change <= l.id "
        "ORDER BY k.first_change DESC LIMIT 1) FROM changes c CROSS JOIN changes l "
        "ON l.row_id = c.row_id AND l.table_number = c.table_number AND l.id > ? "
        "WHERE c.id BETWEEN ? AND ? AND (c.kind <> ? OR l.kind <> c.kind OR l.mask & c.mask)",
        [commit.last_change, commit.first_change, commit.last_change, UPDATED],
    )
    return _standing(store.database, [row[0] for row in rows])


def _standing(database: Database, numbers: list[int]) -> list[Commit]:
    pairs = undone_by(database)
    cancelled = set(pairs) | set(pairs.values())
    # An undoing cancels out only together with what it undid, where both came later.
    both = {one for pair in pairs.items() for one in pair if set(pair) <= set(numbers)}
    alive = [number for number in numbers if number not in cancelled or number not in both]
    return sorted((get_commit(database, number) for number in alive), key=lambda c: c.clock)


def take_back(store: Store, commit: Commit) -> Counter[str]:
    """Restore the values from before ``commit``, inside a commit that is under way.

    Gives how many rows of which table were restored.
    """
    changes = journal.read_changes(
        store.database, store.tables, commit.first_change, commit.last_change
    )
    done: Counter[str] = Counter()
    last = store.last_change()
    # Who refers to a row that goes is looked for at the end, and named.
    store.database.execute("PRAGMA defer_foreign_keys = on")
    for batch in _runs(reversed(changes)):
        _take_back_alike(store.database, batch)
        done[batch[0].table.name] += len(batch)
    if "members" in done:
        reconciling.part_again(store, last)
    return done


def _runs(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Give runs of like changes (table, kind, columns), so that each is one statement."""
    for _alike, run in groupby(changes, _likeness):
        yield list(run)


def _likeness(change: Change) -> tuple[int, int, int]:
    # What was inserted is removed as a whole, whatever its columns.
    mask = 0 if change.kind == INSERTED else change.mask
    return change.table.number, change.kind, mask


def _take_back_alike(database: Database, run: list[Change]) -> None:
    table, columns = run[0].table, run[0].table.named(run[0].mask)
    if run[0].kind == INSERTED:
        with loading.removing_many(database, table.name, len(run)):
            database.executemany(
                f"DELETE FROM {table.name} WHERE id = ?", ([change.row_id] for change in run)
            )
    elif run[0].kind == UPDATED:
        names = ", ".join(f"{name} = ?" for name in columns)
        database.executemany(
            f"UPDATE {table.name} SET {names} WHERE id = ?",
            ([*change.before, change.row_id] for change in run),
        )
    elif run[0].kind == DELETED:
        names = ", ".join(("id", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        database.executemany(
            f"INSERT INTO {table.name}({names}) VALUES ({marks})",
            ([change.row_id, *change.before] for change in run),
        )


def dangling(store: Store) -> list[Commit]:
    """Give the commits whose rows refer to rows that are no longer there."""
    violations = store.database.rows("PRAGMA foreign_key_check")
    numbers: list[int] = []
    for table_name, row_id, *_rest in violations:
        table = next(table for table in store.tables.values() if table.name == table_name)
        change = store.database.value(
            "SELECT max(id) FROM changes WHERE row_id = ? AND table_number = ?",
            [row_id, table.number],
        )
        if change is not None:
            numbers.append(_commit_of_change(store.database, change).id)
    return [get_commit(store.database, number) for number in dict.fromkeys(numbers)]
