# SPDX-License-Identifier: Apache-2.0
"""Reports whose lines are laid down by form: which lines, in which order, what each sums up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths

if TYPE_CHECKING:
    from collections.abc import Mapping


class LineKind(StrEnum):
    """What a line of a form says."""

    OPENING = "opening"
    INCOME = "income"
    SPENDING = "spending"
    SUM = "sum"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line: its code, names by language, what it says, and of which lines it is the sum.

    ``rest`` marks the line of income or spending that takes accounts which feed no line.
    """

    code: str
    kind: LineKind
    names: Mapping[str, str]
    of: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its key, the number it is prescribed under, titles by language, and its source."""

    key: str
    number: str
    names: Mapping[str, str]
    source: str
    certainty: str
    lines: tuple[FormLine, ...]


@lru_cache(maxsize=8)
def form_of(country: str, key: str) -> Form:
    """Read a form of a country's ``forms.toml``."""
    data = _data(country)
    lines = tuple(
        FormLine(
            row["code"],
            LineKind(row["kind"]),
            _names(row),
            tuple(row.get("of", ())),
            row.get("rest", False),
        )
        for row in data["lines"]
    )
    row = next(row for row in data["forms"] if row["key"] == key)
    return Form(key, row.get("number", ""), _names(row), row["source"], row["certainty"], lines)


@lru_cache(maxsize=4)
def line_codes(country: str) -> tuple[str, ...]:
    """Give the codes of the lines that a country's forms share."""
    return tuple(row["code"] for row in _data(country)["lines"])


def _data(country: str) -> dict[str, Any]:
    path = paths.resources() / "money" / country / "forms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    return {code: row[code] for code in ("vi", "id", "en") if code in row}
