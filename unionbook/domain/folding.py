# SPDX-License-Identifier: Apache-2.0
"""Text made comparable: no accents, no case, single spaces."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BEYOND_DECOMPOSITION = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Give ``text`` in lower case, without accents (``đ`` too) and with single spaces."""
    return fold_long(text)


def fold_long(text: str) -> str:
    """Give the same of a text that is not worth remembering: of many at once, say."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFD", text.translate(_BEYOND_DECOMPOSITION))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def words(text: str) -> list[str]:
    """Give the folded words of ``text``: runs of letters and digits."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return spaced.split()


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Categories of signs that are not seen, or turn what is seen around: nobody types them."""


def tidy(text: str) -> str:
    """Give ``text`` as it is seen: composed (NFC), with single ordinary spaces, none at the ends.

    Signs that are not seen, or let a text read otherwise than it is written, are left out: two
    names that a person compares must not differ where nothing can be seen.
    """
    if text.isprintable():
        seen = text
    else:
        seen = "".join(
            sign for sign in text if sign.isspace() or unicodedata.category(sign) not in _UNSEEN
        )
    composed = seen if seen.isascii() else unicodedata.normalize("NFC", seen)
    return " ".join(composed.split())
