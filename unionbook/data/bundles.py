# SPDX-License-Identifier: Apache-2.0
"""What this PC made and took in: each bundle with what it covers, and the receipts for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook.data.vectors import MOST_AHEAD
from unionbook.domain.exchange import join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store
    from unionbook.domain.exchange import Vector

MADE, TAKEN = "made", "taken"
DONE, HELD, REFUSED, CALLED_BACK = "done", "held", "refused", "called_back"
AHEAD = "ahead"
"""A bundle made here that came to the other office before the moment of its making, as it says."""
OFFICE, CASES = "office", "cases"
Vectors = dict[str, "Vector"]
"""By store, how far each device's commits are covered."""


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle made or taken: ``other`` is the register it went to or came from.

    ``site`` is the device that made it, ``number`` counts them in its stream, ``counts`` are rows
    by table, ``reason`` says why it is held, and ``month`` which one was reported with it.
    """

    id: int
    direction: str
    purpose: str
    other: str
    site: int
    number: int
    digest: str
    since: Vectors
    until: Vectors
    made_at: str
    file: str
    size: int
    policy: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    state: str = DONE
    reason: str = ""
    noted_at: str = ""
    month: str = ""


_COLUMNS = tuple(one.name for one in fields(BundleRow))


def add_bundle(store: Store, site: int, row: BundleRow) -> int:
    """Note a bundle; give the number of the row. Only inside a commit."""
    number = store.new_ids(site)[0]
    values = {name: getattr(row, name) for name in _COLUMNS} | {
        "id": number,
        "since": written(row.since),
        "until": written(row.until),
        "counts": json.dumps(row.counts) if row.counts else None,
        "noted_at": datetime.now(UTC).isoformat(),
    }
    marks = ", ".join("?" * len(_COLUMNS))
    store.database.execute(
        f"INSERT INTO bundles({', '.join(_COLUMNS)}) VALUES ({marks})",
        [None if value == "" and name in _EMPTY else value for name, value in values.items()],
    )
    return number


_EMPTY = ("policy", "reason", "month")


def settle_bundle(
    store: Store, number: int, *, state: str, reason: str = "", counts: object = None
) -> None:
    """Note what became of a bundle. Only inside a commit."""
    store.database.execute(
        "UPDATE bundles SET state = ?, reason = ?, counts = coalesce(?, counts) WHERE id = ?",
        [state, reason or None, json.dumps(counts) if counts else None, number],
    )


def list_bundles(database: Database, *, limit: int = 1000) -> list[BundleRow]:
    """Give the bundles, the newest first."""
    rows = database.rows(f"{_SELECT} ORDER BY noted_at DESC LIMIT ?", [limit])
    return [_row(row) for row in rows]


def find_bundle(database: Database, digest: str, direction: str = TAKEN) -> BundleRow | None:
    """Give a bundle by its digest."""
    row = database.row(
        f"{_SELECT} WHERE digest = ? AND direction = ? ORDER BY noted_at DESC LIMIT 1",
        [digest, direction],
    )
    return _row(row) if row else None


def last_made(database: Database, other: str, site: int) -> BundleRow | None:
    """Give the last bundle this device made for a register."""
    row = database.row(
        f"{_SELECT} WHERE other = ? AND direction = ? AND site = ? ORDER BY number DESC LIMIT 1",
        [other, MADE, site],
    )
    return _row(row) if row else None


def held_bundles(database: Database) -> list[BundleRow]:
    """Give those that wait for something, the oldest first."""
    rows = database.rows(
        f"{_SELECT} WHERE direction = ? AND state = ? ORDER BY made_at, id", [TAKEN, HELD]
    )
    return [_row(row) for row in rows]


def held_ahead(database: Database, other: str) -> list[BundleRow]:
    """Give the bundles of a register that wait because they say they were made later than now."""
    return [
        row
        for row in held_bundles(database)
        if row.other == other
        and datetime.fromisoformat(row.made_at) > datetime.fromisoformat(row.noted_at) + MOST_AHEAD
    ]


def made_ahead(database: Database) -> list[BundleRow]:
    """Give the bundles made here that came too early, where none was made after them."""
    rows = database.rows(
        f"{_SELECT} b WHERE direction = ? AND state = ? AND NOT EXISTS (SELECT 1 FROM bundles l "
        "WHERE l.direction = b.direction AND l.other = b.other AND l.site = b.site "
        "AND l.number > b.number) ORDER BY id",
        [MADE, AHEAD],
    )
    return [_row(row) for row in rows]


def latest_taken(database: Database) -> BundleRow | None:
    """Give the bundle taken in that was made last, as it says itself."""
    row = database.row(
        f"{_SELECT} WHERE direction = ? AND state = ? ORDER BY made_at DESC LIMIT 1", [TAKEN, DONE]
    )
    return _row(row) if row else None


def heard_from(database: Database, other: str, site: int) -> Vectors:
    """Give how far a device of another PC, or a unit's, said it knows each store."""
    found: Vectors = {}
    rows = database.rows(
        "SELECT until FROM bundles WHERE other = ? AND site = ? AND direction = ? AND state = ?",
        [other, site, TAKEN, DONE],
    )
    for row in rows:
        for store, vector in read(row[0]).items():
            found[store] = join(found.get(store, {}), vector)
    return found


def made_for(database: Database, other: str) -> Vectors:
    """Give how far everything goes that was made for a register and not called back."""
    found: Vectors = {}
    rows = database.rows(
        "SELECT until FROM bundles WHERE other = ? AND direction = ? AND state = ?",
        [other, MADE, DONE],
    )
    for row in rows:
        for store, vector in read(row[0]).items():
            found[store] = join(found.get(store, {}), vector)
    return found


def add_receipt(
    store: Store, site: int, *, federation_id: int, given_at: str, vector: Vector, document: str
) -> bool:
    """Keep a receipt, once; tell whether it is new. Only inside a commit."""
    if store.database.value("SELECT 1 FROM receipts WHERE document = ?", [document]):
        return False
    store.database.execute(
        "INSERT INTO receipts(id, federation_id, given_at, vector, document) "
        "VALUES (?, ?, ?, ?, ?)",
        [store.new_ids(site)[0], federation_id, given_at, _packed(vector), document],
    )
    return True


def forget_receipts(store: Store) -> None:
    """Let what was confirmed count no more: everything is to be sent anew. Only inside a commit."""
    store.database.execute("DELETE FROM receipts")


def acknowledged(database: Database) -> Vector:
    """Give how far the union above has told, with its latest receipt, that it took everything in.

    A desk that lost something, or asks for everything anew, says less than it said before.
    """
    row = database.row("SELECT vector FROM receipts ORDER BY given_at DESC, id DESC LIMIT 1")
    return _unpacked(json.loads(row[0])) if row else {}


def receipts(database: Database) -> list[tuple[str, Vector]]:
    """Give when each receipt was given and how far it goes, the oldest first."""
    found = database.rows("SELECT given_at, vector FROM receipts ORDER BY given_at, id")
    return [(row[0], _unpacked(json.loads(row[1]))) for row in found]


def last_receipt(database: Database) -> str:
    """Give when the last receipt was given, empty where none came."""
    return str(database.value("SELECT max(given_at) FROM receipts") or "")


def written(vectors: Mapping[str, Vector]) -> str:
    """Give vectors as they are stored."""
    return json.dumps({store: _texts(vector) for store, vector in vectors.items()})


def read(text: str) -> Vectors:
    """Give vectors as they were stored."""
    return {store: _unpacked(vector) for store, vector in json.loads(text).items()}


def _packed(vector: Vector) -> str:
    return json.dumps(_texts(vector))


def _texts(vector: Vector) -> dict[str, int]:
    return {str(site): counter for site, counter in sorted(vector.items())}


def _unpacked(vector: Mapping[str, int]) -> Vector:
    return {int(site): counter for site, counter in vector.items()}


_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM bundles"


def _row(row: Row) -> BundleRow:
    told = dict(zip(_COLUMNS, row, strict=True))
    told |= {
        "since": read(told["since"]),
        "until": read(told["until"]),
        "counts": json.loads(told["counts"]) if told["counts"] else {},
        "policy": told["policy"] or "",
        "reason": told["reason"] or "",
        "month": told["month"] or "",
    }
    return BundleRow(**told)
