# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""The zip package of .xlsx, .xlsb and .ods: examined before the native reader may open it.

One streaming pass inflates every part once, under limits, and picks up on the way what the native
reader does not tell: hidden rows and columns, how far the cells reach, and whole numbers too long
for a floating-point cell. The XML is searched as bytes and never parsed, so no entity is expanded.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.errors import UnreadableFileError
from unionbook.excel.fonts import RUN_FONT
from unionbook.excel.grid import Grid, column_number
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from pathlib import Path

_MOST_ENTRIES = 5_000
_MOST_INFLATED = 700 * 1024 * 1024
_MOST_STRINGS = 250 * 1024 * 1024
_MOST_RATIO, _RATIO_FROM = 150, 40 * 1024 * 1024
_CHUNK = 1 << 20
_OVERLAP = 512
_LARGEST_SPAN = 20_000_000
_WATCHED_SPAN = 6_000_000

_HIDDEN_ROW = re.compile(rb'<row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^<>]*\bhidden="(?:1|true)")([^<>]*)>')
_BOUND = re.compile(rb'\b(min|max)="(\d{1,5})"')
_FAR_CELL = re.compile(rb'r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row [^<>]*?\br="(\d{1,7})"')
_LONG_NUMBER = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*>(?:<f[^<]*</f>)?<v>(\d{16,20})</v>')
_REPEATS = re.compile(rb'number-(rows|columns)-repeated="(\d+)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*?\bt="e"')
_MOST_ERRORS = 200_000


@dataclass(slots=True)
class SheetFacts:
    """What one sheet's XML says beside its values; rows and columns zero-based."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    exact: dict[tuple[int, int], int] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    errors: set[tuple[int, int]] = field(default_factory=set)
    capitals: bool = False


@dataclass(slots=True)
class Package:
    """An examined package: its kind (xlsx, xlsb, ods) and facts per sheet name."""

    kind: str
    suspicious: bool = False
    facts: dict[str, SheetFacts] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    capitals: bool = False
    """Whether a run of a shared text is in a font of capitals."""


def examine(path: Path) -> Package:
    """Look through the package under limits; raises UnreadableFileError where one is passed."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _examined(archive, path.name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        KeyError,
    ) as error:
        raise UnreadableFileError(
            _("“{name}” is damaged or was cut short: fetch it again or save it again.").format(
                name=path.name
            )
        ) from error


def _examined(archive: zipfile.ZipFile, name: str) -> Package:
    entries = archive.infolist()
    _check_sizes(entries, name)
    names = {entry.filename for entry in entries}
    kind = _kind(archive, names, name)
    package = Package(kind)
    by_part: dict[str, SheetFacts] = {}
    budget = _MOST_INFLATED
    for entry in entries:
        if not _is_read(entry.filename):
            continue
        facts = SheetFacts()
        budget -= _scan(archive, entry, facts, name)
        if budget < 0:
            raise too_large(name)
        by_part[entry.filename] = facts
        package.capitals = package.capitals or facts.capitals
    if kind == "xlsx":
        package.parts = _sheet_parts(archive, names)
        package.facts = {s: by_part[p] for s, p in package.parts.items() if p in by_part}
    spans = [(f.last_row + 1) * (f.last_column + 1) for f in package.facts.values()]
    if max(spans, default=0) > _LARGEST_SPAN:
        raise too_large(name)
    package.suspicious = max(spans, default=0) > _WATCHED_SPAN
    return package


def too_large(name: str) -> UnreadableFileError:
    """Give the refusal of a file that would need more memory or time than an office PC has."""
    return UnreadableFileError(
        _("“{name}” unpacks to far more than a list of people: it is not opened.").format(name=name)
    )


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > _MOST_ENTRIES:
        raise too_large(name)
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableFileError(
                _("“{name}” is protected by a password: save it without one first.").format(
                    name=name
                )
            )
        if not _is_read(entry.filename):
            continue
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > _RATIO_FROM and ratio > _MOST_RATIO:
            raise too_large(name)
        if entry.filename.endswith("sharedStrings.xml") and entry.file_size > _MOST_STRINGS:
            raise too_large(name)
    if sum(entry.file_size for entry in entries if _is_read(entry.filename)) > _MOST_INFLATED:
        raise too_large(name)


def _is_read(part: str) -> bool:
    """Say whether the native reader would inflate the part: not pictures, not macros."""
    return part.endswith((".xml", ".rels", ".bin")) and not part.endswith("vbaProject.bin")


def _kind(archive: zipfile.ZipFile, names: set[str], name: str) -> str:
    if any(part.lower() == "xl/workbook.bin" for part in names):
        return "xlsb"
    if any(part.lower() == "xl/workbook.xml" for part in names):
        return "xlsx"
    if "content.xml" in names:
        manifest = (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        )
        if b"encryption-data" in manifest:
            raise UnreadableFileError(
                _("“{name}” is protected by a password: save it without one first.").format(
                    name=name
                )
            )
        return "ods"
    if any(part.endswith("workbook.xml") for part in names):
        return "xlsx"
    raise UnreadableFileError(
        _("“{name}” is not a spreadsheet: choose an Excel, OpenDocument or text file.").format(
            name=name
        )
    )


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, facts: SheetFacts, name: str) -> int:
    """Inflate one part in pieces, look at each piece, and give how many bytes it holds."""
    is_sheet = "worksheets/sheet" in entry.filename.lower() or "/worksheets/" in entry.filename
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size == len(piece) and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
                raise UnreadableFileError(
                    _(
                        "“{name}” holds commands that no spreadsheet needs: it is not opened."
                    ).format(name=name)
                )
            if is_sheet:
                look_at(tail + piece, facts)
            elif b"rFont" in piece:
                facts.capitals = facts.capitals or RUN_FONT.search(tail + piece) is not None
            elif entry.filename == "content.xml":
                _look_at_repeats(piece, name)
            tail = piece[-_OVERLAP:]
    return size


def look_at(xml: bytes, facts: SheetFacts) -> None:
    """Pick up what the piece of a sheet's XML says beside the values."""
    if b'hidden="' in xml:
        facts.hidden_rows.update(int(m[1]) - 1 for m in _HIDDEN_ROW.finditer(xml))
        for match in _HIDDEN_COLUMN.finditer(xml):
            bounds = {key: int(value) for key, value in _BOUND.findall(match[1])}
            first, last = bounds.get(b"min", 1), bounds.get(b"max", 1)
            facts.hidden_columns.update(range(first - 1, min(last, first + 255)))
    for letters in set(_FAR_CELL.findall(xml)):
        facts.last_column = max(facts.last_column, column_number(letters.decode()))
    facts.last_column = max(facts.last_column, 25)
    last = xml.rfind(b"<row ")
    if last >= 0 and (row := _ROW.match(xml, last)):
        facts.last_row = max(facts.last_row, int(row[1]) - 1)
    if b't="e"' in xml and len(facts.errors) < _MOST_ERRORS:
        facts.errors.update(
            (int(m[2]) - 1, column_number(m[1].decode())) for m in _ERROR_CELL.finditer(xml)
        )
    for found in _LONG_NUMBER.finditer(xml) if _has_long_number(xml) else ():
        facts.exact[int(found[2]) - 1, column_number(found[1].decode())] = int(found[3])


_LONG = re.compile(rb"<v>\d{16}")


def _has_long_number(xml: bytes) -> bool:
    return _LONG.search(xml) is not None


def _look_at_repeats(xml: bytes, name: str) -> None:
    """Refuse an OpenDocument sheet whose filled cells claim to be repeated a million times."""
    for match in _REPEATS.finditer(xml):
        if int(match[2]) > 20_000_000:
            raise too_large(name)


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Give the part that holds each sheet, by the sheet's name."""
    book = next(part for part in names if part.lower().endswith("workbook.xml"))
    folder = book.rpartition("/")[0]
    relations = f"{folder}/_rels/{book.rpartition('/')[2]}.rels".lstrip("/")
    if relations not in names:
        return {}
    targets: dict[bytes, str] = {}
    for match in _RELATION.finditer(archive.read(relations)):
        attributes = dict(_ATTRIBUTE.findall(match.group()))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace")
        whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        targets[attributes.get(b"Id", b"")] = whole
    found: dict[str, str] = {}
    for match in _SHEET.finditer(archive.read(book)):
        attributes = dict(_ATTRIBUTE.findall(match.group()))
        reference = next((v for k, v in attributes.items() if k.endswith(b":id")), b"")
        sheet = html.unescape(attributes.get(b"name", b"").decode("utf-8", "replace"))
        if reference in targets:
            found[sheet] = targets[reference]
    return found


def complete(grid: Grid, package: Package) -> None:
    """Add to a grid what only the XML of its sheet says."""
    facts = package.facts.get(grid.name)
    if facts is None:
        return
    grid.hidden_rows = frozenset(row for row in facts.hidden_rows if row < grid.height)
    grid.hidden_columns = frozenset(facts.hidden_columns)
    for (row, column), number in facts.exact.items():
        place = column - grid.first_column
        if 0 <= place < len(grid.columns) and row < grid.height:
            cell = grid.columns[place][row]
            if isinstance(cell, float) and float(number) == cell:
                grid.columns[place][row] = number
    mark_errors(grid, facts.errors)


def mark_errors(grid: Grid, cells: set[tuple[int, int]]) -> None:
    """Note the cells (row, column of the sheet) whose formula failed, and tell their number."""
    grid.error_cells = frozenset(
        (row, column - grid.first_column)
        for row, column in cells
        if row < grid.height and 0 <= column - grid.first_column < len(grid.columns)
    )
    if grid.error_cells:
        grid.warnings.append(
            ngettext(
                "{count} cell holds a formula error: it counts as empty.",
                "{count} cells hold a formula error: they count as empty.",
                len(grid.error_cells),
            ).format(count=len(grid.error_cells))
        )
