# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.exchange import covers, join, meet, missing

vectors = st.dictionaries(st.integers(1, 5), st.integers(1, 9), max_size=4)


def test_what_is_missing_is_named_by_first_and_last():
    assert missing({1: 3, 2: 5}, {1: 7, 2: 5, 9: 2}) == {1: (4, 7), 9: (1, 2)}


@given(vectors, vectors)
def test_a_join_covers_both_and_no_more(one, other):
    both = join(one, other)
    assert covers(both, one)
    assert covers(both, other)
    assert all(both[site] in {one.get(site), other.get(site)} for site in both)


@given(vectors, vectors)
def test_nothing_is_missing_where_all_is_covered(known, wanted):
    assert covers(known, wanted) == (not missing(known, wanted))


@given(vectors, vectors)
def test_what_both_know_is_covered_by_either(one, other):
    both = meet(one, other)
    assert covers(one, both)
    assert covers(other, both)
    assert join(both, one) == dict(sorted(one.items()))
