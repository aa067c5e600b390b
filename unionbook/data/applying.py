# SPDX-License-Identifier: Apache-2.0
"""Taking in what another device wrote: one commit, all of it or nothing.

Only what the maker of the bundle did not know can compete with what it says. Rows that nobody
wrote without its knowledge are therefore written as they come, block by block; the others are
decided column by column (:mod:`unionbook.data.merging`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import (
    arrivals,
    arriving_values,
    block_writing,
    conflicts,
    dangling,
    erasing,
    journal,
    merging,
    reconciling,
    set_aside,
    travelling,
    vectors,
)
from unionbook.data.exchange_errors import (
    AheadOfItselfError,
    ClockAheadError,
    ForkError,
    GapError,
    MalformedError,
)
from unionbook.domain import clock
from unionbook.domain.exchange import Block, Kind, covers, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from unionbook.data.journal import Table
    from unionbook.data.store import Author, Store
    from unionbook.data.travelling import Shares
    from unionbook.domain.exchange import Delta, KnownCommit


@dataclass(frozen=True, slots=True)
class Applied:
    """What taking in a bundle did; ``commit_id`` is 0 where everything was known already.

    ``rows`` counts "added", "changed" and "removed" by table, ``merged`` the rows in which both
    sides had changed different columns, ``restored`` removed rows that came back.
    """

    commit_id: int = 0
    new_commits: int = 0
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    merged: int = 0
    conflicts: tuple[int, ...] = ()
    set_aside: int = 0
    restored: int = 0


def check(store: Store, delta: Delta, *, made_at: datetime, now: datetime | None = None) -> bool:
    """Tell whether a bundle holds anything new; refuse one that cannot be taken in.

    Raises ForkError, GapError, ClockAheadError, MalformedError.
    """
    known = vectors.vector(store)
    _check_forks(store, delta.commits)
    vectors.check_complete(delta)
    if not covers(known, delta.since):
        raise GapError(missing(known, delta.since))
    if covers(known, delta.until):
        return False  # a file made ahead of time that a later one has overtaken: it says no more
    present = vectors.wall_clock(now)
    # Commits of the maker are never later than its own clock (vectors.fix_clocks); what others once
    # accepted is not refused again.
    if made_at > present + vectors.MOST_AHEAD:
        raise ClockAheadError(made_at, present)
    fresh = (one.clock for one in delta.commits if not vectors.within(known, one.id))
    latest = clock.moment(max(fresh, default=0))
    if latest > present + vectors.MOST_TOLD:
        raise ClockAheadError(latest, present)
    return True


def _check_forks(store: Store, commits: Sequence[KnownCommit]) -> None:
    different = []
    for table in ("commits", "known_commits"):
        for one in commits:
            held = store.database.value(f"SELECT digest FROM {table} WHERE id = ?", [one.id])
            if held is not None and held != one.digest:
                different.append(one.id)
    if different:
        raise ForkError(different)


def _check_own(store: Store, site: int, delta: Delta) -> None:
    """Refuse to go on under a site of which another PC holds later commits."""
    ours = vectors.vector(store)
    mine = missing({site: ours.get(site, 0)}, {site: delta.until.get(site, 0)})
    if mine:
        raise AheadOfItselfError(mine)


def apply(
    store: Store,
    author: Author,
    delta: Delta,
    *,
    made_at: datetime,
    now: datetime | None = None,
    shares: Shares | None = None,
    reason: str = "",
    also: Callable[[Applied], None] | None = None,
    may_stop: Callable[[], None] | None = None,
) -> Applied:
    """Take in what another device wrote, in one commit of ``author``.

    The blocks are read inside of it: an exception there leaves everything as it was. ``also`` is
    called at its end, and what it writes is written by this device; ``may_stop`` now and then after
    that, until all is written: what it raises leaves everything as it was. Raises as :func:`check`
    does, and AheadOfItselfError where this device is an older copy of itself.
    """
    if not check(store, delta, made_at=made_at, now=now):
        done = Applied()
        if also:
            with store.upkeep():
                also(done)
        return done
    _check_own(store, author.site, delta)
    with store.commit(author, vectors.APPLY, reason=reason, check=may_stop):
        vectors.fix_clocks(store.database, author.site, vectors.wall_clock(now))
        shared = travelling.between_pcs(store) if shares is None else shares
        return _Work(store, author.site, delta, shared).done(delta.blocks, also)


class _Work:
    """One bundle on its way in."""

    def __init__(self, store: Store, site: int, delta: Delta, shares: Shares) -> None:
        self._store, self._database, self._shares = store, store.database, shares
        self._commit = store.next_commit(site)
        self._place = (self._commit, store.last_change())
        known = vectors.vector(store)
        self._commits = delta.commits
        self._old = [vectors.within(known, one.id) for one in delta.commits]
        self._tables = {table.name: table for table in store.tables.values()}
        self._references = dangling.References(store)
        self._merge = merging.Merge(store, self._place, delta.until, self._references)
        self._blocks = block_writing.BlockWriter(store.database, [*store.tables.values()])
        self._own_from = self._place[1]
        self._at = ""

    def done(self, blocks: Iterable[Block], also: Callable[[Applied], None] | None) -> Applied:
        self._database.execute("PRAGMA defer_foreign_keys = on")
        self._database.execute("INSERT INTO applying(id) VALUES (1)")
        self._learn()
        for block in blocks:
            self._take(block)
        self._blocks.close()
        self._merge.settle_table()
        self._references.put_away(self._commit)
        found = self._own_part()
        self._database.execute("DELETE FROM applying")
        if also:
            also(found)
        self._note_own_writes()
        return found

    def _learn(self) -> None:
        self._database.executemany(
            "INSERT INTO known_commits(id, clock, digest, user_name, operation, reason, arrived) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (one.id, one.clock, one.digest, one.user_name, one.operation, one.reason,
                 self._commit)
                for one, old in zip(self._commits, self._old, strict=True) if not old
            ),
        )  # fmt: skip

    def _take(self, block: Block) -> None:
        table = self._table_of(block)
        if block.table != self._at:
            self._blocks.rest()
            self._merge.settle_table()
            self._at = block.table
        rows = self._checked(table, block, self._new_rows(block))
        if not rows:
            return
        slow = self._merge.slow(table)
        ids = block.ids
        fast = [place for place in rows if ids[place] not in slow] if slow else rows
        if len(fast) < len(rows):
            chosen = set(fast)
            for place in rows:
                if place not in chosen:
                    self._defer(table, block, place)
        part = block if len(fast) == len(ids) else _part(block, fast)
        if part.ids:
            self._write(table, part)

    def _table_of(self, block: Block) -> Table:
        share, table = self._shares.get(block.table), self._tables.get(block.table)
        allowed = table and share and (share.columns or table.columns)
        if not table or not allowed or not set(block.columns) <= set(allowed):
            raise MalformedError(block.table)
        lengths = {len(block.ids), len(block.commits), *map(len, block.values)}
        if len(lengths) > 1 or len(block.values) != len(block.columns):
            raise MalformedError(block.table)
        if block.commits and not 0 <= min(block.commits) <= max(block.commits) < len(self._commits):
            raise MalformedError(block.table)
        return table

    def _checked(self, table: Table, block: Block, places: list[int]) -> list[int]:
        """Set aside what no program of ours writes; give the places of the rest."""
        bad = arriving_values.faults(self._database, block) if places else {}
        if not bad:
            return places
        for place in places:
            if place in bad:
                self._set_aside(table, block, place, arriving_values.MARK + bad[place])
        return [place for place in places if place not in bad]

    def _new_rows(self, block: Block) -> list[int]:
        """Give the places of the rows that are not known already, and that may come."""
        old = self._old
        rows = [place for place, commit in enumerate(block.commits) if not old[commit]]
        share = self._shares[block.table]
        if not share.key:
            return rows
        if share.key in block.columns:
            values = block.values[block.columns.index(share.key)]
            rows = [place for place in rows if share.lets_through(values[place])]
        # A bundle that does not name the key, or another one, means the row of this number still.
        held = self._keys_held(block, share.key)
        return [
            place
            for place in rows
            if block.ids[place] not in held or share.lets_through(held[block.ids[place]])
        ]

    def _keys_held(self, block: Block, key: str) -> dict[int, object]:
        held = self._database.rows(
            f"SELECT id, {key} FROM {block.table} WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(block.ids))],
        )
        return dict(held)

    def _defer(self, table: Table, block: Block, place: int) -> None:
        origin = self._commits[block.commits[place]].id
        values = {
            name: column[place] for name, column in zip(block.columns, block.values, strict=True)
        }
        self._merge.wait(table, block.ids[place], block.kind, origin, values)

    def _write(self, table: Table, block: Block) -> None:
        """Write rows that nobody else wrote; what does not go through is looked at one by one."""
        changed, refused = self._written(table, block)
        aside = dict(refused)
        if block.kind is Kind.PUT:
            there = self._present(table, [block.ids[place] for place in aside])
            reasons = aside
        elif block.kind is Kind.PATCH and changed != len(block.ids):
            there = self._present(table, block.ids)
            reasons = {place: aside.get(place, "") for place, row in enumerate(block.ids)
                       if row not in there or place in aside}  # fmt: skip
            there = {row for row in block.ids if row not in there}
        else:
            there, reasons = set(), aside
        for place, reason in reasons.items():
            if block.ids[place] in there:
                self._defer(table, block, place)
            else:
                self._set_aside(table, block, place, reason)
        part = block
        if reasons:
            part = _part(block, [n for n in range(len(block.ids)) if n not in reasons])
        if block.kind is Kind.REMOVE:
            self._references.removed(table, part.ids)
        else:
            self._references.look(table, part.columns, part.values)
        mask = merging.mask_of(table, part.columns, whole=block.kind is Kind.PUT)
        origins = [self._commits[place].id for place in part.commits]
        arrivals.add(self._database, self._place, table.number, block.kind, mask, part.ids, origins)

    def _written(self, table: Table, block: Block) -> tuple[int, list[tuple[int, str]]]:
        """Write rows; give how many there are, and the place and reason of each that is refused."""
        changed = self._blocks.write(table, block)
        if changed is not None:
            return changed, []
        self._blocks.rest()
        return self._database.try_many(_statement(table, block), _parameters(block))

    def _present(self, table: Table, ids: Sequence[int]) -> set[int]:
        return merging.present(self._database, table, ids)

    def _set_aside(self, table: Table, block: Block, place: int, reason: str) -> None:
        values = {
            name: column[place] for name, column in zip(block.columns, block.values, strict=True)
        }
        origin = self._commits[block.commits[place]].id
        set_aside.add(
            self._database, self._commit, table.name, block.ids[place], block.kind, origin,
            values, reason,
        )  # fmt: skip

    def _own_part(self) -> Applied:
        """Do what this device adds of its own: what is restored, conflicts, what must fit."""
        self._own_from = self._store.last_change()
        self._merge.revive()
        restored = self._references.restore() + self._merge.revived
        reconciling.settle(self._store, self._place[1])
        twice = reconciling.reversed_twice(self._store, self._place[1])
        found = conflicts.add(self._store, [*self._merge.lost, *twice])
        found = erasing.settle(self._store, found)
        kinds = {journal.INSERTED: "added", journal.UPDATED: "changed", journal.DELETED: "removed"}
        rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        counted = self._database.rows(
            "SELECT table_number, kind, count(*) FROM changes WHERE id > ? GROUP BY 1, 2",
            [self._place[1]],
        )
        for number, kind, count in counted:
            rows[self._store.tables[number].name][kinds[kind]] = count
        return Applied(
            self._commit,
            self._old.count(False),
            dict(rows),
            self._merge.merged,
            tuple(found),
            set_aside.count_of(self._database, self._commit),
            restored,
        )

    def _note_own_writes(self) -> None:
        """Let what this device wrote of its own travel on like any other write."""
        runs: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
        rows = self._database.rows(
            "SELECT table_number, kind, mask, row_id FROM changes WHERE id > ? ORDER BY id",
            [self._own_from],
        )
        for number, kind, mask, row_id in rows:
            runs[number, kind, mask].append(row_id)
        for (number, kind, mask), ids in runs.items():
            arrivals.add(self._database, self._place, number, Kind(kind), mask, ids, [self._commit])


def _part(block: Block, places: list[int]) -> Block:
    return Block(
        block.table,
        block.kind,
        block.columns,
        [block.ids[place] for place in places],
        [block.commits[place] for place in places],
        [[column[place] for place in places] for column in block.values],
    )


def _statement(table: Table, block: Block) -> str:
    names = ", ".join(("id", *block.columns))
    if block.kind is Kind.PUT:
        marks = ", ".join("?" * (len(block.columns) + 1))
        return f"INSERT INTO {table.name}({names}) VALUES ({marks})"
    if block.kind is Kind.PATCH:
        changes = ", ".join(f"{name} = ?" for name in block.columns)
        return f"UPDATE {table.name} SET {changes} WHERE id = ?"
    return f"DELETE FROM {table.name} WHERE id = ?"


def _parameters(block: Block) -> Iterable[Sequence[object]]:
    if block.kind is Kind.PUT:
        return zip(block.ids, *block.values, strict=True)
    return zip(*block.values, block.ids, strict=True)
