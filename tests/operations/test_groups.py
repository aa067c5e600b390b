# SPDX-License-Identifier: Apache-2.0
"""Groups with their members over time, and filters kept by name."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import groups, members
from unionbook.operations.events import record_event
from unionbook.operations.history import undo_commit
from unionbook.operations.members import Criteria


@pytest.fixture
def team(session) -> int:
    head = registers.enrol(session, "Trưởng Tổ")
    changes = groups.add_group(
        session, kind="worker_group", name="Tổ tự quản 7", head_id=head, place="Khu trọ số 7",
        decision="5/QĐ",
    )  # fmt: skip
    return changes.rows["groups"][0]


def inside(session, team) -> list[int]:
    return list(members.list_member_ids(session, criteria=Criteria(group_id=team)))


def test_a_group_comes_back_as_it_was_given(session, team):
    [group] = groups.list_groups(session, kind="worker_group")
    assert (group.id, group.name, group.place) == (team, "Tổ tự quản 7", "Khu trọ số 7")
    assert group.decision == "5/QĐ"
    assert members.get_member(session, member_id=group.head_id).values["full_name"] == "Trưởng Tổ"
    assert group.members == 0


def test_who_is_put_in_is_in_once(session, team):
    one, two = registers.enrol(session, "Một"), registers.enrol(session, "Hai")
    groups.put_in_group(session, group_id=team, member_ids=[one, two])
    groups.put_in_group(session, group_id=team, member_ids=[one, one])
    assert set(inside(session, team)) == {one, two}
    assert groups.list_groups(session, kind="worker_group")[0].members == 2
    groups.take_out_of_group(session, group_id=team, member_ids=[one])
    assert inside(session, team) == [two]
    rows = session.database.rows("SELECT until_on FROM group_members WHERE member_id = ?", [one])
    assert rows[0][0], "that they were in it stays known"
    groups.put_in_group(session, group_id=team, member_ids=[one])
    assert set(inside(session, team)) == {one, two}


def test_who_left_is_counted_no_more_in_a_department(session):
    one = registers.enrol(session, "Một", department="May 1")
    registers.enrol(session, "Hai", department="May 1")
    assert groups.list_groups(session, kind="department")[0].members == 2
    record_event(session, member_ids=[one], kind="left")
    assert groups.list_groups(session, kind="department")[0].members == 1


def test_renaming_and_closing(session, team):
    groups.change_group(
        session, group_id=team, values={"name": " Tổ  8 ", "closed_on": "2026-01-01"}
    )
    assert groups.find_group(session, name="tổ 8") == team
    [group] = groups.list_groups(session, kind="worker_group")
    assert (group.name, group.closed_on) == ("Tổ 8", "2026-01-01")
    with pytest.raises(NotFoundError):
        groups.find_group(session, name="Tổ tự quản 7")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"kind": "club", "name": "x"}, "kind"), ({"kind": "workshop", "name": " "}, "name"),
     ({"kind": "worker_group", "name": "TỔ tự quản  7"}, "name")],
)  # fmt: skip
def test_what_cannot_be_a_group_is_refused(session, team, values, field):
    assert team
    with pytest.raises(InvalidValueError) as caught:
        groups.add_group(session, **values)
    assert caught.value.field == field


def test_changes_that_make_no_sense_are_refused(session, team):
    other = groups.add_group(session, kind="worker_group", name="Tổ khác").rows["groups"][0]
    for values in ({}, {"kind": "workshop"}, {"id": 5}, {"name": "  "}, {"name": "tổ KHÁC"}):
        with pytest.raises(InvalidValueError):
            groups.change_group(session, group_id=team, values=values)
    with pytest.raises(NotFoundError):
        groups.change_group(session, group_id=12345, values={"name": "x"})
    groups.change_group(session, group_id=other, values={"name": "Tổ Khác"})


def test_a_department_is_changed_in_the_members_record(session):
    one = registers.enrol(session, "Một", department="May 1")
    may = groups.find_group(session, name="May 1")
    for operation in (groups.put_in_group, groups.take_out_of_group):
        with pytest.raises(UnionbookError, match="field of the member"):
            operation(session, group_id=may, member_ids=[one])
        with pytest.raises(NotFoundError):
            operation(session, group_id=12345, member_ids=[one])


def test_a_filter_is_kept_replaced_and_forgotten(session):
    first = Criteria(statuses=("active",), text="may", department_id=7)
    groups.save_filter(session, name="Của tôi", criteria=first)
    [kept] = groups.list_filters(session)
    assert (kept.name, kept.criteria) == ("Của tôi", first)
    second = Criteria(order="newest")
    changes = groups.save_filter(session, name=" Của  tôi ", criteria=second)
    assert [one.criteria for one in groups.list_filters(session)] == [second]
    undo_commit(session, commit_id=changes.commit_id)
    assert [one.criteria for one in groups.list_filters(session)] == [first]
    groups.forget_filter(session, filter_id=kept.id)
    assert groups.list_filters(session) == []
    with pytest.raises(NotFoundError):
        groups.forget_filter(session, filter_id=kept.id)
    with pytest.raises(InvalidValueError):
        groups.save_filter(session, name=" ", criteria=first)
