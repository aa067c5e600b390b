# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""A sheet's rows as members: columns read, names joined, people told from everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.domain import identity
from unionbook.domain.fields import BY_NAME
from unionbook.excel import repeats, rows
from unionbook.excel.columns import ReadColumns, read_columns
from unionbook.excel.evidence import text_of
from unionbook.excel.header_words import plain_words
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from unionbook.excel.cell_values import Outcome, Value
    from unionbook.excel.grid import Grid
    from unionbook.excel.layout import Table

_KEYS = (
    "employee_number", "identity_number", "born_on", "sex", "phone", "email", "official_number",
    "card_number", "local_number", "hired_on", "joined_on", "social_insurance_number", "tax_number",
    "present_address", "permanent_address", "job", "department",
)  # fmt: skip
_PLAIN = ("employee_number", "identity_number", "born_on", "sex", "phone", "official_number")


_SHOWN_AS = {
    "family_name": "full_name",
    "given_name": "full_name",
    "middle_name": "full_name",
    "born_year": "born_on",
    "born_if_male": "born_on",
    "born_if_female": "born_on",
    "birth_place_and_date": "born_on",
    "identity_issued_on_and_by": "identity_issued_on",
}
"""The field by whose name a fault is told, where only an import knows its own."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that was changed on the way in: the field, what stood there, what it is now, why."""

    field: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of the sheet as Excel numbers it.

    ``action`` is take, refuse (a person that cannot be taken), skip (no person, or the same one
    again) or double (the same number as in row ``first_row``). ``values`` holds canonical values
    of the member record that are not empty; a wage is an integer, dates are ``YYYY[-MM[-DD]]``.
    ``extras`` holds the texts of columns without a field, by header.
    """

    row: int
    values: dict[str, Value]
    extras: dict[str, str]
    action: str
    reason: str
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    hidden: bool = False
    first_row: int = 0


@dataclass(slots=True)
class SheetRows:
    """The filled rows of a sheet below its header, kept by column and made rows on demand.

    ``numbers[i]``, ``actions[i]`` and ``reasons[i]`` belong together; ``columns[name][numbers[i] -
    1]`` is the value of a field. Iterating gives a ReadRow for each.
    """

    sheet: str
    numbers: list[int]
    actions: list[str]
    reasons: list[str]
    columns: dict[str, list[Value]]
    warnings: list[str]
    _read: ReadColumns
    _grid: Grid
    _extras: dict[str, int]
    _same_as: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[ReadRow]:
        return (self.at(index) for index in range(len(self.numbers)))

    def count(self, action: str) -> int:
        """Give how many rows have an action."""
        return self.actions.count(action)

    def values_at(self, index: int) -> dict[str, Value]:
        """Give the values of one row that are not empty."""
        at = self.numbers[index] - 1
        return {name: column[at] for name, column in self.columns.items() if column[at] != ""}

    def at(self, index: int) -> ReadRow:
        """Give one row in full."""
        at = self.numbers[index] - 1
        values = self.values_at(index)
        repairs, warnings = self._told(at, values)
        return ReadRow(
            self.numbers[index],
            values,
            self.extras_at(index),
            self.actions[index],
            self.reasons[index],
            tuple(repairs),
            tuple(warnings),
            at in self._grid.hidden_rows,
            self._same_as.get(at, -1) + 1,
        )

    def extras_at(self, index: int) -> dict[str, str]:
        """Give the texts of one row that stand in columns without a field, by header."""
        at = self.numbers[index] - 1
        found = {}
        for header, column in self._extras.items():
            text = text_of(self._grid.columns[column][at])
            if text:
                found[header] = text
        return found

    def cell(self, index: int, place: int) -> object:
        """Give a cell of one row as it was read; ``place`` counts the plan's columns from 0."""
        return self._grid.columns[place][self.numbers[index] - 1]

    def faulty_rows(self) -> list[int]:
        """Give the rows (as counted here) of people with a cell that could not be understood."""
        faulty = self._read.faulty_rows()
        if not faulty:
            return []
        return [index for index, number in enumerate(self.numbers) if number - 1 in faulty]

    def faults_at(self, index: int) -> list[str]:
        """Give in words what is wrong with the cells of one row."""
        outcomes = self._read.outcomes_at(self.numbers[index] - 1)
        return [_fault(name, outcome) for name, _column, outcome in outcomes if outcome.problem]

    def faulty_fields(self, index: int) -> list[str]:
        """Give the fields of one row whose cells could not be understood."""
        at = self.numbers[index] - 1
        return [name for name, _column, outcome in self._read.outcomes_at(at) if outcome.problem]

    def _told(self, at: int, values: dict[str, Value]) -> tuple[list[Repair], list[str]]:
        repairs: list[Repair] = []
        warnings: list[str] = []
        for name, column, outcome in self._read.outcomes_at(at):
            before = text_of(self._grid.columns[column][at])[:200]
            if outcome.problem:
                warnings.append(_fault(name, outcome))
            if outcome.repair:
                after = str(outcome.value) or ", ".join(text for _name, text in outcome.more)
                repairs.append(Repair(name, before, after, outcome.repair))
        number = values.get("identity_number")
        if isinstance(number, str):
            warnings.extend(
                identity.misfits(
                    number, born_on=str(values.get("born_on", "")), sex=str(values.get("sex", ""))
                )
            )
        return repairs, warnings


def _fault(name: str, outcome: Outcome) -> str:
    name = _SHOWN_AS.get(name, name)
    label = _(BY_NAME[name].label) if name in BY_NAME else name
    return f"{label}: {outcome.problem}"


def build_rows(
    grid: Grid,
    table: Table,
    fields: dict[int, str],
    *,
    country: str,
    this_year: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> SheetRows:
    """Read the columns of ``fields`` (place in the grid to field) and judge every row."""
    read = read_columns(
        grid, table.first, fields, country=country, this_year=this_year,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    sense = rows.RowSense(
        grid,
        table.first,
        read.values["full_name"],
        read.places("full_name", "family_name", "given_name"),
        [read.values[name] for name in _key_fields(read)],
        next(iter(read.places("row_number")), None),
        {
            text
            for header in table.headers
            for text in (plain_words(header.own), plain_words(header.shown))
            if text
        },
        sorted(fields),
    )
    verdicts = rows.judge(sense)
    same_as = repeats.mark(verdicts, read, grid)
    columns = {name: column for name, column in read.values.items() if name in BY_NAME}
    _with_kind(columns)
    extras = _extras(table, fields)
    return SheetRows(
        grid.name,
        [row + 1 for row in verdicts.rows],
        verdicts.actions,
        verdicts.reasons,
        columns,
        [*_said(grid, table), *read.warnings],
        read,
        grid,
        extras,
        same_as,
    )


def _said(grid: Grid, table: Table) -> list[str]:
    said = list(grid.warnings)
    if table.header < 0:
        said.append(_("The sheet has no header row: check the field of each column."))
    if hidden := sum(row >= table.first for row in grid.hidden_rows):
        said.append(
            ngettext(
                "{count} row is hidden, by a filter perhaps: it was read as well.",
                "{count} rows are hidden, by a filter perhaps: they were read as well.",
                hidden,
            ).format(count=hidden)
        )
    return said


def _key_fields(read: ReadColumns) -> list[str]:
    present = [name for name in _PLAIN if name in read.values and name not in read.derived]
    return present or [name for name in _KEYS if name in read.values]


def _with_kind(columns: dict[str, list[Value]]) -> None:
    """Add the kind of paper each identity number belongs to, where the sheet does not tell it."""
    numbers = columns.get("identity_number")
    if numbers is None:
        return
    lengths = set(map(len, map(str, numbers)))
    if "identity_kind" not in columns and lengths <= {0, 12} and max(map(str, numbers)) < "1":
        # A large list of new cards is seen to be one without a look at each.
        columns["identity_kind"] = ["cccd" if number else "" for number in numbers]
        return
    found: list[Value] = [
        ("cccd" if len(number) == 12 and number[0] == "0" else identity.kind_of(number))
        if number
        else ""
        for number in map(str, numbers)
    ]
    told = columns.get("identity_kind")
    columns["identity_kind"] = (
        found if told is None else [a or b for a, b in zip(told, found, strict=True)]
    )


def _extras(table: Table, fields: dict[int, str]) -> dict[str, int]:
    extras: dict[str, int] = {}
    for column, header in enumerate(table.headers):
        if column in fields or not table.facts[column].filled:
            continue
        shown = header.shown or f"#{column + 1}"
        while shown in extras:
            shown += " *"
        extras[shown] = column
    return extras
