# SPDX-License-Identifier: Apache-2.0
"""Bank statements as banks export them: preamble, one or two columns of sums, totals below.

Nothing is guessed: a row that holds a sum and cannot be read is given back with the reason.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.domain import bank
from unionbook.domain.bank import RawLine, StatementLine
from unionbook.domain.bank_sums import read_sum, sign_of
from unionbook.domain.dates import from_serial, read_date
from unionbook.domain.folding import fold, tidy, words
from unionbook.domain.word_lists import import_resource
from unionbook.errors import UnreadableFileError
from unionbook.excel import legacy
from unionbook.excel.bank_headers import BankTable, find_bank_table, repeats_header
from unionbook.excel.evidence import text_of
from unionbook.excel.grid import is_blank
from unionbook.excel.reader import open_book
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.excel.grid import Cell, Grid

_WHOLE_DAY = 10
_DAY_MONTH = re.compile(r"'?(\d{1,2})[/.-](\d{1,2})")
_DAY_FIRST = re.compile(r"'?(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4})\b")
_ACCOUNT = re.compile(r"\d[\d .\-]{6,22}\d")
_YEAR = re.compile(r"\b(20\d\d)\b")
_ABOUT = 40


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that holds a sum and could not be taken as a line, with the reason."""

    row: int
    reason: str


@dataclass(slots=True)
class BankStatement:
    """A statement as it was understood; the oldest line first.

    ``opening`` and ``closing`` are the balances before and after, None where nothing tells them.
    ``number`` is the bank's number of the account, as far as the file says it.
    """

    sheet: str
    lines: list[StatementLine]
    opening: int | None
    closing: int | None
    number: str
    unread: list[Unread] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_statement(
    path: Path,
    *,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BankStatement:
    """Read a statement from Excel or text. Raises UnreadableFileError where none is found."""
    book = open_book(path)
    entries = [one for one in book.sheets if sheet in (None, one.name)]
    entries.sort(key=lambda one: not one.visible)
    found: BankStatement | None = None
    for done, entry in enumerate(entries, 1):
        grid = book.grid(entry.name)
        table = find_bank_table(grid)
        if progress:
            progress(done, len(entries))
        if table is None:
            continue
        if found is not None:
            found.warnings.append(
                _("The sheet “{name}” holds a statement too: take it in as well.").format(
                    name=entry.name
                )
            )
            continue
        read = _Reading(grid, table).statement()
        if read.lines or read.unread or read.opening is not None:
            found = read
            found.warnings[:0] = book.warnings
    if found is not None:
        return found
    raise UnreadableFileError(
        _(
            "No statement was found in “{name}”: it needs columns for the date, the sums and what "
            "they are for."
        ).format(name=path.name)
    )


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[tuple[str, ...], ...]]:
    lists = import_resource("bank")["words"]
    return {name: tuple(tuple(words(text)) for text in listed) for name, listed in lists.items()}


def _begins_with(text: str, label: str) -> bool:
    said = words(text[:_ABOUT])
    return any(tuple(said[: len(known)]) == known for known in _labels()[label])


def _says_balance(details: str) -> bool:
    """Tell whether a row is only there to say a balance, dated as if something had happened."""
    if len(details) > _ABOUT:
        return False
    said = tuple(words(details))
    return said in _labels()["opening"] or said in _labels()["closing"]


class _Reading:
    """Goes through the rows of one sheet."""

    def __init__(self, grid: Grid, table: BankTable) -> None:
        self._grid, self._table = grid, table
        self._lines: list[RawLine] = []
        self._unread: list[Unread] = []
        self._opening: Decimal | None = None
        self._closing: Decimal | None = None
        self._years = _years(grid, table.top)

    def statement(self) -> BankStatement:
        """Read all rows, put them into order and see whether the balances follow."""
        self._frame(0, self._table.top)
        for row in range(self._table.first, self._grid.height):
            self._row(row)
        warnings = []
        ordered = bank.in_order(self._lines)
        if other := bank.turned(self._lines):
            ordered = other
            warnings.append(_("In and out are exchanged in this file, as its balances tell."))
        if wrong := bank.breaks(ordered):
            warnings.append(
                _(
                    "The balance of row {row} does not follow from the one before: lines may be "
                    "missing."
                ).format(row=wrong[0])
            )
        lines = bank.whole(ordered)
        opening, closing = self._ends(ordered, lines)
        if not wrong and not bank.follows(opening, lines, closing):
            warnings.append(
                _("The lines do not add up to the closing balance: lines may be missing.")
            )
        return BankStatement(
            self._grid.name,
            lines,
            opening,
            closing,
            _account_number(self._grid, self._table.top),
            self._unread,
            warnings,
        )

    def _ends(
        self, ordered: list[RawLine], lines: list[StatementLine]
    ) -> tuple[int | None, int | None]:
        """Give the balances before and after: as the file says, else as the lines tell."""
        opening, closing = self._opening, self._closing
        if opening is None and ordered and ordered[0].balance is not None:
            opening = ordered[0].balance - ordered[0].amount
        held = None if opening is None else bank.rounded(opening)
        if closing is None and ordered and ordered[-1].balance is not None:
            closing = ordered[-1].balance
        if closing is None:
            total = sum(line.amount for line in lines)
            return held, None if held is None else held + total
        end = bank.rounded(closing)
        return (end - sum(line.amount for line in lines) if held is None else held), end

    def _frame(self, first: int, last: int) -> None:
        """Look for opening and closing balance in the rows above or below the table."""
        for row in range(first, last):
            self._balances_beside(row)

    def _balances_beside(self, row: int) -> bool:
        cells = self._grid.row(row)
        told = False
        for place, cell in enumerate(cells):
            text = text_of(cell)
            for label in ("opening", "closing"):
                if not text or not _begins_with(text, label):
                    continue
                after = [text.rpartition(":")[2] if ":" in text else "", *cells[place + 1 :]]
                sums = [found for one in after if (found := _sum(one)) is not None]
                if sums:
                    told = True
                    self._keep(label, sums[0])
        return told

    def _keep(self, label: str, amount: Decimal) -> None:
        if label == "opening" and self._opening is None:
            self._opening = amount
        elif label == "closing":
            self._closing = amount

    def _row(self, row: int) -> None:
        cells = self._grid.row(row)
        day, amount = self._day(cells), self._amount(cells)
        details = self._texts(cells, "details")
        if day and amount and not _says_balance(details):
            self._take(row, day, amount, cells, details)
        elif all(map(is_blank, cells)) or repeats_header(self._grid, row):
            return
        elif self._is_summary(cells, details):
            self._summary(row, cells, details)
        elif amount and not (self._cell(cells, "debit") and self._cell(cells, "credit")):
            reason = _("It has a sum, and no date that could be read.")
            self._unread.append(Unread(row + 1, reason))
        elif day and self._has_text_for_a_sum(cells):
            self._unread.append(Unread(row + 1, _("Its sum could not be read.")))
        elif not day and not amount and details and self._lines:
            self._goes_on(details)

    def _is_summary(self, cells: list[Cell], details: str) -> bool:
        """Tell whether a row that is no line says a balance or a total."""
        first = next((text_of(cell) for cell in cells if not is_blank(cell)), "")
        return any(
            _begins_with(text, label)
            for text in (first, details)
            for label in ("opening", "closing", "total")
        )

    def _take(self, row: int, day: str, amount: Decimal, cells: list[Cell], details: str) -> None:
        balance = _sum(self._cell(cells, "balance"))
        self._lines.append(
            RawLine(
                row + 1,
                day,
                amount,
                balance,
                details,
                self._texts(cells, "reference"),
                self._texts(cells, "party"),
            )
        )

    def _summary(self, row: int, cells: list[Cell], details: str) -> None:
        """Take opening and closing balance from a row of the table that is no line."""
        if self._balances_beside(row):
            return
        balance = _sum(self._cell(cells, "balance"))
        balance = self._amount(cells) if balance is None else balance
        if balance is not None and _begins_with(details, "opening"):
            self._keep("opening", balance)
        elif balance is not None and _begins_with(details, "closing"):
            self._keep("closing", balance)

    def _goes_on(self, details: str) -> None:
        last = self._lines[-1]
        self._lines[-1] = RawLine(
            last.row,
            last.dated_on,
            last.amount,
            last.balance,
            f"{last.details} {details}".strip(),
            last.reference,
            last.party,
        )

    def _cell(self, cells: list[Cell], meaning: str) -> Cell:
        place = self._table.place(meaning)
        return "" if place is None or is_blank(cells[place]) else cells[place]

    def _texts(self, cells: list[Cell], meaning: str) -> str:
        """Join the cells of a meaning; a number of the document may stand under the date."""
        found = [_plain(cells[place]) for place in self._table.columns.get(meaning, ())]
        if meaning == "reference" and isinstance(cell := self._cell(cells, "date"), str):
            found.append(tidy(_DAY_FIRST.sub("", cell, count=1)) if "\n" in cell else "")
        return " ".join(text for text in found if text)

    def _day(self, cells: list[Cell]) -> str:
        cell = self._cell(cells, "date")
        if isinstance(cell, dt.datetime):
            return cell.date().isoformat()
        if isinstance(cell, dt.date):
            return cell.isoformat()
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            return from_serial(cell)
        text = text_of(cell)
        if (match := _DAY_MONTH.fullmatch(text)) and self._years:
            return _in_period(int(match[1]), int(match[2]), self._years)
        if match := _DAY_FIRST.match(text):
            text = match[1]
        day = read_date(text, latest_year=dt.datetime.now(tz=dt.UTC).year + 1).value
        return day if len(day) == _WHOLE_DAY else ""

    def _amount(self, cells: list[Cell]) -> Decimal | None:
        """Give what came in (positive) or went out, None where nothing is said."""
        if self._table.place("amount") is not None:
            amount = _sum(self._cell(cells, "amount"))
            sign = sign_of(text_of(self._cell(cells, "sign")))
            if amount is None or not sign:
                return amount
            return abs(amount) * sign
        out, into = (_sum(self._cell(cells, meaning)) for meaning in ("debit", "credit"))
        if out is None and into is None:
            return None
        return (into or Decimal(0)) - abs(out or Decimal(0))

    def _has_text_for_a_sum(self, cells: list[Cell]) -> bool:
        texts = [self._cell(cells, meaning) for meaning in ("debit", "credit", "amount")]
        return any(_sum(cell) is None and text_of(cell).strip("- ") for cell in texts)


def _in_period(day: int, month: int, period: tuple[str, str]) -> str:
    """Give a day without a year the year of the statement that it lies in."""
    first, last = period
    year = int(first[:4])
    if f"{year:04d}-{month:02d}" < first[:7] and last[:4] != first[:4]:
        year = int(last[:4])
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _sum(cell: Cell) -> Decimal | None:
    """Give a cell as a signed sum, None where it is none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return round(Decimal(repr(cell)), 2)
    read = read_sum(text_of(cell)) if isinstance(cell, str) and cell else None
    if read is None:
        return None
    size, sign = read
    return -size if sign < 0 else size


def _plain(cell: Cell) -> str:
    """Give a cell as tidy text, in Unicode."""
    text = tidy(text_of(cell))
    return text if text.isascii() else legacy.repaired(text)[0]


def _years(grid: Grid, top: int) -> tuple[str, str] | None:
    """Give the first and last day of the statement as its preamble says them, or only the year."""
    texts = [text_of(cell) for row in range(top) for cell in grid.row(row) if not is_blank(cell)]
    days = sorted(
        day
        for text in texts
        for found in _DAY_FIRST.findall(text)
        if len(day := read_date(found).value) == _WHOLE_DAY
    )
    if days:
        return days[0], days[-1]
    years = sorted(year for text in texts for year in _YEAR.findall(text))
    return (f"{years[0]}-01-01", f"{years[-1]}-12-31") if years else None


def _account_number(grid: Grid, top: int) -> str:
    """Give the number of the account from the preamble, digits alone, or ""."""
    for row in range(top):
        cells = grid.row(row)
        for place, cell in enumerate(cells):
            text = text_of(cell)
            if not any(" ".join(known) in fold(text) for known in _labels()["account"]):
                continue
            for other in (text, *(text_of(one) for one in cells[place + 1 :])):
                if match := _ACCOUNT.search(other):
                    return "".join(letter for letter in match[0] if letter.isdigit())
    return ""
