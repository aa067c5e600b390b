# SPDX-License-Identifier: Apache-2.0
"""What a store knows: commits of its own and of others, and the clocks by which they compete."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook.domain import clock
from unionbook.domain.exchange import KnownCommit
from unionbook.domain.numbering import compose, counter_of, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionbook.data.database import Database
    from unionbook.data.store import Store
    from unionbook.domain.exchange import Vector

APPLY = "apply_bundle"
"""The operation of the own commits that take in what others wrote."""
_BOTH = ("commits", "known_commits")


def vector(store: Store) -> Vector:
    """Give how far each device's commits are known here."""
    found: Vector = {}
    for table in _BOTH:
        for site in _sites(store.database, table):
            last = counter_of(_last(store.database, table, site))
            found[site] = max(last, found.get(site, 0))
    return dict(sorted(found.items()))


def _sites(database: Database, table: str) -> Iterator[int]:
    # From one site to the next: there are few, and very many commits of each.
    number = database.value(f"SELECT min(id) FROM {table}")
    while number is not None:
        site = site_of(number)
        yield site
        number = database.value(
            f"SELECT min(id) FROM {table} WHERE id >= ?", [compose(site + 1, 0)]
        )


def _last(database: Database, table: str, site: int) -> int:
    return int(
        database.value(
            f"SELECT max(id) FROM {table} WHERE id BETWEEN ? AND ?",
            [compose(site, 0), compose(site + 1, 0) - 1],
        )
        or 0
    )


def within(known: Mapping[int, int], commit: int) -> bool:
    """Tell whether a commit is covered by a vector."""
    return known.get(site_of(commit), 0) >= counter_of(commit)


def beyond(store: Store, known: Vector) -> list[tuple[int, int]]:
    """Give the ranges of commit numbers that this store knows and ``known`` does not cover."""
    return [
        (compose(site, known.get(site, 0) + 1), compose(site, last))
        for site, last in vector(store).items()
        if last > known.get(site, 0)
    ]


def commits_in(database: Database, ranges: list[tuple[int, int]]) -> list[KnownCommit]:
    """Give the commits of some ranges in the order of their numbers, with the clocks that count."""
    found: list[KnownCommit] = []
    for first, last in ranges:
        for table in _BOTH:
            rows = database.rows(
                "SELECT k.id, coalesce(r.clock, k.clock), k.digest, k.user_name, k.operation, "
                f"k.reason FROM {table} k LEFT JOIN restamped r ON r.commit_id = k.id "
                "WHERE k.id BETWEEN ? AND ?",
                [first, last],
            )
            found.extend(KnownCommit(*row) for row in rows)
    unique = {commit.id: commit for commit in found}
    return [unique[number] for number in sorted(unique)]


def find_commit(database: Database, number: int) -> KnownCommit | None:
    """Give a commit of any device, or None."""
    found = commits_in(database, [(number, number)])
    return found[0] if found else None


def clock_of(database: Database, commit: int) -> int:
    """Give the clock by which a commit competes; one that is not sealed yet is later than all."""
    found = find_commit(database, commit)
    return (1 << 63) - 1 if found is None else found.clock


def latest_clock(database: Database) -> int:
    """Give the latest clock of any commit that is known."""
    return max(int(database.value(f"SELECT max(clock) FROM {table}") or 0) for table in _BOTH)


def restamp(database: Database, now: datetime) -> None:
    """Bring commits of this store that lie in the future back to now, once and for ever.

    A PC whose clock ran ahead would win every competition until the others get there. The commits
    keep their order, and stay later than all that was known when they were made. Only inside a
    transaction.
    """
    limit = clock.tick(0, now) | 0xFFFF
    future = database.rows(
        "SELECT id FROM commits WHERE clock > ? AND id NOT IN (SELECT commit_id FROM restamped) "
        "ORDER BY clock",
        [limit],
    )
    if not future:
        return
    base = max(
        clock.tick(0, now),
        int(database.value("SELECT max(clock) FROM known_commits") or 0),
        int(database.value("SELECT max(clock) FROM restamped") or 0),
        int(database.value("SELECT max(clock) FROM commits WHERE clock <= ?", [limit]) or 0),
    )
    database.executemany(
        "INSERT INTO restamped(commit_id, clock) VALUES (?, ?)",
        [(row[0], base + step) for step, row in enumerate(future, 1)],
    )


def lies_ahead(database: Database, now: datetime) -> bool:
    """Tell whether commits of this store lie in the future and were not brought back yet."""
    return bool(
        database.value(
            "SELECT 1 FROM commits WHERE clock > ? "
            "AND id NOT IN (SELECT commit_id FROM restamped) LIMIT 1",
            [clock.tick(0, now) | 0xFFFF],
        )
    )


def wall_clock(now: datetime | None) -> datetime:
    """Give the moment to go by: the one given, or now."""
    return now or datetime.now(UTC)
