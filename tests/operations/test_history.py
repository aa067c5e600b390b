# SPDX-License-Identifier: Apache-2.0
"""Who did what, and taking a step back when nothing later stands on it."""

from __future__ import annotations

import time

import pytest
import registers

from unionbook.domain.ledger import Line
from unionbook.errors import NotFoundError, UnionbookError
from unionbook.operations import groups, history, ledger, members, settings, users
from unionbook.operations.events import record_event
from unionbook.operations.history import CannotUndoError, undo_commit


def job(session, member) -> object:
    return members.get_member(session, member_id=member).values["job"]


def correct(session, member, **values) -> int:
    return members.correct_member(session, member_id=member, values=values).commit_id


def test_a_step_tells_who_when_and_what(session):
    member = registers.enrol(session, "Trần An", department="May 1")
    changes = members.correct_member(
        session, member_id=member, values={"job": "Thợ may"}, reason="theo  đơn"
    )
    step, enrolled, *_older = history.list_steps(session)
    assert (step.id, step.user, step.operation) == (
        changes.commit_id, registers.HEAD, "correct_member",
    )  # fmt: skip
    assert step.reason == "theo đơn"
    assert step.counts == {("members", "changed"): 1}
    assert enrolled.counts == {("members", "added"): 1, ("groups", "added"): 1}
    assert step.can_be_undone
    assert history.get_step(session, commit_id=step.id) == step
    assert history.list_steps(session, limit=1, before=step.clock)[0].id == enrolled.id


def test_every_operation_has_words_for_people(session):
    """An operation that reaches the history by its name in code would be read by people."""
    import re
    from pathlib import Path

    package = Path(history.__file__).parent.parent
    named = set()
    for path in (package / "operations").glob("*.py"):
        named |= set(re.findall(r'commit\(\s*"(\w+)"', path.read_text("utf-8")))
    assert len(named) > 15
    assert named - set(history.OPERATION_LABELS) == set()
    assert session


def test_the_history_of_a_member_tells_before_and_after(session):
    member = registers.enrol(session, "Trần An", department="May 1", wage=5_000_000)
    correct(session, member, job="Thợ may", department="Cắt")
    correct(session, member, job=None)
    told = history.history_of_member(session, member_id=member)
    jobs = [(one.before, one.after) for one in told if one.field == "job"]
    assert jobs == [("Thợ may", None), (None, "Thợ may")]
    places = [(one.before, one.after) for one in told if one.field == "department"]
    assert places == [("May 1", "Cắt"), (None, "May 1")]
    assert any(one.after == 5_000_000 for one in told)
    assert {one.user for one in told} == {registers.HEAD}
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)


def test_nobodys_history_is_not_empty_but_missing(session):
    with pytest.raises(NotFoundError):
        history.history_of_member(session, member_id=12345)
    with pytest.raises(NotFoundError):
        history.get_step(session, commit_id=12345)
    with pytest.raises(NotFoundError):
        undo_commit(session, commit_id=12345)


def test_undoing_an_enrolment_takes_all_of_it_back(session):
    before, index = registers.content(session), registers.derived(session)
    changes = members.enrol_member(
        session, values={"full_name": "Trần An", "department": "May 1", "wage": 1},
        free={"Cỡ áo": "L"},
    )  # fmt: skip
    undo_commit(session, commit_id=changes.commit_id)
    assert registers.content(session) == before
    assert registers.derived(session) == index
    registers.expect_whole(session)


def test_what_stands_on_a_step_is_named(session):
    member = registers.enrol(session, "Trần An")
    enrolled = history.list_steps(session, limit=1)[0].id
    first = correct(session, member, job="a")
    other = correct(session, member, phone="0912345678")
    second = correct(session, member, job="b")
    with pytest.raises(CannotUndoError) as caught:
        undo_commit(session, commit_id=first)
    assert caught.value.steps == (second,)
    assert "Member corrected" in str(caught.value)
    with pytest.raises(CannotUndoError) as caught:
        undo_commit(session, commit_id=enrolled)
    assert caught.value.steps == (first, other, second)
    undo_commit(session, commit_id=other)
    assert job(session, member) == "b"
    undo_commit(session, commit_id=second)
    undo_commit(session, commit_id=first)
    assert job(session, member) is None
    undo_commit(session, commit_id=enrolled)
    registers.expect_whole(session)


def test_other_fields_do_not_stand_in_the_way(session):
    member = registers.enrol(session, "Trần An", job="a")
    step = correct(session, member, job="b")
    correct(session, member, phone="0912345678")
    undo_commit(session, commit_id=step)
    values = members.get_member(session, member_id=member).values
    assert (values["job"], values["phone"]) == ("a", "0912345678")


def test_undoing_and_undoing_that(session):
    member = registers.enrol(session, "Trần An", job="a")
    step = correct(session, member, job="b")
    undone = undo_commit(session, commit_id=step).commit_id
    assert job(session, member) == "a"
    assert history.get_step(session, commit_id=step).undone_by == undone
    with pytest.raises(UnionbookError, match="undone already"):
        undo_commit(session, commit_id=step)
    again = undo_commit(session, commit_id=undone).commit_id
    assert job(session, member) == "b"
    assert history.get_step(session, commit_id=step).undone_by is None
    assert history.get_step(session, commit_id=undone).undone_by == again
    undo_commit(session, commit_id=step)
    assert job(session, member) == "a"
    registers.expect_whole(session)


def test_a_reference_from_elsewhere_is_in_the_way(session):
    changes = members.enrol_member(session, values={"full_name": "Trần An"})
    [member] = changes.rows["members"]
    left = record_event(session, member_ids=[member], kind="left").commit_id
    with pytest.raises(CannotUndoError) as caught:
        undo_commit(session, commit_id=changes.commit_id)
    assert left in caught.value.steps
    before = registers.content(session)
    assert registers.content(session) == before
    undo_commit(session, commit_id=left)
    undo_commit(session, commit_id=changes.commit_id)
    registers.expect_whole(session)


def test_a_department_made_by_one_step_and_used_by_another(session):
    first = members.enrol_member(session, values={"full_name": "An", "department": "May 1"})
    second = registers.enrol(session, "Bình", department="May 1")
    with pytest.raises(CannotUndoError):
        undo_commit(session, commit_id=first.commit_id)
    correct(session, second, department=None)
    undo_commit(session, commit_id=first.commit_id)
    registers.expect_whole(session)


@pytest.mark.parametrize("operation", ["add_user", "remove_user", "change_role", "make_register"])
def test_what_lies_outside_the_stores_cannot_be_undone(session, operation):
    registers.add_user(session, "Minh", "secretary")
    users.change_role(session, name="Minh", role="treasurer")
    users.remove_user(session, name="Minh")
    step = next(one for one in history.list_steps(session) if one.operation == operation)
    assert not step.can_be_undone
    with pytest.raises(UnionbookError, match="cannot be undone"):
        undo_commit(session, commit_id=step.id)


def test_a_step_without_changes_cannot_be_undone(session):
    with session.commit("print", reason="cards.pdf") as changes:
        pass
    with pytest.raises(UnionbookError, match="changed nothing"):
        undo_commit(session, commit_id=changes.commit_id)


def test_ctrl_z_takes_ones_own_latest(session):
    assert history.last_step(session) is None
    member = registers.enrol(session)
    step = correct(session, member, job="a")
    assert history.last_step(session).id == step
    undo_commit(session, commit_id=step)
    assert history.last_step(session).operation == "enrol_member"
    registers.add_user(session, "Minh", "secretary")
    folder = session.register.folder
    session.close()
    minh = registers.open_as(folder, "Minh")
    assert history.last_step(minh) is None
    minh.close()


def test_ctrl_z_never_takes_an_older_step_in_place_of_one_that_stays(session):
    ledger.set_up_books(session)
    member = registers.enrol(session)
    correct(session, member, job="a")
    cash, dues = (ledger.by_role(session, role) for role in ("cash", "dues_income"))
    ledger.post_voucher(session, kind="receipt", lines=[Line(cash, 5), Line(dues, -5)])
    with session.commit("print", reason="receipt.pdf"):
        pass
    step = history.last_step(session)
    assert step.operation == "post_voucher"
    with pytest.raises(UnionbookError, match="reverse the voucher"):
        undo_commit(session, commit_id=step.id)


@pytest.mark.slow
def test_a_bulk_of_five_thousand_is_taken_back_in_one_step(session):
    registers.enrol(session, "Đã Có", department="May 1")
    before, index = registers.content(session), registers.derived(session)
    numbers = registers.enrol_many(session, registers.invent(5000))
    bulk = history.list_steps(session, limit=1)[0]
    assert bulk.counts[("members", "added")] == 5000
    later = correct(session, numbers[77], job="a")
    with pytest.raises(CannotUndoError) as caught:
        undo_commit(session, commit_id=bulk.id)
    assert caught.value.steps == (later,)
    undo_commit(session, commit_id=later)
    start = time.process_time()
    undone = undo_commit(session, commit_id=bulk.id).commit_id
    assert time.process_time() - start < 20
    assert registers.content(session) == before
    assert registers.derived(session) == index
    registers.expect_whole(session)
    undo_commit(session, commit_id=undone)
    assert len(members.list_member_ids(session)) == 5001
    fresh = registers.enrol(session)
    assert fresh not in numbers
    registers.expect_whole(session)


def test_many_in_the_way_are_counted(session):
    member = registers.enrol(session)
    step = correct(session, member, job="0")
    for turn in range(1, 6):
        correct(session, member, job=str(turn))
    with pytest.raises(CannotUndoError, match="and 2 more"):
        undo_commit(session, commit_id=step)


def test_settings_and_groups_are_taken_back_too(session):
    changes = settings.change_settings(session, values={"branch": "Tên Khác"})
    assert session.info.branch == "Tên Khác"
    undo_commit(session, commit_id=changes.commit_id)
    assert session.info.branch == "Công đoàn cơ sở Sao Mai"
    changes = groups.add_group(session, kind="workshop", name="Xưởng 1")
    undo_commit(session, commit_id=changes.commit_id)
    assert groups.list_groups(session) == []


def test_what_was_made_anew_since_stands_in_the_way(session):
    """A setting that was undone, made again (one row, for it is one thing), and brought back."""
    first = settings.turn_on_sensitive(session, name="health").commit_id
    undone = undo_commit(session, commit_id=first).commit_id
    again = settings.turn_on_sensitive(session, name="health").commit_id
    before = registers.content(session)
    with pytest.raises(history.CannotUndoError) as refusal:
        undo_commit(session, commit_id=undone)
    assert refusal.value.steps == (again,)
    assert registers.content(session) == before
    undo_commit(session, commit_id=again)
    undo_commit(session, commit_id=undone)
    registers.expect_whole(session)


def test_what_lies_beside_a_record_is_named_column_by_column(session):
    member = registers.enrol(session, "Trần Văn An", wage="5000000")
    labels = {
        change.field: change.label
        for change in history.history_of_member(session, member_id=member)
    }
    assert labels["wages.amount"] == "Wage"
    assert labels["wages.from_on"] == "Wage from"


def test_a_closed_month_is_reopened_and_never_undone(session):
    ledger.set_up_books(session)
    closed = ledger.close_month(session, month="2026-01")
    with pytest.raises(UnionbookError, match="cannot be undone"):
        history.undo_commit(session, commit_id=closed.commit_id)
    assert [one.reopened for one in ledger.list_closings(session)] == [False]
