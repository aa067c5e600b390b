# SPDX-License-Identifier: Apache-2.0
"""Schemas grow step by step; a register newer than the program is refused and left alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.data import journal, migrations, register
from unionbook.data.database import Database
from unionbook.data.migrations import Schema, Step, cases, office
from unionbook.domain.roles import OFFICE
from unionbook.errors import NewerRegisterError, UnionbookError

if TYPE_CHECKING:
    from pathlib import Path

MORE = Step(
    "visits_of_members",
    """
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL
);
ALTER TABLE members ADD COLUMN nickname TEXT;
""",
    ("visits",),
)


@pytest.fixture
def newer(monkeypatch):
    """Stand for a later program, whose office store has one step more."""
    grown = replace(office.SCHEMA, steps=(*office.SCHEMA.steps, MORE))
    monkeypatch.setitem(register._STORES, OFFICE, ("office.db", grown))
    return grown


def marks(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.db")
    }


def test_a_step_is_run_once_and_what_is_there_stays(folder: Path, request):
    newer = request.getfixturevalue("newer")
    session = registers.reopen(folder)
    assert [row[0] for row in session.database.rows("SELECT full_name FROM members")] == [
        "Trần Văn An",
        "Lê Thị Bình",
        "Nguyễn Đức Châu",
    ]
    assert migrations.pending(session.database, newer) == ()
    registers.expect_whole(session)
    registers.enrol(session)
    session.close()
    registers.reopen(folder).close()


def test_new_tables_and_columns_are_noted_too(folder: Path, request):
    request.getfixturevalue("newer")
    session = registers.reopen(folder)
    member = registers.enrol(session)
    with session.commit("correct_member") as changes:
        session.database.execute("UPDATE members SET nickname = 'Tí' WHERE id = ?", [member])
        session.database.execute(
            "INSERT INTO visits(id, member_id, on_day) VALUES (?, ?, '2026-01-01')",
            [session.office.new_ids(session.site)[0], member],
        )
    assert set(changes.rows) == {"members", "visits"}
    registers.expect_whole(session)
    session.close()


def test_a_newer_register_is_refused_and_left_alone(folder: Path, newer, monkeypatch):
    registers.reopen(folder).close()
    monkeypatch.undo()
    monkeypatch.setenv("UNIONBOOK_HOME", str(folder.parent / "home"))
    before = marks(folder)
    for read_only in (False, True):
        with pytest.raises(NewerRegisterError, match="latest version; nothing was changed"):
            registers.reopen(folder, read_only=read_only)
    assert marks(folder) == before
    assert newer


def test_an_older_register_must_be_opened_for_writing_once(folder: Path, request):
    request.getfixturevalue("newer")
    with pytest.raises(UnionbookError, match="open it once for writing"):
        registers.reopen(folder, read_only=True)
    registers.reopen(folder).close()
    registers.reopen(folder, read_only=True).close()


def test_a_step_that_fails_leaves_the_store_as_it_was(folder: Path, monkeypatch):
    broken = replace(MORE, statements=MORE.statements + ";\nCREATE TABLE members (id INTEGER);\n")
    grown = replace(office.SCHEMA, steps=(*office.SCHEMA.steps, broken))
    monkeypatch.setitem(register._STORES, OFFICE, ("office.db", grown))
    with pytest.raises(Exception, match="already exists"):
        registers.reopen(folder)
    monkeypatch.undo()
    monkeypatch.setenv("UNIONBOOK_HOME", str(folder.parent / "home"))
    session = registers.reopen(folder)
    assert not session.database.rows("SELECT 1 FROM sqlite_master WHERE name = 'visits'")
    registers.expect_whole(session)
    session.close()


def test_each_released_step_has_a_name_of_its_own():
    for schema in (office.SCHEMA, cases.SCHEMA):
        names = [step.name for step in schema.steps]
        assert len(set(names)) == len(names)


def test_tracked_tables_have_a_number_first_and_no_blobs(session):
    """A note holds values as JSON, which knows no bytes."""
    for table in session.office.tables.values():
        info = session.database.rows(f"PRAGMA table_info({table.name})")
        assert info[0][1:3] == ("id", "INTEGER"), table.name
        assert {row[2] for row in info} <= {"INTEGER", "TEXT"}, table.name


def test_an_empty_schema_needs_nothing(tmp_path: Path):
    database = Database(tmp_path / "a.db", b"k" * 32)
    migrations.migrate(database, Schema("none"))
    assert database.rows("SELECT name FROM sqlite_master") == []
    migrations.migrate(database, cases.SCHEMA)
    there = {table.name for table in journal.tables(database).values()}
    assert there == {name for step in cases.SCHEMA.steps for name in step.tracked}
    database.close()
