# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""Which field a header may mean, by the words above it alone.

The words are data in ``resources/import/headers.toml``. A header is compared folded: whole, without
what stands in brackets, written together, without words that add nothing, by a known header inside
it, and at last by likeness, each with less confidence than the one before.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import import_resource

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_NOT_WORD = re.compile(r"[^0-9a-z#]+")
_MARKS = re.compile(r"[^\w]+|_")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 120
_LIKE = 0.86
_ALSO = 0.04
"""How much less likely each further meaning of one header is."""


_GENERIC = frozenset(
    {
        "ten",
        "nama",
        "name",
        "ngay",
        "tanggal",
        "date",
        "code",
        "kode",
        "status",
        "nam",
        "nomor",
        "time",
        "bank",
        "company",
        "city",
        "state",
        "class",
        "level",
        "total",
        "title",
        "ban",
        "lop",
        "quan",
        "khoi",
        "tinh",
        "huyen",
        "phong",
        "group",
        "line",
        "unit",
        "ket",
        "nhom",
        "gioi",
    }
)
"""Known headers that say too little inside a longer one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One field a header may mean, from 0 to 1, and the known header that says so."""

    field: str
    score: float
    known: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    by_words: dict[str, tuple[str, ...]]
    by_squashed: dict[str, str]
    others: frozenset[str]
    others_accented: frozenset[str]
    filler: frozenset[str]
    members: frozenset[str]
    spelling: dict[str, str]
    starts: dict[str, list[str]]


def plain_words(header: str) -> str:
    """Give a header's folded words with single spaces: ``tgl_lahir*`` is ``tgl lahir``."""
    spread = _CAMEL.sub(" ", header) if not header.isupper() and " " not in header else header
    return _NOT_WORD.sub(" ", fold(spread)).strip()


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    table = import_resource("headers")
    meanings: dict[str, list[str]] = {}
    spelling: dict[str, str] = {}
    for name, languages in table["fields"].items():
        for written in (text for texts in languages.values() for text in texts):
            words = plain_words(written)
            spelling.setdefault(words, written)
            listed = meanings.setdefault(words, [])
            if name not in listed:
                listed.append(name)
    for written, fields in table["either"].items():
        words = plain_words(written)
        listed = meanings.get(words, [])
        meanings[words] = fields + [name for name in listed if name not in fields]
        spelling.setdefault(words, written)
    squashed: dict[str, str] = {}
    starts: dict[str, list[str]] = {}
    for words in meanings:
        key = words.replace(" ", "")
        squashed.setdefault(key, words)
        starts.setdefault(key[:1], []).append(key)
    return _Vocabulary(
        {words: tuple(fields) for words, fields in meanings.items()},
        squashed,
        frozenset(plain_words(word) for word in table["others"]["words"]),
        frozenset(word.lower() for word in table["others"]["words"]),
        frozenset(word for text in table["others"]["filler"] for word in plain_words(text).split()),
        frozenset(plain_words(word) for word in table["members"]["words"]),
        spelling,
        starts,
    )


def speaks_of_members(text: str) -> bool:
    """Say whether a title or header speaks of members rather than of staff."""
    spaced = f" {plain_words(text)} "
    return any(f" {word} " in spaced for word in _vocabulary().members)


@lru_cache(maxsize=8192)
def meanings(header: str, *, guess: bool = True) -> tuple[Meaning, ...]:
    """Give the fields a header may mean, the likeliest first; none for an unknown header.

    Without ``guess`` headers that are only like a known one have none.
    """
    if not header or len(header) > _LONGEST:
        return ()
    vocabulary = _vocabulary()
    if "%" in header:
        return (Meaning("ignore", 0.9, header),)
    whole = plain_words(header)
    if not whole and (field := _in_han().get("".join(header.split()))):
        return (Meaning(field, 1.0, header),)
    bare = plain_words(_BRACKETS.sub(" ", header))
    for words, score in ((whole, 1.0), (bare, 0.97)):
        if words in vocabulary.by_words:
            return _listed(words, score)
    for words, score in ((whole, 0.95), (bare, 0.93)):
        known = vocabulary.by_squashed.get(words.replace(" ", ""))
        if known and len(words) > 1:
            return _listed(known, score)
    return _by_parts(bare or whole, header, guess=guess)


@lru_cache(maxsize=1)
def _in_han() -> dict[str, str]:
    return dict(import_resource("headers")["han"])


def _listed(words: str, score: float) -> tuple[Meaning, ...]:
    vocabulary = _vocabulary()
    known = vocabulary.spelling.get(words, words)
    return tuple(
        Meaning(name, score - _ALSO * place, known)
        for place, name in enumerate(vocabulary.by_words[words])
    )


def _of_others(words: str, header: str) -> bool:
    """Say whether a header speaks of somebody else; accents count where it has them.

    "Bộ phận" is a department, "bố" a father.
    """
    vocabulary = _vocabulary()
    if header.isascii():
        return any(f" {word} " in f" {words} " for word in vocabulary.others)
    spaced = (
        " " + " ".join(_MARKS.sub(" ", unicodedata.normalize("NFC", header).lower()).split()) + " "
    )
    return any(f" {word} " in spaced for word in vocabulary.others_accented)


def _by_parts(words: str, header: str, *, guess: bool) -> tuple[Meaning, ...]:
    vocabulary = _vocabulary()
    if _of_others(words, header):
        return (Meaning("ignore", 0.8, words),) if words else ()
    parts = words.split()
    core = " ".join(part for part in parts if part not in vocabulary.filler and not part.isdigit())
    if core in vocabulary.by_words:
        return _listed(core, 0.88)
    if found := _in_two_languages(parts) or _contained(parts):
        return found
    return _alike(words) if guess else ()


def _in_two_languages(parts: list[str]) -> tuple[Meaning, ...]:
    """Read a header written twice ("Dept. Bộ phận"): both halves must share a field."""
    vocabulary = _vocabulary()
    for cut in range(1, len(parts)):
        first = vocabulary.by_words.get(" ".join(parts[:cut]))
        second = vocabulary.by_words.get(" ".join(parts[cut:]))
        if first and second and (both := [name for name in first if name in second]):
            known = " ".join(parts)
            return tuple(Meaning(n, 0.95 - _ALSO * i, known) for i, n in enumerate(both))
    return ()


def _contained(parts: list[str]) -> tuple[Meaning, ...]:
    """Find the longest known header that stands inside this one."""
    vocabulary = _vocabulary()
    for length in range(len(parts) - 1, 0, -1):
        for start in range(len(parts) - length + 1):
            inside = " ".join(parts[start : start + length])
            if len(inside) < 3 or inside in _GENERIC or inside not in vocabulary.by_words:
                continue
            share = len(inside) / len(" ".join(parts))
            at_edge = start == 0 or start + length == len(parts)
            score = 0.42 + 0.4 * share if at_edge else 0.3 + 0.4 * share
            if score >= 0.5:
                return _listed(inside, round(score, 2))
    return ()


def _alike(words: str) -> tuple[Meaning, ...]:
    """Find a known header that differs by a slip of the hand."""
    vocabulary = _vocabulary()
    squashed = words.replace(" ", "")
    if not 5 <= len(squashed) <= 40:
        return ()
    listed = [
        s for s in vocabulary.starts.get(squashed[:1], []) if abs(len(s) - len(squashed)) <= 3
    ]
    near = difflib.get_close_matches(squashed, listed, n=1, cutoff=_LIKE)
    if not near:
        return ()
    ratio = difflib.SequenceMatcher(None, squashed, near[0]).ratio()
    return _listed(vocabulary.by_squashed[near[0]], round(0.75 * ratio, 2))
