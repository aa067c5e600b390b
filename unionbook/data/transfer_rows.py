# SPDX-License-Identifier: Apache-2.0
"""Transfers of members between branches, as each side and the desk above note them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from unionbook.domain.folding import tidy

if TYPE_CHECKING:
    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer; ``record`` is the member's history as it goes along, packed."""

    id: int
    number: str
    direction: str
    member_id: int | None
    full_name: str
    from_unit: str
    to_unit: str
    asked_on: str
    state: str
    reason: str
    record: bytes


_COLUMNS = tuple(one.name for one in fields(TransferRow))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM transfers"


def list_transfers(database: Database) -> list[TransferRow]:
    """Give all transfers, the newest first."""
    return [_row(row) for row in database.rows(f"{_SELECT} ORDER BY asked_on DESC, id DESC")]


def find_transfer(database: Database, number: str) -> TransferRow | None:
    """Give a transfer by its number."""
    row = database.row(f"{_SELECT} WHERE number = ? ORDER BY id LIMIT 1", [number])
    return _row(row) if row else None


def add_transfer(store: Store, site: int, **values: object) -> int:
    """Note a transfer. Only inside a commit."""
    number = store.new_ids(site)[0]
    columns = {name: _stored(value) for name, value in values.items()}
    marks = ", ".join("?" * (len(columns) + 1))
    store.database.execute(
        f"INSERT INTO transfers(id, {', '.join(columns)}) VALUES ({marks})",
        [number, *columns.values()],
    )
    return number


def change_transfer(store: Store, number: str, **values: object) -> None:
    """Note how a transfer went on. Only inside a commit."""
    columns = {name: _stored(value) for name, value in values.items()}
    setting = ", ".join(f"{name} = ?" for name in columns)
    store.database.execute(
        f"UPDATE transfers SET {setting} WHERE number = ?", [*columns.values(), number]
    )


def _stored(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode() if value else None
    return value


def _row(row: Row) -> TransferRow:
    told = dict(zip(_COLUMNS, row, strict=True))
    told["record"] = base64.b64decode(told["record"] or "")
    told["reason"] = told["reason"] or ""
    # What came from another office is shown as it can be seen.
    told |= {name: tidy(told[name] or "") for name in ("full_name", "from_unit", "to_unit")}
    return TransferRow(**told)
