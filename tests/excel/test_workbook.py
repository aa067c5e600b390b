# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
import errno
import io
import os
import re
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from unionbook.data import atomic
from unionbook.domain.fields import Kind
from unionbook.excel import workbook
from unionbook.excel.cells import MAX_TEXT, Column, clean
from unionbook.excel.saving import UnwritableFileError
from unionbook.excel.workbook import (
    TooManyRowsError,
    WritingCancelledError,
    Written,
    write_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# ECMA-376 part 1, CT_Worksheet: the order Excel insists on.
ORDER = re.findall(
    r"\w+",
    """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
legacyDrawing tableParts extLst""",
)
COLUMNS = (
    Column("full_name", "Họ và tên", Kind.NAME),
    Column("identity_number", "CCCD", Kind.IDENTITY),
    Column("born_on", "Ngày sinh", Kind.DATE),
    Column("wage", "Lương", Kind.MONEY),
    Column("note", "Ghi chú", Kind.LONG_TEXT),
)
ROWS = [
    ("Nguyễn Văn Đức", "001090000012", "1990-02-03", 5_000_000, None),
    ("=HYPERLINK(1)", "3322202510930001", "1990", None, "-dòng 1\ndòng 2"),
    ("Trần <b> & 😀", None, None, 0, " x "),
]


def by_calamine(path: Path, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def by_openpyxl(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.xlsx"


def write(path: Path, rows=ROWS, columns=COLUMNS, **more) -> Written:
    return write_table(path, title="Đoàn viên", columns=columns, rows=rows, **more)


def test_calamine_reads_back_what_was_written(path: Path):
    assert write(path) == Written(3)
    assert by_calamine(path) == [
        ["Họ và tên", "CCCD", "Ngày sinh", "Lương", "Ghi chú"],
        ["Nguyễn Văn Đức", "001090000012", dt.date(1990, 2, 3), 5_000_000, ""],
        ["=HYPERLINK(1)", "3322202510930001", "1990", "", "-dòng 1\ndòng 2"],
        ["Trần <b> & 😀", "", "", 0, " x "],
    ]


def test_openpyxl_reads_back_what_was_written(path: Path):
    write(path)
    assert by_openpyxl(path)[1:] == [
        ("Nguyễn Văn Đức", "001090000012", dt.datetime(1990, 2, 3), 5_000_000, None),  # noqa: DTZ001 - openpyxl's
        ("=HYPERLINK(1)", "3322202510930001", "1990", None, "-dòng 1\ndòng 2"),
        ("Trần <b> & 😀", None, None, 0, " x "),
    ]


def test_cells_have_their_formats_and_none_is_a_formula(path: Path):
    write(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    formats = [sheet.cell(2, column).number_format for column in range(1, 6)]
    assert formats == ["@", "@", "dd/mm/yyyy", "#,##0", "General"]
    formula = sheet["A3"]
    assert (formula.data_type, formula.quotePrefix) == ("s", 1)
    assert not sheet["A2"].quotePrefix
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_heading_like_a_formula_stays_a_text(path: Path):
    write(path, rows=[("a",)], columns=[Column(None, "=cmd|'x'\x07")])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=cmd|'x'", "s")


def test_the_filter_reaches_the_last_row(path: Path):
    write(path)
    book = openpyxl.load_workbook(path)
    assert book.worksheets[0].auto_filter.ref == "A1:E4"
    with ZipFile(path) as archive:
        assert b"$A$1:$E$4<" in archive.read("xl/workbook.xml")
        assert b"1048576" not in archive.read("xl/workbook.xml")


def test_a_title_that_is_the_last_row_s_number_stays(path: Path):
    write_table(path, title="1048576", columns=COLUMNS, rows=ROWS)
    assert CalamineWorkbook.from_path(path).sheet_names == ["1048576"]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.oddHeader.left.text == "1048576"


def test_the_parts_hold_together_as_the_standard_has_them(path: Path):
    write(path, notes=["a"])
    with ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    assert names[0] == "[Content_Types].xml"
    assert len(set(names)) == len(names)
    declared = set(re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"]))
    undeclared = {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert {name.decode() for name in declared} == undeclared
    sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])  # noqa: S314 - our own
    order = [ORDER.index(child.tag.removeprefix(NAMESPACE)) for child in sheet]
    assert order == sorted(order)
    styles = ET.fromstring(parts["xl/styles.xml"])  # noqa: S314 - our own
    formats = len(styles.find(f"{NAMESPACE}cellXfs"))
    used = {int(cell.get("s")) for cell in sheet.iter(f"{NAMESPACE}c")}
    assert max(used) < formats
    addresses = [cell.get("r") for cell in sheet.iter(f"{NAMESPACE}c")]
    assert addresses == [f"{letter}{row}" for row in range(1, 5) for letter in "ABCDE"]


def test_an_empty_table_is_one_to_fill_in(path: Path):
    assert write(path, rows=[]) == Written(0)
    assert openpyxl.load_workbook(path).worksheets[0].auto_filter.ref == "A1:E1048576"
    assert len(by_calamine(path)) == 1


def test_long_tables_come_back_in_order(path: Path):
    rows = [(str(n), f"{n:012}", "2001-02-03", n, None) for n in range(2_345)]
    assert write(path, rows=iter(rows)) == Written(2_345)
    back = by_calamine(path)[1:]
    assert [row[0] for row in back] == [row[0] for row in rows]
    assert [row[3] for row in back] == [row[3] for row in rows]


def test_texts_too_long_are_cut_and_told(path: Path):
    rows = [("a", None, None, None, "x" * (MAX_TEXT + 5)), ("b", None, None, None, "y" * MAX_TEXT)]
    assert write(path, rows=rows) == Written(2, 1, ("E2",))
    back = by_calamine(path)
    assert back[1][4] == "x" * (MAX_TEXT - 1) + "…"
    assert back[2][4] == "y" * MAX_TEXT


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.text(), st.text(st.sampled_from("=+-@ _x0041<>&\r\n\t'\"␞aĐ")))))
def test_any_text_comes_back_as_it_was(path: Path, rows: list[tuple[str, str]]):
    columns = (Column("a", "A"), Column("b", "B", Kind.LONG_TEXT))
    write(path, rows=[("|", *row) for row in rows], columns=(Column("c", "C"), *columns))
    back = [tuple(row[1:]) for row in by_calamine(path)[1:]]
    assert back == [(clean(first), clean(second)) for first, second in rows]


def test_progress_tells_how_far_it_is(path: Path):
    told: list[tuple[int, int]] = []
    rows = [ROWS[0]] * 1_200
    write(path, rows=rows, total=1_200, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1_200, 1_200)
    assert len(told) > 1
    assert told == sorted(told)


def test_cancelled_leaves_nothing_and_the_old_file_alone(path: Path):
    path.write_bytes(b"old")
    cancelled = threading.Event()

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(10_000):
            if number == 5_000:
                cancelled.set()
            yield ROWS[0]

    with pytest.raises(WritingCancelledError):
        write(path, rows=rows(), cancelled=cancelled)
    assert path.read_bytes() == b"old"
    assert names(path.parent) == ["out.xlsx"]


def test_cancelled_during_the_last_block_counts_too(path: Path):
    cancelled = threading.Event()

    def rows() -> Iterator[tuple[object, ...]]:
        yield ROWS[0]
        cancelled.set()

    with pytest.raises(WritingCancelledError):
        write(path, rows=rows(), cancelled=cancelled)
    assert names(path.parent) == []


def test_a_full_disk_is_said_and_nothing_stays(path: Path, monkeypatch: pytest.MonkeyPatch):
    def write_nothing(_stream: io.FileIO, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    full = type("FullDisk", (io.FileIO,), {"write": write_nothing})
    monkeypatch.setattr(atomic, "_nameless", lambda _folder: None)
    monkeypatch.setattr(atomic, "fresh", lambda partial: full(partial, "w+"))
    with pytest.raises(UnwritableFileError, match="full"):
        write(path)
    assert names(path.parent) == []


def test_more_rows_than_a_sheet_holds_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "LAST_ROW", 4)
    assert write(path) == Written(3)
    with pytest.raises(TooManyRowsError):
        write(path, rows=[*ROWS, ROWS[0]])
    assert names(path.parent) == ["out.xlsx"]


def test_more_columns_than_a_sheet_holds_are_refused(path: Path):
    with pytest.raises(TooManyRowsError, match="columns"):
        write(path, columns=[Column(None, "x")] * 16_385, rows=[])
    assert not path.exists()


def test_rows_of_another_length_are_a_mistake_of_ours(path: Path):
    with pytest.raises(ValueError, match="zip"):
        write(path, rows=[ROWS[0], ROWS[0][:-1]])
    assert names(path.parent) == []


_opened: list[str] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event == "open":
        name, mode, flags = arguments
        writes = bool(int(flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if writes or any(letter in str(mode or "") for letter in "wax+"):
            _opened.append(str(name))


def test_nothing_but_the_file_itself_is_opened_for_writing(path: Path):
    global _opened  # noqa: PLW0603 - an audit hook cannot be taken away again, only silenced
    sys.addaudithook(_watch)
    _opened = []
    try:
        write(path, notes=["a"])
        opened = _opened
    finally:
        _opened = None
    # Numbers are handles of files already opened by name.
    written = [Path(name) for name in opened if "__pycache__" not in name and not name.isdigit()]
    # Where there are files without a name, the folder is what is opened.
    [place] = written
    assert place == path.parent or (place.parent, place.suffix) == (path.parent, ".part")
