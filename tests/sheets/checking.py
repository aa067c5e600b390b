# SPDX-License-Identifier: Apache-2.0
"""Compares an importer's answer with what was expected, and says every difference in words."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from unionbook.domain.fields import BY_NAME, SENSITIVE

from .model import Expected, Holds, NoneOf, OneOf, letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOT_TAKEN = ("refused", "skipped")
_SHOWN = 6
"""So many people with wrong values are named; the others are counted."""


def differences(answer: Mapping[str, Any], expected: Expected) -> list[str]:
    """Give what differs from what a person would rightly expect; nothing where all is right."""
    return [
        *_about_sheets(answer, expected),
        *_about_columns(answer, expected),
        *_about_rows(answer, expected),
        *_about_values(answer, expected),
        *_about_the_rest(answer, expected),
    ]


def _about_sheets(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    seen = {sheet["name"]: sheet for sheet in answer["sheets"]}
    if expected.sheet is not None and answer["sheet"] != expected.sheet:
        yield f"offered sheet {answer['sheet']!r}, not {expected.sheet!r}"
    for name, kind in expected.kinds.items():
        found = seen.get(name, {}).get("kind", "not in the answer")
        if found != kind:
            yield f"sheet {name!r} is {found!r}, not {kind!r}"
    for name, visible in expected.visible.items():
        if name in seen and seen[name]["visible"] is not visible:
            yield f"sheet {name!r} visible={seen[name]['visible']!r}"
    yield from _about_the_offered_kind(answer, expected)


def _about_the_offered_kind(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    people = [sheet["name"] for sheet in answer["sheets"] if sheet["kind"] == "people"]
    if expected.no_people and people:
        yield f"nobody is in this workbook, yet {people} are sheets of people"
    if not expected.no_people and not expected.kinds and answer["sheet"] not in people:
        yield f"the offered sheet {answer['sheet']!r} is not one of people"


def _about_columns(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    sheet = offered_sheet(answer)
    if sheet is None:
        if not expected.no_people:
            yield f"no sheet offered (sheet={answer['sheet']!r})"
        return
    if expected.header_row is not None and not fits(sheet["header_row"], expected.header_row):
        yield f"header_row {sheet['header_row']}, not {expected.header_row}"
    if expected.hidden_rows is not None and sheet["hidden_rows"] != expected.hidden_rows:
        yield f"hidden_rows {sheet['hidden_rows']}, not {expected.hidden_rows}"
    names = {column["field"] for column in sheet["columns"]} - {None}
    if strange := sorted(names - set(BY_NAME)):
        yield f"{strange} are no fields of the member record"
    mapped = fields_by_letter(sheet)
    for column, field in expected.fields.items():
        found = mapped.get(column)
        optional = isinstance(field, str) and field in SENSITIVE and found is None
        if not optional and not fits(found, field):
            header = headers_by_letter(sheet).get(column)
            yield f"column {column} ({header!r}) is {found!r}, not {_said(field)}"


def _about_rows(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    actions = {row["row"]: row["action"] for row in answer["rows"]}
    taken = {number for number, action in actions.items() if action not in NOT_TAKEN}
    people = set(expected.people)
    if lost := sorted(people - taken - expected.named):
        reasons = {row["row"]: (row["action"], row["reason"]) for row in answer["rows"]}
        first = reasons.get(lost[0], "not in the answer")
        yield f"{len(lost)} people not taken, rows {_few(lost)}; row {lost[0]}: {first}"
    if made := sorted(taken - people - expected.named):
        yield f"{len(made)} rows taken that are no people: {_few(made)}"
    if silent := sorted(expected.named - set(actions)):
        yield f"rows that vanished without a word: {_few(silent)}"
    for number in sorted(expected.refused):
        if actions.get(number) != "refused":
            yield f"row {number} should be refused, is {actions.get(number)!r}"
    if unreasoned := [
        r["row"] for r in answer["rows"] if r["action"] == "refused" and not r["reason"]
    ]:
        yield f"refused without a reason: {_few(unreasoned)}"
    told = ("reason", "warnings")
    flagged = {
        row["row"]
        for row in answer["rows"]
        if row["action"] != "new" or any(row.get(name) for name in told)
    }
    if quiet := sorted(expected.flagged - flagged):
        yield f"rows that should be asked about or explained are simply new: {_few(quiet)}"


def _about_values(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    members = {row["row"]: row.get("member") or {} for row in answer["rows"]}
    wrong: dict[str, list[str]] = {}
    for number, values in expected.people.items():
        for field, value in values.items():
            found = members.get(number, {}).get(field)
            if number in members and not value_fits(field, found, value):
                wrong.setdefault(field, []).append(f"row {number}: {found!r} not {_said(value)}")
    for field, said in wrong.items():
        yield f"{field} wrong {len(said)} times: " + "; ".join(said[:_SHOWN])


def _about_the_rest(answer: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    everything = json.dumps(answer, ensure_ascii=False)
    yield from (f"{text!r} stands in the answer" for text in expected.secrets if text in everything)
    if expected.warned and not answer["warnings"]:
        yield "nothing is said in the warnings"
    counts = answer["counts"]
    for action in ("new", "refused", "skipped"):
        listed = sum(row["action"] == action for row in answer["rows"])
        if action != "skipped" and counts[action] != listed:
            yield f"counts[{action!r}] is {counts[action]}, but {listed} rows say so"


def offered_sheet(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give the entry of the sheet that the answer offers."""
    return next((s for s in answer["sheets"] if s["name"] == answer["sheet"]), None)


def fields_by_letter(sheet: Mapping[str, Any]) -> dict[str, str | None]:
    """Give the member's field of each column; free fields and none at all are ``None``."""
    return {
        column_letter(column["column"]): column["field"] if column["field"] in BY_NAME else None
        for column in sheet["columns"]
    }


def headers_by_letter(sheet: Mapping[str, Any]) -> dict[str, str]:
    """Give the header of each column."""
    return {column_letter(column["column"]): column["header"] for column in sheet["columns"]}


def column_letter(column: Any) -> str:
    """Give the letters of a column however the answer names it (a number counts from 1)."""
    return column if isinstance(column, str) and not column.isdigit() else letter(int(column))


def value_fits(field: str, found: Any, wanted: Any) -> bool:
    """Tell whether a value is right; names and texts are compared without case and spaces."""
    if field in SENSITIVE and found is None:
        return True
    if isinstance(found, str) and found != unicodedata.normalize("NFC", found):
        return False
    return fits(_folded(field, found), _folded(field, wanted))


def fits(found: Any, wanted: Any) -> bool:
    """Tell whether ``found`` is what was wanted, or one of what was wanted."""
    if isinstance(wanted, OneOf):
        return any(fits(found, value) for value in wanted.values)
    if isinstance(wanted, NoneOf):
        return not any(fits(found, value) for value in wanted.values)
    if isinstance(wanted, Holds):
        return all(word in str(found) for word in wanted.words)
    return type(found) is type(wanted) and bool(found == wanted)


_EXACT = ("TEXT", "NAME", "LONG_TEXT", "EMAIL")


def _folded(field: str, value: Any) -> Any:
    if isinstance(value, OneOf):
        return OneOf(tuple(_folded(field, one) for one in value.values))
    if isinstance(value, NoneOf):
        return NoneOf(tuple(_folded(field, one) for one in value.values))
    known = BY_NAME.get(field)
    if isinstance(value, str) and known is not None and known.kind.name in _EXACT:
        return re.sub(" +", " ", value).casefold() if value == value.strip() else value
    return value


def _few(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")


def _said(value: Any) -> str:
    if isinstance(value, OneOf):
        return "one of " + repr(value.values)
    if isinstance(value, NoneOf):
        return "anything but " + repr(value.values)
    return repr(value)
