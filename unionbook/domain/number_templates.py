# SPDX-License-Identifier: Apache-2.0
"""Numbers made from a template: ``{branch}-{serial:4}`` gives ``CD-0042``.

Unions number their cards and papers each in its own way, so the way is a text a branch can change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

NUMBER_TOKENS = (
    "branch",
    "province",
    "department",
    "year",
    "year2",
    "month",
    "month_roman",
    "serial",
)
_TOKEN = re.compile(r"\{([a-z_0-9]+)(?::(\d{1,2}))?\}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def check_template(template: str) -> None:
    """Refuse a template that has an unknown token, a stray brace, or no place for the serial."""
    unknown = [name for name, _width in _TOKEN.findall(template) if name not in NUMBER_TOKENS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in NUMBER_TOKENS)
        sentence = _("The template has the unknown part {token}. Use only these parts: {known}.")
        raise InvalidValueError(sentence.format(token=f"{{{unknown[0]}}}", known=known))
    if set(_TOKEN.sub("", template)) & set("{}"):
        raise InvalidValueError(
            _("The template has a brace that does not close. Write each part as {example}.").format(
                example="{serial:4}"
            )
        )
    if "serial" not in tokens_of(template):
        raise InvalidValueError(
            _("The template makes the same number for everybody. Add {example} to it.").format(
                example="{serial:4}"
            )
        )


def tokens_of(text: str) -> frozenset[str]:
    """Give the names of the tokens in a text."""
    return frozenset(name for name, _width in _TOKEN.findall(text))


def fill_template(
    template: str,
    *,
    serial: int,
    on: date,
    branch: str = "",
    province: str = "",
    department: str = "",
) -> str:
    """Give the number a template makes for a serial and a day."""
    check_template(template)
    values = {
        "branch": branch,
        "province": province,
        "department": department,
        "year": f"{on.year:04}",
        "year2": f"{on.year % 100:02}",
        "month": f"{on.month:02}",
        "month_roman": _ROMAN[on.month - 1],
        "serial": str(serial),
    }
    return _TOKEN.sub(lambda found: values[found[1]].zfill(int(found[2] or 0)), template)
