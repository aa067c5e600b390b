# SPDX-License-Identifier: Apache-2.0
"""Under which site a PC writes: no number is given twice, whatever is done to the folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.data import this_pc
from unionbook.domain import numbering
from unionbook.errors import UnionbookError
from unionbook.operations import backups, sessions

if TYPE_CHECKING:
    from pathlib import Path


def work(folder: Path, name: str = "Somebody") -> tuple[int, int]:
    """Open, enrol one, close; give the site and the member's number."""
    session = registers.reopen(folder)
    number = registers.enrol(session, name)
    registers.expect_whole(session)
    session.close()
    assert numbering.site_of(number) == session.site
    return session.site, number


def test_a_pc_goes_on_where_it_left_off(folder: Path):
    first, second = work(folder), work(folder)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_copy_gets_a_site_of_its_own(folder: Path, tmp_path: Path):
    site, _number = work(folder)
    copy = shutil.copytree(folder, tmp_path / "copy.unionbook")
    in_copy, first = work(copy)
    in_original, second = work(folder)
    assert in_copy != site
    assert in_original == site
    assert first != second


def test_a_copy_goes_on_under_its_own_site(folder: Path, tmp_path: Path):
    copy = shutil.copytree(folder, tmp_path / "copy.unionbook")
    first, again = work(copy), work(copy)
    assert first[0] == again[0]
    assert work(folder)[0] != first[0]
    assert work(copy)[0] == first[0]


def test_a_folder_moved_or_renamed_keeps_its_site(folder: Path, tmp_path: Path):
    site, _number = work(folder)
    moved = folder.rename(tmp_path / "moved.unionbook")
    assert work(moved)[0] == site
    assert work(moved)[0] == site


def test_an_older_copy_put_back_gets_a_new_site_and_says_so(folder: Path, tmp_path: Path):
    site, _number = work(folder)
    older = shutil.copytree(folder, tmp_path / "older")
    _same, lost = work(folder, "Entered Since")
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    session = registers.reopen(folder)
    assert session.site != site
    assert any("older copy" in warning for warning in session.warnings)
    fresh = registers.enrol(session, "Entered After")
    assert fresh != lost
    session.close()
    again = registers.reopen(folder)
    assert again.warnings == ()
    assert again.site == session.site
    again.close()


def test_two_copies_that_went_apart_give_no_number_twice(folder: Path, tmp_path: Path):
    work(folder)
    other = shutil.copytree(folder, tmp_path / "other.unionbook")
    given = [work(place)[1] for _turn in range(3) for place in (folder, other)]
    # The two change places, as a person does who mixes them up.
    between = folder.rename(tmp_path / "between.unionbook")
    other.rename(folder)
    between.rename(other)
    given += [work(place)[1] for _turn in range(2) for place in (folder, other)]
    assert len(set(given)) == len(given)


def test_another_pc_gets_a_site_of_its_own(folder: Path, tmp_path: Path, monkeypatch):
    site, _number = work(folder)
    home = this_pc.paths.settings_folder()
    monkeypatch.setenv("UNIONBOOK_HOME", str(tmp_path / "another pc"))
    elsewhere, _number = work(folder)
    assert elsewhere != site
    assert work(folder)[0] == elsewhere
    monkeypatch.setenv("UNIONBOOK_HOME", str(home))
    assert work(folder)[0] == site


def test_lost_memory_costs_a_new_site_and_nothing_else(folder: Path):
    site, _number = work(folder)
    (remembered,) = (this_pc.paths.settings_folder() / "registers").iterdir()
    remembered.write_bytes(b"{ cut sho")
    fresh, _number = work(folder)
    assert fresh != site
    assert work(folder)[0] == fresh


def test_a_pc_that_cannot_remember_still_works(folder: Path, monkeypatch, tmp_path: Path):
    """A settings folder that is a file stands for one that cannot be written."""
    (tmp_path / "no folder").write_bytes(b"")
    monkeypatch.setenv("UNIONBOOK_HOME", str(tmp_path / "no folder" / "home"))
    first, second = work(folder), work(folder)
    assert first[0] != second[0]


def test_a_restored_backup_gets_a_new_site(folder: Path, tmp_path: Path):
    session = registers.reopen(folder)
    made = backups.make_backup(session, to=tmp_path)
    since = registers.enrol(session, "Since The Backup")
    session.close()
    restored = backups.restore_backup(path=made.backup.path, into=tmp_path / "restored.unionbook")
    site, number = work(restored)
    assert site != session.site
    assert number != since
    assert work(folder)[0] == session.site


def test_what_a_pc_remembers_names_nobody(folder: Path):
    session = registers.reopen(folder)
    registers.enrol(session, "Bùi Thị Bí Mật", phone="0912345678", department="Kho Ẩn")
    session.close()
    (remembered,) = (this_pc.paths.settings_folder() / "registers").iterdir()
    content = remembered.read_text("utf-8")
    for secret in ("Bùi", "Mật", "0912345678", "Ẩn", registers.HEAD, "Sao Mai"):
        assert secret not in content


def test_a_reader_founds_no_device(folder: Path):
    reader = registers.reopen(folder, read_only=True)
    before = reader.database.value("SELECT count(*) FROM devices")
    reader.close()
    reader = registers.reopen(folder, read_only=True)
    assert reader.database.value("SELECT count(*) FROM devices") == before
    reader.close()


def test_a_folder_that_holds_something_is_not_made_a_register(tmp_path: Path):
    place = tmp_path / "branch.unionbook"
    place.mkdir()
    (place / "letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(UnionbookError, match="exists already"):
        registers.make_other(tmp_path)
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_register_that_could_not_be_made_leaves_no_folder(tmp_path: Path, monkeypatch):
    from unionbook.data.vault import Vault

    def full(*_args, **_more):
        message = "The disk is full"
        raise UnionbookError(message)

    monkeypatch.setattr(Vault, "add_slot", full)
    with pytest.raises(UnionbookError, match="disk is full"):
        registers.make_other(tmp_path)
    assert not (tmp_path / "branch.unionbook").exists()


def test_the_folder_holds_what_the_design_says(session):
    names = {path.name for path in session.register.folder.iterdir()}
    assert {"keys.json", "office.db", "cases.db", "files", "backups"} <= names
    session.close()
    left = {path.name for path in session.register.folder.iterdir()}
    assert left - {"in-use.lock"} == {"keys.json", "office.db", "cases.db", "files", "backups"}


def test_each_user_is_known_by_the_same_number(tmp_path: Path):
    session = registers.make(tmp_path)
    registers.add_user(session, "Minh", "secretary")
    session.close()
    for name in (registers.HEAD, "Minh"):
        opened = registers.open_as(session.register.folder, name)
        assert opened.user.id
        again = opened.user
        opened.close()
        assert registers.open_as(session.register.folder, name, read_only=True).user == again


def test_who_opens_with_the_recovery_key_is_named_in_history(tmp_path: Path):
    session, key = registers.make_with_key(tmp_path)
    session.close()
    opened = sessions.open_with_recovery_key(folder=session.register.folder, recovery_key=key)
    registers.enrol(opened)
    assert opened.database.value("SELECT user_name FROM commits ORDER BY clock DESC LIMIT 1")
    registers.expect_whole(opened)
    opened.close()
