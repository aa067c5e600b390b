# SPDX-License-Identifier: Apache-2.0
"""Open any spreadsheet an office has, whatever its file name says it is.

Nothing in the file is run, followed or fetched: formulas count by the value the spreadsheet
program kept, links and macros are never looked at.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.errors import UnreadableFileError
from unionbook.excel import compound, guarded, html_tables, package, text_tables
from unionbook.excel.native import open_with_calamine
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.excel.grid import Book

_SHORTCUT = b"L\x00\x00\x00\x01\x14\x02\x00"
_PAGES = frozenset({".gsheet", ".gdoc"})
_MARKS_OF_OPEN_FILES = (("~$", ""), (".~lock.", "#"))
_LARGEST_MARK = 1024
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")


def open_book(path: str | Path) -> Book:
    """Open a workbook or text file; raises UnreadableFileError with one sentence."""
    path = Path(path)
    try:
        _refuse_what_is_no_file(path)
        with path.open("rb") as stream:
            head = stream.read(8192)
    except FileNotFoundError:
        raise UnreadableFileError(
            _("There is no file “{name}”: check its name and folder.").format(name=path.name)
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” cannot be opened: close it in other programs and try again.").format(
                name=path.name
            )
        ) from error
    return _open_by_content(path, head)


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse folders, devices, and the marks that office programs leave beside an open file."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UnreadableFileError(
            _("“{name}” is a folder: choose the file in it.").format(name=path.name or str(path))
        )
    if not stat.S_ISREG(mode):
        raise UnreadableFileError(
            _("“{name}” is no file: choose the file with the list.").format(name=path.name)
        )
    for start, end in _MARKS_OF_OPEN_FILES:
        if path.name.startswith(start) and path.name.endswith(end) and _is_small(path):
            raise UnreadableFileError(
                _(
                    "“{name}” only marks that “{file}” is open: close that one and choose it."
                ).format(name=path.name, file=path.name[len(start) :].removesuffix(end))
            )


def _is_small(path: Path) -> bool:
    return path.stat().st_size < _LARGEST_MARK


def _open_by_content(path: Path, head: bytes) -> Book:
    if not head.strip(b"\x00 \r\n\t"):
        raise UnreadableFileError(
            _("“{name}” is empty: choose the file with the list.").format(name=path.name)
        )
    if head.startswith(b"PK"):
        return _open_package(path)
    if head.startswith(compound.SIGNATURE):
        compound.check(path)
        return guarded.open_guarded(path, "xls")
    if head.startswith(_OLD_BIFF):
        raise UnreadableFileError(
            _("“{name}” is from a very old Excel: open it there and save it as .xlsx.").format(
                name=path.name
            )
        )
    if html_tables.looks_like_html(head):
        return html_tables.open_html(path)
    _refuse_other_formats(path, head)
    return text_tables.open_text(path)


def _refuse_other_formats(path: Path, head: bytes) -> None:
    if head.startswith(_SHORTCUT) or head.lstrip().startswith(b"[InternetShortcut]"):
        raise UnreadableFileError(
            _("“{name}” is a shortcut: choose the file it leads to.").format(name=path.name)
        )
    if path.suffix.lower() in _PAGES and head.lstrip().startswith(b"{"):
        raise UnreadableFileError(
            _("“{name}” only leads to a page on the web: save that as .xlsx first.").format(
                name=path.name
            )
        )
    known = (
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"Rar!",
        b"7z\xbc\xaf",
        b"{\\rtf",
        b"MZ",
        b"\x7fELF",
        b"\x1f\x8b",
        b"SQLite format 3",
    )
    if head.startswith(known):
        raise UnreadableFileError(
            _("“{name}” is not a spreadsheet: choose an Excel, OpenDocument or text file.").format(
                name=path.name
            )
        )


def _open_package(path: Path) -> Book:
    parts = package.examine(path)
    if parts.kind == "xlsx" and not parts.suspicious:
        return open_with_calamine(path, parts)
    return guarded.open_guarded(path, parts.kind)
