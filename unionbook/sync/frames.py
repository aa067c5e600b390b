# SPDX-License-Identifier: Apache-2.0
"""The outer shape of a bundle: records one after the other, and the digest that is signed.

Nothing is decrypted here. The signature covers the digest of the header and one digest for each
part, so that a part can be taken out, still sealed, and still be proven.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, BinaryIO

from unionbook.sync import header, sealing
from unionbook.sync.refusals import NewerBundleError, damaged, no_bundle, too_large, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.sync.header import Header, PartHead

MAGIC = b"UNIONBK1"
CHUNK = 1 << 20
"""The bytes of a chunk, at most, before it is compressed."""
MOST_SEALED = CHUNK + (1 << 16)
"""The bytes of a chunk, at most, as it stands in the file."""
MOST_PARTS = 64
SIGNATURE_SIZE = 64
LENGTH = struct.Struct(">I")
PURPOSE = b"bundle 1"
"""What the signature of a bundle is made for."""
_ANY_FORMAT = MAGIC[:7]


class Record(IntEnum):
    """The first byte of a record."""

    END = 0
    PART = 1
    CHUNK = 2
    LAST_CHUNK = 3
    ABSENT = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it lies in the file; without a head where only its digest is there."""

    digest: bytes
    head: PartHead | None = None
    start: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole bundle as it lies in the file; nothing of it is proven by that."""

    header: Header
    preamble: bytes
    parts: tuple[Part, ...]
    signature: bytes
    size: int

    @property
    def digest(self) -> bytes:
        """What is signed, and what the bundle is known by."""
        return digest_of(self.preamble, [part.digest for part in self.parts])


def digest_of(preamble: bytes, parts: Sequence[bytes]) -> bytes:
    """Give a bundle's digest from all bytes up to the first part, and the digests of the parts."""
    return hashlib.sha256(hashlib.sha256(preamble).digest() + b"".join(parts)).digest()


def bound_to(preamble: bytes, head: bytes) -> bytes:
    """Give what each chunk of a part is bound to."""
    return hashlib.sha256(preamble).digest() + hashlib.sha256(head).digest()


def key_info(preamble: bytes, name: str) -> bytes:
    """Give what the sealed key of a part is bound to."""
    return b"unionbook bundle part\0" + hashlib.sha256(preamble).digest() + name.encode("ascii")


class Source:
    """Reads a file from where it stands, counting and hashing, and never past its end."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self._stream = stream
        self.left = left
        self.hash = hashlib.sha256()

    def take(self, count: int) -> bytes:
        """Take exactly ``count`` bytes."""
        if count > self.left:
            raise damaged(f"the file ends {count - self.left} bytes early")
        try:
            data = self._stream.read(count)
        except OSError as error:
            raise unreadable(error) from error
        if len(data) != count:
            raise damaged("the file became shorter while it was read")
        self.left -= count
        self.hash.update(data)
        return data

    def sized(self, most: int, what: str) -> bytes:
        """Take bytes with their length before them."""
        (count,) = LENGTH.unpack(self.take(LENGTH.size))
        if count > most:
            raise too_large(f"{count} bytes of {what}")
        return self.take(count)


def read_preamble(stream: BinaryIO, size: int) -> tuple[Header, bytes]:
    """Read magic and header: give the header, and both as they stand in the file."""
    source = Source(stream, size)
    magic = source.take(min(len(MAGIC), size))
    if magic != MAGIC:
        if magic[: len(_ANY_FORMAT)] == _ANY_FORMAT and magic[-1:].isdigit():
            raise NewerBundleError(format_number=int(magic[-1:]))
        raise no_bundle()
    data = source.sized(header.MOST_HEADER, "header")
    return header.read_header(data), MAGIC + LENGTH.pack(len(data)) + data


def read_layout(stream: BinaryIO, size: int) -> Layout:
    """Read a whole bundle once, from its first byte to its last."""
    head, preamble = read_preamble(stream, size)
    left = size - len(preamble)
    parts: list[Part] = []
    while True:
        source = Source(stream, left)
        form = source.take(1)[0]
        if form == Record.END:
            break
        if len(parts) == MOST_PARTS:
            raise too_large("parts")
        parts.append(_read_part(source, form, size - left))
        left = source.left
    signature = source.take(SIGNATURE_SIZE)
    if source.left:
        raise damaged(f"{source.left} bytes after the end")
    names = [part.head.name for part in parts if part.head]
    if len(set(names)) != len(names):
        raise damaged("a part that stands twice")
    return Layout(head, preamble, tuple(parts), signature, size)


def _read_part(source: Source, form: int, start: int) -> Part:
    if form == Record.ABSENT:
        return Part(source.take(header.DIGEST_SIZE))
    if form != Record.PART:
        raise damaged(f"a record of type {form}")
    before = source.left + 1
    head = header.read_head(source.sized(header.MOST_HEAD, "a part's head"))
    for _chunk in read_chunks(source):
        pass
    return Part(source.hash.digest(), head, start, before - source.left)


def read_chunks(source: Source) -> Iterator[tuple[bytes, bool]]:
    """Read the chunks of a part as they stand: each, and whether it is the last."""
    while True:
        form = source.take(1)[0]
        if form not in {Record.CHUNK, Record.LAST_CHUNK}:
            raise damaged(f"a record of type {form} within a part")
        sealed = source.sized(MOST_SEALED, "a chunk")
        if len(sealed) < sealing.TAG_SIZE:
            raise damaged("a chunk without its tag")
        yield sealed, form == Record.LAST_CHUNK
        if form == Record.LAST_CHUNK:
            return
