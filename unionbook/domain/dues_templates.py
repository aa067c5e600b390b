# SPDX-License-Identifier: Apache-2.0
"""The rules of dues and shares a country's unions know, ready to choose: data with its sources."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.domain.dues import Basis, DuesRule
from unionbook.domain.sources import sources_of
from unionbook.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

_RULE_FIELDS = frozenset(one.name for one in fields(DuesRule)) - {"id", "name", "basis"}


@dataclass(frozen=True, slots=True)
class RuleTemplate:
    """A rule ready to choose: its key, its names and sources by language, and its terms."""

    key: str
    names: Mapping[str, str]
    rule: DuesRule
    sources: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return in_language(self.names)

    @property
    def source(self) -> str:
        """The source in the language in use."""
        return in_language(self.sources)


@dataclass(frozen=True, slots=True)
class ReferenceTemplate:
    """A value in force from a day on, with source and certainty."""

    kind: str
    region: str
    since: str
    amount: int
    sources: Mapping[str, str]
    certainty: str

    @property
    def source(self) -> str:
        """The source in the language in use."""
        return in_language(self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What each of the others says: its key, names and sources by language, and how sure it is."""

    key: str
    names: Mapping[str, str]
    since: str
    sources: Mapping[str, str]
    certainty: str

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return in_language(self.names)

    @property
    def source(self) -> str:
        """The source in the language in use: it is printed on papers that people sign."""
        return in_language(self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTemplate(Template):
    """How money is shared out over the levels, in parts of a million that add up to one."""

    kind: str
    shares: Mapping[str, int]
    due_months: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundTemplate(Template):
    """What employers pay on their wages by law: rate, months paid for at once, and when due."""

    rate: int
    months: int
    due_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningFeeTemplate(Template):
    """What a union asks of who joins: a part of the regional minimum wage, or one amount."""

    basis: str
    rate: int


@dataclass(frozen=True, slots=True)
class Templates:
    """All that a country brings along."""

    rules: tuple[RuleTemplate, ...]
    references: tuple[ReferenceTemplate, ...]
    splits: tuple[SplitTemplate, ...]
    funds: tuple[FundTemplate, ...]
    joining_fees: tuple[JoiningFeeTemplate, ...]


@lru_cache(maxsize=4)
def templates_of(country: str) -> Templates:
    """Read a country's ``dues.toml``."""
    path = paths.resources() / "money" / country / "dues.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Templates(
        tuple(_rule(row) for row in data.get("rules", ())),
        tuple(_reference(row) for row in data.get("references", ())),
        tuple(_split(row) for row in data.get("splits", ())),
        tuple(_fund(row) for row in data.get("funds", ())),
        tuple(_joining_fee(row) for row in data.get("joining_fees", ())),
    )


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    return {key: row[key] for key in ("vi", "id", "en") if key in row}


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what every template says of itself."""
    return {
        "key": row["key"],
        "names": _names(row),
        "since": str(row["since"]),
        "sources": sources_of(row),
        "certainty": row["certainty"],
    }


def _rule(row: Mapping[str, Any]) -> RuleTemplate:
    terms = {key: value for key, value in row.items() if key in _RULE_FIELDS}
    terms |= {key: str(terms[key]) for key in ("since", "until") if key in terms}
    names = _names(row)
    rule = DuesRule(0, names["en"], Basis(row["basis"]), **terms)
    return RuleTemplate(row["key"], names, rule, sources_of(row))


def _reference(row: Mapping[str, Any]) -> ReferenceTemplate:
    return ReferenceTemplate(
        row["kind"],
        row.get("region", ""),
        str(row["since"]),
        row["amount"],
        sources_of(row),
        row["certainty"],
    )


def _split(row: Mapping[str, Any]) -> SplitTemplate:
    return SplitTemplate(
        **_told(row),
        kind=row["kind"],
        shares=dict(row["shares"]),
        due_months=row.get("due_months"),
    )


def _fund(row: Mapping[str, Any]) -> FundTemplate:
    return FundTemplate(
        **_told(row), rate=row["rate"], months=row["months"], due_months=row["due_months"]
    )


def _joining_fee(row: Mapping[str, Any]) -> JoiningFeeTemplate:
    return JoiningFeeTemplate(**_told(row), basis=row["basis"], rate=row.get("rate", 0))
