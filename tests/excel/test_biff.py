# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import struct

from unionbook.excel.biff import look_through


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def book(cells: bytes) -> bytes:
    start = record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12))
    name = b"\x01\x00S"
    length = len(start) + 4 + 6 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IH", length, 0) + name)
    return start + sheet + record(0x000A, b"") + start + cells + record(0x000A, b"")


def test_failed_formulas_are_found() -> None:
    failed = struct.pack("<HHH", 3, 1, 0) + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + bytes(6)
    fine = struct.pack("<HHH", 4, 1, 0) + struct.pack("<d", 2.5) + bytes(6)
    value = struct.pack("<HHHBB", 5, 2, 0, 0x2A, 1)
    truth = struct.pack("<HHHBB", 6, 2, 0, 1, 0)
    cells = record(6, failed) + record(6, fine) + record(0x0205, value) + record(0x0205, truth)
    assert look_through(book(cells))["S"].errors == {(3, 1), (5, 2)}


def test_a_torn_book_says_nothing() -> None:
    whole = book(record(0x0205, bytes(8)))
    for length in range(0, len(whole), 7):
        look_through(whole[:length])
    assert look_through(b"") == {}
    assert look_through(whole[: len(whole) - 9]) is not None
