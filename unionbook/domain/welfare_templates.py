# SPDX-License-Identifier: Apache-2.0
"""The kinds of welfare a country's branches know, ready to choose: data with its sources."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.domain.sources import sources_of
from unionbook.domain.welfare import Benefit, Relation, WelfareRule
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class KindTemplate:
    """A kind ready to choose: its names, papers and sources by language, and its terms.

    ``health`` says that who got it was ill or hurt: that stays in the branch.
    """

    key: str
    names: Mapping[str, str]
    papers: Mapping[str, tuple[str, ...]]
    rule: WelfareRule
    sources: Mapping[str, str]
    health: bool = False


@lru_cache(maxsize=4)
def templates_of(country: str) -> tuple[KindTemplate, ...]:
    """Read a country's ``welfare.toml``."""
    path = paths.resources() / "money" / country / "welfare.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_kind(row, data) for row in data["kinds"])


def health_kinds(country: str) -> frozenset[str]:
    """Give the kinds that tell of an illness or an accident."""
    return frozenset(one.key for one in templates_of(country) if one.health)


def kind_name(key: str, country: str) -> str:
    """Give a usual kind's name in the language in use, empty for one that is not of these.

    A country names its kinds in its own language and in English; for others another country's
    name of the same kind serves.
    """
    known = [country, *sorted(_countries() - {country})]
    named = [one.names for where in known for one in templates_of(where) if one.key == key]
    for spoken in (language(), "en"):
        for names in named:
            if spoken in names:
                return names[spoken]
    return ""


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(one.parent.name for one in paths.resources().glob("money/*/welfare.toml"))


def _kind(row: Mapping[str, Any], data: Mapping[str, Any]) -> KindTemplate:
    names = {key: row[key] for key in ("vi", "id", "en") if key in row}
    papers = {key: tuple(told) for key, told in row.get("papers", {}).items()}
    benefits = tuple(
        Benefit(Relation(one["for"]), one["amount"], one.get("most", 0)) for one in row["benefits"]
    )
    rule = WelfareRule(
        0,
        row["key"],
        names["en"],
        benefits,
        str(row.get("since", data["since"])),
        per_year=row.get("per_year", 0),
        approver=row.get("approver", data["approver"]),
        account=row.get("account", "welfare"),
        confidential=row.get("confidential", False),
        certainty=row.get("certainty", data["certainty"]),
    )
    return KindTemplate(
        row["key"], names, papers, rule, sources_of({**data, **row}), row.get("health", False)
    )
