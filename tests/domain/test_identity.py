# SPDX-License-Identifier: Apache-2.0
"""Identity numbers: kinds, lost zeros, and what does not fit."""

from __future__ import annotations

import pytest

from unionbook.domain import identity


@pytest.mark.parametrize(
    ("text", "numeric", "number", "kind"),
    [
        ("001085000123", False, "001085000123", "cccd"),
        ("79085000123", True, "079085000123", "cccd"),
        ("1085000123", True, "001085000123", "cccd"),
        ("24123456", True, "024123456", "cmnd"),
        ("33.2220.251093.0001", False, "3322202510930001", "nik"),
        ("CMND: 024123456", False, "024123456", "cmnd"),
        ("c1234567", False, "C1234567", "passport"),
        ("024123456/079085000123", False, "079085000123", "cccd"),
        ("850312-14-5678", False, "850312145678", "other"),
    ],
)
def test_a_number_is_read(text: str, numeric: bool, number: str, kind: str) -> None:  # noqa: FBT001 - a case
    reading = identity.read_identity(text, numeric=numeric)
    assert (reading.number, reading.kind, reading.problem) == (number, kind, "")
    assert identity.kind_of(number) == kind or kind == "other"


def test_lost_digits_are_not_guessed() -> None:
    assert identity.read_identity("1.95807E+17").number == ""
    assert identity.read_identity("1.95807E+17").problem


def test_what_does_not_fit_is_said() -> None:
    assert identity.misfits("001085000123", born_on="1985-01-02", sex="male") == []
    assert len(identity.misfits("003185000123", born_on="1990", sex="male")) == 3
    assert identity.misfits("3273015203900001", born_on="1990-03-12", sex="female") == []
    assert len(identity.misfits("3273015203900001", born_on="1990-03-13", sex="male")) == 2
