# SPDX-License-Identifier: Apache-2.0
"""Vouchers are found page by page, by words and sums, with the balance of an account after each."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.ledger import Line
from unionbook.errors import NotAllowedError, NotFoundError
from unionbook.operations import dues, dues_rules, ledger, vouchers
from unionbook.operations.vouchers import Criteria


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def post(session, amount, *, on, kind="receipt", debit="cash", credit="other_income", **more):
    lines = [
        Line(ledger.by_role(session, debit), amount),
        Line(ledger.by_role(session, credit), -amount),
    ]
    return ledger.post_voucher(session, kind=kind, lines=lines, on=on, **more).rows["vouchers"][0]


def everything(session, **criteria):
    rows, place = [], None
    for _page in range(50):
        page = vouchers.list_page(session, criteria=Criteria(**criteria), after=place)
        rows += page.rows
        place = page.following
        if place is None:
            return rows
    raise AssertionError("the pages do not end")


def ids(rows):
    return [one.voucher.id for one in rows]


def test_pages_follow_each_other_without_gap_or_repetition(session, monkeypatch):
    monkeypatch.setattr(vouchers, "PAGE", 3)
    made = [post(session, 1000, on=f"2026-0{1 + n // 4}-0{1 + n % 4 // 2}") for n in range(11)]
    assert ids(everything(session)) == made[::-1]
    assert ids(everything(session, first="2026-02", last="2026-02")) == made[4:8][::-1]


def test_an_account_shows_its_balance_after_each_voucher(session, monkeypatch):
    monkeypatch.setattr(vouchers, "PAGE", 3)
    for day in range(1, 10):
        post(session, day * 1000, on=f"2026-03-0{day}")
        post(session, 500, on=f"2026-03-0{day}", kind="payment", debit="welfare", credit="cash")
    cash = ledger.by_role(session, "cash")
    rows = everything(session, account=cash)
    assert len(rows) == 18
    balance = 0
    for one in reversed(rows):
        balance += one.debit - one.credit
        assert one.balance == balance
    assert rows[0].balance == ledger.balance_on(session, account_id=cash, on="2026-12-31") == 40_500
    march = everything(session, account=cash, first="2026-03", last="2026-03", kind="payment")
    assert [one.credit for one in march] == [500] * 9
    assert march[0].balance == 40_500


def test_words_are_found_without_accents_in_name_reason_and_number(session, monkeypatch):
    monkeypatch.setattr(vouchers, "_SCANNED", 2)
    wanted = post(session, 7_000, on="2026-01-05", counterparty="Nguyễn Đức Anh")
    for day in range(6, 12):
        post(session, 1_000, on=f"2026-01-{day:02d}", reason="Ủng hộ")
    assert ids(everything(session, text="duc anh")) == [wanted]
    assert ids(everything(session, text="7.000")) == [wanted]
    assert ids(everything(session, text="pt0001/2026")) == [wanted]
    assert len(everything(session, text="ung ho")) == 6
    assert everything(session, text="nobody") == []
    cash = ledger.by_role(session, "cash")
    assert ids(everything(session, text="anh", account=cash)) == [wanted]


def test_totals_leave_what_is_carried_from_cash_to_bank_out(session):
    post(session, 10_000, on="2026-01-05")
    post(session, 4_000, on="2026-01-06", kind="payment", debit="welfare", credit="cash")
    post(session, 3_000, on="2026-01-07", kind="transfer", debit="bank", credit="cash")
    found = vouchers.totals(session, criteria=Criteria())
    assert (found.count, found.money_in, found.money_out) == (3, 10_000, 4_000)
    only = vouchers.totals(session, criteria=Criteria(kind="payment"))
    assert (only.count, only.money_in, only.money_out) == (1, 0, 4_000)


def test_too_many_vouchers_are_counted_and_not_added_up(session, monkeypatch):
    monkeypatch.setattr(vouchers, "_COUNTED", 1)
    post(session, 10_000, on="2026-01-05")
    post(session, 10_000, on="2026-01-05")
    assert vouchers.totals(session, criteria=Criteria()) == vouchers.Totals(2, None, None)


def test_a_voucher_is_seen_with_all_that_hangs_on_it(session):
    wrong = post(session, 9_000, on="2026-01-05", counterparty="Lan")
    back = ledger.reverse_voucher(
        session, voucher_id=wrong, reason="nhầm", on="2026-01-06"
    ).rows["vouchers"][0]  # fmt: skip
    seen = vouchers.look_at_voucher(session, voucher_id=wrong)
    assert seen.others == {back: "PT0002/2026"}
    assert seen.in_the_way
    assert seen.entered_by == registers.HEAD
    assert [(one.account.role, one.debit, one.credit) for one in seen.sums] == [
        ("cash", 9_000, 0),
        ("other_income", 0, 9_000),
    ]
    assert vouchers.look_at_voucher(session, voucher_id=back).others == {wrong: "PT0001/2026"}
    with pytest.raises(NotFoundError):
        vouchers.look_at_voucher(session, voucher_id=5)


def test_lines_of_dues_name_their_members(session):
    dues_rules.adopt_rule(session, key="wage_capped")
    member = registers.enrol(session, "Trần Văn Ân", wage=8_000_000, joined_on="2020-01-01")
    dues.assess_month(session, month="2026-01")
    parts = dues.propose_payment(session, member_ids=[member])
    paid = dues.record_payment(session, parts=parts, on="2026-02-03").rows["vouchers"][0]
    seen = vouchers.look_at_voucher(session, voucher_id=paid)
    assert {(one.member, one.name, one.month) for one in seen.lines if one.member} == {
        (member, "Trần Văn Ân", "2026-01")
    }
    assert (seen.line_count, seen.member_count) == (len(seen.lines), 1)
    (assessed,) = everything(session, kind="assessment")
    assert vouchers.look_at_voucher(session, voucher_id=assessed.voucher.id).in_the_way
    assert assessed.debit == assessed.credit == 0


def test_who_may_not_read_money_sees_nothing(session, tmp_path):
    registers.add_user(session, "Mai", "complaints_officer")
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Mai")
    with pytest.raises(NotAllowedError):
        vouchers.list_page(other, criteria=Criteria())
    other.close()


def test_the_latest_month_with_vouchers_is_known(session):
    assert vouchers.latest_month(session, until="2026-12") == ""
    post(session, 1000, on="2026-03-31")
    post(session, 1000, on="2026-05-01")
    found = [vouchers.latest_month(session, until=f"2026-0{month}") for month in (2, 3, 4, 5, 9)]
    assert found == ["", "2026-03", "2026-03", "2026-05", "2026-05"]
