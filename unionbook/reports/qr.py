# SPDX-License-Identifier: Apache-2.0
"""QR codes by table.

At one version, level and mask a code is an affine map over GF(2): a constant picture, and for each
bit of the message a picture that is added to it. The constant comes from segno; the pictures from
the Reed-Solomon code and the order in which modules are filled (ISO/IEC 18004, 7.5 to 7.7). A code
is then one addition for every half byte, and comes out as packed bits, ready for an image mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from unionbook.errors import InvalidValueError
from unionbook.reports.reed_solomon import multiply, remainders
from unionbook.texts import gettext as _

MASK = 3
LEVEL = "m"
_MOST_BY_TABLE = 15
"""Above this version a code is rare and large: segno makes it."""
_MODE_BYTE = 0b0100
_LONG_COUNT_FROM = 10
_PADS = (0xEC, 0x11)


@dataclass(frozen=True, slots=True)
class Code:
    """A square of ``size`` modules without its quiet zone; rows padded to bytes, dark is 1."""

    size: int
    bits: bytes


def encode(payload: bytes) -> Code:
    """Make the smallest code of level M that holds ``payload``."""
    for version in range(1, _MOST_BY_TABLE + 1):
        if len(payload) <= _capacity(version):
            return _table(version).encode(payload)
    return _by_segno(payload)


@lru_cache(maxsize=32)
def _blocks(version: int) -> tuple[tuple[int, int, int], ...]:
    """Give (number of blocks, codewords of each, data codewords of each) for level M."""
    from segno import consts  # noqa: PLC0415 - only needed where codes are drawn

    tables: Any = consts.ECC
    kinds = tables[version][consts.ERROR_LEVEL_M]
    return tuple((kind.num_blocks, kind.num_total, kind.num_data) for kind in kinds)


def _capacity(version: int) -> int:
    """Bytes that fit: all data codewords but the mode and the count."""
    return _data_codewords(version) - (3 if version >= _LONG_COUNT_FROM else 2)


def _data_codewords(version: int) -> int:
    return sum(number * data for number, _total, data in _blocks(version))


def _by_segno(payload: bytes, version: int | None = None) -> Code:
    import segno  # noqa: PLC0415 - only needed where codes are drawn

    try:
        made = segno.make(
            payload,
            mode="byte",
            error=LEVEL,
            mask=MASK,
            version=version,
            micro=False,
            boost_error=False,
        )
    except segno.DataOverflowError as problem:
        raise InvalidValueError(_("This text is too long for a QR code: shorten it.")) from problem
    return Code(len(made.matrix), _pack([list(row) for row in made.matrix]))


def _pack(rows: list[list[int]]) -> bytes:
    row_bytes = (len(rows) + 7) // 8
    return b"".join(
        int("".join(map(str, row)).ljust(row_bytes * 8, "0"), 2).to_bytes(row_bytes, "big")
        for row in rows
    )


@lru_cache(maxsize=_MOST_BY_TABLE)
def _table(version: int) -> _Table:
    return _Table(version)


class _Table:
    """The pictures of every half byte of the data codewords of one version."""

    def __init__(self, version: int) -> None:
        self._wide_count = version >= _LONG_COUNT_FROM
        self._codewords = _data_codewords(version)
        # A full code: where there is room left, segno puts a zero before ISO's padding bytes.
        full = bytes(_capacity(version))
        zero = _by_segno(full, version)
        self._size = zero.size
        self._bytes = len(zero.bits)
        places = _fill_order(version, zero.size, self._bytes * 8)
        bits = _bit_pictures(version, places)
        self._halves = [_combinations(bits[at : at + 4]) for at in range(0, len(bits), 4)]
        self._base = int.from_bytes(zero.bits, "big")
        self._base ^= self._sum(self._message(full))

    def encode(self, payload: bytes) -> Code:
        picture = self._base ^ self._sum(self._message(payload))
        return Code(self._size, picture.to_bytes(self._bytes, "big"))

    def _message(self, payload: bytes) -> str:
        """Give the data codewords as hexadecimal digits: mode, count, bytes, end, padding."""
        head = f"{_MODE_BYTE:x}{len(payload):0{4 if self._wide_count else 2}x}"
        used = (len(head) + 1) // 2 + len(payload)
        pads = bytes(_PADS[at % 2] for at in range(self._codewords - used))
        return f"{head}{payload.hex()}0{pads.hex()}"

    def _sum(self, message: str) -> int:
        picture = 0
        for half, digit in zip(self._halves, message, strict=True):
            picture ^= half[digit]
        return picture


def _combinations(four: list[int]) -> dict[str, int]:
    """Every sum of four pictures, by hexadecimal digit (the first picture is its highest bit)."""
    sums = [0] * 16
    for value in range(1, 16):
        low = value & -value
        sums[value] = sums[value ^ low] ^ four[4 - low.bit_length()]
    return {f"{value:x}": picture for value, picture in enumerate(sums)}


def _fill_order(version: int, size: int, total_bits: int) -> list[int]:
    """Give the picture of each free module, in the order in which message bits fill them."""
    import segno  # noqa: PLC0415 - only needed where codes are drawn
    from segno import consts  # noqa: PLC0415 - likewise

    made = segno.make(b"", mode="byte", error=LEVEL, mask=MASK, version=version, micro=False)
    # only the kinds of the modules are read here, and those are the same for every message
    kinds = [list(row) for row in made.matrix_iter(border=0, verbose=True)]
    kinds[8][size - 9] = consts.TYPE_DATA_LIGHT  # segno names it format, but fills it with data
    free = {consts.TYPE_DATA_LIGHT, consts.TYPE_DATA_DARK}
    stride = (size + 7) // 8 * 8
    order: list[int] = []
    upwards = True
    right = size - 1
    while right > 0:
        if right == 6:  # noqa: PLR2004 - the upright timing pattern takes a column of its own
            right -= 1
        for row in reversed(range(size)) if upwards else range(size):
            order += [
                1 << (total_bits - 1 - row * stride - column)
                for column in (right, right - 1)
                if kinds[row][column] in free
            ]
        upwards = not upwards
        right -= 2
    return order


def _bit_pictures(version: int, places: list[int]) -> list[int]:
    """For each bit of the data codewords, in message order, the modules that it turns over."""
    data_at, check_at = _interleaving(version)
    pictures: list[int] = []
    for block, positions in enumerate(data_at):
        checks = check_at[block]
        rests = remainders(len(positions), len(checks))
        for number, place in enumerate(positions):
            pictures.extend(
                _picture(1 << bit, place, rests[number], checks, places) for bit in range(7, -1, -1)
            )
    return pictures


def _picture(
    value: int, place: int, remainder: list[int], checks: list[int], places: list[int]
) -> int:
    picture = _modules(value, place, places)
    for check, factor in zip(checks, remainder, strict=True):
        picture |= _modules(multiply(factor, value), check, places)
    return picture


def _modules(value: int, codeword: int, places: list[int]) -> int:
    first = codeword * 8
    return sum(places[first + bit] for bit in range(8) if value >> (7 - bit) & 1)


def _interleaving(version: int) -> tuple[list[list[int]], list[list[int]]]:
    """For each block, where its data and its check codewords stand in the final message."""
    sizes = [
        (data, total - data) for number, total, data in _blocks(version) for _block in range(number)
    ]
    return _positions([data for data, _check in sizes], 0), _positions(
        [check for _data, check in sizes], _data_codewords(version)
    )


def _positions(lengths: list[int], start: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _length in lengths]
    at = start
    for turn in range(max(lengths)):
        for block, length in enumerate(lengths):
            if turn < length:
                found[block].append(at)
                at += 1
    return found
