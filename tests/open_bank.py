# SPDX-License-Identifier: Apache-2.0
"""A bank account with lines and vouchers, made for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.domain.ledger import Line
from unionbook.operations import bank, ledger

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

Said = tuple[str, str, int]
"""Day, text and signed sum of a line."""


def post(
    session: Session, amount: int, on: str, name: str, account: str = "bank", **more: Any
) -> int:
    """Post a voucher that moves a bank account; give its number of row."""
    one, other = ledger.account(session, code=account), ledger.account(session, code="other_income")
    kind = "receipt" if amount > 0 else "payment"
    changes = ledger.post_voucher(
        session,
        kind=kind,
        lines=[Line(one.id, amount), Line(other.id, -amount)],
        on=on,
        counterparty=name,
        **more,
    )
    return changes.rows["vouchers"][0]


def statement(folder: Path, *lines: Said, opening: int | None = None) -> Path:
    """Write a statement as a bank would, with balances where an opening one is given."""
    rows = ["Ngày;Nội dung;Số tiền;Số dư"]
    balance = opening
    for day, text, amount in lines:
        balance = None if balance is None else balance + amount
        rows.append(f"{day};{text};{amount:+};{'' if balance is None else balance}")
    path = folder / f"statement-{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def take(
    session: Session, folder: Path, *lines: Said, opening: int | None = None
) -> Changes | None:
    """Take a statement in."""
    path = statement(folder, *lines, opening=opening)
    return bank.take_statement(session, preview=bank.read_statement(session, path=path))


def enter(session: Session, folder: Path, *lines: Said, opening: int | None = None) -> None:
    """Take a statement in whose lines are new."""
    assert take(session, folder, *lines, opening=opening) is not None
