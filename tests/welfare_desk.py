# SPDX-License-Identifier: Apache-2.0
"""A branch that pays welfare, for tests: books, rules, and the people who ask, approve and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import registers

from unionbook.data.register import User
from unionbook.domain.roles import Role
from unionbook.operations import ledger, welfare, welfare_rules, welfare_steps
from unionbook.operations.welfare import Asking

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

SECRETARY, TREASURER, CLERK = "Phạm Thị Hoa", "Đỗ Văn Tài", "Vũ Thị Thư"


def open_branch(folder: Path, country: str = "VN") -> Session:
    """Make a branch with books, the country's kinds of welfare, and four people in the office."""
    session = registers.make(folder, country=country)
    registers.add_user(session, SECRETARY, Role.SECRETARY)
    registers.add_user(session, TREASURER, Role.TREASURER)
    registers.add_user(session, CLERK, Role.SECRETARY)
    ledger.set_up_books(session)
    welfare_rules.adopt_rules(session)
    return session


def become(session: Session, name: str) -> Session:
    """Let another user sit down at the open register; the keys stay those of who opened it."""
    row = session.database.row("SELECT id, slot, name, role FROM users WHERE name = ?", [name])
    assert row is not None
    session.user = User(row[0], row[1], row[2], Role(row[3]))
    return session


def ask(session: Session, member: int, kind: str = "wedding", **told: Any) -> int:
    """Ask for something as the secretary; give the case."""
    become(session, SECRETARY)
    asking = Asking(kind, member, on=told.pop("on", "2026-03-02"), **told)
    return welfare.request_case(session, asking=asking).case_id


def approve(session: Session, case: int, **told: Any) -> int:
    """Check a case and approve it as the head; give the case."""
    become(session, SECRETARY)
    welfare_steps.check_case(session, case_id=case, on="2026-03-03")
    become(session, registers.HEAD)
    welfare_steps.approve_case(session, case_id=case, on="2026-03-04", **told)
    return case


def pay(session: Session, case: int, **told: Any) -> int:
    """Pay a case as the treasurer; give the voucher."""
    become(session, TREASURER)
    changes = welfare_steps.pay_case(session, case_id=case, on="2026-03-05", **told)
    become(session, registers.HEAD)
    return changes.rows["vouchers"][0]
