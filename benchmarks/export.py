# SPDX-License-Identifier: Apache-2.0
"""Export of members to Excel, beside openpyxl (write-only) and XlsxWriter.

Every writer gets the same invented rows and makes the same sheet: styled and frozen headings,
filter, widths, dates as dd/mm/yyyy, amounts as #,##0, numbers that Excel would spoil as text.
XlsxWriter is no dependency of unionbook: install it to have it measured.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measuring import Comparison, Contender, Figures, Subject, stopwatch
from unionbook.domain.fields import Kind
from unionbook.excel.member_list import member_columns, write_member_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIELDS = (
    ("local_number", Kind.NUMBER_CODE),
    ("full_name", Kind.NAME),
    ("sex", Kind.CHOICE),
    ("born_on", Kind.DATE),
    ("identity_number", Kind.IDENTITY),
    ("phone", Kind.PHONE),
    ("email", Kind.EMAIL),
    ("department", Kind.TEXT),
    ("job", Kind.TEXT),
    ("wage", Kind.MONEY),
    ("joined_on", Kind.DATE),
    ("permanent_address", Kind.TEXT),
)
DATES = [number for number, (_name, kind) in enumerate(FIELDS) if kind is Kind.DATE]
AMOUNT = 9
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Siti", "Budi")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Hữu", "Putri", "Agus")
GIVEN = ("An", "Bình", "Đào", "Hà", "Hùng", "Lan", "Sơn", "Wati", "Thảo")


def members(count: int) -> list[tuple[object, ...]]:
    """Give ``count`` invented members as the register keeps them."""
    first = date(1960, 1, 1)
    return [
        (
            f"{n:06}",
            f"{FAMILY[n % 8]} {MIDDLE[n // 8 % 8]} {GIVEN[n % 9]}",
            ("female", "male")[n % 2],
            (first + timedelta(days=n * 7 % 15_000)).isoformat(),
            f"0{n * 7919 % 10**11:011}",
            f"09{n * 104_729 % 10**8:08}",
            f"person{n}@example.org",
            f"Chuyền may số {n % 60}",
            ("Công nhân may", "Thợ cắt & ủi", "QC", "Bảo trì")[n % 4],
            4_960_000 + n % 97 * 25_000,
            (date(2010, 1, 1) + timedelta(days=n * 3 % 5_500)).isoformat(),
            f"Số {n % 300}, ấp {n % 12}, xã Bình An" if n % 5 else None,
        )
        for n in range(count)
    ]


def typed(row: tuple[object, ...]) -> list[object]:
    """Give a row with its dates as objects, as the other writers want them."""
    values = list(row)
    for number in DATES:
        values[number] = date.fromisoformat(str(values[number]))
    return values


def by_unionbook(path: Path, rows: list[tuple[object, ...]]) -> None:
    write_member_list(path, fields=[name for name, _kind in FIELDS], rows=rows, title="Members")


def by_openpyxl(path: Path, rows: list[tuple[object, ...]]) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Members")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:L{len(rows) + 1}"
    for number in range(len(FIELDS)):
        sheet.column_dimensions[chr(65 + number)].width = 18
    header = []
    for name, _kind in FIELDS:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="FF1F5C5C")
        header.append(cell)
    sheet.append(header)
    for row in rows:
        values = typed(row)
        for number in (*DATES, AMOUNT):
            cell = WriteOnlyCell(sheet, values[number])
            cell.number_format = "#,##0" if number == AMOUNT else "dd/mm/yyyy"
            values[number] = cell
        sheet.append(values)
    workbook.save(path)


def by_xlsxwriter(path: Path, rows: list[tuple[object, ...]]) -> None:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet("Members")
    header = workbook.add_format({"bold": True, "bg_color": "#1F5C5C"})
    text = workbook.add_format({"num_format": "@"})
    day, amount = (workbook.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "#,##0"))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(FIELDS) - 1)
    sheet.set_column(0, len(FIELDS) - 1, 18)
    for column, (name, _kind) in enumerate(FIELDS):
        sheet.write_string(0, column, name, header)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(typed(row)):
            if column == AMOUNT:
                sheet.write_number(number, column, value, amount)
            elif column in DATES:
                sheet.write_datetime(number, column, value, day)
            elif value is not None:
                sheet.write_string(number, column, value, text)
    workbook.close()


def _write(
    write: Callable[[Path, list[tuple[object, ...]]], None], folder: Path, count: int
) -> Figures:
    # Unlike things are not compared: the kinds above must be those of the record.
    columns = member_columns([name for name, _kind in FIELDS])
    assert [column.kind for column in columns] == [kind for _name, kind in FIELDS]
    rows, path = members(count), folder / "list.xlsx"
    with stopwatch() as writing:
        write(path, rows)
    assert path.stat().st_size > 0
    return {"write": writing}


SUBJECT = Subject(
    "export",
    {
        "unionbook": Contender(partial(_write, by_unionbook)),
        "openpyxl write-only": Contender(partial(_write, by_openpyxl), "openpyxl"),
        "XlsxWriter constant_memory": Contender(partial(_write, by_xlsxwriter), "xlsxwriter"),
    },
    (
        Comparison("export, styled", "write", "openpyxl write-only", ratio=1),
        Comparison("export, styled (aim)", "write", "XlsxWriter constant_memory", ratio=1),
    ),
)
