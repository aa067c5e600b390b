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
