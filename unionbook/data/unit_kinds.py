# SPDX-License-Identifier: Apache-2.0
"""What the units below a federation's desk call their own kinds of welfare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.database import Database


def put(database: Database, unit_id: int, names: Mapping[str, str]) -> None:
    """Keep the names of a unit's kinds, by key. Only inside a commit."""
    database.executemany(
        "INSERT INTO unit_kinds(unit_id, key, name) VALUES (?, ?, ?) "
        "ON CONFLICT(unit_id, key) DO UPDATE SET name = excluded.name",
        [(unit_id, key, name) for key, name in names.items()],
    )


def name_of(database: Database, key: str) -> str:
    """Give what most units call a kind, empty where none does."""
    return str(
        database.value(
            "SELECT name FROM unit_kinds WHERE key = ? GROUP BY name "
            "ORDER BY count(*) DESC, name LIMIT 1",
            [key],
        )
        or ""
    )
