# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest
import registers
import welfare_desk as desk

from unionbook.domain.welfare import CaseState, DoubtKind
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import (
    events,
    history,
    ledger,
    members,
    relatives,
    sessions,
    welfare,
    welfare_rules,
    welfare_steps,
)
from unionbook.operations.relatives import Relative
from unionbook.operations.welfare import Asking

SECRET = "ung thư giai đoạn ba, xin giữ kín với tổ may"


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def member(session):
    return registers.enrol(session, "Trần Văn An", department="May 1")


def kinds_of(doubts):
    return {one.kind for one in doubts}


def propose(session, member, kind, on="2026-03-02", **told):
    return welfare.propose_case(session, asking=Asking(kind, member, on=on, **told))


def test_a_request_takes_amount_and_payee_from_the_rule_and_the_member(session, member):
    case = desk.ask(session, member, "funeral", relation="parent", relative="Trần Văn Cũ")
    found = welfare.get_case(session, case_id=case)
    assert (found.case.amount, found.case.payee) == (1_000_000, "Trần Văn An")
    assert (found.about.relation, found.about.relative) == ("parent", "Trần Văn Cũ")
    assert found.shown_number == "0001/2026"
    assert found.case.state is CaseState.REQUESTED
    assert welfare.find_case(session, key="1/2026") == case


def test_what_the_rule_does_not_give_is_refused(session, member):
    with pytest.raises(InvalidValueError, match=r"Sudden hardship.* is for: The member") as caught:
        desk.ask(session, member, "hardship", relation="parent")
    assert caught.value.field == "relation"
    with pytest.raises(NotFoundError, match="There are: "):
        desk.ask(session, member, "yacht")
    with pytest.raises(NotFoundError):
        desk.ask(session, member, "wedding", on="2019-01-01")


def test_a_kind_may_be_named_as_people_call_it(session, member):
    assert propose(session, member, "  wedding ").rule.kind == "wedding"
    assert propose(session, member, "visit to the sick").rule.kind == "sickness"


def test_more_often_in_a_year_than_the_rule_allows_is_told_and_not_hidden(session, member):
    desk.ask(session, member, "wedding", on="2026-01-10")
    found = propose(session, member, "wedding", on="2026-11-10")
    [doubt] = [one for one in found.doubts if one.kind is DoubtKind.LIMIT]
    assert "number 2 in 2026" in doubt.sentence
    assert "0001/2026" in doubt.sentence
    assert kinds_of(propose(session, member, "wedding", on="2027-01-10").doubts) == set()


def test_what_was_refused_or_withdrawn_does_not_count(session, member):
    first = desk.ask(session, member, "wedding")
    welfare_steps.withdraw_case(session, case_id=first)
    second = desk.ask(session, member, "wedding")
    desk.become(session, registers.HEAD)
    welfare_steps.refuse_case(session, case_id=second, note="không đúng đối tượng")
    assert propose(session, member, "wedding").doubts == ()


def test_the_same_occasion_twice_is_told(session, member):
    desk.ask(session, member, "funeral", relation="parent", event_on="2026-03-01")
    again = propose(session, member, "funeral", relation="parent", event_on="2026-03-04")
    assert kinds_of(again.doubts) == {DoubtKind.SAME_EVENT}
    other = propose(session, member, "funeral", relation="spouse", event_on="2026-03-04")
    assert other.doubts == ()
    later = propose(session, member, "funeral", relation="parent", event_on="2026-06-04")
    assert later.doubts == ()


def test_two_members_who_name_one_relative_are_told_apart_by_a_person(session, member):
    sister = registers.enrol(session, "Trần Thị Em")
    desk.ask(session, member, "funeral", relation="parent", relative="Trần  văn CŨ")
    found = propose(session, sister, "funeral", relation="parent", relative="Tran Van Cu")
    [doubt] = found.doubts
    assert doubt.kind is DoubtKind.SAME_RELATIVE
    assert "Trần Văn An" in doubt.sentence


def test_husband_and_wife_are_one_family(session):
    husband = registers.enrol(session, "Lê Văn Chồng", born_on="01/02/1990")
    wife = registers.enrol(session, "Ngô Thị Vợ", born_on="03/04/1992")
    relatives.add_relatives(
        session, people=[Relative(0, husband, "spouse", "Ngô Thị Vợ", "1992-04-03")]
    )
    desk.ask(session, husband, "childbirth")
    assert kinds_of(propose(session, wife, "childbirth").doubts) == {DoubtKind.SAME_FAMILY}


def test_the_parents_of_one_child_are_one_family(session):
    father = registers.enrol(session, "Lê Văn Cha")
    mother = registers.enrol(session, "Ngô Thị Mẹ")
    child = [Relative(0, who, "child", "Lê Bé", "2020-05-06") for who in (father, mother)]
    relatives.add_relatives(session, people=child)
    desk.ask(session, father, "sickness", relation="child", relative="Lê Bé")
    found = propose(session, mother, "sickness", relation="child")
    assert kinds_of(found.doubts) == {DoubtKind.SAME_FAMILY}


def test_more_than_the_rule_allows_and_who_left_are_doubtful(session, member):
    found = propose(session, member, "sickness", amount=1_500_000)
    assert kinds_of(found.doubts) == {DoubtKind.ABOVE}
    assert propose(session, member, "sickness", amount=900_000).doubts == ()
    events.record_event(session, member_ids=[member], kind="left", on="2026-01-05")
    assert kinds_of(propose(session, member, "sickness").doubts) == {DoubtKind.NO_MEMBER}


def test_a_later_rule_takes_the_place_of_the_earlier_from_its_day_on(session, member):
    old = welfare_rules.find_rule(session, kind="wedding")
    new = welfare_rules.WelfareRule(
        0, "wedding", "Mừng cưới mới", (welfare_rules.Benefit("member", 800_000),), "2026-07-01"
    )
    welfare_rules.add_rule(session, rule=new)
    assert propose(session, member, "wedding", on="2026-06-30").wish.amount == 500_000
    assert propose(session, member, "wedding", on="2026-07-01").wish.amount == 800_000
    assert welfare_rules.find_rule(session, kind="wedding", on="2026-06-30").id == old.id


def test_a_kind_of_the_branchs_own(session, member):
    own = welfare_rules.WelfareRule(
        0,
        "",
        "Quà sinh nhật",
        (welfare_rules.Benefit("member", 200_000),),
        "2026-01-01",
        per_year=1,
        approver="secretary",
    )
    welfare_rules.add_rule(session, rule=own)
    assert propose(session, member, "qua_sinh_nhat").wish.amount == 200_000


def test_a_rule_that_could_give_nothing_or_nowhere_is_refused(session):
    def add(**told):
        values = {"benefits": (welfare_rules.Benefit("member", 1),), "since": "2026-01-01", **told}
        welfare_rules.add_rule(session, rule=welfare_rules.WelfareRule(0, "x", "X", **values))

    for wrong, field in (
        ({"benefits": ()}, "benefits"),
        ({"benefits": (welfare_rules.Benefit("member", 5, 3),)}, "benefits"),
        ({"approver": "treasurer"}, "approver"),
        ({"account": "9999"}, "account"),
        ({"until": "2025-01-01"}, "until"),
    ):
        with pytest.raises(InvalidValueError) as caught:
            add(**wrong)
        assert caught.value.field == field
    add()


def test_a_request_may_be_undone_until_somebody_built_on_it(session, member):
    case = desk.ask(session, member)
    step = history.list_steps(session, limit=1)[0]
    assert step.operation == "request_welfare"
    desk.approve(session, case)
    with pytest.raises(history.CannotUndoError, match="Welfare case checked"):
        history.undo_commit(session, commit_id=step.id)
    other = desk.ask(session, member, "sickness")
    history.undo_commit(session, commit_id=history.list_steps(session, limit=1)[0].id)
    with pytest.raises(NotFoundError):
        welfare.get_case(session, case_id=other)


def test_a_request_is_corrected_until_somebody_looked_at_it(session, member):
    case = desk.ask(session, member, "sickness", reason="sốt")
    asking = welfare.asking_of(session, case_id=case)
    changed = replace(asking, relation="child", relative="Bé", amount=250_000, kind="funeral")
    assert welfare.correct_case(session, case_id=case, asking=changed).doubts == ()
    found = welfare.get_case(session, case_id=case)
    assert (found.case.kind, found.case.amount, found.about.relative, found.about.reason) == (
        "sickness", 250_000, "Bé", "sốt",
    )  # fmt: skip
    with pytest.raises(InvalidValueError, match="stays in the history"):
        welfare.correct_case(session, case_id=case, asking=replace(asking, is_confidential=True))
    desk.become(session, registers.HEAD)
    with pytest.raises(NotAllowedError, match=f"Only {desk.SECRETARY}"):
        welfare.correct_case(session, case_id=case, asking=asking)
    desk.become(session, desk.SECRETARY)
    welfare_steps.check_case(session, case_id=case)
    with pytest.raises(UnionbookError, match="looked at already"):
        welfare.correct_case(session, case_id=case, asking=asking)


def test_a_confidential_request_is_corrected_under_its_key(session, member):
    case = desk.ask(session, member, "hardship", reason="cháy nhà")
    asking = replace(welfare.asking_of(session, case_id=case), reason=SECRET)
    welfare.correct_case(session, case_id=case, asking=asking)
    found = welfare.get_case(session, case_id=case)
    assert (found.about.reason, found.case.reason) == (SECRET, "")
    assert found.case.confidential
    session.close()
    treasurer = registers.open_as(session.register.folder, desk.TREASURER)
    with pytest.raises(NotAllowedError):
        welfare.asking_of(treasurer, case_id=case)
    treasurer.close()


def test_what_is_confidential_needs_the_key(session, member):
    session.close()
    treasurer = registers.open_as(session.register.folder, desk.TREASURER)
    asking = Asking("hardship", member, reason=SECRET, on="2026-03-02")
    with pytest.raises(NotAllowedError, match="Secretary"):
        welfare.request_case(treasurer, asking=asking)
    assert welfare.list_cases(treasurer) == []
    treasurer.close()


def test_who_lacks_the_key_sees_kind_amount_and_payee_alone(session, member):
    case = desk.ask(session, member, "serious_illness", reason=SECRET, relation="child",
                    relative="Trần Bé Nhỏ", event_on="2026-02-03")  # fmt: skip
    session.close()
    treasurer = registers.open_as(session.register.folder, desk.TREASURER)
    found = welfare.get_case(treasurer, case_id=case)
    assert found.about is None
    assert (found.case.kind, found.case.amount) == ("serious_illness", 1_000_000)
    shown = repr(found)
    assert not [word for word in ("ung thư", "Bé Nhỏ", "2026-02-03") if word in shown]
    for step in (welfare_steps.check_case, welfare_steps.refuse_case):
        with pytest.raises(NotAllowedError):
            step(treasurer, case_id=case, note="x")
    treasurer.close()
    again = registers.open_as(session.register.folder, desk.CLERK)
    about = welfare.get_case(again, case_id=case).about
    assert (about.reason, about.relative) == (SECRET, "Trần Bé Nhỏ")
    again.close()


def test_doubles_of_confidential_cases_are_found_by_who_holds_the_key(session, member):
    sister = registers.enrol(session, "Trần Thị Em")
    told = {"relation": "child", "relative": "Trần Bé Nhỏ", "reason": "bệnh tim"}
    desk.ask(session, member, "serious_illness", **told)
    found = propose(session, sister, "serious_illness", relation="child", relative="Trần Bé Nhỏ")
    assert kinds_of(found.doubts) == {DoubtKind.SAME_RELATIVE}


def test_the_recovery_key_asks_for_nothing(session, member):
    session.close()
    other, key = registers.make_with_key(session.register.folder.parent / "other")
    ledger.set_up_books(other)
    welfare_rules.adopt_rules(other)
    number = registers.enrol(other)
    other.close()
    opened = sessions.open_with_recovery_key(folder=other.register.folder, recovery_key=key)
    with pytest.raises(UnionbookError, match="names nobody"):
        welfare.request_case(opened, asking=Asking("wedding", number))
    opened.close()
    assert member


def test_cases_follow_who_is_merged(session, member):
    from unionbook.operations import doubles

    other = registers.enrol(session, "Trần Văn An")
    desk.ask(session, other, "sickness")
    desk.become(session, registers.HEAD)
    doubles.merge_members(session, keep=member, other=other)
    assert [one.member for one in welfare.list_cases(session, member_id=member)] == [member]
    assert members.get_member(session, member_id=member)
