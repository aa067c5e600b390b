# SPDX-License-Identifier: Apache-2.0
"""The rows an import refused or took in part, to be corrected and imported again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.fields import Kind
from unionbook.excel.cells import Column, Marked
from unionbook.excel.hints import IGNORED
from unionbook.excel.workbook import Written, write_table
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

_REASON_WIDTH = 60


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not imported, or not wholly.

    ``number`` is its row in the original sheet, from 1. ``values`` are all its cells as they were
    read; ``bad`` are the indexes, from 0, of the cells at fault.
    """

    number: int
    values: Sequence[object]
    reason: str
    bad: frozenset[int] = frozenset()


def write_error_workbook(
    path: Path,
    *,
    headers: Sequence[str],
    rows: Iterable[RefusedRow],
    fields: Mapping[int, str | None] | None = None,
    title: str = "",
    total: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> Written:
    """Write the refused rows with all their columns, the cells at fault coloured, the reason last.

    ``headers`` are the original ones. ``fields`` says by index which field each column was taken
    for, so that importing the corrected workbook asks nothing again; ``None`` stands for a column
    that was passed over. Raises what ``write_table`` raises.
    """
    known = fields or {}
    columns = [_column(number, header, known) for number, header in enumerate(headers)]
    reason = Column(IGNORED, _("What is to be corrected"), Kind.LONG_TEXT, _REASON_WIDTH)
    return write_table(
        path,
        title=title or _("To be corrected"),
        columns=[*columns, reason],
        rows=_marked(rows, len(headers)),
        notes=_notes(),
        total=total,
        progress=progress,
        cancelled=cancelled,
    )


def _column(number: int, header: str, known: Mapping[int, str | None]) -> Column:
    # A column nobody decided about stays without a hint: the importer looks at it again.
    field = (known[number] or IGNORED) if number in known else None
    return Column(field, header, None)


def _marked(rows: Iterable[RefusedRow], width: int) -> Iterator[Sequence[object]]:
    for row in rows:
        cells = [*row.values[:width], *(None,) * (width - len(row.values))]
        marked = [Marked(cell) if at in row.bad else cell for at, cell in enumerate(cells)]
        reason = _("Row {row}: {reason}").format(row=row.number, reason=row.reason)
        yield [*marked, reason]


def _notes() -> tuple[str, ...]:
    return (
        _("How to correct these rows"),
        _("The coloured cells and the last column say what is wrong with these rows."),
        _("Correct them here, save, and import this file: the last column is passed over."),
        _("Rows that are taken already are completed, not taken twice."),
    )
