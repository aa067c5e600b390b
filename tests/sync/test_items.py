# SPDX-License-Identifier: Apache-2.0
"""Items of a part: commits are counted on, files come whole and in order."""

from __future__ import annotations

import bundles
import pytest

from unionbook.sync import items
from unionbook.sync.items import Commits, Decoder, FilePiece, Notice, Type
from unionbook.sync.packing import short_text, varint
from unionbook.sync.refusals import BundleError


def piece(name: str, size: int, offset: int, content: bytes) -> bytes:
    return b"".join(items.encode_piece(name, size, offset, content))


def test_commits_are_counted_through_the_part():
    decoder, told = Decoder(), bundles.commits(5)
    first = b"".join(items.encode_commits(told[:3]))
    second = b"".join(items.encode_commits(told[3:]))
    assert decoder.decode(Type.COMMITS, first) == Commits(0, told[:3])
    assert decoder.decode(Type.COMMITS, second) == Commits(3, told[3:])


def test_no_commits_are_some_too():
    assert Decoder().decode(Type.COMMITS, b"".join(items.encode_commits([]))) == Commits(0, [])


def test_a_notice_comes_back():
    data = b"".join(items.encode_notice("receipt", b"\0\xff"))
    assert Decoder().decode(Type.NOTICE, data) == Notice("receipt", b"\0\xff")


def test_a_file_comes_in_pieces():
    decoder = Decoder()
    assert decoder.decode(Type.PIECE, piece("a", 5, 0, b"abc")) == FilePiece("a", 5, 0, b"abc")
    with pytest.raises(BundleError):
        decoder.finish()
    assert decoder.decode(Type.PIECE, piece("a", 5, 3, b"de")) == FilePiece("a", 5, 3, b"de")
    assert decoder.decode(Type.PIECE, piece("b", 0, 0, b"")) == FilePiece("b", 0, 0, b"")
    decoder.finish()


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Type.PIECE, piece("a", 5, 4, b"e")),  # a gap
        (Type.PIECE, piece("a", 5, 2, b"c")),  # a repetition
        (Type.PIECE, piece("b", 5, 3, b"de")),  # another file
        (Type.PIECE, piece("a", 6, 3, b"def")),  # another size
        (Type.PIECE, piece("a", 5, 3, b"def")),  # too long
        (Type.PIECE, piece("a", 5, 3, b"")),  # without end
        (Type.NOTICE, short_text("x")),  # in between
        (Type.COMMITS, b"\x00"),
    ],
)
def test_a_file_that_does_not_go_on_is_refused(form: Type, body: bytes):
    decoder = Decoder()
    decoder.decode(Type.PIECE, piece("a", 5, 0, b"abc"))
    with pytest.raises(BundleError):
        decoder.decode(form, body)


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (0, b""),
        (5, b""),
        (Type.PIECE, piece("a", 5, 1, b"b")),  # not from its beginning
        (Type.PIECE, short_text("a") + varint((1 << 40) + 1) + b"\0"),
        (Type.PIECE, short_text("a" * 256) + b"\0\0"),
        (Type.PIECE, piece("a", 1 << 21, 0, bytes((1 << 20) + 1))),
        (Type.NOTICE, short_text("a" * 65)),
        (Type.NOTICE, short_text("a") + bytes((4 << 20) + 1)),
        (Type.COMMITS, varint(5001)),
        (Type.COMMITS, b"".join(items.encode_commits(bundles.commits(2))) + b"x"),
        (Type.COMMITS, b"\x01\x00\x01\x01\x00"),  # commit -1
    ],
)
def test_what_no_writer_makes_is_refused(form: int, body: bytes):
    with pytest.raises(BundleError):
        Decoder().decode(form, body)


def test_what_no_reader_would_take_is_our_own_mistake():
    from unionbook.domain.exchange import KnownCommit

    for wrong in (
        lambda: items.encode_commits([KnownCommit(1, 1, b"short")]),
        lambda: items.encode_notice("x" * 65, b""),
        lambda: items.encode_notice("x", bytes((4 << 20) + 1)),
        lambda: items.encode_piece("x" * 256, 1, 0, b"a"),
    ):
        with pytest.raises(ValueError, match=r"digest|notice|file"):
            wrong()
