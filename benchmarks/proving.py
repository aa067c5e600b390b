# SPDX-License-Identifier: Apache-2.0
"""Proving a register to the last value, and erasing people from all of its history.

The register has wages, two lists that changed three columns of half of everybody each, corrections
one by one, and two months of dues. The peers do the least that looks at, or writes, all of the same
pages: SQLite's own check of the file, reading every row once, ``VACUUM``.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks import money, people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, stopwatch
from unionbook.data import erasing as erased
from unionbook.data import members as rows_of_members
from unionbook.domain import clock
from unionbook.operations import erasing, events, ledger, members, sessions, verify

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_WAGE = 8_000_000
_CORRECTED = 50
"""One member in so many was corrected alone."""
_MONTHS = ("2024-01", "2024-02")
_TOGETHER = 10
_BULK = (
    "UPDATE members SET phone = '08' || substr(phone, 3), job = 'Thợ may bậc ' || (id % 7), "
    "email = coalesce(email, '') || 'x' WHERE id % 2 = ?"
)


def _path(folder: Path, rows: int) -> Path:
    return folder / f"proved-{rows}.unionbook"


def fill(folder: Path, rows: int) -> None:
    """Make the register where it is not there."""
    if _path(folder, rows).exists():
        return
    session = stores.make_register(folder, f"proved-{rows}")
    ledger.set_up_books(session)
    with session.commit("import_members", reason="benchmark"):
        departments = {name: members.department_id(session, name) for name in people.DEPARTMENTS}
        stores.add_people(session, rows, departments)
        ids = sorted(row[0] for row in session.database.rows("SELECT id FROM members"))
        wages = [(number, "2020-01-01", _WAGE) for number in ids]
        rows_of_members.add_wages(session.office, session.site, wages)
    for half in (0, 1):
        with session.commit("import_members", reason="benchmark"):
            session.database.execute(_BULK, [half])
    for place, number in enumerate(ids[::_CORRECTED]):
        values = {"phone": f"097{place:07d}"}
        members.correct_member(session, member_id=number, values=values, reason=f"đơn số {place}")
    for month in _MONTHS:
        money.keep_month(session, ids, month)
    leaving = ids[: 1 + _TOGETHER]
    events.record_event(session, member_ids=leaving, kind="left", on="2025-01-31")
    session.close()


def _open(folder: Path, rows: int) -> Session:
    return sessions.open_register(
        folder=_path(folder, rows), user=stores.USER, passphrase=stores.PASSPHRASE
    )


def _open_copy(folder: Path, rows: int, name: str) -> Session:
    copied = folder / f"{name}-{rows}.unionbook"
    if copied.exists():
        shutil.rmtree(copied)
    shutil.copytree(_path(folder, rows), copied)
    return sessions.open_register(folder=copied, user=stores.USER, passphrase=stores.PASSPHRASE)


def verifying(folder: Path, rows: int) -> Figures:
    session = _open(folder, rows)
    with stopwatch() as proving:
        assert verify.verify_register(session).whole
    session.close()
    return {"verify": proving}


def erasing_some(folder: Path, rows: int) -> Figures:
    session = _open_copy(folder, rows, "erased")
    ids = [row[0] for row in session.database.rows("SELECT id FROM members ORDER BY id")]
    one, *ten = ids[: 1 + _TOGETHER]
    with stopwatch() as previewing:
        assert erasing.what_erasing_takes(session, member_id=one).possible
    with stopwatch() as alone:
        erasing.erase_member(session, member_id=one, reason="benchmark")
    with stopwatch() as together, session.commit("erase_member", reason="benchmark"):
        told = {number: f"Erased {place}" for place, number in enumerate(ten)}
        erased.add(session.office, told, clock.today())
    assert len(erased.pseudonyms(session.database)) == 1 + _TOGETHER
    session.close()
    return {"preview": previewing, "one": alone, "ten": together}


def by_sqlite(folder: Path, rows: int) -> Figures:
    session = _open(folder, rows)
    with stopwatch() as checking:
        assert session.database.value("PRAGMA integrity_check") == "ok"
    session.close()
    return {"check": checking}


def by_reading(folder: Path, rows: int) -> Figures:
    session = _open(folder, rows)
    tables = [*(table.name for table in session.office.tables.values()), "changes", "commits"]
    with stopwatch() as reading:
        for table in tables:
            for _row in session.database.iterate(f"SELECT * FROM {table}"):
                pass
    session.close()
    return {"read": reading}


def by_vacuum(folder: Path, rows: int) -> Figures:
    session = _open_copy(folder, rows, "vacuumed")
    session.database.allow_writing(allowed=True)
    with stopwatch() as writing:
        session.database.execute("VACUUM")
        session.database.checkpoint()
    session.close()
    return {"write": writing}


_CHECK, _READ, _VACUUM = "PRAGMA integrity_check", "every row read once", "VACUUM"
SUBJECT = Subject(
    "proof",
    {
        "unionbook": Contender(verifying),
        "erasing": Contender(erasing_some),
        _CHECK: Contender(by_sqlite),
        _READ: Contender(by_reading),
        _VACUUM: Contender(by_vacuum),
    },
    (
        Comparison("verify: all pages, rules, steps and values", "verify", _CHECK, "check"),
        Comparison("verify: all pages, rules, steps and values", "verify", _READ, "read"),
        Comparison("erase: what it would take", "preview", _READ, "read", ours="erasing"),
        Comparison("erase one member, pages included", "one", _VACUUM, "write", ours="erasing"),
        Comparison("erase ten members at once", "ten", _VACUUM, "write", ours="erasing"),
    ),
    prepare=fill,
)
