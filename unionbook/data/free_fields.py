# SPDX-License-Identifier: Apache-2.0
"""Fields that a branch adds to the member record itself, and lists it keeps by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold, tidy
from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class FreeField:
    """A field of the branch's own."""

    id: int
    name: str
    position: int
    hidden: bool


def list_free_fields(database: Database) -> list[FreeField]:
    """Give the branch's own fields in their order."""
    rows = database.rows("SELECT id, name, position, hidden FROM free_fields ORDER BY position, id")
    return [FreeField(row[0], row[1], row[2], bool(row[3])) for row in rows]


def find_free_field(database: Database, name: str) -> int | None:
    """Give the number of the field that is called so, accents and case apart, or None."""
    found = database.value("SELECT id FROM free_fields WHERE name_key = ?", [fold(name)])
    return None if found is None else int(found)


def add_free_field(store: Store, site: int, name: str) -> int:
    """Add a field at the end."""
    [number] = store.named_ids(site, "free_fields", [keyed("free_fields", fold(name))])
    store.database.execute(
        "INSERT INTO free_fields(id, name, name_key, position) VALUES "
        "(?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM free_fields))",
        [number, tidy(name), fold(name)],
    )
    return number


def change_free_field(store: Store, number: int, *, name: str, hidden: bool) -> None:
    """Rename a field, or hide it; its values stay."""
    store.database.execute(
        "UPDATE free_fields SET name = ?, name_key = ?, hidden = ? WHERE id = ?",
        [tidy(name), fold(name), int(hidden), number],
    )
