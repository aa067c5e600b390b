# SPDX-License-Identifier: Apache-2.0
"""What the union above handed back to a branch that had lost it, until somebody decides."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store

OFFERED, TAKEN, REFUSED = "offered", "taken", "refused"
_Told = tuple[str, int, bool, dict[str, Any]]
"""A row in a document: its table, its number, whether it was lost as a whole, its values."""
_SELECT = "SELECT id, told_at, number, coalesce(document, ''), state FROM handed_back"


@dataclass(frozen=True, slots=True)
class HandedBack:
    """What was handed back at one time: ``document`` holds the rows, until it was decided."""

    id: int
    told_at: str
    number: int
    document: bytes
    state: str


def list_handed_back(database: Database) -> list[HandedBack]:
    """Give what was handed back, the latest first."""
    return [_read(row) for row in database.rows(f"{_SELECT} ORDER BY told_at DESC, id DESC")]


def offer(
    store: Store, site: int, told_at: str, number: int, document: bytes, *, most: int
) -> bool:
    """Keep what is handed back, in the place of what waits already. Only inside a commit.

    Tells whether it is new: the same comes with each file until the desk knows what was decided.
    After ``most`` rows that were taken more may follow.
    """
    packed = base64.b64encode(document).decode()
    database = store.database
    held = database.row(
        "SELECT state, number FROM handed_back WHERE told_at = ? ORDER BY id DESC LIMIT 1",
        [told_at],
    )
    if held is not None and not (held[0] == TAKEN and held[1] >= most):
        return False
    database.execute(
        "UPDATE handed_back SET state = ?, document = NULL WHERE state = ?", [REFUSED, OFFERED]
    )
    database.execute(
        "INSERT INTO handed_back(id, told_at, number, document, state) VALUES (?, ?, ?, ?, ?)",
        [store.new_ids(site)[0], told_at, number, packed, OFFERED],
    )
    return True


def without(document: str, members: Collection[int], events: Collection[int]) -> str | None:
    """Give a document as it is kept without some members and events, empty where nothing is left.

    Gives None where it says nothing of them, or where nobody can read it.
    """
    try:
        told = msgspec.msgpack.decode(base64.b64decode(document), type=list[_Told])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    left = [one for one in told if not _is_of(one, members, events)]
    if len(left) == len(told):
        return None
    return base64.b64encode(msgspec.msgpack.encode(left)).decode() if left else ""


def _is_of(one: _Told, members: Collection[int], events: Collection[int]) -> bool:
    table, row_id, _made, values = one
    if table == "members":
        return row_id in members
    return values.get("member_id") in members or (table == "member_events" and row_id in events)


def settle(store: Store, row_id: int, state: str) -> None:
    """Note what was decided; the rows themselves are kept here no longer. Only inside a commit."""
    store.database.execute(
        "UPDATE handed_back SET state = ?, document = NULL WHERE id = ?", [state, row_id]
    )


def present(database: Database, table: str, ids: Collection[int]) -> set[int]:
    """Give those of some rows that are in the register."""
    found = set()
    for number in ids:
        if database.value(f"SELECT 1 FROM {table} WHERE id = ?", [number]):
            found.add(number)
    return found


def born_on(database: Database, day: str) -> dict[int, str]:
    """Give the members born on a day, by their numbers, with their names."""
    found = database.rows(
        "SELECT id, full_name FROM members WHERE born_on = ? AND merged_into IS NULL", [day]
    )
    return dict(found)


def add_event(store: Store, row_id: int, values: Mapping[str, object]) -> None:
    """Put an event back under its old number. Only inside a commit."""
    names = ", ".join(("id", *values))
    marks = ", ".join("?" * (len(values) + 1))
    store.database.execute(
        f"INSERT INTO member_events({names}) VALUES ({marks})", [row_id, *values.values()]
    )


def _read(row: Row) -> HandedBack:
    number, told_at, rows, document, state = row
    return HandedBack(number, told_at, rows, base64.b64decode(document), state)
