# SPDX-License-Identifier: Apache-2.0
"""Text set on paper: measured, wrapped and fitted so that nothing is ever cut off."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from unionbook.reports import canvas
from unionbook.reports.canvas import Face

_ELLIPSIS = "…"
_STEP = 0.25
_BREAK_AFTER = "/-,;@._"


@dataclass(frozen=True, slots=True)
class Style:
    """A face at a size, with the distance from line to line and a colour; sizes in points."""

    face: Face
    size: float
    leading: float
    colour: str = "#1A1F27"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit into their room at ``size`` points."""

    size: float
    lines: tuple[str, ...]


def clean(text: str) -> str:
    """Give ``text`` composed (NFC), in one line, without control characters or double spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", text)
    shown = (letter if letter.isprintable() else _instead_of(letter) for letter in composed)
    return " ".join("".join(shown).split())


def _instead_of(letter: str) -> str:
    """Give a space for what separates words, nothing for a mark of direction or joining."""
    return "" if unicodedata.category(letter) == "Cf" else " "


def lacking(text: str, face: Face = Face.REGULAR) -> str:
    """Give the letters of ``text`` that the font lacks and paper would show as empty boxes."""
    if text.isascii():  # figures and codes: every face has those letters
        return ""
    known = canvas.letter_widths(face)
    return "".join(dict.fromkeys(letter for letter in clean(text) if letter not in known))


def width(text: str, face: Face, size: float) -> float:
    """Give the width of ``text`` in points."""
    return sum(map(canvas.letter_widths(face).__getitem__, text)) * size / 1000


def wrap(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Break ``text`` into lines no wider than ``room`` points; a word too long is broken too."""
    widths = canvas.letter_widths(face)
    limit = room * 1000 / size + 0.01
    if sum(map(widths.__getitem__, text)) <= limit:
        return (text,)
    return _wrap(text, face, limit)


def balance(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Wrap ``text`` into as few lines as ``wrap`` does, but of like lengths."""
    lines = wrap(text, face, size, room)
    narrow, wide = room / len(lines), room
    while len(lines) > 1 and wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = wrap(text, face, size, middle)
        if len(tried) == len(lines) and not _breaks_a_word(text, tried):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


@lru_cache(maxsize=8192)
def _wrap(text: str, face: Face, limit: float) -> tuple[str, ...]:
    widths = canvas.letter_widths(face)
    space = widths[" "]
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        for joint, piece in _pieces(word, face, limit):
            more = sum(map(widths.__getitem__, piece))
            gap = space if joint and line else 0.0
            if line and used + gap + more > limit:
                lines.append(line)
                line, used = piece, more
            else:
                line = f"{line} {piece}" if gap else line + piece
                used += gap + more
    return (*lines, line) if line else tuple(lines) or ("",)


def _pieces(word: str, face: Face, limit: float) -> list[tuple[bool, str]]:
    """Give the word, or the parts it is broken into; true where a space stands before."""
    widths = canvas.letter_widths(face)
    if sum(map(widths.__getitem__, word)) <= limit:
        return [(True, word)]
    pieces: list[str] = []
    start, used = 0, 0.0
    good = 0
    for at, letter in enumerate(word):
        used += widths[letter]
        while used > limit and at > start:
            cut = good if good > start else at
            pieces.append(word[start:cut])
            start = cut
            used = sum(map(widths.__getitem__, word[start : at + 1]))
        if letter in _BREAK_AFTER:
            good = at + 1
    pieces.append(word[start:])
    return [(number == 0, piece) for number, piece in enumerate(pieces)]


def fit(
    text: str,
    *,
    face: Face,
    size: float,
    room: float,
    lines: int = 1,
    least: float = 4.5,
    before_wrap: float = 0.9,
) -> Fitted:
    """Set ``text`` in at most ``lines`` lines: a little smaller first, then wrapped, then smaller.

    It shrinks to ``before_wrap`` of its size before it takes a second line. Only where not even
    ``least`` points would do does the last line end in an ellipsis.
    """
    natural = width(text, face, size)
    if natural <= room:
        return Fitted(size, (text,))
    if lines == 1 or natural * before_wrap <= room:
        one = max(size * room / natural, least)
        if natural * one / size <= room + 0.01:
            return Fitted(one, (text,))
    tried = size
    while tried >= least:
        broken = wrap(text, face, tried, room)
        if len(broken) <= lines and not _breaks_a_word(text, broken):
            return Fitted(tried, broken)
        tried -= _STEP
    return Fitted(least, shorten(wrap(text, face, least, room), face, least, room, lines))


def _breaks_a_word(text: str, lines: tuple[str, ...]) -> bool:
    return " ".join(lines) != text


def shorten(
    lines: tuple[str, ...], face: Face, size: float, room: float, most: int
) -> tuple[str, ...]:
    """Keep ``most`` lines, the last one ending in an ellipsis where some were left out."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + _ELLIPSIS, face, size) > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + _ELLIPSIS)
