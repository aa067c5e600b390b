# SPDX-License-Identifier: Apache-2.0
"""Old binary workbooks: locked, looped, cut, or older than anybody reads; and what is none."""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING, Any

from .containers import END, compound, record
from .hostile_packages import NAMES, ROWS, made
from .model import Hostile, Sheet
from .other_formats import write_xls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BOF8 = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
_SHEET8 = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
_END = record(0x000A)


def _spoiled(name: str, change: Callable[[bytes], bytes], outcome: str, **more: Any) -> Hostile:
    """Give an honest .xls whose bytes were changed."""

    def build(folder: Path) -> Path:
        path = write_xls(folder / name, Sheet("Sheet1", ROWS))
        path.write_bytes(change(path.read_bytes()))
        return path

    return Hostile(name, build, outcome, **more)


def _locked_package() -> bytes:
    """Give a password-protected .xlsx: a compound file around an encrypted package."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<encryption xmlns="x"/>'
    return bytes(compound({"EncryptionInfo": info, "EncryptedPackage": b"\x5a" * 9000}))


def _book(*globals_: bytes, sheet: bytes = b"") -> bytes:
    """Give a BIFF8 stream with one sheet, in a compound file."""
    name = b"\x06\x00Sheet1"
    before = _BOF8 + b"".join(globals_)
    start = len(before) + 4 + 6 + len(name) + len(_END)
    listed = record(0x0085, struct.pack("<IH", start, 0) + name)
    return bytes(compound({"Workbook": before + listed + _END + _SHEET8 + sheet + _END}))


def _xor_locked() -> bytes:
    """Give a book under the old XOR cipher: record heads are in clear, their texts are not."""
    cells = b"".join(
        record(0x0204, struct.pack("<HHHHB", row, column, 0, 9, 0) + bytes(range(0xA1, 0xAA)))
        for row in range(30)
        for column in range(4)
    )
    return _book(record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678)), sheet=cells)


def _rc4_locked() -> bytes:
    return _book(record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)))


def _huge_dimensions() -> bytes:
    size = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    return _book(sheet=size)


def _endless_strings() -> bytes:
    return _book(record(0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\x01\x00\x00A"))


def _string_too_long() -> bytes:
    return _book(record(0x00FC, struct.pack("<II", 1, 1) + b"\xff\xff\x01AB"))


def _record_too_long() -> bytes:
    return bytes(compound({"Workbook": _BOF8 + struct.pack("<HH", 0x0085, 0xFFFF) + b"x"}))


def _far_cell() -> bytes:
    return _book(sheet=record(0x0203, struct.pack("<HHHd", 0xFFFF, 0xFFFF, 0, 1.0)))


def _old_excel(version: int) -> bytes:
    """Give a bare stream of Excel 2, 3 or 4, as there were before compound files."""
    begin = {2: 0x0009, 3: 0x0209, 4: 0x0409}[version]
    label = {2: 0x0004, 3: 0x0204, 4: 0x0204}[version]
    text = b"Ho va ten"
    cell = struct.pack("<HH", 0, 0) + (bytes(3) if version == 2 else bytes(2))
    length = bytes([len(text)]) if version == 2 else struct.pack("<H", len(text))
    start = record(begin, struct.pack("<HH", 0, 0x10) + (b"" if version == 2 else bytes(2)))
    return start + record(label, cell + length + text) + _END


def _excel_5() -> bytes:
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0x0DBB, 0x07CC))
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0x0DBB, 0x07CC))
    name = b"\x06Sheet1"
    start = len(begin) + 4 + 6 + len(name) + len(_END)
    listed = record(0x0085, struct.pack("<IH", start, 0) + name)
    return bytes(compound({"Book": begin + listed + _END + sheet + _END}))


def _put(offset: int, number: int) -> Callable[[bytes], bytes]:
    """Overwrite four bytes."""
    return lambda data: data[:offset] + struct.pack("<I", number) + data[offset + 4 :]


def _allocation_loop(data: bytes) -> bytes:
    """Let every chain of sectors lead back to sector 1."""
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    return data[:table] + struct.pack("<I", 1) * 128 + data[table + 512 :]


def _directory_loop() -> bytes:
    book = compound({"Workbook": b"\0" * 5000, "Other": b"\0" * 5000})
    directory = 1024
    for entry in range(3):
        struct.pack_into("<III", book, directory + 128 * entry + 68, 1, 2, 1)
    return bytes(book)


def _table_of_tables_loop() -> bytes:
    book = compound({"Workbook": b"\0" * 5000})
    struct.pack_into("<II", book, 68, 1, 0xFFFF)
    struct.pack_into("<I", book, 512 + 4, 1)
    return bytes(book)


def _long_chain_claimed() -> bytes:
    book = compound({"Workbook": _BOF8 + _END})
    struct.pack_into("<Q", book, 1024 + 128 + 120, 1 << 40)
    return bytes(book)


def _sector_size(shift: int) -> Callable[[], bytes]:
    def content() -> bytes:
        book = compound({"Workbook": _BOF8 + _END})
        struct.pack_into("<H", book, 30, shift)
        return bytes(book)

    return content


@cache
def _page() -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><head><meta charset='utf-8'></head><body><table>{lines}</table></body></html>"


def _office_page() -> bytes:
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><meta http-equiv=Content-Type '
        'content="text/html; charset=utf-8"><!--[if gte mso 9]><xml><x:ExcelWorkbook/></xml>'
        "<![endif]--><script>fetch('http://203.0.113.7/')</script>"
    )
    return (head + _page()).encode()


def _sign_in_page() -> bytes:
    return (
        "<!DOCTYPE html><html><head><title>Sign in</title>"
        "<link rel=stylesheet href='http://203.0.113.7/a.css'></head><body><h1>Đăng nhập</h1>"
        "<form><input name=user><input type=password name=pw></form></body></html>"
    ).encode()


def _deep_page() -> bytes:
    return ("<table><tr><td>" * 30_000 + "x").encode()


def _endless_page() -> bytes:
    return (
        "<table>" + "<tr>" + "<td colspan=99999999 rowspan=99999999>x</td>" * 3 + "</tr></table>"
    ).encode()


def _spreadsheet_2003() -> bytes:
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)
        + "</Row>" for row in ROWS
    )  # fmt: skip
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" '
        f'xmlns:ss="{space}"><Worksheet ss:Name="S"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


def _others() -> list[Hostile]:
    """Give things that are no workbook at all, named as if they were."""
    portable = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n" * 50
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    return [
        made("is_pdf.xls", lambda: portable, "refused"),
        made("is_png.xlsx", lambda: picture, "refused"),
        made("is_program.xls", lambda: b"MZ\x90\x00" + bytes(range(256)) * 60, "refused"),
        made("is_gzip.xlsx", lambda: b"\x1f\x8b\x08" + bytes(range(256)) * 9, "refused"),
        made("is_rar.xls", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(range(256)) * 9, "refused"),
        made("is_word_97.xls", lambda: bytes(compound({"WordDocument": b"\xec\xa5" * 3000})),
             "refused"),
        made("page_of_rows.xls", lambda: _page().encode(), "either", names=NAMES),
        made("page_of_office.xls", _office_page, "either", names=NAMES),
        made("page_to_sign_in.xls", _sign_in_page, "refused"),
        made("page_deep.xls", _deep_page, "either"),
        made("page_endless_spans.xls", _endless_page, "either"),
        made("page_cut.xls", lambda: _page().encode()[:-60], "either"),
        made("spreadsheet_2003.xls", _spreadsheet_2003, "either", names=NAMES),
    ]  # fmt: skip


def fixtures() -> list[Hostile]:
    """Give the hostile files of this theme."""
    return [
        made("locked_package.xlsx", _locked_package, "refused", says="password"),
        made("locked_xor.xls", _xor_locked, "refused", says="password"),
        made("locked_rc4.xls", _rc4_locked, "refused", says="password"),
        made("biff_huge_dimensions.xls", _huge_dimensions, "either"),
        made("biff_endless_strings.xls", _endless_strings, "either"),
        made("biff_string_too_long.xls", _string_too_long, "either"),
        made("biff_record_too_long.xls", _record_too_long, "either"),
        made("biff_far_cell.xls", _far_cell, "either"),
        made("biff_2.xls", lambda: _old_excel(2), "either"),
        made("biff_3.xls", lambda: _old_excel(3), "either"),
        made("biff_4.xls", lambda: _old_excel(4), "either"),
        made("biff_5.xls", _excel_5, "either"),
        made("compound_directory_loop.xls", _directory_loop, "refused"),
        made("compound_table_loop.xls", _table_of_tables_loop, "either"),
        made("compound_long_claim.xls", _long_chain_claimed, "either"),
        made("compound_sector_size_0.xls", _sector_size(0), "refused"),
        made("compound_sector_size_63.xls", _sector_size(63), "refused"),
        made("compound_empty.xls", lambda: bytes(compound({})), "refused"),
        made("compound_header_only.xls", lambda: bytes(compound({}))[:512], "refused"),
        _spoiled("compound_allocation_loop.xls", _allocation_loop, "either"),
        _spoiled("compound_directory_far.xls", _put(48, 0x00FFFFFF), "refused"),
        _spoiled("compound_directory_nowhere.xls", _put(48, END), "refused"),
        _spoiled("compound_cut.xls", lambda data: data[: len(data) // 2], "either"),
        _spoiled("compound_cut_early.xls", lambda data: data[:700], "refused"),
        *_others(),
    ]
