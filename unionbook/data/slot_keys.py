# SPDX-License-Identifier: Apache-2.0
"""The key pair of a slot and the printed form of the recovery key.

Sealing is HPKE (RFC 9180) with the hybrid of X25519 and ML-KEM-768, as bundles use it.
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from unionbook.errors import WrongPassphraseError
from unionbook.texts import gettext as _

_SEED = 64
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that reads like another."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_GROUPS, _GROUP_LENGTH = 7, 5
_CHECK_PRIME = 1021


def make_private_key() -> bytes:
    """Make a private key: the 64-byte seed of ML-KEM-768 and the 32 bytes of X25519."""
    return secrets.token_bytes(_SEED) + X25519PrivateKey.generate().private_bytes_raw()


def public_part(private: bytes) -> bytes:
    """Give the public key of a private one: that of ML-KEM-768, then that of X25519."""
    lattice, curve = _parts(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal(secret: bytes, public: bytes, purpose: bytes) -> bytes:
    """Encrypt ``secret`` so that only the private key of ``public`` opens it, for ``purpose``."""
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:-32]),
        X25519PublicKey.from_public_bytes(public[-32:]),
    )
    return _SUITE.encrypt(secret, key, info=purpose)


def unseal(box: bytes, private: bytes, purpose: bytes) -> bytes:
    """Open what was sealed. Raises cryptography's InvalidTag where it was altered."""
    return _SUITE.decrypt(box, MLKEM768X25519PrivateKey(*_parts(private)), info=purpose)


def make_signing_key() -> bytes:
    """Make the key that signs the list of slots: 32 bytes, for Ed25519."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def signing_public_part(private: bytes) -> bytes:
    """Give the public key of a signing key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def make_recovery_key() -> str:
    """Make a recovery key as it is printed: seven groups of five signs, the last two a check."""
    signs = "".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP_LENGTH - 2))
    return _grouped(signs + _check(signs))


def read_recovery_key(text: str) -> str:
    """Give the normal form of a typed recovery key.

    Raises WrongPassphraseError where a sign was mistyped, before half a second is spent on it.
    """
    signs = "".join(sign for sign in text.upper().translate(_MISREAD) if sign.isalnum())
    if len(signs) != _GROUPS * _GROUP_LENGTH or _check(signs[:-2]) != signs[-2:]:
        raise WrongPassphraseError(
            _(
                "This is not a recovery key: it has seven groups of five letters and digits. "
                "Compare it with the printed sheet and type it again."
            )
        )
    return _grouped(signs)


def _grouped(signs: str) -> str:
    starts = range(0, len(signs), _GROUP_LENGTH)
    return "-".join(signs[start : start + _GROUP_LENGTH] for start in starts)


def _check(signs: str) -> str:
    rest = 0
    for sign in signs:
        rest = (rest * 32 + _LETTERS.find(sign)) % _CHECK_PRIME
    return _LETTERS[rest // 32] + _LETTERS[rest % 32]


def _parts(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_SEED]),
        X25519PrivateKey.from_private_bytes(private[_SEED:]),
    )
