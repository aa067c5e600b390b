# SPDX-License-Identifier: Apache-2.0
"""What a test workbook is made of, and what a person would rightly expect of its import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Member = Mapping[str, Any]
Build = Callable[[Path], Path]


@dataclass(slots=True)
class Sheet:
    """One sheet as a grid of Python values; ``rows[0]`` is row 1 of Excel."""

    name: str
    rows: list[list[Any]]
    visible: bool = True
    very_hidden: bool = False
    merges: list[str] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    filter_range: str = ""
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    """Font names by (row, column), both from 1."""
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    """Number formats by (row, column), both from 1."""
    column_fonts: dict[int, str] = field(default_factory=dict)


# -- what a value may be ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these is right; ``None`` in them allows an empty field."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Nothing is known for sure, but these guesses would be wrong."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A text that contains these words, whatever stands around them."""

    words: tuple[str, ...]


EMPTY = OneOf((None, ""))
"""The field must be empty."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the preview must say.

    ``people`` gives, by row number, the values that a person must get; a row that is not in it
    (and not in ``named``) must not become a person. ``named`` rows are people whose fate is open
    (refused or taken), but who must not vanish: they are in the preview with a reason.
    """

    people: Mapping[int, Member] = field(default_factory=dict)
    sheet: str | None = None
    """The sheet offered; ``None`` where the file has one sheet only."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    visible: Mapping[str, bool] = field(default_factory=dict)
    header_row: int | OneOf | None = None
    fields: Mapping[str, str | OneOf | None] = field(default_factory=dict)
    """Field by column letter; ``None`` for a column that is no field of a member."""
    hidden_rows: int | None = None
    refused: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    flagged: frozenset[int] = frozenset()
    """People who must not simply be new: doubles, or with a reason."""
    no_people: bool = False
    secrets: tuple[str, ...] = ()
    """Texts that must stand nowhere in the answer."""
    warned: bool = False
    """Something must be said in the warnings."""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fixture:
    """A workbook to be built, and what is expected of it."""

    name: str
    build: Build
    expected: Expected


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that must end within time and memory, in rows or in one plain sentence.

    ``outcome`` is ``rows``, ``refused`` or ``either``; ``names`` are people that must be found
    where the outcome is rows; ``absent`` are texts that must stand nowhere in the answer.
    """

    name: str
    build: Build
    outcome: str
    names: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    says: str = ""
    """A word that the refusal must hold, in English."""


def letter(column: int) -> str:
    """Give the letters of a column counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
