# SPDX-License-Identifier: Apache-2.0
"""Keys for one part of a bundle, and who may have them: HPKE (RFC 9180) and AES-256-GCM.

The hybrid of X25519 and ML-KEM-768 holds as long as one of the two does.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from unionbook.sync.refusals import BundleError, damaged, not_for_this_key

SEALED_KEY_SIZE = 1088 + 32 + 32 + 16
"""A key of 32 bytes, sealed: what ML-KEM-768 and X25519 exchange, the key, its tag."""
KEY_SIZE = 32
TAG_SIZE = 16
_SEED = 64
_COUNTER = 11


@cache
def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def make_key() -> bytes:
    """Make a private key: the 64-byte seed of ML-KEM-768 and the 32 bytes of X25519."""
    return secrets.token_bytes(_SEED) + X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Give the public key: that of ML-KEM-768 (1184 bytes), then that of X25519 (32)."""
    lattice, curve = _halves(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal(secret: bytes, public: bytes, info: bytes) -> bytes:
    """Encrypt a short secret for the holder of ``public``; ``info`` says for which use.

    Raises BundleError where ``public`` is no key.
    """
    try:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:-32]),
            X25519PublicKey.from_public_bytes(public[-32:]),
        )
        return _suite().encrypt(secret, key, info=info)
    except ValueError as error:
        raise damaged("a public key that is none") from error


def is_key(public: bytes) -> bool:
    """Tell whether something can be sealed for a public key that somebody announced."""
    try:
        seal(b"", public, b"")
    except BundleError:
        return False
    return True


def unseal(box: bytes, private: bytes, info: bytes) -> bytes:
    """Undo ``seal``. Raises NotForThisKeyError where it was sealed for another key or use."""
    try:
        return _suite().decrypt(box, MLKEM768X25519PrivateKey(*_halves(private)), info=info)
    except (InvalidTag, ValueError) as error:
        raise not_for_this_key() from error


def commitment(key: bytes) -> bytes:
    """Give the digest by which a part's key is known to be the one its maker meant.

    AES-GCM alone does not tell: one ciphertext can be made that opens under two keys.
    """
    return hashlib.sha256(b"unionbook part key\0" + key).digest()


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_SEED]),
        X25519PrivateKey.from_private_bytes(private[_SEED:]),
    )


class Chunks:
    """Seals or opens the chunks of one part, one after the other (STREAM with AES-256-GCM).

    The nonce is the chunk's number and whether it is the last, so that none can be left out,
    repeated, moved or cut off; ``bound_to`` ties them all to their bundle.
    """

    def __init__(self, key: bytes, bound_to: bytes) -> None:
        self._cipher = AESGCM(key)
        self._bound_to = bound_to
        self._number = 0

    def seal(self, plain: bytes, *, last: bool) -> bytes:
        """Encrypt the next chunk."""
        return self._cipher.encrypt(self._nonce(last=last), plain, self._bound_to)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        """Decrypt the next chunk."""
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, self._bound_to)
        except InvalidTag as error:
            raise damaged(f"chunk {self._number - 1} cannot be opened") from error

    def _nonce(self, *, last: bool) -> bytes:
        self._number += 1
        return (self._number - 1).to_bytes(_COUNTER, "big") + bytes([last])
