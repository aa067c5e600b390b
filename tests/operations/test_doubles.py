# SPDX-License-Identifier: Apache-2.0
"""One person in two records: found, merged by choice, and parted again."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import UnionbookError
from unionbook.operations import groups, history, members, settings
from unionbook.operations.doubles import find_doubles, keep_apart, list_doubles, merge_members
from unionbook.operations.events import record_event
from unionbook.operations.members import Criteria

PERSON = {
    "full_name": "Nguyễn Văn Đức", "born_on": "1990-12-31", "phone": "0912345678",
    "identity_number": "001090001234",
}  # fmt: skip


@pytest.fixture
def two(session) -> tuple[int, int]:
    """Give two records of one person, each with rows of its own."""
    keep = registers.enrol(session, **PERSON, job="Thợ may", wage=5_000_000, department="May 1")
    other = registers.enrol(
        session, "NGUYEN VAN DUC", born_on="1990-12-31", email="duc@example.vn", job="Cắt",
        wage=6_000_000,
    )  # fmt: skip
    members.correct_member(
        session, member_id=other, values={"wage": 4_000_000}, wage_from="2020-01-01"
    )
    members.correct_member(session, member_id=keep, values={}, free={"Cỡ áo": "L"})
    members.correct_member(session, member_id=other, values={}, free={"Cỡ áo": "M", "Xe": "1"})
    record_event(session, member_ids=[other], kind="exempted", on="01/01/2026")
    team = groups.add_group(session, kind="worker_group", name="Tổ 1", head_id=other)
    groups.put_in_group(session, group_id=team.rows["groups"][0], member_ids=[other])
    settings.record_consent(session, member_id=other, purpose="ảnh", text_version="1", form="giấy")
    return keep, other


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ({"identity_number": "001090001234"}, {"identity"}),
        ({"phone": "0912345678"}, {"phone"}),
        ({"full_name": "nguyen van duc", "born_on": "1990-12-31"}, {"name_birth"}),
        (PERSON, {"identity", "phone", "name_birth"}),
    ],
)
def test_a_double_is_found_by_what_is_the_same(session, typed, by):
    member = registers.enrol(session, **PERSON)
    [double] = find_doubles(session, values=typed)
    assert (double.member_id, set(double.by)) == (member, by)
    assert find_doubles(session, values=typed, except_id=member) == []


@pytest.mark.parametrize(
    "typed",
    [{}, {"full_name": "Nguyễn Văn Đức"}, {"born_on": "1990-12-31"}, {"phone": ""},
     {"full_name": "Nguyễn Văn Đức", "born_on": "1990-12-30"}, {"identity_number": None}],
)  # fmt: skip
def test_the_same_name_alone_is_not_the_same_person(session, typed):
    registers.enrol(session, **PERSON)
    registers.enrol(session, "Không Gì Cả")
    assert find_doubles(session, values=typed) == []


def test_the_surest_comes_first(session):
    by_phone = registers.enrol(session, "Ai Khác", phone="0912345678")
    surely = registers.enrol(session, **PERSON)
    assert [one.member_id for one in find_doubles(session, values=PERSON)] == [surely, by_phone]


def test_pairs_of_the_register(session, two):
    assert [(set(pair[:2]), pair[2]) for pair in list_doubles(session)] == [
        (set(two), "name_birth")
    ]
    merge_members(session, keep=two[0], other=two[1])
    assert list_doubles(session) == []


def test_by_default_nothing_of_the_kept_one_is_lost(session, two):
    keep, other = two
    merge_members(session, keep=keep, other=other)
    record = members.get_member(session, member_id=keep)
    assert record.values["job"] == "Thợ may"
    assert record.values["full_name"] == "Nguyễn Văn Đức"
    assert record.values["email"] == "duc@example.vn"
    assert record.values["status"] == "exempt"
    assert [wage.amount for wage in record.wages] == [5_000_000, 4_000_000]
    assert record.values["wage"] == 5_000_000
    assert record.free == {"Cỡ áo": "L", "Xe": "1"}
    assert [consent.purpose for consent in record.consents] == ["ảnh"]
    assert [name for _id, _kind, name in record.groups] == ["Tổ 1"]
    assert list(members.list_member_ids(session)) == [keep]
    [team] = groups.list_groups(session, kind="worker_group")
    assert team.head_id == keep
    registers.expect_whole(session)
    registers.expect_index_in_step(session)


def test_a_person_chooses_value_by_value(session, two):
    keep, other = two
    merge_members(session, keep=keep, other=other, values={"job": "Cắt", "phone": None})
    values = members.get_member(session, member_id=keep).values
    assert (values["job"], values["phone"]) == ("Cắt", None)


@pytest.mark.parametrize(
    "values", [{"full_name": None}, {"nonsense": 1}, {"merged_into": 5}, {"born_on": "someday"}]
)
def test_what_is_chosen_must_fit_its_field(session, two, values):
    before = registers.content(session)
    with pytest.raises(UnionbookError):
        merge_members(session, keep=two[0], other=two[1], values=values)
    assert registers.content(session) == before


def test_undoing_parts_them_again(session, two):
    before, index = registers.content(session), registers.derived(session)
    changes = merge_members(session, keep=two[0], other=two[1], values={"job": "Cắt"})
    history.undo_commit(session, commit_id=changes.commit_id)
    assert registers.content(session) == before
    assert registers.derived(session) == index


def test_in_one_group_twice_is_in_it_once_after(session, two):
    keep, other = two
    [team] = groups.list_groups(session, kind="worker_group")
    groups.put_in_group(session, group_id=team.id, member_ids=[keep])
    merge_members(session, keep=keep, other=other)
    assert list(members.list_member_ids(session, criteria=Criteria(group_id=team.id))) == [keep]
    assert groups.list_groups(session, kind="worker_group")[0].members == 1
    assert len(members.get_member(session, member_id=keep).groups) == 1


def test_who_was_merged_is_merged_no_more(session, two):
    keep, other = two
    third = registers.enrol(session, "Người Thứ Ba")
    merge_members(session, keep=keep, other=other)
    for pair in ((keep, other), (other, keep), (third, other), (keep, keep)):
        with pytest.raises(UnionbookError):
            merge_members(session, keep=pair[0], other=pair[1])


def test_a_number_of_the_other_is_kept_for_one_only(session):
    one = registers.enrol(session, "Một", local_number="1", official_number=None)
    two = registers.enrol(session, "Hai", local_number="2", official_number="CD2")
    merge_members(session, keep=one, other=two)
    values = members.get_member(session, member_id=one).values
    assert (values["local_number"], values["official_number"]) == ("1", "CD2")
    assert members.find_member(session, key="CD2") == one


def test_two_people_who_look_like_one_are_kept_apart_until_that_is_undone(session, two):
    changes = keep_apart(session, first=two[1], second=two[0])
    assert list_doubles(session) == []
    registers.expect_whole(session)
    history.undo_commit(session, commit_id=changes.commit_id)
    assert len(list_doubles(session)) == 1
