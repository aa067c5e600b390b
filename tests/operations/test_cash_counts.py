# SPDX-License-Identifier: Apache-2.0
"""Cash counted piece by piece against the book of that day."""

from __future__ import annotations

import pytest
import registers
from open_bank import post

from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import cash_counts, ledger


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def test_a_count_keeps_what_the_book_said_that_day(session):
    post(session, 600_000, "2026-03-01", "A", account="cash")
    post(session, 100_000, "2026-03-05", "B", account="cash")
    changes = cash_counts.count_cash(session, pieces={500_000: 1, 50_000: 2, 20_000: 0},
                                     on="3/3/2026", people=("An",))  # fmt: skip
    (found,) = cash_counts.list_counts(session)
    assert found.id == changes.rows["cash_counts"][0]
    assert (found.counted, found.booked, found.difference) == (600_000, 600_000, 0)
    assert found.pieces == {500_000: 1, 50_000: 2}
    assert found.people == ("An",)
    post(session, 1_000, "2026-03-02", "late", account="cash")
    assert cash_counts.get_count(session, count_id=found.id).booked == 600_000


def test_only_what_is_in_use_that_day_is_counted(session):
    with pytest.raises(InvalidValueError, match="300,000"):
        cash_counts.count_cash(session, pieces={300_000: 1})
    with pytest.raises(InvalidValueError):
        cash_counts.count_cash(session, pieces={500_000: -1})
    before = {one.value for one in cash_counts.list_denominations(session, on="2005-01-01")}
    assert 200_000 not in before
    assert 500_000 in before
    values = [one.value for one in cash_counts.list_denominations(session)]
    assert values == sorted(values, reverse=True)


def test_an_empty_box_may_be_counted(session):
    cash_counts.count_cash(session, pieces={}, on="2026-03-01")
    assert cash_counts.list_counts(session, account="cash")[0].counted == 0
    with pytest.raises(NotFoundError):
        cash_counts.get_count(session, count_id=1)
