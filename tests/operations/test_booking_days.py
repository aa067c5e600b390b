# SPDX-License-Identifier: Apache-2.0
"""Days and months that cannot be meant are refused; those ahead that are meant pass."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain import clock, periods
from unionbook.domain.ledger import Line
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import dues, dues_preview, dues_rules, ledger, members

TODAY = "2026-05-20"


@pytest.fixture
def session(tmp_path, monkeypatch):
    opened = registers.make(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    values = {"full_name": "Trần Văn An", "wage": 8_000_000}
    members.enrol_member(opened, values=values, wage_from="2025-07-01")
    yield opened
    opened.close()


def paid(session, on, month="2026-05"):
    member = next(iter(members.list_member_ids(session, criteria=members.Criteria())))
    return dues.record_payment(session, parts=[dues.Part(member, month, 10_000)], on=on)


def test_the_next_month_is_assessed_for_the_employers_list_and_none_beyond(session):
    assert dues.assess_month(session, month="2026-06").owing == 1
    for look in (dues.assess_month, dues_preview.preview_assessment):
        with pytest.raises(UnionbookError, match="07/2026 lies too far ahead: up to 06/2026"):
            look(session, month="2026-07")


def test_a_month_far_ahead_that_was_assessed_once_can_still_be_put_right(session, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: "2026-12-01")
    dues.assess_month(session, month="2027-01")
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    assert dues.assess_month(session, month="2027-01").changed == 0


def test_money_is_taken_today_and_before_and_for_months_ahead(session):
    assert paid(session, TODAY)
    assert paid(session, "2025-11-01")
    assert paid(session, "", month=periods.later(TODAY[:7], 12))


def test_a_day_that_has_not_come_is_refused(session):
    with pytest.raises(InvalidValueError, match="21/05/2026 has not come yet") as caught:
        paid(session, "21/5/2026")
    assert caught.value.field == "on"
    cash, other = ledger.by_role(session, "cash"), ledger.by_role(session, "other_income")
    lines = [Line(cash, 5), Line(other, -5)]
    with pytest.raises(InvalidValueError, match="not come yet"):
        ledger.post_voucher(session, kind="receipt", lines=lines, on="2062-05-20")


def test_a_day_long_before_the_books_is_refused_until_they_begin_there(session):
    with pytest.raises(InvalidValueError, match=r"05/2016.*begin on 20/05/2026") as caught:
        paid(session, "20/05/2016")
    assert caught.value.field == "on"
    cash, fund = ledger.by_role(session, "cash"), ledger.by_role(session, "opening_fund")
    lines = [Line(cash, 5), Line(fund, -5)]
    ledger.post_voucher(session, kind="opening", lines=lines, on="2016-01-01")
    assert paid(session, "20/05/2016")


def test_a_closed_month_takes_no_money(session):
    ledger.close_month(session, month="2026-04")
    with pytest.raises(UnionbookError, match="04/2026 is closed"):
        paid(session, "2026-04-30")
