# SPDX-License-Identifier: Apache-2.0
"""Ed25519 signatures, each for one purpose, and papers signed with them.

What is signed begins with its purpose, so that a signature made for one thing is never good for
another. A paper is an invitation, a list of devices, a receipt: a record with its signature.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from unionbook.sync import packing
from unionbook.sync.refusals import BundleError, forged, too_large

MOST_PAPER = 1 << 20
_MARK = b"unionbook "
_KEY_ID = 16
_SIGN_BIT = 1 << 255
_PRIME = (1 << 255) - 19
# The points with which a signature fits any content, and other ways of writing them (as
# libsodium refuses them): whoever announced one as a key could deny what he signed.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        _PRIME - 1,
        _PRIME,
        _PRIME + 1,
    }
)

KeyId = Annotated[bytes, msgspec.Meta(min_length=_KEY_ID, max_length=_KEY_ID)]
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
T = TypeVar("T", bound=msgspec.Struct)


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper as it travels: its content, the signature, and the id of the key that made it."""

    content: bytes
    signature: Signature
    key: KeyId


def make_key() -> bytes:
    """Make a private key: 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Give the public key of a private one: 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def key_id(public: bytes) -> bytes:
    """Give the 16 bytes by which a public key, for signing or sealing, is named."""
    return hashlib.sha256(public).digest()[:_KEY_ID]


def sign(private: bytes, purpose: bytes, content: bytes) -> bytes:
    """Sign ``content`` for ``purpose``, which holds no zero byte: 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(_message(purpose, content))


def is_signed(public: bytes, purpose: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether the holder of ``public`` signed ``content`` for ``purpose``."""
    return verifies(public, _message(purpose, content), signature)


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is the holder of ``public``'s, whatever the message is for."""
    if int.from_bytes(public, "little") % _SIGN_BIT in _SMALL_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        # ValueError: the public key is not 32 bytes long.
        return False
    return True


def seal_paper(paper: msgspec.Struct, *, purpose: bytes, private: bytes) -> bytes:
    """Give a paper with its signature, as bytes."""
    content = msgspec.msgpack.encode(paper)
    signature = sign(private, purpose, content)
    return msgspec.msgpack.encode(Signed(content, signature, key_id(public_of(private))))


def read_paper(
    data: bytes, kind: type[T], *, purpose: bytes, public: bytes, limit: int = MOST_PAPER
) -> T:
    """Read a paper that ``public`` must have signed.

    Raises ForgedError where it did not, BundleError where the bytes are no such paper.
    """
    signed = _envelope(data, limit)
    if not is_signed(public, purpose, signed.content, signed.signature):
        raise forged("a paper")
    return packing.unpack(signed.content, kind)


def peek_paper(data: bytes, kind: type[T], *, limit: int = MOST_PAPER) -> T:
    """Read a paper without looking at the signature; nothing it says is proven."""
    return packing.unpack(_envelope(data, limit).content, kind)


def peek_fields(data: bytes) -> dict[str, object]:
    """Give what a paper of whatever kind says, by name; nothing where the bytes are none."""
    try:
        return packing.unpack(packing.unpack(data, Signed).content, dict[str, object])
    except BundleError:
        return {}


def _message(purpose: bytes, content: bytes) -> bytes:
    if b"\0" in purpose:
        message = "a purpose with a zero byte"
        raise ValueError(message)
    return _MARK + purpose + b"\0" + content


def _envelope(data: bytes, limit: int) -> Signed:
    if len(data) > limit:
        raise too_large(f"a paper of {len(data)} bytes")
    return packing.unpack(data, Signed)
