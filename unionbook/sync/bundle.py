# SPDX-License-Identifier: Apache-2.0
"""Reading a bundle: looked at without a key, proven as a whole, then opened part by part.

A file is read through once and its signature checked before anything is decrypted. When a part is
opened afterwards its digest is taken again and compared, for a stick can be changed in between.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import SEEK_END
from typing import TYPE_CHECKING, BinaryIO

from unionbook.sync import columns, frames, sealing, signing, squeezing, trust
from unionbook.sync import header as heads
from unionbook.sync.frames import CHUNK, LENGTH, Layout, Part, Record
from unionbook.sync.items import MOST_ITEM, Commits, Decoder, FilePiece, Item, Notice, Type
from unionbook.sync.refusals import (
    damaged,
    forged,
    not_for_this_key,
    revoked,
    too_large,
    unknown_maker,
    unreadable,
)
from unionbook.sync.writing import PartWriter, Writer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from unionbook.sync.header import Header, PartHead

__all__ = [
    "LIMITS", "Bundle", "Commits", "FilePiece", "Inspection", "Item", "Limits", "Notice", "Part",
    "PartWriter", "Seal", "Writer", "inspect", "peek_header", "verify",
]  # fmt: skip


class Seal(StrEnum):
    """What can be said of a signature without knowing whom to trust."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one part may hold, over all its items.

    However small the file is, ``slack`` bytes may come out of it; beyond that, ``fold`` times as
    many as went in.
    """

    plain: int = 16 << 30
    slack: int = 64 << 20
    fold: int = 100
    rows: int = 20_000_000
    values: int = 100_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a bundle tells without a key.

    The signature is held against the key in the list of devices that the bundle itself carries:
    good means that the file is whole, not that its maker is known.
    """

    header: Header
    parts: tuple[Part, ...]
    size: int
    digest: bytes
    signature: Seal


def peek_header(path: Path) -> Header:
    """Read who says to have made a bundle; nothing of it is proven."""
    with _opened(path) as (stream, size):
        return frames.read_preamble(stream, size)[0]


def inspect(path: Path) -> Inspection:
    """Tell what can be told of a bundle without any key."""
    with _opened(path) as (stream, size):
        layout = frames.read_layout(stream, size)
    public = trust.claimed_keys(layout.header.devices).get(layout.header.key)
    if public is None:
        seal = Seal.UNKNOWN_KEY
    else:
        seal = Seal.GOOD if _is_signed(layout, public) else Seal.BAD
    return Inspection(layout.header, layout.parts, size, layout.digest, seal)


def verify(
    path: Path, signing_keys: Mapping[bytes, bytes], *, revoked_keys: Collection[bytes] = ()
) -> Bundle:
    """Read a bundle through and prove that one of the known devices made it.

    ``signing_keys`` are public keys by their id, ``revoked_keys`` the ids of those that count no
    longer. Raises RevokedError, UnknownMakerError, ForgedError, BundleError or NewerBundleError.
    """
    with _opened(path) as (stream, size):
        layout = frames.read_layout(stream, size)
    if layout.header.key in revoked_keys:
        raise revoked()
    public = signing_keys.get(layout.header.key)
    if public is None:
        raise unknown_maker()
    if signing.key_id(public) != layout.header.key or not _is_signed(layout, public):
        raise forged("a bundle")
    return Bundle(path, layout)


def _is_signed(layout: Layout, public: bytes) -> bool:
    return signing.is_signed(public, frames.PURPOSE, layout.digest, layout.signature)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(error) from error
    with stream:
        size = stream.seek(0, SEEK_END)
        stream.seek(0)
        yield stream, size


class Bundle:
    """A bundle whose signature is proven."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self._layout = layout
        self.header = layout.header
        self.parts = layout.parts
        self.size = layout.size
        self.digest = layout.digest

    def has(self, name: str) -> bool:
        """Tell whether a part is there, and not only its digest."""
        return any(part.head and part.head.name == name for part in self.parts)

    def head(self, name: str) -> PartHead:
        """Give what stands before a part: the commits it covers, and for whom it is."""
        return self._part(name)[1]

    def may_open(self, name: str, private_keys: Iterable[bytes]) -> bool:
        """Tell whether one of the keys is a recipient's."""
        wanted = {one.key for one in self.head(name).recipients}
        return any(_id_of(private) in wanted for private in private_keys)

    def items(
        self, name: str, private_keys: Iterable[bytes], limits: Limits = LIMITS
    ) -> Iterator[Item]:
        """Open a part and give its items in order.

        Raises NotForThisKeyError at the first item where no key fits. What was given before an
        error must not be kept: the last item was read when the iterator ends.
        """
        reading, decoder = Reading(limits, self._part(name)[0].length), Decoder()
        for form, body in self._bodies(name, private_keys, reading):
            item = decoder.decode(form, body)
            reading.check(decoder)
            yield item
        decoder.finish()

    def count_rows(self, name: str, private_keys: Iterable[bytes], limits: Limits = LIMITS) -> int:
        """Open a part and give how many rows its blocks say to hold, without reading them."""
        reading = Reading(limits, self._part(name)[0].length)
        return sum(
            columns.rows_of(body)
            for form, body in self._bodies(name, private_keys, reading)
            if form == Type.BLOCK
        )

    def _bodies(
        self, name: str, private_keys: Iterable[bytes], reading: Reading
    ) -> Iterator[tuple[int, bytes]]:
        part, head = self._part(name)
        key = self._key(head, private_keys)
        with _opened(self.path) as (stream, size):
            if size != self.size:
                raise damaged("the file changed while it was read")
            stream.seek(part.start)
            plain = self._plain(frames.Source(stream, part.length), part, key)
            yield from reading.items(plain)

    def extract(self, names: Collection[str], stream: BinaryIO) -> None:
        """Write this bundle with only some of its parts, still sealed; the rest as digests.

        It is the same bundle, with the same digest and the same signature.
        """
        stream.write(self._layout.preamble)
        with _opened(self.path) as (source, _size):
            for part in self.parts:
                if part.head and part.head.name in names:
                    source.seek(part.start)
                    _copy(frames.Source(source, part.length), part, stream)
                else:
                    stream.write(bytes([Record.ABSENT]) + part.digest)
        stream.write(bytes([Record.END]) + self._layout.signature)

    def _part(self, name: str) -> tuple[Part, PartHead]:
        for part in self.parts:
            if part.head and part.head.name == name:
                return part, part.head
        message = f"no part {name}"
        raise KeyError(message)

    def _key(self, head: PartHead, private_keys: Iterable[bytes]) -> bytes:
        sealed = {one.key: one.sealed for one in head.recipients}
        info = frames.key_info(self._layout.preamble, head.name)
        for private in private_keys:
            box = sealed.get(_id_of(private))
            if box is not None:
                key = sealing.unseal(box, private, info)
                if sealing.commitment(key) != head.commitment:
                    raise damaged("a key that is not the one of the part")
                return key
        raise not_for_this_key()

    def _plain(self, source: frames.Source, part: Part, key: bytes) -> Iterator[bytes]:
        source.take(1)
        head = source.sized(heads.MOST_HEAD, "a part's head")
        chunks = sealing.Chunks(key, frames.bound_to(self._layout.preamble, head))
        for sealed, last in frames.read_chunks(source):
            yield squeezing.unsqueeze(chunks.open(sealed, last=last), CHUNK)
        if source.hash.digest() != part.digest:
            raise damaged("the file changed while it was read")


def _id_of(private: bytes) -> bytes:
    return signing.key_id(sealing.public_of(private))


def _copy(source: frames.Source, part: Part, target: BinaryIO) -> None:
    while source.left:
        target.write(source.take(min(source.left, CHUNK)))
    if source.hash.digest() != part.digest:
        raise damaged("the file changed while it was read")


class Reading:
    """Cuts the plain bytes of a part into items, within the limits."""

    def __init__(self, limits: Limits, sealed: int) -> None:
        self._plain = min(limits.plain, limits.slack + limits.fold * sealed)
        self._limits = limits

    def items(self, chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
        """Give the type and the bytes of each item."""
        waiting = bytearray()
        for chunk in chunks:
            self._plain -= len(chunk)
            if self._plain < 0:
                raise too_large("bytes of a part")
            waiting += chunk
            yield from self._whole(waiting)
        if waiting:
            raise damaged("an item that breaks off")

    def _whole(self, waiting: bytearray) -> Iterator[tuple[int, bytes]]:
        start = 0
        while len(waiting) - start > LENGTH.size:
            (length,) = LENGTH.unpack_from(waiting, start + 1)
            if length > MOST_ITEM:
                raise too_large(f"an item of {length} bytes")
            end = start + 1 + LENGTH.size + length
            if end > len(waiting):
                break
            yield waiting[start], bytes(waiting[end - length : end])
            start = end
        del waiting[:start]

    def check(self, decoder: Decoder) -> None:
        """Make sure that what was read so far is not more than a part may hold."""
        if decoder.rows > self._limits.rows or decoder.values > self._limits.values:
            raise too_large(f"{decoder.rows} rows, {decoder.values} values")
