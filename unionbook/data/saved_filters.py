# SPDX-License-Identifier: Apache-2.0
"""Lists of members that a branch keeps by name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.members import Criteria
from unionbook.data.readable import readable
from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A list kept by name."""

    id: int
    name: str
    criteria: Criteria


def list_filters(database: Database) -> list[SavedFilter]:
    """Give the lists kept by name, in the order of their names."""
    rows = database.rows("SELECT id, name, criteria FROM saved_filters ORDER BY name, id")
    return readable(rows, lambda row: SavedFilter(row[0], row[1], _criteria(row[2])))


_criteria = msgspec.json.Decoder(Criteria).decode


def save_filter(store: Store, site: int, name: str, criteria: Criteria) -> None:
    """Keep a list by name; one of that name is replaced."""
    text = msgspec.json.encode(asdict(criteria)).decode()
    changed = store.database.execute(
        "UPDATE saved_filters SET criteria = ? WHERE name = ?", [text, name]
    )
    if changed < 1:
        store.database.execute(
            "INSERT INTO saved_filters(id, name, criteria) VALUES (?, ?, ?)",
            [*store.named_ids(site, "saved_filters", [keyed("saved_filters", name)]), name, text],
        )


def forget_filter(store: Store, number: int) -> bool:
    """Keep a list no longer; tell whether there was one."""
    return store.database.execute("DELETE FROM saved_filters WHERE id = ?", [number]) > 0
