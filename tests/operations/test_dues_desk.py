# SPDX-License-Identifier: Apache-2.0
"""The cash desk: how a member stands, the receipts of a day, money given back."""

from __future__ import annotations

from dataclasses import replace

import pytest
import registers

from unionbook.domain import clock
from unionbook.errors import InvalidValueError, NotAllowedError
from unionbook.operations import dues, dues_desk, dues_rules, ledger, members


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    yield opened
    opened.close()


def worker(session, wage=8_000_000, name="Trần Văn An"):
    changes = members.enrol_member(
        session, values={"full_name": name, "wage": wage}, wage_from="2025-07-01"
    )
    return changes.rows["members"][0]


def pay(session, member, amount=None):
    parts = dues.propose_payment(session, member_ids=[member], amount=amount)
    return dues.record_payment(session, parts=parts).rows["vouchers"][0]


def balance(session, code):
    return ledger.balance_on(session, account_id=ledger.account(session, code=code).id)


def test_how_a_member_stands(session):
    member = worker(session)
    for month in ("2025-08", "2025-09", "2025-10"):
        dues.assess_month(session, month=month)
    voucher = pay(session, member, 50_000)
    found = dues_desk.standing(session, member_id=member)
    assert (found.owed, found.since, found.months_owed) == (70_000, "2025-09", 2)
    assert (found.ahead, found.until) == (0, "2025-08")
    assert [(one.voucher, one.month, one.amount) for one in found.payments] == [
        (voucher, "2025-09", 10_000),
        (voucher, "2025-08", 40_000),
    ]
    assert found.payments[0].number.startswith("PT0001/")


def test_what_was_paid_ahead_is_proposed_and_given_back(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    pay(session, member, 120_000)
    standing = dues_desk.standing(session, member_id=member)
    assert (standing.owed, standing.ahead, standing.until) == (0, 80_000, "2025-10")
    parts = dues_desk.propose_refund(session, member_id=member)
    assert [(one.month, one.amount) for one in parts] == [("2025-10", 40_000), ("2025-09", 40_000)]
    dues_desk.refund_dues(session, parts=parts)
    after = dues_desk.standing(session, member_id=member)
    assert (after.owed, after.ahead) == (0, 0)
    assert balance(session, "cash") == 40_000
    assert balance(session, "dues_income") == -40_000
    registers.expect_whole(session)


def test_giving_back_a_month_makes_it_owed_again(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    pay(session, member)
    parts = dues_desk.propose_refund(session, member_id=member, amount=15_000)
    dues_desk.refund_dues(session, parts=parts, reason="Paid twice")
    assert dues_desk.standing(session, member_id=member).owed == 15_000


def test_no_more_is_given_back_than_was_paid(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    pay(session, member)
    with pytest.raises(InvalidValueError):
        dues_desk.propose_refund(session, member_id=member, amount=40_001)
    with pytest.raises(InvalidValueError):
        dues_desk.refund_dues(session, parts=[dues.Part(member, "2025-08", 50_000)])
    assert balance(session, "cash") == 40_000


def test_the_surcharge_goes_back_first(session):
    rule = dues_rules.list_rules(session)[0]
    dues_rules.add_rule(
        session, rule=replace(rule, id=0, name="More", since="2026-01-01", surcharge=1_000)
    )
    member = worker(session)
    dues.assess_month(session, month="2026-01")
    pay(session, member)
    assert balance(session, "surcharge_income") == -8_000
    parts = dues_desk.propose_refund(session, member_id=member, amount=10_000)
    dues_desk.refund_dues(session, parts=parts)
    assert balance(session, "surcharge_income") == 0
    assert balance(session, "dues_income") == -38_000


def test_the_receipts_of_a_day(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    first = pay(session, member)
    ledger.reverse_voucher(session, voucher_id=first, reason="Wrong member")
    second = pay(session, member, 60_000)
    dues_desk.refund_dues(session, parts=dues_desk.propose_refund(session, member_id=member))
    found = dues_desk.receipts_of_day(session)
    assert [(one.amount, one.reversed) for one in found] == [
        (40_000, True),
        (-40_000, False),
        (60_000, False),
        (-20_000, False),
    ]
    assert found[2].voucher == second
    assert dues_desk.receipts_of_day(session, on="2025-01-01") == []
    assert clock.today()


def test_only_who_takes_money_gives_it_back(session, tmp_path):
    member = worker(session)
    registers.add_user(session, "Reader", "auditor")
    reader = registers.open_as(tmp_path / "branch.unionbook", "Reader")
    with pytest.raises(NotAllowedError):
        dues_desk.refund_dues(reader, parts=[dues.Part(member, "2025-08", 1)])
    reader.close()
