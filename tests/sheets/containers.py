# SPDX-License-Identifier: Apache-2.0
"""The two containers of workbooks written byte by byte, so that they can be written wrong."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FREE, END, FAT_SECTOR, NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a zip, with whatever its headers claim."""

    name: str
    data: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0


def deflated(name: str, content: bytes) -> Entry:
    """Give an honest entry."""
    return Entry(name, _raw(content), len(content), zlib.crc32(content))


def repeated(name: str, head: bytes, unit: bytes, times: int, tail: bytes) -> Entry:
    """Give an entry that unpacks to ``head``, ``times`` × ``unit`` and ``tail``, made quickly."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    data += block * times + packer.compress(tail) + packer.flush()
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    return Entry(name, data, len(head) + len(unit) * times + len(tail), zlib.crc32(tail, crc))


def zipped(entries: Iterable[Entry], *, comment: bytes = b"", prefix: bytes = b"") -> bytes:
    """Give a zip of the entries, each header saying what the entry claims."""
    body, listing, count = bytearray(prefix), bytearray(), 0
    for entry in entries:
        offset, name = len(body), entry.name.encode()
        common = struct.pack(
            "<HHHHHIIIHH", 20, entry.flags, entry.method, 0, 33, entry.crc,
            len(entry.data), min(entry.size, 0xFFFFFFFE), len(name), 0,
        )  # fmt: skip
        body += b"PK\x03\x04" + common + name + entry.data
        listing += b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
        count += 1
    end = struct.pack(
        "<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(listing), len(body), len(comment)
    )
    return bytes(body + listing) + b"PK\x05\x06" + end + comment


def _raw(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def compound(streams: Mapping[str, bytes]) -> bytearray:
    """Give a compound file of 512-byte sectors; its parts may then be spoiled.

    Sector 0 holds the allocation table, the directory follows, then the streams, each padded to
    4,096 bytes so that no mini stream is needed.
    """
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = (len(padded) + 1 + 3) // 4
    table = [FAT_SECTOR, *_chain(1, directory_sectors)]
    entries = [_directory_entry("Root Entry", 5, END, 0, child=1 if padded else NO_STREAM)]
    body = bytearray()
    for number, (name, data) in enumerate(padded.items(), 1):
        start, sectors = len(table), -(-len(data) // 512)
        table += _chain(start, sectors)
        right = number + 1 if number < len(padded) else NO_STREAM
        entries.append(_directory_entry(name, 2, start, len(data), right=right))
        body += data.ljust(sectors * 512, b"\0")
    assert len(table) <= 128, "one sector of allocation table only"
    table += [FREE] * (128 - len(table))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    return bytearray(_header() + struct.pack("<128I", *table) + directory) + body


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0
    )
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _chain(start: int, sectors: int) -> list[int]:
    return [start + n + 1 for n in range(sectors - 1)] + [END]


def _directory_entry(
    name: str, kind: int, start: int, size: int, *, child: int = NO_STREAM, right: int = NO_STREAM
) -> bytes:
    letters = name.encode("utf-16-le")
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters) + 2, kind, 1, NO_STREAM, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """Give one record of a BIFF stream."""
    return struct.pack("<HH", kind, len(data)) + data
