# SPDX-License-Identifier: Apache-2.0
"""The chart of accounts a country's branches start with, and how they number vouchers: data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One account: names by language, what it is for, and the report lines it feeds."""

    code: str
    kind: str
    names: Mapping[str, str]
    role: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    since: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts of a country in their order, and the letters of each series of vouchers.

    ``forms`` are the numbers of the prescribed forms by kind of voucher or book; ``issued`` says by
    language with what they were prescribed.
    """

    entries: tuple[ChartEntry, ...]
    series: Mapping[str, str]
    forms: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[ChartEntry]:
        return iter(self.entries)


@lru_cache(maxsize=4)
def chart_of(country: str) -> Chart:
    """Read a country's ``accounts.toml``."""
    path = paths.resources() / "money" / country / "accounts.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Chart(
        tuple(_entry(row, data) for row in data["accounts"]),
        data["series"],
        data.get("forms", {}),
        data.get("issued", {}),
    )


def _entry(row: Mapping[str, Any], data: Mapping[str, Any]) -> ChartEntry:
    return ChartEntry(
        row["code"],
        row["kind"],
        {key: row[key] for key in ("vi", "id", "en") if key in row},
        row.get("role", ""),
        row.get("lines", {}),
        str(data["from"]),
    )
