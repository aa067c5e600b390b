# SPDX-License-Identifier: Apache-2.0
"""What branches sent, as the federation's desk holds it: by unit and the row's number there.

A column's *stamp* is the clock and the device of the commit that wrote it, as text that sorts in
their order; the higher one stands. ``stamp`` is that of the row's making and holds for every
column, ``stamps`` has the later ones by column. So what two PCs of a branch sent comes together in
any order, and what comes twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.exchange_errors import ForkError, GapError, MalformedError
from unionbook.data.federation_news import news
from unionbook.data.figures import WHOLE_BRANCH
from unionbook.data.migrations.erasing import KEPT_OF_MEMBERS
from unionbook.data.vectors import check_complete
from unionbook.domain.events import Event, EventKind, standing
from unionbook.domain.exchange import Block, Delta, Kind, covers, join, missing
from unionbook.domain.folding import fold
from unionbook.domain.numbering import counter_of, site_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from unionbook.data.database import Database
    from unionbook.data.figures import Figure
    from unionbook.domain.exchange import KnownCommit, Vector

MIRRORED: dict[str, tuple[str, ...]] = {
    "members": (
        "full_name", "sex", "born_on", "identity_kind", "identity_number", "nationality", "phone",
        "job", "contract_kind", "local_number", "official_number", "card_number", "union_post",
        "joined_on", "merged_into",
    ),
    "member_events": ("member_id", "kind", "happened_on", "until_on"),
    "erasures": ("pseudonym",),
}  # fmt: skip
"""What a desk keeps of a branch's rows; a policy names no more than this."""
_NUMBERS = ("identity_number", "phone", "local_number", "official_number", "card_number")
_BATCH = 5000
_ROW_COLUMNS = frozenset({"member_id", "merged_into"})
_LONGEST = 2000
"""Characters of a text that comes from a branch; no name or number is longer."""
_KINDS = frozenset(EventKind)
STANDS = "(stamp <> '' AND (removed IS NULL OR removed < stamp))"
"""The condition of a mirrored row that was not removed in its branch."""


@dataclass(slots=True)
class Mirrored:
    """What taking in one bundle of a unit touched: rows of the branch, by table."""

    added: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)


def known_of(database: Database, unit_id: int) -> Vector:
    """Give how far each device of a unit is known here."""
    rows = database.rows("SELECT site, counter FROM unit_sites WHERE unit_id = ?", [unit_id])
    return dict(rows)


def check(database: Database, unit_id: int, own_sites: Collection[int], delta: Delta) -> bool:
    """Tell whether a unit's bundle holds anything new.

    Raises GapError, ForkError, and MalformedError where it claims steps that are not in it: the
    receipt would tell the branch's other PCs that theirs are here.

    ``own_sites`` are the desk's own devices: what it sent down itself is not missing.
    """
    known = known_of(database, unit_id)
    since = {site: last for site, last in delta.since.items() if site not in own_sites}
    _check_forks(database, unit_id, delta.commits)
    check_complete(delta)
    if not covers(known, since):
        raise GapError(missing(known, since))
    return not covers(known, delta.until)


def _check_forks(database: Database, unit_id: int, commits: Iterable[KnownCommit]) -> None:
    held = {
        (site, counter): digest
        for site, counter, digest in database.rows(
            "SELECT site, counter, digest FROM unit_sites WHERE unit_id = ?", [unit_id]
        )
    }
    different = []
    for one in commits:
        digest = held.get((site_of(one.id), counter_of(one.id)))
        if digest is not None and digest != one.digest.hex():
            different.append(one.id)
    if different:
        raise ForkError(different)


def mirror(database: Database, unit_id: int, delta: Delta, columns: dict[str, tuple[str, ...]]
           ) -> Mirrored:  # fmt: skip
    """Take a unit's rows in; ``columns`` are those of the policy. Only inside a commit."""
    stamps = [stamp_of(one) for one in delta.commits]
    found = Mirrored()
    before = _count(database, unit_id)
    for block in delta.blocks:
        allowed = columns.get(block.table, ())
        if block.table not in MIRRORED or not set(block.columns) <= set(allowed):
            raise MalformedError(block.table)
        _check_block(block, len(stamps))
        found.rows[block.table] = found.rows.get(block.table, 0) + len(block.ids)
        fresh, told = news(database, unit_id, block, [stamps[place] for place in block.commits])
        _write(database, unit_id, fresh, told, allowed)
        (found.events if block.table == "member_events" else found.members).update(fresh.ids)
    found.erased = _clear_erased(database, unit_id, found.members)
    _note_sites(database, unit_id, delta)
    _derive(database, unit_id, found)
    found.added = _count(database, unit_id) - before
    return found


def _clear_erased(database: Database, unit_id: int, members: Collection[int]) -> set[int]:
    """Take out of the members of some rows what came of those who were erased in their branch."""
    erased = database.rows(
        f"SELECT row_id, pseudonym FROM unit_erasures WHERE unit_id = ? AND {STANDS} "
        "AND row_id IN (SELECT value FROM json_each(?))",
        [unit_id, msgspec.json.encode(sorted(members)).decode()],
    )
    personal = [name for name in MIRRORED["members"] if name not in KEPT_OF_MEMBERS]
    setting = ", ".join(f"{name} = NULL" for name in personal)
    database.executemany(
        f"UPDATE unit_members SET full_name = ?, name_key = ?, {setting} "
        "WHERE unit_id = ? AND row_id = ?",
        [(told, fold(str(told or "")), unit_id, row_id) for row_id, told in erased],
    )
    return {row[0] for row in erased}


def _count(database: Database, unit_id: int) -> int:
    return int(
        database.value(
            f"SELECT count(*) FROM unit_members WHERE unit_id = ? AND {STANDS}", [unit_id]
        )
    )


def stamp_of(commit: KnownCommit) -> str:
    """Give the stamp of what a commit wrote."""
    return f"{commit.clock:016x}{site_of(commit.id):08x}"


def _check_block(block: Block, commits: int) -> None:
    lengths = {len(block.ids), len(block.commits), *map(len, block.values)}
    places = block.commits
    if len(lengths) > 1 or len(block.values) != len(block.columns):
        raise MalformedError(block.table)
    if places and not 0 <= min(places) <= max(places) < commits:
        raise MalformedError(block.table)
    for name, values in zip(block.columns, block.values, strict=True):
        if not all(_fits(name, value) for value in values):
            raise MalformedError(f"{block.table}.{name}")


def _fits(column: str, value: object) -> bool:
    """Tell whether a value is of the kind that the column holds in a branch."""
    if column in _ROW_COLUMNS:
        return value is None or isinstance(value, int)
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST)


def _write(
    database: Database, unit_id: int, block: Block, stamps: Sequence[str], allowed: Sequence[str]
) -> None:
    columns, values = list(block.columns), list(block.values)
    if block.kind is Kind.PUT:  # what is not named is empty
        for name in allowed:
            if name not in columns:
                columns.append(name)
                values.append([None] * len(block.ids))
    if block.table == "members" and "full_name" in columns:
        columns.append("name_key")
        names = values[columns.index("full_name")]
        values.append([fold(str(name or "")) for name in names])
    table = f"unit_{block.table}"
    statement = {Kind.PUT: _put, Kind.PATCH: _patch, Kind.REMOVE: _remove}[block.kind]
    database.executemany(
        statement(table, columns),
        (
            (unit_id, row_id, stamp, *row)
            for row_id, stamp, *row in zip(block.ids, stamps, *values, strict=True)
        ),
    )


def _put(table: str, columns: Sequence[str]) -> str:
    setting = ", ".join(
        f"{name} = CASE WHEN excluded.stamp > {_stamp(name)} THEN excluded.{name} ELSE {name} END"
        for name in columns
    )
    return (
        f"INSERT INTO {table}(unit_id, row_id, stamp, {', '.join(columns)}) "
        f"VALUES (?, ?, ?{', ?' * len(columns)}) ON CONFLICT(unit_id, row_id) DO UPDATE SET "
        f"{setting}, stamp = max(stamp, excluded.stamp)"
    )


def _patch(table: str, columns: Sequence[str]) -> str:
    """Change columns; a row that is not there yet waits, half known, for its making."""
    names = ", ".join(columns)
    setting = ", ".join(
        f"{name} = CASE WHEN ?3 > {_stamp(name)} THEN excluded.{name} ELSE {name} END"
        for name in columns
    )
    fresh = ", ".join(f"'{name}', ?3" for name in columns)
    merged = ", ".join(
        f"'$.{name}', max(?3, coalesce(json_extract(stamps, '$.{name}'), ''))" for name in columns
    )
    marks = ", ".join(f"?{place}" for place in range(4, 4 + len(columns)))
    return (
        f"INSERT INTO {table}(unit_id, row_id, stamp, stamps, {names}) "
        f"VALUES (?1, ?2, '', json_object({fresh}), {marks}) "
        f"ON CONFLICT(unit_id, row_id) DO UPDATE SET {setting}, "
        f"stamps = json_set(coalesce(stamps, '{{}}'), {merged})"
    )


def _remove(table: str, _columns: Sequence[str]) -> str:
    return (
        f"INSERT INTO {table}(unit_id, row_id, stamp, removed) VALUES (?1, ?2, '', ?3) "
        "ON CONFLICT(unit_id, row_id) DO UPDATE SET removed = max(coalesce(removed, ''), ?3)"
    )


def _stamp(name: str) -> str:
    return f"max(stamp, coalesce(json_extract(stamps, '$.{name}'), ''))"


def _note_sites(database: Database, unit_id: int, delta: Delta) -> None:
    known = known_of(database, unit_id)
    digests = {(site_of(one.id), counter_of(one.id)): one.digest.hex() for one in delta.commits}
    rows = [
        (unit_id, site, counter, digests.get((site, counter)))
        for site, counter in join(known, delta.until).items()
        if counter > known.get(site, 0)
    ]
    database.executemany(
        "INSERT INTO unit_sites(unit_id, site, counter, digest) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(unit_id, site) DO UPDATE SET counter = excluded.counter, "
        "digest = excluded.digest",
        rows,
    )


def _derive(database: Database, unit_id: int, found: Mirrored) -> None:
    """Bring words and standing into step for the members that were touched."""
    touched = sorted(found.members)
    for start in range(0, len(touched), _BATCH):
        _index_words(database, unit_id, touched[start : start + _BATCH])
    owners = set(touched) if _has_events(database, unit_id) else set()
    events = sorted(found.events)
    for start in range(0, len(events), _BATCH):
        listed = msgspec.json.encode(events[start : start + _BATCH]).decode()
        owners.update(
            row[0]
            for row in database.rows(
                "SELECT member_id FROM unit_member_events WHERE unit_id = ? AND row_id IN "
                "(SELECT value FROM json_each(?)) AND member_id IS NOT NULL",
                [unit_id, listed],
            )
        )
    ordered = sorted(owners)
    for start in range(0, len(ordered), _BATCH):
        settle_standing(database, unit_id, ordered[start : start + _BATCH])


def _has_events(database: Database, unit_id: int) -> bool:
    return bool(
        database.value("SELECT 1 FROM unit_member_events WHERE unit_id = ? LIMIT 1", [unit_id])
    )


def _index_words(database: Database, unit_id: int, members: list[int]) -> None:
    rows = database.rows(
        f"SELECT id, name_key, {', '.join(_NUMBERS)} FROM unit_members "
        f"WHERE unit_id = ? AND {STANDS} AND merged_into IS NULL "
        "AND row_id IN (SELECT value FROM json_each(?))",
        [unit_id, msgspec.json.encode(members).decode()],
    )
    forget_words(database, unit_id, members)
    database.executemany(
        "INSERT INTO unit_member_words(rowid, words) VALUES (?, ?)",
        ((row[0], " ".join(filter(None, row[1:]))) for row in rows),
    )


def forget_words(database: Database, unit_id: int, members: list[int]) -> None:
    """Let members of a unit be found no more."""
    old = database.rows(
        "SELECT id FROM unit_members WHERE unit_id = ? AND row_id IN "
        "(SELECT value FROM json_each(?))",
        [unit_id, msgspec.json.encode(members).decode()],
    )
    database.executemany("DELETE FROM unit_member_words WHERE rowid = ?", old)


def settle_standing(database: Database, unit_id: int, members: list[int], today: str = "") -> None:
    """Bring the standing of members of a unit into step with their events."""
    events: defaultdict[int, list[Event]] = defaultdict(list)
    for member, number, kind, on, until in database.rows(
        "SELECT member_id, row_id, kind, happened_on, until_on FROM unit_member_events "
        f"WHERE unit_id = ? AND {STANDS} AND kind IS NOT NULL AND member_id IN "
        "(SELECT value FROM json_each(?))",
        [unit_id, msgspec.json.encode(members).decode()],
    ):
        if kind in _KINDS:  # a newer program may know others
            events[member].append(Event(number, EventKind(kind), str(on or ""), _day(until)))
    day = today or _today(database)
    now = {member: standing(events.get(member, ()), day) for member in members}
    database.executemany(
        "UPDATE unit_members SET status = ?, changes_on = ? WHERE unit_id = ? AND row_id = ?",
        [(one.status, one.changes_on or None, unit_id, member) for member, one in now.items()],
    )


def _day(text: object) -> str:
    try:
        return date.fromisoformat(str(text or "")).isoformat()
    except ValueError:
        return ""


def _today(database: Database) -> str:
    return str(database.value("SELECT date('now', 'localtime')"))


def refresh_lapsed(database: Database, today: str) -> None:
    """Bring standings into step that changed by the mere passing of days. Inside upkeep."""
    due: defaultdict[int, list[int]] = defaultdict(list)
    for unit_id, member in database.rows(
        "SELECT unit_id, row_id FROM unit_members WHERE changes_on <= ?", [today]
    ):
        due[unit_id].append(member)
    for unit_id, members in due.items():
        settle_standing(database, unit_id, members, today)


def put_figures(
    database: Database, unit_id: int, found: Iterable[Figure], until: Vector, known: Vector
) -> None:
    """Replace the figures of each device that a bundle covers. Only inside a commit.

    ``known`` is how far the unit was known before the bundle came: what an older bundle says does
    not count any more.
    """
    fresh = {site for site, counter in until.items() if counter >= known.get(site, 0)}
    whole = covers(until, known)
    rows = [
        (unit_id, *one)
        for one in found
        if one.site in fresh or (one.site == WHOLE_BRANCH and whole)
    ]
    database.executemany(
        "DELETE FROM unit_figures WHERE unit_id = ? AND site = ?",
        [(unit_id, site) for site in fresh],
    )
    if whole:
        months = {row[2] for row in rows if row[1] == WHOLE_BRANCH}
        database.executemany(
            "DELETE FROM unit_figures WHERE unit_id = ? AND site = 0 AND month = ?",
            [(unit_id, month) for month in months],
        )
    database.executemany(
        "INSERT INTO unit_figures(unit_id, site, month, kind, key, count, amount) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def note_month(
    database: Database, unit_id: int, month: str, *, reported_at: str, bundle: int, upto: int
) -> None:
    """Note that a unit reported a month; the first time stands. Only inside a commit.

    ``upto`` is the last commit of the device that made the report.
    """
    database.execute(
        "INSERT INTO unit_months(unit_id, month, reported_at, bundle, last_at, last_commit) "
        "VALUES (?1, ?2, ?3, ?4, ?3, ?5) ON CONFLICT(unit_id, month) DO UPDATE SET "
        "reported_at = min(reported_at, excluded.reported_at), last_commit = "
        "iif(excluded.last_at >= last_at, excluded.last_commit, last_commit), "
        "last_at = max(last_at, excluded.last_at)",
        [unit_id, month, reported_at, bundle, upto],
    )
