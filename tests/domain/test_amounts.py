# SPDX-License-Identifier: Apache-2.0
"""Sums of money as offices write them."""

from __future__ import annotations

import pytest

from unionbook.domain import amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5.000.000", 5_000_000),
        ("5,000,000 đ", 5_000_000),
        ("Rp 4.500.000,00", 4_500_000),
        ("Rp. 4.500.000,-", 4_500_000),
        ("5 000 000", 5_000_000),
        ("5,2 triệu", 5_200_000),
        ("4500000.5", 4_500_001),
        ("-5", None),
        ("(5.000.000)", None),
        ("thỏa thuận", None),
    ],
)
def test_sums(text: str, amount: int | None) -> None:
    reading = amounts.read_amount(text)
    assert reading.amount == amount
    assert bool(reading.problem) is (amount is None)


def test_number_cells() -> None:
    assert amounts.amount_of_number(4_500_000.0) == amounts.AmountReading(4_500_000)
    assert amounts.amount_of_number(-1.0).amount is None
    assert amounts.amount_of_number(float("nan")).amount is None
