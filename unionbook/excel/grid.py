# SPDX-License-Identifier: Apache-2.0
"""A sheet held in memory column by column, and a workbook that gives its sheets one at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a cell holds; an empty cell is ``""``."""


@dataclass(slots=True)
class Grid:
    """One sheet: ``columns[c][r]`` is the cell of column ``first_column + c`` and row ``r + 1``.

    Rows are counted from the top of the sheet, so index + 1 is what Excel shows. ``merges`` are
    (top, left, bottom, right), ``hidden_rows`` and ``hidden_columns`` zero-based, in sheet terms.
    """

    name: str
    first_column: int = 0
    columns: list[list[Cell]] = field(default_factory=list)
    height: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    error_cells: frozenset[tuple[int, int]] = frozenset()
    """Cells whose formula failed, as (row, place in ``columns``); they are read as empty."""
    warnings: list[str] = field(default_factory=list)

    def row(self, index: int) -> list[Cell]:
        """Give one row's cells, zero-based."""
        return [column[index] for column in self.columns]

    def letter(self, index: int) -> str:
        """Give the letters by which Excel names the column of ``columns[index]``."""
        return column_letters(self.first_column + index)

    def cells(self) -> int:
        """Give how many cells the grid spans."""
        return self.height * len(self.columns)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    visible: bool = True


@dataclass(slots=True)
class Book:
    """An opened workbook: its sheets by name, each read when it is asked for.

    ``format`` is what the content is, whatever the file's name says: xlsx, xls, xlsb, ods, text
    or html.
    """

    format: str
    sheets: list[SheetEntry]
    load: Callable[[str], Grid]
    warnings: list[str] = field(default_factory=list)

    def grid(self, name: str) -> Grid:
        """Read one sheet."""
        return self.load(name)


def column_letters(index: int) -> str:
    """Give Excel's letters of a zero-based column number."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Give the zero-based number of a column named by Excel's letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def trimmed(columns: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """Cut the empty rows below and the empty columns at the right: the columns and the height."""
    height = 0
    last_filled = -1
    for index, column in enumerate(columns):
        end = len(column)
        while end and is_blank(column[end - 1]):
            end -= 1
        if end:
            last_filled = index
            height = max(height, end)
    kept = columns[: last_filled + 1]
    for column in kept:
        del column[height:]
    return kept, height


def is_blank(cell: Cell) -> bool:
    """Say whether a cell holds nothing to see."""
    return cell == "" or (isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\u00a0"))
