# SPDX-License-Identifier: Apache-2.0
"""The union's emblem: the branch's own picture, or a neutral one (an open book in a wheel)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from unionbook.reports import canvas as drawing
from unionbook.reports.photos import read_jpeg

if TYPE_CHECKING:
    from unionbook.reports.pen import Pen

_ROUND = 0.5523
"""Distance of the handles that make four curves a circle, in radii."""
_TEETH = 12


def draw(
    pen: Pen,
    box: tuple[float, float, float, float],
    *,
    picture: bytes | None,
    colour: str,
    ground: str,
) -> None:
    """Draw the emblem into a box of (x, y, width, height) on a ground of that colour."""
    if picture is None:
        _draw_neutral(pen, box, colour, ground)
        return
    jpeg = read_jpeg(picture)
    if jpeg is None:
        drawing.show_picture(pen.canvas, picture, box)
        return
    x, y, wide, high = box
    scale = min(wide / jpeg.width, high / jpeg.height)
    shown_wide, shown_high = jpeg.width * scale, jpeg.height * scale
    place = (x + (wide - shown_wide) / 2, y + (high - shown_high) / 2, shown_wide, shown_high)
    drawing.show_jpeg(pen.canvas, "emblem", jpeg, place)


def circle(x: float, y: float, radius: float) -> str:
    """Give a circle's outline as PDF operators."""
    h = radius * _ROUND
    left, right, low, high = x - radius, x + radius, y - radius, y + radius
    return (
        f"{right:.2f} {y:.2f} m "
        f"{right:.2f} {y + h:.2f} {x + h:.2f} {high:.2f} {x:.2f} {high:.2f} c "
        f"{x - h:.2f} {high:.2f} {left:.2f} {y + h:.2f} {left:.2f} {y:.2f} c "
        f"{left:.2f} {y - h:.2f} {x - h:.2f} {low:.2f} {x:.2f} {low:.2f} c "
        f"{x + h:.2f} {low:.2f} {right:.2f} {y - h:.2f} {right:.2f} {y:.2f} c h"
    )


def _draw_neutral(
    pen: Pen, box: tuple[float, float, float, float], colour: str, ground: str
) -> None:
    x, y, wide, high = box
    radius = min(wide, high) / 2
    middle, centre = x + wide / 2, y + high / 2
    pen.shape(_wheel(middle, centre, radius), colour)
    pen.shape(circle(middle, centre, radius * 0.7), ground)
    pen.shape(_book(middle, centre, radius * 0.5), colour)


def _wheel(x: float, y: float, radius: float) -> str:
    """Give a gear's outline: each tooth a trapezium on a circle."""
    points: list[tuple[float, float]] = []
    for tooth in range(_TEETH):
        middle = 2 * math.pi * tooth / _TEETH
        for turn, reach in ((-0.15, 0.87), (-0.09, 1.0), (0.09, 1.0), (0.15, 0.87)):
            angle = middle + turn
            points.append(
                (x + radius * reach * math.cos(angle), y + radius * reach * math.sin(angle))
            )
    return _polygon(points)


def _polygon(points: list[tuple[float, float]]) -> str:
    first, *others = (f"{x:.2f} {y:.2f}" for x, y in points)
    return f"{first} m " + " ".join(f"{point} l" for point in others) + " h"


def _book(x: float, y: float, half: float) -> str:
    """Two pages that meet in the middle, each with a curved upper edge."""
    gap, low, high = half * 0.07, y - half * 0.62, y + half * 0.62
    pages = []
    for side in (-1, 1):
        inner, outer = x + side * gap, x + side * half
        bend = x + side * half * 0.5
        pages.append(
            f"{inner:.2f} {low:.2f} m {inner:.2f} {high - half * 0.2:.2f} l "
            f"{bend:.2f} {high + half * 0.1:.2f} {bend:.2f} {high + half * 0.1:.2f} "
            f"{outer:.2f} {high:.2f} c {outer:.2f} {low + half * 0.2:.2f} l "
            f"{bend:.2f} {low + half * 0.3:.2f} {bend:.2f} {low + half * 0.3:.2f} "
            f"{inner:.2f} {low:.2f} c h"
        )
    return " ".join(pages)
