# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""Where the table of a sheet is: its header rows, its columns, and whether it lists people."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass, field

from unionbook.excel import legacy
from unionbook.excel.evidence import ColumnFacts, facts_of, text_of
from unionbook.excel.grid import Cell, Grid, is_blank
from unionbook.excel.header_words import meanings
from unionbook.excel.mapping import HeaderText

_HEAD = 60
_LOOKED_AT = 400
_MOST_SUB_ROWS = 2
_LAST_DAY = 31
_LONG_DIGITS = re.compile(r"\d{5}|\d[./-]\d{1,2}[./-]\d")
_ALWAYS = ("full_name", "family_name", "row_number")
_SAMPLE = 240
_NUMBERING = re.compile(
    r"\(?\s*(?:\d{1,3}|[A-Za-z])\s*\)?(?:\s*=.*)?|\[\d{1,3}\]|\(?\d{1,3}[a-z]?\)?"
)
_MARKER = re.compile(
    r"\(?\*+\)?|\(?(?:bắt buộc|wajib|required|tùy chọn|optional|opsional)\)?", re.IGNORECASE
)
_WEAK = frozenset(
    {"ignore", "sex_female_mark", "sex_male_mark", "event_on", "present_province", "row_number"}
)
_STRONG = {
    "full_name": 1.6,
    "family_name": 1.2,
    "identity_number": 1.3,
    "born_on": 1.3,
    "employee_number": 1.2,
}


@dataclass(slots=True)
class Table:
    """The table found on a sheet; rows zero-based, ``header`` -1 where there is none."""

    header: int
    top: int
    bottom: int
    first: int
    headers: list[HeaderText] = field(default_factory=list)
    facts: list[ColumnFacts] = field(default_factory=list)
    title: str = ""
    strength: float = 0.0


def header_text(cell: Cell) -> str:
    """Give a cell as header text: one line, old encodings repaired, no marks of duty."""
    text = " ".join(text_of(cell).split())
    return legacy.repaired(text)[0].strip(" *:\u00a0") if text else ""


def header_row(cells: list[Cell]) -> list[str]:
    """Give a row of cells as header texts, the encoding of most deciding for the doubtful ones."""
    texts = [" ".join(text_of(cell)[:_LOOKED_AT].split()) for cell in cells]
    whole = "\n".join(text for text in texts if not text.isascii())[:2000]
    lean = legacy.repaired(whole)[1]
    return [legacy.repaired(text, lean)[0].strip(" *:\u00a0") if text else "" for text in texts]


def find_table(grid: Grid) -> Table:
    """Find the header rows and sample what stands below them."""
    rows = [header_row(grid.row(r)) for r in range(min(_HEAD, grid.height))]
    strengths = [_strength(grid, r, rows[r]) for r in range(len(rows))]
    best = max(range(len(rows)), key=lambda r: (round(strengths[r], 3), -r), default=-1)
    if best < 0 or strengths[best] < _least_strength(rows[best]):
        return _headless(grid)
    top, bottom = _extent(grid, rows, best)
    first = _first_row(grid, rows, bottom)
    headers = _joined(grid, rows, top, bottom)
    table = Table(best, top, bottom, first, headers, strength=strengths[best])
    table.header = _shown_header(table, rows)
    table.title = " ".join(text for row in rows[:top] for text in row if text)[:400]
    table.facts = _facts(grid, first)
    return table


def _least_strength(texts: list[str]) -> float:
    """Give how strong a header must be: two known ones, or in a narrow list that of the name."""
    return 1.9 if len(_filled(texts)) > 2 else 1.5


def _headless(grid: Grid) -> Table:
    first = next((r for r in range(grid.height) if not all(map(is_blank, grid.row(r)))), 0)
    table = Table(-1, first, first - 1, first, [HeaderText("", "")] * len(grid.columns))
    table.facts = _facts(grid, first)
    return table


def _strength(grid: Grid, row: int, texts: list[str]) -> float:
    """Say how like a header a row is: its known headers, less what only data rows hold."""
    best: dict[str, float] = {}
    for text in texts:
        found = meanings(text, guess=False)
        if found:
            name, score = found[0].field, found[0].score
            weight = 0.5 if name in _WEAK else _STRONG.get(name, 1.0)
            best[name if name != "ignore" else text] = max(best.get(name, 0.0), score**2 * weight)
    cells = grid.row(row)
    days = [cell.isoformat() for cell in cells if isinstance(cell, dt.date)]
    data = sum(isinstance(cell, float) and not 0 <= cell <= _LAST_DAY for cell in cells)
    if len(days) < 5 or days != sorted(days):
        data += len(days)
    long = sum(len(text) > 80 for text in texts)
    strong = any(name in _STRONG for name in best)
    total = sum(best.values())
    return (total if strong else 0.5 * total) - 1.2 * data - 0.8 * long


def _filled(texts: list[str]) -> list[int]:
    return [c for c, text in enumerate(texts) if text]


def _extent(grid: Grid, rows: list[list[str]], best: int) -> tuple[int, int]:
    """Find the rows above and below the best one that belong to the same header."""
    top = bottom = best
    while top > 0 and best - top < 2 and _is_group_row(grid, rows, top - 1, top):
        top -= 1
    while (
        bottom + 1 < len(rows)
        and bottom - best < _MOST_SUB_ROWS
        and _is_sub_row(grid, rows, best, bottom, bottom + 1)
    ):
        bottom += 1
    return top, bottom


def _spans(grid: Grid, row: int) -> list[tuple[int, int, int, int]]:
    left = grid.first_column
    return [(t, a - left, b, z - left) for t, a, b, z in grid.merges if t <= row <= b]


def _is_group_row(grid: Grid, rows: list[list[str]], upper: int, lower: int) -> bool:
    """Say whether a row groups the columns of the header row below it."""
    texts = _filled(rows[upper])
    width = len(_filled(rows[lower]))
    if not texts or any(len(rows[upper][c]) > 60 for c in texts):
        return False
    spans = _spans(grid, upper)
    for top, left, bottom, right in spans:
        if (
            top == upper
            and bottom >= lower
            and meanings(rows[upper][left] if 0 <= left < len(rows[upper]) else "")
        ):
            return True
        if top == upper and right > left and right - left + 1 > 0.75 * max(2, len(rows[upper])):
            return False
    known = sum(bool(meanings(rows[upper][c])) for c in texts)
    empty_below = sum(not rows[lower][c] for c in texts)
    inside = [s for s in spans if s[0] == upper and s[3] > s[1] and s[3] - s[1] + 1 < width]
    same = sum(rows[upper][c] == rows[lower][c] for c in texts)
    opens = any(
        c + 1 < len(rows[upper])
        and not rows[upper][c + 1]
        and rows[lower][c]
        and rows[lower][c + 1]
        for c in texts
    )
    if opens and same >= 2 and same + known > len(texts) - 2:
        return True
    if len(texts) >= 2:
        return (
            bool(inside)
            or (known >= 2 and empty_below >= 1)
            or (known >= 1 and empty_below == known)
        )
    return bool(inside) and texts[0] > 1


def _is_sub_row(grid: Grid, rows: list[list[str]], best: int, upper: int, lower: int) -> bool:
    """Say whether a row splits columns of the header above it, or says it in a second language."""
    texts = _filled(rows[lower])
    if not texts or _is_numbering(rows[lower]) or _holds_data(grid.row(lower)):
        return False
    if _is_translation(rows[best], rows[lower]):
        return True
    for column, text in enumerate(rows[best]):
        below = rows[lower][column]
        of_people = any(m.field in _ALWAYS for m in meanings(text)[:1])
        if of_people and below and below != text and not _MARKER.fullmatch(below):
            return False
    under = [c for c in texts if _under_group(grid, rows, upper, c)]
    return len(under) >= 0.6 * len(texts) and len(under) >= 1


def _holds_data(cells: list[Cell]) -> bool:
    """Say whether a row holds what no header does: dates, large numbers, addresses of mail."""
    return any(
        isinstance(cell, dt.date)
        or (isinstance(cell, float) and not 0 <= cell <= _LAST_DAY)
        or (isinstance(cell, str) and ("@" in cell or _LONG_DIGITS.search(cell) is not None))
        for cell in cells
    )


def _is_translation(upper: list[str], lower: list[str]) -> bool:
    pairs = [(meanings(a), meanings(b)) for a, b in zip(upper, lower, strict=True) if a and b]
    same = sum(bool({m.field for m in a} & {m.field for m in b}) for a, b in pairs)
    return len(pairs) >= 2 and same >= 0.6 * len(_filled(lower))


def _under_group(grid: Grid, rows: list[list[str]], upper: int, column: int) -> bool:
    text = rows[upper][column]
    if text and rows[upper + 1][column] == text:
        return True
    for top, left, bottom, right in _spans(grid, upper):
        if left <= column <= right and right > left and bottom == upper and top <= upper:
            return True
    following = rows[upper][column + 1] if column + 1 < len(rows[upper]) else "end"
    return not text or (not following and bool(text))


def _is_numbering(texts: list[str]) -> bool:
    """Say whether a row numbers the columns or marks which of them must be filled."""
    filled = [text for text in texts if text.strip(".…")]
    if not filled:
        return False
    if all(_MARKER.fullmatch(text) for text in filled):
        return True
    ordinals = [_ordinal(text) for text in filled]
    rising = sum(b - a in (0, 1) or b == 1 for a, b in itertools.pairwise(ordinals))
    fits = sum(bool(_NUMBERING.fullmatch(text)) for text in filled)
    return (
        len(filled) >= 3
        and fits >= 0.9 * len(filled)
        and len(set(filled)) >= 0.8 * len(filled)
        and rising >= 0.7 * (len(ordinals) - 1)
    )


def _ordinal(text: str) -> int:
    """Give the place a column number stands for: 3, (3), C and ``3=1+2`` are all the third."""
    bare = text.strip("([ )]")
    if match := re.match(r"\d{1,3}", bare):
        return int(match.group())
    return ord(bare[0].upper()) - 64 if bare[:1].isalpha() else -1


def is_numbering_row(grid: Grid, row: int) -> bool:
    """Say whether a row of the sheet numbers the columns (1, 2, 3 …) or marks them (*)."""
    texts = []
    for cell in grid.row(row):
        raw = text_of(cell)[:_LOOKED_AT]
        texts.append(raw if "*" in raw else header_text(cell))
    return _is_numbering(texts)


def _first_row(grid: Grid, rows: list[list[str]], bottom: int) -> int:
    first = bottom + 1
    while first < min(grid.height, len(rows)) and (
        all(map(is_blank, grid.row(first))) or is_numbering_row(grid, first)
    ):
        first += 1
    return first


def _joined(grid: Grid, rows: list[list[str]], top: int, bottom: int) -> list[HeaderText]:
    """Join the header cells over each column, a merged cell counting for all it covers."""
    width = len(grid.columns)
    spread = [
        _spread(grid, rows, row, width, last=row == bottom, bottom=bottom)
        for row in range(top, bottom + 1)
    ]
    headers = []
    for column in range(width):
        parts: list[str] = []
        for row in spread:
            if row[column] and row[column] not in parts:
                parts.append(row[column])
        own = next((rows[r][column] for r in range(bottom, top - 1, -1) if rows[r][column]), "")
        headers.append(HeaderText(own, " ".join(parts), tuple(parts)))
    return headers


def _spread(
    grid: Grid, rows: list[list[str]], row: int, width: int, *, last: bool, bottom: int
) -> list[str]:
    texts = list(rows[row])
    if last and row == bottom and not any(t < row for t, *_rest in _spans(grid, row)):
        return texts
    merged = False
    for top, left, _bottom, right in _spans(grid, row):
        if top == row and right > left and 0 <= left < width and right - left < 0.9 * width:
            merged = True
            for column in range(left, min(right + 1, width)):
                texts[column] = texts[left]
    if not merged and not last:
        for column in range(1, width):
            beneath = rows[row + 1][column] if row + 1 < len(rows) else ""
            before = rows[row + 1][column - 1] if row + 1 < len(rows) else ""
            if not texts[column] and beneath and before:
                texts[column] = texts[column - 1]
    return texts


def _shown_header(table: Table, rows: list[list[str]]) -> int:
    """Give the row by which the header is named: the one that holds the name's own header."""
    for row in range(table.top, table.bottom + 1):
        for text in rows[row]:
            if any(
                m.field in ("full_name", "family_name") and m.score > 0.7
                for m in meanings(text)[:1]
            ):
                return row
    return table.header


def _facts(grid: Grid, first: int) -> list[ColumnFacts]:
    """Look at the first rows below the header and at rows spread over the rest."""
    last = grid.height
    near = list(range(first, min(last, first + _SAMPLE // 2)))
    step = max(1, (last - first - len(near)) // (_SAMPLE // 2)) if last > first else 1
    chosen = near + list(range(first + len(near), last, step))[: _SAMPLE // 2]
    wide = [r for r in chosen if sum(not is_blank(c) for c in grid.row(r)) >= 2] or chosen
    return [facts_of([column[r] for r in wide]) for column in grid.columns]
