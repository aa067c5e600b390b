# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import zlib
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from unionbook import texts
from unionbook.excel import hints
from unionbook.excel.cells import Column
from unionbook.excel.hints import IGNORED, OwnColumns, own_columns, own_fields
from unionbook.excel.workbook import write_table

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    Column("local_number", "Số"),
    Column("full_name", "Họ tên"),
    Column(None, "Khác"),
    Column(IGNORED, "Lý do"),
    Column("free:Cỡ áo (S–XL)", "Cỡ áo"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.xlsx"
    write_table(path, title="Tổ 'A' & B", columns=COLUMNS, rows=[("1", "An", "x", "y", "M")])
    return path


def saved_again(path: Path, change) -> Path:
    """Save the workbook as a person would after working on it, with another program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def with_workbook(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "made.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content)
    return path


def names(*places: str) -> bytes:
    defined = "".join(
        f'<definedName name="unionbook.field.f{n}">{place}</definedName>'
        for n, place in enumerate(places)
    )
    return f"<workbook><definedNames>{defined}</definedNames></workbook>".encode()


def test_a_workbook_of_ours_says_what_its_columns_are(path: Path):
    assert own_columns(path) == OwnColumns(
        sheet="Tổ 'A' & B",
        header_row=1,
        language="en",
        fields={0: "local_number", 1: "full_name", 3: None, 4: "free:Cỡ áo (S–XL)"},
    )
    assert own_fields(path) == own_columns(path).fields


def test_the_language_of_the_headings_is_told(tmp_path: Path):
    texts.use("vi")
    write_table(tmp_path / "vi.xlsx", title="x", columns=COLUMNS, rows=[])
    assert own_columns(tmp_path / "vi.xlsx").language == "vi"


def test_saving_with_another_program_keeps_the_hints(path: Path):
    before = own_fields(path)
    assert own_fields(saved_again(path, lambda book: book.create_sheet("Mine", 0))) == before


def test_nobody_sees_the_names(path: Path):
    defined = openpyxl.load_workbook(path).defined_names.values()
    assert all(name.hidden for name in defined)


def test_moved_headings_are_followed(tmp_path: Path):
    path = with_workbook(tmp_path, names("Members!$AB$4", "Members!$A$4"))
    assert own_columns(path) == OwnColumns("Members", 4, "en", {27: "f0", 0: "f1"})


def test_a_removed_column_is_not_missed(tmp_path: Path):
    path = with_workbook(tmp_path, names("Members!#REF!", "#REF!", "Members!$B$1"))
    assert own_fields(path) == {1: "f2"}


@pytest.mark.parametrize("field", ["Ward", "ward", "a.b", "1", "x" * 60, "Đ😀"])
def test_every_name_of_a_field_survives(tmp_path: Path, field: str):
    path = tmp_path / "own.xlsx"
    write_table(path, title="x", columns=[Column(field, "X")], rows=[])
    assert own_fields(path) == {0: field}


def test_fields_that_differ_in_case_alone_stay_two(tmp_path: Path):
    path = tmp_path / "own.xlsx"
    write_table(path, title="x", columns=[Column("a", "a"), Column("A", "A")], rows=[])
    assert own_fields(path) == {0: "a", 1: "A"}
    folded = {name.lower() for name in openpyxl.load_workbook(path).defined_names}
    assert len(folded) == 3


def test_a_name_too_long_for_excel_is_left_out(tmp_path: Path):
    path = tmp_path / "own.xlsx"
    write_table(path, title="x", columns=[Column("ẵ" * 99, "X"), Column("a", "a")], rows=[])
    assert own_fields(path) == {1: "a"}


def test_other_workbooks_say_nothing(tmp_path: Path):
    path = tmp_path / "theirs.xlsx"
    openpyxl.Workbook().save(path)
    assert own_columns(path) is None


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0"])
def test_other_files_say_nothing(tmp_path: Path, content: bytes):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert own_fields(path) is None


def test_a_damaged_part_says_nothing(tmp_path: Path):
    content = names("Members!$A$1" * 50)
    path = with_workbook(tmp_path, content)
    packed = zlib.compress(content)[2:6]
    whole = path.read_bytes()
    place = whole.index(packed)
    path.write_bytes(whole[:place] + b"\xff\xff\xff\xff" + whole[place + 4 :])
    assert own_fields(path) is None


def test_unsound_xml_says_nothing(tmp_path: Path):
    assert own_fields(with_workbook(tmp_path, names("Members!$A$1")[:-4])) is None


def test_a_document_type_says_nothing(tmp_path: Path):
    bomb = b'<!DOCTYPE w [<!ENTITY a "Members!$A$1">]>' + names("&a;")
    assert own_fields(with_workbook(tmp_path, bomb)) is None


def test_a_part_beyond_all_measure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = names("Members!$A$1")
    assert own_fields(with_workbook(tmp_path, content)) == {0: "f0"}
    monkeypatch.setattr(hints, "_LIMIT", len(content) - 1)
    assert own_fields(with_workbook(tmp_path, content)) is None
