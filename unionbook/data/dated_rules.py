# SPDX-License-Identifier: Apache-2.0
"""Writing the rows of rules that hold from a day on: those of shares, fund and joining fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.store import Store
    from unionbook.domain.joining_fees import JoiningFeeRule
    from unionbook.domain.shares import FundRule, SplitRule


def add(
    store: Store,
    site: int,
    table: str,
    rule: SplitRule | FundRule | JoiningFeeRule,
    terms: Mapping[str, object],
) -> int:
    """Add a rule: its own ``terms`` by column beside what every rule says. Only inside a commit."""
    number = store.new_ids(site)[0]
    columns = {
        "id": number,
        "name": rule.name,
        **terms,
        "since": rule.since,
        "until": rule.until or None,
        "source": rule.source or None,
        "certainty": rule.certainty or None,
    }
    marks = ", ".join("?" * len(columns))
    store.database.execute(
        f"INSERT INTO {table}({', '.join(columns)}) VALUES ({marks})", list(columns.values())
    )
    return number


def end(store: Store, table: str, number: int, until: str) -> None:
    """Let a rule end on a day. Only inside a commit."""
    store.database.execute(f"UPDATE {table} SET until = ? WHERE id = ?", [until, number])
