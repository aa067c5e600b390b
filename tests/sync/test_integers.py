# SPDX-License-Identifier: Apache-2.0
"""Columns of integers come back as they were, in few bytes."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unionbook.sync import integers
from unionbook.sync.packing import Cursor, varint, zigzag
from unionbook.sync.refusals import BundleError

ANY = st.integers(-(1 << 63), (1 << 63) - 1)
NEAR = st.integers(-300, 300)


def round_trip(values: list[int]) -> int:
    data = b"".join(integers.encode(values))
    cursor = Cursor(data)
    assert integers.decode(cursor, len(values)) == values
    cursor.finish()
    return len(data)


@given(st.lists(ANY | NEAR, max_size=60))
@example([-(1 << 63), (1 << 63) - 1])
@example([(1 << 63) - 1, -(1 << 63)] * 3)
@example([5])
def test_any_integers_come_back(values: list[int]):
    assert round_trip(values) <= 30 + 10 * len(values)


@given(ANY.map(lambda n: n // 4), st.integers(-(2**40), 2**40), st.integers(2, 50))
def test_a_ladder_costs_no_bytes_for_its_rungs(first: int, rung: int, count: int):
    assert round_trip([first + rung * place for place in range(count)]) <= 40


def test_what_repeats_costs_nothing():
    assert round_trip([1_795_000_000_000] * 5000) < 12


def test_common_factors_are_taken_out():
    dice = random.Random(1)
    wages = [dice.randrange(4_500_000, 40_000_000, 1000) for _ in range(1000)]
    assert round_trip(wages) < 2020


def test_row_numbers_are_written_as_gaps():
    dice = random.Random(1)
    assert round_trip(sorted(dice.sample(range(1 << 40, (1 << 40) + 9000), 3000))) < 3020


def test_the_same_numbers_give_the_same_bytes():
    values = [3, 1, 4, 1, 5, 9, 2, 6]
    assert integers.encode(values) == integers.encode(list(values))


def test_more_than_64_bits_are_our_own_mistake():
    with pytest.raises(ValueError, match="64 bits"):
        integers.encode([1 << 63])


HIGH = varint(zigzag((1 << 63) - 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x02\x00\x01\x00",  # an unknown form
        b"\x00\x00\x00\x00",  # steps of nothing
        b"\x00\x00\x01\x09" + bytes(18),  # nine planes
        b"\x00\x00\x01\x01\x00",  # a plane cut short
        b"\x00" + HIGH + b"\x01\x01\x00\x01",  # beyond 64 bits
        b"\x01" + HIGH + b"\x04\x01\x00",  # a gap beyond 64 bits
    ],
)
def test_what_no_writer_makes_is_refused(data: bytes):
    with pytest.raises(BundleError):
        integers.decode(Cursor(data), 2)


def test_small_ones_must_be_small():
    data = b"".join(integers.encode([0, 7]))
    assert integers.decode_small(Cursor(data), 2, 7) == [0, 7]
    with pytest.raises(BundleError):
        integers.decode_small(Cursor(data), 2, 6)
    with pytest.raises(BundleError):
        integers.decode_small(Cursor(b"".join(integers.encode([-1, 7]))), 2, 9)
