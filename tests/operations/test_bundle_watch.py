# SPDX-License-Identifier: Apache-2.0
"""Whoever takes a bundle in sees how far it is, and may stop it: then all is as it was."""

from __future__ import annotations

from threading import Event

import offices
import pytest
import registers

from unionbook.data import attachments
from unionbook.domain import exchange
from unionbook.errors import CancelledError
from unionbook.operations import bundles, members, photos


@pytest.fixture
def sent(tmp_path, monkeypatch):
    """Two PCs of a branch, and the file with 30 members that one made for the other."""
    monkeypatch.setattr(exchange, "MOST_ROWS", 5)
    monkeypatch.setattr("unionbook.data.collecting.MOST_ROWS", 5)
    stick = tmp_path / "stick"
    stick.mkdir()
    first = offices.found(tmp_path, "first", branch="Sao Mai")
    other = offices.join(tmp_path, "other", first, stick)
    with other.open() as session:
        hello = bundles.make_for_branch(session, to=stick).path
    with first.open() as session:
        bundles.apply_bundle(session, path=hello)
        registers.enrol_many(session, registers.invent(30))
        [member, *_rest] = members.list_member_ids(session)
        photos.set_photo(session, member_id=member, path=_picture(tmp_path))
        made = bundles.make_for_branch(session, to=stick)
    return other, made.path


def _picture(folder):
    from PIL import Image

    path = folder / "photo.png"
    Image.new("RGB", (40, 50), "teal").save(path)
    return path


def test_rows_are_told_one_block_after_the_other(sent):
    other, path = sent
    told = []
    with other.open() as session:
        bundles.apply_bundle(session, path=path, progress=lambda *step: told.append(step))
    assert len(told) > 6
    assert [done for done, _total in told] == sorted({done for done, _total in told})
    assert {total for _done, total in told} == {told[-1][0]}


@pytest.mark.parametrize("after", [0, 3, 99])
def test_stopped_in_the_middle_all_is_as_it_was(sent, after):
    other, path = sent
    enough = Event()
    told = []

    def tell(done, total):
        told.append(done)
        if len(told) == after or done == total:
            enough.set()

    if not after:
        enough.set()
    with other.open() as session:
        folder = session.register.folder / attachments.FOLDER_NAME
        before = registers.content(session), registers.derived(session)
        files = sorted(folder.iterdir())
        with pytest.raises(CancelledError):
            bundles.apply_bundle(session, path=path, progress=tell, cancelled=enough)
        assert (registers.content(session), registers.derived(session)) == before
        assert sorted(folder.iterdir()) == files
        registers.expect_whole(session)
        taken = bundles.apply_bundle(session, path=path)
        assert taken.rows["members"] == {"added": 30}
        assert len(sorted(folder.iterdir())) == len(files) + 1


@pytest.mark.parametrize("indexed", [False, True])
def test_stopped_after_the_last_row_all_is_as_it_was(sent, indexed):
    other, path = sent
    enough = Event()
    with other.open() as session:
        before = registers.content(session), registers.derived(session)
        work = session.office.refreshers
        # Before the search index is made, or when only the seal is left.
        work.insert(len(work) if indexed else 0, lambda *_place: enough.set())
        with pytest.raises(CancelledError):
            bundles.apply_bundle(session, path=path, cancelled=enough)
        assert (registers.content(session), registers.derived(session)) == before
        work.pop(len(work) - 1 if indexed else 0)
        assert bundles.apply_bundle(session, path=path).rows["members"] == {"added": 30}
        registers.expect_whole(session)
