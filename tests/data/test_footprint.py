# SPDX-License-Identifier: Apache-2.0
"""A file replaced underneath is noticed before anything is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.data.footprint import Footprint
from unionbook.data.store import Author
from unionbook.errors import ChangedUnderneathError
from unionbook.operations import users

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """Give a copy of a closed register, as another PC would upload it."""
    return shutil.copytree(folder, tmp_path / "cloud" / folder.name)


@pytest.mark.parametrize("name", ["office.db", "cases.db"])
def test_another_copy_in_its_place_is_noticed(folder: Path, copy: Path, name: str):
    session = registers.reopen(folder)
    put_there = (copy / name).read_bytes()
    (copy / name).replace(folder / name)
    store = session.office if name == "office.db" else session.register.cases
    with (
        pytest.raises(ChangedUnderneathError, match="cloud drive"),
        store.commit(Author(session.site, 0, "Lan"), "enrol_member"),
    ):
        pytest.fail("the commit was opened")
    session.close()
    assert (folder / name).read_bytes() == put_there


def test_a_file_written_over_is_noticed(folder: Path, copy: Path):
    session = registers.reopen(folder)
    shutil.copyfile(copy / "office.db", folder / "office.db")
    with pytest.raises(ChangedUnderneathError):
        registers.enrol(session)
    session.close()


def test_a_file_taken_away_is_noticed(folder: Path):
    session = registers.reopen(folder)
    (folder / "office.db").unlink()
    with pytest.raises(ChangedUnderneathError):
        registers.enrol(session)
    session.close()
    assert not (folder / "office.db").exists()


def test_stores_are_not_encrypted_anew_over_another_copy(folder: Path, copy: Path):
    session = registers.reopen(folder)
    registers.add_user(session, "Minh", "secretary")
    (copy / "cases.db").replace(folder / "cases.db")
    slots = (folder / "keys.json").read_bytes()
    with pytest.raises(ChangedUnderneathError):
        users.remove_user(session, name="Minh")
    assert (folder / "keys.json").read_bytes() == slots
    session.close()


def test_keys_changed_underneath_are_noticed(folder: Path, copy: Path):
    """A list of slots written over by an older one would lock out who was let in since."""
    session = registers.reopen(folder)
    registers.add_user(session, "Minh", "secretary")
    shutil.copyfile(copy / "keys.json", folder / "keys.json")
    with pytest.raises(ChangedUnderneathError):
        registers.add_user(session, "Hà", "treasurer")
    session.close()


def test_ones_own_work_is_not_taken_for_anothers(session):
    for turn in range(3):
        registers.enrol(session, f"Person {turn}")
        session.register.vault.read(session.register.folder)
    registers.enrol_many(session, registers.invent(500))
    registers.enrol(session)
    assert session.database.value("SELECT count(*) FROM members") == 504


def test_another_reader_changes_nothing(session):
    folder = session.register.folder
    for turn in range(3):
        reader = registers.reopen(folder, read_only=True)
        registers.enrol(session, f"Person {turn}")
        reader.close()
    registers.enrol(session)
    registers.expect_whole(session)


def test_a_mark_knows_size_time_and_place(tmp_path: Path):
    path = tmp_path / "office.db"
    path.write_bytes(b"one")
    mark = Footprint(path)
    mark.check()
    path.write_bytes(b"three")
    with pytest.raises(ChangedUnderneathError):
        mark.check()
    mark.take()
    mark.check()
    (tmp_path / "office.db-wal").write_bytes(b"")
    with pytest.raises(ChangedUnderneathError):
        mark.check()
