# SPDX-License-Identifier: Apache-2.0
"""The rows of joining fees: rules, who joined when, and who paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import dated_rules
from unionbook.data.readable import readable
from unionbook.domain.dues import Basis
from unionbook.domain.joining_fees import JoiningFeeRule

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


def list_rules(database: Database) -> list[JoiningFeeRule]:
    """Give the rules, the oldest first."""
    rows = database.rows(
        "SELECT id, name, basis, rate, amount, region, since, coalesce(until, ''), "
        "coalesce(source, ''), coalesce(certainty, '') FROM joining_fee_rules ORDER BY since, id"
    )
    return readable(rows, lambda row: JoiningFeeRule(row[0], row[1], Basis(row[2]), *row[3:]))


def add_rule(store: Store, site: int, rule: JoiningFeeRule) -> int:
    """Add a rule. Only inside a commit."""
    terms = {
        "basis": rule.basis.value,
        "rate": rule.rate,
        "amount": rule.amount,
        "region": rule.region,
    }
    return dated_rules.add(store, site, "joining_fee_rules", rule, terms)


def joined(database: Database, since: str) -> list[tuple[int, str]]:
    """Give the members who joined on a day or later, with that day; the earliest first."""
    rows = database.rows(
        "SELECT id, joined_on FROM members WHERE merged_into IS NULL "
        "AND length(joined_on) = 10 AND joined_on >= ? ORDER BY joined_on, id",
        [since],
    )
    return [(row[0], row[1]) for row in rows]


def paid(database: Database, account: int) -> dict[int, int]:
    """Give what each member paid on joining; who was merged away counts for whom they became."""
    rows = database.rows(
        "SELECT coalesce(m.merged_into, m.id) AS member, -sum(l.amount) FROM voucher_lines l "
        "JOIN members m ON m.id = l.member_id WHERE l.account_id = ? GROUP BY member",
        [account],
    )
    return {row[0]: row[1] for row in rows}
