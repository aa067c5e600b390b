# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""What a row is by its words: a total, a section, a note, a signature, or none of these.

Accents count where the text has them: "Tổng" sums up, "Tống" is a family.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import import_resource

_PLACE_AND_DAY = re.compile(
    r"(?:.*,\s*)?ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm\s*[\d.…_ ]*"
    r"|[^\W\d_][\w .]{2,30},\s*\d{1,2}[ /.-](?:[a-z]{3,10}|\d{1,2})[ /.-]\d{4}"
    r"|[^\W\d_][\w .]{2,30},\s*(?:tanggal|tgl)?\s*[.…_]{3,}.*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^[\s\-–*•+#()\[\].:]*(?:[ivxlcIVXLC]+|\d+|[A-Za-z])[.)/:]\s*|^[\s\-–*•+.:]+")
ROMAN = re.compile(r"[IVXLC]{1,6}[.)]?|[A-Z][.)]?|\d+(?:\.\d+)+\.?")


@lru_cache(maxsize=8)
def _words(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = import_resource("words")[kind]
    accented = sorted({" ".join(w.lower().split()) for w in listed}, key=len, reverse=True)
    return tuple(accented), tuple(sorted({fold(w) for w in listed}, key=len, reverse=True))


def begins_with(kind: str, text: str) -> str:
    """Give the listed word of ``kind`` (total, signature, note, section) a text begins with."""
    bare = " ".join(unicodedata.normalize("NFC", _LEAD.sub("", text)).lower().split())
    accented, plain = _words(kind)
    words = plain if bare.isascii() else accented
    for word in words:
        if bare.startswith(word) and not bare[len(word) : len(word) + 1].isalpha():
            return word
    return ""


def is_total(text: str) -> bool:
    """Say whether a label sums up rows."""
    word = begins_with("total", text)
    bare = _LEAD.sub("", text).strip()
    return bool(word) and (
        not bare.isascii()
        or word != "tong"
        or len(bare) < 6
        or " cong" in bare.lower()
        or " so" in bare.lower()
    )


def is_signature(text: str) -> bool:
    """Say whether a text belongs to the block of signatures under a list."""
    return (
        bool(begins_with("signature", text)) or _PLACE_AND_DAY.fullmatch(text.strip()) is not None
    )


def is_note(text: str) -> bool:
    """Say whether a text explains the list."""
    return bool(begins_with("note", text)) or (
        text.lstrip().startswith(("*", "(")) and len(text) > 25
    )


def is_section(text: str) -> bool:
    """Say whether a text names a part of the list: a team, a workshop, a department."""
    return bool(begins_with("section", text))
