# SPDX-License-Identifier: Apache-2.0
"""Encrypting anew, interrupted at each step: nothing is lost, and who was removed stays out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import registers

from unionbook.data import rekeying
from unionbook.data.database import Database
from unionbook.data.store import Store
from unionbook.data.vault import Vault
from unionbook.domain.roles import CASES, OFFICE, Role
from unionbook.errors import DamagedError, NotFoundError, UnionbookError
from unionbook.operations import members, users


class PowerCutError(BaseException):
    """The power fails at this step."""


@pytest.fixture
def staffed(tmp_path: Path):
    session = registers.make(tmp_path)
    registers.add_user(session, "Minh", Role.SECRETARY)
    registers.add_user(session, "Hà", Role.TREASURER)
    registers.enrol_many(session, registers.invent(50))
    yield session
    session.close()


def keys_of(folder: Path, name: str) -> dict[str, list[bytes]]:
    vault = Vault.read(folder)
    return vault.open(vault.slot(name), registers.PASSPHRASE)


def opens(folder: Path, name: str, key: bytes) -> bool:
    try:
        Database(folder / name, key, read_only=True).close()
    except DamagedError:
        return False
    return True


STEPS = {
    "before anything": (Vault, "remove_slot", 0),
    "the slot is removed": (Vault, "seal_again", 0),
    "the next signing key is announced": (rekeying, "announce_admin", 0),
    "both keys are sealed": (Store, "change_key", 0),
    "one store is under its new key": (Store, "change_key", 1),
    "both stores are": (Vault, "seal_again", 1),
    "the new keys are sealed alone": (rekeying, "note_users", 0),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_while_a_user_is_removed_loses_nothing(staffed, monkeypatch, step):
    owner, name, turn = STEPS[step]
    folder = staffed.register.folder
    old = keys_of(folder, "Minh")
    calls = []
    original = getattr(owner, name)

    def cut(*args, **more):
        calls.append(args)
        if len(calls) > turn:
            raise PowerCutError
        return original(*args, **more)

    monkeypatch.setattr(owner, name, cut)
    with pytest.raises(PowerCutError):
        users.remove_user(staffed, name="Minh")
    monkeypatch.undo()
    after_cut = shutil.copytree(folder, folder.with_name("cut.unionbook"))
    staffed.close()

    # Somebody who cannot finish it can still work.
    treasurer = registers.open_as(after_cut, "Hà")
    assert len(members.list_member_ids(treasurer)) == 50
    treasurer.close()

    head = registers.reopen(after_cut)
    assert len(members.list_member_ids(head)) == 50
    registers.expect_whole(head)
    removed = "Minh" not in [user.name for user in users.list_users(head)]
    assert removed is (step != "before anything")
    if removed:
        rows = head.database.rows("SELECT name FROM users WHERE removed = 1")
        assert rows == [("Minh",)]
        assert not opens(after_cut, "office.db", old[OFFICE][0])
        assert not opens(after_cut, "cases.db", old[CASES][0])
    assert all(len(held) == 1 for held in keys_of(after_cut, registers.HEAD).values())
    registers.enrol(head, "Afterwards")
    head.close()
    registers.open_as(after_cut, "Hà").close()


def test_who_was_removed_opens_no_later_state(staffed):
    folder = staffed.register.folder
    old = keys_of(folder, "Minh")
    assert opens(folder, "office.db", old[OFFICE][0])
    users.remove_user(staffed, name="Minh")
    assert not opens(folder, "office.db", old[OFFICE][0])
    assert not opens(folder, "cases.db", old[CASES][0])
    registers.expect_whole(staffed)
    staffed.close()
    with pytest.raises(NotFoundError):
        registers.open_as(folder, "Minh")
    registers.open_as(folder, "Hà").close()


def test_a_store_that_cannot_be_encrypted_anew_costs_no_key(staffed, monkeypatch):
    """The second store fails, the head tries again: the first one's new key is not forgotten."""
    folder = staffed.register.folder
    original, calls = Store.change_key, []

    def fails_once(store, old, new):
        calls.append(store)
        if len(calls) == 2:
            message = "The disk is full"
            raise UnionbookError(message)
        original(store, old, new)

    monkeypatch.setattr(Store, "change_key", fails_once)
    with pytest.raises(UnionbookError, match="disk is full"):
        users.remove_user(staffed, name="Minh")
    registers.enrol(staffed, "Between")
    users.remove_user(staffed, name="Hà")
    registers.expect_whole(staffed)
    staffed.close()
    head = registers.reopen(folder)
    assert len(members.list_member_ids(head)) == 51
    assert [user.name for user in users.list_users(head)] == [registers.HEAD]
    assert head.database.rows("SELECT name FROM users WHERE removed = 1 ORDER BY name") == [
        ("Hà",),
        ("Minh",),
    ]
    head.close()


FULL = """
import resource, signal, sys
from pathlib import Path
import registers
from unionbook.errors import UnionbookError
from unionbook.operations import members, users

session = registers.reopen(Path(sys.argv[1]))
registers.enrol_many(session, registers.invent(1500))
for store in session.register.stores:
    store.checkpoint()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = (Path(sys.argv[1]) / "office.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
try:
    users.remove_user(session, name="Minh")
except UnionbookError as refusal:
    print(refusal)
print(len(members.list_member_ids(session)))
if "again" in sys.argv:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    registers.enrol(session, "There Is Room Again")
    users.remove_user(session, name="Hà")
    registers.expect_whole(session)
    session.close()
else:
    import os
    sys.stdout.flush()
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are POSIX's")
@pytest.mark.parametrize("then", ["again", "power cut"])
def test_no_room_to_encrypt_anew_is_told_and_costs_nothing(staffed, then):
    folder = staffed.register.folder
    staffed.close()
    tests = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder), then],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "disk is full" in done.stdout, done.stdout + done.stderr
    assert "1550" in done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    head = registers.reopen(folder)
    assert len(members.list_member_ids(head)) == (1551 if then == "again" else 1550)
    registers.expect_whole(head)
    assert "Minh" not in [user.name for user in users.list_users(head)]
    head.close()


def test_a_role_that_opens_less_encrypts_anew(staffed):
    folder = staffed.register.folder
    old = keys_of(folder, "Minh")
    users.change_role(staffed, name="Minh", role=Role.TREASURER)
    assert not opens(folder, "cases.db", old[CASES][0])
    assert set(keys_of(folder, "Minh")) == {OFFICE}
    staffed.close()
    minh = registers.open_as(folder, "Minh")
    assert minh.register.cases is None
    minh.close()


def test_a_role_that_opens_more_is_given_its_key(staffed):
    folder = staffed.register.folder
    users.change_role(staffed, name="Hà", role=Role.COMPLAINTS_OFFICER)
    staffed.close()
    officer = registers.open_as(folder, "Hà")
    assert officer.register.cases is not None
    assert officer.user.role is Role.COMPLAINTS_OFFICER
    officer.close()


def test_a_session_that_only_reads_touches_no_key(staffed):
    folder = staffed.register.folder
    before = (folder / "keys.json").read_bytes()
    reader = registers.reopen(folder, read_only=True)
    for refused in (
        lambda: registers.add_user(reader, "Tú", Role.TREASURER),
        lambda: users.remove_user(reader, name="Minh"),
        lambda: users.change_role(reader, name="Minh", role=Role.TREASURER),
        lambda: users.renew_recovery_key(reader, kdf=registers.KDF),
        lambda: users.change_passphrase(reader, old=registers.PASSPHRASE, new="x y z and more"),
        lambda: users.reset_passphrase(reader, name="Minh", passphrase="x y z and more"),
    ):
        with pytest.raises(UnionbookError, match="read-only"):
            refused()
    assert (folder / "keys.json").read_bytes() == before
    reader.close()
