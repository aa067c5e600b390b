# SPDX-License-Identifier: Apache-2.0
"""Backups: made and checked, looked into, restored beside, let go by a rule."""

from __future__ import annotations

import hashlib

import pytest
import registers

from unionbook.errors import DamagedError, UnionbookError, WrongPassphraseError
from unionbook.operations import backups, members, photos


def marks(folder) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def made(session, tmp_path):
    """Give a backup of a register with members and a photo."""
    from PIL import Image

    numbers = registers.enrol_many(session, registers.invent(40))
    Image.new("RGB", (30, 40), "teal").save(tmp_path / "face.png")
    photos.set_photo(session, member_id=numbers[0], path=tmp_path / "face.png")
    return backups.make_backup(session).backup


def test_what_a_backup_holds_is_seen_without_changing_anything(session, made):
    before = marks(session.register.folder / "backups")
    held = backups.look_into_backup(
        path=made.path, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    assert (held.branch, held.members, held.problems) == ("Công đoàn cơ sở Sao Mai", 40, ())
    assert held.last_user == registers.HEAD
    assert held.last_step_at is not None
    assert marks(session.register.folder / "backups") == before
    with pytest.raises(WrongPassphraseError):
        backups.look_into_backup(path=made.path, user=registers.HEAD, passphrase="wrong")


def test_a_restored_register_is_the_one_that_was_backed_up(session, made, tmp_path):
    before = registers.content(session)
    registers.enrol(session, "Sau Đó")
    folder = backups.restore_backup(path=made.path, into=tmp_path / "restored")
    assert folder.name == "restored.unionbook"
    restored = registers.reopen(folder)
    after = registers.content(restored)
    after["devices"] = before["devices"]
    assert after == before
    photo = next(
        row[0] for row in restored.database.rows("SELECT id FROM members WHERE photo > ''")
    )
    assert photos.read_photo(restored, member_id=photo)
    registers.expect_whole(restored)
    restored.close()


def test_nothing_is_restored_over_what_is_there(session, made):
    before = marks(session.register.folder)
    with pytest.raises(UnionbookError, match="Give another name"):
        backups.restore_backup(path=made.path, into=session.register.folder)
    assert marks(session.register.folder) == before


def test_a_damaged_backup_is_neither_looked_into_nor_restored(made, tmp_path):
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DamagedError, match="Take another one"):
        backups.look_into_backup(
            path=made.path, user=registers.HEAD, passphrase=registers.PASSPHRASE
        )
    with pytest.raises(DamagedError):
        backups.restore_backup(path=made.path, into=tmp_path / "restored")
    assert not (tmp_path / "restored.unionbook").exists()


@pytest.mark.usefixtures("made")
def test_backups_are_listed_the_newest_first_and_broken_ones_left_out(session, tmp_path):
    folder = session.register.folder
    (folder / "backups" / "2001-01-01 000000.unionbackup").write_bytes(b"broken")
    again = backups.make_backup(session).backup
    listed = backups.list_backups(folder)
    assert listed[0].path == again.path
    assert all(one.path.name != "2001-01-01 000000.unionbackup" for one in listed)
    (tmp_path / "stick").mkdir()
    backups.make_backup(session, to=tmp_path / "stick")
    assert len(backups.list_backups(tmp_path / "stick")) == 1
    backups.make_backup(session, to=tmp_path / "my own.unionbackup")
    assert (tmp_path / "my own.unionbackup").exists()


def test_a_backup_does_not_hold_the_backups(session, made):
    first = made.size
    again = backups.make_backup(session).backup
    assert again.size < first * 1.5


def test_work_goes_on_after_a_backup(session, made):
    assert made
    registers.enrol(session)
    backups.make_backup(session)
    registers.enrol(session)
    registers.expect_whole(session)
    assert len(members.list_member_ids(session)) == 42


def test_a_full_stick_is_told_and_leaves_nothing_half(session, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.backup_files, "_pack", full)
    (tmp_path / "stick").mkdir()
    with pytest.raises(UnionbookError, match="disk is full"):
        backups.make_backup(session, to=tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_stick_that_is_not_plugged_in_is_not_taken_for_a_folder(session, tmp_path):
    with pytest.raises(UnionbookError, match="stick plugged in"):
        backups.make_backup(session, to=tmp_path / "stick")
    made = backups.make_backup(session).backup
    with pytest.raises(UnionbookError, match="stick plugged in"):
        backups.restore_backup(path=made.path, into=tmp_path / "stick" / "again")
    assert not (tmp_path / "stick").exists()
