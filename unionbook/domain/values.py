# SPDX-License-Identifier: Apache-2.0
"""What a stored value may be: checks for values that another program claims to have written.

They are wide: whatever an operation of ours writes passes, and whoever reads may rely on what
passes. A value that is not there (None) is no matter of theirs.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from unionbook.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_AMOUNT = 10**14
"""Money beyond this is a slip of the hand or an attack: sums of many such would not fit a store."""
LONGEST = 100_000
"""Characters of a text that a person writes; a cell of a workbook holds a third of that."""
LONGEST_PACKED = 8 << 20
"""Characters of a text that is a file or a record; no block of a bundle holds more."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2})?", re.ASCII)
_HIGHEST = (1 << 63) - 1
_SHORT, _REMEMBERED = 32, 50_000
"""How long a text may be that is remembered, and how many are: all days of a hundred years."""
_DEEPEST = 12
_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]', re.DOTALL)


class Check:
    """What the values of a column may be."""

    def fits(self, value: object) -> bool:
        """Tell whether one value, which is not None, may stand there."""
        raise NotImplementedError

    def all_fit(self, values: Sequence[object]) -> bool:
        """Tell whether many values may, None among them: quicker than one by one."""
        return all(self.fits(value) for value in values if value is not None)


class Text(Check):
    """A text of any words, without the sign at which a store would cut it off."""

    def __init__(self, most: int = LONGEST) -> None:
        self._most = most

    def fits(self, value: object) -> bool:
        """Tell whether it is a text of no more than so many characters."""
        return isinstance(value, str) and len(value) <= self._most and "\0" not in value

    def all_fit(self, values: Sequence[Any]) -> bool:
        """Look at the longest, and at all of them as one."""
        found = [value for value in values if value is not None]
        try:
            return max(map(len, found), default=0) <= self._most and "\0" not in "".join(found)
        except TypeError:
            return False


class Number(Check):
    """An integer between two others, both included."""

    def __init__(self, least: int = 0, most: int = _HIGHEST) -> None:
        self._least, self._most = least, most

    def fits(self, value: object) -> bool:
        """Tell whether it is such a number."""
        return type(value) is int and self._least <= value <= self._most

    def all_fit(self, values: Sequence[Any]) -> bool:
        """Look at the least and the greatest."""
        found = [value for value in values if value is not None]
        if not found:
            return True
        return set(map(type, found)) == {int} and self._least <= min(found) <= max(found) <= (
            self._most
        )


class Known(Check):
    """A text that a rule knows; which short ones it knows is remembered."""

    def __init__(self, rule: Callable[[str], bool], most: int = LONGEST) -> None:
        self._rule, self._most = rule, most
        self._known: set[object] = set()

    def fits(self, value: object) -> bool:
        """Tell whether the rule knows it."""
        if not isinstance(value, str) or len(value) > self._most or "\0" in value:
            return False
        if value in self._known:
            return True
        fits = self._rule(value)
        if fits and len(value) <= _SHORT:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known.add(value)
        return fits

    def all_fit(self, values: Sequence[Any]) -> bool:
        """Look at each different one that was not looked at before."""
        try:
            new = {*values} - self._known
        except TypeError:
            return False
        return all(self.fits(value) for value in new if value is not None)


def one_of(choices: Iterable[str]) -> Known:
    """Give the check for a code from a fixed list."""
    known = frozenset(map(str, choices))
    return Known(known.__contains__)


def matching(pattern: str) -> Known:
    """Give the check for texts of one form."""
    compiled = re.compile(pattern, re.ASCII)
    return Known(lambda text: compiled.fullmatch(text) is not None)


def or_empty(check: Known) -> Known:
    """Give the check for what may be left empty."""
    return Known(lambda text: not text or check.fits(text))


def is_day(text: str) -> bool:
    """Tell whether a text is a whole ISO date of a year that anybody here has to do with."""
    if not _DAY.fullmatch(text) or not _is_year(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_month(text: str) -> bool:
    """Tell whether a text is a month ``YYYY-MM``."""
    return _MONTH.fullmatch(text) is not None and _is_year(text)


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day."""
    return is_day(text) or is_month(text) or bool(_YEAR.fullmatch(text) and _is_year(text))


def _is_year(text: str) -> bool:
    return EARLIEST_YEAR <= int(text[:4]) <= LATEST_YEAR


def is_moment(text: str) -> bool:
    """Tell whether a text is a moment in the one ISO form of which others take the day apart."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        return EARLIEST_YEAR <= datetime.fromisoformat(text).year <= LATEST_YEAR
    except ValueError:
        return False


def is_shallow(packed: str) -> bool:
    """Tell whether JSON is nested no deeper than what we write.

    Deeper than the stack has room for nobody can read it, and how much room there is depends on
    who reads.
    """
    if packed.count("[") + packed.count("{") <= _DEEPEST:
        return True
    depth = 0
    for found in _BRACKETS.finditer(packed):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            return False
    return True


def is_base64(text: str) -> bool:
    """Tell whether a text is bytes, written as base64."""
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


TEXT, PACKED = Text(), Text(LONGEST_PACKED)
DAY, MONTH, DATE, MOMENT = Known(is_day), Known(is_month), Known(is_date), Known(is_moment)
BYTES = Known(is_base64, LONGEST_PACKED)
# Where a picture is drawn, its first bytes decide what reads it: the signature of PNG in base64.
PNG = Known(lambda text: text.startswith("iVBORw0KGgo") and is_base64(text), LONGEST_PACKED)
WORD = matching(r"[a-z][a-z0-9_]{0,63}")
ROW, COUNT, FLAG = Number(1), Number(0, 1 << 31), Number(0, 1)
YEAR, SITE = Number(EARLIEST_YEAR, LATEST_YEAR), Number(0, (1 << 31) - 1)
MONEY, MOVED = Number(0, MOST_AMOUNT), Number(-MOST_AMOUNT, MOST_AMOUNT)


def check_amount(amount: int, field: str = "amount") -> None:
    """Refuse money beyond what any office has. Raises InvalidValueError."""
    if not MOVED.fits(amount):
        raise InvalidValueError(
            _("This is more money than can be entered. Look at the zeros."), field=field
        )
