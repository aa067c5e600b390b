# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers and e-mail addresses as offices write them, made canonical.

Old beginnings of numbers and those of today are country data (``old_phone_prefixes``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from unionbook.domain import countries
from unionbook.texts import gettext as _

_COUNTRY_CODES = {"VN": "84", "ID": "62", "MY": "60"}
_RUN = re.compile(r"\+?\d[\d .\-()]*\d")
_SPLIT = re.compile(
    r"[/;,\n|&]|\s-\s|\u2013|\bhoặc\b|\batau\b|\bor\b|\bdan\b|\bvà\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LABELS = re.compile(
    r"\b(?:đt|sđt|dt|tel|hp|wa|zalo|phone|telp|mobile|di động|cp|no)\b[\s.:]*", re.IGNORECASE
)
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}"
)
_SHORTEST, _LONGEST = 8, 15
_LONGEST_WITHOUT_PLUS = 12
_FULL = re.compile(r"0\d{8,12}")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """The numbers found in one text, in canonical form, and why they were changed."""

    numbers: tuple[str, ...]
    repair: str = ""
    problem: str = ""


def read_phones(text: str, *, country: str = "VN") -> PhoneReading:
    """Read one or more telephone numbers; ``country`` (VN, ID, MY) decides what a lost 0 means."""
    bare = _LABELS.sub(" ", text).strip(" \t'\u2019`\".:")
    pieces = [run.group() for part in _SPLIT.split(bare) for run in _RUN.finditer(part)]
    numbers: list[str] = []
    repairs: list[str] = []
    for piece in _completed(pieces):
        for digits in _cut(piece):
            number, why = _canonical(digits, country)
            if number and number not in numbers:
                numbers.append(number)
                repairs.append(why)
    if not numbers:
        return PhoneReading((), problem=_("This is not a telephone number."))
    if len(numbers) > 1:
        repairs.append(_("Several numbers stood in one cell."))
    elif _LETTERS.search(bare):
        repairs.append(_("Words beside the number were left out."))
    return PhoneReading(tuple(numbers), repair=" ".join(dict.fromkeys(filter(None, repairs))))


def _completed(pieces: list[str]) -> list[str]:
    """Join a number that was split at its own separators ("091-234/5678")."""
    digits = [re.sub(r"\D", "", piece) for piece in pieces]
    whole = "".join(digits)
    too_short = any(len(part) < _SHORTEST for part in digits)
    if len(pieces) > 1 and too_short and len(whole) <= _LONGEST_WITHOUT_PLUS:
        return ["".join(pieces)]
    return pieces


def _cut(piece: str) -> list[str]:
    """Cut a run that holds two numbers ("0912345678 0987654321")."""
    plus = "+" if piece.lstrip().startswith("+") else ""
    digits = re.sub(r"\D", "", piece)
    if len(digits) <= _LONGEST:
        return [plus + digits]
    words = [re.sub(r"\D", "", word) for word in re.split(r"[ \-]+", piece)]
    if all(len(word) >= _SHORTEST for word in words):
        return words
    half = len(digits) // 2
    if len(digits) % 2 == 0 and digits[0] == "0" == digits[half]:
        return [digits[:half], digits[half:]]
    return []


def _canonical(digits: str, country: str) -> tuple[str, str]:
    national, why = _national(digits, country)
    if country == "VN" and len(national) == 11 and national[:4] in _old_prefixes():  # noqa: PLR2004 - so long
        national = _old_prefixes()[national[:4]] + national[4:]
        return national, _("An old 11-digit number got its prefix of today.")
    if national.startswith("+"):
        return (national, why) if _SHORTEST <= len(national) - 1 <= _LONGEST else ("", "")
    return (national, why) if _FULL.fullmatch(national) else ("", "")


@lru_cache(maxsize=1)
def _old_prefixes() -> dict[str, str]:
    return {prefix.old: prefix.new for prefix in countries.country("VN").old_phone_prefixes}


def _national(digits: str, country: str) -> tuple[str, str]:  # noqa: PLR0911 - a table of cases
    code = _COUNTRY_CODES.get(country, "84")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        if digits[1:].startswith(code):
            return "0" + digits[1 + len(code) :].lstrip("0"), ""
        return digits, ""
    if digits.startswith(code) and len(digits) >= len(code) + 9:
        return "0" + digits[len(code) :].lstrip("0"), ""
    if digits.startswith("0" + code) and len(digits) == len(code) + 10:
        return "0" + digits[1 + len(code) :], _("The country code was taken out.")
    if digits.startswith("0"):
        return digits, ""
    if _SHORTEST < len(digits) <= 12:  # noqa: PLR2004 - a national number without its 0
        return "0" + digits, _("The leading 0 was lost in the sheet.")
    return "", ""


def read_email(text: str) -> tuple[str, str]:
    """Read an e-mail address: the canonical address, or empty and the reason in words."""
    bare = text.strip(" \t\r\n<>'\"`,;:.").replace("mailto:", "")
    parts = re.split(r"[\s;,]+", bare)
    bare = next((part for part in parts if "@" in part), bare) if len(parts) > 1 else bare
    if not bare.isascii():
        return "", _("An e-mail address cannot hold accented letters or đ.")
    if _EMAIL.fullmatch(bare):
        return bare, ""
    return "", _("This is not an e-mail address.")
