# SPDX-License-Identifier: Apache-2.0
"""One encrypted store with its journal: everything in it changes by commits and only by them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook.data import journal
from unionbook.data.footprint import Footprint
from unionbook.domain import clock, numbering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionbook.data.database import Database


@dataclass(frozen=True, slots=True)
class Author:
    """Who commits, and on which device."""

    site: int
    user_id: int
    user_name: str


class Store:
    """A database whose tracked tables change by commits.

    ``refreshers`` are called inside each commit with the first and the last of its notes (rows of
    ``changes``), so that what is derived (search index, standing) is right in the same transaction,
    whatever was done.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tables = journal.tables(database)
        self.refreshers: list[Callable[[Store, int, int], None]] = []
        self.committed: list[Callable[[journal.Commit], None]] = []
        self._footprint = Footprint(database.path)
        self._open = False
        self._check: Callable[[], None] | None = None

    def new_ids(self, site: int, count: int = 1) -> range:
        """Take ``count`` new row numbers of this device. Only inside a commit."""
        first = self.database.value(
            "INSERT INTO counters(site, next) VALUES (?, ? + 1) "
            "ON CONFLICT(site) DO UPDATE SET next = next + ? RETURNING next",
            [site, count, count],
        )
        start = int(first) - count
        return range(numbering.compose(site, start), numbering.compose(site, start + count))

    def named_ids(self, site: int, table: str, wanted: Sequence[int]) -> list[int]:
        """Give the numbers ``wanted`` for new rows, and new ones for those that are taken.

        For things that are one thing whichever device enters them (``numbering.keyed``). Only
        inside a commit.
        """
        rows = self.database.rows(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(wanted))],
        )
        taken, given = {row[0] for row in rows}, []
        for number in wanted:
            given.append(self.new_ids(site)[0] if number in taken else number)
            taken.add(number)
        return given

    @contextmanager
    def commit(
        self,
        author: Author,
        operation: str,
        *,
        reason: str = "",
        undoes: int | None = None,
        check: Callable[[], None] | None = None,
    ) -> Iterator[journal.Changes]:
        """Change the store: all of it and its history, or nothing.

        What is yielded is filled when the commit is done. ``check`` is called now and then while
        the commit is brought to its end: what it raises leaves everything as it was.
        """
        changes = journal.Changes(0, operation)
        self._footprint.check()
        self.database.allow_writing(allowed=True)
        made: journal.Commit | None = None
        self._open, self._check = True, check
        try:
            self.database.execute("BEGIN IMMEDIATE")
            try:
                start = self.last_change()
                yield changes
                made = self._seal(author, operation, reason, undoes, start, changes)
                self.may_stop()
                self.database.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        finally:
            self._open, self._check = False, None
            self.database.allow_writing(allowed=False)
            self._footprint.take()
        for listener in self.committed:
            listener(made)

    @contextmanager
    def upkeep(self) -> Iterator[None]:
        """Write what is derived or of this PC alone, which no commit needs to tell of."""
        self._footprint.check()
        self.database.allow_writing(allowed=True)
        try:
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.database.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        finally:
            self.database.allow_writing(allowed=False)
            self._footprint.take()

    def may_stop(self) -> None:
        """Let whoever watches the commit under way end it, by an exception."""
        if self._check:
            self._check()

    def last_commit(self, site: int) -> journal.Commit | None:
        """Give the latest commit of a device."""
        row = self.database.row(
            f"SELECT {journal.COMMIT_COLUMNS} FROM commits WHERE id BETWEEN ? AND ? "
            "ORDER BY id DESC LIMIT 1",
            [numbering.compose(site, 0), numbering.compose(site + 1, 0) - 1],
        )
        return journal.Commit(*row) if row else None

    def check_untouched(self) -> None:
        """Raise ChangedUnderneathError where another program changed the store's files."""
        self._footprint.check()

    def change_key(self, old: bytes, new: bytes) -> None:
        """Encrypt the store anew under another key than ``old``, all or nothing."""
        self._footprint.check()
        try:
            self.database.change_key(old, new)
        finally:
            self._footprint.take()

    def rewrite(self) -> None:
        """Write the whole database anew, so that no page holds what was overwritten."""
        self._footprint.check()
        self.database.allow_writing(allowed=True)
        try:
            # Secure deletion does not reach what the splitting of a page leaves in its gap.
            self.database.rewrite()
        finally:
            self.database.allow_writing(allowed=False)
            self._footprint.take()
        self.checkpoint()

    def checkpoint(self) -> None:
        """Carry the write-ahead log over into the database file."""
        self._footprint.check()
        self.database.checkpoint()
        self._footprint.take()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _roll_back(self) -> None:
        # A full disk may have rolled the transaction back by itself.
        if self.database.connection.in_transaction:
            self.database.execute("ROLLBACK")

    def last_change(self) -> int:
        """Give the number of the latest note of a change."""
        return int(self.database.value("SELECT max(id) FROM changes") or 0)

    def next_commit(self, site: int) -> int:
        """Give the number that the next commit of a device will have."""
        previous = self.last_commit(site)
        return previous.id + 1 if previous else numbering.compose(site, 1)

    def _seal(
        self,
        author: Author,
        operation: str,
        reason: str,
        undoes: int | None,
        start: int,
        changes: journal.Changes,
    ) -> journal.Commit:
        first = self.database.value("SELECT min(id) FROM changes WHERE id > ?", [start])
        last = None
        if first:
            last = self.last_change()
            for refresh in self.refreshers:
                refresh(self, first, last)
        previous = self.last_commit(author.site)
        made = journal.Commit(
            self.next_commit(author.site),
            clock.tick(self._latest_clock(), datetime.now(UTC)),
            author.user_id,
            author.user_name,
            operation,
            reason,
            undoes,
            first,
            last,
            b"",
        )
        sealed = replace(made, digest=self._digest(previous, made, changes))
        self.database.execute(
            f"INSERT INTO commits({journal.COMMIT_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            astuple(sealed),
        )
        changes.commit_id = sealed.id
        return sealed

    def _latest_clock(self) -> int:
        # What others wrote came before what is written from now on.
        return max(
            int(self.database.value(f"SELECT max(clock) FROM {table}") or 0)
            for table in ("commits", "known_commits")
        )

    def _digest(
        self, previous: journal.Commit | None, made: journal.Commit, changes: journal.Changes
    ) -> bytes:
        """Give the digest of a commit; on the way it is seen which rows were changed."""
        digest = journal.Digest(previous.digest if previous else b"", made.header())
        first, last = made.first_change or 0, made.last_change or 0
        rows = {}
        for number, mask, ids in digest.notes_of(
            self.database, first, last, self.may_stop
        ).tables():
            table = self.tables[number]
            rows[table.name] = ids
            present = journal.present_rows(self.database, table, mask, ids, first, last)
            digest.rows_of(table, mask, present, self.may_stop)
        changes.rows = rows
        return digest.value()
