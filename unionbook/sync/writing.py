# SPDX-License-Identifier: Apache-2.0
"""Making a bundle: straight into a stream, part after part, in little memory."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from unionbook.domain.exchange import MOST_ROWS, Block, KnownCommit, Vector
from unionbook.sync import columns, frames, items, sealing, signing, squeezing
from unionbook.sync import header as heads
from unionbook.sync.frames import CHUNK, LENGTH, Record
from unionbook.sync.items import MOST_PIECE, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionbook.sync.header import Header

_SPLIT_ABOVE = 4 << 20
"""Blocks that take more bytes, or unfold to more characters, are split."""


class Writer:
    """Writes a bundle into ``stream``: its parts one after the other, then ``finish``.

    ``random`` and ``seal`` are there so that a test can make the same bundle twice.
    """

    def __init__(
        self,
        stream: BinaryIO,
        header: Header,
        signing_key: bytes,
        *,
        random: Callable[[int], bytes] = secrets.token_bytes,
        seal: Callable[[bytes, bytes, bytes], bytes] = sealing.seal,
    ) -> None:
        self._stream = stream
        self._signing_key = signing_key
        self._random = random
        self._seal = seal
        data = heads.write(header)
        # What a reader would refuse is a mistake of ours, found before the first byte is out.
        heads.read_header(data)
        if header.key != signing.key_id(signing.public_of(signing_key)):
            message = "the header names another key than the one that signs"
            raise ValueError(message)
        self._preamble = frames.MAGIC + LENGTH.pack(len(data)) + data
        self._digests: list[bytes] = []
        stream.write(self._preamble)

    @contextmanager
    def part(
        self, name: str, *, recipients: Sequence[bytes], since: Vector, until: Vector
    ) -> Iterator[PartWriter]:
        """Write a part for the holders of the ``recipients``' private keys."""
        key = self._random(sealing.KEY_SIZE)
        info = frames.key_info(self._preamble, name)
        sealed = tuple(
            heads.Recipient(signing.key_id(public), self._seal(key, public, info))
            for public in recipients
        )
        commitment = sealing.commitment(key)
        head = heads.write(heads.PartHead(name, since, until, commitment, sealed))
        heads.read_head(head)
        digest = hashlib.sha256()

        def put(data: bytes) -> None:
            digest.update(data)
            self._stream.write(data)

        put(bytes([Record.PART]) + LENGTH.pack(len(head)) + head)
        writer = PartWriter(put, sealing.Chunks(key, frames.bound_to(self._preamble, head)))
        yield writer
        writer.close()
        self._digests.append(digest.digest())

    def finish(self) -> bytes:
        """Sign the bundle and give its digest; nothing can be added after that."""
        digest = frames.digest_of(self._preamble, self._digests)
        signature = signing.sign(self._signing_key, frames.PURPOSE, digest)
        self._stream.write(bytes([Record.END]) + signature)
        return digest


class PartWriter:
    """Takes the items of one part; chunks leave as soon as they are full."""

    def __init__(self, put: Callable[[bytes], None], chunks: sealing.Chunks) -> None:
        self._put = put
        self._chunks = chunks
        self._pieces: list[bytes] = []
        self._size = 0
        self._commits = 0

    def commits(self, commits: Sequence[KnownCommit]) -> None:
        """Write commits; blocks that follow refer to them by their position in the part."""
        for start in range(0, len(commits), MOST_ROWS):
            run = commits[start : start + MOST_ROWS]
            self._item(Type.COMMITS, items.encode_commits(run))
            self._commits += len(run)

    def block(self, block: Block) -> None:
        """Write rows; a block that is too large is split."""
        if max(block.commits, default=0) >= self._commits:
            message = f"{block.table}: a row of a commit that was not written before"
            raise ValueError(message)
        pieces = columns.encode_block(block)
        size = max(sum(map(len, pieces)), _characters(block))
        if size > _SPLIT_ABOVE and len(block.ids) > 1:
            half = len(block.ids) // 2
            self.block(_cut(block, slice(None, half)))
            self.block(_cut(block, slice(half, None)))
        elif size > columns.MOST_CHARACTERS:
            message = f"{block.table}: a row of {size} bytes"
            raise ValueError(message)
        else:
            self._item(Type.BLOCK, pieces)

    def notice(self, kind: str, body: bytes) -> None:
        """Write something that is no row."""
        self._item(Type.NOTICE, items.encode_notice(kind, body))

    def file(self, name: str, size: int, stream: BinaryIO) -> None:
        """Write a file of ``size`` bytes, read from ``stream``."""
        offset = 0
        while True:
            content = stream.read(min(MOST_PIECE, size - offset))
            if not content and offset < size:
                message = f"{name} ends at {offset} of {size} bytes"
                raise ValueError(message)
            self._item(Type.PIECE, items.encode_piece(name, size, offset, content))
            offset += len(content)
            if offset >= size:
                return

    def close(self) -> None:
        """Write the last chunk."""
        self._leave(last=True)

    def _item(self, form: Type, pieces: list[bytes]) -> None:
        size = sum(map(len, pieces))
        for piece in (bytes([form]) + LENGTH.pack(size), *pieces):
            self._add(piece)

    def _add(self, piece: bytes) -> None:
        rest = memoryview(piece)
        while self._size + len(rest) > CHUNK:
            room = CHUNK - self._size
            self._pieces.append(bytes(rest[:room]))
            rest = rest[room:]
            self._leave(last=False)
        if rest:
            self._pieces.append(bytes(rest))
            self._size += len(rest)

    def _leave(self, *, last: bool) -> None:
        sealed = self._chunks.seal(squeezing.squeeze(self._pieces), last=last)
        form = Record.LAST_CHUNK if last else Record.CHUNK
        self._put(bytes([form]) + LENGTH.pack(len(sealed)) + sealed)
        self._pieces, self._size = [], 0


def _characters(block: Block) -> int:
    return sum(
        len(value) for column in block.values for value in column if isinstance(value, str | bytes)
    )


def _cut(block: Block, rows: slice) -> Block:
    return Block(
        block.table,
        block.kind,
        block.columns,
        block.ids[rows],
        block.commits[rows],
        [values[rows] for values in block.values],
    )
