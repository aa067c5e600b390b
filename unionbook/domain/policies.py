# SPDX-License-Identifier: Apache-2.0
"""What may be sent to whom: written policies, read from ``resources/policies``.

A policy names the columns that travel; what it does not name is never sent. What must never travel
upward, whatever a policy says, stands here too.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.errors import NotFoundError
from unionbook.texts import N_, language
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

UPWARD = ("district", "province", "national")
"""The policies for what goes up, by the level whose desk receives it."""
DOWN = "down"
NEVER_UPWARD = frozenset(
    {"photo", "note", "health", "religion", "ethnicity", "bank_name", "bank_account", "reason"}
)
"""Columns that no policy may name for what goes up."""

FIGURE_LABELS = {
    "dues_due": N_("Dues owed, by month"),
    "dues_paid": N_("Dues paid, by month"),
    "remitted": N_("Paid to the levels above, by month"),
    "welfare": N_("Welfare paid, by kind and month, own kinds by their names"),
    "programmes": N_("Programmes, by kind and month"),
    "cases": N_("Complaints, how many at which step"),
    "members": N_("Members, how many of each status"),
}
"""Every kind of figure and what it is called."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What goes to one level: columns by table, kinds of figures, and why, by language."""

    name: str
    titles: Mapping[str, str]
    purposes: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]]
    figures: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """What the policy is called, in the language in use."""
        return self.titles.get(language(), self.titles["en"])

    @property
    def purpose(self) -> str:
        """Why it is sent, in the language in use."""
        return self.purposes.get(language(), self.purposes["en"])


@lru_cache(maxsize=8)
def read_policy(name: str) -> Policy:
    """Give a policy by name. Raises NotFoundError for one this program does not know."""
    if name not in (*UPWARD, DOWN):
        raise NotFoundError(
            _("There is no written policy “{name}” for what is sent. Update unionbook.").format(
                name=name
            )
        )
    path = paths.resources() / "policies" / f"{name}.toml"
    told = tomllib.loads(path.read_text("utf-8"))
    tables = {table: tuple(columns) for table, columns in told["tables"].items()}
    policy = Policy(name, told["title"], told["purpose"], tables, tuple(told["figures"]["kinds"]))
    forbidden = {column for columns in tables.values() for column in columns} & NEVER_UPWARD
    if name in UPWARD and forbidden:
        message = f"the policy {name} names what is never sent: {sorted(forbidden)}"
        raise ValueError(message)
    return policy
