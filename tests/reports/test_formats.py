# SPDX-License-Identifier: Apache-2.0
"""Dates and numbers as the country writes them; what is not known is not made up."""

from __future__ import annotations

from datetime import date

import pytest

from unionbook.reports.formats import date_text, number_text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-03-09", "09/03/2026"),
        ("1988-04", "04/1988"),
        ("1988", "1988"),
        (date(2026, 3, 9), "09/03/2026"),
        ("", ""),
        (None, ""),
        ("khoảng 1960", "khoảng 1960"),
    ],
)
def test_date_text(stored: date | str | None, shown: str) -> None:
    assert date_text(stored) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("vi", "12.345.678"), ("id", "12.345.678"), ("en", "12,345,678")]
)
def test_number_text(language: str, shown: str) -> None:
    assert number_text(12345678, language) == shown
    assert number_text(-5, language) == "-5"
