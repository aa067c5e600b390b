# SPDX-License-Identifier: Apache-2.0
"""What is derived of members so that lists and searches are quick: order, standing, words, numbers.

Kept in step inside each commit, for whatever changed. None of it is tracked: it can be made anew
from the members at any time, and ``verify`` compares.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from unionbook.data import journal, loading
from unionbook.domain import clock
from unionbook.domain.collation import given_first, sort_key
from unionbook.domain.events import Event, EventKind, Standing, standing
from unionbook.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store

_BATCH = 10000
NUMBERS = (
    "identity_number",
    "phone",
    "phone_other",
    "employee_number",
    "local_number",
    "official_number",
    "card_number",
    "social_insurance_number",
)
_COLUMNS = "id, sort_key, name_key, given_key, status, changes_on"
_SOURCE = (
    "SELECT m.id, m.full_name, m.email, g.name, concat_ws(char(10), "
    + ", ".join(f"m.{name}" for name in NUMBERS)
    + ") FROM members m LEFT JOIN groups g ON g.id = m.department_id WHERE m.merged_into IS NULL"
)
_KEYS = (("member_index", "id"), ("member_words", "rowid"), ("member_numbers", "rowid"))
_MADE_OF = {
    "member_index": ("full_name", "merged_into"),
    "member_words": ("full_name", "email", "department_id", "merged_into"),
    "member_numbers": (*NUMBERS, "merged_into"),
}
"""The columns of a member that each table of the index is made of."""
_ALIKE = Standing("active", "")


SEPARATORS = " .-+()/_"
"""Signs that people write into numbers, or leave out."""
_DROPPED = str.maketrans("", "", SEPARATORS)


def _compact_numbers(sources: Sequence[Row]) -> list[str]:
    """Give the numbers in the form in which parts are looked for: small, without separators."""
    numbers = [row[4] for row in sources]
    # All as one text: to prepare for signs to be dropped costs more than to drop them.
    compact = "\0".join(numbers).translate(_DROPPED).lower().split("\0")
    if len(compact) == len(numbers):
        return compact
    return [one.translate(_DROPPED).lower() for one in numbers]


def refresh(store: Store, first: int, last: int) -> None:
    """Bring what is derived into step with the changes of the commit under way.

    ``first`` and ``last`` are its notes.
    """
    notes = _Notes(store, first, last)
    stale = _stale(store, notes)
    if any(stale.values()):
        _derive(store.database, stale, notes.made(), store.may_stop)


def refresh_lapsed(store: Store, today: str) -> None:
    """Bring the standing into step where it changes by the mere passing of days."""
    due = store.database.rows("SELECT id FROM member_index WHERE changes_on <= ?", [today])
    if due:
        with store.upkeep():
            _derive(store.database, {"member_index": {row[0] for row in due}}, set())


def overlay_lapsed(database: Database, today: str) -> None:
    """Show the standing of today where it cannot be written: a reader sees it over the index."""
    due = sorted(
        row[0]
        for row in database.rows("SELECT id FROM main.member_index WHERE changes_on <= ?", [today])
    )
    if not due:
        return
    now = _standings(database, due, today)
    cases = " ".join(f"WHEN {member} THEN '{now[member].status}'" for member in due)
    database.allow_writing(allowed=True)
    try:
        # A temporary view, in memory, that is found before the table of the same name.
        database.execute(
            "CREATE TEMP VIEW member_index AS SELECT id, sort_key, name_key, given_key, "
            f"CASE id {cases} ELSE status END AS status, changes_on FROM main.member_index"
        )
    finally:
        database.allow_writing(allowed=False)


def rebuild(store: Store) -> None:
    """Make all that is derived anew."""
    with store.upkeep():
        _empty(store.database, dict(_KEYS))
        everybody = {row[0] for row in store.database.rows("SELECT id FROM members")}
        _derive(store.database, dict.fromkeys(dict(_KEYS), everybody), everybody)


def merge_parts(database: Database) -> None:
    """Write the parts of the search tables into one, without the words of what was removed."""
    for table in ("member_words", "member_numbers", "unit_member_words"):
        database.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def is_in_step(store: Store) -> bool:
    """Tell whether the index is what making it anew would give, standings that lapsed apart."""
    database, today = store.database, clock.today()
    country = _country(database)
    everybody = [row[0] for row in database.rows("SELECT id FROM members ORDER BY id")]
    listed = 0
    for start in range(0, len(everybody), _BATCH):
        batch = everybody[start : start + _BATCH]
        held = {
            row[0]: row
            for row in database.rows(
                f"SELECT {_COLUMNS} FROM member_index WHERE id BETWEEN ? AND ?",
                [batch[0], batch[-1]],
            )
        }
        listed += len(held)
        standings = _standings(database, batch, today)
        for row in _index_rows(_sources(database, batch), standings, country):
            found = held.pop(row[0], None)
            # Who only reads cannot bring a standing up to date that lapsed since.
            lapsed = bool(found and found[-1] and found[-1] <= today)
            if found is None or (found[:4] if lapsed else found) != (row[:4] if lapsed else row):
                return False
        if held:
            return False
    return all(_same_rows(database, table, listed) for table, _key in _KEYS)


def _same_rows(database: Database, table: str, listed: int) -> bool:
    inside = database.value(
        f"SELECT count(*) FROM {table} w JOIN member_index i ON i.id = w.{dict(_KEYS)[table]}"
    )
    return bool(inside == listed == database.value(f"SELECT count(*) FROM {table}"))


def _country(database: Database) -> str:
    return str(database.value("SELECT value FROM settings WHERE key = 'country'") or "")


_Stale = dict[str, set[int]]
"""By table of the index, the members whose rows in it may no longer be right."""


class _Notes:
    """What the notes of a commit say of the members."""

    def __init__(self, store: Store, first: int, last: int) -> None:
        self._database, self._range = store.database, [first, last]
        self._tracked = {table.name: table for table in store.tables.values()}
        self._alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        bits = {name: 1 << bit for bit, name in enumerate(self._tracked["members"].columns)}
        self._masks = {
            name: sum(bits[column] for column in made_of) for name, made_of in _MADE_OF.items()
        }
        either = 0
        for mask in self._masks.values():
            either |= mask
        notes = self._of(
            "members", "kind, mask, row_id", f"(kind <> {journal.UPDATED} OR mask & {either})"
        )
        for alike, some in groupby(notes, itemgetter(0, 1)):
            self._alike[alike].extend([note[2] for note in some])

    def _of(self, table: str, columns: str, which: str) -> list[Row]:
        return self._database.rows(
            f"SELECT {columns} FROM changes WHERE id BETWEEN ? AND ? AND table_number = ? "
            f"AND {which}",
            [*self._range, self._tracked[table].number],
        )

    def stale(self) -> _Stale:
        """Give the members whose own changes touch what each table of the index is made of."""
        found: _Stale = {}
        for name, relevant in self._masks.items():
            found[name] = set()
            for (kind, mask), ids in self._alike.items():
                if kind != journal.UPDATED or mask & relevant:
                    found[name].update(ids)
        return found

    def made(self) -> set[int]:
        """Give the members who were added and not removed again."""
        made: set[int] = set()
        removed: set[int] = set()
        for (kind, _mask), ids in self._alike.items():
            if kind != journal.UPDATED:
                (made if kind == journal.INSERTED else removed).update(ids)
        return made - removed

    def owners(self) -> set[int]:
        """Give the members to whom changed events belong or did belong."""
        table = self._tracked["member_events"]
        bit = table.columns.index("member_id")
        owners = {
            row[0]
            for row in self._database.rows(
                "SELECT e.member_id FROM changes c CROSS JOIN member_events e ON e.id = c.row_id "
                "WHERE c.id BETWEEN ? AND ? AND c.table_number = ? AND c.kind <> ?",
                [*self._range, table.number, journal.DELETED],
            )
        }
        for mask, before in self._of(
            "member_events", "mask, before", f"kind <> {journal.INSERTED} AND mask & {1 << bit}"
        ):
            old = journal.values_before(before)[table.named(mask).index("member_id")]
            owners.add(int(str(old)))
        return owners

    def renamed_groups(self) -> set[int]:
        """Give the groups that were changed."""
        return {row[0] for row in self._of("groups", "row_id", f"kind = {journal.UPDATED}")}


def _stale(store: Store, notes: _Notes) -> _Stale:
    found = notes.stale()
    found["member_index"] |= notes.owners()
    # Whom a group that was made or removed here holds was put in or taken out here as well.
    for group in notes.renamed_groups():
        rows = store.database.rows("SELECT id FROM members WHERE department_id = ?", [group])
        found["member_words"].update(row[0] for row in rows)
    return found


def _derive(
    database: Database,
    stale: _Stale,
    fresh: set[int],
    may_stop: Callable[[], None] = lambda: None,
) -> None:
    """Make the stale rows anew; members of ``fresh`` are known not to be in the index yet."""
    whole = {table for table, there in stale.items() if _most(database, len(there - fresh))}
    if whole:
        _empty(database, whole)
        everybody = {row[0] for row in database.rows("SELECT id FROM members")}
        stale = {table: everybody if table in whole else there for table, there in stale.items()}
    country, today = _country(database), clock.today()
    ordered = sorted(set().union(*stale.values()))
    new = len(stale.get("member_index", ())) if "member_index" in whole else len(fresh)
    with loading.adding_many(database, ("member_index",), new):
        for start in range(0, len(ordered), _BATCH):
            may_stop()
            batch = ordered[start : start + _BATCH]
            for table in stale.keys() - whole:
                there = stale[table]
                old = [(n,) for n in batch if n in there and n not in fresh]
                database.executemany(f"DELETE FROM {table} WHERE {dict(_KEYS)[table]} = ?", old)
            _write(database, _sources(database, batch), stale, country, today)


def _most(database: Database, old: int) -> bool:
    """Whether so many are most of the index: to write it anew is then quicker than to mend it."""
    if old < _BATCH // 10:
        return False
    return database.value("SELECT 1 FROM member_index LIMIT 1 OFFSET ?", [old * 2]) is None


def _empty(database: Database, tables: Iterable[str]) -> None:
    for table in tables:
        if table == "member_index":
            database.execute("DELETE FROM member_index")
        else:
            database.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")


def _write(database: Database, sources: list[Row], stale: _Stale, country: str, today: str) -> None:
    ids = [row[0] for row in sources]
    rows = {
        name: sources if there.issuperset(ids) else [row for row in sources if row[0] in there]
        for name, there in stale.items()
    }
    listed = rows.get("member_index", [])
    standings = _standings(database, [row[0] for row in listed], today)
    # Lists: made between the rows that go in, they would take turns in the processor's cache.
    database.executemany(
        f"INSERT INTO member_index({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        list(_index_rows(listed, standings, country)),
    )
    database.executemany(
        "INSERT INTO member_words(rowid, words) VALUES (?, ?)",
        list(_word_rows(rows.get("member_words", []))),
    )
    numbered = rows.get("member_numbers", [])
    database.executemany(
        "INSERT INTO member_numbers(rowid, numbers) VALUES (?, ?)",
        zip([row[0] for row in numbered], _compact_numbers(numbered), strict=True),
    )


def _sources(database: Database, batch: list[int]) -> list[Row]:
    if len(batch) < _BATCH // 10:
        marks = ",".join("?" * len(batch))
        return database.rows(f"{_SOURCE} AND m.id IN ({marks})", batch)
    query, bounds = f"{_SOURCE} AND m.id BETWEEN ? AND ?", [batch[0], batch[-1]]
    if batch[-1] - batch[0] < len(batch):
        return database.rows(query, bounds)
    wanted = set(batch)
    return [row for row in database.iterate(query, bounds) if row[0] in wanted]


def _standings(database: Database, batch: list[int], today: str) -> dict[int, Standing]:
    if not batch:
        return {}
    wanted = set(batch)
    events: defaultdict[int, list[Event]] = defaultdict(list)
    for member, number, kind, on, until in database.rows(
        "SELECT member_id, id, kind, happened_on, until_on FROM member_events "
        "WHERE member_id BETWEEN ? AND ?",
        [batch[0], batch[-1]],
    ):
        if member in wanted:
            events[member].append(Event(number, EventKind(kind), on, until or ""))
    return {member: standing(happened, today) for member, happened in events.items()}


def _index_rows(
    sources: Iterable[Row], standings: dict[int, Standing], country: str
) -> Iterator[tuple[object, ...]]:
    for row in sources:
        now = standings.get(row[0], _ALIKE)
        yield (row[0], *_name_keys(row[1] or "", country), now.status, now.changes_on or None)


@lru_cache(maxsize=65536)
def _name_keys(name: str, country: str) -> tuple[str, str, str | None]:
    """Give the keys for the order, the name as typed, and the name as typed given name first."""
    folded = fold(name)
    return sort_key(name, country), folded, given_first(folded, country)


def _word_rows(sources: Iterable[Row]) -> Iterator[tuple[int, str]]:
    # Numbers are found by the indexes of their columns and inside by their trigrams: as words they
    # would make this index four times as large and slow to build.
    for number, name, email, department, _numbers in sources:
        words = f"{fold(name or '')} {email.lower()}" if email else fold(name or "")
        yield number, f"{words} {fold(department)}" if department else words
