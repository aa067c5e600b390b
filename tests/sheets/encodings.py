# SPDX-License-Identifier: Apache-2.0
"""Text files in every encoding an office PC writes, and sheets in fonts from before Unicode."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import legacy_text
from .literal import book
from .model import Expected, Fixture, Sheet
from .other_formats import delimited, write_bytes
from .people import Person, indonesian, vietnamese
from .tables import as_file

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = ["STT", "Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Địa chỉ", "Bộ phận"]
_FIELDS = {
    "A": None, "B": "employee_number", "C": "full_name", "D": "sex", "E": "born_on",
    "F": "identity_number", "H": "department",
}  # fmt: skip
_Encode = Callable[[str], bytes]


def _rows(people: list[Person]) -> list[list[Any]]:
    sexes = {"female": "Nữ", "male": "Nam"}
    return [_HEADER] + [
        [n, p.employee_number, p.full_name, sexes[p.sex], p.born, p.identity_number, p.address,
         p.department]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip


def _expected(people: list[Person], first: int = 2) -> Expected:
    names = ("employee_number", "full_name", "sex", "born_on", "identity_number", "department")
    found = {n: {name: getattr(p, name) for name in names} for n, p in enumerate(people, first)}
    return Expected(people=found, header_row=first - 1, fields=_FIELDS)


def _text(name: str, seed: int, encode: _Encode, **more: Any) -> Fixture:
    people = vietnamese(25, seed)

    def build(folder: Path) -> Path:
        return write_bytes(folder / name, encode(delimited(_rows(people), **more)))

    return Fixture(name, build, _expected(people))


def _by(codec: str) -> _Encode:
    return lambda text: text.encode(codec)


def _windows_1258(text: str) -> bytes:
    """Write as Windows-1258 does: base letters with hat, breve or horn, tones as marks after."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = []
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in parts if mark in tones)
        base = "".join(mark for mark in parts if mark not in tones)
        written.append(unicodedata.normalize("NFC", base) + tone)
    return "".join(written).encode("cp1258")


def _decomposed(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


def _empty_lines_above(text: str) -> bytes:
    return ("DANH SÁCH CNV,,,,,,,\r\n,,,,,,,\r\n" + text).encode("utf-8-sig")


def _text_files() -> list[Fixture]:
    people = vietnamese(25, 137)

    def titled(folder: Path) -> Path:
        content = _empty_lines_above(delimited(_rows(people)))
        return write_bytes(folder / "csv_title_above.csv", content)

    return [
        _text("csv_utf8.csv", 130, _by("utf-8")),
        _text("csv_utf8_bom_semicolon.csv", 131, _by("utf-8-sig"), delimiter=";"),
        _text("txt_utf16_tabs.txt", 132, _by("utf-16"), delimiter="\t"),
        _text("txt_utf16_big_endian.txt", 133, lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
              delimiter="\t"),
        _text("csv_windows_1258.csv", 134, _windows_1258),
        _text("csv_tcvn3.csv", 135, legacy_text.tcvn3_bytes, delimiter=";"),
        _text("txt_vni.txt", 136, legacy_text.vni_bytes, delimiter="\t"),
        Fixture("csv_title_above.csv", titled, _expected(people, 4)),
        _text("csv_decomposed.csv", 138, _decomposed),
        _text("csv_unix_pipes.csv", 139, _by("utf-8"), delimiter="|", ending="\n"),
        _text("csv_sep_line.csv", 140, lambda text: text.encode("utf-8-sig"),
              delimiter=";", before="sep=;\r\n"),
        _text("csv_old_mac_endings.csv", 141, _by("utf-8"), ending="\r"),
    ]  # fmt: skip


def _quoted() -> Fixture:
    """Give quoted cells with commas, line breaks and doubled quotes inside."""
    content = (
        '"No","Nama","Alamat","No HP"\r\n'
        '1,"Rini ""Ririn"" Astuti","Jl. Mawar 3,\r\nRT 02","081200000001"\r\n'
        '2,"Joko Susilo, S.T.","Jl. Kenanga","081200000002"\r\n'
        '3,"Hasan","","081200000003"\r\n'
    )
    people = {  # rows as Excel shows them: one record one row, however many lines it has
        2: {"full_name": 'Rini "Ririn" Astuti', "phone": "081200000001"},
        3: {"full_name": "Joko Susilo, S.T.", "phone": "081200000002"},
        4: {"full_name": "Hasan", "phone": "081200000003"},
    }
    expected = Expected(people=people, header_row=1, fields={"B": "full_name", "D": "phone"})

    def build(folder: Path) -> Path:
        return write_bytes(folder / "csv_quoted.csv", content.encode())

    return Fixture("csv_quoted.csv", build, expected)


def _shifted(rows: list[list[Any]], change: Callable[[str], str]) -> list[list[Any]]:
    return [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _tcvn3_sheet(name: str) -> Fixture:
    """Give a whole sheet typed with .VnTime."""
    people = vietnamese(30, 142)
    rows = _shifted(_rows(people), legacy_text.tcvn3)
    fonts = dict.fromkeys(range(1, 9), ".VnTime")
    return as_file(name, Sheet("Sheet1", rows, column_fonts=fonts), expected=_expected(people))


def _tcvn3_capitals() -> Fixture:
    """Give names in .VnTimeH, whose capitals come from the font alone."""
    people = vietnamese(14, 143)
    rows = _rows(people)
    for row in rows[1:]:
        row[2] = row[2].lower()
    rows = _shifted(rows, legacy_text.tcvn3)
    fonts = dict.fromkeys(range(1, 9), ".VnTime")
    cells = {(row, 3): ".VnTimeH" for row in range(2, 16)}
    sheet = Sheet("Sheet1", rows, column_fonts=fonts, fonts=cells)
    return as_file("tcvn3_capital_font.xlsx", sheet, expected=_expected(people))


def _tcvn3_some_cells() -> Fixture:
    """Give an otherwise Unicode sheet with a TCVN3 header and TCVN3 names in a few rows."""
    people = vietnamese(24, 144)
    rows = _rows(people)
    rows[0] = [legacy_text.tcvn3(cell) for cell in rows[0]]
    for n in (3, 4, 11, 20):
        rows[n][2] = legacy_text.tcvn3(rows[n][2])
        rows[n][7] = legacy_text.tcvn3(rows[n][7])
    return as_file("tcvn3_in_some_cells.xlsx", Sheet("Sheet1", rows), expected=_expected(people))


def _vni_sheet() -> Fixture:
    people = vietnamese(27, 145)
    rows = _shifted(_rows(people), legacy_text.vni)
    sheet = Sheet("Sheet1", rows, column_fonts=dict.fromkeys(range(1, 9), "VNI-Times"))
    return as_file("vni_sheet.xlsx", sheet, expected=_expected(people))


def _vni_some_names() -> Fixture:
    people = vietnamese(18, 146)
    rows = _rows(people)
    for n in (2, 5, 9, 10, 17):
        rows[n][2] = legacy_text.vni(rows[n][2])
    return as_file("vni_in_some_cells.xls", Sheet("Sheet1", rows), expected=_expected(people))


def _decomposed_sheet() -> Fixture:
    people = vietnamese(20, 147)
    rows = _shifted(_rows(people), lambda cell: unicodedata.normalize("NFD", cell))
    return as_file("decomposed_sheet.ods", Sheet("Sheet1", rows), expected=_expected(people))


def _no_false_repair() -> Fixture:
    """Give foreign names with accents that must not be "repaired" as if they were VNI."""
    names = [
        "José Muñoz", "Björn Ångström", "François Lefèvre", "Zoë Müller", "Nuño Álvarez",
        "Søren Kjær", "Đỗ Thị Hồng", "Renée Côté", "I Gusti Ayu Oka", "Ana Júlia",
    ]  # fmt: skip
    lines = [
        ((f"F{n}", name, "Văn phòng"), {"full_name": name, "department": "Văn phòng"})
        for n, name in enumerate(names, 1)
    ]
    return book("foreign_accents_kept.xlsx", ("Mã NV", "Họ và tên", "Bộ phận"), lines)


def _mojibake() -> Fixture:
    """Give UTF-8 that was once read as Windows-1252 and saved so ("Nguyá»…n")."""
    people = vietnamese(12, 148)
    sure = [p for p in people if _survives(p.full_name)]
    rows: list[list[Any]] = [["Mã NV", "Họ và tên", "SĐT"]]
    rows += [[p.employee_number, _misread(p.full_name), p.phone] for p in sure]
    found = {n: {"full_name": p.full_name, "phone": p.phone} for n, p in enumerate(sure, 2)}
    return as_file(
        "utf8_read_as_1252.xlsx",
        Sheet("Sheet1", rows),
        expected=Expected(people=found, header_row=1),
    )


def _misread(text: str) -> str:
    return text.encode().decode("cp1252")


def _survives(text: str) -> bool:
    try:
        return bool(_misread(text))
    except UnicodeDecodeError:
        return False


def _plain_ascii_indonesian() -> Fixture:
    people = indonesian(31, 149)
    rows: list[list[Any]] = [["NO", "NAMA", "NIK KTP", "TGL LAHIR", "BAGIAN"]]
    rows += [[n, p.full_name, p.identity_number, p.born, p.department]
             for n, p in enumerate(people, 1)]  # fmt: skip
    names = ("full_name", "identity_number", "born_on", "department")
    found = {n: {name: getattr(p, name) for name in names} for n, p in enumerate(people, 2)}
    expected = Expected(people=found, header_row=1, fields={"B": "full_name"})
    sheet = Sheet("Sheet1", rows)
    return as_file("txt_tabs_indonesian.txt", sheet, expected=expected, delimiter="\t")


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        *_text_files(),
        _quoted(),
        _tcvn3_sheet("tcvn3_sheet.xlsx"),
        _tcvn3_sheet("tcvn3_sheet.xls"),
        _tcvn3_capitals(),
        _tcvn3_some_cells(),
        _vni_sheet(),
        _vni_some_names(),
        _decomposed_sheet(),
        _no_false_repair(),
        _mojibake(),
        _plain_ascii_indonesian(),
    ]
