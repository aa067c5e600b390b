# SPDX-License-Identifier: Apache-2.0
"""The signed statement in a card's code: number, name, branch, valid until.

Text lines under an Ed25519 signature, so that a phone shows something readable and ``card verify``
can tell a forged or altered card with nothing but the branch's public key:
``UB1 | number | name | branch | valid until | signature`` in base 64, line by line.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from unionbook.data import settings
from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.store import Store
    from unionbook.operations.sessions import Session

_VERSION = "UB1"
_KEY = "card_signing_key"
_LINES = 6
_LONGEST = 48


class ForgedCardError(UnionbookError):
    """The statement of a card is not one that this branch signed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a card says of its holder."""

    number: str
    full_name: str
    branch: str
    valid_until: str


def make_key(store: Store, site: int) -> None:
    """Make the branch's key for cards. Only inside a commit."""
    settings.set_setting(store, site, _KEY, Ed25519PrivateKey.generate().private_bytes_raw().hex())


def public_key(session: Session) -> str:
    """Give the key with which anybody can check the branch's cards, as text."""
    return base64.b64encode(_key(session).public_key().public_bytes_raw()).decode()


def sign(key: Ed25519PrivateKey, statement: Statement) -> bytes:
    """Give the content of a card's code; names longer than a code should hold are cut."""
    lines = [
        _VERSION,
        statement.number,
        statement.full_name[:_LONGEST],
        statement.branch[:_LONGEST],
        statement.valid_until,
    ]
    text = "\n".join(line.replace("\n", " ") for line in lines)
    signature = base64.b64encode(key.sign(text.encode())).decode()
    return f"{text}\n{signature}".encode()


def signer(session: Session) -> Ed25519PrivateKey:
    """Give the branch's key for cards, to sign many with."""
    session.require("print")
    return _key(session)


def derived_key(session: Session, purpose: str) -> bytes:
    """Give a key for another purpose, which nobody can tell who does not hold the register."""
    held = settings.get_setting(session.database, _KEY)
    return hmac.new(bytes.fromhex(held), purpose.encode(), hashlib.sha256).digest()


def verify(content: bytes, public: str) -> Statement:
    """Check the content of a card's code. Raises ForgedCardError."""
    try:
        text, _newline, signature = content.decode().rpartition("\n")
        lines = text.split("\n")
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), text.encode())
    except (ValueError, InvalidSignature):
        raise ForgedCardError(
            _("This card was not issued by the branch, or was altered. Do not accept it.")
        ) from None
    if lines[0] != _VERSION or len(lines) != _LINES - 1:
        raise ForgedCardError(_("This card is of a newer kind. Install the latest unionbook."))
    return Statement(*lines[1:])


def _key(session: Session) -> Ed25519PrivateKey:
    held = settings.get_setting(session.database, _KEY)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(held))
