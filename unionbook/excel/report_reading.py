# SPDX-License-Identifier: Apache-2.0
"""The table of a report taken out of its workbook again, cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.excel.reader import open_book

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.excel.grid import Cell


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """What a workbook's first sheet holds: its headings and rows as texts, and what is noted.

    Sums are plain digits, dates ISO texts.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def read_workbook(path: Path) -> WorkbookTable:
    """Read a workbook that holds a report. Raises UnreadableFileError."""
    book = open_book(path)
    grids = [book.grid(sheet.name) for sheet in book.sheets]
    first = grids[0]
    rows = [tuple(map(_text, first.row(at))) for at in range(first.height)]
    filled = [row for row in rows if any(row)]
    notes = tuple(
        _text(cell) for grid in grids[1:] for at in range(grid.height) for cell in grid.row(at)
    )
    return WorkbookTable(filled[0] if filled else (), tuple(filled[1:]), notes)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
