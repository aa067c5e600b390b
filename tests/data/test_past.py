# SPDX-License-Identifier: Apache-2.0
"""Rows taken back note by note are what they were, whatever was done to them in between."""

from __future__ import annotations

import random

import msgspec
import pytest

from unionbook.data.journal import DELETED, INSERTED, UPDATED, Table
from unionbook.data.past import PastTable, union

TABLE = Table(7, "things", ("name", "size", "note"))
ALL = 0b111


class Things:
    """A table in memory that notes what is done to it, as the triggers do."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[object, ...]] = {}
        self.notes: list[tuple[int, int, int, int, str | None]] = []

    def insert(self, number: int, *values: object) -> None:
        self.rows[number] = values
        self._note(number, INSERTED, _mask(values), None)

    def update(self, number: int, *values: object) -> None:
        held = self.rows[number]
        mask = sum(1 << bit for bit in range(3) if held[bit] != values[bit])
        if mask:
            self.rows[number] = values
            self._note(number, UPDATED, mask, held)

    def delete(self, number: int) -> None:
        held = self.rows.pop(number)
        self._note(number, DELETED, _mask(held), held)

    def _note(self, number, kind, mask, held) -> None:
        old = None
        if held is not None:
            told = [value for bit, value in enumerate(held) if mask >> bit & 1]
            old = msgspec.json.encode(told)[1:-1].decode()
        self.notes.append((TABLE.number, number, kind, mask, old))


def _mask(values) -> int:
    return sum(1 << bit for bit, value in enumerate(values) if value is not None)


def as_they_were(past, things, wanted):
    present = [(number, *things.rows[number]) for number in sorted(things.rows) if number in wanted]
    return list(past.rows(ALL, wanted, present))


@pytest.mark.parametrize("seed", range(12))
def test_each_step_taken_back_gives_the_rows_before_it(seed):
    draw = random.Random(seed)
    things, steps = Things(), []
    for _step in range(25):
        before = dict(things.rows)
        start = len(things.notes)
        for _act in range(draw.choice([1, 1, 3, 40])):
            number = draw.randrange(1, 15)
            values = draw.choice("abc"), draw.choice([None, 1, 2]), draw.choice([None, "x", "ý"])
            if number not in things.rows:
                things.insert(number, *values)
            elif draw.random() < 0.3:
                things.delete(number)
            else:
                things.update(number, *values)
        steps.append((before, things.notes[start:]))
    past = PastTable(TABLE)
    everything = set(range(1, 15))
    for before, notes in reversed(steps):
        past.take_back(notes)
        wanted = [(number, *before[number]) for number in sorted(before)]
        assert as_they_were(past, things, everything) == wanted
        few = {3, 4, 5}
        assert as_they_were(past, things, few) == [row for row in wanted if row[0] in few]
    assert not past.revived


def test_what_no_note_told_of_is_known():
    things = Things()
    things.insert(1, "a", None, None)
    things.insert(2, "b", 2, None)
    things.update(1, "a", 5, None)
    past = PastTable(TABLE)
    past.take_back(things.notes)
    assert past.unknown([(1, 0b011), (2, 0b011)]) is None
    assert past.unknown([(1, 0b011), (2, 0b111)]) == (2, 0b100)
    assert past.unknown([(1, 0b011), (3, 0b001)]) == (3, 0)


def test_a_row_removed_and_never_made_is_left_over():
    past = PastTable(TABLE)
    past.take_back([(7, 1, DELETED, 1, '"a"')])
    assert past.revived


def test_the_columns_of_notes_are_united():
    assert union([(7, 1, UPDATED, 1, ""), (7, 2, UPDATED, 4, "")]) == 5
    assert union([]) == 0
