# SPDX-License-Identifier: Apache-2.0
"""What a bundle says it holds is what is in it; clocks that are brought back stay in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import registers

from unionbook.data import store, vectors
from unionbook.data.exchange_errors import MalformedError
from unionbook.domain import clock
from unionbook.domain.exchange import Delta, KnownCommit
from unionbook.domain.numbering import compose


def delta(since: dict[int, int], until: dict[int, int], *told: tuple[int, int]) -> Delta:
    commits = [KnownCommit(compose(*one), 1, bytes(32)) for one in told]
    return Delta(since, until, commits, [])


@pytest.mark.parametrize(
    "whole",
    [
        delta({}, {}),
        delta({1: 2}, {1: 2}),
        delta({}, {1: 2, 7: 1}, (1, 1), (1, 2), (7, 1)),
        delta({1: 1}, {1: 2}, (1, 1), (1, 2)),
    ],
)
def test_what_is_all_there_is_complete(whole: Delta):
    vectors.check_complete(whole)


@pytest.mark.parametrize(
    "broken",
    [
        delta({}, {1: 2}, (1, 1)),
        delta({}, {1: 2}, (1, 1), (1, 3)),
        delta({}, {1: 2}, (1, 1), (1, 2), (1, 2)),
        delta({}, {1: 2}, (1, 1), (1, 2), (9, 1)),
        delta({7: 5}, {}),
        delta({7: 5}, {7: 4}),
        delta({}, {9: 1 << 31}),
    ],
)
def test_what_says_more_or_less_than_it_holds_is_refused(broken: Delta):
    with pytest.raises(MalformedError):
        vectors.check_complete(broken)


def test_a_clock_that_is_brought_back_stays_later_than_what_was_known(session, monkeypatch):
    """Another PC may be an hour ahead; what was written over its value must not lose to it."""
    now = datetime.now(UTC)
    theirs = clock.tick(0, now + timedelta(hours=1))

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=UTC):
            return now.astimezone(tz) + timedelta(days=500)

    with session.office.upkeep():
        session.database.execute(
            "INSERT INTO known_commits(id, clock, digest, user_name, operation, reason, arrived) "
            "VALUES (?, ?, ?, '', '', '', 0)",
            [compose(5, 1), theirs, bytes(32)],
        )
    with monkeypatch.context() as patch:
        patch.setattr(store, "datetime", Ahead)
        registers.enrol(session, "Trần Văn An")
        registers.enrol(session, "Lê Thị Bình")
    with session.office.upkeep():
        vectors.fix_clocks(session.database, session.site, now)
    brought = session.database.rows("SELECT clock FROM restamped ORDER BY commit_id")
    assert len(brought) == 2
    assert theirs < brought[0][0] < brought[1][0] < theirs + 100
