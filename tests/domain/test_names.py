# SPDX-License-Identifier: Apache-2.0
"""How like a person's name a text is."""

from __future__ import annotations

import pytest

from unionbook.domain import names


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn An", "SITI AMINAH", "Drs. Budi Santoso, M.Pd", "王小明", "Lê Thị Hồng"]
)
def test_names_of_people(text: str) -> None:
    assert names.likeness(text) >= 0.6


@pytest.mark.parametrize("text", ["Tổ may 1", "12", "a@b", "x" * 80, "= cmd"])
def test_what_is_no_name(text: str) -> None:
    assert names.likeness(text) == 0.0
