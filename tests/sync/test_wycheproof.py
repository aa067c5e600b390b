# SPDX-License-Identifier: Apache-2.0
"""Project Wycheproof's attacks on the primitives, led through what we built on them.

``vectors/NOTICE`` tells where the vectors come from and which were taken.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unionbook.sync import sealing, signing
from unionbook.sync.refusals import BundleError, NotForThisKeyError

VECTORS = json.loads((Path(__file__).parent / "vectors" / "wycheproof.json").read_text("utf-8"))
PRIVATE = bytes(range(64)) + bytes(range(1, 33))
PUBLIC = sealing.public_of(PRIVATE)
CURVE = 32
Q = 3329
"""The prime of ML-KEM: a coefficient of a public key lies below it (FIPS 203, 7.2)."""


@pytest.mark.parametrize("row", VECTORS["ed25519"], ids=lambda row: f"{row[1]} {row[2]}")
def test_ed25519(row: list[Any]):
    public, _number, _comment, message, signature, result = row
    told = signing.verifies(*map(bytes.fromhex, (public, message, signature)))
    assert told == (result == "valid")


def test_a_signature_that_counts_is_the_only_one_of_its_kind():
    """What could be altered and still fit would make one bundle look like two."""
    order = 2**252 + 27742317777372353535851937790883648493
    private = signing.make_key()
    signature = signing.sign(private, b"bundle", b"content")
    number = int.from_bytes(signature[32:], "little")
    public = signing.public_of(private)
    assert signing.is_signed(public, b"bundle", b"content", signature)
    for times in range(1, 15):
        other = signature[:32] + (number + times * order).to_bytes(32, "little")
        assert not signing.is_signed(public, b"bundle", b"content", other)


@pytest.mark.parametrize("row", VECTORS["x25519"], ids=lambda row: f"{row[0]} {row[1]}")
def test_x25519_of_low_order(row: list[Any]):
    """Nothing is sealed for a point with which any key agrees on nothing."""
    _number, _comment, point, shared = row
    public = PUBLIC[:-CURVE] + bytes.fromhex(point)
    box = sealing.seal(bytes(32), PUBLIC, b"info")
    at = sealing.SEALED_KEY_SIZE - 32 - sealing.TAG_SIZE - CURVE
    altered = box[:at] + bytes.fromhex(point) + box[at + CURVE :]
    with pytest.raises(NotForThisKeyError):
        sealing.unseal(altered, PRIVATE, b"info")
    assert sealing.is_key(public) == bool(int(shared, 16))
    if not int(shared, 16):
        with pytest.raises(BundleError):
            sealing.seal(bytes(32), public, b"info")
    else:
        assert len(sealing.seal(bytes(32), public, b"info")) == sealing.SEALED_KEY_SIZE


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 1183, 1184, 1215, 1217, 2432])
def test_a_public_key_of_another_length_is_none(length: int):
    with pytest.raises(BundleError):
        sealing.seal(bytes(32), (PUBLIC * 2)[:length], b"info")


@pytest.mark.parametrize("place", [0, 1, 382, 767])
@pytest.mark.parametrize("value", [Q, Q + 1, 4095])
def test_ml_kem_keys_whose_coefficients_are_too_large_are_none(place: int, value: int):
    """FIPS 203, 7.2, the modulus check: two coefficients lie in three bytes."""
    start = place // 2 * 3
    pair = int.from_bytes(PUBLIC[start : start + 3], "little")
    shift = 12 * (place % 2)
    pair = pair & ~(0xFFF << shift) | value << shift
    public = PUBLIC[:start] + pair.to_bytes(3, "little") + PUBLIC[start + 3 :]
    with pytest.raises(BundleError):
        sealing.seal(bytes(32), public, b"info")


@pytest.mark.parametrize("length", [0, 31, 32, 1087, 1119, 1167, 1169, 4000])
def test_a_sealed_key_of_another_length_is_refused(length: int):
    box = sealing.seal(bytes(32), PUBLIC, b"info")
    with pytest.raises(NotForThisKeyError):
        sealing.unseal((box * 4)[:length], PRIVATE, b"info")


def test_no_bit_of_a_sealed_key_can_be_turned():
    """ML-KEM never says that something is wrong with it: the tag behind it must."""
    box = sealing.seal(bytes(32), PUBLIC, b"info")
    for place in (0, 500, 959, 960, 1087, 1088, 1119, 1120, 1151, len(box) - 1):
        altered = bytearray(box)
        altered[place] ^= 1
        with pytest.raises(NotForThisKeyError):
            sealing.unseal(bytes(altered), PRIVATE, b"info")


class _Chunks(sealing.Chunks):
    """Chunks under the nonce of a vector."""

    def __init__(self, key: bytes, bound_to: bytes, nonce: bytes) -> None:
        super().__init__(key, bound_to)
        self._given = nonce

    def _nonce(self, *, last: bool) -> bytes:
        super()._nonce(last=last)
        return self._given


@pytest.mark.parametrize("row", VECTORS["aes_256_gcm"], ids=lambda row: f"{row[0]} {row[1]}")
def test_aes_256_gcm(row: list[Any]):
    key, nonce, bound_to, plain, sealed, tag = map(bytes.fromhex, row[2:8])
    if row[8] == "valid":
        assert _Chunks(key, bound_to, nonce).seal(plain, last=True) == sealed + tag
        assert _Chunks(key, bound_to, nonce).open(sealed + tag, last=True) == plain
    else:
        with pytest.raises(BundleError):
            _Chunks(key, bound_to, nonce).open(sealed + tag, last=True)
