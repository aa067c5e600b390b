# SPDX-License-Identifier: Apache-2.0
"""The federation's tree of units, and on the branch's side the federation it belongs to."""

from __future__ import annotations

import base64
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from unionbook.domain.folding import fold

if TYPE_CHECKING:
    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the tree; ``register`` and keys are there once the branch has answered.

    ``handed_back_at`` and ``begun_again_at`` say when its lost rows were given back to it, or
    everything of it was asked for anew.
    """

    id: int
    level: str
    name: str
    parent_id: int | None = None
    leader: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    closed_on: str = ""
    register: str = ""
    branch: str = ""
    admin_key: bytes = b""
    trust: bytes = b""
    policy: str = ""
    invitation: bytes = b""
    answer: bytes = b""
    state: str = "new"
    handed_back_at: str = ""
    begun_again_at: str = ""


@dataclass(frozen=True, slots=True)
class Federation:
    """The union above, as the branch knows it; ``state`` is answered or confirmed."""

    id: int
    register: str
    name: str
    place: str
    policy: str
    unit: str
    admin_key: bytes
    trust: bytes
    invitation: bytes
    answer: bytes
    state: str


_BYTES = ("admin_key", "trust", "invitation", "answer")
_UNIT = tuple(one.name for one in fields(Unit))
_FEDERATION = tuple(one.name for one in fields(Federation))


def list_units(database: Database) -> list[Unit]:
    """Give all units, by name."""
    return [
        _unit(row)
        for row in database.rows(f"SELECT {', '.join(_UNIT)} FROM units ORDER BY name_key, id")
    ]


def find_unit(database: Database, number: int) -> Unit | None:
    """Give a unit."""
    row = database.row(f"SELECT {', '.join(_UNIT)} FROM units WHERE id = ?", [number])
    return _unit(row) if row else None


def find_by_register(database: Database, register: str) -> Unit | None:
    """Give the unit whose register it is."""
    row = database.row(
        f"SELECT {', '.join(_UNIT)} FROM units WHERE register = ? AND closed_on IS NULL", [register]
    )
    return _unit(row) if row else None


def list_unanswered(database: Database) -> list[tuple[str, str]]:
    """Give the connected units that no file was made for since theirs was taken in: name, when."""
    rows = database.rows(
        "SELECT u.name, min(b.noted_at) FROM units u JOIN bundles b ON b.other = u.register "
        "AND b.direction = 'taken' AND b.purpose = 'up' AND b.state = 'done' "
        "LEFT JOIN (SELECT other, max(noted_at) AS at FROM bundles WHERE direction = 'made' "
        "AND purpose = 'down' AND state = 'done' GROUP BY other) m ON m.other = u.register "
        "WHERE u.state = 'confirmed' AND u.closed_on IS NULL AND b.noted_at > coalesce(m.at, '') "
        "GROUP BY u.id ORDER BY u.name_key, u.id"
    )
    return [(str(name), str(at)) for name, at in rows]


def find_by_name(database: Database, name: str) -> list[int]:
    """Give the units of a name."""
    return [
        row[0] for row in database.rows("SELECT id FROM units WHERE name_key = ?", [fold(name)])
    ]


def add_unit(store: Store, site: int, *, level: str, name: str, **more: object) -> int:
    """Add a unit; give its number. Only inside a commit."""
    number = store.new_ids(site)[0]
    columns: dict[str, object] = {"level": level, "name": name, "name_key": fold(name)}
    columns["state"] = "new"
    columns |= {key: _stored(value) for key, value in more.items()}
    marks = ", ".join("?" * (len(columns) + 1))
    store.database.execute(
        f"INSERT INTO units(id, {', '.join(columns)}) VALUES ({marks})",
        [number, *columns.values()],
    )
    return number


def change_unit(store: Store, number: int, **values: object) -> None:
    """Change columns of a unit. Only inside a commit."""
    columns = {key: _stored(value) for key, value in values.items()}
    if "name" in values:
        columns["name_key"] = fold(str(values["name"]))
    setting = ", ".join(f"{name} = ?" for name in columns)
    store.database.execute(f"UPDATE units SET {setting} WHERE id = ?", [*columns.values(), number])


def find_federation(database: Database) -> Federation | None:
    """Give the union above, or None where the branch has not joined one."""
    row = database.row(f"SELECT {', '.join(_FEDERATION)} FROM federations ORDER BY id DESC LIMIT 1")
    return Federation(*_read(row, _FEDERATION)) if row else None


def put_federation(store: Store, site: int, **values: object) -> None:
    """Keep the union above, or what changed of it. Only inside a commit."""
    columns = {key: _stored(value) for key, value in values.items()}
    database = store.database
    held = database.value("SELECT max(id) FROM federations")
    same = held and "register" not in values
    if same or (
        held
        and database.value("SELECT register FROM federations WHERE id = ?", [held])
        == values.get("register")
    ):
        setting = ", ".join(f"{name} = ?" for name in columns)
        database.execute(
            f"UPDATE federations SET {setting} WHERE id = ?", [*columns.values(), held]
        )
        return
    marks = ", ".join("?" * (len(columns) + 1))
    database.execute(
        f"INSERT INTO federations(id, {', '.join(columns)}) VALUES ({marks})",
        [store.new_ids(site)[0], *columns.values()],
    )


def _unit(row: Row) -> Unit:
    return Unit(*_read(row, _UNIT))


def _read(row: Row, names: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for name, value in zip(names, row, strict=True):
        if name in _BYTES:
            found.append(base64.b64decode(value or ""))
        elif name == "parent_id":
            found.append(value)
        else:
            found.append("" if value is None else value)
    return found


def _stored(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return None if value == "" else value
