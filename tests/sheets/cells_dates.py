# SPDX-License-Identifier: Apache-2.0
"""Cells with dates in every form that was seen."""

from __future__ import annotations

import datetime as dt

from .literal import book
from .model import EMPTY, Fixture, NoneOf, OneOf

_HEADER = ("STT", "Họ và tên", "Ngày sinh")


def _mixed_in_one_column() -> Fixture:
    written = [
        (dt.date(1988, 4, 3), "1988-04-03"),
        ("15/08/1990", "1990-08-15"),
        ("5/8/1990", "1990-08-05"),
        ("1990-12-31", "1990-12-31"),
        ("07-11-1985", "1985-11-07"),
        ("07.11.1985", "1985-11-07"),
        ("12/5/88", "1988-05-12"),
        ("01/02/03", OneOf(("2003-02-01",))),
        ("1990", "1990"),
        (1991, "1991"),
        ("/ /1986", "1986"),
        ("  /  /1987", "1987"),
        ("00/00/1992", "1992"),
        ("00/07/1993", "1993-07"),
        ("05/1988", "1988-05"),
        ("9//2025", NoneOf(("2025-09-01", "2025-01-09", "2025-09"))),
        ("31/02/1990", NoneOf(("1990-02-28", "1990-03-03", "1990-03-02"))),
        (" 03 / 04 / 1979 ", "1979-04-03"),
        ("'20/10/1977", "1977-10-20"),
        ("1975-06-01 00:00:00", "1975-06-01"),
        ("19/13/1980", NoneOf(("1980-01-19", "1981-01-19"))),
        ("chưa rõ", EMPTY),
    ]
    lines = [
        ((n, f"Người Sinh {chr(64 + n)}", cell), {"born_on": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book(
        "dates_mixed.xlsx", _HEADER, lines, fields={"C": "born_on"},
        named=(17, 18, 22, 23), flagged=frozenset({17, 18, 22}),
    )  # fmt: skip


def _years_only() -> Fixture:
    lines = [
        ((n, f"Cô Chú Bác {chr(64 + n)}", 1960 + n), {"born_on": str(1960 + n)})
        for n in range(1, 20)
    ]
    return book("birth_years.xlsx", ("STT", "Họ tên", "Năm sinh"), lines, fields={"C": "born_on"})


def _years_under_a_date_header() -> Fixture:
    """Give years as numbers under "Ngày sinh": 1985 is a year, not the 7th of June 1905."""
    lines = [
        ((n, f"Anh Chị Em {chr(64 + n)}", float(1980 + n)), {"born_on": str(1980 + n)})
        for n in range(1, 16)
    ]
    return book("years_under_date_header.xls", _HEADER, lines, fields={"C": "born_on"})


def _serials_without_format() -> Fixture:
    """Give days as bare numbers, their date format lost by pasting values."""
    days = [dt.date(1980 + n, n, 2 * n) for n in range(1, 13)]
    start = dt.date(1899, 12, 30).toordinal()
    lines = [
        ((n, f"Mất Dạng {chr(64 + n)}", day.toordinal() - start), {"born_on": day.isoformat()})
        for n, day in enumerate(days, 1)
    ]
    return book("dates_as_bare_numbers.xlsx", _HEADER, lines, fields={"C": "born_on"})


def _indonesian_words() -> Fixture:
    written = [
        ("12 Agustus 2015", "2015-08-12"),
        ("1 Mei 2016", "2016-05-01"),
        ("30 Nopember 2014", "2014-11-30"),
        ("7 Pebruari 2013", "2013-02-07"),
        ("17 Agt 2012", "2012-08-17"),
        ("05 Okt 2011", "2011-10-05"),
        ("3 Desember 2010", "2010-12-03"),
        ("15-Jan-2019", "2019-01-15"),
        ("28 JUNI 2018", "2018-06-28"),
        (dt.date(2017, 3, 9), "2017-03-09"),
    ]
    lines = [
        ((n, f"Karyawan Coba {chr(64 + n)}", cell), {"hired_on": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book("dates_in_words_id.xlsx", ("No", "Nama", "Tanggal Masuk"), lines)


def _american_order() -> Fixture:
    """Give a column in month-day order, as its days over 12 show."""
    written = [
        ("03/25/1990", "1990-03-25"), ("12/31/1988", "1988-12-31"), ("07/19/1992", "1992-07-19"),
        ("04/05/1991", "1991-04-05"), ("11/30/1985", "1985-11-30"), ("02/14/1993", "1993-02-14"),
    ]  # fmt: skip
    lines = [
        ((f"E{n}", f"Sample Person {chr(64 + n)}", cell), {"born_on": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book("dates_month_first.csv", ("Employee ID", "Full Name", "Date of Birth"), lines)


def _impossible() -> Fixture:
    """Give births in the future and before anybody's: they are not taken as they stand."""
    lines = [
        ((1, "Bế Thị Mây", "01/01/2090"), {"born_on": NoneOf(("2090-01-01",))}),
        ((2, "Nông Văn Gió", dt.date(1900, 1, 1)), {"full_name": "Nông Văn Gió"}),
        ((3, "Hoàng Thị Mưa", "12/03/1987"), {"born_on": "1987-03-12"}),
        ((4, "Lương Văn Nắng", "30/04/1975"), {"born_on": "1975-04-30"}),
    ]
    return book("dates_impossible.xlsx", _HEADER, lines, named=(2, 3), flagged=frozenset({2}))


def _with_times() -> Fixture:
    lines = [
        ((n, f"Giờ Giấc {chr(64 + n)}", dt.datetime(1990, n, 5, 0, 0, 0)),  # noqa: DTZ001 - Excel knows no zones
         {"born_on": f"1990-{n:02d}-05"})
        for n in range(1, 10)
    ]  # fmt: skip
    return book("dates_with_times.xlsx", _HEADER, lines)


def _vietnamese_words() -> Fixture:
    lines = [
        ((1, "Triệu Thị Pao", "ngày 12 tháng 3 năm 1989"), {"born_on": "1989-03-12"}),
        ((2, "Giàng A Páo", "3 tháng 5, 1990"), {"born_on": OneOf(("1990-05-03", None))}),
        ((3, "Vàng Thị Dợ", "20/11/1984"), {"born_on": "1984-11-20"}),
        ((4, "Sùng A Tủa", "Năm 1983"), {"born_on": OneOf(("1983", None))}),
    ]
    return book("dates_in_words_vi.xlsx", _HEADER, lines, named=(3, 5))


def _in_text_file() -> Fixture:
    lines = [
        (("K01", "Made Wirata", "31/01/1990", "2019-07-15"),
         {"born_on": "1990-01-31", "hired_on": "2019-07-15"}),
        (("K02", "Nyoman Sari", "5/2/1991", "2020-01-02"),
         {"born_on": "1991-02-05", "hired_on": "2020-01-02"}),
        (("K03", "Wayan Darma", "1989", "2021-12-30"),
         {"born_on": "1989", "hired_on": "2021-12-30"}),
    ]  # fmt: skip
    header = ("ID Karyawan", "Nama", "Tgl Lahir", "Tgl Masuk")
    return book("dates_two_forms.txt", header, lines, written={"delimiter": "\t"})


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _mixed_in_one_column(),
        _years_only(),
        _years_under_a_date_header(),
        _serials_without_format(),
        _indonesian_words(),
        _american_order(),
        _impossible(),
        _with_times(),
        _vietnamese_words(),
        _in_text_file(),
    ]
