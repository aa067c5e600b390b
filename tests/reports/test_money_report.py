# SPDX-License-Identifier: Apache-2.0
"""A report on paper loses no figure, however many columns it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pdf
import pytest

from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable
from unionbook.reports.money_report import cell_text, money_report, period_text
from unionbook.reports.page import Letterhead, Printed
from unionbook.reports.paper_words import read_pages

HEAD = Letterhead("CĐ các KCN", "CĐCS Xuân Phát", ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",))
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
REPORT = ReportTable(
    "cash-book",
    "Cash book",
    "2026-01",
    "2026-03",
    (
        ReportColumn("Date", Cell.DATE),
        ReportColumn("Voucher"),
        ReportColumn("Name", Cell.NAME),
        ReportColumn("In", Cell.MONEY),
    ),
    (("2026-01-05", "PT0001/2026", "Trần Văn An", 50_000), ("", "", "Lê Thị Bình", None)),
    ("", "", "Total", 1_250_000_000),
    about="111 Cash",
    form="S11-H",
    notes=("A remark.",),
)


def make(report: ReportTable) -> bytes:
    return money_report(report, letterhead=HEAD, printed=PRINTED, signers=("A B", "C D", "E F"))


def test_everything_is_on_the_paper() -> None:
    (text,) = pdf.pages(make(REPORT))
    for shown in (
        "Cash book", "01/2026 – 03/2026 · 111 Cash · Form S11-H", "05/01/2026", "PT0001/2026",
        "50,000", "1,250,000,000", "A remark.", "A B", "C D", "E F", HEAD.branch,
    ):  # fmt: skip
        assert shown in text, shown


def test_rows_are_numbered_and_places_to_sign_left_out_where_asked() -> None:
    text = pdf.words(make(replace(REPORT, numbered=True, signed=False)))
    assert "No." in text
    assert "(signature" not in text
    assert "No." not in pdf.words(make(REPORT))


def wide(amount: int) -> ReportTable:
    months = tuple(ReportColumn(f"{number:02d}", Cell.MONEY) for number in range(1, 13))
    row = ("Nguyễn Thị Hồng Nhung", *[amount] * 11, f"{amount:,}/{amount + 1:,}")
    return replace(
        REPORT,
        columns=(ReportColumn("Full name", Cell.NAME), *months),
        rows=(row,) * 40,
        total=("Total", *[amount * 40] * 12),
        numbered=True,
    )


@pytest.mark.parametrize("amount", [20_000, 253_000])
def test_twelve_months_keep_every_sum_whole_and_names_readable(amount: int) -> None:
    content = make(wide(amount))
    text = pdf.words(content)
    assert text.count(f"{amount:,} ") >= 40 * 11
    assert text.count(f"{amount * 40:,}") == 12
    assert "Nguyễn Thị Hồng" in text
    assert len(pdf.pages(content)) <= 4
    width, height = (float(one) for one in pdf.read(content).pages[0].mediabox[2:])
    assert width > height


def test_periods_as_people_write_them() -> None:
    assert period_text("2026-03", "2026-03") == "03/2026"
    assert period_text("2026-01", "2026-12") == "2026"
    assert period_text("2025-01", "2026-12") == "01/2025 – 12/2026"


def test_nothing_is_not_a_zero() -> None:
    money, day = ReportColumn("In", Cell.MONEY), ReportColumn("Day", Cell.DATE)
    assert [cell_text(money, value) for value in (None, 0, -5_000, "1/2")] == [
        "", "0", "-5,000", "1/2",
    ]  # fmt: skip
    assert cell_text(day, "2026-03") == "03/2026"


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    assert "…" not in pdf.words(make(wide(20_000)))


def test_of_two_sums_none_is_broken() -> None:
    report = replace(
        REPORT,
        columns=(ReportColumn("Name", Cell.NAME), *(ReportColumn("01", Cell.MONEY),) * 12),
        rows=(("An", *["0/56,900"] * 12),),
        total=None,
    )
    words = [word.text for word in read_pages(make(report))[0].words]
    assert words.count("56,900") + words.count("0/ 56,900") == 12
