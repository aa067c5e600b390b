# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""The same person in several rows: doubles of a list, and the daily rows of a clocking machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.folding import fold
from unionbook.excel.rows import DOUBLE, SKIP, TAKE, Verdicts
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.excel.cell_values import Value
    from unionbook.excel.columns import ReadColumns
    from unionbook.excel.grid import Grid

_NUMBERS = ("identity_number", "official_number", "card_number", "social_insurance_number")


def mark(verdicts: Verdicts, read: ReadColumns, grid: Grid) -> dict[int, int]:
    """Mark repeated people in the verdicts; give row to first row (zero-based) for those marked."""
    daily = _daily(verdicts, read, grid)
    if daily:
        return daily
    same_as: dict[int, int] = {}
    for name in _NUMBERS:
        if name in read.values:
            _doubles(verdicts, read.values[name], same_as, name)
    if "employee_number" in read.values:
        names = read.values["full_name"]
        codes = read.values["employee_number"]
        filled = [code for code in "\n".join(map(str, codes)).upper().split("\n") if code]
        if len(set(filled)) < len(filled):
            pairs: list[Value] = [
                f"{str(code).upper()}\n{fold(str(name))}" if code and name else ""
                for code, name in zip(codes, names, strict=True)
            ]
            _doubles(verdicts, pairs, same_as, "employee_number")
    return same_as


def _doubles(verdicts: Verdicts, column: list[Value], same_as: dict[int, int], name: str) -> None:
    filled = [value for value in column if value]
    if len(set(filled)) == len(filled):
        return
    seen: dict[Value, int] = {}
    actions, reasons = verdicts.actions, verdicts.reasons
    for index, row in enumerate(verdicts.rows):
        value = column[row]
        if not value or actions[index] != TAKE or not any(map(str.isdigit, str(value))):
            continue
        first = seen.setdefault(value, row)
        if first != row:
            actions[index] = DOUBLE
            shown = _LABELS[name]()
            reasons[index] = _("The same {number} as in row {row}.").format(
                number=shown, row=first + 1
            )
            same_as[row] = first


_LABELS = {
    "identity_number": lambda: _("identity number"),
    "official_number": lambda: _("member code"),
    "card_number": lambda: _("card number"),
    "social_insurance_number": lambda: _("social insurance number"),
    "employee_number": lambda: _("employee number and name"),
}


def _daily(verdicts: Verdicts, read: ReadColumns, grid: Grid) -> dict[int, int]:
    """Collapse a list with one row per person and day to the first row of each person."""
    if not read.event_columns:
        return {}
    people = [(i, row) for i, row in enumerate(verdicts.rows) if verdicts.actions[i] == TAKE]
    keys = _person_keys(read, [row for _i, row in people])
    days = grid.columns[read.event_columns[0]]
    distinct = set(keys)
    pairs = {(key, str(days[row])) for key, (_i, row) in zip(keys, people, strict=True)}
    if len(people) < 4 or len(distinct) > 0.6 * len(people) or len(pairs) < 1.5 * len(distinct):
        return {}
    first_of: dict[Value, int] = {}
    same_as: dict[int, int] = {}
    for key, (index, row) in zip(keys, people, strict=True):
        first = first_of.setdefault(key, row)
        if first != row:
            verdicts.actions[index] = SKIP
            verdicts.reasons[index] = _("The same person as row {row}, on another day.").format(
                row=first + 1
            )
            same_as[row] = first
    return same_as


def _person_keys(read: ReadColumns, rows: list[int]) -> list[Value]:
    for name in ("employee_number", "identity_number"):
        column = read.values.get(name)
        if column and all(column[row] for row in rows):
            return [str(column[row]).upper() for row in rows]
    names = read.values["full_name"]
    return [fold(str(names[row])) for row in rows]
