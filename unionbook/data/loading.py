# SPDX-License-Identifier: Apache-2.0
"""Writing very many rows at once: indexes are put off, and made in one go when all rows are there.

An index that is made from rows already there is sorted once; one that is kept up row by row is
searched for every row, which takes three times as long.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.data.database import Database


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off looking for circular garbage while very many rows pass through.

    There is none among rows, and looking walks over all that is held, again and again: it takes a
    sixth of the time of an import.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


_WORTH_IT = 5000
"""Fewer rows than this are written faster than an index is made."""


@contextmanager
def adding_many(database: Database, tables: Sequence[str], count: int) -> Iterator[None]:
    """Add about ``count`` rows to each of ``tables``, inside a transaction that is under way.

    Where that is more than a table already holds, its indexes, but for the unique ones, do not
    exist inside the block. An exception leaves them to the rollback.
    """
    with _without_indexes(
        database,
        [
            index
            for table in tables
            if count >= _WORTH_IT and not _more_than(database, table, count)
            for index in _indexes(database, table)
        ],
    ):
        yield


@contextmanager
def removing_many(database: Database, table: str, count: int) -> Iterator[None]:
    """Remove ``count`` rows of a table, likewise, where those are most of its rows.

    Indexes by which SQLite finds the rows that refer to a removed one stay.
    """
    indexes = []
    if count >= _WORTH_IT and not _more_than(database, table, count * 2):
        indexes = _indexes_but_own(database, table)
    with _without_indexes(database, indexes):
        yield


def put_off(database: Database, table: str, count: int) -> list[str]:
    """Drop the indexes of a table to which ``count`` rows or more are added; give their SQL.

    None where it holds as many already. Those by which SQLite finds the rows that refer to another
    one of the table stay: it looks for them at each new row while any waits for what it refers to.
    """
    if _more_than(database, table, count):
        return []
    indexes = _indexes_but_own(database, table)
    for name, _sql in indexes:
        database.execute(f"DROP INDEX {name}")
    return [sql for _name, sql in indexes]


@contextmanager
def _without_indexes(database: Database, indexes: Sequence[tuple[str, str]]) -> Iterator[None]:
    for name, _sql in indexes:
        database.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in indexes:
        database.execute(sql)


def _more_than(database: Database, table: str, count: int) -> bool:
    return database.value(f"SELECT 1 FROM {table} LIMIT 1 OFFSET ?", [count]) is not None


def _indexes(database: Database, table: str) -> list[tuple[str, str]]:
    rows = database.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
        "AND sql NOT LIKE 'CREATE UNIQUE%'",
        [table],
    )
    return [(row[0], row[1]) for row in rows]


def _indexes_but_own(database: Database, table: str) -> list[tuple[str, str]]:
    """Give the indexes but for those of references to the table itself."""
    keys = database.rows(f"PRAGMA foreign_key_list({table})")
    own = {row[3] for row in keys if row[2] == table}
    indexes = _indexes(database, table)
    return [index for index in indexes if _first_column(database, index[0]) not in own]


def _first_column(database: Database, index: str) -> str:
    return str(database.rows(f"PRAGMA index_info({index})")[0][2])
