# SPDX-License-Identifier: Apache-2.0
"""What is sealed opens with its private key and for its use only; chunks keep their order."""

from __future__ import annotations

import pytest

from unionbook.sync import sealing
from unionbook.sync.refusals import BundleError, NotForThisKeyError

PRIVATE = bytes(range(96))
PUBLIC = sealing.public_of(PRIVATE)


def test_sizes_are_those_of_the_document():
    assert len(PUBLIC) == 1184 + 32
    assert len(sealing.make_key()) == 64 + 32
    assert len(sealing.seal(bytes(32), PUBLIC, b"")) == sealing.SEALED_KEY_SIZE == 1168


def test_a_secret_opens_with_its_key_and_use_only():
    box = sealing.seal(b"secret", PUBLIC, b"office")
    assert sealing.unseal(box, PRIVATE, b"office") == b"secret"
    for private, info in ((PRIVATE, b"cases"), (sealing.make_key(), b"office")):
        with pytest.raises(NotForThisKeyError):
            sealing.unseal(box, private, info)


@pytest.mark.parametrize("place", [0, 1000, 1100, 1119, 1120, 1125])
def test_an_altered_box_does_not_open(place: int):
    box = bytearray(sealing.seal(b"secret", PUBLIC, b"office"))
    box[place] ^= 1
    with pytest.raises(NotForThisKeyError):
        sealing.unseal(bytes(box), PRIVATE, b"office")


def test_a_box_cut_short_does_not_open():
    for length in (0, 31, 1120):
        with pytest.raises(NotForThisKeyError):
            sealing.unseal(bytes(length), PRIVATE, b"")


@pytest.mark.parametrize("public", [b"", bytes(1216), PUBLIC[:-1], b"\xff" * 1216])
def test_what_is_no_public_key_seals_nothing(public: bytes):
    with pytest.raises(BundleError):
        sealing.seal(b"secret", public, b"")


KEY = bytes(32)


def sealed(*texts: bytes) -> list[bytes]:
    chunks = sealing.Chunks(KEY, b"bundle")
    return [chunks.seal(text, last=text is texts[-1]) for text in texts]


def test_chunks_open_in_their_order():
    first, second = sealed(b"first", b"second")
    chunks = sealing.Chunks(KEY, b"bundle")
    assert chunks.open(first, last=False) == b"first"
    assert chunks.open(second, last=True) == b"second"


def test_a_chunk_in_another_place_does_not_open():
    first, second = sealed(b"first", b"second")
    for chunk, last in ((second, True), (second, False), (first, True)):
        with pytest.raises(BundleError):
            sealing.Chunks(KEY, b"bundle").open(chunk, last=last)


def test_a_chunk_of_another_bundle_does_not_open():
    (only,) = sealed(b"only")
    with pytest.raises(BundleError):
        sealing.Chunks(KEY, b"another").open(only, last=True)


def test_the_commitment_is_not_the_key():
    assert sealing.commitment(KEY) != sealing.commitment(bytes([1]) + bytes(31))
    assert KEY not in sealing.commitment(KEY)
