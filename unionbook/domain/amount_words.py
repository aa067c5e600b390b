# SPDX-License-Identifier: Apache-2.0
"""Sums of money in words, as receipts carry them in Vietnamese, Indonesian and English.

A sum is spelled so that nothing can be written before, into or after it: groups of three digits
from the highest to the lowest, with the currency at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 10**18 - 1
"""The largest number that is spelled; more money than any union has."""

_CURRENCIES = {
    ("vi", "VND"): "đồng",
    ("vi", "IDR"): "rupiah",
    ("id", "VND"): "dong",
    ("id", "IDR"): "rupiah",
    ("en", "VND"): "dong",
    ("en", "IDR"): "rupiah",
}

_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VI_SCALES = ("", "nghìn", "triệu")
_ID = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_ID_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_EN_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_EN_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_THOUSAND, _BILLION = 1_000, 1_000_000_000


def amount_in_words(amount: int, *, language: str, currency: str) -> str:
    """Give a sum in words, beginning with a capital: ``Năm mươi nghìn đồng``.

    An unknown language is spelled in English; a currency without a word stands as its code. Raises
    InvalidValueError for a sum below zero or above ``MOST``.
    """
    known = language if language in _SPELLERS else "en"
    unit = _CURRENCIES.get((known, currency), currency)
    words = f"{number_in_words(amount, language=known)} {unit}"
    return words[0].upper() + words[1:]


def number_in_words(number: int, *, language: str) -> str:
    """Give a whole number in words. Raises InvalidValueError below zero or above ``MOST``."""
    if not 0 <= number <= MOST:
        raise InvalidValueError(
            _("{number} is not an amount that can be written in words.").format(number=number),
            field="amount",
        )
    return _SPELLERS.get(language, _english)(number)


# ----------------------------------------------------------------- Vietnamese


def _vietnamese(number: int) -> str:
    """Spell by billions: tỷ is said again for each, so 10^18 less one is still read aloud."""
    high, low = divmod(number, _BILLION)
    if not high:
        return _vietnamese_below_billion(low, leading=True) or _VI[0]
    rest = _vietnamese_below_billion(low, leading=False)
    return " ".join(part for part in (_vietnamese(high), "tỷ", rest) if part)


def _vietnamese_below_billion(number: int, *, leading: bool) -> str:
    words: list[str] = []
    for scale in (2, 1, 0):
        group = number // _THOUSAND**scale % _THOUSAND
        if not group:
            continue
        # A group that follows another one names its hundreds even where there are none.
        whole = not leading or bool(words)
        words.append(_vietnamese_group(group, whole=whole))
        if _VI_SCALES[scale]:
            words.append(_VI_SCALES[scale])
    return " ".join(words)


def _vietnamese_group(group: int, *, whole: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_VI[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0:
        if ones:
            words += ["linh", _VI[ones]] if words else [_VI[ones]]
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_VI[tens]} mươi")
    if ones:
        words.append(_vietnamese_ones(ones, tens))
    return " ".join(words)


def _vietnamese_ones(ones: int, tens: int) -> str:
    """Give the last digit as it sounds after tens: mốt, tư, lăm."""
    changed = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return changed.get(ones, _VI[ones])


# ----------------------------------------------------------------- Indonesian


def _indonesian(number: int) -> str:
    if not number:
        return _ID[0]
    words = []
    for scale in range(len(_ID_SCALES) - 1, -1, -1):
        group = number // _THOUSAND**scale % _THOUSAND
        if not group:
            continue
        if scale == 1 and group == 1:
            words.append("seribu")
        else:
            words.append(f"{_indonesian_group(group)} {_ID_SCALES[scale]}".rstrip())
    return " ".join(words)


def _indonesian_group(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    words = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_ID[hundreds]} ratus")
    if 0 < rest < len(_ID):
        words.append(_ID[rest])
    elif rest:
        tens, ones = divmod(rest, 10)
        words.append(f"{_ID[ones]} belas" if tens == 1 else f"{_ID[tens]} puluh")
        if tens > 1 and ones:
            words.append(_ID[ones])
    return " ".join(words)


# -------------------------------------------------------------------- English


def _english(number: int) -> str:
    if not number:
        return _EN[0]
    words = []
    for scale in range(len(_EN_SCALES) - 1, -1, -1):
        group = number // _THOUSAND**scale % _THOUSAND
        if group:
            words.append(f"{_english_group(group)} {_EN_SCALES[scale]}".rstrip())
    return " ".join(words)


def _english_group(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{_EN[hundreds]} hundred"] if hundreds else []
    if 0 < rest < len(_EN):
        words.append(_EN[rest])
    elif rest:
        tens, ones = divmod(rest, 10)
        words.append(f"{_EN_TENS[tens]}-{_EN[ones]}" if ones else _EN_TENS[tens])
    return " ".join(words)


_SPELLERS: dict[str, Callable[[int], str]] = {
    "vi": _vietnamese,
    "id": _indonesian,
    "en": _english,
}
