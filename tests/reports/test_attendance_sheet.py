# SPDX-License-Identifier: Apache-2.0
"""The sheet names everybody who is expected, and has room for more."""

from __future__ import annotations

from datetime import date

import pdf
import pytest

from unionbook.reports.attendance_sheet import Attendee, Meeting, attendance_sheet
from unionbook.reports.page import Letterhead, Printed

HEAD = Letterhead("Công đoàn các KCN tỉnh Bình Hòa", "CĐCS Công ty TNHH May mặc Xuân Phát")
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
MEETING = Meeting("Hội nghị đoàn viên 2026", "2026-03-20", "14:00", "Nhà ăn số 2")


def people(count: int) -> list[Attendee]:
    return [Attendee(f"Lê Thị Ỷ {at}", f"NV{at:04d}", "Chuyền may 1") for at in range(1, count + 1)]


def make(count: int, **more: int) -> bytes:
    return attendance_sheet(
        letterhead=HEAD, printed=PRINTED, meeting=MEETING, people=people(count), **more
    )


def test_everybody_and_the_spare_rows_are_numbered() -> None:
    text = pdf.words(make(60, spare=3))
    for one in people(60):
        assert one.full_name in text
        assert one.number in text
    for number in ("61", "62", "63"):
        assert number in text
    assert "Expected: 60" in text


def test_the_meeting_stands_above() -> None:
    text = pdf.pages(make(3))[0]
    for shown in ("Hội nghị đoàn viên 2026", "20/03/2026", "14:00", "Nhà ăn số 2"):
        assert shown in text


@pytest.mark.parametrize("count", [0, 1, 21, 22, 23, 24, 40])
def test_signatures_end_the_sheet_and_are_not_torn_apart(count: int) -> None:
    last = pdf.pages(make(count))[-1]
    assert "Chair of the meeting" in last
    assert "Minute taker" in last
    assert "Present" in last


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    assert "…" not in pdf.words(make(30))
