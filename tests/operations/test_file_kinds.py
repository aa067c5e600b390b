# SPDX-License-Identifier: Apache-2.0
"""Somebody opens the wrong file: the sentence says what it is and where it belongs."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import msgspec
import offices
import pytest
import registers
from openpyxl import Workbook
from PIL import Image

from unionbook.errors import UnionbookError
from unionbook.operations import backups, bundles, devices, file_kinds, invitations, months, units
from unionbook.operations.file_kinds import FileKind, kind_of
from unionbook.sync import signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from offices import PC

    Openers = dict[str, Callable[[Path], object]]


@pytest.fixture(scope="module")
def offices_of(tmp_path_factory: pytest.TempPathFactory) -> tuple[PC, PC, dict[FileKind, Path]]:
    """Make a branch, a desk, and one file of every kind that lies about in an office."""
    place = tmp_path_factory.mktemp("kinds")
    branch = offices.found(place / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(place / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")
    found: dict[FileKind, Path] = {}
    with branch.open() as session:
        registers.add_user(session, "Sơn", "treasurer")
        found[FileKind.COPY] = devices.invite_device(session, to=place)
    second = offices.PC(place / "two-home", place / "two.unionbook", "Sơn")
    second.home.mkdir()
    with second.at():
        joined = devices.join_device(
            path=found[FileKind.COPY], into=second.folder, user="Sơn",
            passphrase=registers.PASSPHRASE,
        )  # fmt: skip
        joined.session.close()
    found[FileKind.REQUEST] = joined.request
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        found[FileKind.INVITATION] = invitations.invite_unit(session, unit_id=unit, to=place)
        found[FileKind.PDF] = place / "giay moi.pdf"
        invitations.print_invitation(session, unit_id=unit, path=found[FileKind.PDF])
    with branch.open() as session:
        found[FileKind.ANSWER] = invitations.answer_invitation(
            session, path=found[FileKind.INVITATION], to=place
        )
        words = " ".join(invitations.link_of(session).words)
        invitations.confirm(session, words=words)
        found[FileKind.BUNDLE] = months.make_month(session, to=place).path
    found[FileKind.WORKBOOK] = place / "doan vien.xlsx"
    Workbook().save(found[FileKind.WORKBOOK])
    found[FileKind.EMPTY] = place / "trong.unionbundle"
    found[FileKind.EMPTY].touch()
    found[FileKind.FOLDER] = place / "thu muc"
    found[FileKind.FOLDER].mkdir()
    found[FileKind.OTHER] = place / "ghi chu.txt"
    found[FileKind.OTHER].write_text("xin chào", "utf-8")
    found[FileKind.PICTURE] = place / "anh.png"
    Image.new("L", (80, 80), 255).save(found[FileKind.PICTURE])
    return branch, desk, found


WORDS = {
    FileKind.BUNDLE: "bundle apply",
    FileKind.INVITATION: "invitation of Liên đoàn Phường Sao",
    FileKind.ANSWER: "answer of Công đoàn Sao Mai",
    FileKind.REQUEST: "devices approve",
    FileKind.COPY: "copy of a register",
    FileKind.PDF: "is a PDF",
    FileKind.PICTURE: "is a picture",
    FileKind.WORKBOOK: "Excel workbook",
    FileKind.EMPTY: "is empty",
    FileKind.FOLDER: "is a folder",
    FileKind.OTHER: "not a file of unionbook",
}


def test_every_kind_is_told(offices_of):
    _branch, _desk, found = offices_of
    assert {kind: kind_of(path)[0] for kind, path in found.items()} == {
        kind: kind for kind in found
    }
    assert kind_of(found[FileKind.REQUEST])[1]


def test_every_opener_says_what_a_wrong_file_is(offices_of):
    branch, desk, found = offices_of

    def tried(opener: Callable[[Path], object], *right: FileKind) -> None:
        for kind, path in found.items():
            if kind not in right:
                with pytest.raises(UnionbookError) as refused:
                    opener(path)
                assert WORDS[kind] in str(refused.value), (opener, kind)
                assert "damaged" not in str(refused.value)

    with branch.open() as session:
        tried(lambda path: bundles.inspect_bundle(path=path), FileKind.BUNDLE)
        tried(lambda path: bundles.verify_bundle(session, path=path), FileKind.BUNDLE)
        tried(lambda path: bundles.apply_bundle(session, path=path), FileKind.BUNDLE)
        tried(lambda path: devices.look_at_request(session, path=path), FileKind.REQUEST)
        tried(lambda path: devices.approve_device(session, path=path), FileKind.REQUEST)
    tried(
        lambda path: invitations.look_at_invitation(path=path),
        FileKind.INVITATION, FileKind.PICTURE,
    )  # fmt: skip
    tried(lambda path: backups.look_into_backup(path=path, user="x", passphrase="x"), FileKind.COPY)
    with desk.open() as session:
        tried(lambda path: invitations.read_answer(session, path=path), FileKind.ANSWER)
        with pytest.raises(UnionbookError, match="no file"):
            invitations.read_answer(session, path=found[FileKind.PDF].with_name("nowhere"))


def test_what_is_of_the_right_kind_and_hurt_is_called_damaged(offices_of, tmp_path):
    _branch, _desk, found = offices_of
    hurt = tmp_path / found[FileKind.INVITATION].name
    hurt.write_bytes(found[FileKind.INVITATION].read_bytes()[:-20])
    with pytest.raises(UnionbookError, match="damaged"):
        invitations.look_at_invitation(path=hurt)


@pytest.mark.parametrize(
    "content",
    [
        b"\x91" * 100_000,
        b"\xc1",
        b"PK\x03\x04cut",
        msgspec.msgpack.encode({"content": b"\x91" * 99}),
    ],
)
def test_nothing_hostile_gets_further_than_a_sentence(content, tmp_path):
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    assert kind_of(path) == (FileKind.OTHER, "")
    nested = signing.Signed(b"\x91" * 100_000 + b"\xc0", bytes(64), bytes(16))
    path.write_bytes(msgspec.msgpack.encode(nested))
    assert kind_of(path) == (FileKind.OTHER, "")


@pytest.mark.parametrize(
    ("place", "sign"),
    [(b"PK\x01\x02", b"\x63"), (b"\xd0\xba", b"\xff\xff")],
    ids=["version", "name"],
)
def test_an_archive_that_python_cannot_read_is_no_copy(tmp_path, place, sign):
    path = tmp_path / "x.unionbackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ключ", "x")
    content = path.read_bytes()
    at = content.rindex(place) + (6 if place.startswith(b"PK") else 0)
    path.write_bytes(content[:at] + sign + content[at + len(sign) :])
    assert kind_of(path) == (FileKind.COPY, "")
    with pytest.raises(UnionbookError):
        backups.look_into_backup(path=path, user="x", passphrase="x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    path = tmp_path / "x.unionbundle"
    os.mkfifo(path)
    with pytest.raises(UnionbookError, match="not a file"):
        bundles.inspect_bundle(path=path)


def test_a_name_in_a_wrong_file_disguises_nothing(tmp_path):
    told = {"place": [], "policy": "p", "nonce": b"", "name": "Sao\u202e Mai\x1b[2J" + "x" * 500}
    paper = signing.Signed(msgspec.msgpack.encode(told), bytes(64), bytes(16))
    path = tmp_path / "x.unionbook-answer"
    path.write_bytes(msgspec.msgpack.encode(paper))
    with pytest.raises(UnionbookError, match=r"Sao Mai\[2J") as refused:
        file_kinds.require_kind(path, FileKind.ANSWER)
    assert len(str(refused.value)) < 400
