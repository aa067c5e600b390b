# SPDX-License-Identifier: Apache-2.0
"""The rule by which backups are kept: 7 days, 4 weeks, 12 months, and always the newest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from unionbook.data import retention

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 21)), max_size=60)  # noqa: DTZ001 - local times of an office


def test_a_backup_each_day_for_two_years():
    made = [NOW - timedelta(days=day) for day in range(730)]
    kept = sorted(retention.kept(made), reverse=True)
    assert kept[:7] == made[:7]
    assert len(kept) <= 7 + 4 + 12
    assert {(one.year, one.month) for one in kept} >= {(2026, month) for month in range(1, 12)}
    assert (2025, 12) in {(one.year, one.month) for one in kept}
    assert min(kept) > NOW - timedelta(days=366)


def test_several_of_one_day_leave_the_last():
    made = [NOW - timedelta(minutes=minute) for minute in range(0, 300, 10)]
    assert retention.kept(made) == {NOW}


def test_pauses_do_not_cost_a_backup():
    """Days on which nobody worked do not count: it is the last seven days with a backup."""
    made = [NOW - timedelta(days=30 * number) for number in range(7)]
    assert retention.kept(made) == set(made)


@given(made=MOMENTS)
def test_the_newest_is_always_kept_and_there_are_never_too_many(made):
    kept = retention.kept(made)
    assert kept <= set(made)
    assert len(kept) <= 23
    if made:
        assert max(made) in kept


@given(made=MOMENTS)
def test_what_is_kept_once_is_not_let_go_by_asking_again(made):
    kept = retention.kept(made)
    assert retention.kept(kept) == kept


def test_only_files_of_ours_are_deleted(tmp_path: Path):
    names = [f"{NOW - timedelta(hours=hour):%Y-%m-%d %H%M%S}.unionbackup" for hour in range(5)]
    others = ["my own copy.unionbackup", "letter.txt", "2026-11-21.unionbackup"]
    for name in [*names, *others]:
        (tmp_path / name).write_bytes(b"x")
    removed = retention.thin_out(tmp_path)
    assert set(removed) == set(names[1:])
    assert {path.name for path in tmp_path.iterdir()} == {names[0], *others}
