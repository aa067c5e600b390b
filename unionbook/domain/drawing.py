# SPDX-License-Identifier: Apache-2.0
"""Charts as figures, and the few shapes they are drawn of, whoever draws them."""

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
