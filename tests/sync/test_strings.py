# SPDX-License-Identifier: Apache-2.0
"""Columns of texts come back as they were, in the form that takes the fewest bytes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.sync import integers, squeezing, strings
from unionbook.sync.packing import Cursor, varint
from unionbook.sync.refusals import BundleError
from unionbook.sync.strings import Budget, Form

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LIKELY = st.sampled_from(
    ["0901234567", "0", "", "2026-11-21", "2026-02-30", "Nguyễn Văn An", "an.hoa_1@example.org",
     "٣", "12-3", "1" * 19, "0001-01-01", "a b c d e f g h i j k l m n o p"]
)  # fmt: skip


def read(data: bytes, count: int) -> list[str | None]:
    cursor = Cursor(data)
    found = strings.decode(cursor, count, Budget(100_000))
    cursor.finish()
    return found


def round_trip(values: list[str]) -> Form:
    data = b"".join(strings.encode(values))
    assert read(data, len(values)) == values
    return Form(data[0])


@given(st.lists(TEXT, min_size=1, max_size=40))
def test_any_texts_come_back(values: list[str]):
    assert read(b"".join(strings.encode(values)), len(values)) == values


@given(st.lists(LIKELY | st.from_regex(r"[A-Z]{0,2}[0-9]{0,20}", fullmatch=True), min_size=1))
def test_texts_as_offices_write_them_come_back(values: list[str]):
    assert read(b"".join(strings.encode(values)), len(values)) == values


@pytest.mark.parametrize("form", [Form.RAW, Form.DICTIONARY, Form.PARTED, Form.WORDS])
@given(values=st.lists(TEXT | LIKELY, min_size=1))
def test_every_form_reads_what_it_wrote(form: Form, values: list[str]):
    pieces = strings._WRITERS[form](values)
    data = b"".join([bytes([form]), *pieces])
    assert strings.decode(Cursor(data), len(values), Budget(1_000_000)) == values


def test_the_form_follows_what_the_column_holds():
    dice = random.Random(2)
    family, given_names = ("Nguyễn", "Trần", "Lê", "Phạm"), ("An", "Bình", "Chi", "Dũng", "Hà")
    names = [
        f"{dice.choice(family)} {dice.choice(('Văn', 'Thị', 'Đức'))} {dice.choice(given_names)}"
        for _ in range(800)
    ]
    phones = [f"09{dice.randrange(10**8):08d}" for _ in range(800)]
    assert round_trip(["Nam", "Nữ"] * 400) is Form.DICTIONARY
    assert round_trip(phones) is Form.DIGITS
    assert round_trip([*phones, "chưa có", "0912 345 678"]) in {Form.PARTED, Form.WORDS}
    assert round_trip([f"20{k % 27:02d}-03-{k % 28 + 1:02d}" for k in range(800)]) is Form.DAYS
    assert round_trip([f"{name} {k}" for k, name in enumerate(names)]) is Form.WORDS
    assert round_trip([dice.randbytes(40).hex() + "g" for _ in range(99)]) is Form.RAW


def test_one_phone_that_is_none_costs_little():
    dice = random.Random(3)
    phones = [f"09{dice.randrange(10**8):08d}" for _ in range(1000)]
    clean = squeezing.size(strings.encode(phones))
    phones[500] = "chưa có"
    assert squeezing.size(strings.encode(phones)) < clean + 200


def test_names_cost_hardly_more_than_their_words():
    """Twenty families, twenty middles, fifty givens: 12.97 bits; the words themselves come once."""
    dice = random.Random(4)
    words = [[f"{chr(97 + k % 26)}ọ{kind}{chr(97 + k // 26)}" for k in range(size)]
             for kind, size in (("ng", 20), ("nh", 20), ("t", 50))]  # fmt: skip
    names = [" ".join(dice.choice(one) for one in words) for _ in range(5000)]
    assert squeezing.size(strings.encode(names)) < 5000 * 2.1


def encoded(form: int, *pieces: bytes) -> Cursor:
    return Cursor(bytes([form]) + b"".join(pieces))


LENGTHS = b"".join(integers.encode([1, 1]))


@pytest.mark.parametrize(
    "cursor",
    [
        encoded(9),
        encoded(Form.RAW, LENGTHS, b"\x03abc"),  # more bytes than lengths
        encoded(Form.RAW, LENGTHS, b"\x01a"),  # fewer
        encoded(Form.RAW, LENGTHS, b"\x02\xc3\x28"),  # no UTF-8
        encoded(Form.RAW, *integers.encode([2**40, 1]), b"\x00"),  # a length beyond everything
        encoded(Form.DICTIONARY, b"\x00", b"\x00", *integers.encode([0, 0])),  # no entries
        encoded(Form.DICTIONARY, b"\x03"),  # more entries than texts
        encoded(Form.DIGITS, LENGTHS, *integers.encode([5, 10])),  # two digits where one is told
        encoded(Form.DIGITS, *integers.encode([19, 1]), *integers.encode([5, 1])),
        encoded(Form.DAYS, *integers.encode([2_932_897, 0])),  # the day after 9999-12-31
        encoded(Form.DAYS, *integers.encode([-719_163, 0])),  # the day before 0001-01-01
        encoded(Form.PARTED, b"\x04"),  # bits after the last
        encoded(Form.WORDS, *integers.encode([13, 1])),  # too many words
        encoded(Form.WORDS, LENGTHS, bytes([Form.WORDS])),  # words of words
    ],
)
def test_what_no_writer_makes_is_refused(cursor: Cursor):
    with pytest.raises(BundleError):
        strings.decode(cursor, 2, Budget(1000))


def test_a_dictionary_cannot_unfold_without_limit():
    entry = b"x" * 60_000
    pieces = [*integers.encode([len(entry)]), varint(len(entry)), entry]
    data = b"".join([bytes([Form.DICTIONARY]), b"\x01", *pieces, *integers.encode([0] * 5000)])
    with pytest.raises(BundleError, match="more than a bundle may hold"):
        strings.decode(Cursor(data), 5000, Budget(8 << 20))


@given(st.lists(st.booleans(), max_size=70))
def test_bitmaps_come_back(flags: list[bool]):
    data = strings.bitmap(flags)
    assert len(data) == (len(flags) + 7) // 8
    assert strings.read_bitmap(Cursor(data), len(flags)) == flags
