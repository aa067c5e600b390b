# SPDX-License-Identifier: Apache-2.0
"""Half a year of a small branch's money: what the tests of reports look at."""

from __future__ import annotations

from unionbook.domain.bank import StatementLine
from unionbook.domain.ledger import Line
from unionbook.operations import (
    bank,
    cash_counts,
    dues,
    dues_rules,
    events,
    ledger,
    members,
    share_rules,
)

YEAR = "2025"
PEOPLE = (
    ("Trần Văn An", "May 1", 8_000_000),
    ("Lê Thị Bình", "May 2", 6_000_000),
    ("Nguyễn Đức Châu", "May 1", 9_000_000),
    ("Phạm Thu Dung", "", 7_000_000),
)


def set_up(session):
    """Lay the books out and let the branch live."""
    ledger.set_up_books(session)
    dues_rules.adopt_rule(session, key="wage_capped")
    live(session)
    compare(session)


def compare(session):
    """Take in what the bank said, with a fee that is not booked, and count the cash."""
    lines = [
        StatementLine(1, "2025-09-10", 100_000, 100_000, "NOP DOAN PHI", "FT1", "", "a"),
        StatementLine(2, "2025-12-30", -11_000, 89_000, "THU PHI QLTK", "FT2", "", "b"),
    ]
    account = ledger.account(session, code="bank")
    preview = bank.StatementPreview(
        account, "sao_ke.xlsx", "1", "", tuple(lines), frozenset(), 0, 89_000, (), ()
    )
    bank.take_statement(session, preview=preview)
    cash_counts.count_cash(session, pieces={20_000: 2, 5_000: 1}, on="2025-12-31")
    cash_counts.count_cash(session, pieces={50_000: 1}, on="2025-09-30")


def live(session):
    """Half a year of a branch: dues paid in all ways, a mistake, welfare, money to the bank."""
    an, binh, chau, dung = (
        members.enrol_member(
            session,
            values={"full_name": name, "department": department, "wage": wage},
            wage_from="2025-07-01",
        ).rows["members"][0]
        for name, department, wage in PEOPLE
    )
    dues_rules.exempt_member(
        session, member_id=dung, reason="maternity", first="2025-07", last="2025-08"
    )
    for month in ("2025-07", "2025-08", "2025-09"):
        dues.assess_month(session, month=month)
    pay(session, [an], 150_000, on="2025-08-03")
    pay(session, [binh, chau], 100_000, on="2025-09-10", into="bank")
    wrong = pay(session, [chau], 20_000, on="2025-09-12")
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2025-09-13")
    post(session, "payment", "welfare", "cash", 70_000, on="2025-09-20")
    post(session, "transfer", "bank", "cash", 30_000, on="2025-10-01")
    events.record_event(session, member_ids=[binh], kind="left", on="2025-09-15")


def pay(session, ids, amount, **more):
    parts = dues.propose_payment(session, member_ids=ids, amount=amount)
    return dues.record_payment(session, parts=parts, **more).rows["vouchers"][0]


def post(session, kind, debit, credit, amount, on):
    lines = [
        Line(ledger.by_role(session, debit), amount),
        Line(ledger.by_role(session, credit), -amount),
    ]
    ledger.post_voucher(session, kind=kind, lines=lines, on=on)


def set_up_id(session):
    """Let an Indonesian branch live for two months: check-off at 1 % of the minimum wage, split."""
    ledger.set_up_books(session)
    dues_rules.set_reference(
        session, kind="minimum_wage", region="Bekasi", amount=5_690_000, since="2025-01-01"
    )
    dues_rules.adopt_rule(session, key="lem_spsi", region="Bekasi", since="2025-01-01")
    share_rules.adopt_split(session, key="lem_spsi", since="2025-01-01")
    for name in ("Siti Aminah", "Budi Santoso", "Dewi Lestari"):
        members.enrol_member(session, values={"full_name": name, "department": "Sewing"})
    opening(session, 2_000_000, on="2025-08-01")
    for month in ("2025-08", "2025-09"):
        dues.assess_month(session, month=month)
        ids = [row[0] for row in session.database.rows("SELECT id FROM members ORDER BY id")]
        parts = dues.propose_payment(session, member_ids=ids[: 2 if month == "2025-09" else 3])
        dues.record_payment(session, parts=parts, on=f"{month}-28", into="bank", payer="PT Maju")
        post(session, "payment", "welfare", "cash", 150_000, on=f"{month}-10")
    post(session, "payment", "administration", "cash", 75_000, on="2025-09-20")


def opening(session, amount, on):
    """Open the books with cash."""
    post(session, "opening", "cash", "opening_fund", amount, on)
