# SPDX-License-Identifier: Apache-2.0
"""The notes and coins of a country, each from a day on and maybe until another: data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from unionbook import paths
from unionbook.domain.sources import sources_of
from unionbook.texts import N_, in_language, language

NOTE, COIN = "note", "coin"
KIND_LABELS = {NOTE: N_("Banknote"), COIN: N_("Coin")}


@dataclass(frozen=True, slots=True)
class Denomination:
    """A value of which there are notes, coins or both."""

    value: int
    kinds: tuple[str, ...]
    since: str
    until: str = ""
    source: str = ""
    certainty: str = ""


@lru_cache(maxsize=4)
def _all(country: str, spoken: str) -> tuple[Denomination, ...]:
    path = paths.resources() / "money" / country / "cash.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [_denomination(data | row, spoken) for row in data["denominations"]]
    return tuple(sorted(found, key=lambda one: -one.value))


def _denomination(row: dict[str, Any], spoken: str) -> Denomination:
    return Denomination(
        row["value"],
        tuple(row["kinds"]),
        str(row["since"]),
        str(row.get("until", "")),
        in_language(sources_of(row), spoken),
        row["certainty"],
    )


def denominations(country: str, day: str) -> tuple[Denomination, ...]:
    """Give the values in use on a day, the largest first. Reads the country's ``cash.toml``."""
    return tuple(
        one
        for one in _all(country, language())
        if one.since <= day and (not one.until or day <= one.until)
    )
