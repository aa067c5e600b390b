# SPDX-License-Identifier: Apache-2.0
"""What a store knows: commits of its own and of others, and the clocks by which they compete."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from unionbook.data import arrivals
from unionbook.data.exchange_errors import MalformedError
from unionbook.domain import clock
from unionbook.domain.exchange import KnownCommit, covers
from unionbook.domain.numbering import compose, counter_of, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionbook.data.database import Database
    from unionbook.data.store import Store
    from unionbook.domain.exchange import Delta, Vector

APPLY = "apply_bundle"
"""The operation of the own commits that take in what others wrote."""
MOST_AHEAD = timedelta(hours=2)
"""How far the clock of another PC may be ahead of this one's."""
MOST_TOLD = timedelta(days=1)
"""How far ahead a step may be that others told on: each of them may have been ahead of the next."""
_SOME = 5000
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


def goes_on_elsewhere(database: Database, site: int) -> bool:
    """Tell whether others know later commits of a device than this store made itself."""
    return _last(database, "known_commits", site) > _last(database, "commits", site)


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


def check_complete(delta: Delta) -> None:
    """Refuse what tells of more than the commits that are in it, or of less.

    Raises MalformedError.
    """
    since, until, numbers = delta.since, delta.until, [one.id for one in delta.commits]
    told = Counter(site_of(one) for one in numbers if not within(since, one))
    wanted = Counter({site: last - since.get(site, 0) for site, last in until.items()})
    beyond = any(not within(until, one) for one in numbers)
    if +wanted != told or beyond or len(set(numbers)) < len(numbers) or not covers(until, since):
        raise MalformedError("commits")


def last_written(store: Store, table_name: str, ids: Sequence[int]) -> dict[int, int]:
    """Give, by row, the commit of whichever device wrote it last."""
    table = next(one for one in store.tables.values() if one.name == table_name)
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(ids), _SOME):
        some = sorted(ids[start : start + _SOME])
        rows = store.database.rows(
            "SELECT c.row_id, c.id, k.id FROM changes c JOIN commits k ON k.id = (SELECT l.id "
            "FROM commits l WHERE l.first_change <= c.id ORDER BY l.first_change DESC LIMIT 1) "
            "WHERE c.table_number = ? AND c.row_id IN (SELECT value FROM json_each(?)) "
            "AND k.operation <> ? AND c.id <= k.last_change ORDER BY c.id",
            [table.number, json.dumps(some), APPLY],
        )
        found.update((row[0], (row[1] * 2, row[2])) for row in rows)
        wanted = set(some)
        for run in arrivals.of_table(store.database, table.number, some[0], some[-1]):
            place = run.after_change * 2 + 1
            for row_id, origin in run.pairs:
                if row_id in wanted and found.get(row_id, (0, 0))[0] <= place:
                    found[row_id] = (place, origin)
    return {row_id: origin for row_id, (_place, origin) in found.items()}


def wall_reading(database: Database, site: int, counter: int) -> datetime | None:
    """Give what a device's own clock last showed when it wrote its steps up to ``counter``.

    A step that only comes after what was known before says nothing of the clock: its time counts on
    from theirs. None where there is no other.
    """
    read = database.value(
        "SELECT clock FROM commits WHERE id BETWEEN ? AND ? AND clock & ? = 0 "
        "ORDER BY id DESC LIMIT 1",
        [compose(site, 0), compose(site, counter), clock.COUNTED],
    )
    return None if read is None else clock.moment(read)


def find_commit(database: Database, number: int) -> KnownCommit | None:
    """Give a commit of any device, or None."""
    found = commits_in(database, [(number, number)])
    return found[0] if found else None


def clock_of(database: Database, commit: int) -> int:
    """Give the clock by which a commit competes; one that is not sealed yet is later than all."""
    found = find_commit(database, commit)
    return (1 << 63) - 1 if found is None else found.clock


def fix_clocks(database: Database, site: int, now: datetime) -> None:
    """Settle the clocks of a device's commits, before they are told or compete the first time.

    A PC whose clock ran ahead would win every competition until the others get there. So commits
    that lie in the future are brought back to now; they keep their order, and stay later than all
    that was known when they were made. Once settled, a clock never changes, but for one so far in
    the future that nobody can have taken it in: the PC's own clock was put right since. Only inside
    a transaction, on the device itself.
    """
    _fix_former(database, site, now)
    last = unfixed(database, site)[1]
    future = _future(database, site, now)
    if future:
        base = max(clock.tick(0, now), _latest_but(database, future[0], last))
        database.executemany(
            "INSERT OR REPLACE INTO restamped(commit_id, clock) VALUES (?, ?)",
            [(number, base + step) for step, number in enumerate(future, 1)],
        )
    database.execute(
        "INSERT INTO fixed_clocks(site, last) VALUES (?, ?) "
        "ON CONFLICT(site) DO UPDATE SET last = excluded.last",
        [site, counter_of(last)],
    )


def wants_settling(database: Database, site: int, now: datetime) -> bool:
    """Tell whether there are clocks of a device to be settled."""
    first, last = unfixed(database, site)
    return first <= last or bool(_future(database, site, now) or _former(database, site, now))


def _fix_former(database: Database, site: int, now: datetime) -> None:
    """Bring back what was made here under another site and lies so far ahead that all refuse it.

    An older copy of the register goes on under a new site, and nobody else can settle those clocks.
    Each comes right after all that was known when it was made, so every copy settles it alike.
    """
    if not _former(database, site, now):
        return
    refused = _told_at_most(now)
    known: dict[int, int] = dict(
        database.rows(
            "SELECT k.arrived, max(coalesce(r.clock, k.clock)) FROM known_commits k "
            "LEFT JOIN restamped r ON r.commit_id = k.id GROUP BY k.arrived"
        )
    )
    before, brought = 0, []
    for number, held in database.rows(
        "SELECT k.id, coalesce(r.clock, k.clock) FROM commits k "
        "LEFT JOIN restamped r ON r.commit_id = k.id ORDER BY k.clock, k.id"
    ):
        if site_of(number) == site:
            break  # the steps under the present site are the latest
        before = max(before, known.get(number, 0))
        if held > refused:
            before += 1
            brought.append((number, before))
        else:
            before = max(before, held)
    database.executemany(
        "INSERT OR REPLACE INTO restamped(commit_id, clock) VALUES (?, ?)", brought
    )


def _former(database: Database, site: int, now: datetime) -> bool:
    found = database.value(
        "SELECT 1 FROM commits k INDEXED BY commits_clock "
        "LEFT JOIN restamped r ON r.commit_id = k.id WHERE k.clock > ?1 "
        "AND coalesce(r.clock, k.clock) > ?1 AND k.id NOT BETWEEN ?2 AND ?3 LIMIT 1",
        [_told_at_most(now), compose(site, 0), compose(site + 1, 0) - 1],
    )
    return bool(found)


def _told_at_most(now: datetime) -> int:
    return clock.tick(0, now + MOST_TOLD) | 0xFFFF


def _future(database: Database, site: int, now: datetime) -> list[int]:
    """Give the commits of a device to be brought back, in their order."""
    first, last = unfixed(database, site)
    limit, refused = (clock.tick(0, day) | 0xFFFF for day in (now, now + MOST_AHEAD))
    rows = database.rows(
        "SELECT k.id FROM commits k INDEXED BY commits_clock "
        "LEFT JOIN restamped r ON r.commit_id = k.id "
        "WHERE k.clock > ?1 AND k.id BETWEEN ?2 AND ?4 AND "
        "coalesce(r.clock, k.clock) > CASE WHEN k.id < ?3 THEN ?5 ELSE ?1 END ORDER BY k.id",
        [limit, compose(site, 0), first, last, refused],
    )
    return [row[0] for row in rows]


def unfixed(database: Database, site: int) -> tuple[int, int]:
    """Give the range of a device's commits whose clocks are not settled; empty where all are."""
    fixed = database.value("SELECT last FROM fixed_clocks WHERE site = ?", [site])
    return compose(site, (fixed or 0) + 1), _last(database, "commits", site)


def _latest_but(database: Database, first: int, last: int) -> int:
    """Give the latest clock that counts of all commits but those of a range."""
    return max(
        int(
            database.value(
                f"SELECT max(coalesce(r.clock, k.clock)) FROM {table} k "
                "LEFT JOIN restamped r ON r.commit_id = k.id WHERE k.id NOT BETWEEN ? AND ?",
                [first, last],
            )
            or 0
        )
        for table in _BOTH
    )


def wall_clock(now: datetime | None) -> datetime:
    """Give the moment to go by: the one given, or now."""
    return now or datetime.now(UTC)
