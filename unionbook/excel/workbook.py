# SPDX-License-Identifier: Apache-2.0
"""A table of any length as an ``.xlsx`` file: rows streamed into an empty, styled workbook.

openpyxl makes the workbook without its rows (``shell``). The rows are written by a template per
row into the sheet's one deflate stream, which takes a twentieth of the time openpyxl needs for
them and a memory that does not grow with their number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from unionbook.errors import UnionbookError
from unionbook.excel.cells import (
    Column,
    ColumnWriter,
    Cutting,
    clean,
    column_letter,
    fitted,
    text_cell,
)
from unionbook.excel.saving import replacing
from unionbook.excel.shell import LAST_COLUMN, LAST_ROW, Shell, make_shell
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from threading import Event

    Progress = Callable[[int, int], None]

_BLOCK = 500
"""Rows formatted together: enough to spread the cost of a block, few enough to stay small."""
_QUICK = 1
"""zlib's level: 6 takes half as long again for a file a quarter smaller."""
_MOST_BYTES = 2**31 - 2**24
"""Of a sheet before it is compressed: beyond it zip64 begins, which not every Excel opens."""
_WORKBOOK = "xl/workbook.xml"
_LAST = re.compile(rb'(:[A-Z]{1,3})%d(?=")|(:\$[A-Z]{1,3}\$)%d(?=<)' % (LAST_ROW, LAST_ROW))
"""Where a range of the sheet, or of a name, ends on the last row of all."""


class TooManyRowsError(UnionbookError):
    """There are more rows, or longer ones, than one sheet can hold."""


class WritingCancelledError(UnionbookError):
    """The user stopped the writing; no file is left behind."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a workbook now holds.

    ``cut`` counts the texts that were longer than a cell can hold; ``cut_cells`` are the addresses
    of the first hundred of them.
    """

    rows: int
    cut: int = 0
    cut_cells: tuple[str, ...] = ()


def write_table(
    path: Path,
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    notes: Sequence[str] = (),
    total: int = 0,
    furnish: Callable[[Any, Any], None] | None = None,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> Written:
    """Write ``rows``, each as long as ``columns``, to a new workbook at ``path``.

    The file appears whole or not at all. ``notes`` fill a second sheet; ``total`` is only for
    ``progress``. Raises ``UnwritableFileError``, ``TooManyRowsError``, ``WritingCancelledError``.
    """
    if len(columns) > LAST_COLUMN:
        raise TooManyRowsError(_("These are more columns than a sheet can hold: choose fewer."))
    shell = make_shell(title=title, columns=columns, notes=notes, furnish=furnish)
    cutting = Cutting()
    sheet = _Sheet(shell, columns, cutting)
    with replacing(path) as stream, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in shell.parts.items():
            if name != _WORKBOOK:
                archive.writestr(name, content)
        count = _write_sheet(archive, sheet, _watched(rows, total, progress, cancelled))
        # The names of the filter's range are in the workbook's part, so it waits for the last row.
        archive.writestr(_WORKBOOK, _ended(shell.parts[_WORKBOOK], count))
    return Written(count, cutting.count, tuple(cutting.cells))


class _Sheet:
    """The XML of one sheet's rows."""

    def __init__(self, shell: Shell, columns: Sequence[Column], cutting: Cutting) -> None:
        letters = [column_letter(number) for number in range(1, len(columns) + 1)]
        # Addresses are optional in the format, but not every reader is content without them.
        self._starts = ('<row r="', f'"><c r="{letters[0]}')
        self._followings = [*(f'<c r="{letter}' for letter in letters[1:]), "</row>"]
        self.shell = shell
        self._headers = [column.header for column in columns]
        self._writers = [
            ColumnWriter(
                column,
                letter=letter,
                following=following,
                plain=shell.plain,
                marked=shell.marked,
                cutting=cutting,
            )
            for column, letter, following in zip(columns, letters, self._followings, strict=True)
        ]

    def header(self) -> bytes:
        """Give the row of the headings."""
        style = self.shell.header_style
        cells = [
            text_cell(fitted(clean(header)), style, style) + following
            for header, following in zip(self._headers, self._followings, strict=True)
        ]
        start, first = self._starts
        height = f'" ht="{self.shell.header_height:g}" customHeight="1{first}'
        return "1".join((start, height, *cells)).encode()

    def block(self, rows: Sequence[Sequence[object]], first_row: int) -> bytes:
        """Give ``rows`` as they are written from ``first_row`` on."""
        cells = [
            writer.block(values, first_row)
            for writer, values in zip(self._writers, zip(*rows, strict=True), strict=True)
        ]
        # The row's number is all that stands between one part of a row and the next.
        starts = (repeat(start, len(rows)) for start in self._starts)
        parts = enumerate(zip(*starts, *cells, strict=True), first_row)
        return "".join([str(number).join(row) for number, row in parts]).encode()


def _write_sheet(
    archive: ZipFile, sheet: _Sheet, blocks: Iterator[Sequence[Sequence[object]]]
) -> int:
    written, size = 0, 0
    archive.compresslevel = _QUICK
    with archive.open(sheet.shell.sheet, "w") as part:
        part.write(sheet.shell.head)
        part.write(sheet.header())
        for rows in blocks:
            content = sheet.block(rows, written + 2)
            written, size = written + len(rows), size + len(content)
            if written >= LAST_ROW or size > _MOST_BYTES:
                raise TooManyRowsError(
                    _("These are more rows than a sheet can hold: choose fewer at a time.")
                )
            part.write(content)
        part.write(_ended(sheet.shell.tail, written))
    return written


def _watched(
    rows: Iterable[Sequence[object]],
    total: int,
    progress: Progress | None,
    cancelled: Event | None,
) -> Iterator[Sequence[Sequence[object]]]:
    """Give the rows in blocks, telling how far it is and stopping when asked to."""
    source, done = iter(rows), 0
    while True:
        block = list(islice(source, _BLOCK))
        if cancelled is not None and cancelled.is_set():
            raise WritingCancelledError(_("Stopped: no file was written."))
        if not block:
            return
        yield block
        done += len(block)
        if progress is not None:
            progress(done, max(total, done))


def _ended(part: bytes, rows: int) -> bytes:
    """Put the row that was the last where the shell's references say the last of all.

    A table without rows is one to be filled in: its rules and its filter reach all the way down.
    """
    if not rows:
        return part
    last = str(rows + 1).encode()
    return _LAST.sub(lambda found: (found[1] or found[2]) + last, part)
