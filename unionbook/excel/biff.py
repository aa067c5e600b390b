# SPDX-License-Identifier: Apache-2.0
"""What the records of an .xls say beside its values: fonts of capitals, formulas that failed.

The native reader gives values alone. ([MS-XLS]: BoundSheet8, Font, XF, LabelSst, Formula, BoolErr.)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.excel.fonts import is_of_capitals

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOF, _EOF, _SHEET, _FONT, _XF = 0x0809, 0x000A, 0x0085, 0x0031, 0x00E0
_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6, 0x0006})
_FORMULA, _BOOL_OR_ERROR = 0x0006, 0x0205
_BIFF8 = 0x0600
_NO_FONT = 4
"""Fonts are numbered past this one, which never exists."""
_LARGEST = 16 * 1024 * 1024
"""Bytes that are looked through for failed formulas alone."""


@dataclass(slots=True)
class SheetMarks:
    """Cells (row, column), zero-based, that need more care than their values show."""

    capitals: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)


def look_through(stream: bytes) -> dict[str, SheetMarks]:
    """Give the marks of each sheet by name; nothing for a book of another version or a torn one."""
    try:
        return _looked_through(stream)
    except (struct.error, IndexError):
        return {}  # what the native reader makes of the file is told by it


def _looked_through(stream: bytes) -> dict[str, SheetMarks]:
    sheets: list[tuple[str, int]] = []
    fonts: list[bool] = []
    formats: list[int] = []
    for record, at, length in _records(stream, 0):
        if record == _BOF and struct.unpack_from("<H", stream, at)[0] != _BIFF8:
            return {}
        if record == _SHEET:
            sheets.append((_text(stream, at + 6), struct.unpack_from("<I", stream, at)[0]))
        elif record == _FONT and length > 15:  # noqa: PLR2004 - its fixed part
            fonts.append(is_of_capitals(_text(stream, at + 14)))
        elif record == _XF:
            formats.append(struct.unpack_from("<H", stream, at)[0])
    capitals = frozenset(number for number, font in enumerate(formats) if _is_capital(font, fonts))
    if not capitals and len(stream) > _LARGEST:
        return {}
    return {name: _marks(stream, start, capitals) for name, start in sheets}


def _is_capital(font: int, fonts: list[bool]) -> bool:
    place = font - (font > _NO_FONT)
    return place < len(fonts) and fonts[place]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Give the records of one substream: what each is, where its body begins, and its length."""
    depth = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        depth += (record == _BOF) - (record == _EOF)
        if depth < 1:
            return
        yield record, at + 4, length
        at += 4 + length


def _text(stream: bytes, at: int) -> str:
    """Give a short text: its length, how wide its letters are, and the letters."""
    length, wide = stream[at], stream[at + 1] & 1
    raw = stream[at + 2 : at + 2 + (length << wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _marks(stream: bytes, start: int, capitals: frozenset[int]) -> SheetMarks:
    marks = SheetMarks()
    for record, at, _length in _records(stream, start):
        if record not in _TEXTS and record != _BOOL_OR_ERROR:
            continue
        row, column, style = struct.unpack_from("<HHH", stream, at)
        if record in _TEXTS and style in capitals:
            marks.capitals.add((row, column))
        if record == _BOOL_OR_ERROR:
            failed = stream[at + 7] == 1
        else:
            failed = record == _FORMULA and _is_error(stream[at + 6 : at + 14])
        if failed:
            marks.errors.add((row, column))
    return marks


def _is_error(result: bytes) -> bool:
    """Say whether the result kept of a formula (FormulaValue) is an error."""
    return result[:1] == b"\x02" and result[6:] == b"\xff\xff"
