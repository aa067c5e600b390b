# SPDX-License-Identifier: Apache-2.0
"""A year page by page: the state of each month, the totals, who owes."""

from __future__ import annotations

import pytest
import registers

from unionbook.data.members import Criteria
from unionbook.operations import dues, dues_rules, dues_year, ledger, members
from unionbook.operations.dues_year import State


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    yield opened
    opened.close()


def ready(session):
    ledger.set_up_books(session)
    dues_rules.adopt_rule(session, key="wage_capped")


def worker(session, wage=8_000_000, **more):
    changes = members.enrol_member(
        session, values={"full_name": "Trần Văn An", "wage": wage, **more}, wage_from="2025-07-01"
    )
    return changes.rows["members"][0]


def pay(session, member, amount):
    dues.record_payment(
        session, parts=dues.propose_payment(session, member_ids=[member], amount=amount)
    )


def test_what_is_set_up_is_told_step_by_step(session):
    assert dues_year.dues_state(session) == dues_year.DuesState(False, 0, "")
    ready(session)
    assert dues_year.dues_state(session) == dues_year.DuesState(True, 1, "")
    worker(session)
    dues.assess_month(session, month="2025-08")
    assert dues_year.dues_state(session).last_month == "2025-08"


def test_each_month_has_its_state(session):
    ready(session)
    one, other = worker(session), worker(session)
    dues_rules.exempt_member(
        session, member_id=other, reason="maternity", first="2025-08", last="2025-08"
    )
    for month in ("2025-08", "2025-09", "2025-10"):
        dues.assess_month(session, month=month)
    pay(session, one, 50_000)
    pay(session, other, 120_000)
    page = dues_year.year_page(session, year=2025, ids=[other, one])
    assert [line.member for line in page] == [other, one]
    states = [[cell.state for cell in line.months[6:]] for line in page]
    assert states[1] == [
        State.NOTHING, State.PAID, State.PART, State.OWED, State.NOTHING, State.NOTHING
    ]  # fmt: skip
    assert states[0] == [
        State.NOTHING, State.EXEMPT, State.PAID, State.PAID, State.AHEAD, State.NOTHING
    ]  # fmt: skip
    assert (page[1].paid, page[1].owed) == (50_000, 70_000)
    assert (page[1].months[8].assessed, page[1].months[8].paid) == (40_000, 10_000)


def test_totals_are_of_who_is_listed(session):
    ready(session)
    one = worker(session, department="May 1")
    worker(session, department="May 2")
    dues.assess_month(session, month="2025-08")
    pay(session, one, 40_000)
    august = dues_year.year_totals(session, year=2025)[7]
    assert (august.month, august.assessed, august.paid) == ("2025-08", 80_000, 40_000)
    department = members.get_member(session, member_id=one).values["department_id"]
    some = dues_year.year_totals(
        session, year=2025, criteria=Criteria(department_id=department, statuses=("active",))
    )
    assert (some[7].assessed, some[7].paid) == (40_000, 40_000)
    assert some[0] == dues_year.MonthTotal("2025-01")
    found = dues_year.year_totals(session, year=2025, criteria=Criteria(text="tran van an"))
    assert (found[7].assessed, found[7].paid) == (80_000, 40_000)
    nobody = dues_year.year_totals(session, year=2025, criteria=Criteria(text="nobody"))
    assert nobody[7] == dues_year.MonthTotal("2025-08")


def test_who_owes_keeps_the_order(session):
    ready(session)
    one, two, three = worker(session), worker(session), worker(session)
    dues.assess_month(session, month="2025-08")
    pay(session, two, 40_000)
    assert dues_year.owing(session, ids=[three, two, one], year=2025) == [three, one]
    assert dues_year.owing(session, ids=[three, two, one], year=2024) == []


def test_payments_of_some_months(session):
    ready(session)
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    dues.assess_month(session, month="2025-09")
    pay(session, member, 80_000)
    found = dues_year.payments_of(session, member_id=member, months=("2025-09",))
    assert [(one.month, one.amount) for one in found] == [("2025-09", 40_000)]
