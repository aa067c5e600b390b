# SPDX-License-Identifier: Apache-2.0
"""What stands in a bundle unencrypted: who made it, the which it is, and for whom each part is."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from unionbook.sync import sealing
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import NewerBundleError, damaged
from unionbook.sync.signing import KeyId  # noqa: TC001 - msgspec reads the annotations

FORMAT = 1
"""The newest format this program reads and writes."""
MOST_HEADER = 1 << 20
MOST_HEAD = 8 << 20
MOST_DEVICES = 1 << 19
MOST_SITES = 10_000
DIGEST_SIZE = 32

Site = Annotated[int, Meta(ge=1, le=(1 << 31) - 1)]
Counter = Annotated[int, Meta(ge=0, le=(1 << 32) - 1)]
Digest = Annotated[bytes, Meta(min_length=DIGEST_SIZE, max_length=DIGEST_SIZE)]
Word = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,31}\Z")]
ShortText = Annotated[str, Meta(max_length=64)]
Number = Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_999)]
"""Milliseconds since 1970, to the end of the year 9999: no calendar goes on after it."""
SealedKey = Annotated[
    bytes, Meta(min_length=sealing.SEALED_KEY_SIZE, max_length=sealing.SEALED_KEY_SIZE)
]
Sites = Annotated[dict[Site, Counter], Meta(max_length=MOST_SITES)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who made the bundle, and which one it is.

    ``site`` and ``key`` name the device, ``stream`` to whom it goes: ``number`` counts the bundles
    of this device in that stream, and ``previous`` is the digest of the one before. ``devices`` is
    what the register tells of its devices (``trust``). ``made_at`` is in milliseconds since 1970,
    UTC.
    """

    format: int = FORMAT
    program: ShortText
    purpose: Word
    register: ShortText
    site: Site
    key: KeyId
    stream: ShortText
    number: Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
    previous: Annotated[bytes, Meta(max_length=DIGEST_SIZE)] = b""
    made_at: Moment
    schema: Number
    policy: ShortText = ""
    devices: Annotated[bytes, Meta(max_length=MOST_DEVICES)] = b""


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public key's id, and the part's key sealed for it."""

    key: KeyId
    sealed: SealedKey


class PartHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a part: its name, the commits it covers, and who may open it.

    ``commitment`` is a digest of the part's key: all recipients are given the same one, so a part
    cannot be made to say one thing to one of them and another to the next.
    """

    name: Word
    since: Sites
    until: Sites
    commitment: Digest
    recipients: Annotated[tuple[Recipient, ...], Meta(min_length=1)]


class _Version(msgspec.Struct):
    format: Annotated[int, Meta(ge=1)]
    program: str = ""


def read_header(data: bytes) -> Header:
    """Read a header. Raises NewerBundleError where its format is newer than this program's."""
    version = unpack(data, _Version)
    if version.format > FORMAT:
        raise NewerBundleError(format_number=version.format, program=version.program)
    header = unpack(data, Header)
    if len(header.previous) not in {0, DIGEST_SIZE}:
        raise damaged("the digest of the bundle before")
    return header


def read_head(data: bytes) -> PartHead:
    """Read what stands before a part."""
    return unpack(data, PartHead)


def write(struct: Header | PartHead) -> bytes:
    """Give a header, or what stands before a part, as bytes."""
    return msgspec.msgpack.encode(struct)
