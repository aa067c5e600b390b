# SPDX-License-Identifier: Apache-2.0
"""Sums in every writing that banks have."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.bank_sums import read_sum, sign_of


@pytest.mark.parametrize(
    ("text", "size", "sign"),
    [
        ("1.234.567,00", "1234567", 0),
        ("1,234,567.00", "1234567", 0),
        ("1234567.89", "1234567.89", 0),
        ("500000.00 CR", "500000", 1),
        ("500,000.00DB", "500000", -1),
        ("6.500,00 D", "6500", -1),
        ("(500.000)", "500000", -1),
        ("-500,000", "500000", -1),
        ("300,000-", "300000", -1),
        ("+1.200.000 VND", "1200000", 1),
        ("Rp 1.000,50", "1000.5", 0),
        ("1.234", "1234", 0),
        ("1,234", "1234", 0),
        ("1 234 567", "1234567", 0),
        ("5.000 Có", "5000", 1),
        ("0", "0", 0),
    ],
)
def test_a_sum(text, size, sign):
    assert read_sum(text) == (Decimal(size), sign)


@pytest.mark.parametrize(
    "text", ["", "abc", "02/03/2026", "1.5.3", "1,23,456", "12 hours", "PT0001", "1" * 60, "1.2345"]
)
def test_no_sum(text):
    assert read_sum(text) is None


@given(st.integers(0, 10**13), st.sampled_from([",", "."]))
def test_either_way_of_parting_thousands(number, mark):
    other = "." if mark == "," else ","
    text = f"{number:,}".replace(",", mark)
    assert read_sum(f"{text}{other}00") == (Decimal(number), 0)
    assert read_sum(text) == (Decimal(number), 0)


def test_signs():
    assert [sign_of(text) for text in ("CR", "db", "K", "Nợ", "-", "+", "x", "")] == [
        1, -1, 1, -1, -1, 1, 0, 0,
    ]  # fmt: skip
