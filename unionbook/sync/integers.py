# SPDX-License-Identifier: Apache-2.0
"""Columns of integers: from a base, in steps, byte by byte in planes; or as gaps.

All lowest bytes stand together, then all second bytes and so on: what is random stays apart from
what repeats, which is worth more than any level of the compressor behind it.
"""

from __future__ import annotations

import math
import sys
from array import array
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING

from unionbook.sync.packing import Cursor, varint, zigzag
from unionbook.sync.refusals import damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN, _GAPS = 0, 1
_CLEARLY = 4
_WORD = 8
_MOST = (1 << 64) - 1
_LOWEST, _HIGHEST = -(1 << 63), (1 << 63) - 1


def encode(values: Sequence[int]) -> list[bytes]:
    """Give the pieces of a column of 64-bit signed integers; none for an empty one."""
    if not values:
        return []
    if min(values) < _LOWEST or max(values) > _HIGHEST:
        message = "an integer of more than 64 bits"
        raise ValueError(message)
    plain = _steps(values)
    gaps = _gaps(values)
    if gaps and gaps.cost < plain.cost:
        return [bytes([_GAPS]) + varint(zigzag(values[0])) + gaps.head, *gaps.planes()]
    return [bytes([_PLAIN]) + plain.head, *plain.planes()]


def _gaps(values: Sequence[int]) -> _steps | None:
    """Give the differences, sign folded in, where they are clearly smaller than the numbers."""
    gaps = list(map(sub, values[1:], values))
    spread = max(values) - min(values)
    if _CLEARLY * sum(map(abs, gaps)) >= len(gaps) * spread:
        return None
    folded = [gap << 1 if gap >= 0 else ~(gap << 1) for gap in gaps]
    return _steps(folded) if max(folded) <= _HIGHEST else None


class _steps:  # noqa: N801 - reads as a function where it is used
    """Numbers as a base and multiples of a step."""

    __slots__ = ("cost", "head", "multiples", "width")

    def __init__(self, values: Sequence[int]) -> None:
        base = min(values)
        above = [value - base for value in values] if base else values
        step = math.gcd(*above) or 1
        self.multiples = above if step == 1 else [value // step for value in above]
        self.width = (max(self.multiples).bit_length() + 7) // 8
        self.head = varint(zigzag(base)) + varint(step) + bytes([self.width])
        self.cost = sum(map(int.bit_length, self.multiples))

    def planes(self) -> list[bytes]:
        """Give the lowest bytes of all, then the next."""
        if self.width <= 1:
            return [bytes(self.multiples)] if self.width else []
        words = array("Q", self.multiples)
        if sys.byteorder == "big":
            words.byteswap()
        data = words.tobytes()
        return [data[place::_WORD] for place in range(self.width)]


def decode(cursor: Cursor, count: int) -> list[int]:
    """Read a column of ``count`` integers."""
    if not count:
        return []
    form = cursor.byte()
    if form == _PLAIN:
        return _checked(_read_steps(cursor, count))
    if form != _GAPS:
        raise damaged(f"form {form} of integers")
    first = cursor.signed()
    folded = _read_steps(cursor, count - 1)
    gaps = [gap >> 1 if not gap & 1 else ~(gap >> 1) for gap in folded]
    return _checked(list(accumulate(gaps, initial=first)))


def decode_small(cursor: Cursor, count: int, most: int) -> list[int]:
    """Read a column of ``count`` integers from 0 to ``most``."""
    values = decode(cursor, count)
    if values and (min(values) < 0 or max(values) > most):
        raise damaged(f"an integer outside 0 to {most}")
    return values


def _checked(values: list[int]) -> list[int]:
    if min(values) < _LOWEST or max(values) > _HIGHEST:
        raise damaged("an integer of more than 64 bits")
    return values


def _read_steps(cursor: Cursor, count: int) -> list[int]:
    base, step, width = cursor.signed(), cursor.varint(_MOST), cursor.byte()
    if width > _WORD or not step:
        raise damaged(f"integers of {width} bytes in steps of {step}")
    multiples = _read_planes(cursor, count, width)
    if step != 1:
        return [base + step * value for value in multiples]
    return [base + value for value in multiples] if base else multiples


def _read_planes(cursor: Cursor, count: int, width: int) -> list[int]:
    if width <= 1:
        return list(cursor.take(count)) if width else [0] * count
    data = bytearray(_WORD * count)
    for place in range(width):
        data[place::_WORD] = cursor.take(count)
    words = array("Q", bytes(data))
    if sys.byteorder == "big":
        words.byteswap()
    return words.tolist()
