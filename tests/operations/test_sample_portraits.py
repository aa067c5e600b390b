# SPDX-License-Identifier: Apache-2.0
"""Placeholder portraits."""

from __future__ import annotations

import pytest

from unionbook.operations.sample_portraits import draw_portrait, initials
from unionbook.reports.photos import read_jpeg


def test_a_portrait_is_a_small_jpeg_of_three_to_four():
    picture = read_jpeg(draw_portrait("Đặng Thị Ước"))
    assert picture is not None
    assert (picture.width, picture.height, picture.components) == (300, 400, 3)
    assert len(picture.content) < 20_000


def test_a_portrait_is_the_same_for_the_same_name_only():
    assert draw_portrait("Tuti", width=90) == draw_portrait("Tuti", width=90)
    assert draw_portrait("Tuti", width=90) != draw_portrait("Asep", width=90)


@pytest.mark.parametrize(
    ("name", "letters"), [("Đặng Thị Ước", "ĐƯ"), ("Tuti", "T"), ("siti nur", "SN"), ("", "")]
)
def test_initials(name, letters):
    assert initials(name) == letters
