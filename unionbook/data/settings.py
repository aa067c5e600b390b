# SPDX-License-Identifier: Apache-2.0
"""What a branch has settled for itself: one value by key, tracked like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


def get_setting(database: Database, key: str, default: str = "") -> str:
    """Give a setting, or ``default`` where it was never made."""
    value = database.value("SELECT value FROM settings WHERE key = ?", [key])
    return default if value is None else str(value)


def list_settings(database: Database, prefix: str = "") -> dict[str, str]:
    """Give the settings whose key starts with ``prefix``."""
    rows = database.rows(
        "SELECT key, value FROM settings WHERE substr(key, 1, ?) = ? AND value IS NOT NULL",
        [len(prefix), prefix],
    )
    return {str(row[0]): str(row[1]) for row in rows}


def set_setting(store: Store, site: int, key: str, value: str | None) -> None:
    """Make a setting; None takes it back."""
    changed = store.database.execute("UPDATE settings SET value = ? WHERE key = ?", [value, key])
    if changed < 1 and value is not None:
        store.database.execute(
            "INSERT INTO settings(id, key, value) VALUES (?, ?, ?)",
            [*store.named_ids(site, "settings", [keyed("settings", key)]), key, value],
        )
