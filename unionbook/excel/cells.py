# SPDX-License-Identifier: Apache-2.0
"""Values as the XML of worksheet cells (ECMA-376 part 1, 18.3.1.4), a whole column at a time.

Texts are always inline strings, so nothing a person typed can become a formula or lose a digit.
A column's values are joined and looked at together: only where something needs care (a control
character, a leading ``=``) is each cell looked at alone. That is what makes the writer quick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast

from unionbook.domain.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MAX_TEXT = 32_767
"""The UTF-16 units an Excel cell holds."""

_EXACT = 10**15
"""Excel keeps 15 digits of a number; longer ones are written as text."""
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_TRUE_SERIAL = 61
"""1 March 1900: before it Excel counts a day that never was."""
_MEMORY = 20_000
_SEPARATOR = "\u241e"  # printable, so that isprintable() speaks of the values alone
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = frozenset("=+-@\t\r\n")
_BLANK = _SEPARATOR * 2
_DELICATE_START = re.compile(f"{_SEPARATOR}[=+@ -]")
_MONTH_LENGTH, _DAY_LENGTH = 7, 10


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The numbers of the cell formats of one look, as the workbook's style sheet counts them.

    ``quoted`` and ``long_quoted`` carry Excel's quote prefix: a text that begins like a formula
    stays a text when somebody edits the cell.
    """

    text: int
    quoted: int
    long: int
    long_quoted: int
    money: int
    date: int
    moment: int
    time: int
    number: int
    whole: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    ``kind`` of ``None`` lets each value keep its own type. ``labels`` are shown instead of the
    stored values. ``width`` is in characters; 0 takes the usual one of the kind.
    """

    field: str | None
    header: str
    kind: Kind | None = Kind.TEXT
    width: float = 0
    labels: Mapping[str, str] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """A value whose cell is to be coloured, because something is wrong with it."""

    value: object


@dataclass(slots=True)
class Cutting:
    """What had to be cut to fit into a cell: how many texts, and the first of their addresses."""

    count: int = 0
    cells: list[str] = dataclass_field(default_factory=list)

    def note(self, letter: str, row: int) -> None:
        """Remember that the text of a cell was cut."""
        self.count += 1
        if len(self.cells) < 100:  # noqa: PLR2004 - enough to look at; the count goes on
            self.cells.append(f"{letter}{row}")


def column_letter(number: int) -> str:
    """Give the letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def escape(text: str) -> str:
    """Give ``text`` as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Give ``text`` without what XML cannot hold, with plain line ends."""
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def fitted(text: str) -> str:
    """Give ``text`` cut to what a cell holds, the last letter then being an ellipsis."""
    if len(text) <= MAX_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MAX_TEXT * 2:
        return text
    return units[: (MAX_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def text_cell(text: str, plain: int, quoted: int) -> str:
    """Give what follows the address of a text cell, from its closing quotation mark on."""
    if not text:
        return f'" s="{plain}"/>'
    style = quoted if text[0] in _FORMULA_STARTS else plain
    space = ' xml:space="preserve"' if text != text.strip() else ""
    body = escape(_LOOKS_ESCAPED.sub("_x005F_", text))
    return f'" s="{style}" t="inlineStr"><is><t{space}>{body}</t></is></c>'


def number_cell(number: str, style: int) -> str:
    """Give what follows the address of a cell that holds a number, likewise."""
    return f'" s="{style}"><v>{number}</v></c>'


def date_serial(day: date) -> int | None:
    """Give Excel's number of a day, or nothing for a day that Excel cannot count."""
    serial = day.toordinal() - _EPOCH
    return serial if serial >= _FIRST_TRUE_SERIAL else None


class _Memory(dict[object, str]):
    """Cells already written, for columns in which few values come again and again."""

    def __init__(self, make: Callable[[object], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: object) -> str:
        if len(self) > _MEMORY:
            self.clear()
        made = self[value] = self._make(value)
        return made


class ColumnWriter:
    """Writes the cells of one column, block by block.

    A cell is written from after its address, which the row puts in, to where the address of the
    ``following`` one begins.
    """

    def __init__(
        self,
        column: Column,
        *,
        letter: str,
        following: str,
        plain: CellStyles,
        marked: CellStyles,
        cutting: Cutting,
    ) -> None:
        self._letter, self._next = letter, following
        self._styles, self._marked, self._cutting = plain, marked, cutting
        self._labels = column.labels
        self._memory = _Memory(self._date if column.kind is Kind.DATE else self._label)
        long = column.kind is Kind.LONG_TEXT
        self._text = plain.long if long else plain.text
        self._quoted = plain.long_quoted if long else plain.quoted
        self.block = self._way(column)

    def _way(self, column: Column) -> Callable[[Sequence[object], int], list[str]]:
        if column.kind is None:
            return self._as_they_are
        if column.kind is Kind.DATE or column.labels:
            return self._remembered
        return self._amounts if column.kind is Kind.MONEY else self._texts

    def _texts(self, values: Sequence[object], first_row: int) -> list[str]:
        try:
            texts = cast("Sequence[str]", values)
            joined = f"{_SEPARATOR}{_SEPARATOR.join(texts)}{_SEPARATOR}"
        except TypeError:  # something is no text: most often an empty cell's None
            texts = ["" if value is None else str(value) for value in values]
            joined = f"{_SEPARATOR}{_SEPARATOR.join(texts)}{_SEPARATOR}"
        if _is_delicate(joined, len(texts)):
            return [self._careful(text, row) for row, text in enumerate(texts, first_row)]
        if "&" in joined or "<" in joined or ">" in joined:
            texts = escape(joined).split(_SEPARATOR)[1:-1]
        before, after = f'" s="{self._text}" t="inlineStr"><is><t>', f"</t></is></c>{self._next}"
        if _BLANK not in joined:
            return [f"{before}{text}{after}" for text in texts]
        empty = f'" s="{self._text}"/>{self._next}'
        return [f"{before}{text}{after}" if text else empty for text in texts]

    def _careful(self, text: str, row: int) -> str:
        cleaned = clean(text)
        held = fitted(cleaned)
        if held is not cleaned:
            self._cutting.note(self._letter, row)
        return text_cell(held, self._text, self._quoted) + self._next

    def _amounts(self, values: Sequence[object], first_row: int) -> list[str]:
        before, after = f'" s="{self._styles.money}"><v>', f"</v></c>{self._next}"
        empty = f'" s="{self._styles.money}"/>{self._next}'
        return [
            f"{before}{value}{after}"
            if type(value) is int and -_EXACT < value < _EXACT
            else empty
            if value is None
            else self._careful(str(value), row)
            for row, value in enumerate(values, first_row)
        ]

    def _remembered(self, values: Sequence[object], _first_row: int) -> list[str]:
        memory = self._memory
        return [memory[value] for value in values]

    def _label(self, value: object) -> str:
        text = "" if value is None else self._labels.get(str(value), str(value))
        return text_cell(fitted(clean(text)), self._text, self._quoted) + self._next

    def _date(self, value: object) -> str:
        if value is None or value == "":
            return f'" s="{self._styles.date}"/>{self._next}'
        day = value if isinstance(value, date) else _full_date(str(value))
        serial = None if day is None else date_serial(day)
        if serial is not None:
            return number_cell(str(serial), self._styles.date) + self._next
        text = f"{day:%d/%m}/{day.year:04}" if day else _partial_date(str(value))
        return text_cell(fitted(clean(text)), self._text, self._quoted) + self._next

    def _as_they_are(self, values: Sequence[object], first_row: int) -> list[str]:
        return [self._as_it_is(value, row) for row, value in enumerate(values, first_row)]

    def _as_it_is(self, value: object, row: int) -> str:
        styles = self._styles
        if isinstance(value, Marked):
            styles, value = self._marked, value.value
        if isinstance(value, bool):
            return f'" s="{styles.number}" t="b"><v>{value:d}</v></c>{self._next}'
        numeric = _number_of(value, styles)
        if numeric is not None:
            return number_cell(*numeric) + self._next
        cleaned = clean("" if value is None else _spoken(value))
        held = fitted(cleaned)
        if held is not cleaned:
            self._cutting.note(self._letter, row)
        return text_cell(held, styles.text, styles.quoted) + self._next


def _is_delicate(joined: str, count: int) -> bool:
    """Tell whether any of the texts between separators needs to be looked at alone."""
    return (
        not joined.isprintable()
        or joined.count(_SEPARATOR) != count + 1
        or _DELICATE_START.search(joined) is not None
        or f" {_SEPARATOR}" in joined
        or "_x" in joined
        or (len(joined) > MAX_TEXT // 2 and max(map(len, joined.split(_SEPARATOR))) > MAX_TEXT // 2)
    )


def _full_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == _DAY_LENGTH else None
    except ValueError:
        return None


def _partial_date(text: str) -> str:
    """Give a month as ``mm/yyyy``; a year, or what is no date at all, as it is."""
    if len(text) == _MONTH_LENGTH and text[4] == "-":
        return f"{text[5:]}/{text[:4]}"
    return text


def _number_of(value: object, styles: CellStyles) -> tuple[str, int] | None:
    """Give the number and format of a value that a sheet holds as a number."""
    if isinstance(value, datetime):
        day = date_serial(value.date())
        part = _since_midnight(value.time())
        shown = styles.moment if part else styles.date
        return None if day is None else (repr(day + part / timedelta(days=1)), shown)
    if isinstance(value, date):
        day = date_serial(value)
        return None if day is None else (str(day), styles.date)
    if isinstance(value, time):
        value = _since_midnight(value)
    if isinstance(value, timedelta):
        return repr(value / timedelta(days=1)), styles.time
    if not isinstance(value, int | float):
        return None
    if not -_EXACT < value < _EXACT:  # "not a number" is neither
        return None
    return (str(int(value)), styles.whole) if value == int(value) else (repr(value), styles.number)


def _since_midnight(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


def _spoken(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m}/{value.year:04}"
    return f"{value:%d/%m}/{value.year:04}" if isinstance(value, date) else str(value)
