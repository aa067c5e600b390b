# SPDX-License-Identifier: Apache-2.0
"""A branch in which every report has something to tell: dues, shares, welfare, estimate, bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import money_branch
import registers
import welfare_desk

from unionbook import texts
from unionbook.operations import (
    check_off_powers,
    employer_fund,
    estimates,
    remittances,
    settings,
    share_rules,
    shares,
    welfare,
    welfare_rules,
    welfare_steps,
)
from unionbook.operations.programme_giving import give_out
from unionbook.operations.programme_lists import list_entitled
from unionbook.operations.programme_money import pay_programme
from unionbook.operations.programmes import Plan, add_programme, list_programmes, list_recipients
from unionbook.operations.report_kinds import Span

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.report_kinds import ReportKind
    from unionbook.operations.sessions import Session

TODAY = "2026-01-15"
SIGNERS = {
    "signer_head": "Vũ Thị Sơn",
    "signer_accountant": "Nguyễn Hoàng Bảo Ngọc",
    "signer_cashier": "Lê Văn Tám",
}


def open_branch(folder: Path, country: str = "VN") -> Session:
    """Make a branch of a country and let it live through half of 2025, in its own language."""
    with texts.spoken({"VN": "vi", "ID": "id"}[country]):
        return _living(registers.make(folder, country=country), country)


def _living(session: Session, country: str) -> Session:
    registers.add_user(session, welfare_desk.SECRETARY, "secretary")
    settings.change_settings(session, values=SIGNERS)
    if country == "VN":
        money_branch.set_up(session)
        _share(session)
        _estimate(session)
    else:
        money_branch.set_up_id(session)
    _give(session)
    _empower(session)
    return session


def asked_of(session: Session, kind: ReportKind) -> dict[str, object]:
    """Give the period and the choices with which a kind of report has something to tell."""
    period = "2025-09" if kind.span in (Span.MONTH, Span.MONTH_END) else "2025"
    if kind.name == "bank-reconciliation":
        period = "2025-12"
    told: dict[str, object] = {"name": kind.name, "period": period}
    if kind.name == "programme-list":
        told["choices"] = {"programme": str(list_programmes(session)[0].id)}
    return told


def people(session: Session) -> list[int]:
    return [row[0] for row in session.database.rows("SELECT id FROM members ORDER BY id")]


def _share(session: Session) -> None:
    share_rules.adopt_split(session, key="branch70", since="2025-01-01")
    share_rules.adopt_split(session, key="fund75", since="2025-01-01")
    for month in ("2025-08", "2025-09"):
        shares.settle_shares(session, month=month)
    parts = remittances.propose_remittance(session, amount=50_000)
    remittances.record_remittance(session, parts=parts, out_of="cash", on="2025-10-05")
    share_rules.adopt_fund_rule(session, key="fund_month", since="2025-01-01")
    for month in ("2025-08", "2025-09"):
        employer_fund.set_wage_fund(session, month=month, amount=30_000_000)
    fund = employer_fund.propose_receipt(session, amount=900_000, until="2025-09")
    employer_fund.record_receipt(session, parts=fund, on="2025-10-20", payer="Công ty Sao Mai")


def _estimate(session: Session) -> None:
    for code, amount in (("22", 900_000), ("23", 1_500_000), ("31", 1_200_000), ("38", 400_000)):
        estimates.set_estimate(session, subject="line", code=code, amount=amount, year=2025)


def _give(session: Session) -> None:
    """Pay a case of welfare and a programme, the one asked for by another than who approves."""
    welfare_rules.adopt_rules(session, since="2025-01-01")
    first, second, *_others = people(session)
    for member, on in ((first, "2025-10-02"), (second, "2025-10-09")):
        welfare_desk.become(session, welfare_desk.SECRETARY)
        asking = welfare.Asking("wedding", member, amount=300_000, on=on)
        case = welfare.request_case(session, asking=asking).case_id
        welfare_steps.check_case(session, case_id=case, on=on)
        welfare_desk.become(session, registers.HEAD)
        welfare_steps.approve_case(session, case_id=case, on=on, note="Chi trong năm")
    welfare_steps.pay_case(session, case_id=case, on="2025-10-10")
    plan = Plan("Quà Tết", amount=100_000, budget=500_000, planned_on="2025-12-20")
    programme = add_programme(session, plan=plan).rows["programmes"][0]
    list_entitled(session, programme_id=programme)
    pay_programme(session, programme_id=programme, payee="Tổ trưởng", on="2025-12-21")
    lines = list_recipients(session, programme_id=programme)
    give_out(session, recipient_ids=[lines[0].id], on="2025-12-22")


def _empower(session: Session) -> None:
    ids = people(session)
    check_off_powers.give_powers(session, member_ids=ids, on="2025-02-01", paper="01/UQ")
    check_off_powers.revoke_powers(session, member_ids=ids[2:3], on="2025-09-05")
