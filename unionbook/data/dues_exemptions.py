# SPDX-License-Identifier: Apache-2.0
"""The rows that free members of dues for some months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store
    from unionbook.domain.dues import Exemption


def add_exemption(
    store: Store, site: int, member: int, exemption: Exemption, decision: str
) -> None:
    """Free a member of dues for some months. Only inside a commit."""
    store.database.execute(
        "INSERT INTO dues_exemptions(id, member_id, reason, first_month, last_month, decision) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            store.new_ids(site)[0],
            member,
            exemption.reason,
            exemption.first,
            exemption.last or None,
            decision or None,
        ],
    )


@dataclass(frozen=True, slots=True)
class MemberExemption:
    """A member's exemption with its row and the number of the decision."""

    id: int
    member: int
    reason: str
    first: str
    last: str
    decision: str


def list_exemptions(database: Database, member: int = 0) -> list[MemberExemption]:
    """Give the exemptions of everybody, or of one member, the latest first."""
    own = "WHERE coalesce(m.merged_into, m.id) = ?" if member else ""
    rows = database.rows(
        "SELECT e.id, coalesce(m.merged_into, m.id), e.reason, e.first_month, "
        "coalesce(e.last_month, ''), coalesce(e.decision, '') FROM dues_exemptions e "
        f"JOIN members m ON m.id = e.member_id {own} ORDER BY e.first_month DESC, e.id DESC",
        [member] if member else [],
    )
    return [MemberExemption(*row) for row in rows]


def end_exemption(store: Store, exemption: int, last: str) -> None:
    """Let an exemption end with a month. Only inside a commit."""
    store.database.execute(
        "UPDATE dues_exemptions SET last_month = ? WHERE id = ?", [last, exemption]
    )
