# SPDX-License-Identifier: Apache-2.0
"""Fonts of capitals: in ``.VnTimeH`` and its kin, text typed small is read as capitals.

TCVN3 has no accented capitals of its own, so the case of a text is in the name of its font. Only
a workbook that has such a font is looked at; its parts are searched as bytes and never parsed as
XML, but for the runs of shared texts, which hold no document type (``package`` has seen to it).
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from unionbook.excel import legacy
from unionbook.excel.grid import column_number
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.excel.grid import Cell, Grid

_FONT_OR_NAME = re.compile(rb'<font[\s/>]|<name [^<>]*?val="([^"<>]*)"')
_FORMAT = re.compile(rb"<xf [^<>]*>")
_FONT_OF = re.compile(rb'\bfontId="(\d{1,6})"')
RUN_FONT = re.compile(rb'rFont [^<>]*?val="\.[Vv]n[^"<>]*H"')
"""In the shared texts: a run in a font of capitals."""
_LARGEST_STYLES = 16 * 1024 * 1024
_MOST_CELLS = 2_000_000
_MOST_RUNS = 200_000
_CHUNK, _OVERLAP = 1 << 20, 512


def is_of_capitals(font: str) -> bool:
    """Say whether a font draws small letters of TCVN3 as capitals."""
    return font.lower().startswith(".vn") and font.endswith("H")


def capital(text: str) -> str:
    """Give what a text says in a font of capitals; mail addresses and Unicode stay as they are."""
    if legacy.is_modern(text) or "@" in text:
        return text
    whole, encoding = legacy.repaired(text, "TCVN3")
    told = text.isascii() or (encoding and whole != text)
    return whole.upper() if told else text


def raise_cells(grid: Grid, cells: set[tuple[int, int]]) -> None:
    """Make capitals of the texts at ``cells`` (row, column of the sheet), and say so."""
    raised = 0
    for row, column in cells:
        place = column - grid.first_column
        if 0 <= place < len(grid.columns) and row < grid.height:
            raised += _raise(grid.columns[place], row)
    _tell(grid, raised)


def _raise(column: list[Cell], row: int) -> bool:
    cell = column[row]
    if not isinstance(cell, str) or (raised := capital(cell)) == cell:
        return False
    column[row] = raised
    return True


def _tell(grid: Grid, raised: int) -> None:
    if raised:
        grid.warnings.append(
            ngettext(
                "{count} text in a font of capitals was made Unicode capitals.",
                "{count} texts in a font of capitals were made Unicode capitals.",
                raised,
            ).format(count=raised)
        )


class Fonts:
    """The fonts of capitals of one .xlsx, looked for once when its first sheet is read."""

    def __init__(self, path: Path, *, in_runs: bool) -> None:
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._styles = _capital_formats(archive)
            self._texts = _texts_in_runs(archive) if in_runs else {}

    def apply(self, grid: Grid, part: str | None) -> None:
        """Raise what stands in a font of capitals on the sheet whose XML is ``part``."""
        if self._styles and part is not None:
            with zipfile.ZipFile(self._path) as archive:
                cells = _cells_of(archive, part, self._styles)
            raise_cells(grid, cells)
        if self._texts:
            _raise_texts(grid, self._texts)


def _capital_formats(archive: zipfile.ZipFile) -> frozenset[int]:
    """Give the numbers of the cell formats in a font of capitals."""
    name = next((n for n in archive.namelist() if n.lower() == "xl/styles.xml"), None)
    if name is None:
        return frozenset()
    with archive.open(name) as stream:
        xml = stream.read(_LARGEST_STYLES)
    if b".vn" not in xml.lower():
        return frozenset()
    fonts: list[bool] = []
    for found in _FONT_OR_NAME.finditer(_inside(xml, b"fonts")):
        if found[1] is None:
            fonts.append(False)
        elif fonts:
            fonts[-1] = is_of_capitals(found[1].decode("utf-8", "replace"))
    return frozenset(
        number
        for number, found in enumerate(_FORMAT.findall(_inside(xml, b"cellXfs")))
        if (font := _FONT_OF.search(found)) and int(font[1]) < len(fonts) and fonts[int(font[1])]
    )


def _inside(xml: bytes, tag: bytes) -> bytes:
    """Give what stands in the first element of a name."""
    start = xml.find(b"<" + tag)
    start = xml.find(b">", start) + 1 if start >= 0 else 0
    return xml[start : xml.find(b"</" + tag, start)] if start else b""


def _cells_of(archive: zipfile.ZipFile, part: str, styles: frozenset[int]) -> set[tuple[int, int]]:
    """Give the cells of a sheet in one of the formats."""
    listed = b"|".join(b"%d" % style for style in sorted(styles))
    cell = re.compile(
        rb'<c (?=[^<>]*?\bs="(?:' + listed + rb')")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"'
    )
    found: set[tuple[int, int]] = set()
    tail = b""
    with archive.open(part) as stream:
        while (piece := stream.read(_CHUNK)) and len(found) < _MOST_CELLS:
            found.update(
                (int(match[2]) - 1, column_number(match[1].decode()))
                for match in cell.finditer(tail + piece)
            )
            tail = piece[-_OVERLAP:]
    return found


class _Runs:
    """Collects the shared texts in which a run is in a font of capitals."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._plain: list[str] = []
        self._raised: list[str] = []
        self._run: list[str] = []
        self._capital = self._inside = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "si":
            self._plain, self._raised = [], []
        elif local == "r":
            self._capital = False
        elif local == "rFont":
            self._capital = is_of_capitals(attributes.get("val", ""))
        elif local == "rPh":
            self._phonetic = True
        elif local == "t":
            self._inside, self._run = not self._phonetic, []

    def data(self, text: str) -> None:
        if self._inside:
            self._run.append(text)

    def end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local == "t" and self._inside:
            text = "".join(self._run)
            self._plain.append(text)
            self._raised.append(capital(text) if self._capital else text)
            self._inside = False
        elif local == "r":
            self._capital = False
        elif local == "rPh":
            self._phonetic = False
        elif local == "si" and self._plain != self._raised and len(self.texts) < _MOST_RUNS:
            self.texts["".join(self._plain)] = "".join(
                legacy.repaired(part, "TCVN3")[0] for part in self._raised
            )


def _texts_in_runs(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the shared texts with a run in a font of capitals, and what they say."""
    name = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return {}
    runs = _Runs()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = runs.start, runs.end
    parser.CharacterDataHandler = runs.data
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_CHUNK):
                parser.Parse(piece, False)
    except expat.ExpatError:
        return {}  # the native reader has read what can be read
    return runs.texts


def _raise_texts(grid: Grid, texts: dict[str, str]) -> None:
    raised = 0
    for column in grid.columns:
        for row, cell in enumerate(column):
            if isinstance(cell, str) and cell in texts:
                column[row] = texts[cell]
                raised += 1
    _tell(grid, raised)
