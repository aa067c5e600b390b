# SPDX-License-Identifier: Apache-2.0
"""Days as a person types them."""

from __future__ import annotations

from unionbook.domain.dates import read_date
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

_WHOLE_DAY = 10


def typed_day(text: str, *, field: str = "on") -> str:
    """Give a typed day as the register keeps it, nothing for nothing.

    Raises InvalidValueError for ``field`` where it is no whole day.
    """
    if not text.strip():
        return ""
    day = read_date(text).value
    if len(day) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field=field)
    return day
