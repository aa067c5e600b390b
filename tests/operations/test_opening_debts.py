# SPDX-License-Identifier: Apache-2.0
"""What members owed before the books began is entered by hand, once, and settled like any dues."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import dues, dues_desk, dues_preview, dues_rules, ledger, members, verify
from unionbook.operations.opening_debts import open_debt


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def enrol(session, name, wage):
    values = {"full_name": name, "joined_on": "2020-01-01", "wage": wage}
    changes = members.enrol_member(session, values=values, wage_from="2020-01-01")
    return changes.rows["members"][0]


@pytest.fixture
def an(session):
    return enrol(session, "Trần Văn An", 10_000_000)


def months(session, member):
    return {
        one.month: (one.assessed, one.paid) for one in dues.member_dues(session, member_id=member)
    }


def test_it_is_spread_over_the_months_and_paid_the_oldest_first(session, an):
    changes = open_debt(session, member_id=an, amount=100_000, first="7/2025", last="9/2025")
    found = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert (found.voucher.kind, found.voucher.counterparty) == ("opening", "Trần Văn An")
    assert months(session, an) == {
        "2025-07": (33_334, 0), "2025-08": (33_333, 0), "2025-09": (33_333, 0)
    }  # fmt: skip
    (debt,) = dues.list_arrears(session, month="2025-12")
    assert (debt.total, debt.since, debt.months) == (100_000, "2025-07", 3)
    parts = dues.propose_payment(session, member_ids=[an], amount=50_000)
    dues.record_payment(session, parts=parts)
    assert dues_desk.standing(session, member_id=an).owed == 50_000
    assert verify.verify_register(session).problems == ()


def test_reversed_it_is_owed_no_more_and_may_be_entered_again(session, an):
    changes = open_debt(session, member_id=an, amount=60_000, first="2025-09")
    with pytest.raises(UnionbookError, match="09/2025 is in the books already"):
        open_debt(session, member_id=an, amount=60_000, first="2025-08", last="2025-09")
    ledger.reverse_voucher(session, voucher_id=changes.rows["vouchers"][0], reason="nhầm người")
    assert not any(assessed for assessed, _paid in months(session, an).values())
    open_debt(session, member_id=an, amount=30_000, first="2025-09")
    assert months(session, an)["2025-09"] == (30_000, 0)


def test_what_was_entered_is_not_assessed_on_top_of_it(session, an):
    dues_rules.adopt_rule(session, key="wage_capped")
    open_debt(session, member_id=an, amount=60_000, first="2025-08", last="2025-09")
    for month in ("8/2025", "9/2025", "7/2025"):
        with pytest.raises(UnionbookError, match="up to 09/2025 was entered by hand"):
            dues.assess_month(session, month=month)
    with pytest.raises(UnionbookError, match="entered by hand"):
        dues_preview.preview_assessment(session, month="9/2025")
    dues.assess_month(session, month="10/2025")
    assert months(session, an)["2025-10"] == (50_000, 0)
    with pytest.raises(UnionbookError, match="dues of 10/2025 were assessed"):
        open_debt(session, member_id=an, amount=5, first="9/2025", last="11/2025")
    # What was assessed before can still be corrected.
    other = enrol(session, "Lê Thị Bình", 8_000_000)
    open_debt(session, member_id=other, amount=5_000, first="12/2025")
    assert dues.assess_month(session, month="10/2025").changed == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"amount": 0, "first": "2025-09"}, "amount"),
        ({"amount": 2, "first": "2025-07", "last": "2025-09"}, "amount"),
        ({"amount": 9, "first": "2025-09", "last": "2025-08"}, "last"),
        ({"amount": 900, "first": "2000-01", "last": "2025-08"}, "first"),
    ],
)
def test_what_is_refused(session, an, told, field):
    with pytest.raises(InvalidValueError) as refused:
        open_debt(session, member_id=an, **told)
    assert refused.value.field == field


def test_a_closed_month_and_who_may_not(session, an, tmp_path):
    ledger.close_month(session, month="2025-09")
    with pytest.raises(UnionbookError, match="closed"):
        open_debt(session, member_id=an, amount=5, first="2025-08", on="2025-09-30")
    registers.add_user(session, "Ba", "auditor")
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Ba")
    with pytest.raises(NotAllowedError):
        open_debt(other, member_id=an, amount=5, first="2025-08")
    other.close()
