# SPDX-License-Identifier: Apache-2.0
"""What a federation's desk holds of a branch only from a state that the branch has no more.

A branch whose PC was put back from a backup goes on under a new device and strikes the former one
off. What that device wrote beyond the backup stands at the desk alone. How far a branch knows a
device is what its PCs that are left told with their files; what lies beyond is lost to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from unionbook.data.federation import MIRRORED, STANDS, forget_words, known_of, settle_standing
from unionbook.domain.numbering import counter_of, site_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from unionbook.data.database import Database
    from unionbook.domain.exchange import Delta, Vector

Lost = dict[int, tuple[int, int]]
"""By device, how far the branch knows it, and the clock of its last commit that it knows."""

_OLDEST = "0" * 24
"""A stamp that any other beats."""
_SITE_AT = 16


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row of a branch, or columns of one, that stands at the desk only from a lost state."""

    table: str
    row_id: int
    made: bool
    values: Mapping[str, Any]


def note_told(
    database: Database, unit_id: int, maker: int, delta: Delta, own_sites: Collection[int]
) -> None:
    """Note how far a PC of a unit said it knows each device of it. Only inside a commit."""
    clocks = {(site_of(one.id), counter_of(one.id)): one.clock for one in delta.commits}
    rows = [
        (unit_id, maker, site, counter, clocks.get((site, counter), 0))
        for site, counter in delta.until.items()
        if site not in own_sites
    ]
    database.executemany(
        "INSERT INTO unit_told(unit_id, maker, site, counter, clock) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(unit_id, maker, site) DO UPDATE SET counter = excluded.counter, "
        "clock = max(clock, excluded.clock) WHERE excluded.counter >= counter",
        rows,
    )


def beyond_told(database: Database, unit_id: int, makers: Collection[int]) -> Lost:
    """Give the devices of which the desk has more than the unit's remaining PCs know."""
    told: Lost = {}
    for maker, site, counter, at in database.rows(
        "SELECT maker, site, counter, clock FROM unit_told WHERE unit_id = ?", [unit_id]
    ):
        if maker in makers:
            told[site] = max(told.get(site, (0, 0)), (counter, at))
    if not told:
        return {}
    held = known_of(database, unit_id)
    return {
        site: told.get(site, (0, 0))
        for site, counter in held.items()
        if counter > told.get(site, (0, 0))[0]
    }


def lowered(known: Vector, lost: Lost) -> Vector:
    """Give what the desk knows of a unit without what the unit has lost."""
    return {site: lost[site][0] if site in lost else counter for site, counter in known.items()}


def settle_lost(database: Database, unit_id: int, lost: Lost) -> None:
    """Keep what a unit lost, as long as anything stands from it. Only inside a commit."""
    database.execute("DELETE FROM unit_lost WHERE unit_id = ?", [unit_id])
    if lost and (lost_rows(database, unit_id, lost) or lost_months(database, unit_id, lost)):
        database.executemany(
            "INSERT INTO unit_lost(unit_id, site, counter, clock) VALUES (?, ?, ?, ?)",
            [(unit_id, site, counter, at) for site, (counter, at) in lost.items()],
        )


def lost_of(database: Database, unit_id: int) -> Lost:
    """Give what a unit is known to have lost."""
    rows = database.rows("SELECT site, counter, clock FROM unit_lost WHERE unit_id = ?", [unit_id])
    return {site: (counter, at) for site, counter, at in rows}


def units_that_lost(database: Database) -> list[int]:
    """Give the units that went back to an older state, in the order of their numbers."""
    return [row[0] for row in database.rows("SELECT DISTINCT unit_id FROM unit_lost ORDER BY 1")]


def lost_rows(database: Database, unit_id: int, lost: Lost) -> list[LostRow]:
    """Give the rows of a unit that stand only from a lost state, members first."""
    if not lost:
        return []
    found = []
    for table, columns in MIRRORED.items():
        names = ", ".join(columns)
        sites = ", ".join(f"'{site:08x}'" for site in lost)
        for row_id, stamp, stamps, *values in database.rows(
            f"SELECT row_id, stamp, stamps, {names} FROM unit_{table} WHERE unit_id = ? "
            f"AND {STANDS} AND (substr(stamp, {_SITE_AT + 1}) IN ({sites}) "
            "OR stamps IS NOT NULL) ORDER BY row_id",
            [unit_id],
        ):
            held = dict(zip(columns, values, strict=True))
            later = msgspec.json.decode(stamps, type=dict[str, str]) if stamps else {}
            made = _is_lost(stamp, lost)
            gone = {
                name: held[name]
                for name in columns
                if _is_lost(max(stamp, later.get(name, "")), lost)
            }
            if gone:
                found.append(LostRow(table, row_id, made, gone))
    return found


def _is_lost(stamp: str, lost: Lost) -> bool:
    site = int(stamp[_SITE_AT:], 16)
    return site in lost and int(stamp[:_SITE_AT], 16) > lost[site][1]


def lost_months(database: Database, unit_id: int, lost: Lost) -> list[str]:
    """Give the months that a unit reported last from a lost state."""
    rows = database.rows(
        "SELECT month, last_commit FROM unit_months WHERE unit_id = ? ORDER BY month", [unit_id]
    )
    return [
        month
        for month, last in rows
        if site_of(last) in lost and counter_of(last) > lost[site_of(last)][0]
    ]


def begin_again(database: Database, unit_id: int, lost: Lost) -> None:
    """Strike off what a unit lost, and hold the rest only until it is sent anew.

    From then on the desk knows nothing of the unit's devices: its next file brings everything, and
    what it says stands. Only inside a commit.
    """
    gone = lost_rows(database, unit_id, lost)
    _remove(database, unit_id, [one for one in gone if one.made])
    for month in lost_months(database, unit_id, lost):
        database.execute(
            "DELETE FROM unit_months WHERE unit_id = ? AND month = ?", [unit_id, month]
        )
    for site, (counter, _at) in lost.items():
        if not counter:
            database.execute(
                "DELETE FROM unit_figures WHERE unit_id = ? AND site = ?", [unit_id, site]
            )
    forget(database, unit_id)


def forget(database: Database, unit_id: int) -> None:
    """Know of no device of a unit how far it is held: all it has comes anew and counts."""
    for table in MIRRORED:
        database.execute(f"DELETE FROM unit_{table} WHERE unit_id = ? AND NOT {STANDS}", [unit_id])
        database.execute(
            f"UPDATE unit_{table} SET stamp = ?, stamps = NULL WHERE unit_id = ?",
            [_OLDEST, unit_id],
        )
    for table in ("unit_sites", "unit_told", "unit_lost"):
        database.execute(f"DELETE FROM {table} WHERE unit_id = ?", [unit_id])


def narrow(database: Database, unit_id: int, columns: Mapping[str, Sequence[str]]) -> None:
    """Keep of a unit no other columns than those named, by table. Only inside a commit."""
    if "members" not in columns:
        members = database.rows("SELECT row_id FROM unit_members WHERE unit_id = ?", [unit_id])
        forget_words(database, unit_id, [row[0] for row in members])
    for table, known in MIRRORED.items():
        kept = columns.get(table, ())
        gone = ", ".join(f"{name} = NULL" for name in known if name not in kept)
        if not kept:
            database.execute(f"DELETE FROM unit_{table} WHERE unit_id = ?", [unit_id])
        elif gone:
            database.execute(f"UPDATE unit_{table} SET {gone} WHERE unit_id = ?", [unit_id])


def _remove(database: Database, unit_id: int, rows: Sequence[LostRow]) -> None:
    by_table = {table: [one for one in rows if one.table == table] for table in MIRRORED}
    members = [one.row_id for one in by_table["members"]]
    forget_words(database, unit_id, members)
    for table, some in by_table.items():
        database.executemany(
            f"DELETE FROM unit_{table} WHERE unit_id = ? AND row_id = ?",
            [(unit_id, one.row_id) for one in some],
        )
    owners = {int(one.values.get("member_id") or 0) for one in by_table["member_events"]}
    settle_standing(database, unit_id, sorted(owners - {0, *members}))


def names_of(
    database: Database, unit_id: int, members: Collection[int]
) -> dict[int, tuple[str, str]]:
    """Give full name and day of birth of some members of a unit."""
    rows = database.rows(
        "SELECT row_id, coalesce(full_name, ''), coalesce(born_on, '') FROM unit_members "
        f"WHERE unit_id = ? AND {STANDS} AND row_id IN (SELECT value FROM json_each(?))",
        [unit_id, msgspec.json.encode(sorted(members)).decode()],
    )
    return {row_id: (name, born) for row_id, name, born in rows}
