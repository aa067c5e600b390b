# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io

import openpyxl
import pytest

from unionbook.domain.fields import Kind
from unionbook.excel.cells import Column
from unionbook.excel.shell import Shell, make_shell, sheet_title

COLUMNS = (Column("full_name", "Full name", Kind.NAME), Column("wage", "Wage", Kind.MONEY))


def opened(shell: Shell) -> openpyxl.Workbook:
    from zipfile import ZipFile

    memory = io.BytesIO()
    with ZipFile(memory, "w") as archive:
        for name, content in shell.parts.items():
            archive.writestr(name, content)
        archive.writestr(shell.sheet, shell.head + shell.tail)
    return openpyxl.load_workbook(memory)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Members", "Members"),
        ("Đoàn viên 2026/11: [A*B?]", "Đoàn viên 2026 11 A B"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("\x01:/", "List"),
        ("History", "List"),
        ("", "List"),
    ],
)
def test_titles_become_what_excel_allows(title: str, expected: str):
    assert sheet_title(title) == expected


def test_the_sheet_is_ready_to_print_and_to_read():
    sheet = opened(make_shell(title="R&D", columns=COLUMNS)).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.oddHeader.left.text == "R&&D"
    assert sheet.auto_filter.ref == "A1:B1048576"


def test_the_paper_is_turned_for_wide_lists():
    wide = [Column(None, "X", Kind.TEXT, 30)] * 4
    assert opened(make_shell(title="x", columns=wide)).active.page_setup.orientation == "landscape"
    narrow = opened(make_shell(title="x", columns=COLUMNS))
    assert narrow.active.page_setup.orientation == "portrait"


def test_notes_are_texts_on_a_second_sheet():
    workbook = opened(make_shell(title="x", columns=COLUMNS, notes=["=1+1", "b\x01"]))
    cells = [cell for (cell,) in workbook.worksheets[1].iter_rows()]
    assert [cell.value for cell in cells] == ["=1+1", "b"]
    assert cells[0].data_type == "s"


def test_openpyxl_opens_no_temporary_file(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_given: object) -> None:
        pytest.fail("a temporary file")

    monkeypatch.setattr("tempfile._mkstemp_inner", refuse)
    assert make_shell(title="x", columns=COLUMNS, notes=["a"]).parts


def test_headings_are_given_the_height_they_need():
    one = make_shell(title="x", columns=[Column(None, "Wage", Kind.MONEY, 20)])
    three = make_shell(title="x", columns=[Column(None, "Number of the paper", Kind.MONEY, 10)])
    assert one.header_height == 18
    assert three.header_height == 48
