# SPDX-License-Identifier: Apache-2.0
"""Keys by which names are listed, as each country lists them.

Vietnamese lists are in the order of the given name, which stands last, and of the Vietnamese
alphabet: a ă â b c d đ e ê … o ô ơ … u ư, with the tone (ngang, huyền, hỏi, ngã, sắc, nặng)
deciding only between names otherwise alike. Indonesian lists go by the whole name as written.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from unionbook.domain.folding import fold

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_QUALITIES = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
"""Signs after z: ă and â follow every word that goes on with a, as in a dictionary."""


def sort_key(name: str, country: str) -> str:
    """Give a key that puts names in the order of the country's own lists."""
    if country != "VN":
        return fold(name)
    words = name.split()
    ordered = words[-1:] + words[:-1]
    keys = [_word_key(word) for word in ordered]
    return " ".join(letters for letters, _ in keys) + "\t" + " ".join(tones for _, tones in keys)


def given_first(folded: str, country: str) -> str | None:
    """Give a folded name with its given name first, where that stands last, else None."""
    if country != "VN":
        return None
    rest, space, given = folded.rpartition(" ")
    return f"{given} {rest}" if space else folded


@lru_cache(maxsize=16384)
def _word_key(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones = "0"
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if sign in _TONES:
            tones = _TONES[sign]
        elif sign in _QUALITIES:
            letters.append(_QUALITIES[sign])
        elif sign == "đ":
            letters.append("d{")
        elif not unicodedata.combining(sign):
            letters.append(sign)
    return "".join(letters), tones
