# SPDX-License-Identifier: Apache-2.0
"""Taking values out of the history for ever, so that it can still be proved.

The digest of a commit covers what it wrote over and what it wrote. Where such a value must no
longer be readable it is replaced by null, in the same place; the digest over what is left is kept
in ``redactions``, a row of the commit that redacts. The chain goes on with the digest the commit
was sealed with, so nothing is sealed anew, and other devices know the commit as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from unionbook.data import journal, verification
from unionbook.errors import DamagedError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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


def check(store: Store, commits: Collection[int]) -> None:
    """Refuse to redact a history that is not whole: afterwards nobody could tell any more."""
    if not commits:
        return
    redacted = verification.redactions(store)
    for commit, digest in verification.digests_back_to(store, _earliest(store, commits)):
        if not verification.is_as_sealed(commit, digest, redacted):
            raise DamagedError(
                _(
                    "The history of this register is not whole, and erasing would hide it. Nothing "
                    "was changed. “unionbook verify” says what does not hold; restore a backup."
                )
            )


def _earliest(store: Store, commits: Collection[int]) -> int:
    listed = msgspec.json.encode(sorted(commits)).decode()
    return int(
        store.database.value(
            "SELECT id FROM commits WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY clock, id LIMIT 1",
            [listed],
        )
    )


def redact_notes(store: Store, masks: Masks) -> set[int]:
    """Take the old values of some columns of some rows out of the notes; give the notes."""
    changed = set()
    for (number, row_id), mask in masks.items():
        rows = store.database.rows(
            "SELECT id, mask, before FROM changes WHERE row_id = ? AND table_number = ? "
            "AND before IS NOT NULL AND before <> ''",
            [row_id, number],
        )
        for note, held, before in rows:
            left = _without(held, mask, journal.values_before(before))
            if left is not None:
                store.database.execute("UPDATE changes SET before = ? WHERE id = ?", [left, note])
                changed.add(note)
    return changed


def _without(held: int, mask: int, values: tuple[object, ...]) -> str | None:
    """Give the old values without those of a mask, None where there is nothing to take out."""
    bits = [bit for bit in range(held.bit_length()) if held >> bit & 1]
    left = [None if mask >> bit & 1 else value for bit, value in zip(bits, values, strict=True)]
    if tuple(left) == values:
        return None
    return msgspec.json.encode(left)[1:-1].decode()


def redact_reasons(store: Store, reasons: Mapping[int, str]) -> None:
    """Replace the reasons of some commits, of this device or of others."""
    for number, reason in reasons.items():
        for table in ("commits", "known_commits"):
            store.database.execute(f"UPDATE {table} SET reason = ? WHERE id = ?", [reason, number])


def seal(store: Store, commits: Collection[int]) -> None:
    """Keep, for each of some commits, the digest over what is left of it."""
    if not commits:
        return
    held, left = verification.redactions(store), {}
    for commit, digest in verification.digests_back_to(store, _earliest(store, commits)):
        if commit.id in commits and not verification.is_as_sealed(commit, digest, held):
            left[commit.id] = verification.redaction(commit, digest).hex()
    store.database.executemany(
        "INSERT INTO redactions(id, digest) VALUES (?, ?) "
        "ON CONFLICT(id) DO UPDATE SET digest = excluded.digest",
        left.items(),
    )


def is_redacted(store: Store, commit: int) -> bool:
    """Tell whether something was taken out of a commit for ever."""
    return bool(store.database.value("SELECT 1 FROM redactions WHERE id = ?", [commit]))
