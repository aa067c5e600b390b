# SPDX-License-Identifier: Apache-2.0
"""What one PC wrote arrives on the other, once, and competes column by column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import registers
import replicas

from unionbook.data import applying, conflicts, set_aside, vectors
from unionbook.data.exchange_errors import ClockAheadError, ForkError, GapError, MalformedError
from unionbook.domain.exchange import Block, Delta, Kind
from unionbook.errors import UnionbookError
from unionbook.operations import history, members


@pytest.fixture
def pair(session, tmp_path):
    registers.enrol(session, "Trần Văn An", phone="0912345678")
    other = replicas.second(session, tmp_path / "second.unionbook")
    yield session, other
    other.close()


def values_of(session, member: int) -> dict[str, object]:
    return members.get_member(session, member_id=member).values


def test_what_is_entered_on_one_pc_arrives_on_the_other(pair):
    one, other = pair
    member = registers.enrol(one, "Lê Thị Bình", department="May 1", job="Thợ may")
    done = replicas.send(one, other)
    assert done.rows["members"] == {"added": 1}
    assert values_of(other, member)["department"] == "May 1"
    replicas.send(other, one)
    replicas.expect_equal(one, other)


def test_applying_twice_changes_nothing(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    assert replicas.take(other, delta).commit_id
    before = registers.content(other)
    assert replicas.take(other, delta) == applying.Applied()
    assert registers.content(other) == before


def test_different_columns_of_one_row_are_merged(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    members.correct_member(other, member_id=member, values={"job": "Bảo vệ"})
    done = replicas.send(one, other)
    assert (done.merged, done.conflicts) == (1, ())
    replicas.settle(one, other)
    assert values_of(one, member)["phone"] == "0987654321"
    assert values_of(one, member)["job"] == "Bảo vệ"
    replicas.expect_equal(one, other)


def test_the_later_of_two_values_stands_and_the_other_waits_for_a_person(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    members.correct_member(other, member_id=member, values={"phone": "0900000000"})
    done = replicas.send(one, other)
    assert len(done.conflicts) == 1
    replicas.settle(one, other)
    for session in pair:
        assert values_of(session, member)["phone"] == "0900000000"
        [found] = conflicts.list_conflicts(session.office)
        assert (found.kept, found.other) == ("0900000000", "0987654321")
        assert found.other_by.user_name == registers.HEAD
    with one.commit("resolve_conflict", right="correct_member"):
        conflicts.resolve(one.office, found.id, take=True)
    replicas.settle(one, other)
    assert values_of(other, member)["phone"] == "0987654321"
    assert conflicts.count_open(other.database) == 0
    replicas.expect_equal(one, other)


def test_a_gap_is_named(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    since = vectors.vector(one.office)
    registers.enrol(one, "Nguyễn Đức Châu")
    later = replicas.made(one, since)
    before = registers.content(other)
    with pytest.raises(GapError) as refusal:
        replicas.take(other, later)
    last = since[one.site]
    assert refusal.value.missing == {one.site: (last, last)}
    assert registers.content(other) == before
    replicas.take(other, replicas.made(one, vectors.vector(other.office)))
    assert replicas.take(other, later) == applying.Applied()


def test_a_fork_is_named_and_not_merged(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    forged = [*delta.commits]
    registers.enrol(one, "Nguyễn Đức Châu")
    replicas.send(one, other)
    forged[-1] = type(forged[-1])(forged[-1].id, forged[-1].clock, b"x" * 32)
    with pytest.raises(ForkError) as refusal:
        replicas.take(other, Delta(delta.since, delta.until, forged, delta.blocks))
    assert refusal.value.commits == (forged[-1].id,)


def test_a_bundle_from_the_future_waits(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    made_at = datetime.now(UTC) + timedelta(hours=3)
    with pytest.raises(ClockAheadError):
        replicas.take(other, delta, made_at=made_at)
    assert replicas.take(other, delta, made_at=made_at, now=made_at).commit_id


def test_what_does_not_travel_is_refused(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = Block("users", Kind.PUT, ("name", "role", "slot"), [5], [place], [["x"], ["head"], [9]])
    before = registers.content(other)
    with pytest.raises(MalformedError):
        replicas.take(other, Delta(delta.since, delta.until, delta.commits, [bad]))
    assert registers.content(other) == before


def test_a_bad_record_is_set_aside_and_the_rest_is_taken_in(pair):
    one, other = pair
    member = registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = Block(
        "wages", Kind.PUT, ("member_id", "from_on", "amount"), [5, 6, 7], [place] * 3,
        [[member, member, 99], ["2025-01-01", None, "2025-01-01"], [1, 2, 3]],
    )  # fmt: skip
    done = replicas.take(
        other, Delta(delta.since, delta.until, delta.commits, [*delta.blocks, bad])
    )
    assert done.set_aside == 2
    assert done.rows["members"] == {"added": 1}
    assert other.database.rows("SELECT id FROM wages") == [(5,)]
    found = {one.row_id: one for one in set_aside.list_set_aside(other.database)}
    assert set(found) == {6, 7}
    assert "NOT NULL" in found[6].reason
    registers.expect_whole(other)


def test_history_names_who_truly_wrote(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    replicas.send(one, other)
    [change] = [
        found for found in history.history_of_member(other, member_id=member)
        if found.after == "0987654321"
    ]  # fmt: skip
    assert change.operation == "correct_member"
    assert change.user == registers.HEAD


def test_undoing_over_a_later_arrival_is_refused_and_names_it(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    step = members.correct_member(other, member_id=member, values={"phone": "0911111111"})
    replicas.send(other, one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    done = replicas.send(one, other)
    with pytest.raises(history.CannotUndoError) as refusal:
        history.undo_commit(other, commit_id=step.commit_id)
    assert refusal.value.steps == (done.commit_id,)


def test_what_was_taken_in_cannot_be_undone_as_a_whole(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    done = replicas.send(one, other)
    assert not history.get_step(other, commit_id=done.commit_id).can_be_undone
    with pytest.raises(UnionbookError, match="on the PC where it was made"):
        history.undo_commit(other, commit_id=done.commit_id)
