# SPDX-License-Identifier: Apache-2.0
"""The federation's picture over all units: counts, sums by month, who reported, people found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data.federation import STANDS
from unionbook.domain.folding import fold, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.database import Database

_STANDS = STANDS.replace("removed", "m.removed").replace("stamp", "m.stamp")
# What branches say is not bounded by what a store can add up: no sum of halves can overflow.
_SUMS = ", ".join(f"sum({name} >> 32), sum({name} & 4294967295)" for name in ("count", "amount"))
_PEOPLE = f"{_STANDS} AND m.merged_into IS NULL"


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A member somewhere in the federation; ``row_id`` is the row in the unit's register."""

    unit_id: int
    row_id: int
    full_name: str
    sex: str
    born_on: str
    identity_number: str
    phone: str
    official_number: str
    card_number: str
    local_number: str
    joined_on: str
    status: str


_MEMBER = ", ".join(
    f"coalesce(m.{name}, '')"
    for name in (
        "full_name", "sex", "born_on", "identity_number", "phone", "official_number",
        "card_number", "local_number", "joined_on", "status",
    )
)  # fmt: skip


def count_members(database: Database) -> dict[int, dict[str, int]]:
    """Give, by unit, how many members of each status there are."""
    found: dict[int, dict[str, int]] = {}
    for unit, status, number in database.rows(
        f"SELECT m.unit_id, m.status, count(*) FROM unit_members m WHERE {_PEOPLE} GROUP BY 1, 2"
    ):
        found.setdefault(unit, {})[status] = number
    # Where a policy sends no names, the counts are figures.
    for unit, status, number in database.rows(
        "SELECT f.unit_id, f.key, f.count FROM unit_figures f WHERE f.kind = 'members' "
        "AND f.month = (SELECT max(x.month) FROM unit_figures x WHERE x.unit_id = f.unit_id "
        "AND x.kind = 'members')"
    ):
        if unit not in found or status not in found[unit]:
            found.setdefault(unit, {}).setdefault(status, number)
    return found


def _added(high_count: int, low_count: int, high: int, low: int) -> tuple[int, int]:
    return (high_count << 32) + low_count, (high << 32) + low


def sums(
    database: Database, first: str, last: str, *, unit_ids: Collection[int] = ()
) -> dict[tuple[int, str, str], tuple[int, int]]:
    """Give count and amount by unit, kind and key, over months, of some units or of all."""
    some = f"AND unit_id IN ({', '.join(str(int(one)) for one in unit_ids)})" if unit_ids else ""
    rows = database.rows(
        f"SELECT unit_id, kind, key, {_SUMS} FROM unit_figures "
        f"WHERE month BETWEEN ? AND ? AND kind <> 'members' {some} GROUP BY 1, 2, 3",
        [first, last],
    )
    return {(unit, kind, key): _added(*parts) for unit, kind, key, *parts in rows}


def by_month(
    database: Database, first: str, last: str, unit_ids: Collection[int] = ()
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Give count and amount by month, kind and key, over some units or all."""
    some = f"AND unit_id IN ({', '.join(str(int(one)) for one in unit_ids)})" if unit_ids else ""
    rows = database.rows(
        f"SELECT month, kind, key, {_SUMS} FROM unit_figures "
        f"WHERE month BETWEEN ? AND ? AND kind <> 'members' {some} GROUP BY 1, 2, 3",
        [first, last],
    )
    return {(month, kind, key): _added(*parts) for month, kind, key, *parts in rows}


def reports(database: Database, month: str) -> dict[int, str]:
    """Give, by unit, when it reported a month."""
    rows = database.rows("SELECT unit_id, reported_at FROM unit_months WHERE month = ?", [month])
    return dict(rows)


def last_reports(database: Database) -> dict[int, str]:
    """Give, by unit, the latest month it reported."""
    return dict(database.rows("SELECT unit_id, max(month) FROM unit_months GROUP BY 1"))


def search(
    database: Database, text: str, *, unit_ids: Collection[int] = (), limit: int = 50
) -> list[FoundMember]:
    """Give members whose name has every word typed, or one of whose numbers starts with it."""
    typed = words(fold(text))
    some = f"AND m.unit_id IN ({', '.join(str(int(one)) for one in unit_ids)})" if unit_ids else ""
    if not typed:
        rows = database.rows(
            f"SELECT m.unit_id, m.row_id, {_MEMBER} FROM unit_members m WHERE {_PEOPLE} {some} "
            "ORDER BY m.name_key, m.id LIMIT ?",
            [limit],
        )
    else:
        query = " AND ".join(f'"{one}" *' for one in typed)
        rows = database.rows(
            f"SELECT m.unit_id, m.row_id, {_MEMBER} FROM (SELECT rowid AS id FROM "
            "unit_member_words WHERE unit_member_words MATCH ?) w "
            f"CROSS JOIN unit_members m ON m.id = w.id WHERE {_PEOPLE} "
            f"{some} LIMIT ?",
            [query, limit],
        )
    return [FoundMember(*row) for row in rows]
