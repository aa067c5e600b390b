# SPDX-License-Identifier: Apache-2.0
"""People's names: how like one a text is. What an office wrote is kept, only tidied."""

from __future__ import annotations

import re
from functools import lru_cache

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import folded_words, import_resource

_SHAPE = re.compile(r"[^\W\d_][^\d_@#=<>{}\[\]|\\!?;:%*+]*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,6}")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\(?\d{1,4}\s*[.)/:\-]+\s*(?=[^\W\d_]{2})")
_ADDRESSED = re.compile(r"(mr|mrs|ms|miss)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_MOST_WORDS = 8
_LONGEST = 70


@lru_cache(maxsize=1)
def _bodies() -> tuple[str, ...]:
    return tuple(f"{word} " for word in import_resource("names")["bodies"])


def without_number(text: str) -> str:
    """Give a text without the number a list puts before a name: "12. Lò Thị Pắn"."""
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text


def without_address(text: str) -> tuple[str, str]:
    """Give a name without its English form of address, and the sex that one tells."""
    match = _ADDRESSED.match(text)
    if match is None:
        return text, ""
    return text[match.end() :], "male" if match[1].lower() == "mr" else "female"


def is_body(text: str) -> bool:
    """Say whether a text names a place or a body: "Quận 1", "Công ty May", not "Quan Văn An"."""
    return " ".join(text.lower().split()).startswith(_bodies())


@lru_cache(maxsize=65536)
def likeness(text: str) -> float:
    """Give how like a person's name a text is, from 0 (cannot be) to 1 (words of known names)."""
    if len(text) > _LONGEST or not _SHAPE.fullmatch(text):
        return 0.0
    if _HAN.fullmatch(text):
        return 0.9
    if not text[0].isupper() and not text.islower():
        return 0.1
    if is_body(text):
        return 0.25
    main = text.split(",", maxsplit=1)[0]
    parts = [fold(part) for part in _WORD.findall(main)]
    if not parts or len(parts) > _MOST_WORDS:
        return 0.0
    known = _known_share(parts)
    base = 0.35 if len(parts) > 1 else 0.2
    return min(1.0, base + 0.65 * known)


def _known_share(parts: list[str]) -> float:
    if parts[0] in folded_words("honorifics"):
        parts = parts[1:] or parts
    if parts[0] in folded_words("vietnamese_surnames") and len(parts) in range(2, 7):
        middle = any(part in folded_words("vietnamese_middle") for part in parts[1:])
        return 1.0 if middle else 0.7
    common = folded_words("indonesian")
    return min(1.0, 1.6 * sum(part in common for part in parts) / len(parts))
