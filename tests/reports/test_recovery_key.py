# SPDX-License-Identifier: Apache-2.0
"""The sheet bears the key twice: for a person and for a scanner."""

from __future__ import annotations

from datetime import date

import pdf
import pytest
from zxingcpp import read_barcodes

from unionbook.reports.page import Letterhead, Printed
from unionbook.reports.recovery_key import KeyOf, groups, recovery_key_sheet

KEY = "7KQX-M2RD-9PVT-HC4W-Z8NF-J3YB-6GSE-A5UL"
LONG = "-".join(["ABCDE"] * 13)


def make(key: str = KEY) -> bytes:
    return recovery_key_sheet(
        letterhead=Letterhead("CĐ các KCN", "CĐCS Xuân Phát"),
        printed=Printed("Trần Thị Ngọc Ánh", date(2026, 3, 9)),
        key=key,
        key_of=KeyOf("XuanPhat.unionbook", "3f2a", "2026-03-09"),
    )


@pytest.mark.parametrize("key", [KEY, LONG])
def test_a_scanner_reads_the_key(key: str) -> None:
    (code,) = read_barcodes(pdf.picture(make(key)))
    assert code.text == key


def test_a_person_reads_the_groups_in_order() -> None:
    (text,) = pdf.pages(make())
    letters = text.replace(" ", "")
    places = [letters.index(group) for group in groups(KEY)]
    assert places == sorted(places)
    assert "XuanPhat.unionbook" in text


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("AB-CD", ["AB", "CD"]),
        ("AB CD", ["AB", "CD"]),
        ("ABCDEFGHIJ", ["ABCD", "EFGH", "IJ"]),
    ],
)
def test_groups(key: str, parts: list[str]) -> None:
    assert groups(key) == parts


@pytest.mark.usefixtures("long_texts")
def test_a_longer_language_is_not_cut() -> None:
    assert "…" not in pdf.words(make())
    assert len(pdf.pages(make())) == 1
