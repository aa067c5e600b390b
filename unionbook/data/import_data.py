# SPDX-License-Identifier: Apache-2.0
"""What an import needs of the register: whom a number names, what the fields hold now."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data import loading, members
from unionbook.data.readable import readable
from unionbook.domain.folding import fold
from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionbook.data.database import Database
    from unionbook.data.store import Store

STRONG_KEYS = (
    "official_number",
    "identity_number",
    "card_number",
    "local_number",
    "employee_number",
)
"""Numbers that name one person, the surest first."""
_EVERYBODY = 500

Named = int | tuple[int, ...]
"""One member, or several who share a key."""


@dataclass(slots=True)
class Snapshot:
    """The members as they are before an import, by what may name them.

    ``by_key[field][value]`` (case folded), ``by_name[folded name]`` and ``by_phone[phone]`` give
    members; ``born[member]`` the birth date; ``numbers[member]`` the numbers each has, in the
    order of ``by_key``.
    """

    by_key: dict[str, dict[str, Named]] = field(default_factory=dict)
    by_name: dict[str, Named] = field(default_factory=dict)
    by_phone: dict[str, Named] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    born: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, tuple[str | None, ...]] = field(default_factory=dict)


def snapshot(database: Database, keys: Sequence[str]) -> Snapshot:
    """Read whom the values of ``keys``, names and phones stand for."""
    found = Snapshot(by_key={key: {} for key in keys})
    columns = ", ".join(f"m.{key}" for key in ("born_on", "phone", *keys))
    for number, name_key, born_on, phone, *values in database.iterate(
        f"SELECT i.id, i.name_key, {columns} FROM member_index i "
        "CROSS JOIN members m ON m.id = i.id"
    ):
        _put(found.by_name, name_key, number)
        found.names[number] = name_key
        if born_on:
            found.born[number] = born_on
        if phone:
            _put(found.by_phone, phone, number)
        for key, value in zip(keys, values, strict=True):
            if value:
                _put(found.by_key[key], value.casefold(), number)
        found.numbers[number] = tuple(values)
    return found


def _put(index: dict[str, Named], key: str, number: int) -> None:
    there = index.get(key)
    if there is None:
        index[key] = number
    elif isinstance(there, int):
        index[key] = (there, number)
    else:
        index[key] = (*there, number)


def present_rows(
    database: Database, ids: Sequence[int], names: Sequence[str]
) -> dict[int, tuple[Any, ...]]:
    """Give what the fields of some members hold now, in the order of ``names``, by member."""
    rows = members.read(database, ids, (*names, "id")) if len(ids) < _EVERYBODY else None
    if rows is None:
        rows = members.read_everybody(database, (*names, "id"))
    wanted = set(ids)
    return {row[-1]: row for row in rows if row[-1] in wanted}


def present_values(
    database: Database, ids: Sequence[int], names: Sequence[str]
) -> dict[int, dict[str, Any]]:
    """Give what the fields of some members hold now, by member and field."""
    rows = present_rows(database, ids, names)
    return {number: dict(zip(names, row[:-1], strict=True)) for number, row in rows.items()}


def add_columns(store: Store, ids: Sequence[int], columns: Mapping[str, Iterable[object]]) -> None:
    """Add members given column by column, each as long as ``ids``."""
    names = ", ".join(("id", *columns))
    marks = ", ".join("?" * (len(columns) + 1))
    # OR ROLLBACK: see the journal's triggers. What cannot be added ends the commit anyway.
    store.database.executemany(
        f"INSERT OR ROLLBACK INTO members({names}) VALUES ({marks})",
        zip(ids, *columns.values(), strict=True),
    )


@contextmanager
def adding_many(store: Store, count: int) -> Iterator[None]:
    """Add ``count`` members with what belongs to them. Only inside a commit."""
    with loading.adding_many(store.database, ("members", "wages", "changes"), count):
        yield


def find_layout(database: Database, fingerprint: str) -> dict[str, str | None] | None:
    """Give the mapping that was chosen for a layout last time, by column letters, or None."""
    rows = database.rows("SELECT mapping FROM import_layouts WHERE fingerprint = ?", [fingerprint])
    return next(iter(readable(rows, lambda row: _mapping(row[0]))), None)


_mapping = msgspec.json.Decoder(dict[str, str | None]).decode


def keep_layout(
    store: Store, site: int, fingerprint: str, mapping: Mapping[str, str | None]
) -> None:
    """Remember the mapping of a layout. Only inside a commit."""
    text = msgspec.json.encode(dict(mapping)).decode()
    changed = store.database.execute(
        "UPDATE import_layouts SET mapping = ? WHERE fingerprint = ?", [text, fingerprint]
    )
    if changed < 1:
        store.database.execute(
            "INSERT INTO import_layouts(id, fingerprint, mapping) VALUES (?, ?, ?)",
            [
                *store.named_ids(site, "import_layouts", [keyed("import_layouts", fingerprint)]),
                fingerprint,
                text,
            ],
        )


def state(database: Database) -> tuple[int, int]:
    """Give what changes with every commit: the number of commits and the latest time."""
    row = database.row("SELECT count(*), coalesce(max(clock), 0) FROM commits")
    return (row[0], row[1]) if row else (0, 0)


def anybody(database: Database) -> bool:
    """Tell whether there are any members."""
    return database.value("SELECT 1 FROM member_index LIMIT 1") is not None


def present_free(
    database: Database, ids: Sequence[int], names: Sequence[str]
) -> dict[int, dict[str, str | None]]:
    """Give what own fields of these names hold now, by member; None where there is nothing."""
    found: dict[int, dict[str, str | None]] = {number: dict.fromkeys(names) for number in ids}
    keys = {fold(name): name for name in names}
    rows = database.iterate(
        "SELECT v.member_id, f.name_key, v.value FROM member_values v "
        "JOIN free_fields f ON f.id = v.field_id"
    )
    for number, key, value in rows:
        if number in found and key in keys:
            found[number][keys[key]] = value
    return found
