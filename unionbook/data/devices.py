# SPDX-License-Identifier: Apache-2.0
"""What the stores keep of devices: places that wrote, certificates, the keys over them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain import numbering
from unionbook.domain.folding import tidy

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.register import Register


@dataclass(frozen=True, slots=True)
class Place:
    """A place that wrote in the register: site, computer, and the name the branch gave it."""

    site: int
    computer: str
    name: str


def list_places(database: Database) -> list[Place]:
    """Give every place that ever wrote in the register, its names as they can be seen."""
    rows = database.rows("SELECT site, computer, name FROM devices ORDER BY id")
    return [Place(row[0], tidy(row[1] or ""), tidy(row[2] or "")) for row in rows]


def name_place(database: Database, site: int, name: str) -> None:
    """Give a place a name. Only inside a commit."""
    database.execute("UPDATE devices SET name = ? WHERE site = ?", [name, site])


def certificates(database: Database) -> list[bytes]:
    """Give the packed certificates, as they were taken in."""
    rows = database.rows("SELECT certificate FROM device_certificates ORDER BY id")
    return [base64.b64decode(row[0]) for row in rows]


def add_certificate(
    register: Register, *, site: int, admin_key: bytes, version: int, packed: bytes
) -> None:
    """Keep a packed certificate, once. Only inside a commit."""
    text = base64.b64encode(packed).decode()
    database = register.office.database
    if not database.value("SELECT 1 FROM device_certificates WHERE certificate = ?", [text]):
        database.execute(
            "INSERT INTO device_certificates(id, site, admin_key, version, certificate) "
            "VALUES (?, ?, ?, ?, ?)",
            [register.office.new_ids(register.site)[0], site, admin_key.hex(), version, text],
        )


def links(database: Database) -> list[tuple[bytes, bool]]:
    """Give the packed changes of the administration key, and whether another PC told of them."""
    rows = database.rows("SELECT link, learned FROM admin_links ORDER BY id DESC")
    return [(base64.b64decode(text), bool(learned)) for text, learned in rows]


def add_link(register: Register, *, old: bytes, new: bytes, packed: bytes, learned: bool) -> None:
    """Keep a packed change of the administration key, once. Only inside a commit."""
    database = register.office.database
    pair = [old.hex(), new.hex()]
    if not database.value("SELECT 1 FROM admin_links WHERE old_key = ? AND new_key = ?", pair):
        database.execute(
            "INSERT INTO admin_links(id, old_key, new_key, link, learned) VALUES (?, ?, ?, ?, ?)",
            [
                register.office.new_ids(register.site)[0],
                *pair,
                base64.b64encode(packed).decode(),
                int(learned),
            ],
        )


def note_place(register: Register, site: int, computer: str, name: str) -> None:
    """Note a place before anything it wrote has come. Only inside a commit."""
    database = register.office.database
    if database.execute("UPDATE devices SET name = ? WHERE site = ?", [name, site]) < 1:
        # The number the place gave the row itself: when that comes, it is the same row.
        database.execute(
            "INSERT INTO devices(id, site, computer, name) VALUES (?, ?, ?, ?)",
            [numbering.compose(site, 1), site, computer, name],
        )
