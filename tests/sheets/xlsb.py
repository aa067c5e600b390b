# SPDX-License-Identifier: Apache-2.0
"""A plain binary workbook (.xlsb), written record by record from [MS-XLSB]: texts and numbers."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Any

from . import xlsx

if TYPE_CHECKING:
    from pathlib import Path

_BEGIN_BOOK, _END_BOOK, _BEGIN_SHEETS, _END_SHEETS, _SHEET = 131, 132, 143, 144, 156
_BEGIN_SHEET, _END_SHEET, _SIZE, _BEGIN_DATA, _END_DATA = 129, 130, 148, 145, 146
_ROW, _REAL, _TEXT = 0, 5, 6


def write_xlsb(path: Path, name: str, rows: list[list[Any]]) -> Path:
    """Write one sheet; every value is a text or a number."""
    book = (
        _record(_BEGIN_BOOK)
        + _record(_BEGIN_SHEETS)
        + _record(_SHEET, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
        + _record(_END_SHEETS)
        + _record(_END_BOOK)
    )
    parts = xlsx.parts({name: ""})
    base = "application/vnd.ms-excel"
    types = (
        f'{xlsx.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" '
        f'ContentType="{base}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{base}.worksheet"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(
            "_rels/.rels", parts["_rels/.rels"].replace("workbook.xml", "workbook.bin")
        )
        links = parts["xl/_rels/workbook.xml.rels"].replace("sheet1.xml", "sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", _sheet(rows))
    return path


def _sheet(rows: list[list[Any]]) -> bytes:
    last_column = max(len(row) for row in rows) - 1
    content = _record(_BEGIN_SHEET)
    content += _record(_SIZE, struct.pack("<IIII", 0, len(rows) - 1, 0, last_column))
    content += _record(_BEGIN_DATA)
    for number, row in enumerate(rows):
        content += _record(_ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        content += b"".join(_cell(n, value) for n, value in enumerate(row) if value is not None)
    return content + _record(_END_DATA) + _record(_END_SHEET)


def _cell(column: int, value: Any) -> bytes:
    where = struct.pack("<II", column, 0)
    if isinstance(value, int | float):
        return _record(_REAL, where + struct.pack("<d", value))
    return _record(_TEXT, where + _wide(str(value)))


def _wide(text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return struct.pack("<I", len(letters) // 2) + letters


def _record(kind: int, data: bytes = b"") -> bytes:
    """Give a record: its kind and its length in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(data)
    while length >= 128:
        head += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + bytes([length]) + data
