# SPDX-License-Identifier: Apache-2.0
"""Short lists, where little evidence stands below the header, and headers of odd heights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .literal import book
from .model import Expected, Fixture, OneOf, Sheet
from .people import indonesian, vietnamese
from .tables import as_file, born, col, free, hired, lay, number, of, one, sex, unsaid

if TYPE_CHECKING:
    from .tables import Row


def _only_words() -> Fixture:
    """Give people whose every cell is words: nothing but the header's own words tells it."""
    names = ["Sukijan", "Warsiti", "Legiman", "Ngatini", "Paijo"]
    lines = [((name, "Gudang", "Staf"), {"full_name": name, "department": "Gudang",
                                         "job": "Staf"}) for name in names]  # fmt: skip
    return book("id_only_words.xlsx", ("Nama", "Bagian", "Jabatan"), lines)


def _one_column() -> Fixture:
    names = ["Lâm Thị Chanh", "Ngô Văn Tắc", "Đinh Thị Quất", "Mai Văn Bòng"]
    lines = [((name,), {"full_name": name}) for name in names]
    return book("names_alone.xlsx", ("Họ và tên",), lines)


def _numbered_names() -> Fixture:
    names = ["Rusmini", "Bejo Santoso", "Ida Ayu Komang", "Johanis Rumbiak", "Siti", "Kasdi"]
    lines = [((n, name), {"full_name": name}) for n, name in enumerate(names, 1)]
    return book("id_numbered_names.csv", ("No", "Nama"), lines)


def _translated_header() -> Fixture:
    """Give a header in Vietnamese with its English on the next row."""
    english: list[Any] = ["No.", "Employee code", "Full name", "Date of birth", "Department"]
    table = lay(
        vietnamese(8, 220),
        [number(), col("Mã NV", "employee_number"), col("Họ và tên", "full_name"), born(),
         col("Bộ phận", "department")],
        below_header=[english],
    )  # fmt: skip
    table.header_row = OneOf((1, 2))
    return one("header_in_two_languages_below.xlsx", table)


def _units_below() -> Fixture:
    units: list[Any] = [None, None, "(chữ in hoa)", "(dd/mm/yyyy)", "(Nam/Nữ)", "(đồng)"]
    table = lay(
        vietnamese(7, 221),
        [number(), col("Mã NV", "employee_number"), col("Họ và tên", "full_name"),
         born(text=True), sex("Giới tính", "Nữ", "Nam"), col("Mức lương", "wage")],
        below_header=[units],
    )  # fmt: skip
    table.header_row = OneOf((1, 2))
    return one("units_under_header.xlsx", table)


def _short_group_header(count: int) -> Fixture:
    """Give a two-row header over very few people, the first of whom could be mistaken for it."""
    table = lay(
        indonesian(count, 222 + count),
        [number("No"), col("Nama", "full_name"), sex("L/P", "P", "L"),
         col("NIK", "identity_number"), col("HP", "phone"), col("Bagian", "department")],
        group=["No", "Nama", "L/P", "Kontak", None, "Bagian"],
        merges=["D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2"],
    )  # fmt: skip
    table.header_row = OneOf((1, 2))
    return one(f"id_group_header_{count}_people.xlsx", table)


def _no_header_csv() -> Fixture:
    rows: list[Row] = [
        [person.full_name, f"{person.born:%d/%m/%Y}", person.identity_number, person.phone]
        for person in indonesian(12, 230)
    ]
    return as_file(
        "id_no_header.csv", Sheet("S", rows),
        expected=Expected(header_row=0, named=frozenset(range(1, 13)), warned=True),
    )  # fmt: skip


def _no_header_under_title() -> Fixture:
    rows: list[Row] = [["DANH SÁCH CÔNG NHÂN TỔ 5"], []]
    rows += [
        [n, person.full_name, person.born, person.phone]
        for n, person in enumerate(vietnamese(14, 231), 1)
    ]
    return as_file(
        "no_header_under_title.xlsx", Sheet("S", rows),
        expected=Expected(header_row=0, named=frozenset(range(3, 17)), warned=True),
    )  # fmt: skip


def _total_above_and_below() -> Fixture:
    people = vietnamese(9, 232)
    total: list[Any] = [None, "Tổng", None, sum(person.wage for person in people)]
    table = lay(
        people,
        [number(), col("Họ tên", "full_name"), col("Mã", "employee_number"), col("Lương", "wage")],
        below_header=[total], foot=[total, [], [None, "Kế toán", None, "Giám đốc"]],
    )  # fmt: skip
    del table.fields["C"]
    for values in table.people.values():
        del values["employee_number"]
    return one("totals_above_and_below.xls", table)


def _sparse_people() -> Fixture:
    """Give people of whom most know only a name: they are people all the same."""
    people = vietnamese(15, 233)
    table = lay(
        people,
        [number(), col("Họ và tên", "full_name"),
         unsaid("SĐT", of(lambda p: p.phone if p.sex == "male" else None)),
         unsaid("Ghi chú", of(lambda p: "con nhỏ" if p.wage % 4 == 0 else None))],
    )  # fmt: skip
    return one("people_with_little.xlsx", table)


def _last_person_without_number() -> Fixture:
    """Give a list whose last two were added by hand, without a running number."""
    people = vietnamese(12, 234)
    table = lay(
        people,
        [number(), col("Họ và tên", "full_name"), col("Mã NV", "employee_number"), born(),
         hired("Ngày vào làm")],
    )  # fmt: skip
    for row in table.rows[-2:]:
        row[0] = None
    return one("last_ones_without_number.xlsx", table)


def _after_a_gap() -> Fixture:
    """Give newcomers under a heading and an empty row, below the list."""
    between: dict[int, list[Row]] = {18: [[], ["", "Nhân viên mới tháng 9"]]}
    table = lay(
        vietnamese(22, 235),
        [number(), col("Họ và tên", "full_name"), born(), col("CCCD", "identity_number"),
         free("Ký tên")],
        between=between,
    )  # fmt: skip
    return one("newcomers_after_a_gap.xlsx", table)


def _one_child_each() -> Fixture:
    """Give union members with their children's names beside: the member is the person."""
    people = vietnamese(10, 236)
    table = lay(
        people,
        [number(), col("Họ tên đoàn viên", "full_name"), col("Bộ phận", "department"),
         free("Họ tên con", "Cháu Bé Ngoan"), free("Năm sinh của con", 2018),
         free("Lớp", "2A"), free("Danh hiệu", "Học sinh giỏi")],
        above=[["DANH SÁCH CON CNVCLĐ ĐẠT HỌC SINH GIỎI"]],
    )  # fmt: skip
    del table.fields["F"]
    for values in table.people.values():
        values["born_on"] = OneOf((None,))
    return one("children_of_members.xlsx", table)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _only_words(),
        _one_column(),
        _numbered_names(),
        _translated_header(),
        _units_below(),
        *(_short_group_header(count) for count in (1, 2, 3, 5)),
        _no_header_csv(),
        _no_header_under_title(),
        _total_above_and_below(),
        _sparse_people(),
        _last_person_without_number(),
        _after_a_gap(),
        _one_child_each(),
    ]
