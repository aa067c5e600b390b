# SPDX-License-Identifier: Apache-2.0
"""Workbooks in which there is nobody to import: said so, and nothing taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .model import Expected, Fixture, Sheet
from .people import vietnamese
from .tables import as_file

_NOBODY = Expected(no_people=True)


def _districts() -> Fixture:
    rows: list[list[Any]] = [["STT", "Mã quận huyện", "Tên quận huyện", "Mã tỉnh", "Tên tỉnh"]]
    names = ["Tân Châu", "Hòa Thành", "Gò Dầu", "Bến Cầu", "Trảng Bàng", "Dương Minh Châu"]
    rows += [[n, f"{700 + n}", names[n % 6], "72", "Tây Ninh"] for n in range(1, 60)]
    return as_file("other_districts.xlsx", Sheet("Danh mục", rows), expected=_NOBODY)


def _contracts() -> Fixture:
    header = ["STT", "Số hợp đồng", "Đối tác", "Ngày ký", "Giá trị", "Ghi chú"]
    rows: list[list[Any]] = [["DANH MỤC HỢP ĐỒNG"], [], header]
    rows += [[n, f"{n:02d}/HĐMB-2025", f"Công ty TNHH Vật tư số {n}", dt.date(2025, 1 + n % 12, 5),
              n * 12_500_000, None] for n in range(1, 40)]  # fmt: skip
    return as_file("other_contracts.xlsx", Sheet("HĐ", rows), expected=_NOBODY)


def _budget() -> Fixture:
    rows: list[list[Any]] = [["DỰ TOÁN THU CHI TÀI CHÍNH CÔNG ĐOÀN NĂM 2025"],
                             ["TT", "Nội dung", "Mã số", "Dự toán", "Quyết toán"]]  # fmt: skip
    items = ["Thu đoàn phí", "Thu kinh phí", "Thu khác", "Chi chăm lo", "Chi tuyên truyền",
             "Chi quản lý", "Chi khen thưởng", "Nộp cấp trên", "Số dư cuối kỳ"]  # fmt: skip
    rows += [[n, item, 20 + n, n * 1_000_000, n * 950_000] for n, item in enumerate(items, 1)]
    return as_file("other_budget.xls", Sheet("B07", rows), expected=_NOBODY)


def _fingerprints() -> Fixture:
    """Give a machine's log: 127 rows, one per person and day, of 13 people."""
    people = vietnamese(13, 160)
    rows: list[list[Any]] = [["Mã N.Viên", "Tên nhân viên", "Phòng ban", "Ngày", "Thứ", "Giờ vào",
                              "Giờ ra", "Tổng giờ"]]  # fmt: skip
    for n in range(127):
        person = people[n % 13]
        rows.append([person.employee_number, person.full_name, person.department,
                     dt.date(2025, 9, 1 + n // 13), "Hai", "07:28", "16:32", 8.07])  # fmt: skip
    return as_file("other_fingerprint_log.xlsx", Sheet("Chi tiết", rows), expected=_NOBODY)


def _fingerprints_indonesian() -> Fixture:
    names = ["Suwarno", "Tuminah", "Ketut Rai", "Marbun S."]
    rows: list[list[Any]] = [
        ["No. ID", "Nama", "Tanggal", "Scan Masuk", "Scan Pulang", "Terlambat"]
    ]
    for day in range(1, 26):
        rows += [[n, name, f"{day:02d}/03/2025", "07:01", "16:05", ""]
                 for n, name in enumerate(names, 1)]  # fmt: skip
    return as_file("other_scan_log.csv", Sheet("Log", rows), expected=_NOBODY)


def _one_sheet_per_person() -> Fixture:
    def card(name: str, n: int) -> Sheet:
        rows: list[list[Any]] = [
            ["PHIẾU ĐOÀN VIÊN"], [], ["Họ và tên:", name], ["Ngày sinh:", dt.date(1985, n, n)],
            ["Giới tính:", "Nữ"], ["Số CCCD:", f"04018500000{n}"], ["Bộ phận:", "Tổ may"],
            ["Ngày vào công đoàn:", "01/06/2015"], [], [None, "Chữ ký"],
        ]  # fmt: skip
        return Sheet(name[:31], rows)

    names = ["Kha Thị Lài", "Vi Văn Sung", "Lô Thị Ngát", "Lương Thị Dâu"]
    return as_file(
        "other_sheet_per_person.xlsx",
        *(card(name, n) for n, name in enumerate(names, 1)),
        expected=_NOBODY,
    )


def _products() -> Fixture:
    rows: list[list[Any]] = [["Mã hàng", "Tên hàng", "Đơn vị", "Số lượng", "Đơn giá"]]
    goods = ["Áo sơ mi nam", "Quần tây nữ", "Vải kate", "Chỉ may", "Kim máy", "Cúc nhựa"]
    rows += [[f"H{n:03d}", goods[n % 6], "cái", n * 3, n * 1500] for n in range(1, 50)]
    return as_file("other_goods.csv", Sheet("Kho", rows), expected=_NOBODY)


def _schedule() -> Fixture:
    rows: list[list[Any]] = [["LỊCH CÔNG TÁC TUẦN"], ["Thứ", "Sáng", "Chiều", "Địa điểm"]]
    rows += [[f"Thứ {n}", "Họp ban chấp hành", "Kiểm tra an toàn", "Hội trường"]
             for n in range(2, 8)]  # fmt: skip
    return as_file("other_schedule.ods", Sheet("Tuần 12", rows), expected=_NOBODY)


def _only_header() -> Fixture:
    rows: list[list[Any]] = [["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Bộ phận"]]
    expected = Expected(kinds={"Mẫu": "people"}, header_row=1)
    return as_file("header_but_nobody.xlsx", Sheet("Mẫu", rows), expected=expected)


def _companies() -> Fixture:
    """Give a federation's list of branches: names, addresses and phones, but no people."""
    rows: list[list[Any]] = [["STT", "Tên doanh nghiệp", "Địa chỉ", "Điện thoại", "Số lao động",
                              "Số đoàn viên"]]  # fmt: skip
    rows += [[n, f"Công ty TNHH MTV Thành Công {n}", f"KCN số {n}", f"027438{n:05d}", n * 40,
              n * 35] for n in range(1, 45)]  # fmt: skip
    return as_file("other_companies.xlsx", Sheet("CĐCS", rows), expected=_NOBODY)


def _pay_slips() -> Fixture:
    """Give pay slips to cut apart: a block of labels and values for each person."""
    rows: list[list[Any]] = []
    for n, person in enumerate(vietnamese(15, 161), 1):
        rows += [
            ["PHIẾU LƯƠNG THÁNG 9/2025"],
            ["Họ tên:", person.full_name, None, "Mã NV:", person.employee_number],
            ["Lương cơ bản:", person.wage, None, "Ngày công:", 26],
            ["Phụ cấp:", 730_000, None, "BHXH:", -400_000],
            ["Thực lĩnh:", person.wage + n, None, "Ký nhận:", None],
            [],
        ]
    return as_file("other_pay_slips.xlsx", Sheet("Phiếu", rows), expected=_NOBODY)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _districts(),
        _contracts(),
        _budget(),
        _fingerprints(),
        _fingerprints_indonesian(),
        _one_sheet_per_person(),
        _products(),
        _schedule(),
        _only_header(),
        _companies(),
        _pay_slips(),
    ]
