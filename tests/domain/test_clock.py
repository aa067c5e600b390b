# SPDX-License-Identifier: Apache-2.0
"""A clock that never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain import clock

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside


@given(moments=st.lists(MOMENTS, max_size=20))
def test_it_only_goes_on(moments):
    times = [0]
    for now in moments:
        times.append(clock.tick(times[-1], now))
    assert times == sorted(set(times))
    assert all(time < 1 << 63 for time in times)


@given(now=MOMENTS)
def test_its_moment_is_that_of_the_pc_to_the_millisecond(now):
    told = clock.moment(clock.tick(0, now))
    assert timedelta() <= now - told < timedelta(milliseconds=1)


def test_a_pc_whose_clock_is_put_back_counts_on():
    late = clock.tick(0, datetime(2030, 1, 1, tzinfo=UTC))
    assert clock.tick(late, datetime(2020, 1, 1, tzinfo=UTC)) == late + 1


def test_today_is_a_day():
    assert datetime.fromisoformat(clock.today())
    assert len(clock.today()) == 10
