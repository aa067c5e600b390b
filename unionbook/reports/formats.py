# SPDX-License-Identifier: Apache-2.0
"""Values of the register as each of the three languages writes them, on paper and on the screen.

All three write day, month, year with strokes here: English readers of this program live in Vietnam
and Indonesia too, and a month first would be misread.
"""

from __future__ import annotations

from datetime import date

from unionbook import texts
from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, Kind

_GROUPS = {"vi": ".", "id": ".", "en": ","}


def date_text(value: date | str | None) -> str:
    """Give ``dd/mm/yyyy``; a stored date that knows less (``YYYY``, ``YYYY-MM``) shows less."""
    if value is None or value == "":
        return ""
    stored = value.isoformat() if isinstance(value, date) else value
    parts = stored.split("-")
    if not all(part.isdigit() for part in parts):
        return stored
    return "/".join(reversed(parts))


def number_text(value: int, language: str = "") -> str:
    """Give a whole number with its thousands separated."""
    grouped = f"{value:,}"
    separator = _GROUPS.get(language or texts.language(), ",")
    return grouped if separator == "," else grouped.replace(",", separator)


def value_text(name: str, value: object) -> str:
    """Give a value of the field ``name`` as people read it, empty where there is none."""
    if value is None or value == "":
        return ""
    field = BY_NAME.get(name)
    kind = field.kind if field else Kind.TEXT
    if kind is Kind.DATE:
        return date_text(str(value))
    if kind is Kind.MONEY and isinstance(value, int):
        return number_text(value)
    if kind is Kind.CHOICE:
        label = CHOICE_LABELS.get(name, {}).get(str(value))
        return texts.gettext(label) if label else str(value)
    return str(value)
