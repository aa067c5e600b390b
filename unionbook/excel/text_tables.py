# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""Text files as tables: which encoding, which separator, which columns."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from unionbook.errors import UnreadableFileError
from unionbook.excel import legacy
from unionbook.excel.grid import Book, Cell, Grid, SheetEntry, trimmed
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LARGEST = 200 * 1024 * 1024
_SAMPLE = 200_000
_MOST_COLUMNS = 2_000
_LONGEST_FIELD = 40_000_000
_MOST_LINES = 20
"""Lines in one field: no address has more."""
_MOST_CELLS = 12_000_000
_DELIMITERS = ";,\t|"
_SEPARATOR_LINE = re.compile(r"\Asep=.[;,\t]*\r?\n", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def open_text(path: Path) -> Book:
    """Read a text file as a workbook of one sheet named like the file."""
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            _("“{name}” is too large: split it into smaller files.").format(name=path.name)
        )
    text, warning = decoded(path.read_bytes())
    if 0 < text.count("\0") < len(text) // 10:
        text = text.replace("\0", "")  # some programs pad their fields with it
    if _CONTROLS.search(text[:_SAMPLE]):
        raise UnreadableFileError(
            _("“{name}” is not a spreadsheet that can be read: save it as .xlsx first.").format(
                name=path.name
            )
        )
    if not text.strip('\ufeff \t\r\n;,|"'):
        raise UnreadableFileError(
            _("“{name}” is empty: choose the file with the list.").format(name=path.name)
        )
    grid = _grid(path.stem, text)
    grid.warnings.extend([warning] if warning else [])
    return Book("text", [SheetEntry(path.stem)], lambda _name: grid)


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text of bytes in an unknown encoding, and a warning where it was recognised."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ""
    if encoding := _utf16_without_mark(data):
        return data.decode(encoding, errors="replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return legacy.decode_bytes(data)


def _utf16_without_mark(data: bytes) -> str:
    head = data[:4000]
    if len(head) < 8:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even < odd // 8:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 5 and odd < even // 8 else ""


def _delimiter(text: str) -> str:
    """Choose the separator that cuts the sample's lines into most columns most evenly."""
    first, *rest = text[:_SAMPLE].splitlines() or [""]
    if match := re.fullmatch(r"sep=(.)[;,\t]*", first.strip("\r\n "), re.IGNORECASE):
        return match[1]
    lines = [line for line in [first, *rest][:200] if line.strip()]
    best, best_score = ",", 0.0
    for candidate in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=candidate, strict=False)]
        usual = max(set(widths), key=lambda w: (widths.count(w) * (w > 1), w), default=1)
        score = (usual - 1) ** 0.5 * widths.count(usual) / max(1, len(widths)) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = candidate, score
    return best


def _grid(name: str, text: str) -> Grid:
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        delimiter = _delimiter(text)
        text = _SEPARATOR_LINE.sub("", text, count=1)
        lines = io.StringIO(text, newline="")
        rows = _rows(csv.reader(lines, delimiter=delimiter, strict=False))
        if _has_stray_quote(rows):
            lines = io.StringIO(text, newline="")
            plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            rows = [[cell.strip('"') for cell in row] for row in _rows(plain)]
    except csv.Error as error:
        raise UnreadableFileError(
            _("The text file cannot be cut into columns: save it as .xlsx first.")
        ) from error
    finally:
        csv.field_size_limit(previous)
    width = max(map(len, rows), default=0)
    columns: list[list[Cell]] = [
        [row[c] if c < len(row) else "" for row in rows] for c in range(width)
    ]
    columns, height = trimmed(columns)
    if not height:
        raise UnreadableFileError(
            _("“{name}” is empty: choose the file with the list.").format(name=name)
        )
    return Grid(name, 0, columns, height)


def _has_stray_quote(rows: list[list[str]]) -> bool:
    """Say whether a quotation mark that nobody closed has swallowed rows into one field."""
    return any(cell.count("\n") > _MOST_LINES for row in rows for cell in row if len(cell) > 200)


def _typed(field: str) -> str:
    """Give a field without the ``="…"`` by which programs keep Excel from changing it."""
    bare = field.strip()
    return bare[2:-1] if bare.startswith('="') and bare.endswith('"') and len(bare) > 2 else bare


def _rows(reader: Iterable[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in reader:
        cells += len(row)
        if len(row) > _MOST_COLUMNS or cells > _MOST_CELLS:
            raise UnreadableFileError(
                _("The text file has too many columns or cells: split it into smaller files.")
            )
        rows.append([_typed(cell) for cell in row])
    return rows
