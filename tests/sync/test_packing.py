# SPDX-License-Identifier: Apache-2.0
"""Numbers as bytes, and a cursor that trusts no length."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.sync.packing import Cursor, short_text, unpack, unzigzag, varint, zigzag
from unionbook.sync.refusals import BundleError

MOST = (1 << 64) - 1


@given(st.integers(0, MOST))
def test_a_number_comes_back(number: int):
    cursor = Cursor(varint(number))
    assert cursor.varint(MOST) == number
    cursor.finish()


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_a_signed_number_comes_back(number: int):
    assert 0 <= zigzag(number) <= MOST
    assert unzigzag(zigzag(number)) == number


def test_small_numbers_of_either_sign_stay_small():
    assert [zigzag(number) for number in (0, -1, 1, -2, 2)] == [0, 1, 2, 3, 4]


def test_a_number_without_end_is_refused():
    with pytest.raises(BundleError, match="damaged"):
        Cursor(b"\xff" * 20).varint(MOST)


def test_a_number_above_its_limit_is_refused():
    with pytest.raises(BundleError, match="more than a bundle may hold"):
        Cursor(varint(6)).varint(5)


def test_nothing_is_taken_beyond_the_end():
    for data in (b"", b"\x05ab"):
        with pytest.raises(BundleError):
            Cursor(data).text(100)


def test_text_must_be_utf8():
    assert Cursor(short_text("Đỗ Ý")).text(100) == "Đỗ Ý"
    with pytest.raises(BundleError):
        Cursor(b"\x01\xff").text(100)


def test_what_is_left_over_is_refused():
    with pytest.raises(BundleError):
        Cursor(b"x").finish()


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x81\xa4name\xa1\xff", b"\x81\xa1\xff\x00"])
def test_what_is_not_of_the_shape_is_refused(data: bytes):
    class Shape(msgspec.Struct, forbid_unknown_fields=True):
        name: str = ""

    with pytest.raises(BundleError):
        unpack(data, Shape)


def test_what_is_nested_without_end_is_refused():
    class Newer(msgspec.Struct):
        name: str = ""

    with pytest.raises(BundleError):
        unpack(b"\x81\xa1x" + b"\x91" * 100_000 + b"\xc0", Newer)
