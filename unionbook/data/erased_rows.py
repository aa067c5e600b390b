# SPDX-License-Identifier: Apache-2.0
"""Which rows are about a person, and what of them goes when the person is erased.

What goes is a row as a whole, or columns, each with what takes its place: an expression in SQL, in
which ``?1`` is the pseudonym. Amounts, vouchers, months of dues, the kinds and days of events and
cases stay: under the pseudonym they are nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import journal
from unionbook.data.migrations.erasing import KEPT_OF_MEMBERS
from unionbook.data.redacting import sealed_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionbook.data.store import Store

NOBODY = "?1"
_GONE = "NULL"
_OF_ALL_MONTHS = (
    "month IN (WITH RECURSIVE had(month) AS (SELECT min(month) FROM dues_assessments UNION ALL "
    "SELECT (SELECT min(a.month) FROM dues_assessments a WHERE a.month > had.month) FROM had "
    "WHERE had.month IS NOT NULL) SELECT month FROM had)"
)
"""Assessments are found by month and member: there are few months, and very many of each."""
_BY_STATUS = "'status'"
"""The one reason for owing nothing that says nothing about a person."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows whose column ``key`` names the person, or a row of ``under``; no columns: they go.

    ``among`` holds of all rows of the table, and lets SQLite find them by an index.
    """

    table: str
    key: str = "member_id"
    columns: Mapping[str, str] = field(default_factory=dict)
    under: str = ""
    among: str = "1"


def _all(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _GONE)


_OFFICE = (
    Part("member_events", columns=_all("decision", "reason", "place")),
    Part("wages"),
    Part("group_members"),
    Part("member_values"),
    Part("consents", columns={"text_version": "''", "form": "''"}),
    Part("relatives"),
    Part("dues_exemptions", columns={"reason": _BY_STATUS, "decision": _GONE}),
    Part(
        "dues_assessments",
        columns={"exemption": f"CASE WHEN exemption IS NOT NULL THEN {_BY_STATUS} END"},
        among=_OF_ALL_MONTHS,
    ),
    Part(
        "welfare_cases",
        columns=_all("relative", "event_on", "reason") | {"payee": NOBODY},
    ),
    Part("welfare_steps", "case_id", _all("note"), under="welfare_cases"),
    Part("welfare_papers", "case_id", under="welfare_cases"),
    Part(
        "programme_recipients",
        columns=_all("name", "name_key", "born_on", "place", "reason", "given_how", "given_by"),
    ),
    Part(
        "payroll_lines",
        columns={
            "name": NOBODY,
            "number": "''",
            # What was put down stays put down.
            "settled": f"CASE WHEN settled IS NOT NULL THEN {NOBODY} END",
        },
    ),
    Part("transfers", columns=_all("reason", "record") | {"full_name": NOBODY}),
)
_CASES = (
    Part(
        "welfare_details",
        "id",
        {"reason": "''"} | _all("relation", "relative", "event_on"),
    ),
    Part("welfare_notes", "id", {"note": "''"}),
    Part("welfare_papers", "detail_id"),
)


def parts(store: Store) -> tuple[Part, ...]:
    """Give what is about a person in a store."""
    names = {table.name: table for table in store.tables.values()}
    members = names.get("members")
    if members is None:
        return _CASES
    personal = _all(*(name for name in members.columns if name not in KEPT_OF_MEMBERS))
    return (Part("members", "id", {"full_name": NOBODY} | personal), *_OFFICE)


class Person:
    """The rows of one erased person: those that are there, and those that were."""

    def __init__(self, store: Store, number: int, pseudonym: str) -> None:
        self._store, self._database = store, store.database
        self.number, self.pseudonym = number, pseudonym
        self._tables = {table.name: table for table in store.tables.values()}
        self.rows: defaultdict[str, set[int]] = defaultdict(set)
        for part in parts(store):
            self.rows[part.table] |= self._present(part)

    def _keys(self, part: Part) -> str:
        return _listed(self.owners(part))

    def _present(self, part: Part) -> set[int]:
        rows = self._database.rows(
            f"SELECT id FROM {part.table} WHERE {part.key} IN (SELECT value FROM json_each(?)) "
            f"AND {part.among}",
            [self._keys(part)],
        )
        return {row[0] for row in rows}

    def owners(self, part: Part) -> set[int]:
        """Give what the column of a part holds where it is about the person."""
        return self.rows[part.under] if part.under else {self.number}

    def is_touched(self) -> bool:
        """Tell whether the commit under way wrote into these rows."""
        sealed = sealed_until(self._store)
        return any(
            self._database.value(
                "SELECT 1 FROM changes WHERE id > ? AND table_number = ? "
                "AND row_id IN (SELECT value FROM json_each(?)) LIMIT 1",
                [sealed, self._tables[name].number, _listed(ids)],
            )
            for name, ids in self.rows.items()
            if ids
        )

    def masks(self) -> dict[tuple[int, int], int]:
        """Give, by table and row, the columns of which no old value may be left."""
        found = {}
        for part in parts(self._store):
            table = self._tables[part.table]
            mask = journal.mask_of(table, part.columns or set(table.columns) - {part.key})
            found.update({(table.number, row_id): mask for row_id in self.rows[part.table]})
        return found

    def clear(self) -> None:
        """Take out of the rows what goes. Only inside a commit."""
        for part in parts(self._store):
            keys = self._keys(part)
            which = f"{part.key} IN (SELECT value FROM json_each(?2)) AND {part.among}"
            if not part.columns:
                self._database.execute(
                    f"DELETE FROM {part.table} WHERE {which.replace('?2', '?')}", [keys]
                )
                continue
            setting = ", ".join(f"{name} = {value}" for name, value in part.columns.items())
            stale = " OR ".join(f"{name} IS NOT {value}" for name, value in part.columns.items())
            if NOBODY not in setting:
                setting, stale = f"{setting}", f"?1 IS NOT NULL AND ({stale})"
            self._database.execute(
                f"UPDATE {part.table} SET {setting} WHERE {which} AND ({stale})",
                [self.pseudonym, keys],
            )
        if "groups" in self._tables:
            self._database.execute(
                "UPDATE groups SET head_id = NULL WHERE head_id = ?", [self.number]
            )

    def values(self, table: str, columns: Sequence[str]) -> set[str]:
        """Give every text that stands or ever stood in some columns of these rows."""
        found: set[str] = set()
        number, listed = self._tables[table].number, _listed(self.rows[table])
        for row in self._database.rows(
            f"SELECT {', '.join(columns)} FROM {table} "
            "WHERE id IN (SELECT value FROM json_each(?))",
            [listed],
        ):
            found.update(str(value) for value in row if value)
        for mask, before in self._database.rows(
            "SELECT mask, before FROM changes WHERE table_number = ? AND before <> '' "
            "AND row_id IN (SELECT value FROM json_each(?))",
            [number, listed],
        ):
            names = self._tables[table].named(mask)
            held = zip(names, journal.values_before(before), strict=True)
            found.update(str(value) for name, value in held if name in columns and value)
        return found

    def files(self) -> set[str]:
        """Give the names of the files that these rows refer to, or ever did."""
        found: set[str] = set()
        for table, column in (("members", "photo"), ("welfare_papers", "file")):
            if table in self._tables:
                found |= self.values(table, [column])
        return found


def add_removed(store: Store, people: Sequence[Person], after: int = 0) -> None:
    """Add the rows about some people that were removed, by notes after one.

    All notes are walked over once for all people, and once more where something removed was about
    something else of theirs.
    """
    numbers = {table.name: number for number, table in store.tables.items()}
    for under in (False, True):
        wanted = {
            numbers[part.table]: part
            for part in parts(store)
            if part.key != "id" and bool(part.under) == under
        }
        keys = {one for part in wanted.values() for person in people for one in person.owners(part)}
        if wanted and keys:
            _add_removed(store, people, wanted, keys, after)


def _add_removed(
    store: Store, people: Sequence[Person], wanted: Mapping[int, Part], keys: set[int], after: int
) -> None:
    listed = ", ".join(map(str, wanted))
    for number, row_id, mask, before in store.database.rows(
        "SELECT table_number, row_id, mask, before FROM changes c WHERE kind = ? AND id > ? "
        f"AND table_number IN ({listed}) "
        # Numbers are long: what says one of them is about the person, or nearly always.
        "AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(c.before, value))",
        [journal.DELETED, after, _listed(keys)],
    ):
        part, names = wanted[number], store.tables[number].named(mask)
        held = dict(zip(names, journal.values_before(before), strict=True)).get(part.key)
        for person in people:
            if held in person.owners(part):
                person.rows[part.table].add(row_id)


def _listed(numbers: Iterable[int]) -> str:
    return msgspec.json.encode(sorted(numbers)).decode()
