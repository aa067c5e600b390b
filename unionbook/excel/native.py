# SPDX-License-Identifier: Apache-2.0
"""Reading workbooks with the native reader, once they were examined."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from unionbook.errors import UnreadableFileError
from unionbook.excel import biff, compound, fonts, package
from unionbook.excel.grid import Book, Cell, Grid, SheetEntry, trimmed
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 2048
_MOST_CELLS = 30_000_000


def open_with_calamine(path: Path, parts: package.Package | None = None) -> Book:
    """Open a workbook in this process; only after it was examined."""
    import python_calamine  # noqa: PLC0415 - native, and only an import needs it

    try:
        workbook = _workbook(path, parts)
        entries = [
            SheetEntry(
                sheet.name, visible=sheet.visible == python_calamine.SheetVisibleEnum.Visible
            )
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError:
        raise compound.protected(path) from None
    except Exception as error:
        raise _damaged(path) from error
    except BaseException as error:
        raise _translated(error, path) from error

    if not entries:
        raise _damaged(path)

    marks = {} if parts is not None else _marks_of(path)
    seen = (
        fonts.Fonts(path, in_runs=parts.capitals)
        if parts is not None and parts.kind == "xlsx"
        else None
    )

    def load(name: str) -> Grid:
        grid = _read_sheet(workbook, name, path)
        if parts is not None:
            package.complete(grid, parts)
            if seen is not None:
                seen.apply(grid, parts.parts.get(name))
        elif mark := marks.get(name):
            fonts.raise_cells(grid, mark.capitals)
            package.mark_errors(grid, mark.errors)
        return grid

    return Book(parts.kind if parts else "xls", entries, load)


def _read_sheet(workbook: Any, name: str, path: Path) -> Grid:
    try:
        return _grid(workbook.get_sheet_by_name(name), name)
    except UnreadableFileError:
        raise
    except Exception as error:
        raise _damaged(path) from error
    except BaseException as error:
        raise _translated(error, path) from error


def _marks_of(path: Path) -> dict[str, biff.SheetMarks]:
    """Give what an .xls says beside its values; nothing of a file that is none."""
    with path.open("rb") as stream:
        if not stream.read(8).startswith(compound.SIGNATURE):
            return {}
    return biff.look_through(compound.workbook_stream(path))


def _workbook(path: Path, parts: package.Package | None) -> Any:
    """Open by content where the file's name does not say what it is."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - as above

    told = path.suffix.lower()
    kind = parts.kind if parts else "xls"
    if told in (f".{kind}", ".xlsm" if kind == "xlsx" else ""):
        return CalamineWorkbook.from_path(str(path))
    return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))


def _translated(error: BaseException, path: Path) -> BaseException:
    """Take a panic of the native reader, which is no Exception, as a damaged file."""
    return _damaged(path) if type(error).__name__ == "PanicException" else error


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is damaged: open it in Excel, save it again and try that copy.").format(
            name=path.name
        )
    )


def _grid(sheet: Any, name: str) -> Grid:
    if sheet.start is None:
        return Grid(name)
    top, left = sheet.start
    if sheet.total_height * max(1, sheet.width) > _MOST_CELLS:
        raise UnreadableFileError(
            _("The sheet “{name}” is too large: delete its unused rows and columns.").format(
                name=name
            )
        )
    columns = _by_column(sheet.iter_rows())
    columns, height = trimmed(columns)
    merges = [(a[0], a[1], b[0], b[1]) for a, b in (sheet.merged_cell_ranges or [])[:20_000]]
    del top
    return Grid(name, left, columns, height, merges)


def _by_column(rows: Iterator[list[Cell]]) -> list[list[Cell]]:
    """Turn rows into columns a block at a time, so that no more than a block exists twice."""
    columns: list[list[Cell]] = []
    while block := list(islice(rows, _CHUNK)):
        turned = zip(*block, strict=True)
        if columns:
            for column, part in zip(columns, turned, strict=True):
                column.extend(part)
        else:
            columns = [list(part) for part in turned]
    return columns
