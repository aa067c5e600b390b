# SPDX-License-Identifier: Apache-2.0
"""A durable change of one member through an operation; and what keeping the history costs."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, spread, stopwatch
from unionbook.data import journal
from unionbook.data.database import Database
from unionbook.data.migrations import migrate, office
from unionbook.operations import members

if TYPE_CHECKING:
    from pathlib import Path

_CHANGES = 200
_COLUMNS = (
    "employee_number", "full_name", "born_on", "sex", "identity_number", "phone", "email", "trade",
    "joined_on", "note",
)  # fmt: skip
_TAKEN = (0, 1, 2, 3, 4, 5, 6, 8, 9, 11)


def by_unionbook(folder: Path, rows: int) -> Figures:
    session = stores.open_register(folder, rows)
    ids = members.list_member_ids(session)
    digits = time.time_ns() // 1000 % 10**7
    before = session.database.value("SELECT count(*) FROM commits")

    def change(place: int) -> None:
        member = ids[place * 7919 % len(ids)]
        phone = f"08{digits + place:08d}"
        members.correct_member(session, member_id=member, values={"phone": phone})

    taken = spread("change", [partial(change, place) for place in range(_CHANGES)])
    assert session.database.value("SELECT count(*) FROM commits") > before
    session.close()
    return taken


def by_sqlcipher(folder: Path, rows: int) -> Figures:
    store = stores.bare(folder / f"bare-{rows}.db")
    digits = (
        time.time_ns() // 1000 % 10**7
    )  # what did not change since the last round is not written

    def change(place: int) -> None:
        store.execute("BEGIN IMMEDIATE")
        store.execute(
            "UPDATE people SET phone = ? WHERE id = ?",
            [f"08{digits + place:08d}", place * 7919 % rows + 1],
        )
        store.execute("COMMIT")

    taken = spread("change", [partial(change, place) for place in range(_CHANGES)])
    store.close()
    return taken


def _bulk(folder: Path, rows: int, *, noted: bool) -> Figures:
    """Insert members into our own schema, and change three columns of each, in one commit each."""
    path = folder / f"history-{sum(1 for _ in folder.glob('history-*.db'))}.db"
    store = Database(path, b"k" * 32)
    migrate(store, office.SCHEMA)
    store.allow_writing(allowed=True)
    if not noted:
        for table in journal.tables(store).values():
            for event in ("insert", "update", "delete"):
                store.execute(f"DROP TRIGGER {table.name}_{event}_noted")
    new = [
        [number, *(person[place] for place in _TAKEN)]
        for number, person in enumerate(map(people.stored, people.people(rows)), 1)
    ]
    marks = ",".join("?" * (len(_COLUMNS) + 1))
    with stopwatch() as inserting:
        store.execute("BEGIN IMMEDIATE")
        store.executemany(
            f"INSERT OR ROLLBACK INTO members(id, {', '.join(_COLUMNS)}) VALUES ({marks})", new
        )
        store.execute("COMMIT")
    changed = [[f"08{one[0]:08d}", f"{one[0]}@example.org", "Thợ may", one[0]] for one in new]
    with stopwatch() as updating:
        store.execute("BEGIN IMMEDIATE")
        store.executemany("UPDATE members SET phone=?, email=?, trade=? WHERE id=?", changed)
        store.execute("COMMIT")
    assert bool(store.value("SELECT count(*) FROM changes")) == noted
    store.close()
    return {"insert": inserting, "update": updating}


_WITHOUT = "the same without history"
SUBJECT = Subject(
    "change",
    {"unionbook": Contender(by_unionbook), "bare SQLCipher": Contender(by_sqlcipher, "sqlcipher3")},
    (
        Comparison("one durable change, p50", "change p50", "bare SQLCipher"),
        Comparison("one durable change, p95", "change p95", "bare SQLCipher", seconds=0.005),
    ),
    prepare=stores.fill_both,
)
HISTORY = Subject(
    "history",
    {
        "unionbook": Contender(partial(_bulk, noted=True)),
        _WITHOUT: Contender(partial(_bulk, noted=False)),
    },
    (
        Comparison("history of inserts", "insert", _WITHOUT, ratio=2),
        Comparison("history of updates", "update", _WITHOUT, ratio=2),
    ),
)
