# SPDX-License-Identifier: Apache-2.0
"""Six words by which two people compare keys over the telephone.

Words of two open syllables, made of letters that Vietnamese and Indonesian read alike and that a
bad line does not mix up: no d, r, v or gi (one sound in the north or the south), no l beside n, no
e (two sounds in Indonesian), no p, no c. Each carries eleven bits; six carry 66.
"""

from __future__ import annotations

import hashlib
from itertools import product

COUNT = 6
_BITS = 11
_CONSONANTS = "bghklmst"
_VOWELS = "aiou"
_ENDS = ("", "n")
# Words nobody likes to read out, in either language, become others by a d, which no word has.
_UNFIT = (
    "babi", "basi", "bisu", "buta", "gila", "hama", "kutu", "maki", "mati", "susu",
    "tahi", "titi", "titin", "tuli",
)  # fmt: skip
_UNFIT_END = "lon"
# What makes guessing dear: 32 MiB and a tenth of a second for each try.
_COST, _BLOCK, _MEMORY = 1 << 15, 8, 64 << 20
_PURPOSE = b"unionbook six words 1\0"


def _word(parts: tuple[str, str, str, str, str]) -> str:
    word = "".join(parts)
    if word.endswith(_UNFIT_END):
        return word[: -len(_UNFIT_END)] + "don"
    return "d" + word[1:] if word in _UNFIT else word


WORDS = tuple(_word(parts) for parts in product(_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _ENDS))


def six_words(one: bytes, other: bytes) -> tuple[str, ...]:
    """Give the words for two signed papers; both sides see the same, in whichever order.

    Each paper must hold a nonce of its own, and the second the digest of the first: then nobody
    in between can look for keys that lead to the same words.
    """
    pair = sorted(hashlib.sha256(paper).digest() for paper in (one, other))
    stretched = hashlib.scrypt(
        b"".join(pair), salt=_PURPOSE, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=16
    )
    number = int.from_bytes(stretched, "big")
    return tuple(WORDS[number >> (_BITS * place) & (len(WORDS) - 1)] for place in range(COUNT))
