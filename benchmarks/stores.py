# SPDX-License-Identifier: Apache-2.0
"""The registers and the peers' bare stores that subjects measure, filled with the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import people
from unionbook.data import import_data
from unionbook.data.vault import Kdf
from unionbook.domain.collation import sort_key
from unionbook.domain.folding import fold
from unionbook.operations import members, sessions

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

USER, PASSPHRASE = "Lê Thị Thu", "bốn từ không liên quan"
_KEY = "2c" * 32
_AT_ONCE = 100_000


def make_register(folder: Path, name: str, *, kdf: Kdf | None = None) -> Session:
    """Make an empty register."""
    return sessions.make_register(
        folder=folder / f"{name}.unionbook",
        branch="CĐCS Công ty Sao Mai",
        country="VN",
        language="vi",
        user=USER,
        passphrase=PASSPHRASE,
        kdf=kdf or Kdf(8192, 1, 1),
    )[0]


def path_of(folder: Path, rows: int) -> Path:
    """Give the folder of the filled register."""
    return folder / f"filled-{rows}.unionbook"


def open_register(folder: Path, rows: int) -> Session:
    """Open the filled register."""
    return sessions.open_register(folder=path_of(folder, rows), user=USER, passphrase=PASSPHRASE)


def fill_register(folder: Path, rows: int) -> None:
    """Make the register of ``rows`` members where it is not there, with a real key derivation."""
    if path_of(folder, rows).exists():
        return
    session = make_register(folder, f"filled-{rows}", kdf=Kdf())
    with session.commit("import_members", reason="benchmark"):
        departments = {name: members.department_id(session, name) for name in people.DEPARTMENTS}
        with import_data.adding_many(session.office, rows):
            add_people(session, rows, departments)
    session.close()


def add_people(session: Session, rows: int, departments: dict[str, int]) -> None:
    """Add people as an import would, some at a time. Only inside a commit."""
    waiting = people.people(rows)
    for start in range(0, rows, _AT_ONCE):
        some = [
            people.stored(person)
            # The range ends first, so nobody is drawn and dropped between two heaps.
            for _place, person in zip(range(min(_AT_ONCE, rows - start)), waiting, strict=False)
        ]
        columns: dict[str, Any] = {
            field: [person[place] for person in some]
            for place, field in enumerate(people.FIELDS)
            if field not in ("department", "wage")
        }
        columns["department_id"] = [departments[str(person[7])] for person in some]
        ids = session.office.new_ids(session.site, len(some))
        import_data.add_columns(session.office, ids, columns)


def bare(path: Path) -> Any:
    """Open a bare SQLCipher store as its makers advise: raw key, log, full durability, a cache."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in (
        f"key = \"x'{_KEY}'\"", "journal_mode = wal", "synchronous = full", "cache_size = -65536",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def fill_bare(folder: Path, rows: int) -> None:
    """Make the peer's store: the twelve columns, an index by name, and a folded text for LIKE."""
    path = folder / f"bare-{rows}.db"
    if path.exists():
        return
    store = bare(path)
    columns = ", ".join(people.FIELDS)
    store.execute(f"CREATE TABLE people(id INTEGER PRIMARY KEY, {columns}, sort_key TEXT)")
    store.execute("CREATE TABLE texts(id INTEGER PRIMARY KEY, text TEXT)")
    store.execute("BEGIN")
    marks = ",".join("?" * (len(people.FIELDS) + 2))
    store.executemany(
        f"INSERT INTO people VALUES ({marks})",
        (
            [number, *person, sort_key(str(person[1]), "VN")]
            for number, person in enumerate(map(people.stored, people.people(rows)), 1)
        ),
    )
    store.create_function("fold", 1, fold)
    store.execute(
        "INSERT INTO texts SELECT id, fold(full_name || ' ' || department) || ' ' || email || ' ' "
        "|| identity_number || ' ' || phone || ' ' || lower(employee_number) FROM people"
    )
    store.execute("CREATE INDEX people_order ON people(sort_key)")
    store.execute("COMMIT")
    store.close()


def fill_both(folder: Path, rows: int) -> None:
    """Make the register and the peer's store."""
    fill_register(folder, rows)
    fill_bare(folder, rows)
