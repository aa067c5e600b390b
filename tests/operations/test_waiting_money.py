# SPDX-License-Identifier: Apache-2.0
"""Money from outside waits only for who may do something about it, and only when it is sure."""

from __future__ import annotations

import datetime as dt

import pytest
import registers
from open_bank import enter

from unionbook.domain import clock, periods
from unionbook.operations import bank as statements
from unionbook.operations import bank_matches, employer_fund, joining_fees, ledger, share_rules
from unionbook.operations.waiting import look_for


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def test_the_fund_waits_once_it_is_late_and_its_wages_are_known(session):
    share_rules.adopt_fund_rule(session, key="fund_month", since="2020-01-01")
    registers.enrol(session, wage=9_000_000)
    assert look_for(session, name="fund") == []
    late = periods.later(clock.today()[:7], -3)
    for month in (late, clock.today()[:7]):
        employer_fund.set_wage_fund(session, month=month, amount=100_000_000)
    (found,) = look_for(session, name="fund")
    assert (found.amount, found.count) == (2_000_000, 1)
    parts = [employer_fund.FundPart(late, 2_000_000)]
    employer_fund.record_receipt(session, parts=parts)
    assert look_for(session, name="fund") == []


def test_lines_of_the_bank_wait_for_their_vouchers(session, tmp_path):
    assert look_for(session, name="bank") == []
    today = dt.date.fromisoformat(clock.today()).strftime("%d/%m/%Y")
    enter(session, tmp_path, ("01/01/2020", "cu", 5), (today, "phi", -10))
    (found,) = look_for(session, name="bank")
    assert (found.count, found.since, found.what) == (1, clock.today(), ("part", "bank"))
    line = statements.list_bank_lines(session)[-1]
    bank_matches.book_line(session, line_id=line.id, account="administration")
    assert look_for(session, name="bank") == []


def test_joining_fees_wait_where_there_is_a_rule(tmp_path):
    opened = registers.make(tmp_path, country="ID")
    ledger.set_up_books(opened)
    registers.enrol(opened, "Siti", joined_on="2026-03-01")
    assert look_for(opened, name="joining_fees") == []
    joining_fees.adopt_rule(opened, key="flat", amount=20_000, since="2026-01-01")
    (found,) = look_for(opened, name="joining_fees")
    assert (found.amount, found.since) == (20_000, "2026-03-01")
    registers.add_user(opened, "Sekretaris", "secretary")
    opened.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Sekretaris")
    assert look_for(other, name="joining_fees") == []
    other.close()
