# SPDX-License-Identifier: Apache-2.0
"""Values of the register as people of its country write them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME, IMPORT_LABELS, Kind
from unionbook.reports.formats import number_text
from unionbook.reports.formats import value_text as shown
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["is_number", "label", "moment", "shown", "size", "spoken_command"]

_KIB = 1024


def label(name: str) -> str:
    """Give the name of a field as people know it; a branch's own field is its own name."""
    field = BY_NAME.get(name)
    return _(field.label) if field else _(IMPORT_LABELS.get(name, name))


def spoken_command() -> str:
    """Give how the program was called, to name it in what is to be done next."""
    return os.environ.get("UNIONBOOK_COMMAND") or "unionbook"


def is_number(name: str) -> bool:
    """Tell whether a field is set at the right of its column."""
    field = BY_NAME.get(name)
    return field is not None and field.kind is Kind.MONEY


def moment(at: datetime) -> str:
    """Give a moment as the office's own day and time."""
    return f"{at.astimezone():%d/%m/%Y %H:%M}"


def size(count: int) -> str:
    """Give a number of bytes in words."""
    if count < _KIB * _KIB:
        return _("{number} KB").format(number=number_text(max(1, count // _KIB)))
    return _("{number} MB").format(number=number_text(count // (_KIB * _KIB)))
