# SPDX-License-Identifier: Apache-2.0
"""A backup is whole or not there; each damaged byte of it is found."""

from __future__ import annotations

import random
import zipfile
from typing import TYPE_CHECKING

import pytest
import registers

from unionbook.data import backup_files
from unionbook.errors import DamagedError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    (folder / "files" / "1-abc").write_bytes(b"sealed")
    path = tmp_path / "stick" / "b.unionbackup"
    backup_files.write(folder, path)
    return path


def test_it_holds_the_register_as_it_is(folder: Path, backup: Path, tmp_path: Path):
    manifest = backup_files.check(backup)
    assert set(manifest.files) == {"keys.json", "office.db", "cases.db", "files/1-abc"}
    unpacked = tmp_path / "again.unionbook"
    backup_files.unpack(backup, unpacked)
    for name in manifest.files:
        assert (unpacked / name).read_bytes() == (folder / name).read_bytes()
    session = registers.reopen(unpacked)
    registers.expect_whole(session)
    session.close()


def test_it_needs_no_passphrase_and_tells_nothing(backup: Path):
    content = backup.read_bytes()
    for secret in ("Trần Văn An", "Sao Mai", "SQLite format"):
        assert secret.encode() not in content
    with zipfile.ZipFile(backup) as archive:
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


def test_any_damaged_byte_is_found(backup: Path):
    """Bytes of names and times in the archive's own records do not count: nothing is read there."""
    dice = random.Random(5)
    whole = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        spans = []
        for one in archive.infolist():
            start = one.header_offset + 30 + len(one.filename) + 20
            spans.append((start, start + one.file_size - 1))
    for _turn in range(60):
        start, end = dice.choice(spans)
        place = dice.randint(start, end)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << dice.randrange(8)
        backup.write_bytes(damaged)
        with pytest.raises(DamagedError, match=r"b\.unionbackup is not a whole backup"):
            backup_files.check(backup)
    backup.write_bytes(whole)
    backup_files.check(backup)


@pytest.mark.parametrize("kept", [0, 10, 0.3, 0.9, 0.999])
def test_one_cut_short_is_found(backup: Path, kept: float):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(kept if kept > 1 else len(whole) * kept)])
    with pytest.raises(DamagedError):
        backup_files.check(backup)


def test_something_else_is_no_backup(tmp_path: Path):
    path = tmp_path / "letter.unionbackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear")
    with pytest.raises(DamagedError):
        backup_files.read_manifest(path)
    with pytest.raises(DamagedError):
        backup_files.check(tmp_path / "nowhere.unionbackup")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/evil.txt", "files/../../evil", "files/a/b", "in-use.lock", "x.exe"]
)
def test_no_file_is_laid_outside_the_folder(backup: Path, tmp_path: Path, name: str):
    """A backup from a stranger may name any file."""
    import hashlib

    import msgspec

    manifest = backup_files.read_manifest(backup)
    forged = tmp_path / "forged.unionbackup"
    files = manifest.files | {name: hashlib.sha256(b"evil").hexdigest()}
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(forged, "w") as target:
        for known in manifest.files:
            target.writestr(known, source.read(known))
        target.writestr(name, b"evil")
        changed = msgspec.structs.replace(manifest, files=files)
        target.writestr("manifest.json", msgspec.json.encode(changed))
    before = set(tmp_path.rglob("*"))
    with pytest.raises(DamagedError):
        backup_files.unpack(forged, tmp_path / "new.unionbook")
    assert set(tmp_path.rglob("*")) == before


def test_a_backup_that_inflates_is_none(backup: Path, tmp_path: Path):
    """Ours are not compressed: what is encrypted has nothing to fold."""
    forged = tmp_path / "forged.unionbackup"
    with (
        zipfile.ZipFile(backup) as source,
        zipfile.ZipFile(forged, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    for use in (backup_files.read_manifest, backup_files.check):
        with pytest.raises(DamagedError):
            use(forged)
    with pytest.raises(DamagedError):
        backup_files.unpack(forged, tmp_path / "new.unionbook")


def test_a_manifest_nested_without_end_is_none(tmp_path: Path):
    path = tmp_path / "x.unionbackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"x":' + "[" * 100_000)
    with pytest.raises(DamagedError):
        backup_files.read_manifest(path)


def test_a_backup_that_fails_leaves_no_half_one(folder: Path, tmp_path: Path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_files, "_pack", full)
    with pytest.raises(Exception, match="disk is full"):
        backup_files.write(folder, tmp_path / "stick" / "b.unionbackup")
    assert list((tmp_path / "stick").iterdir()) == []


def test_unpacking_that_fails_leaves_no_half_register(backup: Path, tmp_path: Path, monkeypatch):
    original = backup_files._unpack

    def full(archive, name, target):
        if name == "cases.db":
            raise OSError(28, "No space left on device")
        return original(archive, name, target)

    monkeypatch.setattr(backup_files, "_unpack", full)
    with pytest.raises(Exception, match="disk is full"):
        backup_files.unpack(backup, tmp_path / "new.unionbook")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("new")] == []
    backup_files.unpack(backup, tmp_path / "new.unionbook")
    registers.reopen(tmp_path / "new.unionbook").close()


def test_what_a_damaged_backup_holds_is_not_laid_out(backup: Path, tmp_path: Path):
    with zipfile.ZipFile(backup) as archive:
        start = archive.getinfo("office.db").header_offset + 500
    content = bytearray(backup.read_bytes())
    content[start] ^= 1
    backup.write_bytes(content)
    with pytest.raises(DamagedError):
        backup_files.unpack(backup, tmp_path / "new.unionbook")
    assert not (tmp_path / "new.unionbook").exists()


def test_a_backup_on_a_stick_that_was_pulled_is_not_called_damaged(tmp_path: Path):
    with pytest.raises(DamagedError, match="still connected"):
        backup_files.read_manifest(tmp_path / "gone.unionbackup")
