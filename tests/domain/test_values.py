# SPDX-License-Identifier: Apache-2.0
"""What a stored value may be: many at once and one by one come to the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain import values as v

ANY = st.one_of(
    st.none(), st.text(max_size=5), st.integers(-5, 1 << 62), st.booleans(), st.floats(),
    st.binary(max_size=3), st.sampled_from(["2025-01-01", "2025-08", "1990", "AAAA", "a\0b"]),
)  # fmt: skip
CHECKS = {
    "text": v.Text(6), "day": v.DAY, "month": v.MONTH, "date": v.DATE, "moment": v.MOMENT,
    "bytes": v.BYTES, "word": v.WORD, "row": v.ROW, "money": v.MONEY, "moved": v.MOVED,
    "year": v.YEAR, "empty": v.or_empty(v.DAY), "one of": v.one_of(("2025-08", "x")),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
@given(values=st.lists(ANY, max_size=5))
def test_many_fit_where_each_does(name: str, values: list[object]):
    check = CHECKS[name]
    assert check.all_fit(values) == all(check.fits(one) for one in values if one is not None)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (v.DAY, ["2024-02-29", "1900-01-01"], ["2025-02-29", "2025-1-1", "", "9999-12-31", 5]),
        (v.MONTH, ["2025-01", "2025-12"], ["2025-13", "2025-00", "2025-1", "2025-01-01", None]),
        (v.DATE, ["1990", "1990-05", "1990-05-31"], ["90", "1990-06-31", "٢٠٢٥", b"1990"]),
        (
            v.MOMENT,
            ["2025-01-01T10:00:00+00:00"],
            [
                "now",
                "0001-01-01T00:00:00",
                "20250101T10",
                "2025-W01-1T10:00:00",
                "2025-01-01",
                "2025-13-01T10:00:00",
            ],
        ),
        (v.BYTES, ["", "AAAA"], ["A", "€", "AA\nAA"]),
        (v.MONEY, [0, 10**14], [-1, 10**14 + 1, True, 1.0, "1"]),
        (v.TEXT, ["", "Đỗ Thị Ý\n"], ["\0", "x" * 100_001, b"x", 1]),
    ],
)
def test_what_fits_and_what_does_not(check: v.Check, good: list[object], bad: list[object]):
    assert [one for one in good if not check.fits(one)] == []
    assert [one for one in bad if one is not None and check.fits(one)] == []


def test_what_is_nested_beyond_all_we_write_is_not_shallow():
    words = '"' + '[{\\"' * 50 + '"'
    assert v.is_shallow('{"a":[{"b":[1]}]}')
    assert v.is_shallow("[" + ",".join(["[[1]]"] * 50 + [words]) + "]")
    assert not v.is_shallow("[" * 13 + "]" * 13)
    assert not v.is_shallow('{"[":' + "[" * 20_000)
