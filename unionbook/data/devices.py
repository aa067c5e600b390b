# SPDX-License-Identifier: Apache-2.0
"""What the stores keep of devices: places that wrote, certificates, the keys over them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import settings
from unionbook.domain import numbering

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.register import Register

_NEXT = "next_admin_public_key"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that wrote in the register: site, computer, and the name the branch gave it."""

    site: int
    computer: str
    name: str


def list_places(database: Database) -> list[Place]:
    """Give every place that ever wrote in the register."""
    rows = database.rows("SELECT site, computer, name FROM devices ORDER BY id")
    return [Place(*row) for row in rows]


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


def links(register: Register) -> list[bytes]:
    """Give the packed changes of the administration key, the latest first.

    One that a power cut ended is left out: its key is announced, but signed nothing.
    """
    announced = settings.get_setting(register.office.database, _NEXT)
    present = register.vault.admin_public_key.hex()
    rows = register.office.database.rows(
        "SELECT new_key, link FROM admin_links ORDER BY id DESC"
    )
    return [base64.b64decode(text) for new, text in rows if new != announced or new == present]


def add_link(register: Register, *, old: bytes, new: bytes, packed: bytes) -> None:
    """Keep a packed change of the administration key, once. Only inside a commit."""
    database = register.office.database
    pair = [old.hex(), new.hex()]
    if not database.value("SELECT 1 FROM admin_links WHERE old_key = ? AND new_key = ?", pair):
        database.execute(
            "INSERT INTO admin_links(id, old_key, new_key, link) VALUES (?, ?, ?, ?)",
            [
                register.office.new_ids(register.site)[0],
                *pair,
                base64.b64encode(packed).decode(),
            ],
        )


def last_counter(database: Database, site: int) -> int:
    """Give the counter of the last commit that a device wrote in this very store."""
    found = database.value(
        "SELECT max(id) FROM commits WHERE id BETWEEN ? AND ?",
        [numbering.compose(site, 0), numbering.compose(site + 1, 0) - 1],
    )
    return numbering.counter_of(found) if found else 0


def note_place(register: Register, site: int, computer: str, name: str) -> None:
    """Note a place before anything it wrote has come. Only inside a commit."""
    database = register.office.database
    if database.execute("UPDATE devices SET name = ? WHERE site = ?", [name, site]) < 1:
        # The number the place gave the row itself: when that comes, it is the same row.
        database.execute(
            "INSERT INTO devices(id, site, computer, name) VALUES (?, ?, ?, ?)",
            [numbering.compose(site, 1), site, computer, name],
        )
