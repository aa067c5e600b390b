# SPDX-License-Identifier: Apache-2.0
"""From a file to members: plans, rows, repairs, and what is left out with its reason."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import openpyxl
import pytest

from unionbook.errors import InvalidValueError, UnreadableFileError
from unionbook.excel.importing import analyse, read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.excel.member_rows import SheetRows

PEOPLE = """CÔNG TY MAY VÍ DỤ;;;;;;
DANH SÁCH ĐOÀN VIÊN;;;;;;
STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Điện thoại;Ca trực
I;Khối văn phòng;;;;;
1;Nguyễn Thị  Mận;12/03/1990;Nữ;079190000123;912345678;Sáng
2;Trần Văn Ổi;9//2025;Nam;001085000123;0912345677/0987654321;
3;;01/02/1991;Nam;001091000124;0912345676;
STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Điện thoại;Ca trực
4;Lê Văn Chanh;/ /1986;Nam;079190000123;an@vidu.example;
;Tổng cộng;;;;;
;;;;Ngày 1 tháng 2 năm 2026;;
;;;;Chủ tịch;;
;;;;Phạm Thị Dứa;;
"""

NAMES = ("Chanh", "Ổi", "Mận", "Dừa", "Bưởi", "Quất")


def rows_of(folder: Path, text: str, **more: object) -> SheetRows:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(analyse(path), **more)  # type: ignore[arg-type] - any of them


def test_the_header_is_found_under_its_titles(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PEOPLE, encoding="utf-8")
    plan = analyse(tmp_path / "a.csv").plan()
    assert (plan.kind, plan.header_row, plan.first_row) == ("people", 3, 4)
    fields = {column.column: column.member_field for column in plan.columns}
    assert fields == {
        "A": None, "B": "full_name", "C": "born_on", "D": "sex",
        "E": "identity_number", "F": "phone", "G": None,
    }  # fmt: skip


def test_every_row_has_its_action(tmp_path: Path) -> None:
    rows = {row.row: row for row in rows_of(tmp_path, PEOPLE)}
    assert {number: row.action for number, row in rows.items()} == {
        4: "skip", 5: "take", 6: "take", 7: "refuse", 8: "skip", 9: "double", 10: "skip",
        11: "skip", 12: "skip", 13: "skip",
    }  # fmt: skip
    assert all(row.reason for row in rows.values() if row.action != "take")
    assert rows[9].first_row == 5


def test_values_are_canonical_and_repairs_are_told(tmp_path: Path) -> None:
    rows = {row.row: row for row in rows_of(tmp_path, PEOPLE)}
    assert rows[5].values == {
        "full_name": "Nguyễn Thị Mận",
        "born_on": "1990-03-12",
        "sex": "female",
        "identity_number": "079190000123",
        "identity_kind": "cccd",
        "phone": "0912345678",
    }
    assert rows[5].extras == {"Ca trực": "Sáng"}
    assert ("phone", "912345678", "0912345678") in [
        (repair.field, repair.before, repair.after) for repair in rows[5].repairs
    ]
    assert rows[6].values["phone_other"] == "0987654321"
    assert "born_on" not in rows[6].values
    assert any("9//2025" in warning for warning in rows[6].warnings)
    assert rows[9].values["born_on"] == "1986"
    assert rows[9].values["email"] == "an@vidu.example"


def test_a_chosen_mapping_overrides_the_plan(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PEOPLE, mapping={"G": "department", "F": None})
    assert rows.at(1).values["department"] == "Sáng"
    assert "phone" not in rows.at(1).values


def test_a_password_is_never_kept(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Họ tên,Email,Mật khẩu\nLê Văn Chanh,a@vidu.example,bimat99\n")
    row = rows.at(0)
    assert "bimat99" not in str(row)
    assert rows.warnings


def test_names_in_two_columns_become_one(tmp_path: Path) -> None:
    text = "STT,Họ đệm,Tên,Mã SV\n1,Nguyễn Thị,Mận,A1\n2,Trần Văn,Ổi,A2\n"
    assert [row.values["full_name"] for row in rows_of(tmp_path, text)] == [
        "Nguyễn Thị Mận",
        "Trần Văn Ổi",
    ]


def test_place_and_date_in_one_column(tmp_path: Path) -> None:
    text = "No,Nama,TTL,NIK\n" + "".join(
        f'{n},Siti Aminah {c},"Bandung, 1{n}-08-1990",327301{n:02d}0890000{n}\n'
        for n, c in enumerate("ABC", 1)
    )
    row = rows_of(tmp_path, text).at(0)
    assert row.values["birth_place"] == "Bandung"
    assert row.values["born_on"] == "1990-08-11"


def test_half_a_date_is_not_taken_as_a_place(tmp_path: Path) -> None:
    dates = ("11-08-1990", "30 Feb 1992", "12 Agustus 1991", "1993")
    text = "No,Nama,TTL,NIK\n" + "".join(
        f'{n},Siti Aminah {c},"Denpasar, {day}",327301{n:02d}0890000{n}\n'
        for n, (c, day) in enumerate(zip("ABCD", dates, strict=True), 1)
    )
    rows = rows_of(tmp_path, text)
    assert "born_on" not in rows.at(1).values
    assert any("30 Feb 1992" in warning for warning in rows.at(1).warnings)
    assert rows.at(2).values["born_on"] == "1991-08-12"
    assert rows.at(3).values["birth_place"] == "Denpasar"
    assert rows.at(3).values["born_on"] == "1993"


def test_a_long_name_is_kept_whole(tmp_path: Path) -> None:
    name = ("Rất Dài " * 30).strip()
    others = "2,Trần Văn Ổi,01/02/1991\n3,Lê Thị Mơ,01/02/1992\n"
    rows = rows_of(tmp_path, f"STT,Họ và tên,Ngày sinh\n1,{name}*,01/02/1990\n{others}")
    assert rows.at(0).values["full_name"] == name


def test_nik_is_the_employees_number_where_its_values_say_so(tmp_path: Path) -> None:
    text = "No,NIK,Nama,Bagian\n" + "".join(
        f"{n},K{n:04d},Budi Santoso {c},Gudang\n" for n, c in enumerate("ABCD", 1)
    )
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    assert analyse(tmp_path / "b.csv").plan().columns[1].field == "employee_number"


def test_a_log_of_days_is_no_list_but_can_be_collapsed(tmp_path: Path) -> None:
    text = "No. ID,Nama,Tanggal,Scan Masuk\n" + "".join(
        f"{person},Budi Santoso {'ABC'[person - 1]},{day:02d}/03/2025,07:01\n"
        for day in range(1, 9)
        for person in (1, 2, 3)
    )
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path / "log.csv")
    assert analysis.best is None
    assert "24" in analysis.sheets[0].reason
    assert "3" in analysis.sheets[0].reason
    rows = read_rows(analysis, "log")
    assert (rows.count("take"), rows.count("skip")) == (3, 21)


def test_without_a_header_it_says_so(tmp_path: Path) -> None:
    text = "".join(
        f"Nguyễn Thị Mận {c},1990-03-1{n},07919000012{n}\n" for n, c in enumerate("ABCD")
    )
    rows = rows_of(tmp_path, text)
    assert rows.count("take") == 4
    assert rows.warnings


def test_layouts_are_the_same_whatever_the_case(tmp_path: Path) -> None:
    marks = []
    for name, header in (
        ("a", "STT,Họ tên,CCCD"),
        ("b", "stt, HO TEN ,cccd"),
        ("c", "TT,Tên,CCCD"),
    ):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{header}\n1,Lê Văn Chanh,079190000123\n", encoding="utf-8")
        marks.append(analyse(path).sheets[0].layout)
    assert marks[0] == marks[1] != marks[2]


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        analyse(tmp_path / "nothing.xlsx")
    (tmp_path / "goods.csv").write_text("Mã hàng,Tên hàng\nA,Vải\n", encoding="utf-8")
    analysis = analyse(tmp_path / "goods.csv")
    with pytest.raises(InvalidValueError):
        analysis.plan()
    with pytest.raises(InvalidValueError):
        analysis.plan("Sheet9")


def test_progress_and_cancelling(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PEOPLE, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    analysis = analyse(tmp_path / "a.csv", progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 1)]
    read_rows(analysis, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (6, 6)
    stop = threading.Event()
    stop.set()
    assert analyse(tmp_path / "a.csv", cancelled=stop).sheets == []


def test_a_day_month_and_year_that_make_no_date_are_told(tmp_path: Path) -> None:
    text = "Họ và tên;Ngày;Tháng;Năm sinh\n" + "".join(
        f"Lê Văn {name};{day};2;1990\n" for day, name in enumerate(NAMES, 1)
    )
    rows = list(rows_of(tmp_path, text + "Lê Thị Bưởi;31;2;1991\n"))
    assert rows[0].values["born_on"] == "1990-02-01"
    assert "born_on" not in rows[-1].values
    assert rows[-1].warnings == ("Date of birth: “31/2/1991” is not a date.",)


def test_a_third_telephone_is_told_not_lost(tmp_path: Path) -> None:
    text = "Họ và tên;Điện thoại\nLê Văn Chanh;0912345671/0912345672/0912345673\n"
    (row,) = rows_of(tmp_path, text)
    assert (row.values["phone"], row.values["phone_other"]) == ("0912345671", "0912345672")
    assert "0912345673" in row.warnings[0]


def test_failed_formulas_are_told_where_they_stand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Họ và tên", "Ngày sinh"), ("Lê Văn Chanh", "1990"), ("Lê Thị Bưởi", "#N/A")):
        book.active.append(row)
    book.active["B3"].data_type = "e"
    book.active["B9"] = "#N/A"
    book.active["B9"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    rows = read_rows(analyse(tmp_path / "a.xlsx"))
    assert rows.warnings == ["1 cell holds a formula error: it counts as empty."]
    assert [row.warnings for row in rows] == [
        (),
        ("Date of birth: The cell holds a formula error.",),
    ]
    assert rows.faulty_rows() == [1]


def test_days_taken_for_months_by_excel_are_warned_of(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("Họ và tên", "Ngày sinh"))
    for day, name in enumerate(NAMES, 1):
        sheet.append((f"Lê Văn {name}", dt.date(1990, 5, day)))
        sheet.append((f"Đỗ Thị {name}", f"{day + 12}/05/1990"))
    book.save(tmp_path / "a.xlsx")
    (warning,) = read_rows(analyse(tmp_path / "a.xlsx")).warnings
    assert "Column B" in warning
    sheet["B2"] = dt.date(1990, 5, 20)
    book.save(tmp_path / "b.xlsx")
    assert read_rows(analyse(tmp_path / "b.xlsx")).warnings == []
