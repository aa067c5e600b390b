# SPDX-License-Identifier: Apache-2.0
"""Gathering and taking in what another PC changed, beside a bare upsert and SQLite's changesets.

Every contender changes three columns of everybody, or adds everybody, in one transaction on a copy
of its own store. Ours decides who wrote what, keeps the history and the search index; the others
write the values. apsw is no dependency of unionbook: install it to have it measured.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, stopwatch
from unionbook.data import applying, collecting, loading, vectors
from unionbook.data.store import Author
from unionbook.domain.collation import sort_key
from unionbook.domain.exchange import Delta
from unionbook.domain.folding import fold
from unionbook.operations import sessions

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_SEARCHED = ("phone", "email", "job")
_OTHERS = ("birth_place", "trade", "job")
"""Columns of a member that are in the search index, and some that are not."""
_BARE_COLUMNS, _BARE_SEARCHED = ("born_on", "note", "job"), ("phone", "email", "job")


def _changes(ids: list[int]) -> list[tuple[int, str, str, str]]:
    return [
        (number, f"08{place:08d}", f"{place}@example.org", f"Chuyền {place % 97}")
        for place, number in enumerate(ids)
    ]


def _upsert_of(columns: tuple[str, ...]) -> str:
    taken = ", ".join(f"{name} = excluded.{name}" for name in columns)
    marks = ", ".join("?" * (len(columns) + 1))
    names = ", ".join(("id", *columns))
    return f"INSERT INTO people({names}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {taken}"


def _folder(folder: Path, name: str, rows: int) -> Path:
    return folder / f"{name}-{rows}.unionbook"


def _open(path: Path) -> Session:
    return sessions.open_register(folder=path, user=stores.USER, passphrase=stores.PASSPHRASE)


def prepare(folder: Path, rows: int) -> None:
    """Make both sides: one PC that changed or entered everybody, and one that knows nothing."""
    stores.fill_both(folder, rows)
    if _folder(folder, "changed", rows).exists():
        return
    shutil.copytree(stores.path_of(folder, rows), _folder(folder, "entered", rows))
    for name, columns in (("changed", _OTHERS), ("searched", _SEARCHED)):
        shutil.copytree(stores.path_of(folder, rows), _folder(folder, name, rows))
        session = _open(_folder(folder, name, rows))
        ids = [row[0] for row in session.database.rows("SELECT id FROM members ORDER BY id")]
        with session.commit("change_members"):
            changes = ", ".join(f"{column} = ?{n}" for n, column in enumerate(columns, 2))
            session.database.executemany(
                f"UPDATE members SET {changes} WHERE id = ?1", _changes(ids)
            )
        session.close()


def _take_in(folder: Path, rows: int, *, name: str = "changed", new: bool = False) -> Figures:
    """Let a copy of the store before the changes take in what the other one has."""
    sender = _open(_folder(folder, name, rows))
    place = folder / f"taking-{sum(1 for _ in folder.glob('taking-*'))}.unionbook"
    shutil.copytree(stores.path_of(folder, rows), place)
    receiver = _open(place)
    since = vectors.vector(receiver.office)
    if new:
        since = {}
        receiver = stores.make_register(folder, place.stem + "-new")
    with stopwatch() as gathering:
        delta = collecting.collect(sender.office, since=since, site=sender.site)
        blocks = list(delta.blocks)
    author = Author(receiver.site, receiver.user.id, receiver.user.name)
    whole = Delta(delta.since, delta.until, delta.commits, blocks)
    with loading.undisturbed(), stopwatch() as taking:
        done = applying.apply(receiver.office, author, whole, made_at=datetime.now(UTC))
    assert done.rows["members"] == {"added" if new else "changed": rows}, done
    sender.close()
    receiver.close()
    return {"gather": gathering, "apply": taking}


def _gather(folder: Path, rows: int) -> Figures:
    """Only gather, holding no more than one block at a time."""
    sender = _open(_folder(folder, "changed", rows))
    with stopwatch() as gathering:
        delta = collecting.collect(sender.office, since={}, site=sender.site)
        told = sum(len(block.ids) for block in delta.blocks if block.table == "members")
    assert told >= rows
    sender.close()
    return {"gather": gathering}


def _upsert(folder: Path, rows: int, *, new: bool = False) -> Figures:
    path = folder / f"upsert-{sum(1 for _ in folder.glob('upsert-*.db'))}.db"
    shutil.copy(folder / f"bare-{rows}.db", path)
    store = stores.bare(path)
    statement, values = _upsert_of(_BARE_COLUMNS), _changes(list(range(1, rows + 1)))
    if new:
        store.execute("DELETE FROM people")
        statement = _upsert_of(people.FIELDS)
        given: list[Any] = [
            (number, *people.stored(person)) for number, person in enumerate(people.people(rows), 1)
        ]
        values = given
    with stopwatch() as taking:
        store.execute("BEGIN IMMEDIATE")
        store.executemany(statement, values)
        store.execute("COMMIT")
    store.close()
    return {"apply": taking}


_SEARCH = """
CREATE INDEX people_identity ON people(identity_number);
CREATE INDEX people_phone ON people(phone);
CREATE INDEX people_employee ON people(employee_number COLLATE NOCASE);
CREATE TABLE keys(id INTEGER PRIMARY KEY, sort_key TEXT, name_key TEXT, given_key TEXT);
CREATE INDEX keys_order ON keys(sort_key);
CREATE INDEX keys_name ON keys(name_key);
CREATE INDEX keys_given ON keys(given_key);
CREATE VIRTUAL TABLE found_words USING fts5(words, content='', contentless_delete=1, detail=none,
    prefix='1 2 3 4 5 6', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE found_numbers USING fts5(numbers, content='', contentless_delete=1,
    detail=none, tokenize='trigram')
"""
_TEXTS = (
    "SELECT id, full_name, email, department, identity_number, phone, employee_number FROM people"
)


def _upsert_found(folder: Path, rows: int, *, new: bool = False) -> Figures:
    """The bare upsert by somebody who finds people as we do, without history and clocks."""
    path = folder / f"upsert-{sum(1 for _ in folder.glob('upsert-*.db'))}.db"
    shutil.copy(folder / f"bare-{rows}.db", path)
    store = stores.bare(path)
    statement, values = _upsert_of(_BARE_SEARCHED), _changes(list(range(1, rows + 1)))
    if new:
        store.execute("DELETE FROM people")
        statement = _upsert_of(people.FIELDS)
        given: list[Any] = [
            (number, *people.stored(person)) for number, person in enumerate(people.people(rows), 1)
        ]
        values = given
    for made in _SEARCH.split(";"):
        store.execute(made)
    if not new:
        _find(store, names=True)
    with stopwatch() as taking:
        store.execute("BEGIN IMMEDIATE")
        store.executemany(statement, values)
        if not new:  # all of them changed: made anew is quicker than mended
            store.execute("INSERT INTO found_words(found_words) VALUES ('delete-all')")
            store.execute("INSERT INTO found_numbers(found_numbers) VALUES ('delete-all')")
        _find(store, names=new)
        store.execute("COMMIT")
    store.close()
    return {"apply": taking}


def _find(store: Any, *, names: bool) -> None:
    """Make what people are found by, from the rows as they stand."""
    rows = store.execute(_TEXTS).fetchall()
    if names:
        keys = [(row[0], sort_key(row[1], "VN"), fold(row[1])) for row in rows]
        store.executemany(
            "INSERT INTO keys VALUES (?, ?, ?, ?)",
            [(*one, " ".join([*one[2].split()[-1:], *one[2].split()[:-1]])) for one in keys],
        )
    store.executemany(
        "INSERT INTO found_words(rowid, words) VALUES (?, ?)",
        [(row[0], f"{fold(row[1])} {row[2].lower()} {fold(row[3])}") for row in rows],
    )
    store.executemany(
        "INSERT INTO found_numbers(rowid, numbers) VALUES (?, ?)",
        [(row[0], "\n".join(row[4:]).lower()) for row in rows],
    )


def _plain(rows: int) -> Any:
    import apsw

    store = apsw.Connection(":memory:")
    columns = ", ".join(people.FIELDS)
    store.execute(f"CREATE TABLE people(id INTEGER PRIMARY KEY, {columns})")
    marks = ",".join("?" * (len(people.FIELDS) + 1))
    with store:
        store.executemany(
            f"INSERT INTO people VALUES ({marks})",
            (
                [number, *map(str, people.stored(person))]
                for number, person in enumerate(people.people(rows), 1)
            ),
        )
    return store


def _changeset(_folder: Path, rows: int) -> Figures:
    """Record three columns of everybody as a changeset, and apply it to another plain store."""
    import apsw

    store, other = _plain(rows), _plain(rows)
    session = apsw.Session(store, "main")
    session.attach("people")
    with store:
        store.executemany(
            "UPDATE people SET phone = ?2, email = ?3, job = ?4 WHERE id = ?1",
            _changes(list(range(1, rows + 1))),
        )
    with stopwatch() as gathering:
        changes = session.changeset()
    with stopwatch() as taking:
        apsw.Changeset.apply(changes, other)
    found = other.execute("SELECT count(*) FROM people WHERE email LIKE '%@example.org'").get
    assert found == rows
    return {"gather": gathering, "apply": taking}


_BARE, _SESSION = "bare SQLCipher upsert", "apsw session changeset, in memory, unencrypted"
_FOUND = "unionbook, columns of the search index"
_SEARCHABLE = "the same upsert with our search index"
CHANGES = Subject(
    "exchange",
    {
        "unionbook": Contender(_take_in),
        _FOUND: Contender(partial(_take_in, name="searched")),
        _BARE: Contender(_upsert, "sqlcipher3"),
        _SEARCHABLE: Contender(_upsert_found, "sqlcipher3"),
        _SESSION: Contender(_changeset, "apsw"),
    },
    (
        Comparison("take in 3 changed columns", "apply", _BARE, ratio=2, judged_from=100_000),
        Comparison("take in 3 changed columns", "apply", _SESSION),
        Comparison("take in 3 columns, 2 of them searched", "apply", _BARE, ours=_FOUND),
        Comparison("take in 3 columns, 2 of them searched", "apply", _SEARCHABLE, ours=_FOUND),
        Comparison("gather 3 changed columns", "gather", _SESSION),
    ),
    rows=(1_000, 100_000),
    prepare=prepare,
)
NEW = Subject(
    "exchange-new",
    {
        "unionbook": Contender(partial(_take_in, name="entered", new=True)),
        _BARE: Contender(partial(_upsert, new=True), "sqlcipher3"),
        _SEARCHABLE: Contender(partial(_upsert_found, new=True), "sqlcipher3"),
    },
    (
        Comparison("take in new members", "apply", _BARE, ratio=2, judged_from=100_000),
        Comparison("take in new members", "apply", _SEARCHABLE),
    ),
    rows=(1_000, 100_000),
    prepare=prepare,
)
GATHER = Subject(
    "gather",
    {"unionbook": Contender(_gather)},
    (Comparison("gather everything, memory", "gather", megabytes=300),),
    rows=(1_000, 100_000),
    prepare=prepare,
)
