# SPDX-License-Identifier: Apache-2.0
"""What a person calls a record of any table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.store import Store

_NAMES = ("full_name", "name", "title", "counterparty", "key")
"""The columns that name a record, the first that there is."""


def name_of(store: Store, table: str, row_id: int) -> str:
    """Give what a person calls a record, empty where it has no name."""
    known = next(one for one in store.tables.values() if one.name == table)
    if "member_id" in known.columns:
        sql = f"SELECT m.full_name FROM {table} x JOIN members m ON m.id = x.member_id"
        return str(store.database.value(f"{sql} WHERE x.id = ?", [row_id]) or "")
    name = next((one for one in _NAMES if one in known.columns), None)
    if name is None:
        return ""
    return str(store.database.value(f"SELECT {name} FROM {table} WHERE id = ?", [row_id]) or "")
