# SPDX-License-Identifier: Apache-2.0
"""Importing from the command line, and the JSON that other programs build on."""

from __future__ import annotations

import openpyxl
import pytest
from PIL import Image

from unionbook.cli import deciding

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số điện thoại", "Bộ phận", "Cỡ áo")
ROWS = (
    (1, "Trần Văn An", "31/12/1990", "0912345679", "May 1", "L"),
    (2, "Phạm Thu Hà", "01/02/1995", "0987654321", "May 2", "M"),
    (3, None, "01/02/1995", "0987654322", "May 2", "S"),
    (4, "Trần Văn An", "31/12/1990", "0912345670", "May 1", "L"),
)


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Danh sách"
    sheet.append(["DANH SÁCH ĐOÀN VIÊN"])
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    made.create_sheet("Khác").append(["nothing here"])
    path = tmp_path / "list.xlsx"
    made.save(path)
    return path


def test_a_preview_needs_no_register(bare, book):
    told = bare.json("import", "members", book, "--preview")
    assert set(told) >= {"sheets", "sheet", "counts", "rows", "warnings"}
    assert told["sheet"] == "Danh sách"
    assert set(told["counts"]) == {
        "rows", "new", "changed", "unchanged", "doubles", "refused", "skipped",
    }  # fmt: skip
    assert told["imported"] is None
    sheet = told["sheets"][0]
    assert set(sheet) >= {
        "name", "visible", "kind", "score", "header_row", "first_row", "last_row", "hidden_rows",
        "columns",
    }  # fmt: skip
    assert (sheet["kind"], sheet["header_row"]) == ("people", 2)
    columns = {column["column"]: column["field"] for column in sheet["columns"]}
    assert (columns["B"], columns["C"]) == ("full_name", "born_on")
    assert set(sheet["columns"][0]) >= {"column", "header", "field", "confidence"}
    assert all(set(row) >= {"row", "action", "reason", "member"} for row in told["rows"])
    first = told["rows"][0]
    assert first["row"] == 3
    assert first["member"]["full_name"] == "Trần Văn An"


def test_a_preview_for_people(bare, book):
    shown = bare.done("import", "members", book, "--preview").out
    assert "→  Danh sách  people" in shown
    assert "1 refused" in shown


def test_a_preview_names_the_cells_that_would_be_lost(bare, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Họ và tên;Ngày sinh;Số điện thoại\n"
        "Trần Văn An;31/02/1990;0912345679\n"
        "Phạm Thu Hà;01/02/1995;không có\n"
        "Lê Thị Bảy;03/04/1995;0912345681\n",
        encoding="utf-8",
    )
    shown = bare.done("import", "members", path, "--preview").out
    told = [line.split(maxsplit=4) for line in shown.splitlines() if " new " in line]
    assert [line[0] for line in told if line[0].isdecimal()] == ["2", "3"]
    assert "“31/02/1990”" in shown
    assert "“không có”" in shown
    assert "Lê Thị Bảy" not in shown


def test_a_preview_against_the_register_writes_nothing(cli, book):
    before = cli.json("history", "list")["steps"]
    told = cli.json("import", "members", book, "--preview")
    # Everybody of this name and birth is asked about: the phone is another one.
    assert told["counts"]["new"] == 1
    assert told["counts"]["doubles"] + told["counts"]["changed"] >= 1
    assert all(isinstance(key, str) for row in told["rows"] for key in row.get("candidates", ()))
    assert cli.json("history", "list")["steps"] == before


def test_an_import_is_one_step_and_leaves_an_error_workbook(cli, book, tmp_path):
    errors = tmp_path / "errors.xlsx"
    told = cli.json(
        "import", "members", book, "--doubles", "skip", "--errors", errors, "--reason", "tháng 11"
    )
    assert told["imported"]["added"] == 1
    assert told["errors"] == str(errors)
    steps = cli.json("history", "list")["steps"]
    assert steps[0]["id"] == told["imported"]["step"]
    assert (steps[0]["operation"], steps[0]["reason"]) == ("import_members", "tháng 11")
    assert openpyxl.load_workbook(errors).worksheets[0].max_row > 1
    cli.done("undo")
    assert cli.json("members", "list")["count"] == 3


def test_doubles_may_all_be_new(cli, book):
    before = cli.json("members", "list")["count"]
    told = cli.json("import", "members", book, "--doubles", "new")
    assert cli.json("members", "list")["count"] == before + told["imported"]["added"]
    assert told["imported"]["added"] > 1


def test_doubles_that_nobody_decided_about_are_told(cli, book):
    assert "--doubles same" in cli.done("import", "members", book).out
    assert "--doubles same" not in cli.done("import", "members", book, "--doubles", "skip").out


def test_a_person_decides_each_double(cli, book, monkeypatch):
    monkeypatch.setattr(deciding, "_asks", lambda: True)
    answers = iter(["1", "s", "n", "n"])
    monkeypatch.setattr(deciding.click, "prompt", lambda *_a, **_m: next(answers))
    ran = cli.done("import", "members", book)
    assert "Trần Văn An, 31/12/1990, May 1, 0001" in ran.err
    assert cli.json("members", "show", "0001")["values"]["phone"] != "0912345678"


def test_a_column_is_taken_as_said(cli, book):
    told = cli.json(
        "import", "members", book, "--map", "F=free", "--map", "d=", "--doubles", "skip"
    )
    columns = {column["column"]: column["field"] for column in told["sheets"][0]["columns"]}
    assert (columns["F"], columns["D"]) == ("free", None)
    found = cli.json("members", "search", "pham thu ha")["members"][0]
    record = cli.json("members", "show", found["id"])
    assert record["own"] == {"Cỡ áo": "M"}
    assert record["values"]["phone"] is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--map", "ZZ=phone"), "--map: The list has no column ZZ. It has: A, B, C, D, E, F."),
        (("--map", "B2=phone"), "--map: “B2” is no column"),
        (("--map", "B=nope"), "--map: There is no field “nope”. There are: bank_account,"),
        (("--sheet", "Nope"), "--sheet: There is no sheet “Nope” in this file."),
        (("--sheet", "Khác"), "The sheet “Khác” lists no people."),
        (("--wage-from", "x"), "--wage-from: Write a date like 31/12/2025."),
    ],
)
def test_what_cannot_be_imported_so(cli, book, words, sentence):
    assert cli.refused("import", "members", book, *words).startswith(sentence)
    assert cli.json("members", "list")["count"] == 3


def test_a_map_without_a_field_is_wrong_usage(cli, book):
    assert cli("import", "members", book, "--map", "B").code == 2


def test_an_import_needs_a_register(bare, book):
    assert bare.refused("import", "members", book).startswith("Say which register is meant")


def test_a_file_of_another_kind(bare, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    ran = bare("import", "members", tmp_path / "x.pdf", "--preview", "--json")
    assert ran.code == 1
    assert "not a spreadsheet" in ran.json["error"]["message"]
    assert bare.refused("import", "members", tmp_path / "none.xlsx", "--preview")


def test_photos_from_a_folder(cli, tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.new("RGB", (30, 40), "navy").save(photos / "0001.png")
    Image.new("RGB", (30, 40), "navy").save(photos / "9999.jpg")
    (photos / "0002.jpg").write_bytes(b"no picture")
    told = cli.json("import", "photos", photos)
    assert [one["file"] for one in told["taken"]] == ["0001.png"]
    assert told["unmatched"] == ["9999.jpg"]
    assert [one["file"] for one in told["refused"]] == ["0002.jpg"]
    assert cli.json("members", "show", "0001")["has_photo"] is True
    assert cli.refused("import", "photos", tmp_path / "none").endswith("is not a folder.")


def test_a_faulty_cell_is_told_and_completed_by_the_corrected_file(cli, tmp_path):
    path, errors = tmp_path / "list.csv", tmp_path / "errors.xlsx"
    path.write_text(
        "Họ và tên;CCCD;Ngày sinh;Điện thoại\n"
        "Ngô Thị Sửa;079190000123;31/02/1990;0912345111\n"
        "Đinh Văn Đúng;001085000124;01/02/1985;0912345222\n",
        encoding="utf-8",
    )
    told = cli.json("import", "members", path, "--errors", errors)
    assert told["imported"]["added"] == 2
    assert [len(row.get("warnings", ())) > 0 for row in told["rows"]] == [True, False]
    assert any("1 row has a cell" in warning for warning in told["warnings"])
    sheet = openpyxl.load_workbook(errors).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == [
        "Ngô Thị Sửa", "079190000123", "31/02/1990", "0912345111",
    ]  # fmt: skip
    assert sheet["C2"].fill.start_color.rgb != sheet["A2"].fill.start_color.rgb
    assert "31/02/1990" in sheet["E2"].value
    assert sheet.max_row == 2

    book = openpyxl.load_workbook(errors)
    book.worksheets[0]["C2"] = "28/02/1990"
    book.save(errors)
    told = cli.json("import", "members", errors)
    assert told["counts"]["changed"] == 1
    (found,) = cli.json("members", "search", "ngo thi sua")["members"]
    assert cli.json("members", "show", found["id"])["values"]["born_on"] == "1990-02-28"
