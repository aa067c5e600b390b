# SPDX-License-Identifier: Apache-2.0
"""Invented people, the same ones every time, and the workbook that lists them.

Twelve columns as a Vietnamese company's list has them: number, name, birth, sex, identity number,
phone, e-mail, department, job, joined, wage, note. Birth and joining are real dates.
"""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh"
)
_MIDDLE = (
    "Văn Thị Đức Minh Hữu Ngọc Quang Thanh Xuân Hồng Kim Đình Công Thế Bá Mỹ Phương Tuấn Gia Khánh"
)
_GIVEN = (
    "Anh Bình Châu Dũng Đức Giang Hà Hải Hạnh Hiếu Hoa Hòa Hùng Hương Huyền Khoa Lan Linh Loan "
    "Long Mai Minh Nam Nga Nghĩa Ngọc Nhung Phong Phúc Phượng Quân Quỳnh Sơn Tâm Thảo Thắng Thu "
    "Thủy Tiến Trang Trung Tú Tuấn Tùng Uyên Vân Việt Vinh Yến Ý"
)
FAMILY, MIDDLE, GIVEN = _FAMILY.split(), _MIDDLE.split(), _GIVEN.split()
WEIGHTS = (38, 11, 10, 7, 5, 5, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1)
"""How often each family name is met among a hundred people."""
DEPARTMENTS = [f"{kind} {n}" for kind in ("Tổ may", "Phân xưởng", "Phòng") for n in range(1, 26)]
JOBS = ("Công nhân may", "Tổ trưởng", "Kỹ thuật viên", "Kế toán", "Lái xe", "Thủ kho", "Bảo vệ")

HEADERS = (
    "Mã số NV", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số điện thoại", "Email",
    "Bộ phận", "Nghề nghiệp", "Ngày vào công đoàn", "Lương", "Ghi chú",
)  # fmt: skip
FIELDS = (
    "employee_number", "full_name", "born_on", "sex", "identity_number", "phone", "email",
    "department", "job", "joined_on", "wage", "note",
)  # fmt: skip
DATES = (2, 9)
_STORED: dict[object, object] = {"Nam": "male", "Nữ": "female", "": None}
"""How a store keeps what a list says."""
_YOUNGEST, _OLDEST = date(2003, 1, 1).toordinal(), date(1962, 1, 1).toordinal()
_FIRST_DAY, _LAST_DAY = date(2004, 1, 1).toordinal(), date(2025, 12, 31).toordinal()


def people(count: int) -> Iterator[list[object]]:
    """Give ``count`` people, in the order of ``FIELDS``."""
    draw = random.Random(20)  # noqa: S311 - invented people need no cryptographic dice
    for number in range(count):
        family = draw.choices(FAMILY, WEIGHTS)[0]
        name = f"{family} {draw.choice(MIDDLE)} {draw.choice(GIVEN)}"
        yield [
            f"NV{number:07d}",
            name,
            date.fromordinal(draw.randrange(_OLDEST, _YOUNGEST)),
            draw.choice(("Nam", "Nữ")),
            f"0{draw.randrange(10**11):011d}",
            f"09{draw.randrange(10**8):08d}",
            f"{fold(name).replace(' ', '.')}{number}@example.org",
            draw.choice(DEPARTMENTS),
            draw.choice(JOBS),
            date.fromordinal(draw.randrange(_FIRST_DAY, _LAST_DAY)),
            draw.randrange(4_500_000, 40_000_000, 1000),
            "" if draw.random() < 0.8 else f"Đoàn viên ưu tú năm {2015 + number % 10}",
        ]


def stored(row: list[object]) -> list[object]:
    """Give a person as a store keeps it: dates as ISO text, codes, empty cells as None."""
    return [
        value.isoformat() if isinstance(value, date) else _STORED.get(value, value) for value in row
    ]


def write_workbook(path: Path, count: int) -> None:
    """Write the list as Excel would: shared strings, typed dates and amounts."""
    import openpyxl

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Danh sách đoàn viên")
    sheet.append(HEADERS)
    for row in people(count):
        sheet.append([value or None for value in row])
    workbook.save(path)
