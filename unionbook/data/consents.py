# SPDX-License-Identifier: Apache-2.0
"""Members' consents: for which purpose, to which text, given when and how, withdrawn when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent for one purpose: which text, given when and how, withdrawn when."""

    id: int
    purpose: str
    text_version: str
    form: str
    given_on: str
    withdrawn_on: str


def consents_of(database: Database, member: int) -> tuple[Consent, ...]:
    """Give a member's consents, the first one first."""
    rows = database.rows(
        "SELECT id, purpose, text_version, form, given_on, coalesce(withdrawn_on, '') "
        "FROM consents WHERE member_id = ? ORDER BY given_on, id",
        [member],
    )
    return tuple(Consent(*row) for row in rows)


def list_consents(database: Database) -> list[tuple[int, Consent]]:
    """Give every consent with its member, the first one first; merged records count as one."""
    rows = database.rows(
        "SELECT coalesce(m.merged_into, m.id), c.id, c.purpose, c.text_version, c.form, "
        "c.given_on, coalesce(c.withdrawn_on, '') FROM consents c JOIN members m "
        "ON m.id = c.member_id ORDER BY c.given_on, c.id"
    )
    return [(row[0], Consent(*row[1:])) for row in rows]


def find_consent(database: Database, number: int) -> Consent | None:
    """Give one consent, or None."""
    row = database.row(
        "SELECT id, purpose, text_version, form, given_on, coalesce(withdrawn_on, '') "
        "FROM consents WHERE id = ?",
        [number],
    )
    return Consent(*row) if row else None


def add_consent(
    store: Store, site: int, member: int, *, purpose: str, text_version: str, form: str, on: str
) -> int:
    """Add a consent; ``on`` is the day on which it was given."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO consents(id, member_id, purpose, text_version, form, given_on) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [number, member, purpose, text_version, form, on],
    )
    return number


def withdraw_consent(store: Store, number: int, on: str) -> None:
    """Note that a consent was withdrawn on a day."""
    store.database.execute("UPDATE consents SET withdrawn_on = ? WHERE id = ?", [on, number])
