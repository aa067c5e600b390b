# SPDX-License-Identifier: Apache-2.0
"""A small branch with some months of dues, made by operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.operations import dues, dues_rules, ledger, members

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

MONTHS = ("2026-01", "2026-02", "2026-03")
WAGE = 8_000_000
DUE = 40_000
"""What a member owes for a month with that wage."""


def set_up(session: Session) -> list[int]:
    """Set up the books, give everybody a wage, assess three months; give the members by name."""
    ledger.set_up_books(session)
    dues_rules.adopt_rule(session, key="wage_capped")
    ids = list(members.list_member_ids(session, criteria=members.Criteria()))
    members.change_members(session, ids=ids, values={"wage": WAGE}, wage_from="2025-12-01")
    for month in MONTHS:
        dues.assess_month(session, month=month)
    return ids
