# SPDX-License-Identifier: Apache-2.0
"""Writing very many rows at once: indexes are put off, and made in one go when all rows are there.

An index that is made from rows already there is sorted once; one that is kept up row by row is
searched for every row, which takes three times as long.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.data.database import Database

_WORTH_IT = 5000
"""Fewer rows than this are written faster than an index is made."""


@contextmanager
def many_rows(
    database: Database, tables: Sequence[str], count: int, *, kept: Sequence[str] = ()
) -> Iterator[None]:
    """Write about ``count`` rows of each of ``tables``, inside a transaction that is under way.

    Where that is more than a table already holds, its indexes, but for the unique ones and those of
    ``kept``, do not exist inside the block. An exception leaves them to the rollback.
    """
    put_off: list[tuple[str, str]] = []
    for table in tables:
        if count >= _WORTH_IT and not _more_than(database, table, count):
            put_off.extend(
                (name, sql) for name, sql in _indexes(database, table) if name not in kept
            )
    for name, _sql in put_off:
        database.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in put_off:
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
