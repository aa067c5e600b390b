# SPDX-License-Identifier: Apache-2.0
"""A report in a workbook: sums can be added up there, texts stay texts."""

from __future__ import annotations

import python_calamine

from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable
from unionbook.excel.money_report import write_report

REPORT = ReportTable(
    "grid",
    "Dues",
    "2026-01",
    "2026-02",
    (
        ReportColumn("Number"),
        ReportColumn("Since", Cell.DATE),
        ReportColumn("Months", Cell.COUNT),
        ReportColumn("01", Cell.MONEY),
        ReportColumn("02", Cell.MARK),
    ),
    (("0001", "2026-01-05", 2, 40_000, "x"), ("=1+1", "", None, "25/40", None)),
    ("", "", 2, -40_000, None),
    notes=("A remark.",),
)


def test_a_report_reads_back(tmp_path):
    path = tmp_path / "a.xlsx"
    assert write_report(path, REPORT, notes=("CĐCS Sao Mai",)).rows == 3
    book = python_calamine.load_workbook(str(path))
    head, first, second, total = book.get_sheet_by_index(0).to_python()
    assert head == ["Number", "Since", "Months", "01", "02"]
    assert (first[0], first[1].isoformat(), *first[2:]) == ("0001", "2026-01-05", 2, 40_000, "x")
    assert second == ["=1+1", "", "", "25/40", ""]
    assert total == ["", "", 2, -40_000, ""]
    notes = str(book.get_sheet_by_index(1).to_python())
    assert "CĐCS Sao Mai" in notes
    assert "A remark." in notes


def test_a_report_without_totals_ends_with_its_rows(tmp_path):
    from dataclasses import replace

    path = tmp_path / "a.xlsx"
    assert write_report(path, replace(REPORT, total=None)).rows == 2
