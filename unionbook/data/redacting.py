# SPDX-License-Identifier: Apache-2.0
"""Taking values out of the history for ever, so that it can still be proved.

The digest of a commit covers what it wrote over and what it wrote. Where such a value must no
longer be readable it is replaced by null, in the same place; the digest over what is left is kept
in ``redactions``, a row of the commit that redacts. The chain goes on with the digest the commit
was sealed with, so nothing is sealed anew, and other devices know the commit as before.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import journal, proving, verification
from unionbook.data.proving import Taken
from unionbook.errors import DamagedError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from unionbook.data.store import Store

Masks = dict[tuple[int, int], int]
"""By number of the table and of the row, the columns of which no old value may be left."""


def sealed_until(store: Store) -> int:
    """Give the last note of the last commit: what comes after is of the one under way."""
    return int(store.database.value("SELECT max(last_change) FROM commits") or 0)


def commits_of(store: Store, notes: Iterable[int]) -> set[int]:
    """Give the commits, but for the one under way, that some notes belong to."""
    sealed, found = sealed_until(store), set()
    last = 0
    for note in sorted(notes):
        if note > sealed:
            break
        if note <= last:
            continue
        row = store.database.row(
            "SELECT id, last_change FROM commits WHERE first_change <= ? "
            "ORDER BY first_change DESC LIMIT 1",
            [note],
        )
        if row:
            found.add(row[0])
            last = row[1]
    return found


def notes_of(store: Store, rows: Iterable[tuple[int, int]]) -> set[int]:
    """Give the notes that tell of some rows."""
    return {
        note
        for number, row_id in rows
        for (note,) in store.database.rows(
            "SELECT id FROM changes WHERE row_id = ? AND table_number = ?", [row_id, number]
        )
    }


def redact(
    store: Store,
    masks: Masks,
    reasons: Mapping[int, str],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Take values out of the history: old values of rows, and reasons of steps. Inside a commit.

    What is to go must be gone from the rows. Raises DamagedError where the history of what goes
    is not whole: afterwards nobody could tell any more.
    """
    taken = _taken(store, masks, reasons)
    rows = [(number, row_id) for number, ids in taken.rows.items() for row_id in ids]
    commits = commits_of(store, notes_of(store, rows)) | _own(store, reasons)
    sealed = _sealed_anew(store, commits, taken, progress)
    store.database.executemany(
        "UPDATE changes SET before = ? WHERE id = ?",
        ((left, note) for note, left in taken.notes.items()),
    )
    for table in ("commits", "known_commits"):
        store.database.executemany(
            f"UPDATE {table} SET reason = ? WHERE id = ?",
            ((reason, number) for number, reason in reasons.items()),
        )
    store.database.executemany(
        "INSERT INTO redactions(id, digest) VALUES (?, ?) "
        "ON CONFLICT(id) DO UPDATE SET digest = excluded.digest",
        sealed.items(),
    )


def _taken(store: Store, masks: Masks, reasons: Mapping[int, str]) -> Taken:
    notes: dict[int, str] = {}
    touched: defaultdict[int, set[int]] = defaultdict(set)
    for (number, row_id), mask in masks.items():
        rows = store.database.rows(
            "SELECT id, mask, before FROM changes WHERE row_id = ? AND table_number = ? "
            "AND before IS NOT NULL AND before <> ''",
            [row_id, number],
        )
        for note, held, before in rows:
            left = _without(held, mask, journal.values_before(before))
            if left is not None:
                notes[note] = left
                touched[number].add(row_id)
    return Taken(notes, reasons, touched)


def _without(held: int, mask: int, values: tuple[object, ...]) -> str | None:
    """Give the old values without those of a mask, None where there is nothing to take out."""
    bits = [bit for bit in range(held.bit_length()) if held >> bit & 1]
    left = [None if mask >> bit & 1 else value for bit, value in zip(bits, values, strict=True)]
    if tuple(left) == values:
        return None
    return msgspec.json.encode(left)[1:-1].decode()


def _own(store: Store, numbers: Iterable[int]) -> set[int]:
    listed = msgspec.json.encode(sorted(numbers)).decode()
    rows = store.database.rows(
        "SELECT id FROM commits WHERE id IN (SELECT value FROM json_each(?))", [listed]
    )
    return {row[0] for row in rows}


def _sealed_anew(
    store: Store,
    commits: Collection[int],
    taken: Taken,
    progress: Callable[[int, int], None] | None,
) -> dict[int, str]:
    """Give, for each of some commits that will be another one, the digest over what is left."""
    held, left = verification.redactions(store), {}
    proving_too = _that_redacted(store, commits, held)
    try:
        for commit, now, then in proving.digests(store, {*commits, *proving_too}, taken, progress):
            if not verification.is_as_sealed(commit, now, held):
                raise _not_whole()
            if not verification.is_as_sealed(commit, then, held):
                left[commit.id] = verification.redaction(commit, then).hex()
    except (ValueError, msgspec.MsgspecError) as unreadable:
        raise _not_whole() from unreadable
    return left


def _that_redacted(store: Store, commits: Collection[int], held: Mapping[int, bytes]) -> set[int]:
    """Give the commits that redacted some others: the digests they left must be proved as well."""
    number = next(one for one, table in store.tables.items() if table.name == "redactions")
    found: set[int] = set()
    waiting = {*commits}
    while waiting:
        rows = [(number, one) for one in waiting if one in held]
        waiting = commits_of(store, notes_of(store, rows)) - found - {*commits}
        found |= waiting
    return found


def _not_whole() -> DamagedError:
    return DamagedError(
        _(
            "The history of this register is not whole, and erasing would hide it. Nothing "
            "was changed. “unionbook verify” says what does not hold; restore a backup."
        )
    )


def is_redacted(store: Store, commit: int) -> bool:
    """Tell whether something was taken out of a commit for ever."""
    return bool(store.database.value("SELECT 1 FROM redactions WHERE id = ?", [commit]))
