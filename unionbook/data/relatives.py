# SPDX-License-Identifier: Apache-2.0
"""Members' relatives: children for the gifts of 1 June, and who belongs to one family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close to a member; ``born_on`` is a day, month or year, or empty."""

    id: int
    member: int
    relation: str
    name: str
    born_on: str


def list_relatives(database: Database, members: Sequence[int] = ()) -> list[Relative]:
    """Give the relatives of some members, or of all, by member and birth."""
    # Numbers of ours, so they may stand in the statement, which knows only so many signs.
    some = ",".join(str(int(number)) for number in members)
    own = (
        f"AND r.member_id IN (SELECT id FROM members WHERE id IN ({some}) "
        f"OR merged_into IN ({some}))"
        if members
        else ""
    )
    rows = database.rows(
        "SELECT r.id, coalesce(m.merged_into, m.id), r.relation, r.name, coalesce(r.born_on, '') "
        f"FROM relatives r JOIN members m ON m.id = r.member_id {own} "
        "ORDER BY 2, r.born_on, r.id"
    )
    return [Relative(*row) for row in rows]


def find_relative(database: Database, number: int) -> Relative | None:
    """Give a relative, or None."""
    row = database.row(
        "SELECT id, member_id, relation, name, coalesce(born_on, '') FROM relatives WHERE id = ?",
        [number],
    )
    return Relative(*row) if row else None


def add_relatives(store: Store, site: int, people: Iterable[Relative]) -> None:
    """Add relatives; their ``id`` is given here. Only inside a commit."""
    wanted = list(people)
    ids = store.new_ids(site, len(wanted))
    store.database.executemany(
        "INSERT INTO relatives(id, member_id, relation, name, name_key, born_on) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (number, one.member, one.relation, one.name, fold(one.name), one.born_on or None)
            for number, one in zip(ids, wanted, strict=True)
        ),
    )


def change_relative(store: Store, one: Relative) -> None:
    """Correct a relative. Only inside a commit."""
    store.database.execute(
        "UPDATE relatives SET relation = ?, name = ?, name_key = ?, born_on = ? WHERE id = ?",
        [one.relation, one.name, fold(one.name), one.born_on or None, one.id],
    )


def remove_relative(store: Store, number: int) -> None:
    """Take a relative off the record. Only inside a commit."""
    store.database.execute("DELETE FROM relatives WHERE id = ?", [number])


def family_of(database: Database, member: int) -> set[int]:
    """Give the members who are of one family with a member, as far as the records tell.

    Who shares a relative of the same name and birth, and who is such a relative himself.
    """
    rows = database.rows(
        "SELECT o.member_id FROM relatives r JOIN relatives o ON o.name_key = r.name_key "
        "AND o.born_on = r.born_on AND o.member_id <> r.member_id WHERE r.member_id = ?1 "
        "UNION SELECT i.id FROM relatives r JOIN member_index i ON i.name_key = r.name_key "
        "JOIN members m ON m.id = i.id AND m.born_on = r.born_on WHERE r.member_id = ?1 "
        "UNION SELECT r.member_id FROM member_index i JOIN members m ON m.id = i.id "
        "JOIN relatives r ON r.name_key = i.name_key AND r.born_on = m.born_on WHERE i.id = ?1",
        [member],
    )
    return {int(row[0]) for row in rows} - {member}
