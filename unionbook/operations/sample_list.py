# SPDX-License-Identifier: Apache-2.0
"""A list of invented people as offices really keep them, to show what the import can do.

Titles and merged two-row headings, a row of column numbers, sections and totals, signatures at the
foot, hidden rows, text from before Unicode, lost zeros, dates as text, doubled people, a row
without a name: all that makes typing a list anew seem quicker.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from unionbook.excel.openpyxl_late import library
from unionbook.excel.saving import replacing
from unionbook.operations.sample_cells import Cell, CellWriter, legacy
from unionbook.operations.sample_people import SamplePerson, make_people, sample_branch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

REGISTER_SIZE = 400
_EVERY_MOVED, _EVERY_NEW_PHONE = 9, 5
_HIDDEN_EACH = 17
_DOUBLED = 2


@dataclass(frozen=True, slots=True)
class MessyList:
    """What a messy list holds: employee numbers, and rows as Excel counts them.

    ``changed`` are known people with another phone or department than in the register.
    """

    path: Path
    sheet: str
    header_row: int
    known: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    doubled: tuple[str, ...]
    nameless_row: int
    hidden_rows: tuple[int, ...]


@dataclass(slots=True)
class _Line:
    """One row to be written: cells, or one text over the whole width."""

    cells: list[Cell] = field(default_factory=list)
    banner: str = ""
    person: str = ""
    nameless: bool = False


def write_messy_list(
    path: Path, *, country: str = "VN", count: int = 120, known: int = 80, seed: int = 2026
) -> MessyList:
    """Write the messy list of a country's sample branch.

    ``count`` rows have a person; ``known`` of the people are among the first 400 of
    ``make_people``, some of them changed. Two people come twice and one has no name.
    """
    branch = sample_branch(country)
    there, changed = _known(country, known, seed)
    fresh = count - known - _DOUBLED
    hired = make_people(country=country, count=REGISTER_SIZE + fresh, seed=seed)[REGISTER_SIZE:]
    new = [replace(person, values=person.values | {"remark": "new"}) for person in hired]
    twice = [there[1], new[1]]
    nameless = new.pop()
    lines = _lines(branch, [*there, *new], twice, nameless)
    head = _head_rows(branch["list"])
    with replacing(path) as stream:
        book, hidden = _workbook(branch, lines, head)
        book.save(stream)
    return MessyList(
        path=path,
        sheet=branch["list"]["sheet"],
        header_row=head + 1,
        known=tuple(map(_number, there)),
        changed=changed,
        new=tuple(map(_number, new)),
        doubled=tuple(map(_number, twice)),
        nameless_row=next(row for row, line in _numbered(lines, head) if line.nameless),
        hidden_rows=hidden,
    )


def _number(person: SamplePerson) -> str:
    return str(person.values["employee_number"])


def _known(country: str, known: int, seed: int) -> tuple[list[SamplePerson], tuple[str, ...]]:
    """Choose members of the register, and let some have moved or bought another telephone."""
    members = make_people(country=country, count=REGISTER_SIZE, seed=seed)
    present = [person for person in members if person.events[-1].kind != "left"]
    chosen = present[:: len(present) // known][:known]
    departments = [row["name"] for row in sample_branch(country)["departments"]]
    people, changed = [], []
    for place, person in enumerate(chosen):
        values = dict(person.values)
        if place % _EVERY_NEW_PHONE == 2:  # noqa: PLR2004 - any remainder will do
            values["phone"] = str(values["phone"])[:-6] + f"{700000 + place:06}"
        if place % _EVERY_MOVED == 4:  # noqa: PLR2004 - likewise
            now = departments.index(str(values["department"]))
            values |= {"department": departments[(now + 1) % 5], "remark": "moved"}
        if values != person.values:
            changed.append(_number(person))
        people.append(replace(person, values=values))
    return people, tuple(changed)


def _lines(
    branch: Mapping[str, Any],
    people: Sequence[SamplePerson],
    twice: Sequence[SamplePerson],
    nameless: SamplePerson,
) -> list[_Line]:
    """Put people under two sections, those who come twice at the end of the other one."""
    names = [row["name"] for row in branch["departments"]]
    makes = set(names[: len(names) // 2])
    producing = [person for person in people if person.values["department"] in makes]
    serving = [person for person in people if person.values["department"] not in makes]
    middle = len(producing) // 2
    sections = zip(
        branch["list"]["sections"],
        ([*producing[:middle], nameless, *producing[middle:]], [*serving, *twice]),
        strict=True,
    )
    writer, lines, spec = CellWriter(branch), [], branch["list"]
    for title, group in sections:
        lines.append(_Line(banner=title))
        for ordinal, person in enumerate(group, 1):
            has_no_name = person is nameless
            cells = writer.row(person, ordinal, nameless=has_no_name)
            lines.append(_Line(cells, person=_number(person), nameless=has_no_name))
    total = spec["total"].format(count=sum(bool(line.person) for line in lines))
    return [*lines, _Line(banner=total)]


def _head_rows(spec: Mapping[str, Any]) -> int:
    return len(spec["titles"]) + 1


def _numbered(lines: Sequence[_Line], head: int) -> list[tuple[int, _Line]]:
    """Give each line its row: titles, two rows of headings and column numbers come before."""
    return list(enumerate(lines, head + 4))


def _workbook(
    branch: Mapping[str, Any], lines: Sequence[_Line], head: int
) -> tuple[Any, tuple[int, ...]]:
    openpyxl, spec = library(), branch["list"]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = spec["sheet"]
    width = len(spec["columns"])
    _write_titles(openpyxl, sheet, spec, width)
    _write_headings(openpyxl, sheet, spec, head)
    hidden = []
    for row, line in _numbered(lines, head):
        _write_line(openpyxl, sheet, row, line, width)
        if line.person and not line.nameless and row % _HIDDEN_EACH == 0:
            sheet.row_dimensions[row].hidden = True
            hidden.append(row)
    _write_foot(sheet, spec, head + 4 + len(lines) + 1, width)
    _write_other_sheets(book, branch)
    return book, tuple(hidden)


def _write_titles(openpyxl: Any, sheet: Any, spec: Mapping[str, Any], width: int) -> None:
    bold = openpyxl.styles.Font(bold=True)
    for row, title in enumerate(spec["titles"], 1):
        is_list_name = row == len(spec["titles"])
        last = width if is_list_name else 4
        if title:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        cell = sheet.cell(row, 1, title or None)
        cell.font = openpyxl.styles.Font(bold=True, size=14) if is_list_name else bold
    if spec["legacy_fonts"]:  # the H font draws small letters as capitals
        sheet.cell(1, 1).value = legacy(spec["titles"][0].lower())
        sheet.cell(1, 1).font = openpyxl.styles.Font(name=".VnTimeH", bold=True)
    for row, title in enumerate(spec["right_titles"], 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=width - 4, end_column=width)
        sheet.cell(row, width - 4, title).font = bold


def _write_headings(openpyxl: Any, sheet: Any, spec: Mapping[str, Any], head: int) -> None:
    """Write two rows, groups merged over their columns and single ones over both rows."""
    top, below, columns = head + 1, head + 2, spec["columns"]
    for place, column in enumerate(columns, 1):
        upper, lower = column["header"]
        is_first = place == 1 or columns[place - 2]["header"][0] != upper or not lower
        if is_first:
            sheet.cell(top, place, upper)
        if lower:
            sheet.cell(below, place, lower)
            same = [n for n, c in enumerate(columns, 1) if c["header"][0] == upper]
            if is_first:
                sheet.merge_cells(
                    start_row=top, end_row=top, start_column=same[0], end_column=same[-1]
                )
        else:
            sheet.merge_cells(start_row=top, end_row=below, start_column=place, end_column=place)
        sheet.cell(below + 1, place, f"({place})")
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = column["width"]
    for row in (top, below):
        for place in range(1, len(columns) + 1):
            sheet.cell(row, place).font = openpyxl.styles.Font(bold=True)


def _write_line(openpyxl: Any, sheet: Any, row: int, line: _Line, width: int) -> None:
    if line.banner:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width // 2)
        sheet.cell(row, 1, line.banner).font = openpyxl.styles.Font(bold=True)
        return
    for place, cell in enumerate(line.cells, 1):
        written = sheet.cell(row, place, cell.value)
        if isinstance(cell.value, date):
            written.number_format = "dd/mm/yyyy"
        if cell.font:
            written.font = openpyxl.styles.Font(name=cell.font)


def _write_foot(sheet: Any, spec: Mapping[str, Any], row: int, width: int) -> None:
    sheet.cell(row, width - 4, spec["place_and_day"])
    for block, column in zip(spec["signatures"], (3, width - 4), strict=True):
        for line, text in zip((1, 2, 6), block, strict=True):
            sheet.cell(row + line, column, text)


def _write_other_sheets(book: Any, branch: Mapping[str, Any]) -> None:
    legend = branch["list"]["legend"]
    other = book.create_sheet(legend["name"])
    for row in legend["rows"]:
        other.append(row)
    behind = book.create_sheet("DM")
    for department in branch["departments"]:
        behind.append([department["name"]])
    behind.sheet_state = "hidden"
