# SPDX-License-Identifier: Apache-2.0
"""Papers every office has: insurance lists, pay sheets, time sheets, forms filled in on a phone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .legacy_text import vni
from .literal import book
from .model import EMPTY, Expected, Fixture, OneOf, Sheet
from .people import Person, indonesian, vietnamese
from .tables import (
    Col,
    Table,
    as_file,
    at,
    born,
    col,
    const,
    fixed,
    free,
    hired,
    lay,
    number,
    of,
    one,
    sex,
    unsaid,
)

if TYPE_CHECKING:
    from .tables import Row


_ANSWERED = dt.datetime(2024, 5, 1, 10, 3, 9, tzinfo=dt.UTC).replace(tzinfo=None)


def _insurance(person: Person) -> str:
    return "79" + person.phone[2:]


def _insurance_list(name: str) -> Fixture:
    """Give form D02-TS: three header rows, lettered and numbered columns, sections in sections."""
    wages: Row = [None] * 6 + ["Hệ số/Mức lương", "Phụ cấp"]
    table = lay(
        vietnamese(9, 310),
        [
            Col("STT", None, lambda _person, row: row),
            col("Họ và tên", "full_name"),
            Col("Mã số BHXH", "social_insurance_number", of(_insurance), _insurance),
            born("Ngày tháng năm sinh", text=True),
            sex("Giới tính", "Nữ", "Nam"),
            col("Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", "job"),
            col("Tiền lương", "wage"),
            free(None, 0),
            free(None),
            unsaid("Từ tháng, năm", "03/2024"),
            free("Tỷ lệ đóng", 32),
        ],
        above=[["ĐƠN VỊ: CÔNG TY MAY LÀNG CHÀI"], ["DANH SÁCH LAO ĐỘNG THAM GIA BHXH, BHYT"], []],
        below_header=[
            wages,
            [None] * 7 + ["Chức vụ", "Thâm niên nghề (%)"],
            ["A", "B", 1, 2, 3, 4, 5, 6, 7, 8, 9],
            ["I", "Tăng"],
            ["I.1", "Lao động"],
        ],
        between={6: [[None, "Cộng tăng"], ["II", "Giảm"], ["II.1", "Lao động"]]},
        foot=[
            [None, "Cộng giảm"],
            [],
            ["Cán bộ thu", None, None, "Người lập biểu", None, None, "Thủ trưởng đơn vị"],
            [],
            ["Hà Thị Thu", None, None, "Lý Văn Biểu"],
        ],
        merges=["G4:I4", "H5:I5", "A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "F4:F6", "G5:G6"],
    )
    table.header_row = OneOf((4, 5, 6))
    return one(name, table, sheet="D02-TS")


def _pay_sheet(name: str) -> Fixture:
    """Give sums kept back, by the names of what they are kept back for."""
    group: Row = ["NO", "NIK", "NAMA", "GAJI", "TUNJANGAN", None, "POTONGAN", None, None, "TTD"]
    table = lay(
        indonesian(11, 311),
        [
            number(""),
            col("", "employee_number"),
            col("", "full_name"),
            col("POKOK", "wage"),
            free("MAKAN", 300_000),
            free("TRANSPORT", 200_000),
            free("BPJS TK", 90_000),
            free("BPJS KES", 45_000),
            free("SPSI", 45_000),
            free(""),
        ],
        above=[["PT MAJU TERUS"], ["DAFTAR GAJI KARYAWAN"]],
        group=group,
        foot=[
            [None, None, "JUMLAH", 40_000_000],
            ["Disetujui,", None, None, "Dibuat oleh,"],
            [],
            ["H. Suryadi Contoh", None, None, "Lina Marlina Contoh"],
        ],
        merges=["E3:F3", "G3:I3"],
    )
    return one(name, table)


def _emergency_contacts() -> Fixture:
    """Give the kin of each worker beside the worker: a list of workers all the same."""
    table = lay(
        indonesian(18, 312),
        [
            col("NIK Karyawan", "employee_number"),
            col("Nama Karyawan", "full_name"),
            sex("Jenis Kelamin", "Perempuan", "Laki-laki"),
            born("Tanggal Lahir"),
            col("No. KTP", "identity_number"),
            col("Departemen", "department"),
            hired("Tanggal Masuk"),
            free("Kontak Darurat", "Orang Rumah"),
            free("Hubungan", "Suami"),
            free("No HP Darurat", "081200000000"),
        ],
    )
    return one("id_emergency_contacts.xlsx", table)


def _time_sheet() -> Fixture:
    """Give days that hold P for everybody: leave, not the sex."""
    days = [free(str(day), "P" if day == 2 else "x") for day in range(1, 8)]
    table = lay(
        vietnamese(14, 313),
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ tên", "full_name"),
            col("Tổ", "department"),
            *days,
            free("Tổng công", 26.5),
        ],
        above=[["BẢNG CHẤM CÔNG THÁNG 5/2024"]],
        foot=[
            [None, None, "Tổng cộng", None, 90],
            [None, "Người chấm công", None, None, "Phụ trách bộ phận"],
            [],
            [None, "Võ Thị Chấm Thử"],
        ],
    )
    for values in table.people.values():
        values["sex"] = EMPTY
    return one("vn_days_of_leave.xlsx", table)


def _labour_form() -> Fixture:
    """Give form 01a-LĐTL, whose numbered columns leave some out with dots."""
    table = lay(
        vietnamese(8, 314),
        [
            number(),
            col("Họ và tên", "full_name"),
            unsaid("Cấp bậc chức vụ", "B3/7"),
            *(free(str(day), "+") for day in (1, 2)),
            free("…"),
            free("Quy ra công", 26),
        ],
        above=[["Đơn vị:", "Công ty Làng Chài"], ["Họ và tên người chấm công:", "Lê Thị Thử"]],
        below_header=[["A", "B", "C", 1, 2, "...", 32]],
    )
    return one("vn_numbered_with_dots.xls", table)


def _phone_form() -> Fixture:
    """Give answers to a form: "Có" is yes, no woman."""
    table = lay(
        vietnamese(12, 315),
        [
            free("Dấu thời gian", _ANSWERED),
            Col("Họ và tên (viết hoa có dấu)", "full_name", of(lambda p: p.full_name.upper())),
            born("Ngày tháng năm sinh"),
            Col("Số CCCD (12 số)", "identity_number", of(lambda p: int(p.identity_number))),
            Col("Số điện thoại liên hệ", "phone", of(lambda p: int(p.phone))),
            free("Bạn có tự nguyện gia nhập Công đoàn không?", "Có"),
        ],
    )
    table.fields["A"] = OneOf((None,))
    for values in table.people.values():
        values["sex"] = EMPTY
    return one("vn_form_answers.xlsx", table)


def _phone_form_indonesian() -> Fixture:
    def spaced(person: Person) -> str:
        return f"+62 {person.phone[1:4]}-{person.phone[4:8]}-{person.phone[8:]}"

    table = lay(
        indonesian(10, 316),
        [
            free("Timestamp", _ANSWERED),
            col("Email Address", "email"),
            col("Nama Lengkap (sesuai KTP)", "full_name"),
            col("Nomor Induk Kependudukan (16 digit)", "identity_number"),
            Col("Nomor WhatsApp aktif", "phone", of(spaced)),
            free("Apakah bersedia menjadi anggota serikat?", "Ya, bersedia"),
        ],
    )
    return one("id_form_answers.xlsx", table)


def _three_columns() -> Fixture:
    """Give day, month and year in three columns that no header groups."""

    def full(person: Person) -> str:
        return person.born_on

    table = lay(
        vietnamese(12, 317),
        [
            number(),
            col("Họ và tên", "full_name"),
            Col("Ngày", "born_on", of(lambda p: p.born.day), full),
            Col("Tháng", "born_on", of(lambda p: p.born.month), full),
            Col("Năm sinh", "born_on", of(lambda p: p.born.year), full),
            col("Bộ phận", "department"),
        ],
    )
    last = max(table.people)
    table.rows[last - 1][2:4] = [31, 2]
    table.people[last]["born_on"] = EMPTY
    expected = table.expected(flagged=frozenset({last}), warned=True)
    return as_file("vn_born_in_three_columns.xlsx", table.sheet(), expected=expected)


def _place_over_two() -> Fixture:
    table = lay(
        indonesian(9, 318),
        [
            number("No."),
            col("N a m a", "full_name"),
            fixed("Tempat", "birth_place", "Pekalongan"),
            born("Tanggal", text=True),
            sex("L/P", "P", "L"),
            col("Alamat Lengkap", "present_address", "address"),
        ],
        group=["No.", "N a m a", "Tempat & Tanggal Lahir", None, "L/P", "Alamat Lengkap"],
        merges=["C1:D1", "A1:A2", "B1:B2", "E1:E2", "F1:F2"],
    )
    return one("id_place_and_date_below.xlsx", table)


def _given_name_first() -> Fixture:
    """Give the given name before the rest, as for sorting: names still begin with the surname."""

    def whole(person: Person) -> str:
        return person.full_name

    table = lay(
        vietnamese(13, 319),
        [
            number(),
            Col("TÊN", "full_name", at("given"), whole),
            Col("HỌ LÓT", "full_name", at("family"), whole),
            col("MSCN", "employee_number"),
            born("NGÀY SINH"),
        ],
    )
    return one("vn_given_name_first.xlsx", table)


def _numbers_in_names() -> Fixture:
    people = vietnamese(9, 320)
    lines = [
        ((f"{row}. {person.full_name}", person.phone),
         {"full_name": person.full_name, "phone": person.phone})
        for row, person in enumerate(people, 1)
    ]  # fmt: skip
    return book("vn_numbers_in_names.xlsx", ("Họ và tên", "Điện thoại"), lines)


def _addressed() -> Fixture:
    """Give names with Mr. and Ms. under English headers: Vietnamese people all the same."""

    def addressed(person: Person) -> str:
        return ("Ms. " if person.sex == "female" else "Mr. ") + person.full_name

    table = lay(
        vietnamese(11, 321),
        [
            number("No"),
            Col("Full name", "full_name", of(addressed)),
            Col("D.O.B", "born_on", of(lambda p: f"{p.born:%d-%b-%y}")),
            col("ID Card No.", "identity_number"),
            hired("Start date"),
            col("Dept", "department"),
            unsaid("Section", "S1"),
            Col("Mobile", "phone", of(lambda p: "84" + p.phone[1:])),
        ],
    )
    for row, person in zip(table.people, vietnamese(11, 321), strict=True):
        table.people[row]["sex"] = person.sex
    return one("vn_addressed.xlsx", table)


def _merged_departments() -> Fixture:
    """Give a department once, in a cell merged over all its people."""
    table = lay(
        vietnamese(12, 322),
        [fixed("Bộ phận", "department", "Tổ Hoàn thành"), number(), col("Họ và tên", "full_name"),
         col("CCCD", "identity_number"), col("SĐT", "phone")],
    )  # fmt: skip
    for row in range(2, 14):
        table.rows[row - 1][0] = ("Tổ Một", None, None, None)[(row - 2) % 4]
        table.people[row]["department"] = "Tổ Một"
    table.merges = ["A2:A5", "A6:A9", "A10:A13"]
    return one("vn_merged_departments.xlsx", table)


def _short_years() -> Fixture:
    """Give births as two digits under two letters, beside the number that restarts per group."""
    table = lay(
        vietnamese(10, 323),
        [Col("TT", None, lambda _person, row: (row - 1) % 5 + 1), col("HỌ VÀ TÊN", "full_name"),
         Col("SN", "born_on", of(lambda p: f"{p.born.year % 100:02d}"), lambda p: str(p.born.year)),
         col("SỐ ĐT", "phone")],
        above=[["DANH SÁCH HỘI VIÊN"]],
        below_header=[[], ["I", "TỔ CÔNG ĐOÀN SỐ 1 (05 người)"]],
        between={5: [["II", "TỔ CÔNG ĐOÀN SỐ 2 (05 người)"]]},
        foot=[["Tổng số: 10 đồng chí"], [None, None, None, "T/M BCH CÔNG ĐOÀN"]],
    )  # fmt: skip
    return one("vn_short_years.xls", table)


def _two_unions() -> Fixture:
    """Give the day of joining the youth union before that of joining the trade union."""
    table = lay(
        vietnamese(12, 324),
        [number(), col("Họ và tên đoàn viên", "full_name"), born(),
         free("Ngày vào Đoàn", "26/03/2008"),
         fixed("Ngày vào Công đoàn", "joined_on", "2015")],
    )  # fmt: skip
    return one("vn_two_unions.xlsx", table)


def _short_words_in_vni() -> Fixture:
    """Give a header of initials in VNI: no syllables by which to know it."""
    header = [vni(text) for text in ("STT", "Họ và tên", "Đơn vị", "Ngày vào CĐ")]
    lines = [
        ((row, vni(p.full_name), vni(p.department), "03/02/2015"),
         {"full_name": p.full_name, "department": p.department, "joined_on": "2015-02-03"})
        for row, p in enumerate(vietnamese(9, 325), 1)
    ]  # fmt: skip
    return book("vn_initials_in_vni.xls", tuple(header), lines)


def _in_and_out() -> Fixture:
    """Give two rows a person, in and out, the name on the first only."""
    rows: list[Row] = [["Mã NV", "Họ tên", None, 1, 2, 3]]
    found: dict[int, dict[str, Any]] = {}
    for person in vietnamese(7, 326):
        rows.append([person.employee_number, person.full_name, "Vào", "07:28", "07:29", "07:25"])
        found[len(rows)] = {
            "full_name": person.full_name,
            "employee_number": person.employee_number,
        }
        rows.append([None, None, "Ra", "17:02", "17:01", "17:05"])
    expected = Expected(people=found, header_row=1, fields={"C": None})
    return as_file("vn_in_and_out.xlsx", Sheet("CC", rows), expected=expected)


def _health_insurance() -> Fixture:
    table = lay(
        indonesian(12, 327),
        [number("NO"), free("NO KARTU BPJS", "0001000007777"), free("NO. KK", "3215000000000001"),
         col("NIK", "identity_number"), col("NAMA LENGKAP", "full_name"), free("PISAT", 1),
         born("TANGGAL LAHIR"), free("KODE KECAMATAN", "0114"), free("KELAS RAWAT", 2),
         hired("TMT KERJA"), col("GAJI POKOK+TUNJANGAN TETAP", "wage")],
    )  # fmt: skip
    return one("id_health_insurance.xlsx", table)


def _leavers() -> Fixture:
    """Give a column that only tells what became of the insurance book."""
    table = lay(
        vietnamese(10, 328),
        [number(), col("MÃ NV", "employee_number"), col("HỌ TÊN", "full_name"), hired("NGÀY VÀO"),
         fixed("NGÀY NGHỈ", "left_on", dt.date(2023, 5, 2), "2023-05-02"),
         fixed("TÌNH TRẠNG", "status", "Đã nghỉ việc", "left"), free("SỔ BHXH", "Đã trả")],
    )  # fmt: skip
    return one("vn_leavers_of_a_year.xlsx", table)


def _kept_from_excel() -> Fixture:
    """Give text whose numbers a program kept from Excel by writing them as formulas."""
    people = indonesian(8, 329)
    lines = ["No,Nama,No HP", *(f'{n},{p.full_name},="{p.phone}"' for n, p in enumerate(people, 1))]
    found = {n: {"full_name": p.full_name, "phone": p.phone} for n, p in enumerate(people, 2)}
    rows: list[Row] = [line.split(",") for line in lines]
    return as_file(
        "id_kept_from_excel.csv",
        Sheet("x", rows),
        expected=Expected(people=found, header_row=1, fields={"C": "phone"}),
        delimiter=";",
    )


def _nothing_but_names() -> Fixture:
    people = vietnamese(12, 330)
    found = {row: {"full_name": person.full_name} for row, person in enumerate(people, 1)}
    rows: list[Row] = [[person.full_name] for person in people]
    expected = Expected(people=found, header_row=0, fields={"A": "full_name"}, warned=True)
    return as_file("vn_nothing_but_names.xlsx", Sheet("Sheet1", rows), expected=expected)


def _old_cards_in_text() -> Fixture:
    """Give old cards of 9 digits, some of which have lost their 0 on the way."""
    people = vietnamese(12, 331)
    cards = [f"0{12345670 + n}" if n % 4 == 0 else f"{212345600 + n}" for n in range(12)]
    lines = [
        ((n, p.full_name, card.lstrip("0")), {"full_name": p.full_name, "identity_number": card})
        for n, (p, card) in enumerate(zip(people, cards, strict=True), 1)
    ]
    return book("vn_old_cards.csv", ("STT", "Họ và tên", "CMND"), lines)


def _side_by_side() -> Fixture:
    """Give two lists beside each other: the second is told of, not lost in silence."""
    left, right = vietnamese(10, 332), vietnamese(10, 333)
    table: Table = lay(
        left,
        [number(), col("Mã NV", "employee_number"), col("Họ tên", "full_name"), free(None),
         Col("STT", None, lambda _p, row: row),
         Col("Mã NV", None, lambda _p, row: right[row - 1].employee_number),
         Col("Họ tên", None, lambda _p, row: right[row - 1].full_name)],
        above=[["DANH SÁCH CA 1", None, None, None, "DANH SÁCH CA 2"]],
    )  # fmt: skip
    return as_file("vn_side_by_side.xlsx", table.sheet(), expected=table.expected(warned=True))


def _sheet_per_team() -> Fixture:
    """Give a sheet per team: one is read, the others are named."""
    teams = [
        lay(vietnamese(8, 334 + team),
            [number(), col("Mã NV", "employee_number"), col("Họ và tên", "full_name"), born(),
             Col("Ghi chú", None, const(None))])
        for team in range(3)
    ]  # fmt: skip
    sheets = [team.sheet(f"Tổ {n}") for n, team in enumerate(teams, 1)]
    expected = teams[0].expected(sheet="Tổ 1", warned=True, kinds={"Tổ 2": "people"})
    expected.fields.pop("E")  # type: ignore[attr-defined] - a dictionary here
    return as_file("vn_sheet_per_team.xlsx", *sheets, expected=expected)


def _job_types() -> Fixture:
    """Give kinds of jobs that are no kinds of contracts: they are kept as they are."""
    table = lay(
        indonesian(13, 340),
        [number("NO"), col("NAME", "full_name"), col("ID NO", "employee_number"),
         col("SECTION", "department"), free("JOB TYPE", "DIRECT"), hired("JOIN DATE"),
         sex("", "FEMALE", "MALE")],
    )  # fmt: skip
    return one("id_job_types.xlsx", table)


def _children() -> Fixture:
    """Give a list of members' children: no member is named in a column of names."""
    rows: list[Row] = [["STT", "Họ tên cháu", "Ngày sinh", "Con anh/chị", "Bộ phận", "Quà"]]
    rows += [
        [n, f"{p.family} Bé", dt.date(2016, 3, n), p.full_name, p.department, "1 phần"]
        for n, p in enumerate(vietnamese(9, 341), 1)
    ]
    return as_file(
        "vn_members_children.xlsx", Sheet("1-6", rows), expected=Expected(no_people=True)
    )


def _years_by_sex() -> Fixture:
    """Give the year of birth under Nam or Nữ, with no word of birth above them."""

    def year_of(wanted: str) -> Any:
        return of(lambda person: person.born.year if person.sex == wanted else None)

    table = lay(
        vietnamese(14, 342),
        [number(), col("Họ và tên", "full_name"), unsaid("Nam", year_of("male")),
         unsaid("Nữ", year_of("female")), col("Số CCCD", "identity_number"),
         fixed("Ngày vào CĐ", "joined_on", "1/5/2020", "2020-05-01")],
    )  # fmt: skip
    for row, person in zip(table.people, vietnamese(14, 342), strict=True):
        table.people[row] |= {"sex": person.sex, "born_on": str(person.born.year)}
    return one("vn_years_by_sex.xlsx", table)


def _chinese_alone() -> Fixture:
    """Give headers in Chinese alone over Vietnamese people, their Chinese names beside them."""
    table = lay(
        vietnamese(9, 343),
        [col("工号", "employee_number"), free("中文名", "阮氏花"), col("越文名", "full_name"),
         sex("性别", "女", "男"), born("出生日期"), hired("入职日期"), col("部门", "department")],
    )  # fmt: skip
    return one("vn_chinese_alone.xlsx", table)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _insurance_list("vn_d02_ts.xlsx"),
        _insurance_list("vn_d02_ts_old.xls"),
        _pay_sheet("id_pay_sheet.xlsx"),
        _pay_sheet("id_pay_sheet_old.xls"),
        _emergency_contacts(),
        _time_sheet(),
        _labour_form(),
        _phone_form(),
        _phone_form_indonesian(),
        _three_columns(),
        _place_over_two(),
        _given_name_first(),
        _numbers_in_names(),
        _addressed(),
        _merged_departments(),
        _short_years(),
        _two_unions(),
        _short_words_in_vni(),
        _in_and_out(),
        _health_insurance(),
        _leavers(),
        _kept_from_excel(),
        _nothing_but_names(),
        _old_cards_in_text(),
        _side_by_side(),
        _sheet_per_team(),
        _job_types(),
        _children(),
        _years_by_sex(),
        _chinese_alone(),
    ]
