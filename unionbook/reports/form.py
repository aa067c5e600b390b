# SPDX-License-Identifier: Apache-2.0
"""Lines to fill in on paper: a label, a dotted line, and the value where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports.canvas import Face
from unionbook.reports.lettering import Style, clean, fit, width, wrap
from unionbook.reports.page import BODY, INK, LINE, MUTED, SECTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.reports.page import Paper

_LABEL = Style(Face.REGULAR, 9.5, 14)
_VALUE = Style(Face.SEMIBOLD, 10, 14)
_GUTTER = 10.0
_LEAST_ROOM = 45.0
"""Points that a hand needs to write a word."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in; ``share`` is its part of the line beside others."""

    label: str
    value: str = ""
    share: float = 1.0


def section(paper: Paper, title: str) -> None:
    """Begin a part of the form."""
    paper.need(50)
    paper.y -= 5
    paper.left(clean(title), paper.area.left, paper.y - SECTION.size, SECTION)
    paper.y -= SECTION.leading + 2


def line(paper: Paper, blanks: Sequence[Blank], *, height: float = 19.0, room: float = 0.0) -> None:
    """Draw blanks side by side; a value too long for its place goes on below, full width."""
    whole = (room or paper.area.width) - _GUTTER * (len(blanks) - 1)
    total = sum(blank.share for blank in blanks)
    paper.need(height)
    left, deepest = paper.area.left, 0.0
    for blank in blanks:
        wide = whole * blank.share / total
        deepest = max(deepest, _draw(paper, blank, left, wide, height))
        left += wide + _GUTTER
    paper.y -= height + deepest


def _draw(paper: Paper, blank: Blank, left: float, wide: float, height: float) -> float:
    """Draw one blank and give the height it needed beyond one line."""
    label = f"{clean(blank.label)}:"
    fitted = fit(label, face=_LABEL.face, size=_LABEL.size, room=wide - _LEAST_ROOM, least=6)
    base = paper.y - height + 5
    shown = Style(_LABEL.face, fitted.size, 0, MUTED)
    paper.left(fitted.lines[0], left, base, shown)
    start = left + width(fitted.lines[0], shown.face, shown.size) + 5
    return _draw_value(paper, clean(blank.value), start, left + wide, base)


def _draw_value(paper: Paper, value: str, start: float, end: float, base: float) -> float:
    room = end - start
    fitted = fit(value, face=_VALUE.face, size=_VALUE.size, room=room, lines=3, least=7)
    style = Style(_VALUE.face, fitted.size, fitted.size * 1.35, INK)
    dots = []
    for at, text in enumerate(fitted.lines):
        y = base - at * style.leading
        paper.left(text, start, y, style)
        dots.append((start, y - 2.5, end, y - 2.5))
    paper.pen.lines(dots, MUTED, 0.5, dots=True)
    return (len(fitted.lines) - 1) * style.leading


def choices(
    paper: Paper, label: str, options: Sequence[tuple[str, bool]], *, room: float = 0.0
) -> None:
    """Draw boxes to tick in a row after a label."""
    height = 19.0
    paper.need(height)
    base = paper.y - height + 5
    shown = f"{clean(label)}:"
    paper.left(shown, paper.area.left, base, Style(_LABEL.face, _LABEL.size, 0, MUTED))
    x = paper.area.left + width(shown, _LABEL.face, _LABEL.size) + 8
    end = paper.area.left + (room or paper.area.width)
    for text, chosen in options:
        used = 13 + width(clean(text), _LABEL.face, _LABEL.size)
        if x + used > end:
            x, base = paper.area.left, base - 16
            paper.y -= 16
        _tick_box(paper, x, base, chosen=chosen)
        paper.left(clean(text), x + 13, base, _LABEL)
        x += used + 14
    paper.y -= height


def statement(paper: Paper, text: str, *, chosen: bool = False) -> None:
    """Draw a sentence that is agreed to by ticking the box before it."""
    lines = wrap(clean(text), BODY.face, 9.5, paper.area.width - 16)
    paper.need(len(lines) * 13 + 3)
    _tick_box(paper, paper.area.left, paper.y - 10, chosen=chosen)
    for text_line in lines:
        paper.left(text_line, paper.area.left + 16, paper.y - 9.5, Style(BODY.face, 9.5, 13))
        paper.y -= 13
    paper.y -= 4


def _tick_box(paper: Paper, x: float, base: float, *, chosen: bool) -> None:
    side = 8.0
    paper.pen.frames([(x, base - 0.5, side, side)], MUTED, 0.7)
    if chosen:
        paper.pen.lines(
            [
                (x + 1.6, base + 3.4, x + 3.4, base + 1.4),
                (x + 3.4, base + 1.4, x + 6.6, base + 6.2),
            ],
            INK,
            1.3,
        )


def cut_line(paper: Paper) -> None:
    """Draw the line along which a slip is torn off."""
    paper.y -= 8
    paper.pen.lines([(paper.area.left, paper.y, paper.area.right, paper.y)], LINE, 1.0, dots=True)
    paper.y -= 12
