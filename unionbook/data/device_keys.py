# SPDX-License-Identifier: Apache-2.0
"""The private keys of this PC: one to sign with, one to which bundles are sealed.

They lie in this PC's settings folder, wrapped under a key that lies in ``office.db``. A stolen
folder of settings opens nothing, and neither does a copy of the register: a PC that lost either
half is a new device.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from unionbook.data import atomic, slot_keys, this_pc

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.register import Register

_NONCE = 12
_SIGNING = 32


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The private halves: Ed25519 (32 bytes) and the HPKE pair (96 bytes)."""

    signing: bytes
    box: bytes

    @property
    def signing_public(self) -> bytes:
        """What others check this device's signatures with."""
        return slot_keys.signing_public_part(self.signing)

    @property
    def box_public(self) -> bytes:
        """What others seal to this device with."""
        return slot_keys.public_part(self.box)


def site_of(register: Register) -> int:
    """Give the site of this PC, also where the register is only read; 0 where it has none."""
    if register.site:
        return register.site
    here = str(register.folder.resolve())
    return next(
        (one.site for one in this_pc.recall(register.vault.register) if one.folder == here), 0
    )


def find_keys(register: Register) -> DeviceKeys | None:
    """Give this PC's keys for the register, or None where it has none yet or lost a half."""
    return _keys_of(register, site_of(register))


def boxes(register: Register) -> list[bytes]:
    """Give every private key on this PC to which bundles for the register may be sealed.

    A PC whose register was put back or moved has those of its former sites too.
    """
    sites = [row[0] for row in register.office.database.rows("SELECT site FROM device_secrets")]
    found = [_keys_of(register, site) for site in sites]
    return [one.box for one in found if one is not None]


def _keys_of(register: Register, site: int) -> DeviceKeys | None:
    held = register.office.database.value("SELECT key FROM device_secrets WHERE site = ?", [site])
    if held is None:
        return None
    try:
        content = _place(register, site).read_bytes()
        private = AESGCM(bytes.fromhex(held)).decrypt(
            content[:_NONCE], content[_NONCE:], _bound(register, site)
        )
    except (OSError, ValueError, InvalidTag):
        return None
    return DeviceKeys(private[:_SIGNING], private[_SIGNING:])


def make_keys(register: Register) -> DeviceKeys:
    """Make this PC's keys for the register and put both halves away. Only inside a commit."""
    keys = DeviceKeys(slot_keys.make_signing_key(), slot_keys.make_private_key())
    wrapping, nonce = secrets.token_bytes(32), secrets.token_bytes(_NONCE)
    site = site_of(register)
    sealed = AESGCM(wrapping).encrypt(nonce, keys.signing + keys.box, _bound(register, site))
    register.office.database.execute(
        "INSERT INTO device_secrets(site, key) VALUES (?, ?) "
        "ON CONFLICT(site) DO UPDATE SET key = excluded.key",
        [site, wrapping.hex()],
    )
    place = _place(register, site)
    place.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(place, nonce + sealed)
    with suppress(OSError):
        os.chmod(place, 0o600)  # noqa: PTH101 - beside the other calls on handles
    return keys


def _bound(register: Register, site: int) -> bytes:
    return msgspec.msgpack.encode(["device", register.vault.register, site])


def _place(register: Register, site: int) -> Path:
    memory = this_pc.place_of(register.vault.register)
    return memory.with_name(f"{memory.stem}-{site:08x}.device")
