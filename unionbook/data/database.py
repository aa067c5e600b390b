# SPDX-License-Identifier: Apache-2.0
"""One encrypted SQLite database: opening it, and its errors in the user's words.

The only module that knows sqlcipher3. Its exceptions are not those of the standard library's
sqlite3, so they are translated here and nowhere else.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from unionbook.data import atomic
from unionbook.errors import DamagedError, InUseError, UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_CACHE_KIB = 65536
_IN_MEMORY = 64 * 2**20
"""Bytes up to which a database is written anew in memory."""
_PRAGMAS = (
    # Durable: what is acknowledged has reached the disk (write-ahead log, synced at each commit).
    "PRAGMA journal_mode = wal",
    "PRAGMA synchronous = full",
    "PRAGMA foreign_keys = on",
    # Nothing in clear and nothing left behind: temporary tables stay in memory.
    "PRAGMA secure_delete = on",
    "PRAGMA temp_store = memory",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    "PRAGMA busy_timeout = 2000",
)

Row = tuple[Any, ...]


class Database:
    """A connection to one SQLCipher database under a raw 256-bit key."""

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        """Open the database; a file that is not there is made, unless ``read_only``.

        Raises DamagedError where the key does not fit or the file is not whole.
        """
        self.path = path
        self.read_only = read_only
        self._open(key)

    def _open(self, key: bytes) -> None:
        self._key = key
        with translated(self.path):
            self.connection = _connect(self.path, read_only=self.read_only)
            try:
                self._unlock(key)
            except BaseException:
                self.connection.close()
                raise

    def _unlock(self, key: bytes) -> None:
        # The library would print its own diagnosis to the standard error stream.
        self.connection.execute("PRAGMA cipher_log_level = NONE")
        self.connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS[1:] if self.read_only else _PRAGMAS:
            self.connection.execute(pragma).fetchall()
        self.allow_writing(allowed=False)

    def allow_writing(self, *, allowed: bool) -> None:
        """Let statements write, or refuse every one that would."""
        self.connection.execute(f"PRAGMA query_only = {'off' if allowed else 'on'}")

    def change_key(self, old: bytes, new: bytes) -> None:
        """Encrypt the whole database anew under another key than ``old``, all or nothing.

        Raises UnionbookError where there is no room for it: the old key is then still the right
        one.
        """
        with translated(self.path):
            self.allow_writing(allowed=True)
            self.connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        if self._opens_with(new):
            self._key = new
            self.allow_writing(allowed=False)
            return
        # SQLCipher does not tell that the last step of it failed, and goes on under the new key
        # with the transaction still open: only a new connection has the file as it is.
        self.connection.close()
        self._open(old)
        raise atomic.disk_full()

    def _opens_with(self, key: bytes) -> bool:
        try:
            Database(self.path, key, read_only=True).close()
        except DamagedError:
            return False
        return True

    def rewrite(self) -> None:
        """Write the whole database anew, so that no page holds what was overwritten.

        A large one goes by a file beside it, encrypted under the same key, so that little memory is
        needed; its pages are then written over the old ones, in one transaction.
        """
        pages, size = (int(self.value(f"PRAGMA page_{what}")) for what in ("count", "size"))
        if pages * size <= _IN_MEMORY:
            self.execute("VACUUM")
            return
        beside = self.path.with_name(self.path.name + ".anew")
        with atomic.translated(beside):
            _remove(beside)  # what a power failure left: there is never anything in clear in it
            try:
                self.execute("VACUUM INTO ?", [str(beside)])
                self._take_over(beside)
            finally:
                _remove(beside)

    def _take_over(self, beside: Path) -> None:
        """Write the pages of another database under the same key over those of this one."""
        other = Database(beside, self._key)
        try:
            with translated(self.path):
                other.connection.backup(self.connection)
        finally:
            other.close()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one statement; give how many rows it changed (-1 where that means nothing)."""
        with translated(self.path):
            return int(self.connection.execute(sql, parameters).rowcount)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of the rows."""
        with translated(self.path):
            self.connection.executemany(sql, rows)

    def try_one(self, sql: str, parameters: Sequence[object] = ()) -> tuple[int, str]:
        """Run one statement, all of it or nothing; give how many rows it changed, or the refusal.

        A refusal is what the schema says: then the number means nothing.
        """
        with translated(self.path):
            try:
                return int(self.connection.execute(sql, parameters).rowcount), ""
            except dbapi2.IntegrityError as error:
                return -1, str(error)

    def try_many(
        self, sql: str, rows: Iterable[Sequence[object]]
    ) -> tuple[int, list[tuple[int, str]]]:
        """Run one statement for each of the rows, and leave out those that the schema refuses.

        Gives how many rows were changed (-1 where some were refused), and the place and the reason
        of each that was refused.
        """
        refused: list[tuple[int, str]] = []
        waiting, place = iter(rows), -1

        def counted() -> Iterator[Sequence[object]]:
            nonlocal place
            for row in waiting:
                place += 1
                yield row

        with translated(self.path):
            while True:
                try:
                    cursor = self.connection.executemany(sql, counted())
                except dbapi2.IntegrityError as error:
                    refused.append((place, str(error)))
                else:
                    return -1 if refused else int(cursor.rowcount), refused

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Give all rows of a query."""
        with translated(self.path):
            found: list[Row] = self.connection.execute(sql, parameters).fetchall()
            return found

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """Give the first row of a query, or None."""
        with translated(self.path):
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """Give the first column of the first row of a query, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def iterate(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Give the rows of a query one after the other, without holding them all."""
        return chain.from_iterable(self.batches(sql, parameters))

    def batches(
        self, sql: str, parameters: Sequence[object] = (), size: int = 1000
    ) -> Iterator[list[Row]]:
        """Give the rows of a query so many at a time, the rest last."""
        with translated(self.path):
            cursor = self.connection.execute(sql, parameters)
        while True:
            with translated(self.path):
                some = cursor.fetchmany(size)
            if not some:
                return
            yield some

    def checkpoint(self) -> None:
        """Carry the write-ahead log over into the database file."""
        with translated(self.path):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the connection; the last one carries the write-ahead log over."""
        self.connection.close()


def _connect(path: Path, *, read_only: bool) -> dbapi2.Connection:
    if not read_only:
        return dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    wal = path.with_name(path.name + "-wal")
    # A folder that cannot be written to can only be read as a file that stands still.
    still = not _writable(path) and not (wal.exists() and wal.stat().st_size)
    uri = f"{path.resolve().as_uri()}?{'immutable=1' if still else 'mode=ro'}"
    return dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _writable(path: Path) -> bool:
    trial = path.with_name(".writable")
    try:
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the library's errors into ours; what is a bug goes through as it is."""
    try:
        yield
    except dbapi2.Error as error:
        ours = _translate(str(error).lower(), path)
        if ours is None:
            raise
        raise ours from error


def _translate(words: str, path: Path) -> UnionbookError | None:
    for signs, refusal in _REFUSALS:
        if any(sign in words for sign in signs):
            return refusal(path.name)
    return None


def _damaged(name: str) -> UnionbookError:
    return DamagedError(
        _(
            "The file {name} of the register is damaged. Nothing was changed. Restore the "
            "latest backup (“unionbook restore”) or ask your federation for help."
        ).format(name=name)
    )


def _busy(_name: str) -> UnionbookError:
    return InUseError(_("Another program is writing to the register. Wait a moment and try again."))


def _taken(_name: str) -> UnionbookError:
    return UnionbookError(
        _(
            "Something of the same name or number was entered since. Change that first, then "
            "do this again."
        )
    )


def _too_much(name: str) -> UnionbookError:
    return DamagedError(
        _(
            "Sums in the file {name} of the register are larger than it can hold: there are "
            "amounts in it that no office has. Check the register (“unionbook verify”)."
        ).format(name=name)
    )


def _erased(_name: str) -> UnionbookError:
    return UnionbookError(
        _("The personal data of this person were erased for ever: nothing can be entered here.")
    )


def _unreachable(name: str) -> UnionbookError:
    return DamagedError(
        _(
            "The file {name} of the register cannot be read or written. Check that the disk or "
            "stick is still connected and that the folder is complete."
        ).format(name=name)
    )


_REFUSALS: tuple[tuple[tuple[str, ...], Callable[[str], UnionbookError]], ...] = (
    (("not a database", "malformed", "hmac", "vtable constructor"), _damaged),
    (("integer overflow",), _too_much),
    (("disk is full",), lambda _name: atomic.disk_full()),
    (("readonly", "read-only", "attempt to write"), lambda _name: atomic.write_protected()),
    (("locked", "busy"), _busy),
    (("unique constraint",), _taken),
    (("were erased",), _erased),
    (("unable to open", "disk i/o"), _unreachable),
)
"""By what the library says, in this order, what the user is told."""
