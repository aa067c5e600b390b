# SPDX-License-Identifier: Apache-2.0
"""What must fit together after two PCs worked apart: doubles folded in on one, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
import replicas

from unionbook.operations import doubles, events, groups, history, members, settings

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


@pytest.fixture
def pair(session, tmp_path):
    """Give two PCs of a branch with two records of one person, folded together on the first."""
    first = registers.enrol(session, "Trần Văn An", wage=5_000_000)
    second = registers.enrol(session, "Trần Văn An")
    other = replicas.second(session, tmp_path / "second.unionbook")
    replicas.settle(session, other)
    yield session, other, first, second
    other.close()


def enter(session: Session, member: int) -> None:
    """Enter of each kind of row one for a member."""
    events.record_event(session, member_ids=[member], kind="suspended", on="01/08/2025")
    members.correct_member(
        session, member_id=member, values={"wage": 4_000_000}, wage_from="2020-01-01"
    )
    members.correct_member(session, member_id=member, values={}, free={"Xe": "1"})
    team = groups.add_group(session, kind="worker_group", name="Tổ 1", head_id=member)
    groups.put_in_group(session, group_id=team.rows["groups"][0], member_ids=[member])
    settings.record_consent(session, member_id=member, purpose="ảnh", text_version="1", form="giấy")


def owners(session: Session) -> dict[str, set[int]]:
    """Give whose the rows beside the records are."""
    tables = ("member_events", "wages", "member_values", "group_members", "consents")
    found = {
        name: {row[0] for row in session.database.rows(f"SELECT member_id FROM {name}")}
        for name in tables
    }
    heads = session.database.rows("SELECT head_id FROM groups WHERE head_id IS NOT NULL")
    return found | {"groups": {row[0] for row in heads}}


def expect_parted(pair: tuple[Session, Session, int, int]) -> None:
    one, other, first, second = pair
    for session in (one, other):
        assert sorted(members.list_member_ids(session)) == sorted((first, second))
        found = owners(session)
        assert found.pop("wages") == {first, second}
        assert set.union(*found.values()) == {second}
        registers.expect_whole(session)
        registers.expect_index_in_step(session)
    replicas.expect_equal(one, other)


def expect_folded(pair: tuple[Session, Session, int, int]) -> None:
    one, other, first, _second = pair
    for session in (one, other):
        assert set.union(*owners(session).values()) == {first}


@pytest.mark.parametrize("heard_first", [True, False])
def test_what_another_pc_entered_in_between_goes_back_with_the_record(pair, *, heard_first):
    one, other, first, second = pair
    merged = doubles.merge_members(one, keep=first, other=second)
    enter(other, second)
    # Whoever hears of the other's work first is who moves the rows.
    replicas.settle(one, other) if heard_first else replicas.settle(other, one)
    expect_folded(pair)
    history.undo_commit(one, commit_id=merged.commit_id)
    replicas.settle(one, other)
    expect_parted(pair)


def test_the_undoing_can_be_undone(pair):
    one, other, first, second = pair
    merged = doubles.merge_members(one, keep=first, other=second)
    enter(other, second)
    replicas.settle(other, one)
    undone = history.undo_commit(one, commit_id=merged.commit_id)
    history.undo_commit(one, commit_id=undone.commit_id)
    replicas.settle(one, other)
    expect_folded(pair)


def test_what_was_entered_for_the_one_that_was_kept_stays_there(pair):
    one, other, first, second = pair
    merged = doubles.merge_members(one, keep=first, other=second)
    events.record_event(other, member_ids=[first], kind="suspended", on="01/08/2025")
    replicas.settle(one, other)
    events.record_event(one, member_ids=[first], kind="resumed", on="01/09/2025")
    history.undo_commit(one, commit_id=merged.commit_id)
    replicas.settle(one, other)
    for session in (one, other):
        assert owners(session)["member_events"] == {first}
    replicas.expect_equal(one, other)
