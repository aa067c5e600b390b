# SPDX-License-Identifier: Apache-2.0
"""The compound file of .xls and of protected workbooks: its chains followed before it is read.

A damaged or hostile compound file chains its sectors in a ring, and a reader follows it for ever.
([MS-CFB]: header, DIFAT, FAT, directory.)
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from unionbook.errors import UnreadableFileError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 300 * 1024 * 1024
_FREE = 0xFFFFFFFA
"""Sector numbers from here up mark ends and free sectors."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_MINI_LIMIT = 4096
"""Smaller streams lie in the mini FAT."""
_BOOKS = frozenset({"workbook", "book"})
_FILEPASS, _END_OF_GLOBALS = 0x002F, 0x000A


def check(path: Path) -> None:
    """Follow the chains of a compound file; raises UnreadableFileError with one sentence."""
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            _("“{name}” is too large: split it into smaller files.").format(name=path.name)
        )
    data = path.read_bytes()
    try:
        names, locked, _book = _looked_through(data)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableFileError(
            _("“{name}” is damaged: open it in Excel, save it again and try that copy.").format(
                name=path.name
            )
        ) from error
    if locked or names & {"EncryptedPackage", "EncryptionInfo"}:
        raise protected(path)
    if not {name.lower() for name in names} & _BOOKS:
        raise UnreadableFileError(
            _("“{name}” is not a spreadsheet: choose an Excel, OpenDocument or text file.").format(
                name=path.name
            )
        )


def workbook_stream(path: Path) -> bytes:
    """Give the stream of the workbook's records; empty where it is too small to be a chain."""
    return _looked_through(path.read_bytes())[2]


def protected(path: Path) -> UnreadableFileError:
    """Give the refusal of a file under a password."""
    return UnreadableFileError(
        _("“{name}” is protected by a password: save it without one first.").format(name=path.name)
    )


def _looked_through(data: bytes) -> tuple[set[str], bool, bytes]:
    """Give the streams' names, whether the workbook is under a password, and its own stream."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError(shift)
    size = 1 << shift
    sectors = len(data) // size
    fat = _allocation(data, size, sectors)
    first, _cutoff, mini = struct.unpack_from("<I4xII", data, 48)
    _check_mini(data, fat, mini, size, sectors)
    directory = _content(data, _chain(first, fat, sectors), size)
    names: set[str] = set()
    locked, book = False, b""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind not in (_STREAM, _ROOT):
            continue
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        names.add(name)
        start, extent = struct.unpack_from("<II", directory, at + 116)
        if extent >= _MINI_LIMIT or kind == _ROOT:
            chain = _chain(start, fat, sectors)
            if name.lower() in _BOOKS:
                book = _content(data, chain, size)[:extent]
                locked = _is_locked(book[: 64 * size])
    return names, locked, book


def _content(data: bytes, chain: list[int], size: int) -> bytes:
    return b"".join(data[(sector + 1) * size : (sector + 2) * size] for sector in chain)


def _is_locked(stream: bytes) -> bool:
    """Look for the record FILEPASS among the first of a workbook ([MS-XLS] 2.4.117)."""
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _FILEPASS:
            return True
        if record in (0, _END_OF_GLOBALS):
            return False
        at += 4 + length
    return False


def _allocation(data: bytes, size: int, sectors: int) -> list[int]:
    """Read the FAT through the DIFAT, each of whose sectors may be visited once."""
    entries = size // 4
    places = [s for s in struct.unpack_from("<109I", data, 76) if s < _FREE]
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _FREE:
        if following in seen or following >= sectors:
            raise ValueError(following)
        seen.add(following)
        *more, following = struct.unpack_from(f"<{entries}I", data, (following + 1) * size)
        places.extend(s for s in more if s < _FREE)
    if len(places) > sectors or len(set(places)) != len(places):
        raise ValueError(len(places))
    fat: list[int] = []
    for place in places:
        fat.extend(struct.unpack_from(f"<{entries}I", data, (place + 1) * size))
    return fat


def _chain(start: int, fat: list[int], sectors: int) -> list[int]:
    chain: list[int] = []
    while start < _FREE:
        chain.append(start)
        if len(chain) > sectors + 1:
            raise ValueError(start)
        start = fat[start]
    return chain


def _check_mini(data: bytes, fat: list[int], start: int, size: int, sectors: int) -> None:
    """Follow each chain of the mini FAT: none may come back to itself."""
    table: list[int] = []
    for sector in _chain(start, fat, sectors):
        table.extend(struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size))
    done = bytearray(len(table))
    for first in range(len(table)):
        at, path = first, []
        while at < _FREE and at < len(table) and not done[at]:
            done[at] = 1
            path.append(at)
            at = table[at]
        if at < len(table) and at in path:
            raise ValueError(at)
