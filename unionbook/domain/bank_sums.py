# SPDX-License-Identifier: Apache-2.0
"""Sums as banks write them: signs, suffixes and either way of writing fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import import_resource

_BARE = re.compile(r"(?:vnđ|vnd|đồng|₫|đ|idr|rp\.?)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=[\d)])\s*([a-zđó]{1,6})\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,' ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")
_FRACTION = re.compile(r"(.*?)[.,](\d{1,2})")
_LONGEST = 40


@lru_cache(maxsize=1)
def _signs() -> dict[str, int]:
    signs = import_resource("bank")["signs"]
    return {
        **{fold(word): 1 for word in signs["in"]},
        **{fold(word): -1 for word in signs["out"]},
    }


def sign_of(text: str) -> int:
    """Give 1 for what a bank writes for money in (``CR``, ``K``, ``+``), -1 for out, else 0."""
    return _signs().get(fold(text).strip(" ."), 0)


def read_sum(text: str) -> tuple[Decimal, int] | None:
    """Read a sum: its size, and 1 or -1 where the text says in or out, else 0.

    ``1.234.567,00``, ``1,234,567.00``, ``500000.00 CR``, ``(500.000)``, ``-500,000``. None where it
    is no sum. A point or comma before exactly three digits parts thousands.
    """
    bare = _BARE.sub("", text.replace("\u00a0", " ").replace("\u2212", "-")).strip()
    if not bare or len(bare) > _LONGEST:
        return None
    sign = 0
    if match := _SUFFIX.search(bare):
        sign = sign_of(match[1])
        if not sign:
            return None
        bare = bare[: match.start()].strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare, sign = bare[1:-1].strip(), -1
    for mark, meant in (("-", -1), ("+", 1)):
        if bare.startswith(mark) or bare.endswith(mark):
            bare, sign = bare.strip(mark).strip(), meant
    size = _size(bare)
    return None if size is None else (size, sign)


def _size(bare: str) -> Decimal | None:
    if not _NUMBER.fullmatch(bare):
        return None
    fraction = "0"
    if match := _FRACTION.fullmatch(bare):
        bare, fraction = match[1], match[2]
    if not bare.isdigit() and not _GROUPED.fullmatch(bare):
        return None
    digits = "".join(letter for letter in bare if letter.isdigit())
    return Decimal(f"{digits}.{fraction}")
