# SPDX-License-Identifier: Apache-2.0
"""Long tables on paper: columns that fit, cells that wrap, a header on every page.

One text object per column and page, and widths looked up letter by letter, make this several times
quicker than reportlab's own tables (``python -m benchmarks list``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import Face
from unionbook.reports.lettering import Style, clean, width, wrap
from unionbook.reports.page import ACCENT, LINE, ZEBRA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from unionbook.reports.page import Paper

CELL = Style(Face.REGULAR, 8, 10.5)
HEAD = Style(Face.SEMIBOLD, 8, 10, "#FFFFFF")
STRONG = Style(Face.SEMIBOLD, 8, 10.5)
TOTAL = Style(Face.BOLD, 8.5, 11)
PADDING = 4.0
"""Points between a cell's text and its left and right edges."""
_AIR = 5.5
"""Points that a row is higher than its text."""
_SAMPLE = 500
_KEPT = 2
"""Rows that go along with what follows the table."""

Row = tuple[str, ...]
Lines = tuple[tuple[str, ...], ...]
_Set = tuple[Lines, Style]
"""A row set in lines, and how."""


class Align(StrEnum):
    """Where a column's texts stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how it is set, and its width in points (0 = from its texts).

    ``rigid`` columns (numbers, dates) keep their natural width; the others share what is left.
    """

    title: str
    align: Align = Align.LEFT
    rigid: bool = False
    width: float = 0.0


def natural_widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    """Give the width each column would like, judged by a sample of its texts."""
    step = max(1, len(rows) // _SAMPLE)
    sample = rows[::step]
    return [
        column.width or _natural(column, [row[at] for row in sample])
        for at, column in enumerate(columns)
    ]


def _natural(column: Column, texts: list[str]) -> float:
    widest = max((width(text, CELL.face, CELL.size) for text in texts), default=0.0)
    longest_word = max(width(word, HEAD.face, HEAD.size) for word in column.title.split() or [""])
    title = min(width(column.title, HEAD.face, HEAD.size), 60.0)
    # A hair more than measured: the widest text of all may lie outside the sample.
    return max(widest * (1.0 if column.rigid else 1.03), longest_word, title) + 2 * PADDING + 1


def fitted(columns: Sequence[Column], natural: Sequence[float], room: float) -> list[Column]:
    """Give the columns their widths: spare room or lack of it goes to those that may wrap."""
    rigid = sum(wanted for column, wanted in zip(columns, natural, strict=True) if column.rigid)
    soft = sum(natural) - rigid
    spare = room - rigid
    if soft <= 0 or spare <= 0:
        factor = room / sum(natural)
        return [replace(c, width=w * factor) for c, w in zip(columns, natural, strict=True)]
    return [
        replace(column, width=wanted if column.rigid else given)
        for column, wanted, given in zip(
            columns, natural, _share(columns, natural, spare), strict=True
        )
    ]


def _share(columns: Sequence[Column], natural: Sequence[float], spare: float) -> list[float]:
    """Narrow columns keep what they ask for; wide ones share the rest by what they ask for."""
    given = [
        0.0 if column.rigid else wanted for column, wanted in zip(columns, natural, strict=True)
    ]
    excess = sum(given) - spare
    if excess <= 0:
        factor = spare / sum(given)
        return [wanted * factor for wanted in given]
    cap = _cap(given, spare)
    return [min(wanted, cap) for wanted in given]


def _cap(wanted: Sequence[float], room: float) -> float:
    """Give the width at which wide columns are cut so that all together fill ``room``."""
    rising = sorted(width for width in wanted if width)
    left, many = room, len(rising)
    for number, narrowest in enumerate(rising):
        fair = left / (many - number)
        if narrowest > fair:
            return fair
        left -= narrowest
    return rising[-1]


class Table:
    """A table that is drawn down the pages of a paper.

    ``shrink`` makes letters and room smaller alike, where a table has more columns than paper has
    room for; columns are as wide as they are given.
    """

    def __init__(
        self,
        paper: Paper,
        columns: Sequence[Column],
        *,
        row_height: float = 0.0,
        grid: bool = False,
        shrink: float = 1.0,
    ) -> None:
        self._paper = paper
        self._columns = columns
        self._cell, self._strong, self._head, self._total = (
            replace(style, size=style.size * shrink, leading=style.leading * shrink)
            for style in (CELL, STRONG, HEAD, TOTAL)
        )
        self._padding, self._air = PADDING * shrink, _AIR * shrink
        self._least = max(row_height, self._cell.leading + self._air)
        self._grid = grid
        self._begun = 0
        self._titles = self._head_lines()
        lefts = [paper.area.left]
        for column in columns:
            lefts.append(lefts[-1] + column.width)
        self._edges = lefts

    def _head_lines(self) -> Lines:
        return tuple(
            wrap(
                clean(column.title),
                self._head.face,
                self._head.size,
                column.width - 2 * self._padding,
            )
            for column in self._columns
        )

    def draw(
        self,
        rows: Sequence[Row],
        *,
        tail: float = 0.0,
        strong: Collection[int] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Draw every row, beginning new pages under a repeated header.

        What follows the table needs ``tail`` points: its last rows go over to the next page with
        it, so that no signature stands on a page alone. ``strong`` rows are set bolder.
        """
        self._paper.need(60)
        self._draw_head()
        waiting = self._set(rows, strong)
        while left := self._draw_rows(waiting, tail):
            self._paper.next_page()
            self._draw_head()
            waiting = chain(left, waiting)
            if progress:
                progress(self._begun, len(rows))
        if progress:
            progress(len(rows), len(rows))

    def draw_total(self, texts: Sequence[str]) -> None:
        """Draw one line of totals under the table, in bold."""
        lines = self._wrapped(tuple(texts), self._total)
        height = self._height(lines, self._total)
        self._paper.need(height)
        top = self._paper.y
        self._paper.pen.lines([(self._edges[0], top, self._edges[-1], top)], ACCENT, 1)
        for at in range(len(self._columns)):
            self._draw_column(at, [lines], [top], self._total)
        self._paper.y = top - height

    # ---------------------------------------------------------------- one page

    def _set(self, rows: Sequence[Row], strong: Collection[int]) -> Iterator[_Set]:
        """Set the rows in lines; one that would be higher than half a page goes on as another."""
        most = int(self._paper.area.height / 2 / self._cell.leading)
        for self._begun, row in enumerate(rows, 1):
            style = self._strong if self._begun - 1 in strong else self._cell
            lines = self._wrapped(row, style)
            for at in range(0, max(map(len, lines)), most):
                yield tuple(cell[at : at + most] for cell in lines), style

    def _draw_rows(self, waiting: Iterator[_Set], tail: float) -> list[_Set]:
        """Draw what fits on this page, and give the rows taken out that did not."""
        taken: list[_Set] = []
        tops: list[float] = []
        y, bottom = self._paper.y, self._paper.area.bottom
        left: list[_Set] = []
        for one in waiting:
            height = self._height(one[0], self._cell)
            if y - height < bottom and taken:
                left = [one]
                break
            taken.append(one)
            tops.append(y)
            y -= height
        if not left and y - tail < bottom and len(taken) > 2 * _KEPT:
            left, y = taken[-_KEPT:], tops[-_KEPT]
            del taken[-_KEPT:], tops[-_KEPT:]
        self._draw_ground(tops, y)
        for style in dict.fromkeys(style for _lines, style in taken):
            some = [at for at, one in enumerate(taken) if one[1] is style]
            rows, of = [taken[at][0] for at in some], [tops[at] for at in some]
            for column in range(len(self._columns)):
                self._draw_column(column, rows, of, style)
        self._paper.y = y
        return left

    def _wrapped(self, row: Row, style: Style) -> Lines:
        face, size = style.face, style.size
        widths = drawing.letter_widths(face)
        scale = size / 1000
        return tuple(
            (text,)
            if sum(map(widths.__getitem__, text)) * scale <= column.width - 2 * self._padding
            else wrap(text, face, size, column.width - 2 * self._padding)
            for text, column in zip(row, self._columns, strict=True)
        )

    def _height(self, lines: Lines, style: Style) -> float:
        most = max(map(len, lines))
        return max(self._least, most * style.leading + self._air)

    def _draw_head(self) -> None:
        top = self._paper.y
        height = max(map(len, self._titles)) * self._head.leading + self._air + 1
        ground = (self._edges[0], top - height, self._edges[-1] - self._edges[0], height)
        self._paper.pen.boxes([ground], ACCENT)
        for at in range(len(self._columns)):
            self._draw_column(at, [self._titles], [top], self._head)
        self._paper.y = top - height

    def _draw_ground(self, tops: list[float], end: float) -> None:
        pen = self._paper.pen
        left, right = self._edges[0], self._edges[-1]
        ends = [*tops[1:], end] if tops else []
        pen.boxes(
            [
                (left, bottom, right - left, top - bottom)
                for number, (top, bottom) in enumerate(zip(tops, ends, strict=True))
                if number % 2
            ],
            ZEBRA,
        )
        pen.lines([(left, y, right, y) for y in ends], LINE, 0.4)
        if self._grid and tops:
            pen.lines([(x, tops[0], x, end) for x in self._edges], LINE, 0.4)

    def _draw_column(self, at: int, rows: list[Lines], tops: list[float], style: Style) -> None:
        align = self._columns[at].align
        left, right = self._edges[at] + self._padding, self._edges[at + 1] - self._padding
        leading = style.leading
        placed = [
            (
                left if align is Align.LEFT else self._start(line, align, left, right, style),
                top - self._drop(lines, style) - number * leading,
                line,
            )
            for lines, top in zip(rows, tops, strict=True)
            for number, line in enumerate(lines[at])
        ]
        self._paper.pen.texts(style, placed)

    def _drop(self, lines: Lines, style: Style) -> float:
        """Give how far below a row's top its first line stands: rows with room centre theirs."""
        used = max(map(len, lines)) * style.leading + self._air
        spare = max(0.0, self._least - used) / 2 if style is not self._total else 0.0
        return self._air / 2 + style.size + spare

    @staticmethod
    def _start(line: str, align: Align, left: float, right: float, style: Style) -> float:
        used = width(line, style.face, style.size)
        return right - used if align is Align.RIGHT else (left + right - used) / 2
