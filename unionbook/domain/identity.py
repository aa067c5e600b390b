# SPDX-License-Identifier: Apache-2.0
"""Identity numbers: which paper a number belongs to, and what in it does not fit the person.

A number that does not fit is kept: papers and records rightly disagree, so these are warnings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from unionbook.domain.word_lists import place_codes
from unionbook.texts import gettext as _

_SEPARATORS = re.compile(r"[\s.\-_'\u2019`/·]+")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}[A-Z]?")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_MALAYSIAN = re.compile(r"\d{6}-\d{2}-\d{4}")
_SEVERAL = re.compile(r"[/;,\n|]|\s{2,}|\s-\s")
_LABEL = re.compile(
    r"^\s*(?:cccd|cmnd|cmt|cmtnd|ktp|nik|no|so|số|passport|hc|id)\b[\s:.số#-]*(?=[A-Z]{0,2}\d)",
    re.IGNORECASE,
)
_CCCD, _CMND, _NIK = 12, 9, 16
_WOMENS_DAYS = 40


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """A number in its canonical form, its kind, and why it was changed or cannot be taken."""

    number: str
    kind: str = "other"
    repair: str = ""
    problem: str = ""


def kind_of(number: str) -> str:
    """Give the kind of paper a canonical number belongs to by its form alone."""
    if number.isdigit():
        if len(number) == _NIK:
            return "nik"
        if len(number) == _CCCD and number[0] == "0":
            return "cccd"
        return "cmnd" if len(number) == _CMND else "other"
    return "passport" if _PASSPORT.fullmatch(number) else "other"


def plausible_cccd(number: str) -> bool:
    """Say whether 12 digits begin with a place code and a century that a citizen card has."""
    return len(number) == _CCCD and number[:3] in place_codes("cccd") and number[3] in "0123"


def read_identity(text: str, *, numeric: bool = False) -> IdentityReading:
    """Read an identity number; ``numeric`` says that the sheet held a number, not text.

    A number cell cannot hold the leading 0 of a citizen card, so 9 to 11 digits get it back
    where the result is one: place code, century digit and length must fit.
    """
    bare = _LABEL.sub("", text.strip(" \t\r\n'\u2019`\"*:"))
    if _SCIENTIFIC.fullmatch(bare):
        return IdentityReading("", problem=_("Only the first digits of the number were kept."))
    if _MALAYSIAN.fullmatch(bare):
        return IdentityReading(bare.replace("-", ""), "other")
    joined = _SEPARATORS.sub("", bare).upper()
    if not joined.isalnum() or len(joined) > 20:  # noqa: PLR2004 - longer is not one number
        return _first_of_several(bare)
    if not any(letter.isdigit() for letter in joined):
        return IdentityReading("", problem=_("This is not an identity number."))
    restored = _restored(joined, numeric=numeric)
    if restored != joined:
        why = _("The leading 0 was lost in the sheet.")
        return IdentityReading(restored, kind_of(restored), repair=why)
    return IdentityReading(joined, kind_of(joined))


def _restored(digits: str, *, numeric: bool) -> str:
    if not digits.isdigit():
        return digits
    if len(digits) == _CCCD - 1 and plausible_cccd("0" + digits):
        return "0" + digits
    if numeric and len(digits) == _CCCD - 2 and plausible_cccd("00" + digits):
        return "00" + digits
    if numeric and len(digits) == _CMND - 1:
        return "0" + digits
    return digits


def _first_of_several(text: str) -> IdentityReading:
    parts = [_SEPARATORS.sub("", part).upper() for part in _SEVERAL.split(text)]
    numbers = [part for part in parts if part.isalnum() and len(part) >= _CMND - 1]
    best = max(numbers, key=lambda n: (kind_of(n) in ("cccd", "nik"), len(n)), default="")
    if not best or not any(letter.isdigit() for letter in best):
        return IdentityReading("", problem=_("This is not an identity number."))
    why = _("Several texts in one cell: the identity number was taken.")
    return IdentityReading(best, kind_of(best), repair=why)


def misfits(number: str, *, born_on: str = "", sex: str = "") -> list[str]:
    """Give in words what in the number does not fit its own form, the birth date or the sex."""
    kind = kind_of(number)
    if kind == "cccd":
        return _cccd_misfits(number, born_on, sex)
    if kind == "nik":
        return _nik_misfits(number, born_on, sex)
    return []


def _cccd_misfits(number: str, born_on: str, sex: str) -> list[str]:
    found = []
    if number[:3] not in place_codes("cccd"):
        found.append(_("The citizen card number begins with no known place code."))
    year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
    if born_on and int(born_on[:4]) != year:
        found.append(_("The birth year in the identity number is another one."))
    if sex in ("female", "male") and (sex == "female") != bool(int(number[3]) % 2):
        found.append(_("The sex in the identity number is another one."))
    return found


def _nik_misfits(number: str, born_on: str, sex: str) -> list[str]:
    found = []
    if number[:2] not in place_codes("nik"):
        found.append(_("The NIK begins with no known province code."))
    day, month, year = int(number[6:8]), int(number[8:10]), number[10:12]
    woman = day > _WOMENS_DAYS
    written = f"{month:02d}-{day - _WOMENS_DAYS if woman else day:02d}"
    whole_day = len(born_on) == len("2000-01-01")
    if born_on and (born_on[2:4] != year or (whole_day and born_on[5:] != written)):
        found.append(_("The birth date in the NIK is another one."))
    if sex in ("female", "male") and (sex == "female") != woman:
        found.append(_("The sex in the NIK is another one."))
    return found
