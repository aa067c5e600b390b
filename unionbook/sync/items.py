# SPDX-License-Identifier: Apache-2.0
"""What a part holds, item after item: commits, blocks of rows, notices, pieces of files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from unionbook.domain.exchange import MOST_ROWS, Block, KnownCommit
from unionbook.sync import columns, integers, strings
from unionbook.sync.packing import Cursor, short_text, varint
from unionbook.sync.refusals import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ITEM = 16 << 20
MOST_PIECE = 1 << 20
MOST_NOTICE = 4 << 20
MOST_FILE = 1 << 40
_MOST_NAME = 255
_MOST_KIND = 64
_MOST_CLOCK = (1 << 63) - 1
_DIGEST = 32


class Type(IntEnum):
    """The first byte of an item."""

    COMMITS = 1
    BLOCK = 2
    NOTICE = 3
    PIECE = 4


@dataclass(frozen=True, slots=True)
class Commits:
    """Commits that rows come from; ``first`` is the position of the first one within the part."""

    first: int
    commits: list[KnownCommit]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something told that is no row: ``kind`` says what ``body`` is."""

    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A piece of a file of ``size`` bytes; the pieces of one file follow each other."""

    name: str
    size: int
    offset: int
    content: bytes


Item: TypeAlias = Commits | Block | Notice | FilePiece


def encode_commits(commits: Sequence[KnownCommit]) -> list[bytes]:
    """Give the pieces of up to ``MOST_ROWS`` commits."""
    if any(len(one.digest) != _DIGEST for one in commits):
        message = "a digest that is none"
        raise ValueError(message)
    return [
        varint(len(commits)),
        *integers.encode([one.id for one in commits]),
        *integers.encode([one.clock for one in commits]),
        b"".join(one.digest for one in commits),
        *strings.encode([one.user_name for one in commits]),
        *strings.encode([one.operation for one in commits]),
        *strings.encode([one.reason for one in commits]),
    ]


def encode_notice(kind: str, body: bytes) -> list[bytes]:
    """Give the pieces of a notice."""
    if len(body) > MOST_NOTICE or len(kind.encode()) > _MOST_KIND:
        message = f"a notice {kind} of {len(body)} bytes"
        raise ValueError(message)
    return [short_text(kind), body]


def encode_piece(name: str, size: int, offset: int, content: bytes) -> list[bytes]:
    """Give the pieces of a piece of a file."""
    if len(name.encode()) > _MOST_NAME or size > MOST_FILE:
        message = f"a file {name} of {size} bytes"
        raise ValueError(message)
    return [short_text(name) + varint(size) + varint(offset), content]


class Decoder:
    """Reads items; knows how many commits there were, and the file that is under way.

    ``rows`` and ``values`` count what was read so far: an item without rows is one row, a commit
    six values, a row two and those of its columns, and each word that a text was put together of
    one more.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.values = 0
        self._commits = 0
        self._file: tuple[str, int, int] | None = None

    def decode(self, form: int, body: bytes) -> Item:
        """Read one item."""
        if self._file and form != Type.PIECE:
            raise damaged("a file that breaks off")
        budget = strings.Budget(columns.MOST_CHARACTERS)
        if form == Type.COMMITS:
            commits = self._read_commits(Cursor(body), budget)
            self._count(len(commits.commits), 6, budget)
            return commits
        if form == Type.BLOCK:
            block = columns.decode_block(body, self._commits, budget)
            self._count(len(block.ids), len(block.columns) + 2, budget)
            return block
        self._count(1, 1, budget)
        if form == Type.NOTICE:
            return _read_notice(Cursor(body))
        if form == Type.PIECE:
            return self._read_piece(Cursor(body))
        raise damaged(f"an item of type {form}")

    def _count(self, rows: int, width: int, budget: strings.Budget) -> None:
        self.rows += max(rows, 1)
        self.values += rows * width + budget.words

    def finish(self) -> None:
        """Make sure that no file breaks off at the end."""
        if self._file:
            raise damaged("a file that breaks off")

    def _read_commits(self, cursor: Cursor, budget: strings.Budget) -> Commits:
        count = cursor.varint(MOST_ROWS)
        ids = integers.decode_small(cursor, count, _MOST_CLOCK)
        clocks = integers.decode_small(cursor, count, _MOST_CLOCK)
        digests = cursor.take(_DIGEST * count)
        words = [strings.decode(cursor, count, budget) for _column in range(3)]
        cursor.finish()
        starts = range(0, len(digests), _DIGEST)
        parts = [digests[start : start + _DIGEST] for start in starts]
        first, self._commits = self._commits, self._commits + count
        return Commits(first, list(map(KnownCommit, ids, clocks, parts, *words)))

    def _read_piece(self, cursor: Cursor) -> FilePiece:
        name, size = cursor.text(_MOST_NAME), cursor.varint(MOST_FILE)
        offset, content = cursor.varint(MOST_FILE), cursor.take(cursor.left)
        if len(content) > MOST_PIECE:
            raise too_large(f"a piece of {len(content)} bytes")
        if (name, size, offset) != (self._file or (name, size, 0)):
            raise damaged("a piece of a file that does not follow the one before")
        end = offset + len(content)
        if end > size or (end < size and not content):
            raise damaged("a piece of a file that is too long or empty")
        self._file = (name, size, end) if end < size else None
        return FilePiece(name, size, offset, content)


def _read_notice(cursor: Cursor) -> Notice:
    kind, body = cursor.text(_MOST_KIND), cursor.take(cursor.left)
    if len(body) > MOST_NOTICE:
        raise too_large(f"a notice of {len(body)} bytes")
    return Notice(kind, body)
