# SPDX-License-Identifier: Apache-2.0
"""Tables for people: columns aligned by how wide letters stand on a screen."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = "  "
_WIDEST = 48


def width(text: str) -> int:
    """Give the screen columns of a text: marks take none, wide letters two."""
    if text.isascii():
        return len(text)
    return sum(_width_of(letter) for letter in text)


def _width_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def one_line(text: str) -> str:
    """Give a text that cannot break a table or play tricks on a terminal."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    return "".join(letter if letter.isprintable() else " " for letter in composed)


def fitted(text: str, columns: int) -> str:
    """Give a text cut to a number of screen columns, with an ellipsis where something went."""
    if width(text) <= columns:
        return text
    kept, room = "", columns - 1
    for letter in text:
        room -= _width_of(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    widest: int = _WIDEST,
) -> Iterator[str]:
    """Give the lines of a table; ``right`` are the columns of numbers, aligned at their end."""
    if not rows:
        yield _("There is nothing to list.")
        return
    cells = [[fitted(one_line(text), widest) for text in row] for row in (headings, *rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(headings))]
    yield _line(cells[0], widths, right)
    yield _GAP.join("─" * columns for columns in widths).rstrip()
    for row in cells[1:]:
        yield _line(row, widths, right)


def pairs(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give lines of a name and a value; further lines of a value stand under its first."""
    columns = max((width(name) for name, _value in rows), default=0)
    for name, value in rows:
        first, *others = value.splitlines() or [""]
        yield f"{_padded(name, columns)}{_GAP}{one_line(first)}".rstrip()
        yield from (f"{' ' * columns}{_GAP}{one_line(line)}" for line in others)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    parts = [
        _padded(text, columns, right=at in right)
        for at, (text, columns) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(parts).rstrip()


def _padded(text: str, columns: int, *, right: bool = False) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space
