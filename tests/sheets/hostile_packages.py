# SPDX-License-Identifier: Apache-2.0
"""Zip packages that would fill the memory, lie, break off, or hold something else."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING, Any

from . import xlsx
from .containers import Entry, deflated, repeated, zipped
from .model import Hostile
from .other_formats import write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("Lê Thị Hiền Lành", "Trần Văn Thật Thà")
ROWS: list[list[object]] = [
    ["Mã NV", "Họ và tên", "Số điện thoại"],
    ["A01", NAMES[0], "0912000001"],
    ["A02", NAMES[1], "0912000002"],
]
_MEGABYTE = 1 << 20


def made(name: str, content: Callable[[], bytes], outcome: str, **more: Any) -> Hostile:
    """Give a hostile file of these bytes."""

    def build(folder: Path) -> Path:
        return write_bytes(folder / name, content())

    return Hostile(name, build, outcome, **more)


def honest() -> dict[str, bytes]:
    """Give the parts of an everyday workbook of two people."""
    sheet = xlsx.worksheet(xlsx.sheet_data(ROWS))
    return {name: part.encode() for name, part in xlsx.parts({"Sheet1": sheet}).items()}


def package(**changed: bytes | Entry | None) -> list[Entry]:
    """Give the entries of the everyday workbook with some parts changed or taken away."""
    parts: dict[str, bytes | Entry | None] = {**honest(), **changed}
    return [
        part if isinstance(part, Entry) else deflated(name, part)
        for name, part in parts.items()
        if part is not None
    ]


def _sheet_bomb() -> bytes:
    head, tail = xlsx.worksheet("<sheetData>|</sheetData>").encode().split(b"|")
    bomb = repeated("xl/worksheets/sheet1.xml", head, b" " * _MEGABYTE, 3000, tail)
    return zipped(package(**{bomb.name: bomb}))


def _row_bomb() -> bytes:
    head, tail = xlsx.worksheet("<sheetData>|</sheetData>").encode().split(b"|")
    row = b"<row>" + b'<c t="inlineStr"><is><t>Bom</t></is></c>' * 8 + b"</row>"
    unit = row * (_MEGABYTE // len(row))
    bomb = repeated("xl/worksheets/sheet1.xml", head, unit, 2500, tail)
    return zipped(package(**{bomb.name: bomb}))


def _string_bomb() -> bytes:
    head = f'{xlsx.HEAD}<sst xmlns="{xlsx.MAIN}">'.encode()
    unit = (b"<si><t>" + b"A" * 1000 + b"</t></si>") * 1000
    bomb = repeated("xl/sharedStrings.xml", head, unit, 2500, b"</sst>")
    return zipped(_with_shared(bomb))


def _one_string_bomb() -> bytes:
    head = f'{xlsx.HEAD}<sst xmlns="{xlsx.MAIN}"><si><t>'.encode()
    bomb = repeated("xl/sharedStrings.xml", head, b"A" * _MEGABYTE, 2500, b"</t></si></sst>")
    return zipped(_with_shared(bomb))


def _with_shared(bomb: Entry) -> list[Entry]:
    cell = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    parts = xlsx.parts({"Sheet1": xlsx.worksheet(cell)}, shared="x")
    packed = {name: deflated(name, part.encode()) for name, part in parts.items()}
    return list({**packed, bomb.name: bomb}.values())


def _lying_size() -> bytes:
    head, tail = xlsx.worksheet("<sheetData>|</sheetData>").encode().split(b"|")
    bomb = repeated("xl/worksheets/sheet1.xml", head, b" " * _MEGABYTE, 2000, tail)
    return zipped(package(**{bomb.name: dataclasses.replace(bomb, size=900)}))


def _style_bomb() -> bytes:
    head = f'{xlsx.HEAD}<styleSheet xmlns="{xlsx.MAIN}"><numFmts>'.encode()
    unit = b'<numFmt numFmtId="200" formatCode="0.00"/>' * 25_000
    bomb = repeated("xl/styles.xml", head, unit, 2000, b"</numFmts></styleSheet>")
    sheet = xlsx.worksheet(xlsx.sheet_data(ROWS))
    parts = xlsx.parts({"Sheet1": sheet}, styles="x")
    packed = {name: deflated(name, part.encode()) for name, part in parts.items()}
    return zipped({**packed, bomb.name: bomb}.values())


def _overlapping() -> bytes:
    """Give many entries that are all the same stretch of the file."""
    whole = zipped(package())
    start = whole.index(b"PK\x01\x02")
    listing, end = whole[start : whole.rindex(b"PK\x05\x06")], whole[whole.rindex(b"PK\x05\x06") :]
    again = listing * 5000
    count = (5000 * len(honest())) & 0xFFFF
    tail = end[:8] + count.to_bytes(2, "little") * 2 + len(again).to_bytes(4, "little") + end[16:]
    return whole[:start] + again + tail


def _many_entries() -> bytes:
    extra = [deflated(f"xl/media/bild{n}.png", b"x") for n in range(60_000)]
    return zipped(package() + extra)


def _in(method: int, flags: int = 0) -> bytes:
    plain = honest()
    entries = [
        Entry(name, part, len(part), 0x12345678, method, flags) for name, part in plain.items()
    ]
    return zipped(entries)


def _noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


def _word_document() -> bytes:
    types = xlsx.parts({})["[Content_Types].xml"].replace("spreadsheetml.sheet", "wordprocessingml")
    return zipped(
        [deflated("[Content_Types].xml", types.encode()), deflated("word/document.xml", b"<w/>")]
    )


def _climbing() -> bytes:
    extra = [deflated("../../../../tmp/evil.txt", b"x"), deflated("/etc/evil", b"x"),
             deflated("xl/../../evil.xml", b"x"), deflated("C:\\evil.txt", b"x")]  # fmt: skip
    return zipped(package() + extra)


def _broken_sheet() -> bytes:
    sheet = honest()["xl/worksheets/sheet1.xml"]
    return zipped(package(**{"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}))


def _target_outside() -> bytes:
    links = honest()["xl/_rels/workbook.xml.rels"]
    outside = links.replace(b"worksheets/sheet1.xml", b"../../../../../../etc/passwd")
    return zipped(package(**{"xl/_rels/workbook.xml.rels": outside}))


def _external_target() -> bytes:
    links = honest()["xl/_rels/workbook.xml.rels"]
    outside = links.replace(
        b'Target="worksheets/sheet1.xml"',
        b'Target="http://203.0.113.7/sheet1.xml" TargetMode="External"',
    )
    return zipped(package(**{"xl/_rels/workbook.xml.rels": outside}))


def _with_macros() -> bytes:
    return zipped(package(**{"xl/vbaProject.bin": _noise(20_000)}))


def _wrong_sum() -> bytes:
    entries = [
        dataclasses.replace(entry, crc=1) if "sheet1" in entry.name else entry
        for entry in package()
    ]
    return zipped(entries)


def fixtures() -> list[Hostile]:
    """Give the hostile files of this theme."""
    return [
        made("bomb_blank_sheet.xlsx", _sheet_bomb, "either"),
        made("bomb_rows.xlsx", _row_bomb, "refused"),
        made("bomb_shared_strings.xlsx", _string_bomb, "refused"),
        made("bomb_one_string.xlsx", _one_string_bomb, "refused"),
        made("bomb_lying_size.xlsx", _lying_size, "either"),
        made("bomb_styles.xlsx", _style_bomb, "either"),
        made("zip_overlapping.xlsx", _overlapping, "either"),
        made("zip_many_entries.xlsx", _many_entries, "either", names=NAMES),
        made("zip_truncated.xlsx", lambda: zipped(package())[:-400], "refused"),
        made("zip_half.xlsx", lambda: zipped(package())[:900], "refused"),
        made("zip_empty.xlsx", lambda: zipped([]), "refused"),
        made("zip_aes.xlsx", lambda: _in(99, 1), "refused"),
        made("zip_old_password.xlsx", lambda: _in(0, 1), "refused"),
        made("zip_unknown_method.xlsx", lambda: _in(77), "refused"),
        made("zip_wrong_sum.xlsx", _wrong_sum, "either", names=NAMES),
        made("zip_word_document.xlsx", _word_document, "refused"),
        made("zip_climbing_names.xlsx", _climbing, "rows", names=NAMES),
        made("zip_prefix.xlsx", lambda: zipped(package(), prefix=b"MZ" + bytes(4000)), "either"),
        made("zip_double_entry.xlsx", lambda: zipped(package() + package()), "either"),
        made("zip_no_workbook.xlsx", lambda: zipped(package(**{"xl/workbook.xml": None})),
             "refused"),
        made("zip_no_sheet.xlsx", lambda: zipped(package(**{"xl/worksheets/sheet1.xml": None})),
             "refused"),
        made("zip_sheet_cut.xlsx", _broken_sheet, "either"),
        made("zip_target_outside.xlsx", _target_outside, "refused", absent=("root:x",)),
        made("zip_target_http.xlsx", _external_target, "refused"),
        made("macros.xlsx", _with_macros, "rows", names=NAMES),
        made("macros.xlsm", _with_macros, "either", names=NAMES),
        made("noise.xlsx", lambda: _noise(50_000), "refused"),
        made("noise.xlsb", lambda: zipped(package(**{"xl/workbook.xml": None,
             "xl/workbook.bin": _noise(900)})), "refused"),
        made("nothing.xlsx", lambda: b"", "refused"),
    ]  # fmt: skip
