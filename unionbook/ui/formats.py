# SPDX-License-Identifier: Apache-2.0
"""How values of the register look on the screen, and how typed ones are read back."""

from __future__ import annotations

import re
from datetime import datetime

from unionbook.reports.formats import date_text as shown_date
from unionbook.reports.formats import number_text as shown_number
from unionbook.reports.formats import value_text as shown

__all__ = ["initials", "shown", "shown_date", "shown_moment", "shown_number", "shown_path"]


def shown_moment(iso: str) -> str:
    """Give a stored UTC time as the local day and time."""
    moment = datetime.fromisoformat(iso).astimezone()
    return moment.strftime("%d/%m/%Y %H:%M")


def shown_path(path: str) -> str:
    """Give a path that may be broken after each folder, for reading and not for copying."""
    return re.sub(r"([/\\_.-])", "\\1\u200b", path)


def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name."""
    parts = name.split()
    chosen = parts[:1] + parts[-1:] if len(parts) > 1 else parts
    return "".join(part[0] for part in chosen).upper()
