# SPDX-License-Identifier: Apache-2.0
"""Codes by table are the codes segno makes, and other programs read them."""

from __future__ import annotations

import hashlib

import pytest
from PIL import Image
from zxingcpp import read_barcodes

from unionbook.errors import InvalidValueError
from unionbook.reports import qr


def some_bytes(length: int) -> bytes:
    return hashlib.shake_128(b"%d" % length).digest(length)


def read(code: qr.Code) -> bytes:
    stride = (code.size + 7) // 8 * 8
    picture = Image.frombytes("1", (stride, code.size), code.bits).crop(
        (0, 0, code.size, code.size)
    )
    page = Image.new("L", (code.size + 8, code.size + 8), 255)
    page.paste(0, (4, 4), picture)
    found = read_barcodes(page.resize((page.width * 4, page.height * 4), Image.Resampling.NEAREST))
    assert len(found) == 1
    return bytes(found[0].bytes)


@pytest.mark.parametrize("version", range(1, 16))
def test_full_codes_are_segnos_bit_for_bit(version: int) -> None:
    # At full length only: segno fills the rest of a shorter code in its own way.
    payload = some_bytes(qr._capacity(version))
    assert qr.encode(payload) == qr._by_segno(payload, version)


@pytest.mark.parametrize("length", [1, 13, 14, 15, 60, 64, 106, 140, 180, 181, 200, 213, 300, 412])
def test_another_program_reads_every_length(length: int) -> None:
    payload = some_bytes(length)
    assert read(qr.encode(payload)) == payload


def test_a_long_payload_falls_back_to_segno() -> None:
    payload = some_bytes(600)
    code = qr.encode(payload)
    assert code == qr._by_segno(payload)
    assert read(code) == payload


def test_too_much_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValueError, match="too long"):
        qr.encode(bytes(3000))


def test_one_changed_bit_changes_the_code() -> None:
    assert qr.encode(b"NV00012") != qr.encode(b"NV00013")
