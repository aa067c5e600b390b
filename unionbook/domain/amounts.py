# SPDX-License-Identifier: Apache-2.0
"""Sums of money as offices write them, made whole numbers of the currency's smallest unit.

Neither đồng nor rupiah has a smaller unit in use, so a sum is a whole number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from unionbook.texts import gettext as _

_CURRENCY = re.compile(
    r"(?:vnđ|vnd|đồng|dong|₫|đ|d|idr|rp|rm|usd|\$)(?:\.(?=\s|\d|$))?|/\s*(?:tháng|thang|bulan|month)|,-+$|-$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+")
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"),
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?"),
    " ": re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?"),
}
_FRACTION = re.compile(r"(\d+)[.,](\d{1,2}|\d{4,})")
_SCALED = re.compile(r"(\d+(?:[.,]\d+)?)\s*(triệu|trieu|tr|juta|jt|ribu|rb|k|nghìn|ngàn|nghin)")
_SCALES = {"tr": 1_000_000, "j": 1_000_000, "r": 1_000, "k": 1_000, "ng": 1_000}
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class AmountReading:
    """A sum, or None and the reason; ``repair`` says what was understood or rounded."""

    amount: int | None
    repair: str = ""
    problem: str = ""


def amount_of_number(number: float) -> AmountReading:
    """Take a number cell as a sum; fractions are rounded and said, negatives are refused."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return AmountReading(None, problem=_("This is not a sum of money."))
    if number < 0:
        return AmountReading(None, problem=_("A wage cannot be negative."))
    whole = int(number + _HALF)
    rounded = _("The sum was rounded to a whole number.") if whole != number else ""
    return AmountReading(whole, repair=rounded)


def read_amount(text: str) -> AmountReading:
    """Read a sum from text: ``5.000.000``, ``5,000,000 đ``, ``Rp 4.500.000,00``, ``5,2 triệu``."""
    low = text.strip().lower()
    if match := _SCALED.fullmatch(low):
        scale = next(size for head, size in _SCALES.items() if match[2].startswith(head))
        amount = int(float(match[1].replace(",", ".")) * scale + _HALF)
        return AmountReading(amount, repair=_("A sum in words was written out."))
    negative = low.startswith("-") or (low.startswith("(") and low.endswith(")"))
    bare = _CURRENCY.sub("", low).strip(" ()-+'\u2019`:.\u00a0")
    if negative and bare[:1].isdigit():
        return AmountReading(None, problem=_("A wage cannot be negative."))
    if _PLAIN.fullmatch(bare):
        return AmountReading(int(bare))
    for separator, pattern in _GROUPED.items():
        if pattern.fullmatch(bare):
            return _grouped(bare, separator)
    if match := _FRACTION.fullmatch(bare):
        return amount_of_number(float(f"{match[1]}.{match[2]}"))
    return AmountReading(None, problem=_("This is not a sum of money."))


def _grouped(bare: str, separator: str) -> AmountReading:
    digits = bare.replace(separator, "")
    return (
        amount_of_number(float(digits.replace(",", ".")))
        if not digits.isdigit()
        else AmountReading(int(digits))
    )
