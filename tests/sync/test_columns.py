# SPDX-License-Identifier: Apache-2.0
"""Blocks come back as they were; what is no block is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import bundles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.exchange import Block, Kind
from unionbook.sync import columns, strings
from unionbook.sync.packing import Cursor
from unionbook.sync.refusals import BundleError

VALUE = (
    st.none()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary(max_size=20)
)


def decoded(data: bytes, commits: int) -> Block:
    return columns.decode_block(data, commits, strings.Budget(columns.MOST_CHARACTERS))


@given(st.lists(VALUE, min_size=1, max_size=50))
def test_any_values_come_back(values: list[object]):
    cursor = Cursor(b"".join(columns.encode_column(values)))
    back = columns.decode_column(cursor, len(values), strings.Budget(100_000))
    cursor.finish()
    assert back == values
    assert list(map(type, back)) == list(map(type, values))


def test_zero_keeps_its_sign():
    cursor = Cursor(b"".join(columns.encode_column([-0.0])))
    (zero,) = columns.decode_column(cursor, 1, strings.Budget(0))
    assert math.copysign(1, zero) == -1


def test_truth_becomes_a_number():
    cursor = Cursor(b"".join(columns.encode_column([True, False, None])))
    assert columns.decode_column(cursor, 3, strings.Budget(0)) == [1, 0, None]


@pytest.mark.parametrize("rows", [1, 40])
def test_a_block_comes_back(rows: int):
    whole = bundles.members()
    block = replace(
        whole, ids=whole.ids[:rows], commits=whole.commits[:rows],
        values=[column[:rows] for column in whole.values],
    )  # fmt: skip
    assert decoded(b"".join(columns.encode_block(block)), 4) == block


def test_the_same_block_gives_the_same_bytes():
    assert columns.encode_block(bundles.members()) == columns.encode_block(bundles.members())


GOOD = Block("members", Kind.PATCH, ("phone",), [5, 6], [0, 1], [["1", None]])


@pytest.mark.parametrize(
    "wrong",
    [
        replace(GOOD, ids=[5]),
        replace(GOOD, commits=[0]),
        replace(GOOD, ids=[], commits=[], values=[[]]),
        replace(GOOD, columns=("phone", "email")),
        replace(GOOD, table="members; DROP TABLE members"),
        replace(GOOD, columns=("Phone",)),
    ],
)
def test_what_no_reader_would_take_is_our_own_mistake(wrong: Block):
    with pytest.raises(ValueError, match="members"):
        columns.encode_block(wrong)


def test_every_byte_of_a_block_counts():
    """However a block is cut, it is refused, not read as something shorter."""
    data = b"".join(columns.encode_block(bundles.members()))
    for end in range(len(data)):
        with pytest.raises(BundleError):
            decoded(data[:end], 4)
    with pytest.raises(BundleError):
        decoded(data + b"\0", 4)


def test_a_row_must_come_from_a_commit_that_is_there():
    with pytest.raises(BundleError):
        decoded(b"".join(columns.encode_block(GOOD)), 1)


HEAD = b"\x07members\x01\x01"  # one row
ROW = b"\x00\x0a\x01\x00" + b"\x00\x00\x01\x00"  # its number 5 and its commit 0


@pytest.mark.parametrize(
    "data",
    [
        b"\x07members\x03\x01\x00" + ROW,  # kind 3
        b"\x07members\x01\x00\x00",  # no rows
        b"\x07members\x01\xff\xff\x03\x00",  # 65,535 rows
        HEAD + b"\x41",  # 65 columns
        HEAD + b"\x02\x01a\x01a" + ROW + b"\x00\x00",  # a column twice
        HEAD + b"\x01\x02id" + ROW + b"\x00",  # the row's own number as a column
        HEAD + b"\x01\x05a; --" + ROW + b"\x00",  # a name that is more than one
        HEAD + b"\x00" + b"\x00\x00\x01\x00" + b"\x00\x00\x01\x00",  # row number 0
        HEAD + b"\x01\x01a" + ROW + b"\x06",  # an unknown content
        HEAD + b"\x01\x01a" + ROW + b"\x80\x01",  # a bitmap of nothing
        HEAD + b"\x01\x01a" + ROW + b"\x04" + b"\xff" * 8,  # no number
        HEAD + b"\x01\x01a" + ROW + b"\x05\x00\x00\x01\x00",  # mixed, with an empty one
        HEAD + b"\x01\x01a" + ROW + b"\x03\x00\xfe\xff\xff\xff\x0f\x01\x00",  # a long blob
    ],
)
def test_what_no_writer_makes_is_refused(data: bytes):
    with pytest.raises(BundleError):
        decoded(data, 1)


def test_the_smallest_block_is_one():
    found = decoded(HEAD + b"\x01\x01a" + ROW + b"\x00", 1)
    assert found == Block("members", Kind.PATCH, ("a",), [5], [0], [[None]])
