# SPDX-License-Identifier: Apache-2.0
"""Where the table of a sheet is."""

from __future__ import annotations

import datetime as dt

from unionbook.excel.grid import Grid
from unionbook.excel.layout import find_table, is_numbering_row


def test_a_time_sheet_is_headed_by_its_days() -> None:
    days = [dt.datetime(2025, 9, n) for n in range(1, 4)] + [dt.date(2025, 9, n) for n in (4, 5, 6)]  # noqa: DTZ001 - as cells are
    rows = [["Mã NV", "Họ tên", *days], ["A1", "Nguyễn Thị Mận", *[8.0] * 6]]
    grid = Grid("s", 0, [list(column) for column in zip(*rows, strict=True)], 2)
    table = find_table(grid)
    assert (table.header, table.first) == (0, 1)


def test_a_merged_group_names_the_columns_below_it() -> None:
    rows = [
        ["STT", "Họ và tên", "CCCD", ""],
        ["", "", "Số", "Ngày cấp"],
        ["1", "2", "3", "4"],
        [1.0, "Nguyễn Thị Mận", "079190000123", dt.date(2021, 5, 6)],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    grid = Grid("s", 0, [list(column) for column in zip(*rows, strict=True)], 4, merges)
    table = find_table(grid)
    assert (table.header, table.bottom, table.first) == (0, 1, 3)
    assert [header.shown for header in table.headers] == [
        "STT",
        "Họ và tên",
        "CCCD Số",
        "CCCD Ngày cấp",
    ]


def test_numbers_of_columns_are_no_person() -> None:
    def grid(*cells: object) -> Grid:
        return Grid("s", 0, [[cell] for cell in cells], 1)  # type: ignore[list-item] - texts only

    assert is_numbering_row(grid(1.0, 2.0, 3.0), 0)
    assert is_numbering_row(grid("A", "B", "C"), 0)
    assert is_numbering_row(grid("(1)", "(2)", "(3)=(1)+(2)"), 0)
    assert not is_numbering_row(grid(1.0, "NV1", "Nguyễn Thị Mận", "X", "X"), 0)
    assert not is_numbering_row(grid(1.0, 1.0, 1.0, 1.0), 0)
