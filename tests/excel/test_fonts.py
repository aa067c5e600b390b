# SPDX-License-Identifier: Apache-2.0
"""Capitals that are in the font alone: in cells of .xlsx and .xls, and in runs of shared texts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sheets import xlsx
from sheets.legacy_text import tcvn3
from sheets.model import Sheet
from sheets.other_formats import write_xls

from unionbook.excel.fonts import capital, is_of_capitals
from unionbook.excel.importing import analyse, read_rows

NAMES = ("Nguyễn Thị Mận", "Đặng Văn Ổi", "Huỳnh Bưởi", "Lê Thị Chanh", "Phạm Văn Quất")


def _sheet() -> Sheet:
    rows = [[tcvn3("Họ và tên"), tcvn3("Quê quán")]]
    rows += [[tcvn3(name.lower()), tcvn3("Thái Bình")] for name in NAMES]
    rows[-1][0] = tcvn3(NAMES[-1])
    capitals = {(row, 1): ".VnTimeH" for row in range(1, 6)}
    return Sheet("Sheet1", rows, column_fonts={1: ".VnTime", 2: ".VnTime"}, fonts=capitals)


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx.write), ("a.xls", write_xls)])
def test_the_font_of_a_cell_makes_capitals(tmp_path: Path, name: str, write) -> None:
    rows = read_rows(analyse(write(tmp_path / name, _sheet())))
    assert [row.values["full_name"] for row in rows] == [
        *(name.upper() for name in NAMES[:4]),
        NAMES[4],
    ]
    assert {row.values["birth_place"] for row in rows} == {"Thái Bình"}
    assert any("capitals" in warning for warning in rows.warnings)


def test_the_font_of_a_run_makes_capitals(tmp_path: Path) -> None:
    def shared(name: str) -> str:
        family, _space, given = name.rpartition(" ")
        family, given = tcvn3(family.lower()), tcvn3(given)
        return (
            f'<si><r><rPr><rFont val=".VnTimeH"/></rPr><t xml:space="preserve">{family} </t></r>'
            f'<r><rPr><rFont val=".VnTime"/></rPr><t>{given}</t></r></si>'
        )

    body = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, 7))
    texts = f"<si><t>{tcvn3('Họ và tên')}</t></si>" + "".join(map(shared, NAMES))
    path = xlsx.package(
        tmp_path / "a.xlsx",
        {"Sheet1": xlsx.worksheet(f"<sheetData>{body}</sheetData>")},
        shared=f'{xlsx.HEAD}<sst xmlns="{xlsx.MAIN}">{texts}</sst>',
    )
    found = [row.values["full_name"] for row in read_rows(analyse(path))]
    assert found[:2] == ["NGUYỄN THỊ Mận", "ĐẶNG VĂN ổi"]


@pytest.mark.parametrize(
    ("font", "told"),
    [(".VnTimeH", True), (".VnArial NarrowH", True), (".VnTime", False), ("TimeH", False)],
)
def test_which_fonts_are_of_capitals(font: str, *, told: bool) -> None:
    assert is_of_capitals(font) is told


@pytest.mark.parametrize("text", ["an@vidu.example", "Nguyễn Thị Mận", "Hà"])
def test_what_is_unicode_already_stays(text: str) -> None:
    assert capital(text) == text
