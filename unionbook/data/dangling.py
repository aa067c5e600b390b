# SPDX-License-Identifier: Apache-2.0
"""Rows that refer to others: what is referred to stays, or comes back.

One PC removes a row while another writes one that refers to it. What was removed comes back then,
as it was, by a write of the device that notices. What refers to something that never was here is
set aside.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from unionbook.data import merging, set_aside, vectors
from unionbook.domain.exchange import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.journal import Table
    from unionbook.data.store import Store


class References:
    """What was seen to be referred to, and what was removed, while a bundle is taken in."""

    def __init__(self, store: Store) -> None:
        self._store, self._database = store, store.database
        self._tables = {table.name: table for table in store.tables.values()}
        self._parents = {name: self._keys_of(name) for name in self._tables}
        self._missing: defaultdict[str, set[int]] = defaultdict(set)
        self._removed: defaultdict[str, set[int]] = defaultdict(set)

    def _keys_of(self, name: str) -> dict[str, str]:
        rows = self._database.rows(f"PRAGMA foreign_key_list({name})")
        return {str(row[3]): str(row[2]) for row in rows if str(row[2]) in self._tables}

    def look(
        self, table: Table, columns: Sequence[str], values: Sequence[Sequence[object]]
    ) -> None:
        """Look which rows the values of some columns refer to, and remember those not there."""
        parents = self._parents[table.name]
        for name, column in zip(columns, values, strict=True):
            parent = parents.get(name)
            if parent:
                wanted = {int(str(one)) for one in set(column) if one is not None}
                self._missing[parent].update(self._absent(parent, wanted))

    def removed(self, table: Table, ids: Iterable[int]) -> None:
        """Remember rows that were removed."""
        self._removed[table.name].update(ids)

    def _absent(self, parent: str, wanted: set[int]) -> set[int]:
        if not wanted:
            return set()
        return wanted - merging.present(self._database, self._tables[parent], sorted(wanted))

    def put_away(self, commit: int) -> None:
        """Set aside what refers to rows that are not here and never were."""
        for parent, ids in self._still_missing().items():
            table = self._tables[parent]
            never = [
                one for one in ids
                if not merging.values_at_removal(self._database, table, one)
            ]  # fmt: skip
            waiting = [(parent, never)] if never else []
            # What refers to each other in a circle is gone when it is come to once more.
            while waiting:
                waiting += self._put_away_children(*waiting.pop(), commit)

    def _put_away_children(
        self, parent: str, ids: list[int], commit: int
    ) -> list[tuple[str, list[int]]]:
        """Set aside what refers to rows; give what was set aside, by table."""
        gone = []
        for child, column in self._children(parent):
            table = self._tables[child]
            names = ", ".join(("id", *table.columns))
            rows = self._database.rows(
                f"SELECT {names} FROM {child} WHERE {column} IN (SELECT value FROM json_each(?))",
                [json.dumps(ids)],
            )
            if not rows:
                continue
            origins = vectors.last_written(self._store, child, [row[0] for row in rows])
            for row in rows:
                origin = origins.get(row[0], 0)
                values = {
                    name: one for name, one in zip(table.columns, row[1:], strict=True)
                    if one is not None
                }  # fmt: skip
                set_aside.add(self._database, commit, child, row[0], Kind.PUT, origin, values, "")
            self._database.executemany(
                f"DELETE FROM {child} WHERE id = ?", [(row[0],) for row in rows]
            )
            gone.append((child, [row[0] for row in rows]))
        return gone

    def restore(self) -> int:
        """Make again what was removed and is referred to; give how many rows that were."""
        restored = 0
        while missing := self._still_missing():
            for parent, ids in missing.items():
                for one in sorted(ids):
                    self._make_again(self._tables[parent], one)
                    restored += 1
        return restored

    def _make_again(self, table: Table, row_id: int) -> None:
        values = merging.values_at_removal(self._database, table, row_id)
        names = ", ".join(("id", *values))
        marks = ", ".join("?" * (len(values) + 1))
        self._database.execute(
            f"INSERT INTO {table.name}({names}) VALUES ({marks})", [row_id, *values.values()]
        )
        self.look(table, tuple(values), [[one] for one in values.values()])

    def _still_missing(self) -> dict[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for seen in (self._removed, self._missing):
            for parent, ids in seen.items():
                found[parent] |= self._referred_to(parent, self._absent(parent, ids))
        return {parent: ids for parent, ids in found.items() if ids}

    def _referred_to(self, parent: str, ids: set[int]) -> set[int]:
        found: set[int] = set()
        if ids:
            listed = json.dumps(sorted(ids))
            for child, column in self._children(parent):
                rows = self._database.rows(
                    f"SELECT DISTINCT {column} FROM {child} "
                    f"WHERE {column} IN (SELECT value FROM json_each(?))",
                    [listed],
                )
                found |= {row[0] for row in rows}
        return found

    def _children(self, parent: str) -> list[tuple[str, str]]:
        return [
            (child, column)
            for child, keys in self._parents.items()
            for column, referred in keys.items()
            if referred == parent
        ]
