# SPDX-License-Identifier: Apache-2.0
"""Where a table stands on a sheet: headers, sections, totals, several sheets, hidden parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model import Expected, Fixture, OneOf, Sheet
from .people import Person, vietnamese
from .tables import (
    Col,
    Table,
    as_file,
    at,
    born,
    col,
    free,
    lay,
    number,
    of,
    one,
    sex,
    unsaid,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def usual(people: Sequence[Person], **more: Any) -> Table:
    """Give an everyday table of seven columns."""
    return lay(
        people,
        [
            number(),
            col("Mã NV", "employee_number"),
            col("Họ và tên", "full_name"),
            sex("Giới tính", "Nữ", "Nam"),
            born(),
            col("Số CCCD", "identity_number"),
            col("Phòng ban", "department"),
        ],
        **more,
    )


def _header_on(row: int) -> Fixture:
    titles = [["CÔNG ĐOÀN CƠ SỞ"], ["Công ty TNHH Ba Sao"], [], ["DANH SÁCH CNV"], ["Tháng 5/2025"],
              ["(Kèm theo công văn số 12/CV-CĐ)"], []]  # fmt: skip
    return one(f"header_on_row_{row}.xlsx", usual(vietnamese(9, 50 + row), above=titles[: row - 1]))


def _column_numbers_under_header() -> Fixture:
    table = usual(vietnamese(19, 60), above=[["DANH SÁCH"]], below_header=[[1, 2, 3, 4, 5, 6, 7]])
    return one("column_numbers_under_header.xlsx", table)


def _stars_under_header() -> Fixture:
    marks = [None, "(*)", "(*)", None, "(*)", "(*)", None]
    return one("stars_under_header.xlsx", usual(vietnamese(14, 61), below_header=[marks]))


def _bracketed_numbers() -> Fixture:
    marks = [f"({n})" for n in range(1, 8)]
    return one("bracketed_numbers.ods", usual(vietnamese(14, 62), below_header=[marks]))


def _header_missing() -> Fixture:
    """Give a table whose identity column has no header."""
    people = vietnamese(25, 63)
    table = lay(
        people,
        [number(), col("Họ và tên", "full_name"), born(), col(None, "identity_number"),
         col("Bộ phận", "department")],
    )  # fmt: skip
    return one("header_missing_over_identity.xlsx", table)


def _same_name_twice() -> Fixture:
    table = lay(
        vietnamese(16, 64),
        [
            number(),
            col("Họ tên", "full_name"),
            col("Số CCCD", "identity_number"),
            unsaid("Ghi chú", "a"),
            unsaid("Ghi chú", "b"),
            col("SĐT", "phone"),
        ],
    )
    return one("two_columns_same_name.xlsx", table)


def _no_header() -> Fixture:
    people = vietnamese(21, 65)
    table = lay(
        people,
        [unsaid(None, of(lambda person: person.employee_number)), unsaid(None, at("full_name")),
         unsaid(None, at("born")), unsaid(None, at("identity_number"))],
        header=False,
    )  # fmt: skip
    rows = frozenset(table.people)
    return as_file(
        "no_header_at_all.xlsx",
        table.sheet(),
        expected=Expected(header_row=0, named=rows, warned=True),
    )


def _sections_between() -> Fixture:
    between = {
        0: [["I", "BAN GIÁM ĐỐC"]],
        3: [["II", "Khối sản xuất"], ["1", "Chuyền 1"]],
        9: [["2", "Chuyền 2"]],
        15: [["III.", "KHỐI VĂN PHÒNG"]],
    }
    return one("sections_between.xls", usual(vietnamese(22, 66), between=between))


def _totals_and_notes() -> Fixture:
    between = {
        8: [[None, None, "Cộng tổ 1: 8 người"]],
        17: [[None, None, "Cộng tổ 2"], []],
    }
    foot = [
        [None, None, "Tổng cộng", None, None, None, 24],
        ["Ghi chú: danh sách này thay cho danh sách ngày 01/03."],
        [],
        [None, "Ngày 5 tháng 6 năm 2025"],
        [None, "NGƯỜI LẬP", None, None, "CHỦ TỊCH CÔNG ĐOÀN"],
        [None, "(Đã ký)", None, None, "(Đã ký)"],
        [None, "Phan Thị Sim", None, None, "Bùi Văn Mít"],
    ]
    return one("totals_and_notes.xlsx", usual(vietnamese(24, 67), between=between, foot=foot))


def _signatures_under_the_name_column() -> Fixture:
    foot = [[], [None, None, "Người lập bảng"], [], [None, None, "Nguyễn Thị Ngâu"]]
    return one("signature_in_name_column.xlsx", usual(vietnamese(13, 68), foot=foot))


def _repeated_header() -> Fixture:
    """Give a list printed on pages: the header comes again in the middle."""
    table = usual(vietnamese(30, 69))
    again = [list(table.rows[0])]
    return one("header_repeated_on_pages.xlsx", usual(vietnamese(30, 69), between={15: again}))


def _hidden_sheets() -> Fixture:
    """Give a payroll of 16 sheets, 9 of them hidden."""
    table = usual(vietnamese(40, 70))
    sheets = [Sheet("Mục lục", [["Mục lục"], ["Bảng lương"], ["Chấm công"]])]
    for month in range(1, 10):
        old = usual(vietnamese(60, 70 + month))
        sheets.append(old.sheet(f"T{month}", visible=False, very_hidden=month == 9))
    sheets.append(table.sheet("T10"))
    legend = [["Ký hiệu", "Ý nghĩa"], ["P", "Nghỉ phép"], ["Ô", "Ốm"], ["TS", "Thai sản"]]
    sheets += [Sheet("Ký hiệu", legend), Sheet("Sheet1", []), Sheet("Sheet2", [[None], [" "]])]
    holidays = [["Ngày lễ", "Tên"], ["01/01/2025", "Tết dương lịch"], ["30/04/2025", "Lễ"]]
    sheets += [Sheet("Lễ", holidays), Sheet("Thuế", [["Bậc", "Thuế suất"], [1, 0.05], [2, 0.1]])]
    return as_file(
        "sixteen_sheets_nine_hidden.xlsx",
        *sheets,
        expected=table.expected(
            sheet="T10",
            kinds={"T10": "people", "T1": "people", "Ký hiệu": "other", "Sheet1": "empty",
                   "Thuế": "other", "Lễ": "other"},
            visible={"T10": True, "T1": False, "T9": False},
        ),
    )  # fmt: skip


def _hidden_by_filter() -> Fixture:
    table = usual(vietnamese(300, 81))
    hidden = frozenset(range(8, 302))
    sheet = table.sheet("DS", hidden_rows=hidden, filter_range="A1:G301")
    return as_file(
        "hidden_by_filter.xlsx", sheet,
        expected=table.expected(hidden_rows=len(hidden), warned=True),
    )  # fmt: skip


def _hidden_by_filter_xls() -> Fixture:
    table = usual(vietnamese(12, 82))
    sheet = table.sheet("DS", hidden_rows=frozenset({4, 5, 6}))
    return as_file("hidden_rows.xls", sheet, expected=table.expected())


def _hidden_columns() -> Fixture:
    table = usual(vietnamese(18, 83))
    sheet = table.sheet("DS", hidden_columns=frozenset("BF"))
    return as_file("hidden_columns.xlsx", sheet, expected=table.expected())


def _trailing_columns() -> Fixture:
    table = usual(vietnamese(18, 84))
    for row in table.rows:
        row.extend([""] * 60)
    return one("trailing_empty_columns.xlsx", table)


def _gaps_between_people() -> Fixture:
    gaps = {5: [[]], 9: [[], []], 14: [[None, " ", "\u00a0"]], 20: [[]] * 5}
    return one("empty_rows_between.xlsx", usual(vietnamese(26, 85), between=gaps))


def _table_in_the_middle_of_notes() -> Fixture:
    """Give a table that starts in column D under a long paragraph."""
    note = (
        "Căn cứ Luật Công đoàn; căn cứ Điều lệ Công đoàn Việt Nam; căn cứ đề nghị của tổ công đoàn "
        "về việc lập danh sách đoàn viên được hưởng hỗ trợ, Ban chấp hành thông báo như sau:"
    )
    return one("table_starts_in_d.xlsx", usual(vietnamese(11, 86), above=[[note], []], left=3))


def _lookup_beside_the_table() -> Fixture:
    """Give a table with a small look-up of departments to its right."""
    table = usual(vietnamese(40, 87))
    for row, (code, name) in enumerate(
        [("Mã PB", "Tên PB"), ("KT", "Kế toán"), ("SX", "Sản xuất")]
    ):
        table.rows[row] += [None, None, code, name]
    return one("lookup_beside_table.xlsx", table)


def _two_people_sheets() -> Fixture:
    big, small = usual(vietnamese(80, 88)), usual(vietnamese(5, 89))
    return as_file(
        "bigger_list_first.xlsx",
        small.sheet("Mới vào"),
        big.sheet("Toàn công ty"),
        expected=Expected(
            kinds={"Mới vào": "people", "Toàn công ty": "people"},
            sheet="Toàn công ty",
            people=big.people,
            header_row=1,
        ),
    )


def _merged_group_with_plain_subs() -> Fixture:
    table = lay(
        vietnamese(27, 90),
        [
            number(),
            col("Họ và tên", "full_name"),
            col("Số", "identity_number"),
            Col("Ngày cấp", "identity_issued_on", at("hired"), lambda person: person.hired_on),
            col("Di động", "phone"),
            col("Email", "email"),
            free("Ký tên"),
        ],
        group=["STT", "Họ và tên", "Căn cước công dân", None, "Liên hệ", None, "Ký tên"],
        merges=["C1:D1", "E1:F1", "A1:A2", "B1:B2", "G1:G2"],
    )
    table.header_row = OneOf((1, 2))
    return one("merged_group_over_columns.xls", table)


def _title_looks_like_a_header() -> Fixture:
    """Give a title row that holds header words."""
    above = [["Danh sách họ tên, ngày sinh, giới tính, số điện thoại, bộ phận của CNLĐ"]]
    return one("title_with_header_words.xlsx", usual(vietnamese(10, 91), above=above))


def _filled_in_form_above() -> Fixture:
    above = [
        ["Tên đơn vị:", "Công ty CP Nhựa Hồng Hạc"],
        ["Địa chỉ:", "Lô 5 KCN Phú Tài"],
        ["Điện thoại:", "02563999999"],
        ["Người liên hệ:", "Lê Thị Ổi"],
        [],
    ]
    return one("form_above_table.xlsx", usual(vietnamese(15, 92), above=above))


def _one_person() -> Fixture:
    return one("one_person.xlsx", usual(vietnamese(1, 93)))


def _stray_cell_far_below() -> Fixture:
    table = usual(vietnamese(12, 94))
    table.rows += [[] for _ in range(400)] + [[None, None, None, " "], []]
    return one("stray_space_far_below.xlsx", table)


def _people_only_hidden() -> Fixture:
    """Give a book whose only people stand on a hidden sheet: offered, and said so."""
    table = usual(vietnamese(22, 96))
    index = Sheet("Bìa", [["CÔNG ĐOÀN CƠ SỞ"], ["Hồ sơ năm 2025"]])
    return as_file(
        "people_only_on_hidden_sheet.xlsx", index, table.sheet("Dữ liệu", visible=False),
        expected=table.expected(
            sheet="Dữ liệu", kinds={"Dữ liệu": "people", "Bìa": "other"},
            visible={"Dữ liệu": False}, warned=True,
        ),
    )  # fmt: skip


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        *(_header_on(row) for row in (1, 2, 3, 4, 6, 7, 8)),
        _column_numbers_under_header(),
        _stars_under_header(),
        _bracketed_numbers(),
        _header_missing(),
        _same_name_twice(),
        _no_header(),
        _sections_between(),
        _totals_and_notes(),
        _signatures_under_the_name_column(),
        _repeated_header(),
        _hidden_sheets(),
        _hidden_by_filter(),
        _hidden_by_filter_xls(),
        _hidden_columns(),
        _trailing_columns(),
        _gaps_between_people(),
        _table_in_the_middle_of_notes(),
        _lookup_beside_the_table(),
        _two_people_sheets(),
        _merged_group_with_plain_subs(),
        _title_looks_like_a_header(),
        _filled_in_form_above(),
        _one_person(),
        _stray_cell_far_below(),
        _people_only_hidden(),
    ]
