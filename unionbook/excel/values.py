# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""One column's cells made a field's canonical values, each distinct cell looked at once.

A column that is canonical already, as most of a large list is, is seen to be so in one look.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from unionbook.domain.fields import Kind
from unionbook.excel import legacy
from unionbook.excel.cell_values import (
    Customs,
    Outcome,
    Value,
    in_old_encoding,
    kind_of_field,
    reader_of,
)
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.excel.grid import Cell

_ONE = {
    Kind.IDENTITY: re.compile(r"0\d{11}|[1-9]\d{15}"),
    Kind.PHONE: re.compile(r"0[2-9]\d{8}"),
    Kind.EMAIL: re.compile(
        r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}"
    ),
    Kind.NUMBER_CODE: re.compile(r"[A-Z]{0,4}\d{2,14}"),
}
_EMAILS = re.compile(r"(?:[a-z0-9][a-z0-9._-]*+@[a-z0-9.-]+\.[a-z]{2,10}+\n|\n)*+")
_NO_DIGIT = re.compile(r"^[A-Za-z]+$", re.MULTILINE)
_WORDY = (Kind.NAME, Kind.TEXT, Kind.LONG_TEXT)
_ODD_SPACES = (
    "\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_ODD = re.compile(
    r"[^\S\n ]|[\u0300-\u036f\u200b-\u200f\u2028-\u202e\ufeff\x00-\x08\x0b-\x1f\x7f#]|_x000"
)
_EMPTY_WORD = re.compile(r"^(?:[\W_]+|n/?a|nil|null|none|x{3,}|\d+)$", re.MULTILINE | re.IGNORECASE)
_NUMBERED_OR_ADDRESSED = re.compile(r"^\(?\d|^(?:mr|mrs|ms|miss)\b", re.MULTILINE | re.IGNORECASE)
_EDGES = "-.,;:*'\"`_"
_LARGEST_SUM = 1e12
_OLD_NUMBER = 9
"""Digits of a Vietnamese identity card before 2016."""
_DAY_MONTH = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")


@dataclass(slots=True)
class ColumnValues:
    """A column's values, row by row, and the outcomes worth telling, by the cell they came from."""

    values: list[Value]
    told: dict[Cell, Outcome] = field(default_factory=dict)


def read_column(name: str, cells: list[Cell], customs: Customs) -> ColumnValues:
    """Make a column's cells the values of a field of the member record or of the import."""
    kind = kind_of_field(name)
    if _canonical_already(kind, cells):
        return ColumnValues(cast("list[Value]", list(cells)))
    memo: dict[Cell, Value] = {"": ""}
    told: dict[Cell, Outcome] = {}
    distinct = set(cells)
    distinct.discard("")
    rest = _take_plain(kind, distinct, memo, customs)
    lean = _lean(rest)
    reader = reader_of(name, customs)
    for cell in rest:
        outcome = _read_leaning(reader, cell, lean)
        memo[cell] = outcome.value
        if outcome.repair or outcome.problem or outcome.more:
            told[cell] = outcome
    return ColumnValues(list(map(memo.__getitem__, cells)), told)


def _canonical_already(kind: Kind | None, cells: list[Cell]) -> bool:
    """Say by one look at the joined texts that nothing in a column needs to be changed."""
    if kind not in _ONE and kind not in _WORDY:
        return False
    if set(map(type, cells)) - {str}:
        return False
    different = set(cells) if kind in _WORDY else cells
    joined = "\n".join(cast("list[str]", different))
    if joined.count("\n") != len(different) - 1:
        return False
    if kind in _WORDY:
        return _is_tidy(joined, kind)
    if kind is Kind.EMAIL:
        doubtful = any(pair in joined for pair in ("..", ".@", "@.", "@-", "-.", ".-"))
        return not doubtful and _EMAILS.fullmatch(joined + "\n") is not None
    return _are_digits(kind, joined, set(map(len, cast("list[str]", cells))))


def _are_digits(kind: Kind | None, joined: str, lengths: set[int]) -> bool:
    """Say by counting whether all texts are numbers of one length, or codes that hold digits."""
    together = joined.replace("\n", "")
    if kind is Kind.NUMBER_CODE:
        return (
            together.isascii()
            and together.isalnum()
            and not lengths & {1, 2, 3}
            and not _NO_DIGIT.search(joined)
        )
    length = 12 if kind is Kind.IDENTITY else 10
    if not (together.isascii() and together.isdigit() and lengths <= {0, length}):
        return False
    starts = joined.count("\n0") + joined.startswith("0")
    national = kind is Kind.IDENTITY or not any(f"\n0{n}" in "\n" + joined for n in "01")
    return starts * length == len(together) and national


def _is_tidy(joined: str, kind: Kind | None) -> bool:
    """Say whether texts joined by line feeds need nothing done: no odd spaces, signs or letters.

    The few different words of a long column are looked at, not its every letter.
    """
    framed = f"\n{joined}\n"  # the first and the last text have edges too
    if "  " in framed or " \n" in framed or "\n " in framed:
        return False
    if kind is Kind.NAME and any(f"{edge}\n" in framed or f"\n{edge}" in framed for edge in _EDGES):
        return False
    if any(space in joined for space in _ODD_SPACES):
        return False
    words = "\n".join(set(joined.split()))
    if kind is Kind.NAME and _NUMBERED_OR_ADDRESSED.search(words):
        return False
    if _ODD.search(words) or (not words.isascii() and legacy.SUSPECT.search(words)):
        return False
    return not (_EMPTY_WORD.search(words) and _EMPTY_WORD.search(joined))


def _take_plain(
    kind: Kind | None, distinct: set[Cell], memo: dict[Cell, Value], customs: Customs
) -> set[Cell]:
    """Take the cells that are canonical already, with as little work as can be."""
    plain: dict[Cell, Value] = {}
    if kind in _WORDY:
        texts = [cell for cell in distinct if type(cell) is str]
        joined = "\n".join(texts)
        if joined.count("\n") == len(texts) - 1 and _is_tidy(joined, kind):
            plain = dict(zip(texts, texts, strict=True))
    elif kind in _ONE:
        matches = _ONE[kind].fullmatch
        plain = {cell: cell for cell in distinct if type(cell) is str and matches(cell)}
    elif kind is Kind.MONEY:
        plain = {
            cell: int(cell)
            for cell in distinct
            if type(cell) is float and 0 < cell < _LARGEST_SUM and cell.is_integer()
        }
    elif kind is Kind.DATE:
        first, last = customs.earliest_year, customs.latest_year
        plain = {
            cell: cell.isoformat()
            for cell in distinct
            if type(cell) is dt.date and first <= cell.year <= last
        }
    memo.update(plain)
    return distinct.difference(plain) if plain else distinct


def _lean(cells: set[Cell]) -> str:
    """Name the old encoding that a whole column is in, or nothing."""
    accented = [cell for cell in cells if isinstance(cell, str) and not cell.isascii()]
    if any(map(legacy.is_modern, accented)):
        return ""
    found = Counter(legacy.repaired(text)[1] for text in accented[:400])
    name, count = next(iter(found.most_common(1)), ("", 0))
    return name if name and count * 2 > min(len(accented), 400) and count > 1 else ""


def _read_leaning(reader: Callable[[Cell], Outcome], cell: Cell, lean: str) -> Outcome:
    if not lean or not isinstance(cell, str):
        return reader(cell)
    text, encoding = legacy.repaired(cell, lean)
    outcome = reader(text)
    if encoding and not outcome.repair:
        return replace(outcome, repair=in_old_encoding(encoding))
    return outcome


_DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")


def months_come_first(cells: list[Cell]) -> bool:
    """Say whether the dates written as text show that the month stands first."""
    if str not in set(map(type, cells)):
        return False
    day_first = month_first = 0
    # Each date once: a birth date that a hundred people share tells no more than one.
    for cell in set(cells):
        match = _DAY_AND_MONTH.match(cell) if isinstance(cell, str) else None
        if match:
            day_first += int(match[1]) > 12 >= int(match[2])
            month_first += int(match[2]) > 12 >= int(match[1])
    return month_first >= 2 and day_first == 0


def restore_lost_zeros(read: ColumnValues) -> None:
    """Give texts of 8 digits their leading 0 where the column holds old numbers of 9 digits.

    A list that went through Excel as text has lost it; a column of other numbers has not.
    """
    if _OLD_NUMBER - 1 not in set(map(len, map(str, read.values))):
        return
    lengths = Counter(map(len, filter(str.isdigit, map(str, read.values))))
    short = lengths[_OLD_NUMBER - 1]
    if not short or lengths[_OLD_NUMBER] <= short:
        return
    why = _("The leading 0 was lost in the sheet.")
    for value in {value for value in read.values if _is_short(value)}:
        whole = f"0{value}"
        read.told.setdefault(value, Outcome(whole, repair=why))
    read.values[:] = [f"0{value}" if _is_short(value) else value for value in read.values]


def _is_short(value: Value) -> bool:
    text = str(value)
    return len(text) == _OLD_NUMBER - 1 and text.isdigit()


def days_and_months_swapped(cells: list[Cell]) -> str:
    """Give a warning where Excel took dd/mm texts for mm/dd dates, or nothing.

    Then every text left over has a day above 12, and no true date has: Excel made dates of those
    it could read with the month first, and left the others as they were typed.
    """
    kinds = set(map(type, cells))
    if str not in kinds or not any(issubclass(kind, dt.date) for kind in kinds):
        return ""
    texts = [m for cell in cells if isinstance(cell, str) and (m := _DAY_MONTH.match(cell))]
    days = [cell.day for cell in cells if isinstance(cell, dt.date)]
    above = sum(int(match[1]) > 12 >= int(match[2]) for match in texts)
    if above < 3 or above != len(texts) or len(days) < 3 or max(days) > 12:
        return ""
    return _(
        "Column {column}: Excel seems to have taken days for months in some dates, for none is "
        "after the 12th. Compare them with the papers."
    )
