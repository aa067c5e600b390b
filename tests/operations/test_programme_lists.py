# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest
import registers
import welfare_desk as desk

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import events, history, members, programmes, relatives
from unionbook.operations.programme_giving import give_out
from unionbook.operations.programme_lists import (
    ByHand,
    add_recipient,
    list_entitled,
    preview_entitled,
    strike_recipient,
)
from unionbook.operations.programmes import Entitled, Plan
from unionbook.operations.relatives import Relative


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def people(session):
    names = ("Trần Văn An", "Lê Thị Bình", "Nguyễn Đức Châu")
    sexes = ("male", "female", "male")
    return [
        registers.enrol(session, name, department="May 1", sex=sex)
        for name, sex in zip(names, sexes, strict=True)
    ]


def plan(session, **told):
    values = {"amount": 500_000, "planned_on": "2026-01-20", **told}
    changes = programmes.add_programme(session, plan=Plan("Quà Tết", **values))
    return changes.rows["programmes"][0]


def names(session, programme):
    return [one.name for one in programmes.list_recipients(session, programme_id=programme)]


def test_the_list_is_who_is_a_member_and_stays_so(session, people):
    programme = plan(session)
    listed = list_entitled(session, programme_id=programme).entitlement
    assert (len(listed.people), listed.total) == (3, 1_500_000)
    registers.enrol(session, "Người Mới Vào")
    events.record_event(session, member_ids=[people[0]], kind="left", on="2026-01-02")
    assert names(session, programme) == ["Trần Văn An", "Lê Thị Bình", "Nguyễn Đức Châu"]
    assert programmes.get_programme(session, programme_id=programme).listed_amount == 1_500_000


def test_a_filter_says_who(session, people):
    assert people
    women = plan(session, entitled=Entitled(sex="female"))
    list_entitled(session, programme_id=women)
    assert names(session, women) == ["Lê Thị Bình"]


def test_who_is_no_member_gets_a_share_or_is_left_out_with_the_reason(session, people):
    events.record_event(session, member_ids=[people[0]], kind="left", on="2026-01-02")
    everybody = ("active", "left")
    none = plan(session, entitled=Entitled(statuses=everybody))
    found = preview_entitled(session, programme_id=none)
    assert [(one.name, one.reason) for one in found.left_out] == [
        ("Trần Văn An", "Not a member, and others get no share.")
    ]
    held = programmes.get_programme(session, programme_id=none)
    wanted = replace(held.entitled, other_share=700_000)
    programmes.change_programme(
        session, programme_id=none, plan=replace(programmes.plan_of(held), entitled=wanted)
    )
    shares = {one.name: one.amount for one in preview_entitled(session, programme_id=none).people}
    assert shares == {"Trần Văn An": 350_000, "Lê Thị Bình": 500_000, "Nguyễn Đức Châu": 500_000}


def test_children_by_age_and_each_child_once(session, people):
    father, mother, other = people
    born = (
        (father, "Trần Bé Một", "2018-05-06"),
        (mother, "Trần bé một", "2018-05-06"),
        (mother, "Trần Bé Hai", "2011-01-21"),
        (other, "Nguyễn Đã Lớn", "2011-01-20"),
        (other, "Nguyễn Không Rõ", ""),
    )
    relatives.add_relatives(
        session, people=[Relative(0, who, "child", name, day) for who, name, day in born]
    )
    relatives.add_relatives(session, people=[Relative(0, other, "spouse", "Vợ", "2018-01-01")])
    programme = plan(session, entitled=Entitled(children=True, to_age=14))
    found = list_entitled(session, programme_id=programme).entitlement
    assert sorted(one.name for one in found.people) == ["Trần Bé Hai", "Trần Bé Một"]
    assert {one.name: one.reason for one in found.left_out} == {
        "Trần bé một": "On the list already, for the other parent or by hand.",
        "Nguyễn Đã Lớn": "Not of the age.",
        "Nguyễn Không Rõ": "The date of birth is not known.",
    }


def test_late_additions_need_a_reason_and_are_no_doubles(session, people):
    programme = plan(session)
    list_entitled(session, programme_id=programme)
    with pytest.raises(InvalidValueError, match="why"):
        add_recipient(session, programme_id=programme, person=ByHand("", name="Ai Đó"))
    with pytest.raises(InvalidValueError, match="Trần Văn An is on the list already"):
        add_recipient(session, programme_id=programme, person=ByHand("x", member_id=people[0]))
    outsider = ByHand("thời vụ", name="Vũ Thị Ngoài", place="Bảo vệ", share=700_000)
    add_recipient(session, programme_id=programme, person=outsider)
    with pytest.raises(InvalidValueError, match="tell them apart"):
        add_recipient(
            session, programme_id=programme, person=replace(outsider, name="Vu thi  NGOAI")
        )
    namesake = replace(outsider, place="Nhà bếp")
    add_recipient(session, programme_id=programme, person=namesake)
    late = registers.enrol(session, "Người Mới Vào", department="May 1")
    add_recipient(session, programme_id=programme, person=ByHand("mới vào", member_id=late))
    found = programmes.list_recipients(session, programme_id=programme)
    assert [one.amount for one in found if one.by_hand] == [350_000, 500_000, 350_000]


def test_making_the_list_again_keeps_what_was_done_by_hand(session, people):
    programme = plan(session)
    list_entitled(session, programme_id=programme)
    first = programmes.list_recipients(session, programme_id=programme)[0]
    strike_recipient(session, recipient_id=first.id, reason="đã chuyển đi")
    add_recipient(session, programme_id=programme, person=ByHand("x", name="Ai Đó"))
    late = registers.enrol(session, "Người Mới Vào", department="May 1")
    list_entitled(session, programme_id=programme)
    assert sorted(names(session, programme)) == [
        "Ai Đó", "Lê Thị Bình", "Nguyễn Đức Châu", "Người Mới Vào",
    ]  # fmt: skip
    struck = programmes.list_recipients(session, programme_id=programme, struck_too=True)
    assert [(one.name, one.reason) for one in struck if one.struck] == [
        ("Trần Văn An", "đã chuyển đi")
    ]
    assert late
    assert people


def test_a_list_that_is_being_given_out_is_not_made_again(session, people):
    programme = plan(session)
    list_entitled(session, programme_id=programme)
    line = programmes.list_recipients(session, programme_id=programme)[0]
    give_out(session, recipient_ids=[line.id])
    with pytest.raises(UnionbookError, match="the list stays"):
        list_entitled(session, programme_id=programme)
    with pytest.raises(UnionbookError, match="given it already"):
        strike_recipient(session, recipient_id=line.id, reason="x")
    assert people


def test_a_list_may_be_undone_until_it_is_given_by(session, people):
    programme = plan(session)
    changes = list_entitled(session, programme_id=programme).changes
    line = programmes.list_recipients(session, programme_id=programme)[0]
    given = give_out(session, recipient_ids=[line.id])
    with pytest.raises(history.CannotUndoError):
        history.undo_commit(session, commit_id=changes.commit_id)
    history.undo_commit(session, commit_id=given.commit_id)
    history.undo_commit(session, commit_id=changes.commit_id)
    assert names(session, programme) == []
    assert members.get_member(session, member_id=people[0])
