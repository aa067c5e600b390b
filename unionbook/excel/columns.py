# SPDX-License-Identifier: Apache-2.0
"""The mapped columns of a sheet read into fields, and the fields that stand in several columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME
from unionbook.domain.folding import fold
from unionbook.domain.word_lists import folded_words
from unionbook.excel.cell_values import Customs, Outcome, Value, formula_error, read_date_cell
from unionbook.excel.evidence import PLACEHOLDER, text_of
from unionbook.excel.grid import Cell, Grid, is_blank
from unionbook.excel.values import (
    ColumnValues,
    days_and_months_swapped,
    months_come_first,
    read_column,
    restore_lost_zeros,
)
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

_UNTOLD = frozenset({"row_number", "event_on", "password", "ignore", "title"})
_NAME_PARTS = ("family_name", "middle_name", "given_name")
_SHARED = frozenset({
    "department", "employer", "job", "trade", "contract_kind", "present_address",
    "permanent_address", "present_province", "permanent_province",
})  # fmt: skip
_KEPT_ONCE = frozenset({"phone", "phone_other", "email"})
_DATES = ("born_on", "hired_on", "joined_on", "left_on", "identity_issued_on")


@dataclass
class ReadColumns:
    """Values by field, each as long as the sheet; and the columns they came from."""

    values: dict[str, list[Value]] = field(default_factory=dict)
    sources: list[tuple[str, int, ColumnValues]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    grid: Grid | None = None
    number_columns: list[int] = field(default_factory=list)
    event_columns: list[int] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)
    joined: dict[int, list[tuple[str, int, Outcome]]] = field(default_factory=dict)
    """What is to be told, by row, about values that stand in several cells."""

    @cached_property
    def telling(self) -> list[tuple[str, int, ColumnValues]]:
        """Give the columns that have anything to tell."""
        return [source for source in self.sources if source[2].told]

    def places(self, *names: str) -> list[int]:
        """Give the columns that hold one of the fields."""
        if names == ("row_number",):
            return self.number_columns
        return [column for name, column, _read in self.sources if name in names]

    def outcomes_at(self, row: int) -> Iterator[tuple[str, int, Outcome]]:
        """Give what is to be told about the cells of one row."""
        grid = self.grid
        if grid is None:
            return
        for name, column, read in self.telling:
            if outcome := read.told.get(grid.columns[column][row]):
                yield name, column, outcome
        yield from self.joined.get(row, ())
        if grid.error_cells:
            for name, column, _read in self.sources:
                if (row, column) in grid.error_cells:
                    yield name, column, Outcome(problem=formula_error())

    def faulty_rows(self) -> set[int]:
        """Give the rows (zero-based) in which a cell of a field could not be understood."""
        grid = self.grid
        if grid is None:
            return set()
        mapped = {column for _name, column, _read in self.sources}
        found = {row for row, column in grid.error_cells if column in mapped}
        found |= {row for row, told in self.joined.items() if any(o.problem for _n, _c, o in told)}
        for _name, column, read in self.telling:
            if bad := {cell for cell, outcome in read.told.items() if outcome.problem}:
                found.update(row for row, cell in enumerate(grid.columns[column]) if cell in bad)
        return found


def read_columns(
    grid: Grid,
    first: int,
    fields: dict[int, str],
    *,
    country: str,
    this_year: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> ReadColumns:
    """Read each mapped column; rows above ``first`` stay empty."""
    _spread_merged(grid, first, fields)
    result = ReadColumns(grid=grid)
    for done, (column, name) in enumerate(sorted(fields.items())):
        if cancelled is not None and cancelled.is_set():
            break
        _read_one(result, grid, first, column, name, country, this_year)
        if progress is not None:
            progress(done + 1, len(fields))
    _join_names(result, grid.height)
    _join_birth(result, grid.height, this_year)
    _settle_sex(result, grid.height)
    _bring_along(result, grid, first)
    return result


def _spread_merged(grid: Grid, first: int, fields: dict[int, str]) -> None:
    """Give what a merged cell says of a group, such as its department, to each of its rows."""
    for top, left, bottom, right in grid.merges:
        place = left - grid.first_column
        if left != right or top < first or bottom == top or fields.get(place) not in _SHARED:
            continue
        column = grid.columns[place]
        for row in range(top + 1, min(bottom + 1, grid.height)):
            if is_blank(column[row]):
                column[row] = column[top]


def _read_one(
    result: ReadColumns,
    grid: Grid,
    first: int,
    column: int,
    name: str,
    country: str,
    this_year: int,
) -> None:
    if name == "password":
        result.warnings.append(
            _("Column {column} holds passwords: it is never kept.").format(
                column=grid.letter(column)
            )
        )
        return
    if name == "row_number":
        result.number_columns.append(column)
        return
    if name == "event_on":
        result.event_columns.append(column)
        return
    if name in _UNTOLD:
        return
    cells = grid.columns[column]
    below = cells[first:] if first else cells
    customs = _customs(name, below, country, this_year)
    read = read_column(name, below, customs)
    if name == "identity_number":
        restore_lost_zeros(read)
    if name in _DATES and (swapped := days_and_months_swapped(below)):
        result.warnings.append(swapped.format(column=grid.letter(column)))
    if first:
        read.values[:0] = [""] * first
    if customs.month_first:
        result.warnings.append(
            _("Column {column} writes the month before the day.").format(column=grid.letter(column))
        )
    result.sources.append((name, column, read))
    if name in result.values:
        read = ColumnValues([a or b for a, b in zip(result.values[name], read.values, strict=True)])
    result.values[name] = read.values


def _customs(name: str, cells: list[Cell], country: str, this_year: int) -> Customs:
    month_first = name in _DATES and months_come_first(cells)
    latest = this_year if name == "born_on" else this_year + 1
    return Customs(country, month_first, latest, 1905 if name.startswith("born") else 1930)


def _join_names(result: ReadColumns, height: int) -> None:
    """Join the parts of names in the order of their columns: each language has its own.

    Vietnamese names begin with the surname wherever its column stands.
    """
    order = dict.fromkeys(name for name, _c, _r in result.sources if name in _NAME_PARTS)
    given_first = [n for n in order if n != "middle_name"] == ["given_name", "family_name"]
    if given_first and _are_vietnamese(result.values["family_name"]):
        order = dict.fromkeys(name for name in _NAME_PARTS if name in order)
    parts = [result.values.pop(name) for name in order]
    full = result.values.get("full_name")
    if parts:
        joined: list[Value] = [
            " ".join(str(p) for p in part if p) for part in zip(*parts, strict=True)
        ]
        result.values["full_name"] = (
            joined if full is None else [a or b for a, b in zip(full, joined, strict=True)]
        )
    elif full is None:
        result.values["full_name"] = [""] * height


def _are_vietnamese(families: list[Value]) -> bool:
    heads = [fold(str(family).split()[0]) for family in families[:400] if str(family).strip()]
    known = folded_words("vietnamese_surnames")
    return sum(head in known for head in heads) > 0.6 * len(heads) > 0


def _join_birth(result: ReadColumns, height: int, this_year: int) -> None:
    """Put day, month and year in three columns together, or the year under Nam or Nữ."""
    parts = [result.values.pop(n, None) for n in ("born_day", "born_month", "born_year")]
    if parts[2] is not None:
        blank: list[Value] = [""] * height
        day, month, year = (part or blank for part in parts)
        memo: dict[tuple[Value, Value, Value], Value] = {}
        joined: list[Value] = []
        customs = Customs("VN", False, this_year, 1905)
        for key in zip(day, month, year, strict=True):
            if key not in memo:
                memo[key] = _born(key, customs)
            joined.append(memo[key])
        _tell_unborn(result, joined, [day, month, year])
        own = result.values.get("born_on")
        result.values["born_on"] = (
            joined if own is None else [a or b for a, b in zip(own, joined, strict=True)]
        )
    for name, sex in (("born_if_male", "male"), ("born_if_female", "female")):
        column = result.values.pop(name, None)
        if column is None:
            continue
        _fill(result, "born_on", column, height)
        _fill(result, "sex", [sex if value else "" for value in column], height)


def _tell_unborn(result: ReadColumns, joined: list[Value], parts: list[list[Value]]) -> None:
    """Tell of days, months and years that make no date together."""
    places = {name: column for name, column, _read in result.sources}
    column = places.get("born_year", 0)
    for row, (value, *written) in enumerate(zip(joined, *parts, strict=True)):
        if value == "" and any(written):
            text = "/".join(str(part) for part in written)
            told = Outcome(problem=_("“{text}” is not a date.").format(text=text[:40]))
            result.joined.setdefault(row, []).append(("born_year", column, told))


def _born(parts: tuple[Value, ...], customs: Customs) -> Value:
    day, month, year = (str(part).strip() for part in parts)
    if not year:
        return ""
    if day.isdigit() and month.isdigit():
        return read_date_cell(f"{day}/{month}/{year}", customs, birth=True).value
    if month.isdigit():
        return read_date_cell(f"{month}/{year}", customs, birth=True).value
    return read_date_cell(year, customs, birth=True).value


def _fill(result: ReadColumns, name: str, column: list[Value], height: int) -> None:
    own = result.values.get(name) or [""] * height
    result.values[name] = [a or b for a, b in zip(own, column, strict=True)]


def _settle_sex(result: ReadColumns, height: int) -> None:
    """Read columns marked only for women or only for men."""
    female = result.values.pop("sex_female_mark", None)
    male = result.values.pop("sex_male_mark", None)
    if female is None and male is None:
        return
    marks = {"": False}
    for value in set(female or []) | set(male or []):
        marks[str(value)] = bool(value) and fold(str(value)) not in (
            "0",
            "no",
            "khong",
            "nam",
            "false",
            "m",
            "l",
            "-",
        )
    blank: list[Value] = [""] * height
    sexes: list[Value] = []
    names = result.values.get("full_name", blank)
    for woman, man, name in zip(female or blank, male or blank, names, strict=True):
        if marks[str(woman)]:
            sexes.append("female")
        elif marks[str(man)]:
            sexes.append("male")
        elif name and ((female is not None) != (male is not None)):
            sexes.append("male" if female is not None else "female")
        else:
            sexes.append("")
    if "sex" not in result.values:
        result.derived.add("sex")
    _fill(result, "sex", sexes, height)


def _bring_along(result: ReadColumns, grid: Grid, first: int) -> None:
    """Give values found in another field's cell (a second phone, an e-mail) to their own field."""
    for source, column, read in list(result.sources):
        carriers = {cell for cell, outcome in read.told.items() if outcome.more}
        if not carriers:
            continue
        cells = grid.columns[column]
        for row in range(first, grid.height):
            if cells[row] in carriers:
                for name, value in read.told[cells[row]].more:
                    target = result.values.setdefault(name, [""] * grid.height)
                    if not target[row] and name in BY_NAME:
                        target[row] = value
                    elif name in _KEPT_ONCE and target[row] != value:
                        told = Outcome(problem=_no_room().format(text=value))
                        result.joined.setdefault(row, []).append((source, column, told))
    for passing in ("birth_place_and_date", "identity_issued_on_and_by"):
        result.values.pop(passing, None)


def _no_room() -> str:
    return _("There is no room for “{text}” beside the others.")


def filled(cells: list[Cell]) -> int:
    """Give how many cells hold something."""
    return sum(not is_blank(c) and not PLACEHOLDER.fullmatch(text_of(c)) for c in cells)
