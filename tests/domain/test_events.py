# SPDX-License-Identifier: Apache-2.0
"""The standing that follows from dated events, on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.events import (
    ALLOWED_AFTER,
    EVENT_LABELS,
    STATUS_AFTER,
    Event,
    EventKind,
    Standing,
    standing,
)
from unionbook.domain.fields import STATUSES


def test_without_events_one_is_a_member():
    assert standing([], "2026-11-21") == Standing("active", "")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2019-12-31", Standing("active", "", "2020-01-01")),
        ("2020-01-01", Standing("exempt", "2020-01-01", "2020-07-01")),
        ("2020-06-30", Standing("exempt", "2020-01-01", "2020-07-01")),
        ("2020-07-01", Standing("active", "2020-07-01", "2021-05-01")),
        ("2021-05-01", Standing("left", "2021-05-01")),
        ("2030-01-01", Standing("left", "2021-05-01")),
    ],
)
def test_an_exemption_with_an_end_and_a_leaving(today, expected):
    happened = [
        Event(2, EventKind.LEFT, "2021-05-01"),
        Event(1, EventKind.EXEMPTED, "2020-01-01", "2020-06-30"),
    ]
    assert standing(happened, today) == expected


def test_what_comes_before_an_end_changes_it():
    """Who leaves while exempt is not a member again when the exemption would have ended."""
    happened = [
        Event(1, EventKind.EXEMPTED, "2020-01-01", "2020-12-31"),
        Event(2, EventKind.LEFT, "2020-06-01"),
    ]
    assert standing(happened, "2021-01-01").status == "left"
    assert standing(happened, "2020-03-01") == Standing("exempt", "2020-01-01", "2020-06-01")


def test_on_one_day_the_later_entry_counts():
    day = "2020-01-01"
    happened = [Event(2, EventKind.RETURNED, day), Event(1, EventKind.LEFT, day)]
    assert standing(happened, day).status == "active"


def test_an_event_without_a_date_is_long_ago():
    happened = [Event(9, EventKind.LEFT, ""), Event(1, EventKind.RETURNED, "2020-01-01")]
    assert standing(happened, "2019-01-01").status == "left"
    assert standing(happened, "2020-01-01").status == "active"


DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31)).map(date.isoformat)
EVENTS = st.lists(
    st.builds(
        Event, st.integers(1, 99), st.sampled_from(EventKind), DAYS, st.one_of(st.just(""), DAYS)
    ),
    max_size=6,
    unique_by=lambda event: event.id,
)


@given(happened=EVENTS, today=DAYS)
def test_the_standing_holds_until_the_day_it_says(happened, today):
    now = standing(happened, today)
    assert now.status in STATUSES
    if now.changes_on:
        assert now.changes_on > today
        before = (date.fromisoformat(now.changes_on) - timedelta(days=1)).isoformat()
        assert standing(happened, before).status == now.status
    else:
        assert standing(happened, "2099-01-01").status == now.status


@given(happened=EVENTS, today=DAYS)
def test_the_order_in_which_events_are_given_does_not_matter(happened, today):
    assert standing(happened, today) == standing(happened[::-1], today)


def test_each_kind_has_a_status_and_words():
    assert set(STATUS_AFTER) == set(EVENT_LABELS) == set(EventKind)
    assert set(ALLOWED_AFTER) == set(STATUSES)
    assert set(STATUS_AFTER.values()) == set(STATUSES)


def test_what_follows_changes_something():
    for status, kinds in ALLOWED_AFTER.items():
        assert all(STATUS_AFTER[kind] != status for kind in kinds), status
    assert ALLOWED_AFTER["deceased"] == ()
