# SPDX-License-Identifier: Apache-2.0
"""A reminder says what is owed for which months; several lie on a page, none is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pdf

from unionbook.reports.dues_reminder import Reminder, reminders
from unionbook.reports.page import Letterhead, Printed

HEAD = Letterhead("CĐ các KCN", "CĐCS Xuân Phát")
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
ONE = Reminder(
    "Đặng Nguyễn Ngọc Trường Giang",
    "0017",
    "May 2",
    66_600,
    (("2026-01", 33_300), ("2026-02", 33_300)),
)


def make(*found: Reminder) -> bytes:
    return reminders(
        found, letterhead=HEAD, printed=PRINTED, currency="VND", treasurer="Phạm Thu Hà"
    )


def test_everything_owed_is_on_the_slip() -> None:
    (text,) = pdf.pages(make(ONE))
    for shown in (ONE.name, "0017", "May 2", "66,600 VND", "01/2026: 33,300", "02/2026: 33,300",
                  "Phạm Thu Hà", "09/03/2026", HEAD.branch):  # fmt: skip
        assert shown in text, shown


def test_three_lie_on_a_page() -> None:
    pages = pdf.pages(make(*(replace(ONE, number=f"{n:04d}") for n in range(7))))
    assert len(pages) == 3
    assert [page.count("REMINDER OF DUES") for page in pages] == [3, 3, 1]


def test_many_months_are_added_up_from_the_oldest() -> None:
    months = tuple((f"{2024 + n // 12}-{n % 12 + 1:02d}", 1_000) for n in range(20))
    (text,) = pdf.pages(make(replace(ONE, total=20_000, months=months)))
    assert "earlier: 8,000" in text
    assert "08/2025: 1,000" in text
    assert "08/2024" not in text
