# SPDX-License-Identifier: Apache-2.0
"""The files of a country's folder, read and checked row by row.

A file holds ``[sources.<key>]`` and blocks ``[[topic]]`` of ``rows``. What is written beside a
block (``from``, ``until``, ``source``, ``mark``) holds for each of its rows, unless the row says
otherwise. A typing error in a file is found here, and said with file, topic and row.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from unionbook.domain.number_templates import check_template
from unionbook.errors import InvalidValueError, UnreadableFileError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MARKS = ("S", "S2", "R")
_ENVELOPE = ("from", "until", "source", "mark")
_LANGUAGE_CODE = 2
_CURRENCY = {"code": str, "symbol": str, "decimals": int, "thousands": str}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row of a topic may hold, and which of its values must not come twice at one time.

    ``str``, ``int`` and ``date`` are themselves; ``tuple`` is one or several texts or numbers.
    """

    required: Mapping[str, type]
    optional: Mapping[str, type] = field(default_factory=dict)
    unique: tuple[str, ...] = ("code",)
    named: bool = False
    undated: bool = False


_PLACE = Shape({"code": str, "name": str}, {"aliases": tuple, "old": tuple})
_TERM = Shape({"code": str}, {"aliases": tuple}, named=True)
SHAPES = {
    "identity_places": _PLACE,
    "provinces": _PLACE,
    "phones": Shape(
        {
            "country_code": str,
            "trunk": str,
            "mobile_starts": tuple,
            "mobile_digits": tuple,
            "fixed_starts": tuple,
            "fixed_digits": tuple,
        },
        unique=("country_code",),
    ),
    "old_phone_prefixes": Shape({"old": str, "new": str}, unique=("old",)),
    "identity_kinds": _TERM,
    "contract_kinds": _TERM,
    "education_levels": _TERM,
    "union_posts": _TERM,
    "leaving_reasons": _TERM,
    "event_kinds": _TERM,
    "department_kinds": _TERM,
    "papers": _TERM,
    "headers": Shape({"code": str, "language": str, "lines": tuple}, unique=("code", "language")),
    "number_templates": Shape({"code": str, "template": str, "example": str}, named=True),
    "fixed_holidays": Shape(
        {"month": int, "day": int, "kind": str}, named=True, unique=("month", "day")
    ),
    "days": Shape({"on": date, "kind": str}, named=True, unique=("on",), undated=True),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as a file gives it, with what its block and source say about it filled in."""

    file: str
    number: int
    since: date
    until: date | None
    mark: str
    source_key: str
    source_title: str
    source_mark: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CountryData:
    """A country's folder as it was read."""

    code: str
    names: dict[str, str]
    languages: tuple[str, ...]
    currency: dict[str, Any]
    topics: dict[str, list[Row]]


@dataclass(slots=True)
class _File:
    """One file while it is read: where a complaint about it points to."""

    name: str
    languages: tuple[str, ...]
    sources: dict[str, dict[str, str]]
    where: str = ""

    def refuse(self, problem: str) -> NoReturn:
        """Raise the sentence about this place."""
        place = f"{self.name}, {self.where}" if self.where else self.name
        sentence = _("The country data cannot be used: {place}: {problem} Correct the file.")
        raise UnreadableFileError(sentence.format(place=place, problem=problem))

    def rows(self, topic: str, blocks: object) -> Iterator[Row]:
        """Give the rows of all blocks of a topic."""
        if not isinstance(blocks, list):
            self.where = f"[[{topic}]]"
            self.refuse(_("It must be written as a block with two brackets."))
        number = 0
        for block in blocks:
            for values in block.get("rows", ()):
                number += 1
                self.where = f"[[{topic}]] {number}"
                yield self._row(SHAPES[topic], number, block, values)

    def _row(self, shape: Shape, number: int, block: dict[str, Any], row: dict[str, Any]) -> Row:
        said = {key: row.get(key, block.get(key)) for key in _ENVELOPE}
        source = self._source(said["source"])
        mark = said["mark"] or source["mark"]
        if mark not in MARKS:
            self.refuse(_("The mark must be S, S2 or R."))
        since = self._day(said["from"] or (row.get("on") if shape.undated else None))
        until = self._day(said["until"]) if said["until"] else None
        if until and until < since:
            self.refuse(_("It ends before it begins."))
        values = self._values(shape, {k: v for k, v in row.items() if k not in _ENVELOPE})
        key = str(said["source"])
        return Row(
            self.name, number, since, until, mark, key, source["title"], source["mark"], values
        )

    def _source(self, key: object) -> dict[str, str]:
        source = self.sources.get(str(key))
        if source is None:
            self.refuse(_("It names no source, or one that the file does not list."))
        if not source.get("title") or source.get("mark") not in MARKS:
            self.refuse(_("Its source needs a title and a mark (S, S2 or R)."))
        return source

    def _day(self, value: object) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(_("It has no date of effect written as 2025-07-01."))
        return value

    def _values(self, shape: Shape, row: dict[str, Any]) -> dict[str, Any]:
        labels = {key: row.pop(key) for key in list(row) if shape.named and self._is_language(key)}
        kinds = {**shape.required, **shape.optional}
        self._refuse_misspelt(shape, row, kinds)
        values = {key: self._value(key, value, kinds[key]) for key, value in row.items()}
        if shape.named:
            lacking = [code for code in (*self.languages, "en") if not labels.get(code)]
            if lacking:
                self.refuse(_("Its name in “{language}” is missing.").format(language=lacking[0]))
            values["labels"] = labels
        return values

    def _refuse_misspelt(self, shape: Shape, row: dict[str, Any], kinds: dict[str, type]) -> None:
        unknown = sorted(row.keys() - kinds.keys())
        if unknown:
            self.refuse(_("“{key}” is not known here.").format(key=unknown[0]))
        lacking = sorted(shape.required.keys() - row.keys())
        if lacking:
            self.refuse(_("“{key}” is missing.").format(key=lacking[0]))

    def _value(self, key: str, value: object, kind: type) -> object:
        if kind is tuple:
            value = tuple(value) if isinstance(value, list) else (value,)
            sound = all(isinstance(one, str | int) and one != "" for one in value)
        else:
            sound = isinstance(value, kind) and value != ""
        if not sound:
            self.refuse(_("“{key}” holds a value of the wrong kind.").format(key=key))
        return value

    def _is_language(self, key: str) -> bool:
        return len(key) == _LANGUAGE_CODE and key != "on"


def read_folder(folder: Path) -> CountryData:
    """Read and check all files of a country's folder.

    Raises ``UnreadableFileError`` for what is missing, misspelt, twice or without a source.
    """
    head = _read(folder / "country.toml")
    front = _File("country.toml", (), {})
    code, names, languages = head.get("code"), head.get("name"), head.get("languages")
    if not isinstance(code, str) or not isinstance(names, dict) or not languages:
        front.refuse(_("It needs code, name and languages."))
    topics: dict[str, list[Row]] = {topic: [] for topic in SHAPES}
    for path in sorted(folder.glob("*.toml")):
        content = _read(path)
        file = _File(path.name, tuple(languages), content.pop("sources", {}))
        for topic, blocks in content.items():
            if topic in SHAPES:
                topics[topic].extend(file.rows(topic, blocks))
            elif path.name != "country.toml":
                file.where = f"[[{topic}]]"
                file.refuse(_("This topic is not known."))
    for topic, rows in topics.items():
        _refuse_twice(topic, rows)
    _refuse_unknown_places(topics["provinces"])
    _refuse_unfit_templates(topics["number_templates"])
    return CountryData(code, names, tuple(languages), _currency(front, head), topics)


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError as error:
        sentence = _(
            "The country data cannot be used: {file} is missing. Install the program anew."
        )
        raise UnreadableFileError(sentence.format(file=path.name)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        sentence = _("The country data cannot be used: {file} is not TOML ({detail}).")
        raise UnreadableFileError(sentence.format(file=path.name, detail=error)) from error


def _currency(front: _File, head: dict[str, Any]) -> dict[str, Any]:
    currency: dict[str, Any] = head.get("currency", {})
    front.where = "[currency]"
    if currency.keys() != _CURRENCY.keys():
        front.refuse(_("It needs code, symbol, decimals and thousands."))
    for key, kind in _CURRENCY.items():
        if not isinstance(currency[key], kind):
            front.refuse(_("“{key}” holds a value of the wrong kind.").format(key=key))
    return currency


def _refuse_twice(topic: str, rows: list[Row]) -> None:
    """Refuse two rows of a topic that say different things about one thing on the same day."""
    seen: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = tuple(row.values[name] for name in SHAPES[topic].unique)
        for other in seen.setdefault(key, []):
            if _overlap(row, other):
                file = _File(row.file, (), {}, f"[[{topic}]] {row.number}")
                text = _("“{value}” is already in row {row} for the same time.")
                file.refuse(text.format(value=key[0], row=other.number))
        seen[key].append(row)


def _overlap(one: Row, other: Row) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def _refuse_unknown_places(provinces: list[Row]) -> None:
    known = {row.values["name"] for row in provinces}
    for row in provinces:
        for name in row.values.get("old", ()):
            if name not in known:
                file = _File(row.file, (), {}, f"[[provinces]] {row.number}")
                file.refuse(_("The old province “{name}” is not listed.").format(name=name))


def _refuse_unfit_templates(rows: list[Row]) -> None:
    for row in rows:
        try:
            check_template(row.values["template"])
        except InvalidValueError as error:
            _File(row.file, (), {}, f"[[number_templates]] {row.number}").refuse(str(error))
