# SPDX-License-Identifier: Apache-2.0
"""Photos and papers are encrypted files that tell nobody anything, and cannot be swapped."""

from __future__ import annotations

import hashlib
import shutil

import pytest
import registers

from unionbook.data import attachments
from unionbook.errors import DamagedError
from unionbook.operations import users

CONTENT = b"\xff\xd8\xff a picture of somebody" * 50


@pytest.fixture
def files(session):
    return session.register.folder / "files"


def put(session, content: bytes = CONTENT) -> str:
    return attachments.put(session.office, session.register.folder, content)


def get(session, name: str) -> bytes:
    return attachments.get(session.office, session.register.folder, name)


def test_what_is_put_away_comes_back(session):
    for content in (CONTENT, b"", b"\0" * 100_000):
        assert get(session, put(session, content)) == content


def test_the_same_content_is_kept_once(session, files):
    assert put(session) == put(session)
    assert len(list(files.iterdir())) == 1


def test_the_file_tells_nothing(session, files):
    name = put(session)
    sealed = (files / name).read_bytes()
    assert CONTENT[:20] not in sealed
    # Nor does its name tell whether a photo that a thief has is the one that lies here.
    assert hashlib.sha256(CONTENT).hexdigest() not in name
    assert hashlib.sha256(sealed).hexdigest() not in name


@pytest.mark.parametrize("place", [0, 11, 12, 100, -1])
def test_an_altered_byte_is_found(session, files, place):
    name = put(session)
    sealed = bytearray((files / name).read_bytes())
    sealed[place] ^= 1
    (files / name).write_bytes(sealed)
    with pytest.raises(DamagedError, match=name):
        get(session, name)


@pytest.mark.parametrize("kept", [0, 5, 12, 20])
def test_a_file_cut_short_is_found(session, files, kept):
    name = put(session)
    (files / name).write_bytes((files / name).read_bytes()[:kept])
    with pytest.raises(DamagedError):
        get(session, name)


def test_a_missing_file_and_a_strange_name_are_told(session, files):
    name = put(session)
    (files / name).unlink()
    for wrong in (name, "ffff-00", "no key", "../office.db"):
        with pytest.raises(DamagedError, match="missing or damaged"):
            get(session, wrong)


def test_one_photo_cannot_stand_for_another(session, files):
    first, second = put(session), put(session, b"another picture")
    shutil.copy(files / second, files / first)
    with pytest.raises(DamagedError):
        get(session, first)


def test_a_key_that_somebody_knew_is_used_no_more(session):
    registers.add_user(session, "Minh", "secretary")
    before = put(session)
    users.remove_user(session, name="Minh")
    after = put(session)
    assert before != after
    assert get(session, before) == get(session, after) == CONTENT


def test_a_power_cut_while_a_photo_is_written_leaves_no_half_one(session, files, monkeypatch):
    import os

    class CutError(BaseException):
        pass

    def cut(_handle):
        raise CutError

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(CutError):
        put(session)
    monkeypatch.undo()
    assert list(files.iterdir()) == []
    assert get(session, put(session)) == CONTENT
