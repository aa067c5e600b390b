# SPDX-License-Identifier: Apache-2.0
"""Each kind of damage has its own sentence, and nothing is made worse."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import registers

from unionbook.data import database
from unionbook.data.database import Database
from unionbook.errors import DamagedError, UnionbookError
from unionbook.operations import members

PAGE = 4096


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith("in-use")
    }


def refusal(folder: Path, kind: type[UnionbookError] = DamagedError) -> str:
    """Open a register that cannot be opened, and make sure that trying changed nothing."""
    before = digests(folder)
    with pytest.raises(kind) as caught:
        registers.reopen(folder)
    assert digests(folder) == before
    return str(caught.value)


def read_everything(folder: Path) -> None:
    opened = registers.reopen(folder)
    try:
        ids = members.list_member_ids(opened)
        members.read_members(opened, ids=ids, names=("full_name", "phone", "department"))
    finally:
        opened.close()


def overwrite(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(content)


def test_another_key_opens_nothing(tmp_path: Path):
    Database(tmp_path / "a.db", b"k" * 32).execute("SELECT 1")
    with Path(tmp_path / "a.db").open("r+b") as stream:
        stream.write(secrets.token_bytes(PAGE))
    with pytest.raises(DamagedError):
        Database(tmp_path / "a.db", b"x" * 32)


def test_nothing_is_left_in_clear(tmp_path: Path):
    database = Database(tmp_path / "a.db", b"k" * 32)
    database.allow_writing(allowed=True)
    database.execute("CREATE TABLE people(name TEXT)")
    database.execute("INSERT INTO people VALUES ('Nguyen Van Clear')")
    for path in tmp_path.iterdir():
        assert b"Clear" not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()
    database.close()
    with Database(tmp_path / "a.db", b"k" * 32, read_only=True).connection as connection:
        assert connection.execute("SELECT name FROM people").fetchone() == ("Nguyen Van Clear",)


def test_a_large_store_is_written_anew_by_a_file_under_its_own_key(session, monkeypatch):
    registers.enrol_many(session, registers.invent(40))
    store, seen = session.office.database, []
    before = registers.content(session)

    def look_and_take_over(one: Database, beside: Path) -> None:
        seen.append(beside.read_bytes())
        with pytest.raises(DamagedError):
            Database(beside, secrets.token_bytes(32), read_only=True)
        take_over(one, beside)

    take_over = Database._take_over
    monkeypatch.setattr(database, "_IN_MEMORY", 0)
    monkeypatch.setattr(Database, "_take_over", look_and_take_over)
    session.office.rewrite()
    [content] = seen
    assert not content.startswith(b"SQLite format 3")
    assert b"members" not in content
    assert registers.content(session) == before
    assert list(store.path.parent.glob("*.anew*")) == []
    registers.expect_whole(session)


def test_writing_anew_that_fails_leaves_the_store_and_no_file(session, monkeypatch):
    registers.enrol_many(session, registers.invent(5))
    before = registers.content(session)

    def fail(_one: Database, _beside: Path) -> None:
        raise UnionbookError

    monkeypatch.setattr(database, "_IN_MEMORY", 0)
    monkeypatch.setattr(Database, "_take_over", fail)
    with pytest.raises(UnionbookError):
        session.office.rewrite()
    assert list(session.register.folder.glob("*.anew*")) == []
    assert registers.content(session) == before


def test_what_cannot_be_removed_beside_the_store_is_told(session, monkeypatch):
    before = registers.content(session)
    (session.register.folder / "office.db.anew").mkdir()
    monkeypatch.setattr(database, "_IN_MEMORY", 0)
    with pytest.raises(UnionbookError):
        session.office.rewrite()
    assert registers.content(session) == before


def test_a_damaged_header_is_told(folder: Path):
    overwrite(folder / "office.db", 0, secrets.token_bytes(64))
    said = refusal(folder)
    assert "office.db" in said
    assert "damaged" in said


def test_a_damaged_page_in_the_middle_is_told_when_it_is_read(folder: Path):
    session = registers.reopen(folder)
    registers.enrol_many(session, registers.invent(400))
    session.close()
    path = folder / "office.db"
    pages = path.stat().st_size // PAGE
    assert pages > 40
    for page in range(pages // 3, pages):
        overwrite(path, page * PAGE + 100, secrets.token_bytes(32))
    before = digests(folder)
    with pytest.raises(DamagedError, match=r"office\.db of the register is damaged"):
        read_everything(folder)
    assert digests(folder) == before


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
def test_a_file_cut_short_is_told(folder: Path, kept: float):
    session = registers.reopen(folder)
    registers.enrol_many(session, registers.invent(200))
    session.close()
    path = folder / "office.db"
    os.truncate(path, int(path.stat().st_size * kept) // PAGE * PAGE)
    assert "damaged" in refusal(folder)


def test_an_empty_store_is_not_taken_for_a_new_one(folder: Path):
    os.truncate(folder / "office.db", 0)
    assert "office.db" in refusal(folder)
    assert (folder / "office.db").stat().st_size == 0


@pytest.mark.parametrize("name", ["office.db", "cases.db"])
def test_a_missing_store_is_named(folder: Path, name: str):
    (folder / name).unlink()
    said = refusal(folder)
    assert name in said
    assert "missing or empty" in said
    assert not (folder / name).exists()


def test_missing_keys_are_named(folder: Path):
    (folder / "keys.json").unlink()
    assert "keys.json" in refusal(folder)


def test_damaged_keys_are_named(folder: Path):
    (folder / "keys.json").write_bytes(b'{"format": 1, "roster"')
    assert "keys.json" in refusal(folder)


def test_a_store_of_another_register_is_told(folder: Path, tmp_path: Path):
    other = registers.make_other(tmp_path / "other")
    other.close()
    shutil.copy(other.register.folder / "office.db", folder / "office.db")
    assert "office.db" in refusal(folder)


FULL = """
import resource, sys
from pathlib import Path
import registers
from unionbook.data import register
from unionbook.errors import UnionbookError

folder = Path(sys.argv[1])
session = registers.reopen(folder)
registers.enrol(session, "Before The Disk Is Full")
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = max(path.stat().st_size for path in folder.iterdir() if path.is_file())
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    registers.enrol_many(session, registers.invent(3000))
except UnionbookError as refusal:
    print(type(refusal).__name__, refusal)
else:
    print("nothing was refused")
resource.setrlimit(resource.RLIMIT_FSIZE, (most * 2, most * 2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are POSIX's")
def test_a_full_disk_loses_nothing_that_was_saved(folder: Path):
    tests = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "disk" in done.stdout, done.stdout + done.stderr
    opened = registers.reopen(folder)
    names = [row[0] for row in members.read_members(
        opened, ids=members.list_member_ids(opened), names=("full_name",)
    )]  # fmt: skip
    registers.expect_whole(opened)
    assert len(names) == 4
    assert "Before The Disk Is Full" in names
    registers.enrol(opened, "After There Is Room Again")
    registers.expect_whole(opened)
    opened.close()


def test_a_disk_full_in_the_middle_of_a_commit_has_its_sentence(session):
    from unionbook.data import database

    registers.enrol(session, "Saved Before")
    said = database._translate("database or disk is full", Path("office.db"))
    assert "disk is full" in str(said)
    assert "unharmed" in str(said)


def test_keys_that_cannot_be_written_leave_the_old_ones(folder: Path, monkeypatch):
    from unionbook.operations import users

    session = registers.reopen(folder)
    before = (folder / "keys.json").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnionbookError, match="disk is full"):
        users.change_passphrase(
            session, old=registers.PASSPHRASE, new="another good long phrase", kdf=registers.KDF
        )
    monkeypatch.undo()
    assert (folder / "keys.json").read_bytes() == before
    assert list(folder.glob("*.part")) == []
    registers.enrol(session, "Still Open")
    session.close()


READ_ONLY = """
import os, sys
from pathlib import Path
import registers
from unionbook.errors import UnionbookError
from unionbook.operations import members

os.setgid(65534)
os.setuid(65534)
folder = Path(sys.argv[1])
try:
    registers.reopen(folder).close()
    print("opened for writing")
except UnionbookError as refusal:
    print("refused:", refusal)
session = registers.reopen(folder, read_only=True)
print(len(members.list_member_ids(session)), session.read_only)
session.close()
"""


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can become somebody who may not write",
)
def test_a_folder_that_cannot_be_written_is_opened_to_be_read(folder: Path):
    tests = Path(__file__).parent.parent
    # Not below pytest's own folder, which is its owner's alone.
    with tempfile.TemporaryDirectory() as place:
        protected = shutil.copytree(folder, Path(place) / folder.name)
        for path in [Path(place), protected, *protected.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        done = subprocess.run(
            [sys.executable, "-B", "-c", READ_ONLY, str(protected)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.splitlines()[1:] == ["3 True"], done.stdout + done.stderr
    assert done.stdout.startswith("refused:"), done.stdout
    assert "write-protected" in done.stdout


def test_what_is_opened_to_be_read_cannot_be_written(folder: Path):
    session = registers.reopen(folder, read_only=True)
    with pytest.raises(UnionbookError, match="only be read"):
        registers.enrol(session)
    session.close()


def test_what_is_acknowledged_is_on_the_disk(tmp_path: Path, pragmas, monkeypatch):
    from unionbook.data import database

    monkeypatch.setattr(database, "_PRAGMAS", pragmas)
    opened = Database(tmp_path / "a.db", b"k" * 32)
    found = {
        name: opened.value(f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
    }
    opened.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1,
        "temp_store": 2,
    }  # fmt: skip


def test_nothing_is_written_outside_a_commit(session):
    with pytest.raises(UnionbookError, match="only be read"):
        session.database.execute("INSERT INTO settings(id, key, value) VALUES (1, 'a', 'b')")
    with pytest.raises(UnionbookError, match="only be read"):
        session.database.execute("DELETE FROM commits")


def test_a_slip_in_our_sql_is_a_bug_and_shown_as_one(session):
    from sqlcipher3 import dbapi2

    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        session.database.rows("SELECT * FROM nowhere")
