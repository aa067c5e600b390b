# SPDX-License-Identifier: Apache-2.0
"""Enrolling, correcting, changing many, listing."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain import clock
from unionbook.domain.fields import BY_NAME, STORED
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import groups, history, members, settings
from unionbook.operations.members import Criteria


def values_of(session, member):
    return members.get_member(session, member_id=member).values


def test_a_record_comes_back_as_it_was_given(session):
    settings.turn_on_sensitive(session, name="religion")
    given = {
        "full_name": "  Nguyễn   Văn Đức ", "sex": "Male", "born_on": "31/12/1990",
        "identity_number": "001090001234", "phone": "0912 345 678", "email": "Duc@Example.VN",
        "department": "May 1", "contract_kind": "fixed_term", "wage": "5.000.000",
        "joined_on": "2020", "note": "một\n  hai ", "religion": "Phật giáo",
    }  # fmt: skip
    changes = members.enrol_member(session, values=given, free={"Cỡ áo": "L"}, reason="đơn")
    [member] = changes.rows["members"]
    record = members.get_member(session, member_id=member)
    held = {name: value for name, value in record.values.items() if value not in (None, "")}
    assert held["full_name"] == "Nguyễn Văn Đức"
    assert held["born_on"] == "1990-12-31"
    assert held["joined_on"] == "2020"
    assert held["identity_kind"] == "cccd"
    assert held["phone"] == "0912345678"
    assert held["email"] == "Duc@Example.VN"
    assert held["wage"] == 5_000_000
    assert held["department"] == "May 1"
    assert held["note"] == "một\nhai"
    assert held["status"] == "active"
    assert held["local_number"] == "0001"
    assert record.free == {"Cỡ áo": "L"}
    assert record.wages[0].from_on == clock.today()[:8] + "01"


def test_every_stored_field_can_be_written_and_read(session):
    for name in ("ethnicity", "religion", "health", "bank_name", "bank_account"):
        settings.turn_on_sensitive(session, name=name)
    member = registers.enrol(session)
    tried = {
        "text": "Một chữ", "name": "Lê Văn Ba", "date": "1999-05-06", "identity": "012345678901",
        "phone": "0987654321", "email": "a@example.vn", "number_code": "00123",
        "long_text": "dài",
    }  # fmt: skip
    for name in STORED:
        field = BY_NAME[name]
        if name in ("photo", "local_number"):
            continue
        value = field.choices[0] if field.choices else tried[field.kind.value]
        members.correct_member(session, member_id=member, values={name: value})
        assert values_of(session, member)[name] == value, name
        members.correct_member(
            session, member_id=member,
            values={name: "Trần An" if name == "full_name" else ""},
        )  # fmt: skip
        assert values_of(session, member)[name] == ("Trần An" if name == "full_name" else None)
    registers.expect_whole(session)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""), ("full_name", "   "), ("phone", "abc"), ("email", "no at"),
        ("born_on", "31/02/1990x"), ("sex", "perhaps"),
        ("wage", "a lot"), ("health", "asthma"), ("status", "left"), ("nonsense", "x"),
        ("photo", "x.jpg"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_field(session, field, value):
    before = registers.content(session)
    with pytest.raises(InvalidValueError) as caught:
        members.enrol_member(session, values={"full_name": "Trần An"} | {field: value})
    assert caught.value.field == field
    assert registers.content(session) == before


def test_correcting_leaves_the_rest_alone(session):
    member = registers.enrol(session, "Trần An", phone="0912345678", department="May 1")
    before = values_of(session, member)
    members.correct_member(session, member_id=member, values={"job": "Thợ may"})
    assert values_of(session, member) == before | {"job": "Thợ may"}


def test_a_correction_that_changes_nothing_is_no_step(session):
    member = registers.enrol(session, "Trần An", phone="0912345678", wage=5_000_000)
    steps = len(history.list_steps(session))
    changes = members.correct_member(
        session, member_id=member,
        values={"phone": "0912 345 678", "full_name": "Trần  An", "wage": "5.000.000"},
    )  # fmt: skip
    assert changes.commit_id == 0
    assert len(history.list_steps(session)) == steps


def test_a_member_cannot_be_left_without_a_name(session):
    member = registers.enrol(session)
    with pytest.raises(InvalidValueError, match="cannot be without a name"):
        members.correct_member(session, member_id=member, values={"full_name": " "})


def test_numbers_that_name_one_member_are_not_given_twice(session):
    registers.enrol(session, "Trần An", local_number="A-1", official_number="CD1")
    for values in ({"local_number": "a-1"}, {"official_number": "CD1"}):
        with pytest.raises(InvalidValueError, match="belongs to another member: Trần An"):
            members.enrol_member(session, values={"full_name": "Lê Bình"} | values)
    other = registers.enrol(session, "Lê Bình")
    with pytest.raises(InvalidValueError):
        members.correct_member(session, member_id=other, values={"local_number": "A-1"})
    members.correct_member(session, member_id=other, values={"local_number": "A-2"})
    members.correct_member(session, member_id=other, values={"local_number": "A-2", "job": "x"})


def test_local_numbers_go_on_after_the_highest(session):
    registers.enrol(session, "Một")
    registers.enrol(session, "Hai", local_number="0150")
    registers.enrol(session, "Ba", local_number="X9")
    third = registers.enrol(session, "Bốn")
    assert values_of(session, third)["local_number"] == "0151"


def test_wages_have_a_day_from_which_they_hold(session):
    member = registers.enrol(session, "Trần An", wage=5_000_000)
    members.correct_member(
        session, member_id=member, values={"wage": 6_000_000}, wage_from="2020-01-01"
    )
    assert values_of(session, member)["wage"] == 5_000_000
    members.correct_member(
        session, member_id=member, values={"wage": 9_000_000}, wage_from="2099-01-01"
    )
    assert values_of(session, member)["wage"] == 5_000_000
    members.correct_member(session, member_id=member, values={"wage": 7_000_000})
    assert values_of(session, member)["wage"] == 7_000_000
    amounts = [wage.amount for wage in members.get_member(session, member_id=member).wages]
    assert amounts == [9_000_000, 7_000_000, 6_000_000]


def test_a_department_is_made_where_there_is_none(session):
    first = registers.enrol(session, "Trần An", department="May 1")
    second = registers.enrol(session, "Lê Bình", department=" may  1 ")
    assert values_of(session, first)["department_id"] == values_of(session, second)["department_id"]
    assert len(groups.list_groups(session, kind="department")) == 1
    members.correct_member(session, member_id=first, values={"department": ""})
    assert values_of(session, first)["department"] is None


def test_many_are_changed_in_one_step_after_a_look(session):
    numbers = registers.enrol_many(session, registers.invent(30))
    summary = members.preview_change_members(
        session, ids=numbers, values={"department": "Kho mới", "job": "Thợ"}
    )
    assert sum(summary["department"].values()) == 30
    assert summary["job"] == {None: 30}
    changes = members.change_members(
        session, ids=numbers, values={"department": "Kho mới", "job": "Thợ"}
    )
    assert set(changes.rows["members"]) == set(numbers)
    again = members.preview_change_members(session, ids=numbers, values={"job": "Thợ"})
    assert again == {"job": {}}
    history.undo_commit(session, commit_id=changes.commit_id)
    assert values_of(session, numbers[0])["job"] is None


@pytest.mark.parametrize("field", ["full_name", "identity_number", "local_number", "card_number"])
def test_what_belongs_to_one_is_not_given_to_many(session, field):
    numbers = registers.enrol_many(session, registers.invent(2))
    with pytest.raises(InvalidValueError, match="belongs to one member alone"):
        members.change_members(session, ids=numbers, values={field: "001090001234"})


def test_a_number_names_its_member(session):
    member = registers.enrol(
        session, "Trần An", local_number="A-1", official_number="CD9", employee_number="NV7",
        identity_number="001090001234",
    )  # fmt: skip
    for key in ("A-1", "a-1", "CD9", "nv7", "001090001234", str(member)):
        assert members.find_member(session, key=key) == member
    with pytest.raises(NotFoundError, match="Search by name"):
        members.find_member(session, key="nobody")
    registers.enrol(session, "Lê Bình", employee_number="NV7")
    with pytest.raises(NotFoundError, match="2 members"):
        members.find_member(session, key="NV7")


def test_nobody_of_that_number(session):
    with pytest.raises(NotFoundError):
        members.get_member(session, member_id=12345)


def test_lists_are_filtered_and_ordered(session):
    numbers = [
        registers.enrol(session, name, department=place)
        for name, place in (("Trần Ý", "May 1"), ("Lê An", "Cắt"), ("Đỗ Bình", "May 1"))
    ]
    listed = members.list_member_ids(session)
    assert [numbers.index(one) for one in listed] == [1, 2, 0]
    newest = members.list_member_ids(session, criteria=Criteria(order="newest"))
    assert list(newest) == numbers[::-1]
    by_number = members.list_member_ids(session, criteria=Criteria(order="number"))
    assert list(by_number) == numbers
    by_department = members.list_member_ids(session, criteria=Criteria(order="department"))
    assert list(by_department) == [numbers[1], numbers[2], numbers[0]]
    may = groups.find_group(session, name="May 1")
    assert set(members.list_member_ids(session, criteria=Criteria(department_id=may))) == {
        numbers[0], numbers[2],
    }  # fmt: skip


def test_rows_come_in_the_order_asked_for(session):
    numbers = registers.enrol_many(session, registers.invent(1200))
    asked = [*numbers[::-1], 999]
    rows = members.read_members(session, ids=asked, names=("id", "full_name", "status"))
    assert [row[0] for row in rows] == numbers[::-1]
    assert {row[2] for row in rows} == {"active"}


def test_sensitive_fields_are_off_until_turned_on(session):
    names = {field.name for field in members.visible_fields(session)}
    assert not names & {"ethnicity", "religion", "health", "bank_name", "bank_account"}
    settings.turn_on_sensitive(session, name="health")
    assert "health" in {field.name for field in members.visible_fields(session)}
    member = registers.enrol(session, health="hen suyễn")
    settings.turn_on_sensitive(session, name="health", on=False)
    assert "health" not in {field.name for field in members.visible_fields(session)}
    members.correct_member(session, member_id=member, values={"health": ""})


def test_free_values_are_set_and_cleared(session):
    member = registers.enrol(session)
    members.correct_member(session, member_id=member, values={}, free={"Cỡ áo": "L", "Xe": "1"})
    assert members.get_member(session, member_id=member).free == {"Cỡ áo": "L", "Xe": "1"}
    members.correct_member(session, member_id=member, values={}, free={"cỡ  ÁO": ""})
    assert members.get_member(session, member_id=member).free == {"Xe": "1"}
    assert len(settings.list_free_fields(session)) == 2
