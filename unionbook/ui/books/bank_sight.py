# SPDX-License-Identifier: Apache-2.0
"""What the part about the bank reads in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.errors import UnionbookError
from unionbook.operations.bank import (
    list_bank_accounts,
    list_bank_lines,
    list_book_entries,
    list_statements,
)
from unionbook.operations.bank_matches import propose_matches
from unionbook.operations.bank_reconciliation import reconcile
from unionbook.operations.ledger import list_accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.bank import BankLine, BookEntry
    from unionbook.operations.bank_matches import Proposal
    from unionbook.operations.bank_reconciliation import Reconciliation
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class BankSight:
    """What is shown of a bank account in a span of time."""

    banks: Sequence[Account]
    accounts: Sequence[Account]
    statements: int
    lines: Sequence[BankLine]
    entries: Sequence[BookEntry]
    proposals: Sequence[Proposal]
    compared: Reconciliation | None


def look_at_bank(session: Session, code: str, first: str, last: str) -> BankSight:
    """Read a bank account, the first one where none is named, between two months."""
    banks = list_bank_accounts(session)
    if not banks:
        return BankSight((), list_accounts(session), 0, (), (), (), None)
    account = code or banks[0].code
    try:
        compared = reconcile(session, account=account)
    except UnionbookError:
        # Before the first statement there is nothing to compare.
        compared = None
    return BankSight(
        banks,
        list_accounts(session),
        len(list_statements(session, account=account)),
        list_bank_lines(session, account=account, first=first, last=last),
        list_book_entries(session, account=account, open_only=True),
        propose_matches(session, account=account, first=first, last=last),
        compared,
    )
