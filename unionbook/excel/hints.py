# SPDX-License-Identifier: Apache-2.0
"""What the program's own workbooks say, unseen, about their columns.

Each heading cell carries a hidden defined name that tells its field. Names move with their cell
when a person inserts, removes or moves columns and rows, and both Excel and LibreOffice keep them,
so an export that has been worked on is still recognised, in whatever language its headings are.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from unionbook import texts
from unionbook.excel.cells import column_letter
from unionbook.excel.openpyxl_late import library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.excel.cells import Column

IGNORED = ""
"""The field of a column that an import is to pass over: the reasons of an error workbook."""

_FIELD, _IGNORE, _LANGUAGE = "unionbook.field.", "unionbook.ignore.", "unionbook.language."
_LONGEST = 255
_LIMIT = 4 * 1024 * 1024
"""Bytes of ``xl/workbook.xml`` beyond which it is not one of ours, and not worth reading."""
_OTHER = re.compile(r"[^a-z0-9_]")
_CODED = re.compile(r"\.([0-9a-f]+)\.")
_PLACE = re.compile(r"(?P<sheet>'(?:[^']|'')+'|[^'!]+)!\$(?P<letters>[A-Z]{1,3})\$(?P<row>\d{1,7})")


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """What a workbook of ours says of itself.

    ``fields`` gives the field of each column counted from 0, or nothing where the column is not to
    be read. ``header_row`` is counted from 1. ``language`` is that of the headings and choices.
    """

    sheet: str
    header_row: int
    language: str
    fields: dict[int, str | None]


def name_columns(workbook: Any, sheet: Any, columns: Sequence[Column]) -> None:
    """Name the heading cells of ``sheet`` (row 1) after their fields."""
    for number, column in enumerate(columns, 1):
        if column.field is not None:
            name = (
                f"{_IGNORE}{number}" if column.field == IGNORED else _FIELD + _coded(column.field)
            )
            _name(workbook, sheet, name, number)
    _name(workbook, sheet, _LANGUAGE + texts.language(), 1)


def own_fields(path: Path) -> dict[int, str | None] | None:
    """Give the field of each column (from 0) of a workbook of ours, or ``None`` for any other."""
    own = own_columns(path)
    return None if own is None else own.fields


def own_columns(path: Path) -> OwnColumns | None:
    """Give what a workbook of ours says of itself, or ``None`` for any other file."""
    names = _defined_names(path)
    found: dict[int, str | None] = {}
    place: re.Match[str] | None = None
    language = "en"
    for name, refers_to in names:
        if name.startswith(_LANGUAGE):
            language = name.removeprefix(_LANGUAGE)
        here = _PLACE.fullmatch(refers_to)
        if here is None or not name.startswith((_FIELD, _IGNORE)):
            continue  # not ours, or its column has been deleted ("#REF!")
        place = place or here
        coded = name.startswith(_FIELD)
        found[_number(here["letters"])] = _decoded(name.removeprefix(_FIELD)) if coded else None
    if place is None:
        return None
    return OwnColumns(_plain(place["sheet"]), int(place["row"]), language, found)


def _name(workbook: Any, sheet: Any, name: str, column: int) -> None:
    if len(name) <= _LONGEST:
        openpyxl = library()
        place = f"{openpyxl.utils.quote_sheetname(sheet.title)}!${column_letter(column)}$1"
        named = openpyxl.workbook.defined_name.DefinedName(name, attr_text=place, hidden=True)
        workbook.defined_names[name] = named


def _coded(field: str) -> str:
    """Give a field's name in the letters a defined name may have, whose case does not count."""
    return _OTHER.sub(lambda found: f".{ord(found[0]):x}.", field)


def _decoded(name: str) -> str:
    return _CODED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), name)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _plain(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _defined_names(path: Path) -> list[tuple[str, str]]:
    """Give the defined names of a workbook: none for a file that is not one, or not a sound one."""
    try:
        with ZipFile(path) as archive:
            part = archive.getinfo("xl/workbook.xml")
            if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                return []
            with archive.open(part) as stream:
                content = stream.read(_LIMIT + 1)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return []  # an .xls, a text, a damaged or protected file: the reader says what it is
    return _parsed(content) if len(content) <= _LIMIT and b"unionbook." in content else []


class _NotOursError(Exception):
    """The part declares a document type, which no spreadsheet program writes."""


def _parsed(content: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    inside: list[str] = []

    def refuse(*_doctype: object) -> None:
        raise _NotOursError

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "definedName":
            inside[:] = [attributes.get("name", ""), ""]

    def text(data: str) -> None:
        if inside:
            inside[1] += data

    def end(_tag: str) -> None:
        if inside:
            found.append((inside[0], inside[1]))
            inside.clear()

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _NotOursError):
        return []
    return found
