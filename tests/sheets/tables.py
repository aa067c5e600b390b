# SPDX-License-Identifier: Apache-2.0
"""Tables of people laid out as offices lay them out, with the expectation that follows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import other_formats, xlsx
from .model import Expected, Fixture, OneOf, Sheet, letter
from .people import Person

if TYPE_CHECKING:
    from pathlib import Path

Write = Callable[[Person, int], Any]
Row = list[Any]
UNSAID: str = ""
"""The field of a column about which nothing is expected."""


@dataclass(frozen=True, slots=True)
class Col:
    """One column: its header, how an office writes it, and which field it is."""

    header: str | None
    field: str | None
    write: Write
    value: Callable[[Person], Any] | None = None
    """What the register must hold; where missing, the person's own attribute of that name."""

    def expected(self, person: Person) -> Any:
        """Give the value that the register must hold for ``person``."""
        return self.value(person) if self.value else getattr(person, self.field or "")


@dataclass(slots=True)
class Table:
    """A laid-out table: the grid and what is where."""

    rows: list[Row]
    header_row: int | OneOf
    people: dict[int, dict[str, Any]]
    fields: dict[str, str | OneOf | None]
    merges: list[str] = field(default_factory=list)

    def sheet(self, name: str = "Sheet1", **more: Any) -> Sheet:
        """Give the table as a sheet."""
        return Sheet(name, self.rows, merges=self.merges, **more)

    def expected(self, **more: Any) -> Expected:
        """Give the expectation for a file whose offered sheet this is."""
        base: dict[str, Any] = {
            "people": self.people, "header_row": self.header_row, "fields": self.fields,
        }  # fmt: skip
        return Expected(**{**base, **more})


def lay(  # noqa: PLR0913 - each is a part of a sheet that real offices vary
    people: Sequence[Person],
    cols: Sequence[Col],
    *,
    above: Sequence[Row] = (),
    group: Row | None = None,
    below_header: Sequence[Row] = (),
    left: int = 0,
    between: dict[int, list[Row]] | None = None,
    foot: Sequence[Row] = (),
    header: bool = True,
    merges: Sequence[str] = (),
) -> Table:
    """Lay out a table; ``between[n]`` are rows put before the n-th person (from 0)."""
    pad: Row = [None] * left
    rows: list[Row] = [list(row) for row in above]
    start = len(rows) + 1
    if group is not None:
        rows.append(pad + group)
    if header:
        rows.append(pad + [col.header for col in cols])
    last_header = len(rows)
    rows += [pad + row for row in below_header]
    found: dict[int, dict[str, Any]] = {}
    for number, person in enumerate(people):
        rows += [pad + row for row in (between or {}).get(number, [])]
        rows.append(pad + [col.write(person, number + 1) for col in cols])
        found[len(rows)] = {col.field: col.expected(person) for col in cols if col.field}
    rows += [list(row) for row in foot]
    fields: dict[str, str | OneOf | None] = {
        letter(left + n): col.field for n, col in enumerate(cols, 1) if col.field != UNSAID
    }
    where: int | OneOf = last_header if header else 0
    if group is not None:
        where = OneOf((start, last_header))
    return Table(rows, where, found, fields, list(merges))


def at(name: str) -> Write:
    """Write an attribute of the person as it is."""
    return lambda person, _number: getattr(person, name)


def const(value: Any) -> Write:
    """Write the same for everybody."""
    return lambda _person, _number: value


def of(function: Callable[[Person], Any]) -> Write:
    """Write what the function makes of the person."""
    return lambda person, _number: function(person)


def number(header: str = "STT") -> Col:
    """Give the running number that opens nearly every list."""
    return Col(header, None, lambda _person, number: number)


def col(header: str | None, name: str, source: str = "") -> Col:
    """Give a column of a field, written as the person's attribute of that name or ``source``."""
    return Col(header, name, at(source or name), lambda person: getattr(person, source or name))


def free(header: str | None, value: Any = None) -> Col:
    """Give a column that is none of a member's fields."""
    return Col(header, None, const(value))


def fixed(header: str | None, name: str, written: Any, value: Any = None) -> Col:
    """Give a column with the same value for everybody, read as ``value`` (or as written)."""
    read = written if value is None else value
    return Col(header, name, const(written), lambda _person: read)


def unsaid(header: str | None, value: Any = None) -> Col:
    """Give a column about which nothing is expected."""
    return Col(header, UNSAID, value if callable(value) else const(value))


def dmy(name: str) -> Write:
    """Write a date as text dd/mm/yyyy."""
    return of(lambda person: f"{getattr(person, name):%d/%m/%Y}")


def born(header: str = "Ngày sinh", *, text: bool = False) -> Col:
    """Give the birth date, a true date or text."""
    return Col(header, "born_on", dmy("born") if text else at("born"))


def hired(header: str = "Ngày vào làm", *, text: bool = False) -> Col:
    """Give the day of hiring, a true date or text."""
    return Col(header, "hired_on", dmy("hired") if text else at("hired"))


def sex(header: str, female: Any, male: Any) -> Col:
    """Give the sex in the words of the office."""
    return Col(header, "sex", of(lambda person: female if person.sex == "female" else male))


def phone_number(header: str) -> Col:
    """Give the phone as a number, its leading 0 lost."""
    return Col(header, "phone", of(lambda person: int(person.phone)))


def as_file(name: str, *sheets: Sheet, expected: Expected, **more: Any) -> Fixture:
    """Give the fixture of these sheets, in the format that the name's ending says."""

    def build(folder: Path) -> Path:
        path = folder / name
        kind = path.suffix.lower()
        if kind == ".xlsx":
            return xlsx.write(path, *sheets, **more)
        if kind == ".xls":
            return other_formats.write_xls(path, *sheets, **more)
        if kind == ".ods":
            return other_formats.write_ods(path, *sheets)
        return other_formats.write_text(path, sheets[0].rows, **more)

    return Fixture(name, build, expected)


def one(name: str, table: Table, *, sheet: str = "Sheet1", **more: Any) -> Fixture:
    """Give the fixture of one table on one sheet."""
    return as_file(name, table.sheet(sheet), expected=table.expected(), **more)


def also(expected: Expected, **more: Any) -> Expected:
    """Give the expectation with more said."""
    return dataclasses.replace(expected, **more)
