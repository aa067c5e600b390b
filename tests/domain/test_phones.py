# SPDX-License-Identifier: Apache-2.0
"""Telephones and e-mail addresses as offices write them."""

from __future__ import annotations

import pytest

from unionbook.domain import phones


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        ("0912345678", "VN", ("0912345678",)),
        ("912345678", "VN", ("0912345678",)),
        ("0912.345.678", "VN", ("0912345678",)),
        ("01687654321", "VN", ("0387654321",)),
        ("1207654321", "VN", ("0707654321",)),
        ("+84 912 345 678", "VN", ("0912345678",)),
        ("0912345678/0987654321", "VN", ("0912345678", "0987654321")),
        ("0912345678 0987654321", "VN", ("0912345678", "0987654321")),
        ("024 3825 1234", "VN", ("02438251234",)),
        ("+62 812-3456-7890", "ID", ("081234567890",)),
        ("81234567890", "ID", ("081234567890",)),
        ("+81 90 1234 5678", "VN", ("+819012345678",)),
        ("abc", "VN", ()),
        ("12345", "VN", ()),
    ],
)
def test_telephones(text: str, country: str, numbers: tuple[str, ...]) -> None:
    assert phones.read_phones(text, country=country).numbers == numbers


def test_a_repair_is_told() -> None:
    assert phones.read_phones("0912345678").repair == ""
    assert phones.read_phones("912345678").repair
    assert phones.read_phones("01687654321").repair


def test_addresses_of_mail() -> None:
    assert phones.read_email(" an.nguyen@vidu.example ") == ("an.nguyen@vidu.example", "")
    address, problem = phones.read_email("đức@vidu.example")
    assert address == ""
    assert problem
    assert phones.read_email("an@vidu")[0] == ""
