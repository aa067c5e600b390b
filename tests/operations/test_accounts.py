# SPDX-License-Identifier: Apache-2.0
"""The tree of accounts: what stands below what, and where each stands on a day."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.ledger import Line
from unionbook.operations import accounts, ledger


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def test_every_account_stands_where_the_ledger_says_on_any_day(session):
    cash, income = ledger.by_role(session, "cash"), ledger.by_role(session, "other_income")
    for day, amount in (("2026-01-31", 5_000), ("2026-02-01", 7_000), ("2026-02-15", 11_000)):
        lines = [Line(cash, amount), Line(income, -amount)]
        ledger.post_voucher(session, kind="receipt", lines=lines, on=day)
    for day in ("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-14", "2026-02-28"):
        for one in accounts.chart_on(session, on=day):
            expected = ledger.balance_on(session, account_id=one.account.id, on=day)
            assert one.balance == expected, (day, one.account.code)


def test_an_account_adds_up_those_below_it(session):
    ledger.add_account(session, code="1111", name="Két phụ", kind="asset")
    ledger.add_account(session, code="11111", name="Két nhỏ", kind="asset")
    ledger.add_account(session, code="1119", name="Not money", kind="income")
    for code, amount in (("111", 5), ("1111", 20), ("11111", 300)):
        lines = [
            Line(ledger.account(session, code=code).id, amount),
            Line(ledger.by_role(session, "other_income"), -amount),
        ]
        ledger.post_voucher(session, kind="receipt", lines=lines, on="2026-01-05")
    found = {one.account.code: one for one in accounts.chart_on(session, on="2026-01-05")}
    assert (found["111"].balance, found["111"].whole) == (5, 325)
    assert found["1111"].parent == found["111"].account.id
    assert found["11111"].parent == found["1111"].account.id
    assert (found["1111"].whole, found["11111"].whole) == (320, 300)
    assert found["1119"].parent is None
    assert found["112"].parent is None
    assert found["111"].used
    assert not found["112"].used
