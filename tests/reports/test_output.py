# SPDX-License-Identifier: Apache-2.0
"""A paper is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from unionbook.reports.output import CannotWritePaperError, save


def test_it_replaces_what_was_there_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "thẻ.pdf"
    target.write_bytes(b"old")
    save(b"new", target)
    assert target.read_bytes() == b"new"
    assert [place.name for place in tmp_path.iterdir()] == ["thẻ.pdf"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWritePaperError, match="choose another folder"):
        save(b"new", tmp_path / "gone" / "cards.pdf")


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "cards.pdf"
    target.write_bytes(b"old")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWritePaperError, match="no room left"):
        save(b"new", target)
    assert target.read_bytes() == b"old"
    assert [place.name for place in tmp_path.iterdir()] == ["cards.pdf"]


def test_a_file_held_by_another_program_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(CannotWritePaperError, match="close it"):
        save(b"new", tmp_path / "cards.pdf")
