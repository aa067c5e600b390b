# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from unionbook.data import atomic
from unionbook.excel.saving import UnwritableFileError, replacing


class FullDisk(io.FileIO):
    """A file on a disk with room for a hundred bytes."""

    def write(self, data: bytes) -> int:
        if self.tell() + len(data) > 100:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_nameless", lambda _folder: None)
    monkeypatch.setattr(atomic, "fresh", lambda partial: FullDisk(partial, "w+"))


def test_the_file_appears_whole_at_the_end(tmp_path: Path):
    target = tmp_path / "a.xlsx"
    with replacing(target) as stream:
        stream.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind there")
def test_the_file_is_as_open_to_others_as_any(tmp_path: Path):
    ordinary, ours = tmp_path / "ordinary", tmp_path / "ours.xlsx"
    ordinary.touch()
    with replacing(ours) as stream:
        stream.write(b"x")
    assert ours.stat().st_mode == ordinary.stat().st_mode


def test_what_fails_leaves_the_old_file_alone(tmp_path: Path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(TypeError), replacing(target) as stream:
        stream.write("no bytes")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_said_and_nothing_stays(tmp_path: Path):
    with (
        pytest.raises(UnwritableFileError, match=r"disk is full.*a\.xlsx"),
        replacing(tmp_path / "a.xlsx") as stream,
    ):
        stream.write(bytes(110))
    assert names(tmp_path) == []


def test_a_missing_folder_is_said(tmp_path: Path):
    with pytest.raises(UnwritableFileError, match="folder"), replacing(tmp_path / "no" / "a.xlsx"):
        pass


def refuse(*_given: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_a_target_held_by_another_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UnwritableFileError, match="close it"), replacing(target) as stream:
        stream.write(b"new")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(atomic, "_nameless", lambda _folder: None)
    monkeypatch.setattr(atomic, "fresh", refuse)
    with pytest.raises(UnwritableFileError, match="Nothing may be"), replacing(tmp_path / "a.xlsx"):
        pass


def test_a_long_name_is_no_hindrance(tmp_path: Path):
    target = tmp_path / ("x" * 240 + ".xlsx")
    with replacing(target) as stream:
        stream.write(b"x")
    assert target.exists()


def test_what_a_power_cut_left_of_this_file_is_swept(tmp_path: Path):
    left, fresh, other, own = (
        tmp_path / name
        for name in (
            ".a.xlsx.0123abcd.part",
            ".a.xlsx.4567abcd.part",
            ".b.xlsx.0123abcd.part",
            ".a.xlsx.my notes.part",
        )
    )
    for file in (left, fresh, other, own):
        file.write_bytes(b"x")
    for file in (left, other, own):
        os.utime(file, (0, 0))
    with replacing(tmp_path / "a.xlsx") as stream:
        stream.write(b"new")
    assert {"a.xlsx", fresh.name, other.name, own.name} == set(names(tmp_path))
