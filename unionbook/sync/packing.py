# SPDX-License-Identifier: Apache-2.0
"""Bytes out and in: numbers of seven bits a byte, and a cursor that never trusts a length."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from unionbook.sync.refusals import damaged, too_large

T = TypeVar("T")
_MOST_VARINT = 10


def varint(number: int) -> bytes:
    """Give a number from 0 to 2**64 - 1, seven bits a byte, the lowest first (LEB128)."""
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number: int) -> int:
    """Fold a signed number so that small ones of either sign stay small."""
    return number << 1 if number >= 0 else ~(number << 1)


def unzigzag(number: int) -> int:
    """Undo ``zigzag``."""
    return number >> 1 if not number & 1 else ~(number >> 1)


class Cursor:
    """Reads through bytes; every length is checked against what is left."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        """Take the next ``count`` bytes."""
        if count > self.left:
            raise damaged(f"{count} bytes wanted, {self.left} left")
        start, self._at = self._at, self._at + count
        return self._data[start : self._at]

    def byte(self) -> int:
        """Take one byte."""
        return self.take(1)[0]

    def varint(self, most: int) -> int:
        """Take a number of at most ``most``."""
        number = 0
        for place in range(_MOST_VARINT):
            part = self.byte()
            number |= (part & 0x7F) << (7 * place)
            if part <= 0x7F:  # noqa: PLR2004 - the last byte has no high bit
                break
        else:
            raise damaged("a number without end")
        if number > most:
            raise too_large(f"{number} where {most} is the most")
        return number

    def signed(self) -> int:
        """Take a signed number of 64 bits."""
        return unzigzag(self.varint((1 << 64) - 1))

    def text(self, most: int) -> str:
        """Take a text of at most ``most`` bytes, its length before it."""
        return utf8(self.take(self.varint(most)))

    def finish(self) -> None:
        """Make sure that nothing is left over."""
        if self.left:
            raise damaged(f"{self.left} bytes left over")


def utf8(data: bytes) -> str:
    """Read a text; anything that is not UTF-8 is damage."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise damaged("text that is not UTF-8") from error


def short_text(text: str) -> bytes:
    """Give a text with its length before it."""
    data = text.encode("utf-8")
    return varint(len(data)) + data


def unpack(data: bytes, kind: type[T]) -> T:
    """Decode MessagePack of exactly one shape; anything else is damage."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        # Two faults msgspec tells by errors not its own: a text that is not UTF-8, and what is
        # nested deeper than anything we write.
        raise damaged(f"no {kind.__name__}") from error
