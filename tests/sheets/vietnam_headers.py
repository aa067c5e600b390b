# SPDX-License-Identifier: Apache-2.0
"""The header lines seen in Vietnamese offices, each as a workbook of its own."""

from __future__ import annotations

import datetime as dt

from .model import EMPTY, Fixture, OneOf
from .people import vietnamese
from .tables import (
    Col,
    as_file,
    at,
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

COMPANY = ["CÔNG TY TNHH MAY MẶC BÌNH MINH XANH"]
_DAYS = list(range(1, 32))


def _signing_list() -> Fixture:
    table = lay(
        vietnamese(24, 2),
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ và tên", "full_name"),
            col("Chức danh", "job"),
            free("Ký nhận\n(Ghi họ tên)"),
        ],
        above=[COMPANY, ["DANH SÁCH NHẬN QUÀ TẾT"], []],
        merges=["A1:E1", "A2:E2"],
        foot=[
            [],
            [None, "Người lập", None, "Kế toán", "Giám đốc"],
            [],
            [],
            [None, "Trần Thị Mận", None, "Lê Văn Khế", "Đỗ Hữu Cam"],
        ],
    )
    return one("vn_signing_list.xlsx", table, sheet="Danh sách")


def _payroll_with_phone_money() -> Fixture:
    """Give the payroll where "Điện thoại" is an allowance of money, not a phone number."""
    people = vietnamese(31, 3)
    table = lay(
        people,
        [
            number("Stt"),
            col("Mã nhân viên", "employee_number"),
            col("Họ và Tên", "full_name"),
            unsaid("ghi chú"),
            col("Chức vụ", "job"),
            col("Mức lương", "wage"),
            free("Xăng xe", 300_000),
            free("Điện thoại", 200_000),
            free("Trách nhiệm", 500_000),
            Col("Tổng tiền", None, of(lambda person: person.wage + 1_000_000)),
            unsaid("Mức đóng bảo hiểm", of(lambda person: person.wage)),
            born("Ngày Sinh"),
            hired("Ngày vào làm việc"),
            col("CMT", "identity_number"),
            fixed("Ngày cấp", "identity_issued_on", dt.date(2019, 5, 12), "2019-05-12"),
            fixed("Nơi cấp", "identity_issued_by", "CA Bình Dương"),
        ],
        above=[COMPANY, ["BẢNG LƯƠNG THÁNG 10 NĂM 2025"]],
        foot=[[None, None, "Tổng cộng", None, None, sum(person.wage for person in people)]],
    )
    for values in table.people.values():
        values["phone"] = EMPTY
    return one("vn_payroll_phone_money.xlsx", table, sheet="T10")


def _time_sheet() -> Fixture:
    weekdays = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    days = [free(weekdays[day % 7], "X" if day % 7 < 6 else None) for day in range(31)]
    table = lay(
        vietnamese(42, 4),
        [
            number("TT"),
            col("Mã NV", "employee_number"),
            col("Họ tên", "full_name"),
            col("Vị trí", "job"),
            *days,
            free("Tổng cộng", 26),
        ],
        above=[COMPANY, ["BẢNG CHẤM CÔNG"], ["Tháng 9 năm 2025"]],
        group=["TT", "Mã NV", "Họ tên", "Vị trí", *_DAYS, "Tổng cộng"],
        merges=["A4:A5", "B4:B5", "C4:C5", "D4:D5"],
        foot=[[], ["Ký hiệu: X: đi làm; P: nghỉ phép; Ô: ốm"]],
    )
    return one("vn_time_sheet.xlsx", table, sheet="Chấm công")


def _time_sheet_by_team() -> Fixture:
    days = [free(str(day), 1) for day in _DAYS]
    table = lay(
        vietnamese(18, 5),
        [
            number(),
            col("mã nhân vien", "employee_number"),
            col("Họ tên", "full_name"),
            Col("tổ", "department", at("department")),
            *days,
        ],
    )
    return one("vn_time_sheet_team.xls", table)


def _contacts() -> Fixture:
    table = lay(
        vietnamese(55, 6),
        [
            number(),
            col("Bộ phận", "department"),
            col("Mã nhân viên", "employee_number"),
            col("Họ và tên", "full_name"),
            born("Ngày tháng năm sinh", text=True),
            col("Vị trí công việc", "job"),
            col("Email", "email"),
            phone_number("Số ĐT"),
        ],
    )
    return one("vn_contacts.xlsx", table)


def _students_like() -> Fixture:
    """Give the list whose column "Nữ" has a mark only for women."""
    marked = Col(
        "Nữ",
        "sex",
        of(lambda person: "x" if person.sex == "female" else None),
        lambda person: "female" if person.sex == "female" else OneOf(("male", None)),
    )
    table = lay(
        vietnamese(60, 7),
        [
            number("Stt"),
            col("Mã SV", "employee_number"),
            col("Họ và tên", "full_name"),
            unsaid("Lớp", "D15"),
            born(),
            marked,
            unsaid("Tình trạng"),
            unsaid("Lý do"),
            unsaid("Địa chỉ", at("address")),
            unsaid("Địa chỉ GD"),
            unsaid("ĐT GĐ"),
            Col("ĐT DĐ", "phone", at("phone")),
            col("Email", "email"),
        ],
    )
    del table.fields["B"]
    for values in table.people.values():
        del values["employee_number"]
    return one("vn_women_marked.xls", table)


def _two_name_columns() -> Fixture:
    table = lay(
        vietnamese(33, 8),
        [
            number(),
            unsaid("Họ đệm", at("family")),
            Col("Tên", "", at("given")),
            unsaid("Mã SV", at("employee_number")),
            born(),
            sex("Giới tính", "Nữ", "Nam"),
            unsaid("Điểm danh họp 25/9", "x"),
        ],
        above=[["DANH SÁCH LỚP TẬP HUẤN CÁN BỘ CÔNG ĐOÀN"], [], []],
    )
    people = vietnamese(33, 8)
    for values, person in zip(table.people.values(), people, strict=True):
        values["full_name"] = person.full_name
    return one("vn_name_in_two.xlsx", table)


def _contracts_and_cards() -> Fixture:
    table = lay(
        vietnamese(47, 9),
        [
            number(),
            col("Mã nhân viên", "employee_number"),
            col("Họ tên", "full_name"),
            col("Vị trí/ Chức vụ", "job"),
            col("Bộ phận/ Phòng ban", "department"),
            col("Số CMTND/ Hộ chiếu", "identity_number"),
            fixed("Nơi cấp", "identity_issued_by", "Cục CS QLHC về TTXH"),
            fixed("Ngày cấp\n(ngày/tháng/năm)", "identity_issued_on", "03/08/2021", "2021-08-03"),
            born(text=True),
            sex("Giới tính", "Nữ", "Nam"),
            fixed("Quốc tịch", "nationality", "Việt Nam", OneOf(("Việt Nam", "VN"))),
            fixed("Dân tộc", "ethnicity", "Kinh"),
            col("Số điện thoại", "phone"),
            col("Email", "email"),
            fixed("Số hợp đồng lao động", "contract_number", "12/2022/HĐLĐ"),
            fixed(
                "Loại hợp đồng lao động", "contract_kind", "Không xác định thời hạn", "indefinite"
            ),
            col("Mức lương cơ bản", "wage"),
            col("Nơi ở hiện tại", "present_address", "address"),
        ],
        above=[COMPANY, []],
    )
    return one("vn_contracts_cards.xlsx", table, sheet="DS lao động")


def _social_insurance_wide() -> Fixture:
    people = vietnamese(120, 10)
    filler = [unsaid(f"Chỉ tiêu {n}", None) for n in range(1, 24)]
    table = lay(
        people,
        [
            number(),
            col("Họ và tên", "full_name"),
            born("Ngày tháng năm sinh", text=True),
            sex("Giới tính", "Nữ", "Nam"),
            fixed("Quốc tịch", "nationality", "Việt Nam", OneOf(("Việt Nam", "VN"))),
            fixed("Dân tộc", "ethnicity", "Kinh"),
            free("Có mã số BHXH hay chưa?", "Có"),
            Col(
                "Mã số BHXH",
                "social_insurance_number",
                of(lambda person: "79" + person.phone[2:]),
                lambda person: "79" + person.phone[2:],
            ),
            col("Số CMND/CCCD/Hộ chiếu", "identity_number"),
            col("Điện thoại liên hệ", "phone"),
            col("Email", "email"),
            *filler,
            col("Chức vụ, chức danh nghề, nơi làm việc", "job"),
            Col("Hệ số/Mức lương", "wage", at("wage"), lambda person: person.wage),
            free("Phụ cấp chức vụ", 0),
            free("Phụ cấp thâm niên vượt khung (%)", 0),
            free("Phụ cấp thâm niên nghề (%)", 0),
            free("Các khoản bổ sung", 0),
            unsaid("Ngày bắt đầu", "01/01/2020"),
            unsaid("Ngày kết thúc"),
            unsaid("Tỷ lệ đóng", 32),
            unsaid("Phương án", "ON"),
            unsaid("Mã vùng sinh sống"),
            unsaid("Mức hưởng BHYT", 80),
            unsaid("Ghi chú"),
        ],
    )
    return one("vn_social_insurance_47_columns.xlsx", table, sheet="Dữ Liệu")


def _card_list() -> Fixture:
    table = lay(
        vietnamese(15, 11),
        [
            col("Mã thẻ", "card_number", "employee_number"),
            col("Họ tên", "full_name"),
            unsaid("Ghi chú (Bộ phận/Tham gia/Vắng)", at("department")),
        ],
    )
    table.fields["A"] = OneOf(("card_number", "employee_number"))
    for values in table.people.values():
        del values["card_number"]
    return one("vn_card_list.xlsx", table)


def _headers_run_together() -> Fixture:
    table = lay(
        vietnamese(26, 12),
        [
            number("stt"),
            col("MaNV", "employee_number"),
            col("HoTen", "full_name"),
            born("NgaySinh", text=True),
            sex("GioiTinh", "Nu", "Nam"),
            col("SoCMND", "identity_number"),
            col("DienThoai", "phone"),
            col("PhongBan", "department"),
            col("ChucVu", "job"),
            col("LuongCB", "wage"),
        ],
    )
    return one("vn_headers_run_together.csv", table)


def _headers_shouted() -> Fixture:
    people = vietnamese(37, 13)
    table = lay(
        people,
        [
            number("STT"),
            Col("HỌ VÀ TÊN (*)", "full_name", of(lambda person: person.full_name.upper())),
            born("NGÀY THÁNG\nNĂM SINH *"),
            sex("NAM/NỮ", "NỮ", "NAM"),
            col("SỐ CCCD (*)", "identity_number"),
            col("SĐT", "phone"),
            col("ĐƠN VỊ\nCÔNG TÁC", "department"),
            col("NGHỀ NGHIỆP", "job"),
        ],
        above=[["LIÊN ĐOÀN LAO ĐỘNG TỈNH"], ["CÔNG ĐOÀN CƠ SỞ"], [], ["DANH SÁCH ĐOÀN VIÊN"], []],
    )
    for name in ("G", "H"):
        del table.fields[name]
    for values in table.people.values():
        del values["department"], values["job"]
    return as_file(
        "vn_headers_shouted.xls", table.sheet("DSDV"), expected=table.expected(header_row=6)
    )


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _signing_list(),
        _payroll_with_phone_money(),
        _time_sheet(),
        _time_sheet_by_team(),
        _contacts(),
        _students_like(),
        _two_name_columns(),
        _contracts_and_cards(),
        _social_insurance_wide(),
        _card_list(),
        _headers_run_together(),
        _headers_shouted(),
    ]
