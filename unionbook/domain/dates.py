# SPDX-License-Identifier: Apache-2.0
"""Dates as offices write them, made ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

Nothing is guessed: what has no single meaning gives no date. Day comes before month unless the
caller knows from the other dates of a list that its months come first.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import names_resource

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
_DAYS_BEFORE_1970 = 25569
_SERIALS = range(3653, 73051)
"""Excel's day numbers from 1910 to the end of 2099: a number here may be a date."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_PARTS = re.compile(
    r"(\d{1,2}|\.{2,3}|_{2,3}|\?{1,2}|-{2}|)\s*([-/.,\\ ])\s*"
    r"(\d{1,2}|\.{2,3}|_{2,3}|\?{1,2}|-{2}|)\s*[-/.,\\ ]\s*(\d{4}|\d{2})"
    r"(?:[ T]+\d{1,2}[:.]\d{2}.*)?"
)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_YEAR = re.compile(r"(?:nam |tahun |thn |th |sn:? ?|ns:? ?|sinh nam:? |sinh:? )?((?:19|20)\d{2})")
_DIGITS = re.compile(r"\d{7,8}")
_SPOKEN = re.compile(
    r"(?:ngay )?(\d{1,2})[ ,/.-]+(?:thang|thg\.?|th\.?) ?(\d{1,2})[ ,/.-]+(?:nam )?(\d{4})"
)
_SPOKEN_MONTH = re.compile(r"(?:thang|thg|bulan) ?(\d{1,2})[ ,/.-]+(?:nam |tahun )?(\d{4})")
_DAY_WORD_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ .,/-]*([a-z]{3,10})[ .,/-]*(\d{4}|\d{2})\b.*"
)
_WORD_DAY_YEAR = re.compile(r"([a-z]{3,10})[ .,-]+(\d{1,2})(?:st|nd|rd|th)?[ .,-]+(\d{4})\b.*")
_WORD_YEAR = re.compile(r"([a-z]{3,10})[ .,/'-]*(\d{4}|\d{2})")
_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|isnin|khamis|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|thu [2-7hbtns][a-z]*|chu nhat)"
    r"[ ,]+"
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says as a date: ``value`` is empty where it says none.

    ``repaired`` is true where the text had to be understood, not only rewritten.
    """

    value: str
    repaired: bool = False


_NONE = DateReading("")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    numbers: dict[str, int] = {}
    month = 1
    for word in names_resource("months"):
        if word == "|":
            month += 1
        else:
            numbers[word] = month
    return numbers


def from_serial(serial: float) -> str:
    """Give the date of one of Excel's day numbers (1900 system), or empty outside 1910 to 2099."""
    if not _SERIALS.start <= serial < _SERIALS.stop:
        return ""
    return dt.date.fromordinal(719163 + int(serial) - _DAYS_BEFORE_1970).isoformat()


def full_year(year: int, latest: int) -> int:
    """Give the century to a two-digit year: the last one not after ``latest``."""
    if year > 99:  # noqa: PLR2004 - two digits end there
        return year
    century = latest - latest % 100
    return century + year if century + year <= latest else century - 100 + year


def read_date(
    text: str, *, latest_year: int | None = None, month_first: bool = False
) -> DateReading:
    """Read a date from what a person typed.

    ``latest_year`` decides the century of two-digit years (default: this year).
    """
    latest = latest_year or dt.datetime.now(tz=dt.UTC).year
    bare = text.strip().strip("'\"`\u2019").strip()
    for reader in (_iso, _numeric):
        found = reader(bare, latest, month_first)
        if found is not None:
            return found
    return _in_words(fold(bare).strip(" .,;"), latest)


def _checked(year: int, month: int, day: int, *, repaired: bool = False) -> DateReading:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return _NONE
    if month == 0:
        return DateReading(f"{year:04d}", repaired=True)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return _NONE
    if day == 0:
        return DateReading(f"{year:04d}-{month:02d}", repaired=True)
    try:
        return DateReading(dt.date(year, month, day).isoformat(), repaired)
    except ValueError:
        return _NONE


def _iso(text: str, _latest: int, _month_first: bool) -> DateReading | None:  # noqa: FBT001 - all are called alike
    if match := _ISO.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), 0)
    return None


def _numeric(text: str, latest: int, month_first: bool) -> DateReading | None:  # noqa: FBT001 - all are called alike
    if match := _PARTS.fullmatch(text):
        return _from_parts(match, latest, month_first=month_first)
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(int(match[2]), int(match[1]), 0)
    if match := _YEAR.fullmatch(fold(text)):
        return DateReading(match[1])
    if _DIGITS.fullmatch(text):
        return _run_together(text)
    return None


def _from_parts(match: re.Match[str], latest: int, *, month_first: bool) -> DateReading:
    first, second = match[1], match[3]
    blank = not first.isdigit(), not second.isdigit()
    if blank[1] and not blank[0]:
        return _NONE  # a day without its month ("9//2025") is a slip of the hand
    if all(blank) and len(match[4]) == 2:  # noqa: PLR2004 - a mere "//86" says too little
        return _NONE
    day, month = (
        0 if empty else int(part) for part, empty in zip((first, second), blank, strict=True)
    )
    if day and not month:
        return _NONE
    if month_first and not any(blank):
        day, month = month, day
    year = full_year(int(match[4]), latest)
    return _checked(year, month, day, repaired=match[2] in ",\\ ")


def _run_together(text: str) -> DateReading:
    """Read ``25101993``, ``19931025`` and, its first 0 lost, ``1021990``."""
    padded = text.zfill(8)
    day_first = _checked(int(padded[4:]), int(padded[2:4]), int(padded[:2]), repaired=True)
    year_first = _checked(int(padded[:4]), int(padded[4:6]), int(padded[6:]), repaired=True)
    readings = [r for r in (day_first, year_first) if len(r.value) == 10]  # noqa: PLR2004 - whole days
    return readings[0] if len(readings) == 1 else _NONE


def _in_words(text: str, latest: int) -> DateReading:
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    if match := _SPOKEN.fullmatch(text):
        return _checked(int(match[3]), int(match[2]), int(match[1]), repaired=True)
    if match := _SPOKEN_MONTH.fullmatch(text):
        return _checked(int(match[2]), int(match[1]), 0)
    for pattern, order in ((_DAY_WORD_YEAR, (1, 2, 3)), (_WORD_DAY_YEAR, (2, 1, 3))):
        match = pattern.fullmatch(text)
        if match and (month := _months().get(match[order[1]])):
            year = full_year(int(match[order[2]]), latest)
            return _checked(year, month, int(match[order[0]]), repaired=True)
    match = _WORD_YEAR.fullmatch(text)
    if match and (month := _months().get(match[1])):
        return _checked(full_year(int(match[2]), latest), month, 0)
    return _NONE
