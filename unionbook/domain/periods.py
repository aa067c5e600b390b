# SPDX-License-Identifier: Apache-2.0
"""Months as text ``YYYY-MM``, which sort as they follow each other."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"[Qq]([1-4])/((?:19|20)\d\d)")
_TYPED = re.compile(r"(0?[1-9]|1[0-2])[/.\-](\d{4})")


def read_month(text: str) -> str:
    """Read a month as people write it: ``2026-11``, ``11/2026``. Raises InvalidValueError."""
    typed = text.strip()
    if _MONTH.fullmatch(typed):
        return typed
    if match := _TYPED.fullmatch(typed):
        return f"{match[2]}-{int(match[1]):02d}"
    raise InvalidValueError(_("Write a month like 11/2026."), field="month")


def first_day(month: str) -> str:
    """Give the first day of a month as an ISO date."""
    return f"{month}-01"


def last_day(month: str) -> str:
    """Give the last day of a month as an ISO date."""
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"


def day_before(day: str) -> str:
    """Give the day before an ISO date."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def later(month: str, months: int) -> str:
    """Give the month some months later (or earlier, where negative)."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def span(first: str, last: str) -> Iterator[str]:
    """Give the months from the first to the last, both included."""
    month = first
    while month <= last:
        yield month
        month = later(month, 1)


def between(first: str, last: str) -> int:
    """Give how many months the last lies after the first."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def shown(month: str) -> str:
    """Give a stored month as people write it: ``11/2026``."""
    return f"{month[5:]}/{month[:4]}"


def read_period(text: str) -> tuple[str, str]:
    """Give the first and last month of ``2026``, ``Q1/2026``, ``11/2026`` or ``1/2026..3/2026``.

    Raises InvalidValueError.
    """
    typed = text.strip()
    start, dots, end = typed.partition("..")
    if dots:
        first, last = read_period(start)[0], read_period(end)[1]
        if last < first:
            raise InvalidValueError(_("The end comes before the beginning."), field="period")
        return first, last
    if _YEAR.fullmatch(typed):
        return f"{typed}-01", f"{typed}-12"
    if match := _QUARTER.fullmatch(typed):
        first = f"{match[2]}-{int(match[1]) * 3 - 2:02d}"
        return first, later(first, 2)
    month = read_month(typed)
    return month, month
