# SPDX-License-Identifier: Apache-2.0
"""Dates as offices write them."""

from __future__ import annotations

import pytest

from unionbook.domain import dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12/03/1990", "1990-03-12"),
        ("1990-03-12 00:00:00", "1990-03-12"),
        ("5.6.85", "1985-06-05"),
        ("1990", "1990"),
        ("/ /1986", "1986"),
        ("00/00/1992", "1992"),
        ("00/05/1992", "1992-05"),
        ("08/1990", "1990-08"),
        ("12 Agustus 2015", "2015-08-12"),
        ("Senin, 12 Agustus 2015", "2015-08-12"),
        ("August 12, 2015", "2015-08-12"),
        ("ngày 12 tháng 8 năm 2015", "2015-08-12"),
        ("25101993", "1993-10-25"),
        ("1021990", "1990-02-01"),
    ],
)
def test_a_date_is_understood(text: str, value: str) -> None:
    assert dates.read_date(text, latest_year=2026).value == value


@pytest.mark.parametrize("text", ["9//2025", "31/02/1990", "12/25/1990", "abc", "", "1/13/13/1990"])
def test_nothing_is_guessed(text: str) -> None:
    assert dates.read_date(text, latest_year=2026).value == ""


def test_months_come_first_only_where_the_caller_knows() -> None:
    assert dates.read_date("12/25/1990", month_first=True).value == "1990-12-25"
    assert dates.read_date("03/04/1990").value == "1990-04-03"


def test_a_two_digit_year_is_the_last_that_can_be() -> None:
    assert dates.read_date("1/2/12", latest_year=2026).value == "2012-02-01"
    assert dates.read_date("1/2/12", latest_year=2011).value == "1912-02-01"


def test_excels_day_numbers() -> None:
    assert dates.from_serial(32874) == "1990-01-01"
    assert dates.from_serial(12) == ""
    assert dates.from_serial(float("inf")) == ""
