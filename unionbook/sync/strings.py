# SPDX-License-Identifier: Apache-2.0
"""Columns of texts: days and digits as numbers, repeated texts by dictionary, names by their words.

Which form is the smallest is tried out, not guessed; whoever reads only follows the form's number.
"""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum
from itertools import compress, zip_longest
from typing import TYPE_CHECKING

from unionbook.sync import integers, squeezing
from unionbook.sync.packing import Cursor, utf8, varint
from unionbook.sync.refusals import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_FIRST_DAY = date(1970, 1, 1).toordinal()
_MOST_DIGITS = 18
_MOST_WORDS = 12
_SPLIT_UP_TO = 80
"""Texts longer than this, on average, are sentences: their words are not worth a dictionary."""
_FEW = 16
"""A dictionary in which each text stands this often needs no comparison."""
_SAMPLE = 512
"""So many texts tell which form is the smallest, where they hardly repeat."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)
_WORD = re.compile(r"[0-9]+|[^\W0-9_]+[^\w]?|[\W_]+")


class Form(IntEnum):
    """How the texts of a column stand."""

    RAW = 0
    DICTIONARY = 1
    DIGITS = 2
    DAYS = 3
    PARTED = 4
    WORDS = 5


_ALL = frozenset(Form)
_IN_WORDS = _ALL - {Form.WORDS, Form.DAYS}
_IN_PARTED = frozenset({Form.RAW, Form.DICTIONARY})


class Budget:
    """How many more characters an item may unfold to, and how many words were put together."""

    __slots__ = ("left", "words")

    def __init__(self, left: int) -> None:
        self.left = left
        self.words = 0

    def spend(self, texts: Iterable[str] | Iterable[bytes]) -> None:
        """Count what was read."""
        self.take(sum(map(len, texts)))

    def take(self, count: int) -> None:
        """Count ``count`` characters."""
        self.left -= count
        if self.left < 0:
            raise too_large("texts of a block")


def encode(values: Sequence[str], forms: frozenset[Form] = _ALL) -> list[bytes]:
    """Give the pieces of a column of texts; none for an empty one."""
    if not values:
        return []
    form = _form(values, forms)
    return [bytes([form]), *_WRITERS[form](values)]


def _form(values: Sequence[str], forms: frozenset[Form]) -> Form:
    """Find the form that takes the fewest bytes, among those that fit."""
    distinct = set(values)
    if len(distinct) == 1 or len(distinct) * _FEW <= len(values):
        days = Form.DAYS in forms and len(distinct) > _FEW and all(map(_is_day, distinct))
        return Form.DAYS if days else Form.DICTIONARY
    if Form.DAYS in forms and all(map(_is_day, distinct)):
        return Form.DAYS
    # What hardly repeats can be judged by a few; what repeats only shows among all.
    rare = len(distinct) * 2 > len(values)
    sample = values[:: len(values) // _SAMPLE + 1] if rare else values
    fitting = [form for form in sorted(forms) if _fits(form, distinct, len(values))]
    tried = {form: squeezing.size(_WRITERS[form](sample)) for form in fitting}
    return min(fitting, key=tried.__getitem__)


def _fits(form: Form, distinct: set[str], count: int) -> bool:
    if form is Form.DICTIONARY:
        return len(distinct) < count
    if form is Form.DIGITS:
        return all(map(_DIGITS.fullmatch, distinct))
    if form is Form.PARTED:
        # Some of both: digits alone have their own form.
        flags = set(map(bool, map(_DIGITS.fullmatch, distinct)))
        return len(flags) > 1
    if form is Form.WORDS:
        return sum(map(len, distinct)) <= _SPLIT_UP_TO * len(distinct)
    return form is Form.RAW


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal() - _FIRST_DAY


def _raw(values: Sequence[str]) -> list[bytes]:
    data = "".join(values).encode("utf-8")
    return [*integers.encode(list(map(len, values))), varint(len(data)), data]


def _dictionary(values: Sequence[str]) -> list[bytes]:
    distinct = sorted(set(values))
    places = {text: place for place, text in enumerate(distinct)}
    indexes = integers.encode([places[text] for text in values])
    return [varint(len(distinct)), *_raw(distinct), *indexes]


def _digits(values: Sequence[str]) -> list[bytes]:
    return [*integers.encode(list(map(len, values))), *integers.encode(list(map(int, values)))]


def _days(values: Sequence[str]) -> list[bytes]:
    return integers.encode(list(map(_day_number, values)))


def _parted(values: Sequence[str]) -> list[bytes]:
    is_numeric = [_DIGITS.fullmatch(text) is not None for text in values]
    digits = list(compress(values, is_numeric))
    rest = [text for text, numeric in zip(values, is_numeric, strict=True) if not numeric]
    return [bitmap(is_numeric), *_digits(digits), *encode(rest, _IN_PARTED)]


def _words(values: Sequence[str]) -> list[bytes]:
    split = [_split(text) for text in values]
    pieces = integers.encode(list(map(len, split)))
    for column in zip_longest(*split):
        pieces.extend(encode([word for word in column if word is not None], _IN_WORDS))
    return pieces


def _split(text: str) -> list[str]:
    words = _WORD.findall(text)
    if len(words) > _MOST_WORDS:
        words[_MOST_WORDS - 1 :] = ["".join(words[_MOST_WORDS - 1 :])]
    return words


def bitmap(flags: Sequence[bool]) -> bytes:
    """Give one bit a flag, the first in the lowest bit of the first byte."""
    number = int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
    return number.to_bytes((len(flags) + 7) // 8, "little")


def read_bitmap(cursor: Cursor, count: int) -> list[bool]:
    """Read ``count`` flags; the bits after the last are zero."""
    number = int.from_bytes(cursor.take((count + 7) // 8), "little")
    if number >> count:
        raise damaged("bits after the last of a bitmap")
    return [bit == "1" for bit in reversed(f"{number:0{count}b}")] if count else []


def decode(cursor: Cursor, count: int, budget: Budget, forms: frozenset[Form] = _ALL) -> list[str]:
    """Read a column of ``count`` texts."""
    if not count:
        return []
    form = cursor.byte()
    if form not in forms:
        raise damaged(f"form {form} of texts")
    return _READERS[Form(form)](cursor, count, budget)


def _read_raw(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    lengths = integers.decode_small(cursor, count, budget.left)
    data = utf8(cursor.take(cursor.varint(cursor.left)))
    if sum(lengths) != len(data):
        raise damaged(f"{len(data)} characters where {sum(lengths)} were announced")
    budget.take(len(data))
    texts, start = [], 0
    for length in lengths:
        texts.append(data[start : start + length])
        start += length
    return texts


def _read_dictionary(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    size = cursor.varint(count)
    entries = _read_raw(cursor, size, budget)
    indexes = integers.decode_small(cursor, count, size - 1)
    values = [entries[index] for index in indexes]
    budget.spend(values)
    return values


def _read_digits(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    lengths = integers.decode_small(cursor, count, _MOST_DIGITS)
    numbers = integers.decode_small(cursor, count, 10**_MOST_DIGITS - 1)
    budget.take(sum(lengths))
    values = [f"{number:0{length}d}" for number, length in zip(numbers, lengths, strict=True)]
    if list(map(len, values)) != lengths:
        raise damaged("a number of more digits than announced")
    return values


def _read_days(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    numbers = [number + _FIRST_DAY for number in integers.decode(cursor, count)]
    if min(numbers) < 1 or max(numbers) > date.max.toordinal():
        raise damaged("a day outside the years 1 to 9999")
    budget.take(10 * count)
    days = {number: date.fromordinal(number).isoformat() for number in set(numbers)}
    return [days[number] for number in numbers]


def _read_parted(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    is_numeric = read_bitmap(cursor, count)
    digits = sum(is_numeric)
    numeric = iter(_read_digits(cursor, digits, budget))
    rest = iter(decode(cursor, count - digits, budget, _IN_PARTED))
    return [next(numeric if flag else rest) for flag in is_numeric]


def _read_words(cursor: Cursor, count: int, budget: Budget) -> list[str]:
    lengths = integers.decode_small(cursor, count, _MOST_WORDS)
    budget.words += sum(lengths)
    columns = []
    for place in range(max(lengths)):
        present = sum(length > place for length in lengths)
        columns.append(decode(cursor, present, budget, _IN_WORDS))
    if min(lengths) == len(columns):
        return list(map("".join, zip(*columns, strict=True))) if columns else [""] * count
    words = [iter(column) for column in columns]
    return ["".join([next(one) for one in words[:length]]) for length in lengths]


_WRITERS: dict[Form, Callable[[Sequence[str]], list[bytes]]] = {
    Form.RAW: _raw,
    Form.DICTIONARY: _dictionary,
    Form.DIGITS: _digits,
    Form.DAYS: _days,
    Form.PARTED: _parted,
    Form.WORDS: _words,
}
_READERS = {
    Form.RAW: _read_raw,
    Form.DICTIONARY: _read_dictionary,
    Form.DIGITS: _read_digits,
    Form.DAYS: _read_days,
    Form.PARTED: _read_parted,
    Form.WORDS: _read_words,
}
