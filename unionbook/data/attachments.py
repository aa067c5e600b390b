# SPDX-License-Identifier: Apache-2.0
"""Photos and papers: each an encrypted file in ``files/``, named by a keyed hash of its content.

The name is keyed (HMAC) because a plain hash would let a thief check whether a photo he has is in
the register. The keys lie in the office store; a new one is added when a user is removed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from unionbook.data import atomic
from unionbook.data.readable import readable
from unionbook.errors import DamagedError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.store import Store

FOLDER_NAME = "files"
_NONCE = 12


def add_key(store: Store, site: int) -> None:
    """Add the key under which files are put away from now on. Only inside a commit."""
    store.database.execute(
        "INSERT INTO file_keys(id, key) VALUES (?, ?)",
        [store.new_ids(site)[0], secrets.token_hex(32)],
    )


def put(store: Store, folder: Path, content: bytes) -> str:
    """Put a file away, once however often it is given; give its name."""
    number, key = _keys(store)[0]
    name = f"{number:x}-{hmac.new(key, content, hashlib.sha256).hexdigest()}"
    path = folder / FOLDER_NAME / name
    if not path.exists():
        nonce = secrets.token_bytes(_NONCE)
        atomic.write(path, nonce + AESGCM(key).encrypt(nonce, content, name.encode()))
    return name


def get(store: Store, folder: Path, name: str) -> bytes:
    """Give a file's content. Raises DamagedError where it is missing or was altered."""
    keys = {f"{number:x}": key for number, key in _keys(store)}
    key = keys.get(name.partition("-")[0])
    if key is None:
        raise _damaged(name)
    try:
        sealed = (folder / FOLDER_NAME / name).read_bytes()
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except (OSError, ValueError, InvalidTag) as error:
        raise _damaged(name) from error


def remove(folder: Path, name: str) -> None:
    """Remove a file that nothing refers to any more."""
    (folder / FOLDER_NAME / name).unlink(missing_ok=True)


def _damaged(name: str) -> DamagedError:
    return DamagedError(
        _("A photo or paper of the register is missing or damaged: {name}.").format(name=name)
    )


def _keys(store: Store) -> list[tuple[int, bytes]]:
    rows = store.database.rows("SELECT id, key FROM file_keys ORDER BY id DESC")
    return readable(rows, lambda row: (row[0], bytes.fromhex(row[1])))
