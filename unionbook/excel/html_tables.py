# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""Web pages and XML spreadsheets that somebody saved as .xls: their largest table as a sheet.

Only text between tags is taken. Nothing is fetched, no script is run, no entity is defined.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from unionbook.errors import UnreadableFileError
from unionbook.excel.grid import Book, Cell, Grid, SheetEntry, trimmed
from unionbook.excel.text_tables import decoded
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 60 * 1024 * 1024
_MOST_CELLS = 3_000_000
_WIDEST = 1_000
_MARKUP = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta|style|div|\?xml|!--|\?mso)",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"script", "style", "title", "head", "documentproperties", "styles"})


def looks_like_html(head: bytes) -> bool:
    """Say whether the first bytes of a file are markup."""
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    return bool(_MARKUP.match(plain.lstrip(b"\xff\xfe")))


def open_html(path: Path) -> Book:
    """Read the tables of a web page or the sheets of an XML spreadsheet."""
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            _("“{name}” is too large: split it into smaller files.").format(name=path.name)
        )
    text, warning = decoded(path.read_bytes())
    if "<!ENTITY" in text[:100_000]:
        raise _no_table(path)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [(name, rows) for name, rows in parser.tables if rows]
    if not tables:
        raise _no_table(path)
    grids = _named(tables, path.stem)
    if warning:
        next(iter(grids.values())).warnings.append(warning)
    return Book("html", [SheetEntry(name) for name in grids], lambda name: grids[name])


def _no_table(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is a web page without a table: save the list as .xlsx first.").format(
            name=path.name
        )
    )


def _named(tables: list[tuple[str, list[list[str]]]], stem: str) -> dict[str, Grid]:
    grids: dict[str, Grid] = {}
    for number, (name, rows) in enumerate(tables, 1):
        label = name or (stem if len(tables) == 1 else f"{stem} {number}")
        width = max(map(len, rows))
        columns: list[list[Cell]] = [
            [row[c] if c < len(row) else "" for row in rows] for c in range(width)
        ]
        columns, height = trimmed(columns)
        grids[label] = Grid(label, 0, columns, height)
    return grids


class _Tables(HTMLParser):
    """Collects the rows of every table, with cells that span columns or rows in their places."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[list[str]]]] = []
        self._open: list[list[list[str]]] = []
        self._row: list[str] | None = None
        self._text: list[str] | None = None
        self._spans = 1
        self._below: dict[int, tuple[int, str]] = {}
        self._down = 1
        self._cells = 0
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in ("table", "ss:table"):
            self._end_row()
            self._open.append([])
            self._below = {}
        elif tag in ("worksheet", "ss:worksheet"):
            self.tables.append((values.get("ss:name", ""), []))
        elif tag in ("tr", "row", "ss:row"):
            self._end_row()
            self._start_row(values)
        elif tag in ("td", "th", "cell", "ss:cell"):
            self._start_cell(values)
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in ("td", "th", "cell", "ss:cell"):
            self._end_cell()
        elif tag in ("tr", "row", "ss:row"):
            self._end_row()
        elif tag in ("table", "ss:table"):
            self._end_row()
            if self._open:
                self._finish_table(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipping:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()
        while self._open:
            self._finish_table(self._open.pop())

    def _finish_table(self, rows: list[list[str]]) -> None:
        if self.tables and self.tables[-1][0] and not self.tables[-1][1]:
            self.tables[-1][1].extend(rows)
        else:
            self.tables.append(("", rows))

    def _start_row(self, values: dict[str, str]) -> None:
        if (
            self._open
            and (index := _number(values.get("ss:index", ""), 0)) > len(self._open[-1]) + 1
        ):
            self._open[-1].extend(
                [] for _gap in range(min(index, 70_000) - len(self._open[-1]) - 1)
            )
        self._row = []

    def _start_cell(self, values: dict[str, str]) -> None:
        self._end_cell()
        if self._row is None:
            self._row = []
        self._fill_from_above()
        if (index := _number(values.get("ss:index", ""), 0)) > len(self._row) + 1:
            self._row.extend("" for _gap in range(min(index, _WIDEST) - len(self._row) - 1))
        across = values.get("colspan") or str(_number(values.get("ss:mergeacross", ""), 0) + 1)
        self._spans = max(1, min(_number(across, 1), _WIDEST))
        self._down = max(1, min(_number(values.get("rowspan", ""), 1), 70_000))
        self._text = []

    def _fill_from_above(self) -> None:
        """Leave places free that a taller cell of a row above covers."""
        assert_row = self._row if self._row is not None else []
        while (place := self._below.get(len(assert_row))) and place[0] > 0:
            self._below[len(assert_row)] = (place[0] - 1, "")
            assert_row.append("")

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        text = "".join(self._text).strip()
        for place in range(self._spans):
            if self._down > 1:
                self._below[len(self._row)] = (self._down - 1, "")
            self._row.append(text if place == 0 else "")
        self._cells += self._spans
        self._text = None
        if self._cells > _MOST_CELLS or len(self._row) > 2 * _WIDEST:
            raise UnreadableFileError(
                _("The web page holds too many cells: save the list as .xlsx first.")
            )

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._fill_from_above()
            if self._open:
                self._open[-1].append(self._row)
        self._row = None


def _number(text: str, otherwise: int) -> int:
    digits = text.strip()
    return int(digits) if digits.isdigit() and len(digits) < 7 else otherwise
