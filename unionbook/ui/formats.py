# SPDX-License-Identifier: Apache-2.0
"""How values of the register look on the screen, and how typed ones are read back."""

from __future__ import annotations

import re
from datetime import datetime

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, Kind
from unionbook.texts import gettext as _
from unionbook.texts import language

_FULL_DATE, _MONTH = 10, 7


def shown_date(iso: str) -> str:
    """Give ``YYYY-MM-DD`` as ``dd/mm/yyyy``, a month as ``mm/yyyy``, a year as it is."""
    if len(iso) >= _FULL_DATE:
        return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"
    return f"{iso[5:7]}/{iso[:4]}" if len(iso) == _MONTH else iso


def shown_moment(iso: str) -> str:
    """Give a stored UTC time as the local day and time."""
    moment = datetime.fromisoformat(iso).astimezone()
    return moment.strftime("%d/%m/%Y %H:%M")


def shown_number(number: int) -> str:
    """Give a whole number with the separators of the language."""
    plain = f"{number:,}"
    return plain if language() == "en" else plain.replace(",", ".")


def shown(field_name: str, value: object) -> str:
    """Give the text of a field's value, empty where there is none."""
    if value is None or value == "":
        return ""
    field = BY_NAME.get(field_name)
    kind = field.kind if field else Kind.TEXT
    if kind is Kind.DATE:
        return shown_date(str(value))
    if kind is Kind.MONEY and isinstance(value, int):
        return shown_number(value)
    if kind is Kind.CHOICE:
        known = CHOICE_LABELS.get(field_name, {}).get(str(value))
        return _(known) if known else str(value)
    return str(value)


def shown_path(path: str) -> str:
    """Give a path that may be broken after each folder, for reading and not for copying."""
    return re.sub(r"([/\\_.-])", "\\1\u200b", path)


def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name."""
    parts = name.split()
    chosen = parts[:1] + parts[-1:] if len(parts) > 1 else parts
    return "".join(part[0] for part in chosen).upper()
