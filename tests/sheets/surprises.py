# SPDX-License-Identifier: Apache-2.0
"""Lists that take the everyday shapes one step further than the importer may have been shown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .literal import book
from .model import EMPTY, Fixture, OneOf
from .people import Person, indonesian, vietnamese
from .tables import (
    Col,
    as_file,
    born,
    col,
    fixed,
    free,
    hired,
    lay,
    number,
    of,
    one,
    phone_number,
    sex,
    unsaid,
)

if TYPE_CHECKING:
    from .tables import Row


def _one_header_over_two_name_columns() -> Fixture:
    people = vietnamese(26, 200)
    table = lay(
        people,
        [
            number("TT"),
            unsaid("Họ và tên", of(lambda person: person.family)),
            unsaid(None, of(lambda person: person.given)),
            sex("Nam/ Nữ", "Nữ", "Nam"),
            born("Ngày sinh"),
            col("Đơn vị công tác", "department"),
        ],
        merges=["B1:C1"],
    )
    del table.fields["F"]
    for values, person in zip(table.people.values(), people, strict=True):
        values["full_name"] = person.full_name
        del values["department"]
    return one("one_header_over_two_name_columns.xlsx", table)


def _name_last() -> Fixture:
    table = lay(
        vietnamese(31, 201),
        [
            col("Bộ phận", "department"),
            hired("Ngày nhận việc"),
            phone_number("SĐT"),
            born("Sinh ngày"),
            col("Số CMT", "identity_number"),
            col("MSNV", "employee_number"),
            col("Tên đầy đủ", "full_name"),
        ],
    )
    return one("name_column_last.xlsx", table)


def _section_names_in_the_name_column() -> Fixture:
    """Give workshops as rows in the name column, the running number beginning anew in each."""
    between: dict[int, list[Row]] = {
        0: [[None, "XƯỞNG MAY 1"]],
        7: [[None, "Cộng: 7 người"], [None, "XƯỞNG MAY 2 (12 người)"]],
        19: [[None, "TỔ BẢO VỆ"], [None, "Tổ trưởng: ông Sáu"]],
    }
    table = lay(
        vietnamese(25, 202),
        [
            Col("STT", None, lambda _person, n: n if n <= 7 else n - 7 if n <= 19 else n - 19),
            col("Họ tên CB-CNV", "full_name"),
            col("Mã thẻ chấm công", "employee_number"),
            born("Ngày, tháng, năm sinh", text=True),
            col("Số CCCD", "identity_number"),
        ],
        between=between,
        foot=[[], [None, "Danh sách này có 25 người./."]],
    )
    del table.fields["C"]
    for values in table.people.values():
        del values["employee_number"]
    return one("workshops_in_name_column.xlsx", table)


def _births_in_two_columns() -> Fixture:
    """Give full dates of birth in the column of the person's sex."""
    people = vietnamese(32, 203)

    def day(wanted: str) -> Any:
        return of(lambda p: f"{p.born:%d/%m/%Y}" if p.sex == wanted else None)

    table = lay(
        people,
        [
            number(),
            col("Họ và tên", "full_name"),
            unsaid("Nam", day("male")),
            unsaid("Nữ", day("female")),
            col("Chức vụ", "job"),
            hired("Ngày vào Cty"),
        ],
        group=["STT", "Họ và tên", "Ngày tháng năm sinh", None, "Chức vụ", "Ngày vào Cty"],
        above=[["DANH SÁCH CÔNG NHÂN VIÊN"]],
        merges=["C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"],
    )
    for values, person in zip(table.people.values(), people, strict=True):
        values["born_on"] = person.born_on
        values["sex"] = OneOf((person.sex, None))
    return one("births_in_two_columns.xls", table)


def _deep_header() -> Fixture:
    """Give a header on row 12, under a whole letter."""
    letter_head: list[Row] = [
        ["TỔNG CÔNG TY"], ["CÔNG TY CP MÍA ĐƯỜNG NGỌT LÀNH"], ["Số: 45/CV-CĐ"], [],
        ["V/v lập danh sách đoàn viên"], [], ["Kính gửi: Công đoàn cấp trên"],
        ["Công đoàn cơ sở báo cáo danh sách như sau:"], [], [None, "Đơn vị tính: đồng"], [],
    ]  # fmt: skip
    table = lay(
        vietnamese(19, 204),
        [
            number(),
            col("Họ và tên", "full_name"),
            born("Ngày sinh"),
            col("Lương đóng BHXH (đồng)", "wage"),
            free("Đoàn phí phải thu", 25_000),
            unsaid("Ghi chú"),
        ],
        above=letter_head,
    )
    return one("header_on_row_12.xlsx", table)


def _two_phones() -> Fixture:
    people, more = vietnamese(21, 205), vietnamese(21, 206)
    spare = {person.phone: other.phone for person, other in zip(people, more, strict=True)}
    table = lay(
        people,
        [
            number("No"),
            col("Họ & Tên", "full_name"),
            col("SĐT 1", "phone"),
            Col("SĐT 2", "phone_other", of(lambda p: spare[p.phone]), lambda p: spare[p.phone]),
            col("Thư điện tử", "email"),
        ],
    )
    return one("two_phone_columns.xlsx", table)


def _numbers_for_sexes() -> Fixture:
    people = vietnamese(24, 207)
    table = lay(
        people,
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ tên", "full_name"),
            unsaid("Giới tính (1: Nam; 0: Nữ)", of(lambda p: 0 if p.sex == "female" else 1)),
            born(),
        ],
    )
    for values, person in zip(table.people.values(), people, strict=True):
        values["sex"] = OneOf((person.sex, None))
    return one("numbers_for_sexes.xlsx", table)


def _month_headers_as_dates() -> Fixture:
    """Give a time sheet whose day columns are headed by true dates."""
    days = [Col(None, None, lambda _p, _n: 8) for _ in range(30)]
    table = lay(
        vietnamese(16, 208),
        [col("Mã NV", "employee_number"), col("Họ tên", "full_name"), *days, free("Tổng công", 26)],
    )
    table.rows[0][2:32] = [dt.date(2025, 9, day) for day in range(1, 31)]
    return one("days_headed_by_dates.xlsx", table)


def _contract_words() -> Fixture:
    written = [
        ("HĐLĐ không xác định thời hạn", "indefinite"), ("KXĐTH", "indefinite"),
        ("Xác định thời hạn 12 tháng", "fixed_term"), ("XĐTH 36 tháng", "fixed_term"),
        ("Thời vụ", "seasonal"), ("Thử việc", "probation"), ("Học việc", None),
    ]  # fmt: skip
    lines = [
        ((n, f"Hợp Đồng {chr(64 + n)}", cell),
         {"contract_kind": OneOf((None, "other", "probation")) if stored is None else stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]  # fmt: skip
    return book("contract_kinds_vi.xlsx", ("STT", "Họ và tên", "Loại hợp đồng"), lines)


def _indonesian_parts() -> Fixture:
    """Give the birth in three columns, under one heading."""
    people = indonesian(24, 209)
    table = lay(
        people,
        [
            number("No."),
            col("Nama Pekerja", "full_name"),
            sex("L/P", "P", "L"),
            unsaid("Tgl", of(lambda p: p.born.day)),
            unsaid("Bln", of(lambda p: p.born.month)),
            unsaid("Thn", of(lambda p: p.born.year)),
            col("Bagian", "department"),
        ],
        group=["No.", "Nama Pekerja", "L/P", "Tanggal Lahir", None, None, "Bagian"],
        merges=["D1:F1", "A1:A2", "B1:B2", "C1:C2", "G1:G2"],
    )
    for values, person in zip(table.people.values(), people, strict=True):
        values["born_on"] = person.born_on
    return one("id_birth_in_three.xlsx", table)


def _two_niks() -> Fixture:
    table = lay(
        indonesian(37, 210),
        [
            number("No."),
            col("NIK Karyawan", "employee_number"),
            col("Nama Lengkap (sesuai KTP)", "full_name"),
            col("No. KTP / NIK", "identity_number"),
            Col("Tempat/Tgl Lahir", "", of(lambda p: f"Surabaya / {p.born:%d-%m-%Y}")),
            col("Alamat Sesuai KTP", "permanent_address", "address"),
            fixed("Alamat Domisili", "present_address", "Kos Bu Tini, Gg. 4"),
            col("No. HP/WA", "phone"),
            fixed("Pendidikan Terakhir", "education", "SMK"),
            hired("TMK"),
        ],
    )
    del table.fields["J"]
    for values, person in zip(table.people.values(), indonesian(37, 210), strict=True):
        values["born_on"] = person.born_on
        del values["hired_on"]
    return one("id_two_niks.xls", table)


def _sections_with_heads_indonesian() -> Fixture:
    between: dict[int, list[Row]] = {
        0: [["A.", "PENGURUS"]],
        5: [["B.", "ANGGOTA"], [None, "Bagian Produksi"]],
        18: [[None, "Jumlah", None, None, 18]],
    }
    table = lay(
        indonesian(25, 211),
        [
            number("No"),
            col("Nama Anggota", "full_name"),
            col("NIK", "identity_number"),
            col("Bagian", "department"),
            free("Iuran", 25_000),
        ],
        above=[["LAPORAN KEANGGOTAAN SERIKAT"], ["Per 31 Desember 2024"]],
        between=between,
        foot=[["TOTAL", None, None, None, 625_000], [], [None, "Mengetahui,"], [None, "Ketua PUK"],
              [], [None, "( Bambang Sujiwo )"]],
    )  # fmt: skip
    return one("id_sections_and_totals.xlsx", table)


def _passports() -> Fixture:
    lines = [
        (("E1", "Rajesh Kumar", "Z1234567", "India", "M"),
         {"identity_number": "Z1234567", "sex": "male"}),
        (("E2", "Ayumi Tanaka", "TK0123456", "Japan", "F"),
         {"identity_number": "TK0123456", "sex": "female"}),
        (("E3", "王小明", "EA1234567", "China", "M"), {"identity_number": "EA1234567"}),
        (("E4", "Park Min-jun", "M12345678", "Korea", "M"), {"identity_number": "M12345678"}),
        (("E5", "Nguyễn Thị Gấm", "079185000123", "Việt Nam", "F"),
         {"identity_number": "079185000123", "sex": "female"}),
    ]  # fmt: skip
    header = ("Emp. ID", "Full name", "Passport/ID No.", "Nationality", "Sex")
    return book("passports_mixed.xlsx", header, lines, fields={"C": "identity_number"})


def _names_in_capitals_without_accents() -> Fixture:
    lines = [
        ((n, f"{name}", f"09330002{n:02d}"), {"full_name": name, "phone": f"09330002{n:02d}"})
        for n, name in enumerate(
            ["NGUYEN THI THAM", "TRAN VAN DU", "LE THI TONG", "VO VAN CONG", "HO THI NGAY SINH",
             "PHAM THI NAM", "DO VAN NU", "CAO THI TO", "LY TONG CONG", "TO THI TEN"], 1)
    ]  # fmt: skip
    return book("names_like_other_words.xlsx", ("STT", "HO TEN", "DTDD"), lines)


def _empty_first_people() -> Fixture:
    """Give a form of 40 numbered lines of which only the first eleven are filled in."""
    people = vietnamese(11, 212)
    table = lay(
        people,
        [number(), col("Họ và tên", "full_name"), born(), col("Số CCCD", "identity_number")],
        foot=[[n] for n in range(12, 41)],
    )
    return one("numbered_lines_not_filled.xlsx", table)


def _dashes_everywhere() -> Fixture:
    table = lay(
        vietnamese(9, 213),
        [
            number(),
            col("Họ và tên", "full_name"),
            col("Mã NV", "employee_number"),
            Col("Email", "email", lambda _p, _n: "-", lambda _p: EMPTY),
            Col("Ghi chú", "note", lambda _p, _n: "...", lambda _p: EMPTY),
        ],
        foot=[["-"] * 5, ["…"] * 5, ["=" * 20]],
    )
    del table.fields["D"], table.fields["E"]
    return one("lines_of_dashes.xlsx", table)


def _renamed() -> Fixture:
    """Give tab-separated text that somebody named .csv, in the code page of old Windows."""
    table = lay(
        indonesian(14, 214),
        [number("No"), col("Nama", "full_name"), col("NIK", "identity_number"),
         Col("Tgl Lahir", "born_on", of(lambda p: f"{p.born:%Y/%m/%d}"))],
    )  # fmt: skip
    return as_file(
        "tabs_named_csv.csv", table.sheet(), expected=table.expected(), delimiter="\t",
        encoding="cp1252",
    )  # fmt: skip


def _wage_with_cents() -> Fixture:
    def money(person: Person) -> str:
        return f"{person.wage:,}.00"

    table = lay(
        vietnamese(13, 215),
        [col("Code", "employee_number"), col("Employee name", "full_name"),
         Col("Basic salary (VND)", "wage", of(money)), col("Line", "department")],
    )  # fmt: skip
    del table.fields["D"]
    for values in table.people.values():
        del values["department"]
    return one("wages_with_cents.csv", table)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _one_header_over_two_name_columns(),
        _name_last(),
        _section_names_in_the_name_column(),
        _births_in_two_columns(),
        _deep_header(),
        _two_phones(),
        _numbers_for_sexes(),
        _month_headers_as_dates(),
        _contract_words(),
        _indonesian_parts(),
        _two_niks(),
        _sections_with_heads_indonesian(),
        _passports(),
        _names_in_capitals_without_accents(),
        _empty_first_people(),
        _dashes_everywhere(),
        _renamed(),
        _wage_with_cents(),
    ]
