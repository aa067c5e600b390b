# SPDX-License-Identifier: Apache-2.0
"""A report as figures, before anybody decides whether it becomes paper, a workbook or a screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cell(StrEnum):
    """What a column of a report holds."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    """ISO text, whole or a month."""
    MONEY = "money"
    """A whole number in the currency's smallest unit; a text where a number alone would mislead."""
    COUNT = "count"
    MARK = "mark"
    """A short sign that stands in the middle of its place."""


Value = str | int | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: its title and what it holds."""

    title: str
    cell: Cell = Cell.TEXT


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report: its title, what it is of, its rows, and the line of totals where it has one.

    ``about`` names what the report is limited to (an account, a department), ``notes`` explain
    signs. ``signed`` says whether places to sign belong under it, ``numbered`` whether paper
    numbers its rows.
    """

    name: str
    title: str
    first: str
    last: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    about: str = ""
    form: str = ""
    notes: tuple[str, ...] = ()
    signed: bool = True
    numbered: bool = False
