# SPDX-License-Identifier: Apache-2.0
"""What differs between countries: places, words, days off, papers, phone numbers, money.

Nothing of it is in the code. It lies in ``resources/countries/<CODE>/*.toml``, each fact with its
date of effect, its source and how certain it is; ``docs/country-data.md`` explains the files.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.domain import country_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Certainty(StrEnum):
    """How a fact came to be known."""

    SEEN = "S"
    """Seen in a published source."""
    SECOND_HAND = "S2"
    """Quoted by a newspaper, a law firm or another program."""
    RECALLED = "R"
    """From memory or usage: to be confirmed by somebody who knows."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    key: str
    title: str
    mark: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries; ``until`` is the last day on which it holds, if it has ended."""

    since: date
    until: date | None
    source: Source
    mark: Certainty

    @property
    def confirmed(self) -> bool:
        """Whether the fact was seen in a published source."""
        return self.mark is Certainty.SEEN

    def holds(self, on: date) -> bool:
        """Whether the fact holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Fact):
    """A fact that has a name in several languages."""

    labels: Mapping[str, str]

    def label(self, language: str) -> str:
        """Give the name in a language, else in English."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Named):
    """A word to choose from: its code in the register, and other ways lists write it."""

    code: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Fact):
    """A province with its code; ``old`` names the provinces it was made of."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    old: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones(Fact):
    """How telephone numbers look; digits are counted with the trunk prefix."""

    country_code: str
    trunk: str
    mobile_starts: tuple[str, ...]
    mobile_digits: tuple[int, ...]
    fixed_starts: tuple[str, ...]
    fixed_digits: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix(Fact):
    """An old beginning of a telephone number and the one that took its place."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedHoliday(Named):
    """A day off that comes every year on the same date."""

    month: int
    day: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff(Named):
    """One day off; ``kind`` is ``public``, ``substitute`` or ``collective``."""

    on: date
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Fact):
    """Lines at the head of a paper in one language; they may hold tokens in braces."""

    code: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTemplate(Named):
    """A template by which numbers are made, with an example of what comes out."""

    code: str
    template: str
    example: str


@dataclass(frozen=True, slots=True)
class Currency:
    """The money of a country: amounts are integers of its smallest unit."""

    code: str
    symbol: str
    decimals: int
    thousands: str


_ALWAYS_WHOLE = ("fixed_holidays", "days")


@dataclass(frozen=True, slots=True)
class Country:
    """All that is known about a country, of all times; ``as_of`` gives what holds on one day."""

    code: str
    names: Mapping[str, str]
    languages: tuple[str, ...]
    currency: Currency
    identity_places: tuple[Place, ...] = ()
    provinces: tuple[Place, ...] = ()
    phones: tuple[Phones, ...] = ()
    old_phone_prefixes: tuple[Prefix, ...] = ()
    identity_kinds: tuple[Term, ...] = ()
    contract_kinds: tuple[Term, ...] = ()
    education_levels: tuple[Term, ...] = ()
    union_posts: tuple[Term, ...] = ()
    leaving_reasons: tuple[Term, ...] = ()
    event_kinds: tuple[Term, ...] = ()
    department_kinds: tuple[Term, ...] = ()
    papers: tuple[Term, ...] = ()
    headers: tuple[Header, ...] = ()
    number_templates: tuple[NumberTemplate, ...] = ()
    fixed_holidays: tuple[FixedHoliday, ...] = ()
    days: tuple[DayOff, ...] = ()

    def as_of(self, on: date) -> Country:
        """Give the country as it is on a day.

        Days off stay whole: each carries its own date, and next year's are planned this year.
        """
        held: dict[str, Any] = {
            topic.name: tuple(fact for fact in getattr(self, topic.name) if fact.holds(on))
            for topic in fields(self)
            if topic.name in TOPICS and topic.name not in _ALWAYS_WHOLE
        }
        return replace(self, **held)

    def days_off(self, year: int) -> tuple[DayOff, ...]:
        """Give the days off of a year in their order, those of every year among them."""
        yearly = (_in_year(holiday, year) for holiday in self.fixed_holidays)
        found = [day for day in yearly if day is not None]
        found += [day for day in self.days if day.on.year == year]
        return tuple(sorted(found, key=lambda day: day.on))

    def header(self, code: str, language: str) -> tuple[str, ...]:
        """Give the lines at the head of a kind of paper, else in the country's own language."""
        by_language = {head.language: head.lines for head in self.headers if head.code == code}
        return by_language.get(language) or by_language.get(self.languages[0], ())


def _in_year(holiday: FixedHoliday, year: int) -> DayOff | None:
    try:
        on = date(year, holiday.month, holiday.day)
    except ValueError:  # 29 February of most years
        return None
    if not holiday.holds(on):
        return None
    return DayOff(
        since=on,
        until=on,
        source=holiday.source,
        mark=holiday.mark,
        labels=holiday.labels,
        on=on,
        kind=holiday.kind,
    )


TOPICS: dict[str, type[Fact]] = {
    "identity_places": Place,
    "provinces": Place,
    "phones": Phones,
    "old_phone_prefixes": Prefix,
    "identity_kinds": Term,
    "contract_kinds": Term,
    "education_levels": Term,
    "union_posts": Term,
    "leaving_reasons": Term,
    "event_kinds": Term,
    "department_kinds": Term,
    "papers": Term,
    "headers": Header,
    "number_templates": NumberTemplate,
    "fixed_holidays": FixedHoliday,
    "days": DayOff,
}


def load_country(folder: Path) -> Country:
    """Read a country's folder.

    Raises ``UnreadableFileError`` with the file, the table and the row that is wrong.
    """
    return _build(country_files.read_folder(folder))


@lru_cache(maxsize=8)
def country(code: str) -> Country:
    """Give a country that the program brings along, by its two-letter code."""
    return load_country(paths.resources() / "countries" / code)


def _build(data: country_files.CountryData) -> Country:
    topics: dict[str, Any] = {
        topic: tuple(_fact(TOPICS[topic], row) for row in rows)
        for topic, rows in data.topics.items()
    }
    currency = Currency(**data.currency)
    return Country(data.code, data.names, data.languages, currency, **topics)


def _fact(kind: type[Fact], row: country_files.Row) -> Fact:
    source = Source(row.source_key, row.source_title, Certainty(row.source_mark))
    return kind(
        since=row.since, until=row.until, source=source, mark=Certainty(row.mark), **row.values
    )
