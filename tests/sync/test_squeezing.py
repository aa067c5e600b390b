# SPDX-License-Identifier: Apache-2.0
"""Compression: pieces stay apart, and nothing unfolds beyond its limit."""

from __future__ import annotations

import random

import pytest
import zstandard

from unionbook.sync import squeezing
from unionbook.sync.refusals import BundleError


def test_pieces_come_back_as_one():
    pieces = [b"a" * 700, b"", b"bc", bytes(2000), b"d"]
    assert squeezing.unsqueeze(squeezing.squeeze(pieces), 10_000) == b"".join(pieces)
    assert squeezing.unsqueeze(squeezing.squeeze([]), 0) == b""


def test_a_column_that_repeats_is_not_spoilt_by_its_neighbour():
    dice = random.Random(5)
    few = bytes(dice.choices(range(6), k=5000))
    noise = dice.randbytes(5000)
    pieces = [noise, few, noise[::-1], few[::-1]]
    together = squeezing.size([b"".join(pieces)])
    assert squeezing.size(pieces) < together - 1000
    assert squeezing.size(pieces) < 2 * 5000 + 2 * 5000 * 3.2 / 8


def frame(data: bytes, **options: object) -> bytes:
    return zstandard.ZstdCompressor(**options).compress(data)


WINDOW = b"\x28\xb5\x2f\xfd\x80%c\x05\0\0\0\x29\0\0hello"
"""Five bytes as they are, behind a window of 1 KiB times two to the high five bits."""


def test_a_window_of_two_mebibytes_is_let_in():
    assert squeezing.unsqueeze(WINDOW % 0x58, 1000) == b"hello"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no frame",
        frame(b"x" * 2000),  # more than allowed
        frame(b"x" * 10, write_content_size=False),
        frame(b"x" * 10) + b"y",
        frame(b"x" * 10)[:-1],
        frame(b"x" * 10) + frame(b"x"),
        b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd",  # a frame to be skipped
        WINDOW % 0x88,  # 128 MiB to be remembered for five bytes
        b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 8 + b"\x01\x00\x00",  # sixteen exabytes announced
    ],
)
def test_what_no_writer_makes_is_refused(data: bytes):
    with pytest.raises(BundleError):
        squeezing.unsqueeze(data, 1000)
