# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from unionbook.excel.errors_book import RefusedRow, write_error_workbook
from unionbook.excel.hints import own_columns
from unionbook.excel.workbook import Written

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ("STT", "Họ tên", "", "CCCD", "Ngày sinh", "STT")
ROWS = (
    RefusedRow(
        17,
        (1.0, "=A\x01", None, 195807000000.0, dt.date(1990, 2, 3), "0012"),
        "The identity number has 9 digits.",
        frozenset({3}),
    ),
    RefusedRow(40, (2.0, ""), "There is no name.", frozenset({1, 9})),
)
BAD = "FFFFC7CE"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "errors.xlsx"
    written = write_error_workbook(
        path, headers=HEADERS, rows=ROWS, fields={0: None, 1: "full_name", 3: "identity_number"}
    )
    assert written == Written(2)
    return path


def test_all_columns_and_values_are_there_and_the_reason_is_last(path: Path):
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        [*HEADERS, "What is to be corrected"],
        [1, "=A", "", 195807000000, dt.date(1990, 2, 3), "0012",
         "Row 17: The identity number has 9 digits."],
        [2, "", "", "", "", "", "Row 40: There is no name."],
    ]  # fmt: skip


def test_only_the_cells_at_fault_are_coloured(path: Path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    coloured = {
        cell.coordinate for row in sheet for cell in row if cell.fill.start_color.rgb == BAD
    }
    assert coloured == {"D2", "B3"}


def test_long_numbers_are_shown_with_all_their_digits(path: Path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["D2"].number_format == "0"


def test_the_importer_asks_nothing_again_and_passes_over_the_reason(path: Path):
    own = own_columns(path)
    assert own.fields == {0: None, 1: "full_name", 3: "identity_number", 6: None}
    assert own.header_row == 1


def test_a_sheet_says_how_to_go_on(path: Path):
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["To be corrected", "Notes"]
    lines = [line for (line,) in book.get_sheet_by_index(1).to_python()]
    assert any("import this file" in line for line in lines)
