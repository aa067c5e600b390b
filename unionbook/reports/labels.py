# SPDX-License-Identifier: Apache-2.0
"""Address labels on A4 sheets of self-adhesive paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook import texts
from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import MM, Face
from unionbook.reports.lettering import Style, clean, fit
from unionbook.reports.page import INK
from unionbook.reports.pen import Pen
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PADDING = 5 * MM


@dataclass(frozen=True, slots=True)
class Layout:
    """How labels lie on a sheet; lengths in millimetres."""

    columns: int = 3
    rows: int = 8
    width: float = 70.0
    height: float = 37.0
    left: float = 0.0
    top: float = 0.5

    def places(self) -> list[tuple[float, float]]:
        """Give the upper left corner of each label in points, row by row."""
        return [
            (
                (self.left + column * self.width) * MM,
                drawing.A4[1] - (self.top + row * self.height) * MM,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        ]


@dataclass(frozen=True, slots=True)
class Label:
    """A name, what stands under it, and something small in the last line."""

    name: str
    lines: tuple[str, ...] = ()
    note: str = ""


def labels(
    entries: Iterable[Label],
    *,
    branch: str,
    layout: Layout | None = None,
    skip: int = 0,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """Make the sheets; ``skip`` labels of the first one are already used up.

    ``progress`` hears how many labels are drawn and may raise to stop the work.
    """
    chosen = layout or Layout()
    places = chosen.places()
    canvas = drawing.open_canvas(
        size=drawing.A4, title=_("Labels"), author=branch, language=texts.language()
    )
    pen = Pen(canvas)
    at = skip % len(places)
    for done, entry in enumerate(entries, 1):
        if at == len(places):
            canvas.showPage()
            at = 0
        _draw(pen, entry, places[at], chosen)
        at += 1
        if progress:
            progress(done)
    canvas.showPage()
    return drawing.finish(canvas)


def _draw(pen: Pen, entry: Label, corner: tuple[float, float], layout: Layout) -> None:
    left, top = corner[0] + _PADDING, corner[1] - _PADDING
    room, high = layout.width * MM - 2 * _PADDING, layout.height * MM - 2 * _PADDING
    parts = [(entry.name, Face.BOLD, 10.5, 2)]
    parts += [(line, Face.REGULAR, 9.0, 3) for line in entry.lines if line]
    parts += [(entry.note, Face.REGULAR, 7.0, 1)] if entry.note else []
    fitted = [
        (face, fit(clean(text), face=face, size=size, room=room, lines=lines))
        for text, face, size, lines in parts
    ]
    used = sum(part.size * 1.3 * len(part.lines) for _face, part in fitted)
    scale = min(1.0, high / used)
    y = top
    for face, part in fitted:
        style = Style(face, part.size * scale, part.size * scale * 1.3, INK)
        placed = [
            (left, y - style.size - at * style.leading, text) for at, text in enumerate(part.lines)
        ]
        pen.texts(style, placed)
        y -= style.leading * len(part.lines)
