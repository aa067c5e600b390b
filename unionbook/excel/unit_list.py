# SPDX-License-Identifier: Apache-2.0
"""A list of units as offices keep it in a workbook: name, level, unit above, leader, contacts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold, tidy, words
from unionbook.domain.word_lists import import_resource
from unionbook.errors import UnreadableFileError
from unionbook.excel.evidence import text_of
from unionbook.excel.layout import header_row
from unionbook.excel.reader import open_book
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unionbook.excel.grid import Grid

_HEAD = 30
_LEAST = 2


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row of the list: its number as Excel shows it, and what it says by field."""

    row: int
    values: Mapping[str, str]


def read_units(path: Path) -> list[UnitLine]:
    """Read the first sheet that has a column of names and another that is known.

    Raises UnreadableFileError where there is none.
    """
    book = open_book(path)
    for sheet in book.sheets:
        found = _lines(book.grid(sheet.name)) if sheet.visible else None
        if found is not None:
            return found
    raise UnreadableFileError(
        _(
            "{name} has no list of units: it needs a column “Name of the unit” and at least one of "
            "level, unit above, leader, telephone."
        ).format(name=path.name)
    )


def level_of(text: str) -> str:
    """Give the level an office means, empty where it is not known."""
    return _words("levels").get(" ".join(words(fold(text))), "")


@lru_cache(maxsize=2)
def _words(part: str) -> dict[str, str]:
    told = import_resource("units")[part]
    return {" ".join(words(fold(one))): meaning for meaning, all_ in told.items() for one in all_}


def _lines(grid: Grid) -> list[UnitLine] | None:
    for row in range(min(_HEAD, grid.height)):
        meanings = [
            _words("headers").get(" ".join(words(fold(text))), "")
            for text in header_row(grid.row(row))
        ]
        if "name" in meanings and len(set(meanings) - {""}) >= _LEAST:
            return _below(grid, row, meanings)
    return None


def _below(grid: Grid, header: int, meanings: list[str]) -> list[UnitLine]:
    found = []
    for row in range(header + 1, grid.height):
        cells = grid.row(row)
        values: dict[str, str] = {}
        for meaning, cell in zip(meanings, cells, strict=True):
            text = tidy(text_of(cell))
            if meaning and text and meaning not in values:
                values[meaning] = text
        if values.get("name") and len(values) >= _LEAST:
            found.append(UnitLine(row + 1, values))
    return found
