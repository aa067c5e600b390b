# SPDX-License-Identifier: Apache-2.0
"""Writing very many rows alike in three statements: the rows, what the journal notes, the values.

A trigger that notes one row after the other costs more than the change itself. So the rows of a
block are laid into a temporary table (which is in memory, like all of them), what they change is
noted by one statement, and they are written by another. The notes are those that the triggers of
the journal would make, in the same order. All other triggers work as ever; those that refuse
nothing while a bundle is applied stay away as well, for to ask them costs as much as to write.
Where a table was all but empty, its indexes are put off until its rows are there (``loading``). A
block that does not go through as a whole leaves nothing, and whoever asked goes through its rows
one by one.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from operator import lt
from typing import TYPE_CHECKING

from unionbook.data import journal, loading
from unionbook.domain.exchange import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Database
    from unionbook.data.journal import Table
    from unionbook.domain.exchange import Block

MANY = 1000
"""Rows of one block that make it worth while."""
_AT_ONCE = 100
"""Rows that one statement lays down."""
_EVENTS = {Kind.PUT: "insert", Kind.PATCH: "update"}
_NOT_APPLYING = "WHEN NOT EXISTS (SELECT 1 FROM applying) AND ("
_WRITES = re.compile(r"\b(?:INTO|DELETE FROM|UPDATE(?! OF\b| ON\b| SET\b))\s+(\w+)", re.IGNORECASE)


class BlockWriter:
    """Blocks on their way into the tables, one after the other. Only while a bundle is applied."""

    def __init__(self, database: Database, tables: Sequence[Table]) -> None:
        self._database = database
        self._tracked = frozenset(table.name for table in tables)
        self._columns: dict[str, dict[str, tuple[str, bool]]] = {}
        self._alone: dict[str, bool] = {}
        self._suspended: dict[str, str] = {}
        self._put_off: list[str] = []
        self._laid = ""

    def write(self, table: Table, block: Block) -> int | None:
        """Write a block whole; give how many rows it made or found, None where nothing was written.

        The journal's trigger for such changes then stays away until :meth:`rest`.
        """
        if not self._fits(table, block):
            return None
        name = f"{table.name}_{_EVENTS[block.kind]}_noted"
        if name not in self._suspended:
            self.rest()
            self._suspend(table.name, name)
            if block.kind is Kind.PUT and not self._looks(table.name):
                # The SQL that makes them again.
                self._put_off = loading.put_off(self._database, table.name, len(block.ids))
        self._lay(table, block)
        before = self._database.value("SELECT max(id) FROM changes") or 0
        write = self._put if block.kind is Kind.PUT else self._patch
        written, refused = self._database.try_one(*write(table, block))
        if refused:
            self._database.execute("DELETE FROM changes WHERE id > ?", [before])
            return None
        if block.kind is Kind.PUT:
            self._note_new(table, block)
        return written

    def rest(self) -> None:
        """Let the journal note row by row again, and make the indexes that were put off."""
        for made in (*self._suspended.values(), *self._put_off):
            self._database.execute(made)
        self._suspended, self._put_off = {}, []

    def close(self) -> None:
        """Let go of what lies in memory."""
        self.rest()
        if self._laid:
            self._database.execute("DROP TABLE temp.coming")
        self._laid = ""

    def _suspend(self, table: str, noted: str) -> None:
        self._suspended = {
            name: made
            for name, made in self._triggers(table)
            if name == noted or _refuses_nothing(made)
        }
        for name in self._suspended:
            self._database.execute(f"DROP TRIGGER {name}")

    def _looks(self, table: str) -> bool:
        """Tell whether a trigger is left that looks for something at each new row."""
        return any("INSERT ON" in _parts(made)[0] for _name, made in self._triggers(table))

    def _triggers(self, table: str) -> list[tuple[str, str]]:
        rows = self._database.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [table]
        )
        return [(row[0], row[1]) for row in rows]

    def _fits(self, table: Table, block: Block) -> bool:
        return (
            len(block.ids) >= MANY
            and block.kind in _EVENTS
            and bool(block.columns)
            and len(set(block.columns)) == len(block.columns)
            and all(map(lt, block.ids, islice(block.ids, 1, None)))
            and self._notes_alone(f"{table.name}_{_EVENTS[block.kind]}_noted", table.name)
        )

    def _notes_alone(self, name: str, table: str) -> bool:
        """Tell whether nothing but the journal notes anything when such rows are written.

        Where another trigger writes into a table that is tracked, its notes would come later than
        row by row.
        """
        if name not in self._alone:
            others = [made for one, made in self._triggers(table) if not one.endswith("_noted")]
            written = {one for made in others for one in _WRITES.findall(_parts(made)[1])}
            self._alone[name] = not written & (self._tracked | {"changes"})
        return self._alone[name]

    def _lay(self, table: Table, block: Block) -> None:
        """Lay a block into the temporary table, whose columns have the types of the table's."""
        database = self._database
        known = self._columns_of(table.name)
        columns = ", ".join(f"{name} {known[name][0]}" for name in block.columns)
        made = f"CREATE TEMP TABLE coming(id INTEGER PRIMARY KEY, {columns})"
        if made != self._laid:
            database.execute("DROP TABLE IF EXISTS temp.coming")
            database.execute(made)
            self._laid = made
        else:
            database.execute("DELETE FROM temp.coming")
        width = len(block.columns) + 1
        line = f"({', '.join('?' * width)})"
        for start in range(0, len(block.ids), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            rows = zip(block.ids[some], *(column[some] for column in block.values), strict=True)
            given = list(chain.from_iterable(rows))
            lines = ", ".join([line] * (len(given) // width))
            database.execute(f"INSERT INTO temp.coming VALUES {lines}", given)

    def _columns_of(self, name: str) -> dict[str, tuple[str, bool]]:
        """Give each column's type, and whether it has a value where none is named."""
        if name not in self._columns:
            rows = self._database.rows(f"PRAGMA table_info({name})")
            self._columns[name] = {str(row[1]): (str(row[2]), row[4] is not None) for row in rows}
        return self._columns[name]

    def _patch(self, table: Table, block: Block) -> tuple[str, list[object]]:
        mask, differs, before = journal.update_terms(table, block.columns, old="m", new="n")
        self._database.execute(
            "INSERT INTO changes(table_number, row_id, kind, mask, before) "
            f"SELECT {table.number}, m.id, {journal.UPDATED}, {mask}, {before} "
            f"FROM temp.coming n CROSS JOIN {table.name} m ON m.id = n.id WHERE ({differs}) "
            "ORDER BY n.id"
        )
        changes = ", ".join(f"{name} = n.{name}" for name in block.columns)
        # The bounds make SQLite go through what lies in memory, and not through the whole table.
        statement = (
            f"UPDATE {table.name} SET {changes} FROM temp.coming n "
            f"WHERE n.id = {table.name}.id AND n.id BETWEEN ? AND ?"
        )
        return statement, [block.ids[0], block.ids[-1]]

    def _put(self, table: Table, block: Block) -> tuple[str, list[object]]:
        names = ", ".join(("id", *block.columns))
        return f"INSERT INTO {table.name}({names}) SELECT {names} FROM temp.coming ORDER BY id", []

    def _note_new(self, table: Table, block: Block) -> None:
        # Read from the table, for a column that was not named may have a value of its own.
        own = [name for name, (_type, value) in self._columns_of(table.name).items() if value]
        mask = journal.present_mask(table, "m.", {*block.columns, *own})
        self._database.execute(
            "INSERT INTO changes(table_number, row_id, kind, mask) "
            f"SELECT {table.number}, m.id, {journal.INSERTED}, {mask} "
            f"FROM temp.coming n CROSS JOIN {table.name} m ON m.id = n.id ORDER BY n.id"
        )


def _parts(made: str) -> tuple[str, str]:
    """Give when a trigger works, and what it does."""
    when, does = re.split(r"\bBEGIN\b", made, maxsplit=1)
    return when.strip(), does


def _refuses_nothing(made: str) -> bool:
    """Tell whether a trigger does nothing while a bundle is applied, whatever the row."""
    condition = _parts(made)[0].partition(_NOT_APPLYING)[2]
    depth = 1
    for place, sign in enumerate(condition):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return place == len(condition) - 1
    return False
