# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""What each row of a table is: a person, or something that only stands among people.

A row is never dropped in silence: what is no person is skipped and what is a person without a name
is refused, each with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from unionbook.domain import names
from unionbook.excel import row_words
from unionbook.excel.evidence import PLACEHOLDER, text_of
from unionbook.excel.grid import Grid, is_blank
from unionbook.excel.header_words import plain_words
from unionbook.excel.layout import is_numbering_row
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.excel.cell_values import Value

TAKE, REFUSE, SKIP, DOUBLE = "take", "refuse", "skip", "double"


@dataclass(slots=True)
class RowSense:
    """What is needed to judge rows: names and key values by row, and the table's shape."""

    grid: Grid
    first: int
    names: list[Value]
    name_columns: list[int]
    keys: list[list[Value]]
    number_column: int | None
    header_texts: set[str]
    mapped: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Verdicts:
    """Rows (zero-based) that hold anything, with what becomes of each and why."""

    rows: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, row: int, action: str, reason: str) -> None:
        """Note what becomes of a row."""
        self.rows.append(row)
        self.actions.append(action)
        self.reasons.append(reason)


def judge(sense: RowSense) -> Verdicts:
    """Decide for every filled row whether it is a person."""
    strength = _strengths(sense)
    named = sense.names
    below = range(sense.first, sense.grid.height)
    plain = [row for row in below if strength[row] > 1 and named[row]]
    if len(plain) == len(below):  # a name and two values that fit: surely people
        return Verdicts(plain, [TAKE] * len(plain), [""] * len(plain))
    judge_one = _Judge(sense, strength, 2 if len(sense.keys) > 1 else 1)
    numbered = _numbered(sense)
    verdicts = Verdicts()
    for row in below:
        sure = named[row] and strength[row] + numbered[row] > 1
        verdict = (TAKE, "") if sure else judge_one(row)
        if verdict is not None:
            verdicts.add(row, *verdict)
    return verdicts


def _numbered(sense: RowSense) -> list[bool]:
    """Say of each row whether a whole number counts it: that tells a person as much as a value."""
    if sense.number_column is None:
        return [False] * sense.grid.height
    return [
        cell.isdigit() if isinstance(cell, str) else isinstance(cell, float) and cell > 0
        for cell in sense.grid.columns[sense.number_column]
    ]


def _strengths(sense: RowSense) -> list[int]:
    whole = [column for column in sense.keys if "" not in column[sense.first :]]
    if len(whole) > 1:  # every row holds two values that fit: how many more does not matter
        return [2] * sense.grid.height
    counts = [0] * sense.grid.height
    for column in sense.keys:
        counts = [count + (value != "") for count, value in zip(counts, column, strict=True)]
    return counts


class _Judge:
    """Judges the rows that are not plainly people."""

    def __init__(self, sense: RowSense, strength: list[int], strong: int) -> None:
        self.sense = sense
        self.strength = strength
        self.strong = strong
        self.signing = False
        sample = range(sense.first, min(sense.grid.height, sense.first + 400))
        fills = [self._fill(row) for row in sample if sense.names[row]]
        self.usual = median(fills) if fills else 1
        self.last_strong = max(
            (r for r in range(sense.first, sense.grid.height) if sense.names[r] and strength[r]),
            default=sense.grid.height,
        )

    def __call__(self, row: int) -> tuple[str, str] | None:
        grid = self.sense.grid
        texts = [text_of(cell)[:200] for cell in grid.row(row) if not is_blank(cell)]
        texts = [text for text in texts if not PLACEHOLDER.fullmatch(text)]
        if not texts:
            return None
        if found := self._furniture(row, texts):
            return SKIP, found
        if self.sense.names[row]:
            return self._named(row, texts)
        return self._nameless(row, texts)

    def _fill(self, row: int) -> int:
        return sum(not is_blank(column[row]) for column in self.sense.grid.columns)

    def _number(self, row: int) -> str:
        column = self.sense.number_column
        return (
            text_of(self.sense.grid.columns[column][row]).strip(" .") if column is not None else ""
        )

    def _furniture(self, row: int, texts: list[str]) -> str:
        """Recognise rows that are no person whatever they hold."""
        if is_numbering_row(self.sense.grid, row):
            return _("A row of column numbers.")
        folded = [plain_words(text) for text in texts]
        worded = [text for text in folded if text and not text.replace(" ", "").isdigit()]
        same = sum(text in self.sense.header_texts for text in worded)
        if same >= 2 and same >= 0.6 * len(worded):
            return _("The header again.")
        weak = self.strength[row] < self.strong or not self.sense.names[row]
        numbered = self._number(row).isdigit()
        if not weak or (numbered and self.sense.names[row] and self.strength[row]):
            return ""
        label = str(self.sense.names[row])[:200] or texts[0]
        if any(row_words.is_total(text) for text in {label, texts[0]}):
            return _("A total, not a person.")
        return self._foot(row, texts) if not numbered or row > self.last_strong else ""

    def _foot(self, row: int, texts: list[str]) -> str:
        signs = any(row_words.is_signature(text) for text in texts)
        if signs and (row > self.last_strong or self._fill(row) < self.usual):
            self.signing = self.signing or row > self.last_strong
            return _("A line for signatures.")
        if row_words.is_note(texts[0]) and self._fill(row) <= 2:
            return _("A note.")
        told = self.strength[row] and self.sense.names[row]
        if self.signing and row > self.last_strong and not told:
            return _("A name under the signatures.")
        return ""

    def _named(self, row: int, texts: list[str]) -> tuple[str, str]:
        name, number = str(self.sense.names[row]), self._number(row)
        like = names.likeness(name)
        fill = self._fill(row)
        if self.strength[row] or (number.isdigit() and like >= 0.2):
            if like == 0.0 and not self.strength[row]:
                return REFUSE, _("“{text}” is not a name.").format(text=name[:60])
            if row_words.is_section(name) and fill <= max(2, self.usual * 0.4) and like < 0.6:
                return SKIP, _("The head of a section.")
            return TAKE, ""
        if row_words.is_section(name) and fill < max(3, self.usual * 0.7):
            return SKIP, _("The head of a section.")
        if row_words.ROMAN.fullmatch(number) and fill <= max(2, self.usual * 0.5):
            return SKIP, _("The head of a section.")
        return self._barely_named(row, like, fill, texts)

    def _barely_named(self, row: int, like: float, fill: int, texts: list[str]) -> tuple[str, str]:
        if like >= 0.2 and fill >= 0.5 * self.usual and (fill > 1 or self.usual <= 1.5):
            return TAKE, ""
        if row > self.last_strong and fill <= 2:
            return SKIP, _("A line under the list.")
        if like >= 0.6 and fill >= 2:
            return TAKE, ""
        if like < 0.6 or len(texts) == 1:
            return SKIP, _("The head of a section.")
        return REFUSE, _("Too little stands in this row to know whether it is a person.")

    def _nameless(self, row: int, texts: list[str]) -> tuple[str, str] | None:
        number = self._number(row)
        others = len(texts) - bool(number)
        if others <= 0:
            counted = number.isdigit()
            return SKIP, _("Only a row number.") if counted else _("The head of a section.")
        if self.strength[row] and (self.strength[row] >= self.strong or number.isdigit()):
            return REFUSE, _("The row has no name.")
        if row_words.is_section(texts[0]) or row_words.ROMAN.fullmatch(number) or len(texts) == 1:
            last = row > self.last_strong
            return SKIP, _("A line under the list.") if last else _("The head of a section.")
        if number.isdigit() and others >= 2:
            return REFUSE, _("The row has no name.")
        if self.strength[row] and others >= 0.5 * self.usual:
            return REFUSE, _("The row has no name.")
        return SKIP, _("No name and nothing that tells a person.")
