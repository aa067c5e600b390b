# SPDX-License-Identifier: Apache-2.0
"""Lists that every Vietnamese union office and personnel office keeps."""

from __future__ import annotations

from .model import EMPTY, Fixture, OneOf, Sheet
from .people import Person, vietnamese
from .tables import (
    Col,
    Row,
    as_file,
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
    phone_number,
    sex,
    unsaid,
)


def _union_members() -> Fixture:
    """Give the list of union members with birth years in two columns, Nam and Nữ."""
    people = vietnamese(64, 20)
    table = lay(
        people,
        [
            number("TT"),
            col("Họ và tên đoàn viên", "full_name"),
            unsaid("Nam", of(lambda person: _year(person, "male"))),
            unsaid("Nữ", of(lambda person: _year(person, "female"))),
            fixed("Dân tộc", "ethnicity", "Kinh"),
            fixed("Chức vụ công đoàn", "union_post", "Đoàn viên"),
            fixed("Ngày vào công đoàn", "joined_on", "15/08/2018", "2018-08-15"),
            col("Số thẻ đoàn viên", "card_number", "employee_number"),
            unsaid("Ghi chú"),
        ],
        above=[
            ["LĐLĐ HUYỆN BÌNH CHÂU", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["CĐCS CÔNG TY GIÀY TÂN PHÚ AN", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["DANH SÁCH ĐOÀN VIÊN CÔNG ĐOÀN NĂM 2025"],
            [],
        ],
        group=[
            "TT", "Họ và tên đoàn viên", "Năm sinh", None, "Dân tộc", "Chức vụ công đoàn",
            "Ngày vào công đoàn", "Số thẻ đoàn viên", "Ghi chú",
        ],
        merges=["A4:I4", "C6:D6", "A6:A7", "B6:B7", "E6:E7"],
        foot=[
            [],
            [None, "Tổng số: 64 đoàn viên"],
            [None, None, None, None, None, "TM. BAN CHẤP HÀNH"],
            [None, None, None, None, None, "CHỦ TỊCH"],
            [],
            [None, None, None, None, None, "Nguyễn Thị Bưởi"],
        ],
    )  # fmt: skip
    for values, person in zip(table.people.values(), people, strict=True):
        values["born_on"] = str(person.born.year)
        values["sex"] = OneOf((person.sex, None))
    return one("vn_union_members.xlsx", table, sheet="DS Đoàn viên")


def _year(person: Person, wanted: str) -> int | None:
    return person.born.year if person.sex == wanted else None


def _payroll_with_sections() -> Fixture:
    people = vietnamese(75, 21)
    between: dict[int, list[Row]] = {
        0: [["I", "Ban Giám đốc"]],
        6: [["", "Cộng", None, None, 90_000_000], ["II", "Khối văn phòng"]],
        25: [["", "Cộng", None, None, 150_000_000], ["III", "Khối sản xuất"]],
    }
    table = lay(
        people,
        [
            number(),
            col("Họ và tên", "full_name"),
            col("Mã NV", "employee_number"),
            col("Chức vụ", "job"),
            col("Lương cơ bản", "wage"),
            free("Ngày công", 26),
            free("Phụ cấp ăn ca", 730_000),
            free("BHXH (8%)", 400_000),
            free("BHYT (1,5%)", 80_000),
            free("BHTN (1%)", 50_000),
            free("Đoàn phí", 25_000),
            free("Thực lĩnh", 8_123_456),
            free("Ký nhận"),
        ],
        above=[
            ["Đơn vị: Công ty CP Gỗ Trường Xuân"],
            ["BẢNG THANH TOÁN TIỀN LƯƠNG"],
            ["Tháng 8/2025"],
        ],
        below_header=[list("ABCDEFGHIJKLM")],
        between=between,
        foot=[
            ["", "Cộng", None, None, 300_000_000],
            ["", "TỔNG CỘNG", None, None, 540_000_000],
            [],
            [None, "Bằng chữ: Năm trăm bốn mươi triệu đồng chẵn."],
            [None, "Người lập biểu", None, None, "Kế toán trưởng", None, None, "Giám đốc"],
            [None, "(Ký, họ tên)", None, None, "(Ký, họ tên)", None, None, "(Ký, họ tên)"],
            [],
            [None, "Phạm Thị Mùi", None, None, "Hoàng Văn Thân", None, None, "Vũ Đức Dậu"],
        ],
        merges=["A2:M2", "A3:M3"],
    )
    return one("vn_payroll_sections.xlsx", table, sheet="Luong T8")


def _labour_list_two_rows() -> Fixture:
    people = vietnamese(58, 22)
    table = lay(
        people,
        [
            number(),
            col("Họ và tên", "full_name"),
            unsaid("Ngày", of(lambda person: person.born.day)),
            unsaid("Tháng", of(lambda person: person.born.month)),
            unsaid("Năm", of(lambda person: person.born.year)),
            sex("Giới tính", "Nữ", "Nam"),
            col("Số", "identity_number"),
            fixed("Ngày cấp", "identity_issued_on", "20-11-2021", "2021-11-20"),
            fixed("Nơi cấp", "identity_issued_by", "Cục CSQLHC"),
            hired("Ngày bắt đầu làm việc"),
            col("Tổ/Chuyền", "department"),
        ],
        above=[["DANH SÁCH LAO ĐỘNG"], []],
        group=[
            "STT", "Họ và tên", "Ngày, tháng, năm sinh", None, None, "Giới tính",
            "CCCD/CMND", None, None, "Ngày bắt đầu làm việc", "Tổ/Chuyền",
        ],
        merges=["C3:E3", "G3:I3", "A3:A4", "B3:B4", "F3:F4", "J3:J4", "K3:K4"],
    )  # fmt: skip
    for values, person in zip(table.people.values(), people, strict=True):
        values["born_on"] = person.born_on
    return one("vn_labour_list_day_month_year.xlsx", table)


def _three_row_header() -> Fixture:
    people = vietnamese(29, 23)
    table = lay(
        people,
        [
            number(),
            col(None, "full_name"),
            col(None, "employee_number"),
            born("Ngày sinh"),
            sex("Giới tính", "Nữ", "Nam"),
            col("Xã/Phường", "permanent_commune", "department"),
            fixed("Tỉnh", "permanent_province", "Nam Định"),
            phone_number("Di động"),
        ],
        above=[
            ["DANH SÁCH"],
            ["STT", "Họ và tên", "Mã số", "Thông tin cá nhân"],
            [None, None, None, "Cơ bản", None, "Hộ khẩu thường trú", None, "Liên hệ"],
        ],
        merges=["A2:A4", "B2:B4", "C2:C4", "D2:H2", "D3:E3", "F3:G3"],
    )
    table.rows[3][0] = None
    table.header_row = OneOf((2, 3, 4))
    del table.fields["C"]
    for values in table.people.values():
        del values["employee_number"]
    return one("vn_three_row_header.xlsx", table)


def _insurance_participants() -> Fixture:
    table = lay(
        vietnamese(91, 24),
        [
            number(),
            col("Họ và tên", "full_name"),
            Col("Mã số BHXH", "social_insurance_number", of(_insured), _insured),
            born("Ngày tháng năm sinh"),
            sex("Nữ (x)", "x", None),
            col("Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", "job"),
            col("Tiền lương", "wage"),
            free("Chức vụ", 0),
            free("Thâm niên VK (%)", None),
            free("Thâm niên nghề (%)", None),
            unsaid("Từ tháng, năm", "01/2025"),
            unsaid("Ghi chú"),
        ],
        above=[
            ["Tên đơn vị: Công ty TNHH Thủy sản Sóng Biếc", None, None, None, None, "Mẫu D02-LT"],
            ["Mã đơn vị: TZ0000Z"],
            ["DANH SÁCH LAO ĐỘNG THAM GIA BHXH, BHYT, BHTN"],
            [],
        ],
        below_header=[["A", "B", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
        between={0: [["I", "TĂNG"], ["I.1", "Lao động"]]},
        foot=[[None, "Cộng tăng"], ["II", "GIẢM"], [None, "Cộng giảm"]],
    )
    for values in table.people.values():
        values["sex"] = OneOf(("female",)) if values["sex"] == "female" else OneOf(("male", None))
    return one("vn_insurance_participants.xls", table, sheet="D02-TS")


def _insured(person: Person) -> str:
    return "0" + person.phone[1:]


def _women_workers_month_of_birth() -> Fixture:
    table = lay(
        vietnamese(22, 25),
        [
            number("Số TT"),
            col("Họ tên CNLĐ", "full_name"),
            Col(
                "Năm sinh", "born_on", of(lambda person: person.born.year),
                lambda person: str(person.born.year),
            ),
            col("Bộ phận làm việc", "department"),
            unsaid("Số con", 2),
            unsaid("Hoàn cảnh gia đình", "Khó khăn"),
            unsaid("Số tiền hỗ trợ", 500_000),
            free("Ký nhận"),
        ],
        left=1,
        above=[[], ["", "DANH SÁCH NỮ CNLĐ CÓ HOÀN CẢNH KHÓ KHĂN"], []],
        foot=[[None, None, "Cộng", None, None, None, None, 11_000_000]],
    )  # fmt: skip
    return one("vn_table_starts_in_b.xlsx", table)


def _dues_book() -> Fixture:
    months = [free(f"T{month}", 25_000) for month in range(1, 13)]
    table = lay(
        vietnamese(36, 26),
        [
            number(),
            col("Mã đoàn viên", "official_number", "employee_number"),
            col("Họ tên đoàn viên", "full_name"),
            col("Tổ công đoàn", "department"),
            *months,
            free("Tổng cộng", 300_000),
        ],
        above=[["SỔ THU ĐOÀN PHÍ CÔNG ĐOÀN NĂM 2025"]],
        foot=[[None, None, "Tổng", None] + [900_000] * 12 + [10_800_000]],
    )
    del table.fields["D"]
    for values in table.people.values():
        del values["department"]
    return one("vn_dues_book.xlsx", table)


def _rest_of_family() -> Fixture:
    """Give members beside their children: the sheet of members is offered."""
    people = vietnamese(30, 27)
    table = lay(
        people,
        [number(), col("Mã NV", "employee_number"), col("Họ và tên", "full_name"), born(),
         sex("GT", "Nữ", "Nam"), col("CCCD", "identity_number"), col("Bộ phận", "department")],
    )  # fmt: skip
    children = lay(
        vietnamese(44, 28),
        [number(), col("Mã NV", "employee_number"), unsaid("Tên nhân viên", const("x")),
         unsaid("Họ tên người phụ thuộc"), born("Ngày sinh con"), unsaid("Quan hệ", "Con")],
    )  # fmt: skip
    rooms: list[Row] = [["Phòng", "Số giường"], ["P101", 8], ["P102", 8], ["P103", 6]]
    guide = [
        ["HƯỚNG DẪN NHẬP LIỆU"],
        ["1. Không thay đổi tiêu đề cột."],
        ["2. Nhập đúng định dạng."],
    ]
    return as_file(
        "vn_family_rooms_guide.xlsx",
        Sheet("Hướng dẫn", guide),
        table.sheet("Nhân viên"),
        children.sheet("Gia đình"),
        Sheet("Phòng ở", rooms),
        Sheet("Sheet4", []),
        expected=table.expected(
            sheet="Nhân viên",
            kinds={
                "Hướng dẫn": "other",
                "Nhân viên": "people",
                "Phòng ở": "other",
                "Sheet4": "empty",
            },
        ),
    )


def _eight_hundred() -> Fixture:
    people = vietnamese(800, 29)
    table = lay(
        people,
        [
            number(),
            col("Mã số công nhân", "employee_number"),
            Col("Họ và tên", "full_name", of(lambda person: person.full_name.upper() + " ")),
            sex("Phái", "Nữ", "Nam"),
            born("Ngày sinh", text=True),
            col("Số CCCD", "identity_number"),
            phone_number("Điện thoại"),
            col("Chuyền/ Bộ phận", "department"),
            col("Công việc", "job"),
            hired("Ngày nhận việc", text=True),
            col("Lương đóng BHXH", "wage"),
        ],
        above=[["CÔNG TY TNHH GIÀY DA SAO MAI"], ["DANH SÁCH CÁN BỘ CÔNG NHÂN VIÊN"]],
    )
    return one("vn_eight_hundred.xls", table, sheet="CNV")


def _two_people() -> Fixture:
    table = lay(
        vietnamese(2, 30), [col("Họ và tên", "full_name"), born(), col("Số điện thoại", "phone")]
    )
    return one("vn_two_people.xlsx", table)


def _leavers() -> Fixture:
    people = vietnamese(17, 31)
    table = lay(
        people,
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ và tên", "full_name"),
            hired("Ngày vào"),
            fixed("Ngày nghỉ việc", "left_on", "30/09/2025", "2025-09-30"),
            unsaid("Lý do nghỉ", "Chấm dứt HĐLĐ"),
        ],
        above=[["DANH SÁCH NGHỈ VIỆC THÁNG 9"]],
    )
    return one("vn_leavers.xlsx", table)


def _password_column() -> Fixture:
    people = vietnamese(20, 32)
    table = lay(
        people,
        [
            number(),
            col("Họ và tên", "full_name"),
            unsaid("Tên đăng nhập", of(lambda person: person.employee_number.lower())),
            free("Mật khẩu", "Biminhmat#77"),
            col("Email", "email"),
        ],
    )
    for values in table.people.values():
        values["note"] = EMPTY
    fixture = one("vn_password_column.xlsx", table)
    return Fixture(
        fixture.name, fixture.build, table.expected(secrets=("Biminhmat#77",), warned=True)
    )


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _union_members(),
        _payroll_with_sections(),
        _labour_list_two_rows(),
        _three_row_header(),
        _insurance_participants(),
        _women_workers_month_of_birth(),
        _dues_book(),
        _rest_of_family(),
        _eight_hundred(),
        _two_people(),
        _leavers(),
        _password_column(),
    ]
