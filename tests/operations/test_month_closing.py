# SPDX-License-Identifier: Apache-2.0
"""Before a month is closed one sees what is amiss; after it, what is another than reported."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain import clock, periods
from unionbook.domain.ledger import Line
from unionbook.operations import (
    bank,
    bank_matches,
    cash_counts,
    dues,
    dues_rules,
    ledger,
    month_closing,
)
from unionbook.operations.month_closing import Finding


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def post(session, amount, on, kind="receipt", debit="cash", credit="other_income"):
    lines = [
        Line(ledger.by_role(session, debit), amount),
        Line(ledger.by_role(session, credit), -amount),
    ]
    changes = ledger.post_voucher(session, kind=kind, lines=lines, on=on)
    return changes.rows["vouchers"][0]


def findings(session, month):
    sight = month_closing.look_at_month(session, month=month)
    return {one.name: one.finding for one in sight.checks}


def test_months_are_listed_with_their_vouchers_and_their_state(session):
    assert month_closing.list_months(session) == []
    post(session, 5_000, "2026-01-05")
    post(session, 5_000, "2026-03-05")
    ledger.close_month(session, month="2026-01")
    found = {one.month: one for one in month_closing.list_months(session)}
    assert next(iter(found)) == max(clock.today()[:7], "2026-03")
    assert (found["2026-01"].vouchers, found["2026-01"].closed) == (1, True)
    assert (found["2026-02"].vouchers, found["2026-02"].closed) == (0, False)
    ledger.reopen_month(session, month="2026-01", reason="thiếu một phiếu")
    post(session, 1_000, "2026-01-06")
    (again,) = (one for one in month_closing.list_months(session) if one.month == "2026-01")
    assert (again.closed, again.reopened, again.differences) == (False, True, 2)
    assert again.reason == "thiếu một phiếu"


def test_the_checks_say_what_is_amiss(session):
    post(session, 5_000, "2026-01-05")
    post(session, 9_000, "2026-02-05", kind="payment", debit="welfare", credit="cash")
    found = findings(session, "2026-02")
    assert found["balanced"] is Finding.FINE
    assert found["earlier"] is Finding.LOOK
    assert found["money"] is Finding.LOOK
    assert "assessed" not in found
    ledger.close_month(session, month="2026-01")
    assert findings(session, "2026-02")["earlier"] is Finding.FINE
    dues_rules.adopt_rule(session, key="wage_capped")
    assert findings(session, "2026-02")["assessed"] is Finding.LOOK
    registers.enrol(session, wage=8_000_000, joined_on="2020-01-01")
    dues.assess_month(session, month="2026-02")
    assert findings(session, "2026-02")["assessed"] is Finding.FINE


def test_a_month_to_come_cannot_be_closed_and_this_one_only_knowingly(session):
    this = clock.today()[:7]
    assert findings(session, this)["over"] is Finding.LOOK
    coming = month_closing.look_at_month(session, month=periods.later(this, 1))
    assert not coming.may_be_closed
    assert month_closing.look_at_month(session, month=this).may_be_closed


def test_a_closed_month_says_by_whom_and_what_changed_since(session):
    post(session, 5_000, "2026-01-05")
    ledger.close_month(session, month="2026-01")
    seen = month_closing.look_at_month(session, month="2026-01")
    assert seen.closed_by == registers.HEAD
    assert (seen.checks, seen.differences) == ((), ())
    ledger.reopen_month(session, month="2026-01", reason="x")
    post(session, 2_000, "2026-01-07")
    seen = month_closing.look_at_month(session, month="2026-01")
    changed = {one.account.role: (one.reported, one.now) for one in seen.differences}
    assert changed == {"cash": (5_000, 7_000), "other_income": (-5_000, -7_000)}


def test_the_cash_box_is_to_be_counted_before(session):
    post(session, 50_000, "2026-01-05", debit="bank")
    assert "counted" not in findings(session, "2026-01")
    post(session, 50_000, "2026-01-05")
    assert findings(session, "2026-01")["counted"] is Finding.LOOK
    cash_counts.count_cash(session, pieces={20_000: 2}, on="2026-01-30")
    assert findings(session, "2026-01")["counted"] is Finding.LOOK
    cash_counts.count_cash(session, pieces={50_000: 1}, on="2026-01-31")
    assert findings(session, "2026-01")["counted"] is Finding.FINE


def test_lines_of_the_bank_want_their_voucher_before(session, tmp_path):
    voucher_of = post(session, 70_000, "2026-01-05", debit="bank")
    assert "matched" not in findings(session, "2026-01")
    path = tmp_path / "statement.csv"
    path.write_text("Ngày,Diễn giải,Ghi nợ,Ghi có,Số dư\n05/01/2026,Thu,,70000,70000\n", "utf-8")
    bank.take_statement(session, preview=bank.read_statement(session, path=path))
    assert findings(session, "2026-01")["matched"] is Finding.LOOK
    (line,) = bank.list_bank_lines(session)
    bank_matches.confirm_matches(session, pairs=[((line.id,), (voucher_of,))])
    assert findings(session, "2026-01")["matched"] is Finding.FINE
