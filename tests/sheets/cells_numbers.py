# SPDX-License-Identifier: Apache-2.0
"""Cells with identity numbers and money, as text, as numbers and as what Excel made of them."""

from __future__ import annotations

from .literal import book
from .model import EMPTY, Fixture, NoneOf, OneOf


def _citizen_cards() -> Fixture:
    written = [
        ("079190001234", "079190001234"),
        (79190001235, "079190001235"),
        (79190001236.0, "079190001236"),
        ("079 190 001 237", "079190001237"),
        ("079.190.001.238", "079190001238"),
        ("'079190001239", "079190001239"),
        ("79190001240", "079190001240"),
        (" 079190001241\u00a0", "079190001241"),
        ("271234567", "271234567"),
        (271234568, "271234568"),
        ("025123456", "025123456"),
        (25123457, OneOf(("025123457", "25123457"))),
        ("B1234567", "B1234567"),
        ("-", EMPTY),
    ]
    lines = [
        ((n, f"Căn Cước {chr(64 + n)}", cell), {"identity_number": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book(
        "identity_numbers_mixed.xlsx", ("STT", "Họ và tên", "Số CCCD/CMND/Hộ chiếu"), lines,
        fields={"C": "identity_number"},
    )  # fmt: skip


def _nik() -> Fixture:
    written = [
        ("3322202510930001", "3322202510930001"),
        ("33.2220.251093.0002", "3322202510930002"),
        ("3322 2025 1093 0003", "3322202510930003"),
        ("'3322202510930004", "3322202510930004"),
        ("NIK: 3322202510930005", OneOf(("3322202510930005", None))),
        # A numeric cell keeps 15 digits: the sixteenth is gone, and no guess is right.
        (3322202510930006.0, OneOf(("3322202510930006", None))),
        ("3.32222E+15", NoneOf(("3322220000000000", "3.32222E+15", "33222215"))),
    ]
    lines = [
        ((n, f"Warga Nomor {chr(64 + n)}", cell, "Finishing"), {"identity_number": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book(
        "nik_written_many_ways.xlsx", ("No", "Nama", "NIK", "Bagian"), lines,
        fields={"C": "identity_number"}, named=(6, 8), flagged=frozenset({8}),
    )  # fmt: skip


def _eighteen_digits() -> Fixture:
    """Give 18-digit numbers: exact as text, spoiled as floating numbers."""
    lines = [
        (("Widodo Prasetyo", "195807121986031004", "Arsip"),
         {"employee_number": "195807121986031004"}),
        (("Endang Wahyuni", "19690908 199403 2 006", "Arsip"),
         {"employee_number": "196909081994032006"}),
        (("Sri Rejeki Handayani", "198001012005012003", "Umum"),
         {"employee_number": "198001012005012003"}),
        (("Tukimin", 1.95807e17, "Umum"),
         {"employee_number": NoneOf(("1.95807E+17", "1.95807e+17", "195807000000000000"))}),
    ]  # fmt: skip
    return book(
        "nip_eighteen_digits.xlsx", ("Nama", "NIP", "Bagian"), lines,
        fields={"B": "employee_number"}, named=(5,), flagged=frozenset({5}),
    )  # fmt: skip


def _same_number_twice() -> Fixture:
    lines = [
        ((1, "Trương Thị Na", "052190000001"), {"full_name": "Trương Thị Na"}),
        ((2, "Trương Văn Mãng", "052090000002"), {"full_name": "Trương Văn Mãng"}),
        ((3, "Trương Thị Cầu", "052190000001"), {"full_name": "Trương Thị Cầu"}),
        ((4, "Trương Văn Cóc", "052190000001"), {"full_name": "Trương Văn Cóc"}),
        ((5, "Trương Thị Xoan", "052190000005"), {"full_name": "Trương Thị Xoan"}),
    ]
    return book(
        "same_identity_number.xlsx", ("STT", "Họ và tên", "Số CCCD"), lines,
        named=(2, 4, 5), flagged=frozenset({4, 5}),
    )  # fmt: skip


def _wages() -> Fixture:
    written = [
        (5_500_000, 5_500_000), ("5.500.000", 5_500_000), ("5,500,000", 5_500_000),
        ("5 500 000", 5_500_000), ("5.500.000 đ", 5_500_000), ("5.500.000đ", 5_500_000),
        ("5,500,000 VNĐ", 5_500_000), (5_500_000.0, 5_500_000), ("5500000", 5_500_000),
        (7_123_456.4, OneOf((7_123_456,))), ("-", EMPTY), ("thỏa thuận", EMPTY),
        (-200_000, NoneOf((200_000,))),
    ]  # fmt: skip
    lines = [
        ((n, f"Tiền Lương {chr(64 + n)}", "May", cell), {"wage": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book(
        "wages_written_many_ways.xlsx", ("STT", "Họ tên", "Tổ", "Mức lương đóng BHXH"), lines,
        fields={"D": "wage"}, named=(13, 14),
    )  # fmt: skip


def _codes_like_numbers() -> Fixture:
    """Give employee numbers that are numbers for Excel and codes for the office."""
    written = [("00012", "00012"), (13, "13"), (14.0, "14"), ("A-15", "A-15"), ("0016", "0016"),
               (100017, "100017"), ("1/18", "1/18"), ("19E2", "19E2")]  # fmt: skip
    lines = [
        ((cell, f"Mã Số {chr(64 + n)}", "Kho"), {"employee_number": stored})
        for n, (cell, stored) in enumerate(written, 1)
    ]
    return book("codes_like_numbers.xlsx", ("Mã NV", "Họ tên", "Bộ phận"), lines)


def _ages() -> Fixture:
    """Give ages as text, which are no birth dates."""
    lines = [
        ((n, f"Tuổi Tác {chr(64 + n)}", f"{20 + n} tuổi", f"09120011{n:02d}"),
         {"born_on": EMPTY, "phone": f"09120011{n:02d}"})
        for n in range(1, 11)
    ]  # fmt: skip
    return book("ages_as_text.xlsx", ("STT", "Họ tên", "Tuổi", "ĐTDĐ"), lines, fields={"C": None})


def _padded_format() -> Fixture:
    """Give numbers that only look right: a format of zeros pads them on the screen."""
    lines = [
        ((n, f"Số Không {chr(64 + n)}", 79190002000 + n), {"identity_number": f"07919000200{n}"})
        for n in range(1, 10)
    ]
    formats = {(row, 3): "000000000000" for row in range(2, 11)}
    return book(
        "zeros_by_format.xlsx", ("STT", "Họ tên", "Số căn cước công dân"), lines,
        sheet={"formats": formats},
    )  # fmt: skip


def _formulas_as_text() -> Fixture:
    """Give cells of text that begin like formulas: they stay what they say."""
    lines = [
        (("NV1", "Cù Thị Đan", "=1+1", "0933000001"), {"note": OneOf(("=1+1", None))}),
        (("NV2", "Cù Văn Tre", "+84 là mã nước", "0933000002"), {"phone": "0933000002"}),
        (("NV3", "Cù Thị Mây", "-5 ngày phép", "0933000003"), {"phone": "0933000003"}),
        (("NV4", "Cù Văn Song", "@to truong", "0933000004"), {"phone": "0933000004"}),
    ]
    return book("texts_like_formulas.xlsx", ("Mã NV", "Họ tên", "Ghi chú", "SĐT"), lines)


def _swapped_evidence() -> Fixture:
    """Give a header that lies: under "Điện thoại" stand identity numbers and the other way."""
    lines = [
        ((n, f"Nhầm Cột {chr(64 + n)}", f"07919000300{n}", f"091277700{n}"),
         {"full_name": f"Nhầm Cột {chr(64 + n)}",
          "identity_number": NoneOf((f"091277700{n}", f"00091277700{n}"))})
        for n in range(1, 10)
    ]  # fmt: skip
    return book("headers_swapped.xlsx", ("STT", "Họ tên", "Điện thoại", "CCCD"), lines)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _citizen_cards(),
        _nik(),
        _eighteen_digits(),
        _same_number_twice(),
        _wages(),
        _codes_like_numbers(),
        _ages(),
        _padded_format(),
        _formulas_as_text(),
        _swapped_evidence(),
    ]
