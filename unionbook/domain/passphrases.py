# SPDX-License-Identifier: Apache-2.0
"""What a passphrase must be, and how good it is."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from unionbook.domain.folding import fold
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

SHORTEST = 8
_COMMON = (
    "123456789",
    "12345678",
    "987654321",
    "password",
    "matkhau",
    "congdoan",
    "serikat",
    "rahasia",
    "qwerty",
    "abcdefgh",
    "vietnam",
    "indonesia",
    "unionbook",
    "anhyeuem",
    "iloveyou",
    "bismillah",
    "sayang",
)
_FEWEST_SIGNS = 4
_FAIR_BITS, _GOOD_BITS = 45, 65


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: ``level`` 0 (refused) to 3 (good), and what to do."""

    level: int
    advice: str


def normalise(passphrase: str) -> str:
    """Give the form that is derived from, the same whichever input method typed it (NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def strength(passphrase: str) -> Strength:
    """Estimate how hard a passphrase is to guess: the bits of its distinct signs and words."""
    if len(passphrase) < SHORTEST:
        return Strength(0, _("Use at least {number} signs.").format(number=SHORTEST))
    if len(set(passphrase)) < _FEWEST_SIGNS:
        return Strength(0, _("This is among the first to be guessed. Take several words."))
    plain = fold(passphrase).replace(" ", "")
    for word in _COMMON:
        if word in plain and len(plain) < len(word) + SHORTEST:
            return Strength(0, _("This is among the first to be guessed. Take several words."))
    bits = len(set(passphrase)) * math.log2(max(len(set(passphrase)), 2)) + 1.5 * len(passphrase)
    if bits >= _GOOD_BITS:
        return Strength(3, _("Good."))
    if bits >= _FAIR_BITS:
        return Strength(2, _("Fair. One more word makes it good."))
    return Strength(1, _("Weak. Four words that do not belong together are best."))


def check(passphrase: str) -> None:
    """Refuse a passphrase that is guessed at once. Raises InvalidValueError."""
    found = strength(passphrase)
    if found.level == 0:
        raise InvalidValueError(
            _("This passphrase cannot be used. {advice}").format(advice=found.advice),
            field="passphrase",
        )
