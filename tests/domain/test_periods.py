# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionbook.domain.periods import between, last_day, later, read_month, read_period, span
from unionbook.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", ("2026-01", "2026-12")),
        ("11/2026", ("2026-11", "2026-11")),
        ("2026-11", ("2026-11", "2026-11")),
        ("Q1/2026", ("2026-01", "2026-03")),
        ("q4/2026", ("2026-10", "2026-12")),
        ("11/2025..2/2026", ("2025-11", "2026-02")),
        ("2025..Q2/2026", ("2025-01", "2026-06")),
    ],
)
def test_a_period_as_people_write_it(text, expected):
    assert read_period(text) == expected


@pytest.mark.parametrize(
    "text", ["", "x", "13/2026", "Q5/2026", "2/2026..1/2026", "..", "1/2026.."]
)
def test_what_is_no_period(text):
    with pytest.raises(InvalidValueError):
        read_period(text)


def test_months_follow_each_other():
    assert list(span("2025-11", "2026-02")) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert later("2026-01", -1) == "2025-12"
    assert between("2025-11", "2026-02") == 3
    assert last_day("2024-02") == "2024-02-29"
    assert read_month("3.2026") == "2026-03"
