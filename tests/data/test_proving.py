# SPDX-License-Identifier: Apache-2.0
"""A few steps proved by themselves have the digests that a walk over all of the history gives."""

from __future__ import annotations

import erased
import pytest
import registers

from unionbook.data import proving
from unionbook.data.proving import Taken
from unionbook.operations import erasing, events, groups, ledger, members
from unionbook.operations.doubles import merge_members
from unionbook.operations.history import last_step, undo_commit

NOTHING = Taken({}, {}, {})


@pytest.fixture(params=["by rows", "by tables"])
def _way(request, monkeypatch):
    if request.param == "by tables":
        monkeypatch.setattr(proving, "_FEW", 0)


@pytest.fixture
def busy(session):
    """Give a register in which rows were added, changed, removed and brought back."""
    numbers = registers.enrol_many(session, registers.invent(30))
    members.correct_member(session, member_id=numbers[0], values={"job": "Thợ may", "wage": 6})
    groups.add_group(session, kind="worker_group", name="Tổ 1", head_id=numbers[0])
    merge_members(session, keep=numbers[5], other=numbers[6])
    undo_commit(session, commit_id=last_step(session).id)
    undo_commit(session, commit_id=last_step(session).id)
    members.change_members(session, ids=numbers[10:20], values={"job": "Cắt"})
    undo_commit(session, commit_id=last_step(session).id, reason="thử")
    return session


def numbers_of(session) -> list[int]:
    return [row[0] for row in session.database.rows("SELECT id FROM commits")]


@pytest.mark.usefixtures("_way")
def test_each_step_alone_has_the_digest_it_was_sealed_with(busy):
    for number in numbers_of(busy):
        [(commit, now, then)] = proving.digests(busy.office, {number}, NOTHING)
        assert commit.id == number
        assert now == then == commit.digest


@pytest.mark.usefixtures("_way")
def test_all_steps_together_have_theirs_the_latest_first(busy):
    every = numbers_of(busy)
    found = list(proving.digests(busy.office, every, NOTHING))
    assert [commit.id for commit, _now, _then in found] == sorted(every, reverse=True)
    assert all(commit.digest == now == then for commit, now, then in found)


def test_no_step_needs_no_proof(busy):
    assert list(proving.digests(busy.office, [], NOTHING)) == []


def test_another_reason_makes_another_digest_of_that_step_alone(busy):
    number = max(numbers_of(busy))
    taken = Taken({}, {number: ""}, {})
    found = {one.id: (now, then) for one, now, then in proving.digests(
        busy.office, numbers_of(busy), taken)}  # fmt: skip
    assert found[number][0] != found[number][1]
    assert all(now == then for one, (now, then) in found.items() if one != number)


@pytest.mark.usefixtures("_way")
def test_what_is_left_of_the_history_is_whole_by_either_way(session):
    ledger.set_up_books(session)
    registers.enrol_many(session, registers.invent(5))
    number = erased.invent(session)
    events.record_event(session, member_ids=[number], kind="left")
    erasing.erase_member(session, member_id=number, reason="yêu cầu bằng văn bản")
    assert erased.left_of(session, *erased.SECRETS.values(), *erased.FORMER.values()) == []
    registers.expect_whole(session)
