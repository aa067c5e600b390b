# SPDX-License-Identifier: Apache-2.0
"""Where the table of a bank statement begins, and what its columns are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.domain.bank_sums import sign_of
from unionbook.domain.folding import words
from unionbook.domain.word_lists import import_resource
from unionbook.excel.evidence import text_of
from unionbook.excel.grid import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.excel.grid import Grid

_HEAD = 80
_LOOKED_AT = 200
_LONGEST = 120
_LONGEST_HEADER = 60
_TOLD_AGAIN = 3
"""So many headers in one row: no line of a statement holds that."""
_SINGLE = ("date", "value_date", "debit", "credit", "amount", "sign", "balance", "before")


@dataclass(slots=True)
class BankTable:
    """The table of a statement: its first row below the header, and its columns by meaning.

    ``columns`` gives places in the grid: one for each of ``date``, ``debit`` …, several for
    ``details``, ``reference`` and ``party``.
    """

    top: int
    first: int
    columns: dict[str, list[int]] = field(default_factory=dict)

    def place(self, meaning: str) -> int | None:
        """Give the column of a meaning, or None."""
        found = self.columns.get(meaning)
        return found[0] if found else None


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, ...], str]:
    return {
        tuple(words(text)): meaning
        for meaning, texts in import_resource("bank")["headers"].items()
        for text in texts
    }


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> str:
    """Give what a header means by the longest known words in it, or "" for an unknown one.

    Of two that are equally long the first counts: banks say the same again in English.
    """
    said = words(header[:_LONGEST])
    best, longest = "", 0
    for start in range(len(said)):
        for end in range(len(said), start, -1):
            meaning = _known().get(tuple(said[start:end]))
            if meaning and end - start > longest:
                best, longest = meaning, end - start
                break
    return best


def find_bank_table(grid: Grid) -> BankTable | None:
    """Find the header of a statement, in one row or two; None where the sheet has none."""
    best: tuple[int, int] | None = None
    found: BankTable | None = None
    for top in range(min(_HEAD, grid.height)):
        for height in (1, 2):
            if top + height > grid.height:
                continue
            columns = _columns(_headers(grid, top, height))
            if not _is_whole(columns):
                continue
            score = (sum(len(places) for places in columns.values()), -height)
            if best is None or score > best:
                best, found = score, BankTable(top, top + height, columns)
    if found is not None and "sign" not in found.columns and "amount" in found.columns:
        _find_signs(grid, found)
    return found


def _headers(grid: Grid, top: int, height: int) -> list[str]:
    """Give the header over each column; what is merged over several counts for each of them."""
    texts = []
    for place, column in enumerate(grid.columns):
        parts = []
        for row in range(top, top + height):
            cell = column[row]
            if is_blank(cell) and row < top + height - 1:
                cell = _merged(grid, row, place)
            parts.append(" ".join(text_of(cell)[:_LOOKED_AT].split()))
        texts.append(" ".join(part for part in parts if part))
    return texts


def _merged(grid: Grid, row: int, place: int) -> str:
    column = grid.first_column + place
    for top, left, bottom, right in grid.merges:
        if top <= row <= bottom and left <= column <= right and left >= grid.first_column:
            return text_of(grid.columns[left - grid.first_column][top])
    return ""


def _columns(headers: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        meaning = meaning_of(header)
        if not meaning or (meaning in _SINGLE and meaning in found):
            continue
        found.setdefault(meaning, []).append(place)
    if "value_date" in found and "date" not in found:
        found["date"] = found.pop("value_date")
    return found


def _is_whole(columns: dict[str, list[int]]) -> bool:
    sums = ("debit" in columns and "credit" in columns) or "amount" in columns
    told = "details" in columns or "balance" in columns or "reference" in columns
    return "date" in columns and sums and told


def _find_signs(grid: Grid, table: BankTable) -> None:
    """Take a column without a header that says in or out in each row as the one of signs."""
    taken = {place for places in table.columns.values() for place in places}
    for place, column in enumerate(grid.columns):
        if place in taken:
            continue
        filled = [text_of(cell) for cell in column[table.first :] if not is_blank(cell)]
        if filled and sum(bool(sign_of(text)) for text in filled) > 0.9 * len(filled):
            table.columns["sign"] = [place]
            return


def repeats_header(grid: Grid, row: int) -> bool:
    """Tell whether a row says the header again: at the top of a page, or in a second language."""
    texts = [cell for cell in grid.row(row) if isinstance(cell, str) and _may_head(cell)]
    return sum(bool(meaning_of(text)) for text in texts) >= _TOLD_AGAIN


def _may_head(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADER and not any(letter.isdigit() for letter in text)
