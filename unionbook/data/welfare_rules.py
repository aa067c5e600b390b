# SPDX-License-Identifier: Apache-2.0
"""The branch's rules of welfare, each row from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.readable import readable
from unionbook.domain.numbering import keyed
from unionbook.domain.welfare import WelfareRule

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


def list_rules(database: Database) -> list[WelfareRule]:
    """Give the rules by kind, the oldest of each first."""
    rows = database.rows("SELECT id, terms FROM welfare_rules ORDER BY kind, since, id")
    return readable(rows, lambda row: replace(_terms(row[1]), id=row[0]))


_terms = msgspec.json.Decoder(WelfareRule).decode


def add_rule(store: Store, site: int, rule: WelfareRule) -> int:
    """Add a rule. Only inside a commit."""
    # The same rule from the same day is one thing, whichever PC took it over.
    named = keyed("welfare_rules", rule.kind, rule.since)
    [number] = store.named_ids(site, "welfare_rules", [named])
    store.database.execute(
        "INSERT INTO welfare_rules(id, kind, terms, since, until) VALUES (?, ?, ?, ?, ?)",
        [
            number,
            rule.kind,
            msgspec.json.encode(rule).decode(),
            rule.since,
            rule.until or None,
        ],
    )
    return number


def end_rule(store: Store, rule: WelfareRule, until: str) -> None:
    """Let a rule end on a day. Only inside a commit."""
    ended = msgspec.json.encode(replace(rule, until=until)).decode()
    store.database.execute(
        "UPDATE welfare_rules SET terms = ?, until = ? WHERE id = ?", [ended, until, rule.id]
    )
