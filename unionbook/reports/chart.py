# SPDX-License-Identifier: Apache-2.0
"""Charts laid out as shapes, and drawn on paper: one colour, each figure written beside its bar.

Nothing depends on colour: a chart reads the same in grey, and for who sees no blue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.drawing import (
    Anchor,
    Block,
    Chart,
    ChartKind,
    Drawing,
    Label,
    Shape,
    Stroke,
    Tone,
    Unit,
)
from unionbook.reports.canvas import Face
from unionbook.reports.formats import number_text
from unionbook.reports.lettering import Style, clean, width
from unionbook.reports.page import ACCENT, INK, LINE, MUTED
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.reports.page import Paper

    Measure = Callable[[str, float, bool], float]
    """Gives the width of a text at a size, bold or not."""

TEXT_SIZE = 8.0
"""Points; the layout is in proportion to it, so a window may ask for another."""
_COLUMNS_HEIGHT = 11.0
"""Sizes of its text that the columns of a chart are high."""
_WIDEST_COLUMN = 4.0
_MOST_LABEL = 0.34
"""The part of the width that names of bars may take."""
_WHOLE = 100
_COLOURS = {
    Tone.BAR: ACCENT,
    Tone.TRACK: "#E6EBF2",
    Tone.LINE: LINE,
    Tone.TEXT: INK,
    Tone.QUIET: MUTED,
}


def lay_out(chart: Chart, *, room: float, measure: Measure, size: float = TEXT_SIZE) -> Drawing:
    """Give the shapes of a chart that is ``room`` wide; how high it becomes follows."""
    sheet = _Sheet(chart, room, size, measure)
    title = Label(clean(chart.title), 0, size * 1.1, size * 1.1, strong=True)
    if chart.kind is ChartKind.BARS:
        shapes, height = sheet.bars(size * 2.2)
    else:
        shapes, height = sheet.columns(size * 2.2)
    return Drawing(room, height, (title, *shapes))


def value_text(unit: Unit, value: int | None) -> str:
    """Give a figure as it is written beside its bar."""
    if value is None:
        return "–"
    shown = number_text(value)
    return _("{rate} %").format(rate=shown) if unit is Unit.PERCENT else shown


@dataclass(frozen=True, slots=True)
class _Sheet:
    chart: Chart
    room: float
    size: float
    measure: Measure

    def _most(self) -> int:
        """Give the figure at which a bar is as long as can be."""
        largest = max((bar.value or 0 for bar in self.chart.bars), default=0)
        return max(largest, _WHOLE if self.chart.unit is Unit.PERCENT else 1)

    def bars(self, top: float) -> tuple[list[Shape], float]:
        """Lay bars below each other, their names to the left and their figures to the right."""
        size, measure = self.size, self.measure
        values = [value_text(self.chart.unit, bar.value) for bar in self.chart.bars]
        most_value = max((measure(text, size, True) for text in values), default=0)
        limit = self.room * _MOST_LABEL
        names = [self._lines(clean(bar.label), limit) for bar in self.chart.bars]
        widest = max((measure(line, size, False) for name in names for line in name), default=0)
        left = min(widest, limit) + size
        length = max(self.room - left - most_value - size, size)
        shapes: list[Shape] = []
        y = top
        for bar, value, name in zip(self.chart.bars, values, names, strict=True):
            height = max(len(name) * size * 1.3, size * 1.7)
            middle = y + height / 2
            first = middle - (len(name) - 1) * size * 0.65 + size * 0.35
            for number, line in enumerate(name):
                shapes.append(Label(line, 0, first + number * size * 1.3, size))
            block = size * 1.1
            shapes.append(Block(left, middle - block / 2, length, block, Tone.TRACK))
            filled = length * max(bar.value or 0, 0) / self._most()
            if filled:
                shapes.append(Block(left, middle - block / 2, filled, block, Tone.BAR))
            shapes.append(
                Label(value, self.room, middle + size * 0.35, size, Anchor.END, strong=True)
            )
            y += height + size * 0.3
        return shapes, y

    def _lines(self, text: str, limit: float) -> list[str]:
        """Break a name into lines that fit; a word that is too long keeps its line."""
        lines: list[str] = []
        for word in text.split():
            tried = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(tried, self.size, False) <= limit:
                lines[-1] = tried
            else:
                lines.append(word)
        return lines or [""]

    def columns(self, top: float) -> tuple[list[Shape], float]:
        """Set columns beside each other, their figures above and their names below."""
        size, bars = self.size, self.chart.bars
        height = size * _COLUMNS_HEIGHT
        floor = top + size * 1.4 + height
        marks = [self._most() * part // 2 for part in (0, 1, 2)]
        told = [value_text(self.chart.unit, mark) for mark in marks]
        left = max(self.measure(text, size, False) for text in told) + size * 0.6
        shapes: list[Shape] = []
        for mark, text in zip(marks, told, strict=True):
            at = floor - height * mark / self._most()
            shapes.append(Stroke(left, at, self.room, at, Tone.LINE))
            end = left - size * 0.5
            shapes.append(Label(text, end, at + size * 0.35, size, Anchor.END, Tone.QUIET))
        step = (self.room - left) / max(len(bars), 1)
        broad = min(step * 0.7, size * _WIDEST_COLUMN)
        values = [value_text(self.chart.unit, bar.value) for bar in bars]
        fits = all(self.measure(text, size, True) <= step - 1 for text in values)
        every = self._every([clean(bar.label) for bar in bars], step)
        for number, (bar, value) in enumerate(zip(bars, values, strict=True)):
            middle = left + step * (number + 0.5)
            high = height * max(bar.value or 0, 0) / self._most()
            if high:
                shapes.append(Block(middle - broad / 2, floor - high, broad, high, Tone.BAR))
            if fits:
                above = floor - high - size * 0.4
                shapes.append(Label(value, middle, above, size, Anchor.MIDDLE, strong=True))
            if number % every == 0:
                shapes.append(
                    Label(clean(bar.label), middle, floor + size * 1.3, size, Anchor.MIDDLE)
                )
        return shapes, floor + size * 2.2

    def _every(self, names: list[str], step: float) -> int:
        """Give how many columns share a name, so that names do not run into each other."""
        widest = max((self.measure(name, self.size, False) for name in names), default=0)
        every = 1
        while every < len(names) and step * every < widest + self.size * 0.6:
            every += 1
        return every


def on_paper(text: str, size: float, strong: bool) -> float:  # noqa: FBT001 - as Measure says
    """Give the width of a text as paper sets it."""
    return width(text, Face.SEMIBOLD if strong else Face.REGULAR, size)


def draw(paper: Paper, chart: Chart) -> None:
    """Draw a chart at the present height of a paper."""
    drawing = lay_out(chart, room=paper.area.width, measure=on_paper)
    paper.need(drawing.height)
    left, top = paper.area.left, paper.y
    for shape in drawing.shapes:
        if isinstance(shape, Block):
            box = (left + shape.left, top - shape.top - shape.height, shape.width, shape.height)
            paper.pen.boxes([box], _COLOURS[shape.tone])
        elif isinstance(shape, Stroke):
            line = (left + shape.x1, top - shape.y1, left + shape.x2, top - shape.y2)
            paper.pen.lines([line], _COLOURS[shape.tone], 0.5)
        else:
            _draw_label(paper, shape)
    paper.y = top - drawing.height - 8


def _draw_label(paper: Paper, label: Label) -> None:
    face = Face.SEMIBOLD if label.strong else Face.REGULAR
    style = Style(face, label.size, label.size * 1.3, _COLOURS[label.tone])
    x, y = paper.area.left + label.x, paper.y - label.y
    if label.anchor is Anchor.END:
        paper.right(label.text, x, y, style)
    elif label.anchor is Anchor.MIDDLE:
        paper.centred(label.text, x, y, style)
    else:
        paper.left(label.text, x, y, style)
