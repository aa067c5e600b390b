# SPDX-License-Identifier: Apache-2.0
"""Whose fault an error is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from unionbook.errors import InUseError
from unionbook.operations.refusals import sentence_of


def test_a_refusal_is_its_own_sentence():
    assert sentence_of(InUseError("It is open.")) == "It is open."


@pytest.mark.parametrize("mistake", [KeyError("x"), ValueError("x"), OSError("no number")])
def test_a_mistake_of_ours_has_no_sentence(mistake):
    assert sentence_of(mistake) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "list.xlsx may not be read or written here"),
        (errno.EROFS, "list.xlsx may not be read or written here"),
        (errno.ENOENT, "list.xlsx is not there"),
        (errno.EISDIR, "list.xlsx is a folder where a file was expected"),
        (errno.EIO, "The disk or stick with list.xlsx does not answer"),
        (errno.EEXIST, "list.xlsx exists already"),
        (errno.ENAMETOOLONG, "The name list.xlsx is too long"),
        (errno.ELOOP, "list.xlsx could not be used (Too many"),
    ],
)
def test_what_the_system_says_of_a_file(number, words):
    path = str(Path("somebody") / "list.xlsx")
    sentence = sentence_of(OSError(number, os.strerror(number), path))
    assert sentence is not None
    assert sentence.startswith(words)
    assert "somebody" not in sentence


def test_a_full_disk_without_a_name():
    assert str(sentence_of(OSError(errno.ENOSPC, "x"))).startswith("The disk is full")


def test_names_in_bytes():
    assert "x" in str(sentence_of(FileNotFoundError(errno.ENOENT, "No", b"a/x")))


def test_too_little_memory():
    assert "too little memory" in str(sentence_of(MemoryError()))


def test_a_real_missing_file(tmp_path):
    with pytest.raises(OSError) as caught:  # noqa: PT011 - any of the system's own errors
        (tmp_path / "none.txt").read_bytes()
    assert str(sentence_of(caught.value)).startswith("none.txt is not there.")
