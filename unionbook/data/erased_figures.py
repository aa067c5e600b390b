# SPDX-License-Identifier: Apache-2.0
"""What is known of somebody before erasing: how much goes, what stays, what is not settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import erased_texts
from unionbook.data.erased_rows import Person
from unionbook.data.erased_texts import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Figures:
    """How many rows by table, of all records of the person; and what else is touched."""

    rows: Mapping[str, int]
    folded: int
    texts: int
    filters: int
    mentions: int
    vouchers: int
    months: int
    sent_up: bool


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What is under way with a member; ``folded`` are records folded in and not erased yet."""

    folded_into: str
    handed_back: int
    folded: int
    months: int
    cases: int
    gifts: int
    transfers: int
    payroll: int


def records_of(database: Database, member: int) -> list[int]:
    """Give the record of a person and those that were folded into it."""
    rows = database.rows("SELECT id FROM members WHERE id = ?1 OR merged_into = ?1", [member])
    return sorted(row[0] for row in rows)


def figures(store: Store, member: int, pseudonym: str) -> Figures:
    """Count what erasing a person takes and leaves."""
    numbers = records_of(store.database, member)
    people = [Person(store, number, pseudonym) for number in numbers]
    words = [Words(store, person) for person in people]
    listed = msgspec.json.encode(numbers).decode()
    tables = people[0].rows.keys() if people else ()
    return Figures(
        {table: sum(len(one.rows[table]) for one in people) for table in tables},
        len(numbers) - 1,
        sum(1 for _one in erased_texts.naming(store, list(zip(people, words, strict=True)))),
        len({one for known in words for one in erased_texts.filters_naming(store.database, known)}),
        sum(
            erased_texts.mentions(store, person, known)
            for person, known in zip(people, words, strict=True)
        ),
        _count(
            store.database,
            "SELECT count(DISTINCT voucher_id) FROM voucher_lines WHERE member_id IN "
            "(SELECT value FROM json_each(?))",
            listed,
        ),
        sum(len(one.rows["dues_assessments"]) for one in people),
        bool(store.database.value("SELECT 1 FROM federations LIMIT 1")),
    )


def _count(database: Database, statement: str, listed: str) -> int:
    return int(database.value(statement, [listed]))


_OF_THEM = "member_id IN (SELECT value FROM json_each(?))"
_UNSETTLED = (
    # Records folded in that are not erased yet, and the one itself.
    (
        "SELECT count(*) FROM members WHERE id IN (SELECT value FROM json_each(?)) "
        "AND id NOT IN (SELECT id FROM erasures)"
    ),
    (
        "SELECT count(*) FROM (SELECT month FROM member_months "
        f"WHERE {_OF_THEM} GROUP BY month HAVING sum(owed) <> 0)"
    ),
    (
        f"SELECT count(*) FROM welfare_cases c WHERE {_OF_THEM} AND NOT EXISTS (SELECT 1 "
        "FROM welfare_steps s WHERE s.case_id = c.id AND s.step IN ('refused', 'withdrawn')) "
        "AND NOT EXISTS (SELECT 1 FROM welfare_payments p WHERE p.case_id = c.id "
        "AND NOT EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses = p.voucher_id))"
    ),
    (
        "SELECT count(*) FROM programme_recipients r JOIN programmes p ON p.id = r.programme_id "
        f"WHERE {_OF_THEM} AND r.struck = 0 AND r.given_on IS NULL AND p.closed_on IS NULL"
    ),
    (
        f"SELECT count(*) FROM transfers WHERE {_OF_THEM} "
        "AND state IN ('asked', 'approved', 'offered')"
    ),
    (
        f"SELECT count(*) FROM payroll_lines WHERE {_OF_THEM} AND settled IS NULL AND (voucher_id "
        "IS NULL OR EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses = voucher_id))"
    ),
)
"""What is under way with some records, in the order of the fields that say so."""


def unsettled(database: Database, member: int) -> Unsettled:
    """Give what is under way with a member."""
    listed = msgspec.json.encode(records_of(database, member)).decode()
    into = database.value(
        "SELECT k.full_name FROM members m JOIN members k ON k.id = m.merged_into WHERE m.id = ?",
        [member],
    )
    waiting = database.value("SELECT count(*) FROM handed_back WHERE document <> ''")
    found = (_count(database, statement, listed) for statement in _UNSETTLED)
    return Unsettled(str(into or ""), int(waiting), *found)


def names(store: Store, member: int, pseudonym: str, text: str) -> bool:
    """Tell whether a text names a person."""
    return any(
        known.replaced(text, linked=True) != text
        for number in records_of(store.database, member)
        for known in [Words(store, Person(store, number, pseudonym))]
    )


def confidential_rows(database: Database) -> dict[int, str]:
    """Give the rows of ``cases.db`` that belong to people who are erased, with the pseudonym."""
    return dict(
        database.rows(
            "SELECT c.detail_id, e.pseudonym FROM welfare_cases c JOIN erasures e "
            "ON e.id = c.member_id WHERE c.detail_id IS NOT NULL UNION ALL "
            "SELECT s.note_id, e.pseudonym FROM welfare_steps s JOIN welfare_cases c "
            "ON c.id = s.case_id JOIN erasures e ON e.id = c.member_id WHERE s.note_id IS NOT NULL"
        )
    )
