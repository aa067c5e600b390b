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

_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")


def open_book(path: str | Path) -> Book:
    """Open a workbook or text file; raises UnreadableFileError with one sentence."""
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise IsADirectoryError(path)
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
