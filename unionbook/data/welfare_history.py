# SPDX-License-Identifier: Apache-2.0
"""What a member was paid of welfare, as it may go along to another branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.database import Database


def awards_of(database: Database, member: int) -> list[tuple[str, str, int]]:
    """Give kind, day and amount of what was paid and stands; of nothing confidential."""
    rows = database.rows(
        "SELECT c.kind, v.dated_on, coalesce(s.amount, c.amount) FROM welfare_payments p "
        "JOIN welfare_cases c ON c.id = p.case_id "
        "JOIN welfare_steps s ON s.id = p.approval_id "
        "JOIN vouchers v ON v.id = p.voucher_id "
        "JOIN welfare_rules r ON r.id = c.rule_id "
        "WHERE c.member_id = ? AND c.detail_id IS NULL "
        "AND NOT coalesce(json_extract(r.terms, '$.confidential'), 0) "
        "AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses = v.id) ORDER BY v.dated_on",
        [member],
    )
    return [(row[0], row[1], row[2]) for row in rows]
