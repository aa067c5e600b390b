# SPDX-License-Identifier: Apache-2.0
"""The signs of the grid: told apart without their colours, and read on their grounds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from unionbook import texts
from unionbook.ui import theme
from unionbook.ui.dues.year_table import ROLES, draw_sign, short_amount

_SIDE = 20


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.usefixtures("qapp")
def test_every_state_has_a_sign_of_its_own():
    drawn = set()
    for state in ROLES:
        picture = QPixmap(_SIDE, _SIDE)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_sign(painter, state, QPoint(10, 10), QColor("black"))
        painter.end()
        image = picture.toImage()
        drawn.add(
            tuple(
                image.pixelColor(x, y).lightness() < 128 for x in range(_SIDE) for y in range(_SIDE)
            )
        )
    assert len(drawn) == len(ROLES)
    assert all(any(picture) for picture in drawn)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_sums_can_be_read_on_their_grounds(colours: theme.Colours):
    for front, ground in ROLES.values():
        dark, light = sorted(
            (brightness(getattr(colours, front)), brightness(getattr(colours, ground)))
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{front} on {ground}"


def test_a_large_sum_is_shortened():
    assert short_amount(1_511_150) == "1,511 k"
    assert short_amount(16_380_000) == "16.4 M"
    assert short_amount(4_000_000_000) == "4,000 M"
    texts.use("vi")
    assert short_amount(1_511_150) == "1.511 ng"
