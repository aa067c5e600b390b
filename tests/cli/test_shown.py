# SPDX-License-Identifier: Apache-2.0
"""Values as people of the country write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from unionbook import texts
from unionbook.cli.shown import label, moment, shown, size


@pytest.mark.parametrize(
    ("language", "name", "value", "text"),
    [
        ("en", "born_on", "1990-12-31", "31/12/1990"),
        ("en", "born_on", "1990", "1990"),
        ("en", "wage", 5_200_000, "5,200,000"),
        ("vi", "wage", 5_200_000, "5.200.000"),
        ("en", "sex", "female", "Female"),
        ("en", "phone", None, ""),
        ("en", "Cỡ áo", "L", "L"),
    ],
)
def test_values(language, name, value, text):
    texts.use(language)
    assert shown(name, value) == text


def test_an_own_field_is_its_own_label():
    assert (label("full_name"), label("Cỡ áo")) == ("Full name", "Cỡ áo")


def test_moments_are_told_to_the_minute():
    at = datetime(2026, 11, 21, 4, 5, 6, tzinfo=UTC)
    assert moment(at) == f"{at.astimezone():%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(("count", "text"), [(10, "1 KB"), (5000, "4 KB"), (3 << 20, "3 MB")])
def test_sizes(count, text):
    assert size(count) == text
