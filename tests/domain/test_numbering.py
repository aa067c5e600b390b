# SPDX-License-Identifier: Apache-2.0
"""Row numbers of a site and its counter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain import numbering

SITES = st.integers(1, 2**31 - 1)
COUNTERS = st.integers(0, 2**32 - 1)


@given(site=SITES, counter=COUNTERS)
def test_both_are_read_back(site, counter):
    number = numbering.compose(site, counter)
    assert (numbering.site_of(number), numbering.counter_of(number)) == (site, counter)
    assert 0 < number < 1 << 63, "a positive whole number of SQLite"


def test_sites_are_drawn_from_all_there_are():
    drawn = {numbering.draw_site() for _turn in range(500)}
    assert len(drawn) > 490
    assert all(0 < site < 1 << 31 for site in drawn)
    assert any(site > 1 << 30 for site in drawn)


def test_what_a_key_names_has_the_same_number_anywhere():
    assert numbering.keyed("settings", "branch") == 2701105059032673380
    assert numbering.keyed("settings", "branch") != numbering.keyed("accounts", "branch")
    assert numbering.keyed("a", "b", "c") != numbering.keyed("a", "bc")


@given(st.integers(1, 2**31 - 1), st.integers(0, 2**32 - 1), st.text(max_size=5))
def test_numbers_beside_a_row_are_row_numbers_and_follow_each_other(site, counter, month):
    row = numbering.compose(site, counter)
    number = numbering.beside("dues", row, month)
    assert 0 < number < 2**63
    assert 0 < numbering.keyed("dues", row, month) < 2**62
    if counter:
        assert numbering.beside("dues", row - 1, month) == number - 1


def test_a_typed_number_is_one_that_a_store_can_hold():
    assert numbering.typed("9223372036854775807") == 2**63 - 1
    assert numbering.typed("9032016963051716615") == 9032016963051716615
    for wrong in ("9223372036854775808", "99999999999999999999", "", "-1", "12a", "١٢"):
        assert numbering.typed(wrong) == 0
