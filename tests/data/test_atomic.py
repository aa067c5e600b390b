# SPDX-License-Identifier: Apache-2.0
"""A file is the old one or the new one; what the system refuses is said in words."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from unionbook.data import atomic
from unionbook.errors import UnionbookError


def test_it_is_written_whole(tmp_path: Path):
    path = tmp_path / "keys.json"
    atomic.write(path, b"one")
    atomic.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
def test_a_link_in_its_way_leads_nowhere(tmp_path: Path):
    """In a shared folder somebody may have laid one under the name it is written under."""
    path, elsewhere = tmp_path / "card.pdf", tmp_path / "precious.txt"
    elsewhere.write_bytes(b"precious")
    path.with_name("card.pdf.part").symlink_to(elsewhere)
    atomic.write(path, b"card")
    assert elsewhere.read_bytes() == b"precious"
    assert (path.read_bytes(), path.is_symlink()) == (b"card", False)
    path.with_name("card.pdf.part").write_bytes(b"left by a power cut, and longer than what comes")
    atomic.write(path, b"again")
    assert path.read_bytes() == b"again"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EFBIG, "disk is full"),
        (errno.EROFS, "write-protected"),
        (errno.EACCES, "write-protected"),
        (errno.EIO, "still connected"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_refusal_leaves_the_old_file(tmp_path: Path, monkeypatch, number, said, step):
    path = tmp_path / "keys.json"
    atomic.write(path, b"old")

    def refuse(*_args):
        raise OSError(number, os.strerror(number))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(UnionbookError, match=said):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["keys.json"]


def test_a_stick_that_was_pulled_is_told_in_our_words(tmp_path: Path):
    with pytest.raises(UnionbookError, match="stick is still connected") as refused:
        atomic.write(tmp_path / "stick" / "a.pdf", b"x")
    assert "No such file" not in str(refused.value)


@pytest.mark.parametrize("has_none", [False, True])
def test_what_is_written_has_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch, has_none):
    """A program that is killed while it writes leaves nobody's data beside its target."""
    if has_none:  # as on a stick, or on Windows
        monkeypatch.setattr(atomic, "_nameless", lambda _folder: None)
    beside = tmp_path / "people.pdf.part"
    beside.write_bytes(b"left")
    with atomic.written(beside) as stream:
        stream.write(b"Nguyen")
        stream.flush()
        seen = [one.read_bytes() for one in tmp_path.iterdir()]
    assert beside.read_bytes() == b"Nguyen"
    with atomic._nameless(tmp_path) or nullcontext() as nameless:
        assert seen == [b"left" if nameless else b"Nguyen"]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name, as Linux has them")
def test_a_killed_program_leaves_nothing(tmp_path: Path):
    code = (
        "import os, sys, pathlib\n"
        "from unionbook.data import atomic\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "held = atomic._nameless(folder)\n"
        "if held is None: sys.exit(3)\n"
        "with atomic.written(folder / 'people.pdf.part') as stream:\n"
        "    stream.write(b'Nguyen'); stream.flush(); os.kill(os.getpid(), 9)\n"
    )
    root = Path(atomic.__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, check=False)
    if ended.returncode == 3:
        pytest.skip("this disk has no files without a name")
    assert list(tmp_path.iterdir()) == []
