# SPDX-License-Identifier: Apache-2.0
"""The list: every row once, whole, under a header, on numbered pages."""

from __future__ import annotations

import re
from datetime import date

import pdf
import pytest

from unionbook import texts
from unionbook.reports.member_list import member_list
from unionbook.reports.page import Letterhead, Printed

HEAD = Letterhead("Công đoàn các KCN tỉnh Bình Hòa", "CĐCS Công ty TNHH May mặc Xuân Phát")
PRINTED = Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9))
FIELDS = ["employee_number", "full_name", "sex", "born_on", "department"]
WIDE = [*FIELDS, "identity_number", "phone", "joined_on", "status", "wage"]


def rows(count: int) -> list[tuple[object, ...]]:
    return [
        (
            f"NV{at:05d}",
            f"Nguyễn Thị Ngọc {at}",
            "female" if at % 3 else "male",
            "1988-04-12",
            "Kho",
        )
        for at in range(1, count + 1)
    ]


def wide_rows(count: int) -> list[tuple[object, ...]]:
    return [
        (*row, "001088012345", "0912345678", "2019-05-01", "active", 12345678)
        for row in rows(count)
    ]


def make(fields: list[str], shown: list[tuple[object, ...]], **more: object) -> bytes:
    return member_list(letterhead=HEAD, printed=PRINTED, fields=fields, rows=shown, **more)


def test_every_row_is_there_once_and_in_order() -> None:
    text = pdf.words(make(FIELDS, rows(300)))
    assert re.findall(r"NV\d{5}", text) == [f"NV{at:05d}" for at in range(1, 301)]
    assert pdf.is_composed(text)


def test_header_page_number_and_printer_stand_on_every_page() -> None:
    pages = pdf.pages(make(FIELDS, rows(300)))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "Full name" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Printed by Trần Thị Ngọc Ánh on 09/03/2026" in page
        assert HEAD.branch in page


def test_totals_count_by_sex() -> None:
    text = pdf.words(make(FIELDS, rows(1200)))
    assert "Total: 1,200 members" in text
    assert "Female: 800" in text
    assert "Male: 400" in text


def test_an_empty_list_says_so() -> None:
    assert "Total: 0 members" in pdf.words(make(FIELDS, []))
    assert len(pdf.pages(make(FIELDS, []))) == 1


def test_few_columns_stand_upright_and_many_lie() -> None:
    upright = pdf.read(make(FIELDS, rows(5))).pages[0].mediabox
    lying = pdf.read(make(WIDE, wide_rows(5))).pages[0].mediabox
    assert upright.height > upright.width
    assert lying.width > lying.height


def test_values_are_shown_as_people_write_them() -> None:
    text = pdf.words(make(WIDE, wide_rows(1)))
    for shown in ("12/04/1988", "001088012345", "12,345,678", "01/05/2019", "Member"):
        assert shown in text
    texts.use("vi")
    assert "12.345.678" in pdf.words(make(WIDE, wide_rows(1)))


def test_empty_values_stay_empty() -> None:
    text = pdf.words(make(FIELDS, [("NV1", "Lý A Sử", None, "", None)]))
    assert "None" not in text


def test_long_cells_wrap_and_lose_nothing() -> None:
    name = "Raden Mas Haji Muhammad Abdurrahman Wirjosoebroto Kusumaningrat Al-Habsyi " * 3
    word = "SieuDaiKhongCoKhoangTrang" * 8
    text = pdf.words(make(FIELDS, [*rows(40), ("NV9", name, "male", "1979", word)]))
    assert " ".join(name.split()) in text
    assert word in text.replace(" ", "")
    assert "…" not in text


def test_a_row_higher_than_a_page_goes_on_over_the_page() -> None:
    content = make(FIELDS, [("NV1", "Trịnh " * 2000, "male", "", ""), *rows(3)])
    text = pdf.words(content)
    assert text.count("Trịnh") == 2000
    assert "NV00003" in text


def test_fonts_are_embedded() -> None:
    assert all(pdf.fonts(make(FIELDS, rows(3))).values())


def test_signatures_stand_below() -> None:
    places = [("Chairperson", ""), ("Secretary", "Trần Thị Ngọc Ánh")]
    text = pdf.words(make(FIELDS, rows(3), signatories=places))
    assert text.index("Total") < text.index("Chairperson") < text.index("Secretary")
    assert text.count("Trần Thị Ngọc Ánh") == 2


@pytest.mark.parametrize("count", range(25, 50))
def test_signatures_never_stand_on_a_page_alone(count: int) -> None:
    content = make(FIELDS, rows(count), signatories=[("Chairperson", ""), ("Secretary", "")])
    last = pdf.pages(content)[-1]
    assert "Chairperson" in last
    assert "Secretary" in last
    assert f"NV{count:05d}" in last


def test_progress_reaches_the_end_and_may_stop_the_work() -> None:
    heard: list[tuple[int, int]] = []
    make(FIELDS, rows(200), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (200, 200)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        make(FIELDS, rows(200), progress=stop)
