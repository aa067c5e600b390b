# SPDX-License-Identifier: Apache-2.0
"""Lists full of columns that look like a member's own and are somebody else's or something else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .model import EMPTY, Fixture, OneOf, Sheet
from .people import Person, indonesian, vietnamese
from .tables import (
    Col,
    Table,
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
from .xlsb import write_xlsb

if TYPE_CHECKING:
    from pathlib import Path


def _relatives() -> Fixture:
    """Give names, phones and births of relatives beside the worker's own."""
    people, others = vietnamese(34, 170), iter(vietnamese(34, 171))
    table = lay(
        people,
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ và tên", "full_name"),
            born("Ngày sinh"),
            col("Số CCCD", "identity_number"),
            col("Điện thoại", "phone"),
            free("Họ tên vợ/chồng", "Người Thân Yêu"),
            free("Ngày sinh con", dt.date(2019, 6, 1)),
            free("Người liên hệ khẩn cấp", "Người Ở Quê"),
            Col("SĐT người thân", None, of(lambda _person: next(others).phone)),
        ],
    )
    for values in table.people.values():
        values["phone_other"] = EMPTY
    return one("vn_relatives_beside.xlsx", table)


def _many_numbers() -> Fixture:
    """Give tax, bank, insurance and contract numbers beside the identity number."""

    def tax(person: Person) -> str:
        return "8" + person.phone[1:]

    def insurance(person: Person) -> str:
        return "75" + person.phone[2:]

    def account(person: Person) -> str:
        return "1903" + person.phone

    table = lay(
        vietnamese(41, 172),
        [
            number(),
            col("Mã số NV", "employee_number"),
            col("Họ tên", "full_name"),
            Col("Số tài khoản", "bank_account", of(account), account),
            fixed("Ngân hàng", "bank_name", "NH Làng Chài"),
            Col("Mã số thuế", "tax_number", of(tax), tax),
            Col("Số sổ BHXH", "social_insurance_number", of(insurance), insurance),
            col("CCCD/CMND", "identity_number"),
            fixed("Số HĐLĐ", "contract_number", "07/HĐLĐ-2023"),
            fixed("Loại HĐ", "contract_kind", "Xác định thời hạn", "fixed_term"),
            free("Ngày ký HĐ", dt.date(2023, 3, 1)),
            free("Ngày hết hạn HĐ", dt.date(2026, 3, 1)),
            hired("Ngày vào công ty"),
            fixed("Ngày vào CĐ", "joined_on", dt.date(2020, 7, 28), "2020-07-28"),
            free("Ngày vào Đảng"),
        ],
    )
    return one("vn_many_numbers.xlsx", table)


def _two_languages() -> Fixture:
    table = lay(
        vietnamese(27, 173),
        [
            number("No.\nSTT"),
            col("Employee code\nMã số nhân viên", "employee_number"),
            col("Full name / Họ và tên", "full_name"),
            sex("Gender\nGiới tính", "F", "M"),
            born("DOB\nNgày sinh"),
            col("Dept.\nBộ phận", "department"),
            col("Position\nChức vụ", "job"),
            hired("Joining date\nNgày vào làm"),
            col("Basic salary\nLương cơ bản", "wage"),
        ],
        above=[["SUNNY SHOES VIETNAM CO., LTD"], ["EMPLOYEE LIST / DANH SÁCH NHÂN VIÊN"]],
    )
    return one("vn_two_languages.xlsx", table, sheet="EMP LIST")


def _chinese_headers() -> Fixture:
    table = lay(
        vietnamese(23, 174),
        [
            number("序号 STT"),
            col("工号 Mã số thẻ", "employee_number"),
            col("姓名 Họ và tên", "full_name"),
            sex("性别 Giới tính", "女 Nữ", "男 Nam"),
            born("出生日期 Ngày sinh"),
            col("部门 Bộ phận", "department"),
            hired("入职日期 Ngày vào xưởng"),
        ],
        above=[["員工名單 DANH SÁCH CNV"]],
    )
    table.fields["B"] = OneOf(("employee_number", "card_number"))
    for values in table.people.values():
        del values["employee_number"]
    return one("vn_chinese_headers.xls", table)


def _no_accents() -> Fixture:
    table = lay(
        vietnamese(39, 175),
        [
            number("TT"),
            col("Ma so NV", "employee_number"),
            col("Ho va ten", "full_name"),
            sex("Gioi tinh", "Nu", "Nam"),
            born("Ngay thang nam sinh", text=True),
            col("So CMND/CCCD", "identity_number"),
            col("Don vi", "department"),
            col("Chuc danh", "job"),
            phone_number("So dien thoai"),
        ],
    )
    del table.fields["G"]
    for values in table.people.values():
        del values["department"]
    return one("vn_no_accents.xlsx", table)


def _binary() -> Fixture:
    table = lay(
        vietnamese(46, 176),
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ và tên", "full_name"),
            sex("Giới tính", "Nữ", "Nam"),
            born("Ngày sinh", text=True),
            col("Số CCCD", "identity_number"),
            col("Phòng ban", "department"),
            col("Lương cơ bản", "wage"),
        ],
        above=[["DANH SÁCH NHÂN VIÊN"]],
    )
    name = "binary_workbook.xlsb"

    def build(folder: Path) -> Path:
        return write_xlsb(folder / name, "DS", table.rows)

    return Fixture(name, build, table.expected())


def _english() -> Fixture:
    table = lay(
        vietnamese(25, 177),
        [
            number("S/N"),
            col("Staff No.", "employee_number"),
            col("Name", "full_name"),
            sex("Sex", "Female", "Male"),
            Col("Date of birth", "born_on", of(lambda person: f"{person.born:%d-%b-%Y}")),
            col("ID card No.", "identity_number"),
            fixed("Date of issue", "identity_issued_on", "15-Mar-2020", "2020-03-15"),
            fixed("Place of issue", "identity_issued_by", "Ha Noi"),
            fixed("Nationality", "nationality", "Vietnamese", OneOf(("Vietnamese", "VN"))),
            col("Department", "department"),
            col("Job title", "job"),
            col("Mobile", "phone"),
            col("Personal email", "email"),
            hired("Start date"),
        ],
    )
    return one("en_staff_list.ods", table, sheet="Staff")


def _indonesian_family() -> Fixture:
    table = lay(
        indonesian(42, 178),
        [
            number("No"),
            col("NIP", "employee_number"),
            col("Nama Pegawai", "full_name"),
            unsaid("TTL", of(lambda p: f"Klaten, {p.born:%d-%m-%Y}")),
            sex("JK", "P", "L"),
            free("Nama Ibu Kandung", "Suginah"),
            free("Nama Suami/Istri", "Pasangan Setia"),
            col("No. KTP", "identity_number"),
            free("No. KK", "3322000000000001"),
            unsaid("No. BPJS TK", of(lambda person: "1" + person.phone[1:])),
            unsaid("NPWP", "00.000.000.0-000.000"),
            fixed("Bank", "bank_name", "Bank Sawah"),
            Col(
                "No. Rekening", "bank_account", of(lambda p: p.phone[::-1]), lambda p: p.phone[::-1]
            ),
            col("Unit Kerja", "department"),
            fixed("Status", "contract_kind", "PKWTT", "indefinite"),
        ],
    )
    del table.fields["O"]
    for values, person in zip(table.people.values(), indonesian(42, 178), strict=True):
        values["born_on"] = person.born_on
        del values["contract_kind"]
    return one("id_family_beside.xlsx", table, sheet="Pegawai")


def _two_digit_years() -> Fixture:
    table = lay(
        indonesian(33, 179),
        [
            number("NO."),
            col("NAMA KARYAWAN", "full_name"),
            Col("TGL. LAHIR", "born_on", of(lambda person: f"{person.born:%d-%m-%y}")),
            Col("TGL. MASUK", "hired_on", of(lambda person: f"{person.hired:%d-%m-%y}"),
                lambda person: person.hired_on),
            col("BAGIAN", "department"),
        ],
        above=[["DAFTAR KARYAWAN BAGIAN PRODUKSI"]],
    )  # fmt: skip
    return one("id_two_digit_years.xls", table)


def _committee() -> Fixture:
    """Give a union's officers with their post in the union and their job at the plant."""
    posts = ["Chủ tịch", "Phó chủ tịch", "Ủy viên BCH", "Ủy viên BCH", "Chủ nhiệm UBKT", "Ủy viên"]
    table = lay(
        vietnamese(6, 180),
        [
            number(),
            col("Họ và tên", "full_name"),
            born("Ngày, tháng, năm sinh", text=True),
            Col("Chức vụ Công đoàn", "", lambda _person, n: posts[n - 1]),
            col("Chức vụ chuyên môn", "job"),
            fixed("Trình độ chuyên môn", "education", "Đại học"),
            col("Số điện thoại", "phone"),
            unsaid("Ghi chú"),
        ],
        above=[["DANH SÁCH BAN CHẤP HÀNH CĐCS NHIỆM KỲ 2023 - 2028"], []],
    )
    table.fields["D"] = "union_post"
    for values, post in zip(table.people.values(), posts, strict=True):
        values["union_post"] = post
    return one("vn_committee.xlsx", table)


def _addresses() -> Fixture:
    table = lay(
        vietnamese(28, 181),
        [
            number(),
            col("Họ và tên", "full_name"),
            col("Hộ khẩu thường trú", "permanent_address", "address"),
            fixed("Nơi ở hiện nay", "present_address", "Nhà trọ số 5, khu phố 3"),
            fixed("Nơi sinh", "birth_place", "Thái Bình"),
            fixed("Nguyên quán", "birth_place", "Hưng Yên", OneOf(("Thái Bình",))),
            fixed("Tôn giáo", "religion", "Không"),
            fixed("Trình độ văn hóa", "education", "12/12"),
        ],
    )
    del table.fields["F"]
    for values in table.people.values():
        del values["birth_place"]
        values["religion"] = OneOf(("Không", None))
    return one("vn_addresses.xlsx", table)


def _broken_lines() -> Fixture:
    """Give cells with line breaks inside names, departments and headers."""
    people = vietnamese(17, 182)
    table = lay(
        people,
        [
            number("S\nT\nT"),
            Col("Họ\nvà\ntên", "full_name", of(lambda p: p.full_name.replace(" ", "\n", 1))),
            born("Ngày\nsinh"),
            Col("Bộ\nphận", "department", of(lambda p: p.department.replace(" ", " \n ", 1))),
        ],
    )
    return one("line_breaks_in_cells.xlsx", table)


def _total_in_the_header_line() -> Fixture:
    """Give a wage list whose first line under the header is the sum of all."""
    people = vietnamese(20, 183)
    total: list[Any] = [None, "TỔNG SỐ", None, sum(person.wage for person in people)]
    table = lay(
        people,
        [number(), col("Họ tên", "full_name"), col("Tổ", "department"),
         col("Tiền lương đóng BHXH", "wage")],
        below_header=[total],
    )  # fmt: skip
    return one("total_under_header.xlsx", table)


def _same_sheet_each_month() -> Fixture:
    """Give a payroll of three months, all visible: the last used is as good as the first."""

    def month(seed: int) -> Table:
        return lay(
            vietnamese(30, seed),
            [number(), col("Mã NV", "employee_number"), col("Họ tên", "full_name"),
             col("Lương CB", "wage"), free("Thực lĩnh", 7_000_000)],
            above=[["BẢNG LƯƠNG"]],
        )  # fmt: skip

    first = month(184)
    return as_file(
        "vn_payroll_three_months.xlsx",
        first.sheet("T1-2025"), first.sheet("T2-2025"), first.sheet("T3-2025"),
        Sheet("Tham số", [["Lương cơ sở", 2_340_000], ["Tỷ lệ", 0.005]]),
        expected=first.expected(
            kinds={"T1-2025": "people", "T2-2025": "people", "T3-2025": "people",
                   "Tham số": "other"},
        ),
    )  # fmt: skip


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _relatives(),
        _many_numbers(),
        _two_languages(),
        _chinese_headers(),
        _no_accents(),
        _binary(),
        _english(),
        _indonesian_family(),
        _two_digit_years(),
        _committee(),
        _addresses(),
        _broken_lines(),
        _total_in_the_header_line(),
        _same_sheet_each_month(),
    ]
