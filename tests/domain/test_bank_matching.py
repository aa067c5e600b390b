# SPDX-License-Identifier: Apache-2.0
"""Proposals never use anything twice, and every one of them adds up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from unionbook.domain.bank_matching import WINDOW, Item, days_between, propose

DAYS = [f"2026-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in (1, 2, 15, 28)]
ITEMS = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from([5, 10, 15, 20, -5, -10, -15])), max_size=9
).map(lambda rows: [Item(n, day, amount, "", "") for n, (day, amount) in enumerate(rows)])


@settings(max_examples=200, deadline=None)
@given(ITEMS, ITEMS)
def test_nothing_is_used_twice_and_all_adds_up(lines, entries):
    by_line = {one.id: one for one in lines}
    by_entry = {one.id: one for one in entries}
    found = propose(lines, entries)
    used_lines = [number for fit in found for number in fit.lines]
    used_entries = [number for fit in found for number in fit.entries]
    assert len(used_lines) == len(set(used_lines))
    assert len(used_entries) == len(set(used_entries))
    for fit in found:
        assert 1 in (len(fit.lines), len(fit.entries))
        ours = [by_line[number] for number in fit.lines]
        theirs = [by_entry[number] for number in fit.entries]
        assert sum(one.amount for one in ours) == sum(one.amount for one in theirs)
        assert all(days_between(one, other) <= WINDOW for one in ours for other in theirs)


@given(ITEMS, ITEMS)
def test_no_pair_of_equal_sums_is_left_over(lines, entries):
    found = propose(lines, entries)
    used_lines = {number for fit in found for number in fit.lines}
    used_entries = {number for fit in found for number in fit.entries}
    for line in lines:
        for entry in entries:
            near = days_between(line, entry) <= WINDOW
            if near and line.amount == entry.amount:
                assert line.id in used_lines or entry.id in used_entries


def test_a_word_that_every_line_says_is_no_reason():
    lines = [Item(n, "2026-01-02", n, "CHUYEN TIEN", "") for n in range(1, 6)]
    (fit,) = propose(lines, [Item(9, "2026-01-02", 3, "chuyen tien", "")])
    assert [reason.kind for reason in fit.reasons] == ["day"]


def test_a_number_is_found_however_it_is_written():
    lines = [Item(1, "2026-01-20", 10, "thanh toan theo pt 0001/2026", "")]
    near = Item(2, "2026-01-20", 10, "", "PT0002/2026")
    named = Item(3, "2026-01-02", 10, "", "PT0001/2026")
    (fit,) = propose(lines, [near, named])
    assert (fit.entries, fit.certain) == ((3,), True)
