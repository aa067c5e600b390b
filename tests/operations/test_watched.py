# SPDX-License-Identifier: Apache-2.0
"""The folder a PC watches: what in it is new, which PCs ask, and that it belongs to the PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
import registers

from unionbook.errors import UnionbookError
from unionbook.operations import bundles, devices, waiting, watched

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC

TREASURER = "Phạm Quang Sơn"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    first = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with first.open() as session:
        registers.add_user(session, TREASURER, "treasurer")
    return first, offices.join(tmp_path / "a", "two", first, stick)


def test_a_file_is_new_until_it_was_taken_in(branch, stick):
    one, two = branch
    with two.open() as session:
        registers.enrol(session)
        made = bundles.make_for_branch(session, to=stick)
        watched.watch_folder(session, folder=stick)
        assert watched.new_files(session) == []  # its own file is none to take in
    with one.open() as session:
        assert watched.watched_folder(session) is None
        watched.watch_folder(session, folder=stick)
        assert watched.new_files(session) == [made.path]
        [files] = waiting.look_for(session, name="files")
        assert (files.count, files.screen) == (1, "exchange")
        bundles.apply_bundle(session, path=made.path)
        assert watched.new_files(session) == []
        assert waiting.look_for(session, name="files") == []
        (stick / "broken.unionbundle").write_bytes(b"no bundle")
        assert [path.name for path in watched.new_files(session)] == ["broken.unionbundle"]
        watched.watch_folder(session, folder=None)
        assert watched.new_files(session) == []


def test_a_folder_that_is_none_is_refused(branch, stick):
    with branch[0].open() as session, pytest.raises(UnionbookError, match="folder"):
        watched.watch_folder(session, folder=stick / "nowhere")


def test_a_pc_that_asks_is_told_of_until_it_is_approved(tmp_path, branch, stick):
    one, _two = branch
    with one.open() as session:
        copy = devices.invite_device(session, to=stick)
        watched.watch_folder(session, folder=stick)
    third = offices.PC(tmp_path / "three-home", tmp_path / "three.unionbook", TREASURER)
    third.home.mkdir()
    with third.at():
        joined = devices.join_device(
            path=copy, into=third.folder, user=TREASURER, passphrase=registers.PASSPHRASE
        )
        assert [one.name for one in waiting.look_for(joined.session, name="this_pc")] == ["this_pc"]
        joined.session.close()
    with one.open() as session:
        [(path, request)] = watched.asking(session)
        assert (path, request.user) == (joined.request, TREASURER)
        [asks] = waiting.look_for(session, name="asking")
        assert asks.what == ("devices", str(path))
        devices.approve_device(session, path=path)
        assert watched.asking(session) == []
