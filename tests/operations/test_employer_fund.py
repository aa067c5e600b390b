# SPDX-License-Identifier: Apache-2.0
"""What the employer owes on its wages: expected, received, missing, kept and passed on."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.shares import FundRule
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import employer_fund, events, ledger, members, share_rules, shares


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


@pytest.fixture
def monthly(session):
    share_rules.adopt_fund_rule(session, key="fund_month", since="2026-01-01")
    return session


def worker(session, wage=8_000_000, since="2025-07-01"):
    changes = members.enrol_member(
        session, values={"full_name": "Trần Văn An", "wage": wage}, wage_from=since
    )
    return changes.rows["members"][0]


def test_what_is_expected_is_a_share_of_the_wages_typed(monthly):
    employer_fund.set_wage_fund(monthly, month="3/2026", amount=1_000_000_000)
    (one,) = employer_fund.list_periods(monthly, first="2026-03", last="2026-03")
    assert (one.wages, one.basis, one.expected, one.missing) == (
        1_000_000_000, "typed", 20_000_000, 20_000_000,
    )  # fmt: skip
    assert (one.due_on, one.late) == ("2026-04-30", True)
    employer_fund.set_wage_fund(monthly, month="2026-03", amount=500_000_000, note="BHXH")
    (one,) = employer_fund.list_periods(monthly, first="2026-03", last="2026-03")
    assert one.expected == 10_000_000
    assert [x.note for x in employer_fund.list_wage_funds(monthly)] == ["BHXH"]


def test_wages_of_members_stand_in_where_nothing_is_typed(monthly):
    worker(monthly)
    gone = worker(monthly, 6_000_000)
    events.record_event(monthly, member_ids=[gone], kind="left", on="2026-02-15")
    found = employer_fund.list_periods(monthly, first="2026-01", last="2026-03")
    assert [(one.wages, one.basis) for one in found] == [
        (14_000_000, "wages"),
        (14_000_000, "wages"),
        (8_000_000, "wages"),
    ]


def test_what_came_settles_the_oldest_period_and_the_rest_the_last(monthly):
    for month in ("2026-01", "2026-02", "2026-03"):
        employer_fund.set_wage_fund(monthly, month=month, amount=100_000_000)
    parts = employer_fund.propose_receipt(monthly, amount=3_000_000, until="2026-02")
    assert [(part.month, part.amount) for part in parts] == [
        ("2026-01", 2_000_000),
        ("2026-02", 1_000_000),
    ]
    employer_fund.record_receipt(monthly, parts=parts, on="2026-03-02", payer="Công ty Sao")
    more = employer_fund.propose_receipt(monthly, amount=9_000_000, until="3/2026")
    assert [(part.month, part.amount) for part in more] == [
        ("2026-02", 1_000_000),
        ("2026-03", 2_000_000),
        ("2026-03", 6_000_000),
    ]
    found = employer_fund.list_periods(monthly, first="2026-01", last="2026-03")
    assert [one.missing for one in found] == [0, 1_000_000, 2_000_000]


def test_a_receipt_taken_back_is_missing_again(monthly):
    employer_fund.set_wage_fund(monthly, month="2026-01", amount=100_000_000)
    parts = employer_fund.propose_receipt(monthly, amount=2_000_000, until="2026-01")
    changes = employer_fund.record_receipt(monthly, parts=parts, on="2026-02-01")
    ledger.reverse_voucher(
        monthly, voucher_id=changes.rows["vouchers"][0], reason="nhầm", on="2026-02-02"
    )
    (one,) = employer_fund.list_periods(monthly, first="2026-01", last="2026-01")
    assert (one.received, one.missing) == (0, 2_000_000)


def test_a_quarter_is_one_payment(session):
    share_rules.adopt_fund_rule(session, key="fund_quarter", since="2026-01-01")
    for month in ("2026-04", "2026-05", "2026-06"):
        employer_fund.set_wage_fund(session, month=month, amount=100_000_000)
    (one,) = employer_fund.list_periods(session, first="2026-05", last="2026-05")
    assert (one.first, one.last, one.expected, one.due_on) == (
        "2026-04", "2026-06", 6_000_000, "2026-07-31",
    )  # fmt: skip
    assert len(employer_fund.list_periods(session, first="2026-01", last="2026-12")) == 4


def test_a_quarter_of_the_fund_goes_up_of_what_came_in(monthly):
    share_rules.adopt_split(monthly, key="fund75")
    employer_fund.set_wage_fund(monthly, month="2026-01", amount=100_000_000)
    parts = employer_fund.propose_receipt(monthly, amount=1_600_000, until="2026-01")
    employer_fund.record_receipt(monthly, parts=parts, on="2026-02-10")
    (found,) = shares.collected_in(monthly, first="2026-02", last="2026-02")
    assert (found.kept, found.shares) == (1_200_000, (("above", 400_000),))
    changes = shares.settle_shares(monthly, month="2026-02")
    assert changes is not None
    due = ledger.by_role(monthly, "remittance_due")
    assert ledger.balance_on(monthly, account_id=due, on="2026-02-28") == -400_000


def test_without_a_rule_nothing_is_expected(session):
    employer_fund.set_wage_fund(session, month="2026-01", amount=100)
    assert employer_fund.list_periods(session, first="2026-01", last="2026-12") == []
    with pytest.raises(UnionbookError, match="fund rules adopt"):
        employer_fund.propose_receipt(session, amount=100)


def test_wrong_figures_are_refused(monthly):
    with pytest.raises(InvalidValueError):
        employer_fund.set_wage_fund(monthly, month="2026-01", amount=-1)
    with pytest.raises(InvalidValueError):
        employer_fund.record_receipt(monthly, parts=[])
    with pytest.raises(InvalidValueError, match="1, 2, 3"):
        share_rules.add_fund_rule(monthly, rule=FundRule(0, "x", 20_000, 5, 1, "2026-01-01"))
    with pytest.raises(NotFoundError):
        share_rules.end_fund_rule(monthly, rule_id=1, until="2026-01-01")
