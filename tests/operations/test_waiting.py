# SPDX-License-Identifier: Apache-2.0
"""Each user is told what waits for him or her, how much of it and since when, and nothing else."""

from __future__ import annotations

import money_branch
import pytest
import registers
import welfare_desk as desk

from unionbook.domain import clock, periods
from unionbook.operations import backups, dues, ledger, waiting, welfare_steps


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    yield opened
    opened.close()


def names(session):
    return [one.name for one in waiting.list_waiting(session)]


def one(session, name):
    (found,) = waiting.look_for(session, name=name)
    return found


def test_a_new_branch_is_told_how_to_begin(session):
    assert names(session) == ["books"]
    ledger.set_up_books(session)
    assert names(session) == ["rule"]


def test_a_branch_in_the_middle_of_its_work(session):
    money_branch.set_up(session)
    found = {one.name: one for one in waiting.list_waiting(session)}
    debts = dues.list_arrears(session, month=periods.later(clock.today()[:7], -3))
    assert found["arrears"].count == len(debts) > 0
    assert found["arrears"].amount == sum(debt.total for debt in debts)
    assert found["arrears"].since == min(debt.since for debt in debts)
    assert found["arrears"].urgent
    assert found["assess"].since == "2025-10"
    assert found["assess"].count == periods.between("2025-10", clock.today()[:7])
    assert found["close"].since == "2025-07"
    assert found["backup"].urgent
    assert "books" not in found
    assert "rule" not in found


def test_what_is_done_waits_no_more(session):
    money_branch.set_up(session)
    backups.make_backup(session)
    month = "2025-07"
    while month < clock.today()[:7]:
        if month > "2025-09":
            dues.assess_month(session, month=month)
        ledger.close_month(session, month=month)
        month = periods.later(month, 1)
    assert not {"assess", "close", "backup"} & set(names(session))


def test_doubles_are_counted(session):
    for _time in range(2):
        registers.enrol(session, "Trần Văn An", phone="0912345678")
    assert one(session, "doubles").count == 1


def test_deducted_money_that_does_not_arrive_is_told(session):
    ledger.set_up_books(session)
    assert waiting.look_for(session, name="in_transit") == []
    day = periods.first_day(periods.later(clock.today()[:7], -1))
    money_branch.post(session, "receipt", "in_transit", "other_income", 50_000, day)
    assert one(session, "in_transit").amount == 50_000
    money_branch.post(session, "transfer", "bank", "in_transit", 50_000, clock.today())
    assert waiting.look_for(session, name="in_transit") == []


@pytest.mark.parametrize(
    ("role", "told", "not_told"),
    [
        ("treasurer", {"arrears", "close", "assess"}, {"doubles"}),
        ("secretary", {"doubles", "backup"}, {"arrears", "close", "assess", "books"}),
        ("auditor", set(), {"arrears", "close", "assess", "doubles", "backup"}),
    ],
)
def test_a_role_is_told_what_it_may_do(session, tmp_path, role, told, not_told):
    money_branch.set_up(session)
    for _time in range(2):
        registers.enrol(session, "Trần Văn An", phone="0912345678")
    registers.add_user(session, "Mai", role)
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Mai")
    found = set(names(other))
    other.close()
    assert told <= found
    assert not not_told & found


def test_cases_of_welfare_wait_for_who_may_take_them_further(tmp_path):
    branch = desk.open_branch(tmp_path / "welfare")
    case = desk.ask(branch, registers.enrol(branch), on="2026-03-02")

    def waits_for(user):
        desk.become(branch, user)
        found = [one for one in waiting.list_waiting(branch) if one.screen == "welfare"]
        return [(one.name, one.count, one.amount, one.since) for one in found]

    told = (1, 500_000, "2026-03-02")
    assert waits_for(desk.TREASURER) == [("welfare_requested", *told)]
    desk.become(branch, desk.SECRETARY)
    welfare_steps.check_case(branch, case_id=case)
    assert waits_for(desk.SECRETARY) == []
    assert waits_for(registers.HEAD) == [("welfare_checked", *told)]
    welfare_steps.approve_case(branch, case_id=case)
    assert waits_for(registers.HEAD) == waits_for(desk.TREASURER) == [("welfare_approved", *told)]
    desk.pay(branch, case)
    assert waits_for(desk.TREASURER) == []
    branch.close()
