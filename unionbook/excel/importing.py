# SPDX-License-Identifier: Apache-2.0
"""Read people out of a workbook: look at its sheets, choose one, give its rows as members.

``analyse`` opens a file and says of every sheet what it is, where its header stands and which
column holds which field. ``read_rows`` gives the rows of one sheet as canonical values of the
member record, with everything that was repaired, refused or skipped. No register is needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME
from unionbook.errors import InvalidValueError
from unionbook.excel import kinds, legacy
from unionbook.excel.evidence import text_of
from unionbook.excel.layout import Table, find_table
from unionbook.excel.mapping import choose, fingerprint
from unionbook.excel.member_rows import SheetRows, build_rows
from unionbook.excel.reader import open_book
from unionbook.excel.side_by_side import second_lists
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from threading import Event

    from unionbook.excel.grid import Book, Grid

Progress = Callable[[int, int], None]
_KEPT_CELLS = 4_000_000
_NAMED = 8
"""So many further sheets of people are named."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: its letters, the header as shown, the field chosen for it and why.

    ``field`` is a field of the member record, one that only an import knows (``family_name``,
    ``row_number`` …), ``password`` for a column that is never kept, or None.
    """

    column: str
    header: str
    field: str | None
    confidence: float
    reason: str

    @property
    def member_field(self) -> str | None:
        """Give the field of the member record that the column feeds, or None."""
        return member_field(self.field)


_FEEDS = {
    "family_name": "full_name",
    "middle_name": "full_name",
    "given_name": "full_name",
    "sex_female_mark": "sex",
    "sex_male_mark": "sex",
    "born_day": "born_on",
    "born_month": "born_on",
    "born_year": "born_on",
    "born_if_male": "born_on",
    "born_if_female": "born_on",
    "birth_place_and_date": "born_on",
    "identity_issued_on_and_by": "identity_issued_on",
}


def member_field(taken_as: str | None) -> str | None:
    """Give the field of the member record that what a column is taken for feeds, or None."""
    return taken_as if taken_as in BY_NAME else _FEEDS.get(taken_as or "")


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What one sheet is: ``kind`` is people, other or empty; rows as Excel shows them.

    ``header_row`` is 0 where there is none; ``first_row`` and ``last_row`` bound what stands below
    the header. ``score`` (0 to 1) says how surely and how richly it lists people, ``reason`` why
    in words. ``layout`` is the same for sheets with the same headers.
    """

    name: str
    visible: bool
    kind: str
    score: float
    reason: str
    header_row: int = 0
    first_row: int = 0
    last_row: int = 0
    hidden_rows: int = 0
    columns: tuple[ColumnPlan, ...] = ()
    layout: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Analysis:
    """An opened workbook with a plan for each sheet, the likeliest list of people first offered."""

    path: Path
    format: str
    sheets: list[SheetPlan]
    warnings: list[str]
    country: str
    _book: Book
    _read: dict[str, tuple[Grid, Table]] = field(default_factory=dict)

    @property
    def best(self) -> SheetPlan | None:
        """Give the sheet to offer: visible and of people first, then by score; None if none is."""
        people = [sheet for sheet in self.sheets if sheet.kind == "people"]
        ordered = sorted(people, key=lambda sheet: (not sheet.visible, -sheet.score))
        return ordered[0] if ordered else None

    def plan(self, name: str | None = None) -> SheetPlan:
        """Give the plan of a sheet by name; raises InvalidValueError for an unknown one."""
        if name is None:
            if self.best is None:
                raise InvalidValueError(
                    _("No sheet of this file lists people: choose another file."), field="sheet"
                )
            return self.best
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise InvalidValueError(
            _("There is no sheet “{name}” in this file. There are: {known}.").format(
                name=name, known=", ".join(sheet.name for sheet in self.sheets)
            ),
            field="sheet",
        )

    def read(self, name: str) -> tuple[Grid, Table]:
        """Give a sheet's cells and table, read again where they were not kept."""
        if name not in self._read:
            grid = self._book.grid(name)
            return grid, find_table(grid)
        return self._read[name]


def analyse(
    path: str | Path,
    *,
    language_hint: str | None = None,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> Analysis:
    """Open a file and plan its import; raises UnreadableFileError with one sentence.

    ``language_hint`` (vi, id, ms) decides the country where the file itself does not.
    ``progress`` is called with sheets done and sheets in all.
    """
    book = open_book(path)
    analysis = Analysis(Path(path), book.format, [], list(book.warnings), "VN", book)
    kept, read = 0, analysis._read  # noqa: SLF001 - our own analysis
    for done, entry in enumerate(book.sheets):
        if cancelled is not None and cancelled.is_set():
            break
        grid = book.grid(entry.name)
        table = find_table(grid)
        analysis.sheets.append(_plan(grid, table, visible=entry.visible))
        kept += grid.cells()
        if kept <= _KEPT_CELLS or not read:
            read[entry.name] = (grid, table)
        if progress is not None:
            progress(done + 1, len(book.sheets))
    _tell_others(analysis)
    if (best := analysis.best) is not None and not best.visible:
        analysis.warnings.append(
            _("The list of people is on the hidden sheet “{name}”.").format(name=best.name)
        )
    analysis.country = kinds.country_of(
        [column.header for sheet in analysis.sheets for column in sheet.columns],
        language_hint,
        _some_names(analysis),
    )
    return analysis


def _tell_others(analysis: Analysis) -> None:
    """Say which other visible sheets list people: one sheet is read at a time."""
    best = analysis.best
    others = [
        sheet.name
        for sheet in analysis.sheets
        if best is not None
        and sheet is not best
        and sheet.visible
        and sheet.kind == "people"
        and sheet.last_row >= sheet.first_row
    ]
    if others:
        shown = ", ".join(f"“{name}”" for name in others[:_NAMED])
        shown += " …" if others[_NAMED:] else ""
        analysis.warnings.append(
            ngettext(
                "Another sheet lists people too: {sheets}. Choose it to take it in as well.",
                "Other sheets list people too: {sheets}. Choose them one by one.",
                len(others),
            ).format(sheets=shown)
        )


def _some_names(analysis: Analysis) -> list[str]:
    """Give the first names of people on the sheet offered."""
    if (best := analysis.best) is None:
        return []
    grid, table = analysis.read(best.name)
    places = [
        place
        for place, column in enumerate(best.columns)
        if column.field in ("full_name", "family_name", "given_name")
    ]
    below = slice(table.first, table.first + 60)
    texts = (legacy.repaired(text_of(cell))[0] for p in places for cell in grid.columns[p][below])
    return [text for text in texts if text]


def _plan(grid: Grid, table: Table, *, visible: bool) -> SheetPlan:
    if not grid.height:
        return SheetPlan(grid.name, visible, "empty", 0.0, _("The sheet is empty."))
    headed = table.header >= 0
    choices = choose(table.headers, table.facts, title=f"{grid.name} {table.title}", headed=headed)
    kind, score, reason = kinds.kind_of_sheet(grid, table, choices)
    columns = tuple(
        ColumnPlan(
            grid.letter(c),
            table.headers[c].shown,
            choice.field,
            round(choice.confidence, 2),
            choice.reason,
        )
        for c, choice in enumerate(choices)
    )
    return SheetPlan(
        grid.name,
        visible,
        kind,
        round(score, 3),
        reason,
        table.header + 1,
        table.first + 1,
        grid.height,
        len(grid.hidden_rows),
        columns,
        fingerprint([column.header for column in columns]),
        (*grid.warnings, *second_lists(grid, table, choices)),
    )


def read_rows(
    analysis: Analysis,
    sheet: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> SheetRows:
    """Read a sheet's rows as members.

    ``mapping`` gives a field (or None) by column letters and overrides the plan for the columns it
    names. ``progress`` is called with columns done and columns in all; a set ``cancelled`` ends
    early with what was read.
    """
    plan = analysis.plan(sheet)
    grid, table = analysis.read(plan.name)
    fields: dict[int, str] = {}
    for index, column in enumerate(plan.columns):
        chosen = column.field if mapping is None else mapping.get(column.column, column.field)
        if chosen and chosen != "ignore":
            fields[index] = chosen
    today = dt.datetime.now(tz=dt.UTC).date()
    return build_rows(
        grid,
        table,
        fields,
        country=analysis.country,
        this_year=today.year,
        progress=progress,
        cancelled=cancelled,
    )
