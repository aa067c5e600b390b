# SPDX-License-Identifier: Apache-2.0
"""Export of members to Excel, beside openpyxl (write-only) and XlsxWriter in the same run.

    python benchmarks/export.py [--rows 1000 10000 100000] [--repeat 3] [--skip-slow]

Every writer gets the same invented rows and makes the same sheet: styled and frozen headings,
filter, widths, dates as dd/mm/yyyy, amounts as #,##0, numbers that Excel would spoil as text.
XlsxWriter is no dependency of unionbook: install it to have it measured.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from unionbook.domain.fields import Kind
from unionbook.excel.member_list import write_member_list

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


class Memory:
    """The most memory the process held while the block ran, above what it held before, in MB."""

    def __enter__(self) -> Self:
        self.before = self.most = _resident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._over.wait(0.01):
            self.most = max(self.most, _resident())

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()
        self.used = (self.most - self.before) / 2**20


def _resident() -> int:
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


def columns_are_ours() -> None:
    """Refuse to compare unlike things: the kinds above must be those of the record."""
    from unionbook.excel.member_list import member_columns

    columns = member_columns([name for name, _kind in FIELDS])
    assert [column.kind for column in columns] == [kind for _name, kind in FIELDS]


def main() -> None:
    reader = argparse.ArgumentParser(description="Export to Excel, beside its peers")
    reader.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    reader.add_argument("--repeat", type=int, default=3)
    reader.add_argument("--skip-slow", action="store_true", help="measure unionbook alone")
    asked = reader.parse_args()
    columns_are_ours()
    writers = {"unionbook": by_unionbook}
    if not asked.skip_slow:
        writers["openpyxl write-only"] = by_openpyxl
        if importlib.util.find_spec("xlsxwriter"):
            writers["XlsxWriter constant_memory"] = by_xlsxwriter
    print(f"{'rows':>8}  {'writer':<28}{'s':>8}{'rows/s':>10}{'MB':>7}{'file MB':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for count in asked.rows:
            measure(writers, members(count), asked.repeat, Path(folder) / "out.xlsx")


def measure(writers: dict, rows: list[tuple[object, ...]], repeat: int, path: Path) -> None:
    taken: dict[str, list[float]] = {name: [] for name in writers}
    memory: dict[str, float] = {}
    size: dict[str, float] = {}
    for _turn in range(repeat):  # each in turn, so that a busy moment of the PC hits them all
        for name, write in writers.items():
            with Memory() as used:
                started = time.perf_counter()
                write(path, rows)
                taken[name].append(time.perf_counter() - started)
            memory[name] = max(memory.get(name, 0), used.used)
            size[name] = path.stat().st_size / 10**6
    ours = statistics.median(taken["unionbook"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(
            f"{len(rows):>8}  {name:<28}{middle:>8.3f}{len(rows) / middle:>10,.0f}"
            f"{memory[name]:>7.0f}{size[name]:>9.2f}{ours / middle:>8.3f}"
        )


if __name__ == "__main__":
    main()
