# SPDX-License-Identifier: Apache-2.0
"""Who joins pays once, by the rule of that day; the levels above get their share of it."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.dues import Basis
from unionbook.domain.shares import ShareKind, SplitRule
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import (
    doubles,
    dues_rules,
    joining_fees,
    ledger,
    share_rules,
    shares,
    verify,
)
from unionbook.operations.joining_fees import JoiningFeeRule


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path, country="ID")
    ledger.set_up_books(opened)
    dues_rules.set_reference(
        opened, kind="minimum_wage", region="Bekasi", amount=5_000_000, since="2026-01-01"
    )
    yield opened
    opened.close()


@pytest.fixture
def ruled(session):
    joining_fees.adopt_rule(session, key="rtmm", region="Bekasi", since="2026-01-01")
    return session


def joiner(session, name="Siti Aminah", on="2026-03-01"):
    return registers.enrol(session, name, joined_on=on)


def left(session):
    return {one.member: one.left for one in joining_fees.list_owed(session)}


def test_a_part_of_the_minimum_wage_of_that_day(ruled):
    siti = joiner(ruled)
    joiner(ruled, "Budi", on="2025-12-31")
    joiner(ruled, "Dewi", on="2026")
    (owed,) = joining_fees.list_owed(ruled)
    assert (owed.member, owed.fee.amount, owed.fee.base) == (siti, 100_000, 5_000_000)
    assert owed.fee.rule.source


def test_a_receipt_settles_it_and_its_reversal_owes_it_again(ruled):
    siti, budi = joiner(ruled), joiner(ruled, "Budi")
    changes = joining_fees.take_fee(ruled, member_ids=[siti, budi, siti], on="2026-03-05")
    voucher = ledger.get_voucher(ruled, voucher_id=changes.rows["vouchers"][0])
    assert (voucher.voucher.kind, voucher.voucher.amount) == ("receipt", 200_000)
    assert left(ruled) == {}
    with pytest.raises(UnionbookError, match="No joining fee is owed"):
        joining_fees.take_fee(ruled, member_ids=[siti])
    ledger.reverse_voucher(ruled, voucher_id=voucher.voucher.id, reason="salah", on="2026-03-06")
    assert left(ruled) == {siti: 100_000, budi: 100_000}
    joining_fees.take_fee(ruled, member_ids=[siti], amount=30_000, on="2026-03-07")
    assert left(ruled)[siti] == 70_000
    assert len(joining_fees.list_owed(ruled, all_of_them=True)) == 2
    assert verify.verify_register(ruled).problems == ()


def test_what_who_was_merged_paid_counts(ruled):
    siti, twin = joiner(ruled), joiner(ruled)
    joining_fees.take_fee(ruled, member_ids=[siti], on="2026-03-05")
    doubles.merge_members(ruled, keep=twin, other=siti)
    assert left(ruled) == {}


def test_its_share_goes_up_by_a_rule_of_its_own(ruled):
    siti = joiner(ruled)
    joining_fees.take_fee(ruled, member_ids=[siti], on="2026-03-05")
    (found,) = shares.collected_in(ruled, first="2026-03", last="2026-03")
    assert (found.kind, found.kept) == (ShareKind.JOINING_FEE, 100_000)
    rule = SplitRule(0, "50/50", ShareKind.JOINING_FEE, (("branch", 500_000), ("PC", 500_000)),
                     "2026-01-01")  # fmt: skip
    share_rules.add_split(ruled, rule=rule)
    shares.settle_shares(ruled, month="2026-03")
    due = ledger.by_role(ruled, "remittance_due")
    assert ledger.balance_on(ruled, account_id=due, on="2026-03-31") == -50_000


def test_rules_follow_each_other(ruled):
    early, late = joiner(ruled), joiner(ruled, "Budi", on="2026-07-01")
    (first,) = joining_fees.list_rules(ruled)
    joining_fees.end_rule(ruled, rule_id=first.id, until="2026-06-30")
    joining_fees.adopt_rule(ruled, key="flat", amount=20_000, since="2026-07-01")
    assert left(ruled) == {early: 100_000, late: 20_000}


def test_what_is_refused(session, tmp_path):
    siti = joiner(session)
    assert joining_fees.list_owed(session) == []
    for wrong in ({"key": "rtmm"}, {"key": "flat"}):
        with pytest.raises(InvalidValueError):
            joining_fees.adopt_rule(session, **wrong)
    with pytest.raises(NotFoundError, match="rtmm, flat"):
        joining_fees.adopt_rule(session, key="x")
    with pytest.raises(NotFoundError):
        joining_fees.end_rule(session, rule_id=1, until="2026-01-01")
    rule = JoiningFeeRule(0, " ", Basis.FLAT, 0, 5, "", "2026-01-01")
    with pytest.raises(InvalidValueError):
        joining_fees.add_rule(session, rule=rule)
    with pytest.raises(InvalidValueError):
        joining_fees.take_fee(session, member_ids=[siti], amount=0)
    registers.add_user(session, "Sekretaris", "secretary")
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Sekretaris")
    with pytest.raises(NotAllowedError):
        joining_fees.take_fee(other, member_ids=[siti], amount=5)
    other.close()


def test_where_the_country_knows_no_such_fee_a_branch_may_still_ask_for_one(tmp_path):
    opened = registers.make(tmp_path)
    member = joiner(opened)
    with pytest.raises(UnionbookError, match="not set up yet"):
        joining_fees.take_fee(opened, member_ids=[member], amount=5)
    ledger.set_up_books(opened)
    with pytest.raises(UnionbookError, match=r"ask for no joining fee.*ledger add-account"):
        joining_fees.take_fee(opened, member_ids=[member], amount=5)
    told = {"code": "5119", "name": "Phí gia nhập", "role": "joining_fee_income"}
    with pytest.raises(InvalidValueError, match="an income"):
        ledger.add_account(opened, kind="expense", **told)
    ledger.add_account(opened, kind="income", **told)
    joining_fees.take_fee(opened, member_ids=[member], amount=5, on="2026-03-05")
    found = ledger.account(opened, code="5119")
    assert ledger.balance_on(opened, account_id=found.id, on="2026-03-31") == -5
    opened.close()
