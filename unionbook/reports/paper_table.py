# SPDX-License-Identifier: Apache-2.0
"""The table of a report taken off its PDF again: column by column, row by row.

A column is known by its heading: a text of the table begins, ends or is centred where its heading
does. A row is known by the gap above it, which is larger than that between the lines of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from unionbook.reports.canvas import MM
from unionbook.reports.table import CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.reports.paper_words import PageWords, Word

_FOOT = 17.5 * MM
"""What stands below this belongs to the foot of the page."""
_LINE = CELL.leading / CELL.size
"""From one line of a cell to the next, in sizes of its letters; rows are farther apart."""
_JUST = 0.4
"""Points within which two texts begin, or end, at the same place."""
_LEVEL = 0.6
"""Points by which the texts of one line may differ in height."""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """What a paper's table holds: its headings, and its rows as texts, those of totals too.

    ``above`` are the texts over the table on its first page, from top to bottom.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...]


@dataclass(slots=True)
class _Column:
    title: str
    left: float
    right: float

    def distance(self, word: Word) -> float:
        """Give how far a word is from standing where the heading stands."""
        return min(
            abs(word.left - self.left),
            abs(word.right - self.right),
            abs(word.left + word.right - self.left - self.right) / 2,
        )


def read_table(pages: Sequence[PageWords], most_rows: int) -> PaperTable:
    """Give the table that runs down the pages; what follows its ``most_rows`` rows is not of it."""
    titles: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for page in pages:
        heads = [word for word in page.words if word.white]
        if not heads or (titles and len(rows) >= most_rows):
            continue
        columns = _columns(heads)
        top, end = max(word.base for word in heads), min(word.base for word in heads)
        if not titles:
            titles = tuple(column.title for column in columns)
            above = _lines_above(page.words, top)
        body = [word for word in page.words if not word.white and _FOOT < word.base < end]
        rows += [_row(group, columns) for group in _groups(body)]
    return PaperTable(titles, tuple(rows[:most_rows]), above)


def _columns(heads: Sequence[Word]) -> list[_Column]:
    top = max(word.base for word in heads)
    first = sorted((one for one in heads if top - one.base < _LEVEL), key=lambda word: word.left)
    columns = [_Column(word.text, word.left, word.right) for word in first]
    for word in sorted(heads, key=lambda one: -one.base):
        if top - word.base >= _LEVEL:
            of = min(columns, key=lambda column: column.distance(word))
            of.title = f"{of.title} {word.text}"
    return columns


def _lines_above(words: Sequence[Word], top: float) -> tuple[str, ...]:
    over = [word for word in words if word.base > top and not word.white]
    return tuple(word.text for word in sorted(over, key=lambda one: (-one.base, one.left)))


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Give the words of each row: a gap larger than a line's begins another one."""
    if not words:
        return []
    ordered = sorted(words, key=lambda one: -one.base)
    leading = median(word.size for word in ordered) * _LINE
    groups: list[list[Word]] = [[ordered[0]]]
    for before, word in pairwise(ordered):
        if before.base - word.base > leading * 1.2:
            groups.append([])
        groups[-1].append(word)
    return groups


def _place(word: Word, columns: Sequence[_Column]) -> int:
    """Give the column of a text: most begin or end just where a heading does."""
    for at, column in enumerate(columns):
        if abs(word.left - column.left) < _JUST or abs(word.right - column.right) < _JUST:
            return at
    return min(range(len(columns)), key=lambda at: columns[at].distance(word))


def _row(words: Sequence[Word], columns: Sequence[_Column]) -> tuple[str, ...]:
    cells: list[list[Word]] = [[] for _column in columns]
    for word in words:
        cells[_place(word, columns)].append(word)
    return tuple(
        " ".join(word.text for word in sorted(cell, key=lambda one: (-one.base, one.left)))
        for cell in cells
    )
