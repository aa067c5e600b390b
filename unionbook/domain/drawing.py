# SPDX-License-Identifier: Apache-2.0
"""Charts as figures, and the few shapes they are drawn of, whoever draws them.

The same shapes become operators of a PDF and strokes of the window's painter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart shows its figures."""

    COLUMNS = "columns"
    """Upright, one beside the other: how something went on, month by month."""
    BARS = "bars"
    """Lying, one below the other, each with its name: how something is shared out."""


class Unit(StrEnum):
    """What a chart's figures are."""

    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a chart; None where nothing is known of it."""

    label: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows, how, and its figures in their order."""

    title: str
    kind: ChartKind
    unit: Unit
    bars: tuple[Bar, ...]


class Tone(StrEnum):
    """What a shape is for; who draws it gives each a colour of its own."""

    BAR = "bar"
    TRACK = "track"
    """What a bar would fill if it were as long as can be."""
    LINE = "line"
    TEXT = "text"
    QUIET = "quiet"


class Anchor(StrEnum):
    """Which part of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle."""

    left: float
    top: float
    width: float
    height: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; ``y`` is the line on which its letters stand."""

    text: str
    x: float
    y: float
    size: float
    anchor: Anchor = Anchor.START
    tone: Tone = Tone.TEXT
    strong: bool = False


Shape = Block | Stroke | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet of ``width`` by ``height``; x grows to the right, y downwards."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
