# SPDX-License-Identifier: Apache-2.0
"""Rows that a federation's desk sends down, and on the branch's side what came from above."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.federation import STANDS
from unionbook.domain.numbering import typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A bulletin or policy document, without its content.

    ``recipients`` are the units it goes to; where there are none, it goes to every branch.
    """

    id: int
    kind: str
    title: str
    dated_on: str
    note: str
    file_name: str
    size: int
    recipients: tuple[int, ...] = ()


def add_row(store: Store, site: int, table: str, **values: object) -> int:
    """Add a row of what is sent to every branch. Only inside a commit."""
    number = store.new_ids(site)[0]
    marks = ", ".join("?" * (len(values) + 1))
    store.database.execute(
        f"INSERT INTO {table}(id, {', '.join(values)}) VALUES ({marks})",
        [number, *values.values()],
    )
    return number


def put_code(store: Store, site: int, listed: str, code: str, name: str) -> None:
    """Name a code of a list. Only inside a commit."""
    held = store.database.value(
        "SELECT id FROM code_values WHERE list = ? AND code = ?", [listed, code]
    )
    if held is None:
        add_row(store, site, "code_values", list=listed, code=code, name=name)
    else:
        store.database.execute("UPDATE code_values SET name = ? WHERE id = ?", [name, held])


def put_code_of_member(
    store: Store, site: int, unit_id: int, member: int, official: str, card: str
) -> None:
    """Note a member's official number and card number. Only inside a commit."""
    held = store.database.value(
        "SELECT id FROM member_codes WHERE unit_id = ? AND member = ?", [unit_id, member]
    )
    if held is None:
        add_row(
            store,
            site,
            "member_codes",
            unit_id=unit_id,
            member=member,
            official_number=official or None,
            card_number=card or None,
        )
    else:
        store.database.execute(
            "UPDATE member_codes SET official_number = coalesce(?, official_number), "
            "card_number = coalesce(?, card_number) WHERE id = ?",
            [official or None, card or None, held],
        )


def numbers_of(database: Database, unit_id: int, member: int) -> dict[str, str]:
    """Give a member's official and card number: as given here, or as the unit has them."""
    names = ("official_number", "card_number")
    parts = ", ".join(
        f"coalesce((SELECT c.{name} FROM member_codes c WHERE c.unit_id = ?1 AND c.member = ?2), "
        f"(SELECT m.{name} FROM unit_members m WHERE m.unit_id = ?1 AND m.row_id = ?2), '')"
        for name in names
    )
    row = database.rows(f"SELECT {parts}", [unit_id, member])[0]
    return dict(zip(names, row, strict=True))


def pass_codes_on(store: Store, site: int, old: tuple[int, int], new: tuple[int, int]) -> None:
    """Give a member who went over the numbers given in the former unit. Only inside a commit.

    ``old`` and ``new`` are unit and row there.
    """
    row = store.database.row(
        "SELECT coalesce(official_number, ''), coalesce(card_number, '') FROM member_codes "
        "WHERE unit_id = ? AND member = ?",
        list(old),
    )
    if row is not None:
        put_code_of_member(store, site, *new, *row)


def codes_for(database: Database, unit_id: int) -> list[Row]:
    """Give the numbers that a unit's own rows do not show yet."""
    return database.rows(
        "SELECT c.member, c.official_number, c.card_number FROM member_codes c "
        "JOIN unit_members m ON m.unit_id = c.unit_id AND m.row_id = c.member "
        "WHERE c.unit_id = ? AND (coalesce(c.official_number, m.official_number) "
        "IS NOT m.official_number OR coalesce(c.card_number, m.card_number) IS NOT m.card_number) "
        "ORDER BY c.member",
        [unit_id],
    )


def members_of(database: Database, unit_id: int, members: Iterable[int]) -> set[int]:
    """Give those of some rows that are members of a unit."""
    listed = msgspec.json.encode(list(members)).decode()
    rows = database.rows(
        "SELECT row_id FROM unit_members WHERE unit_id = ? AND row_id IN "
        "(SELECT value FROM json_each(?))",
        [unit_id, listed],
    )
    return {row[0] for row in rows}


def members_by_number(database: Database, unit_id: int, key: str) -> list[int]:
    """Give a unit's members whom a number names; 12 names 0012 too where nobody is called so."""
    row = typed(key)
    if row and members_of(database, unit_id, [row]):
        return [row]
    names = ("local_number", "official_number", "card_number", "identity_number")
    for name in names:
        found = _numbered(database, unit_id, f"m.{name} = ? COLLATE NOCASE", key)
        if found:
            return found
    bare = key.lstrip("0")
    return _numbered(database, unit_id, "ltrim(m.local_number, '0') = ?", bare) if bare else []


def _numbered(database: Database, unit_id: int, condition: str, key: str) -> list[int]:
    rows = database.rows(
        f"SELECT m.row_id FROM unit_members m WHERE m.unit_id = ? AND {STANDS} "
        f"AND m.merged_into IS NULL AND {condition}",
        [unit_id, key],
    )
    return [row[0] for row in rows]


def set_codes(store: Store, codes: Iterable[tuple[int, str | None, str | None]]) -> int:
    """Write members' official and card numbers; give how many changed. Only inside a commit."""
    changed = 0
    for member, official, card in codes:
        changed += max(
            0,
            store.database.execute(
                "UPDATE members SET official_number = coalesce(?1, official_number), "
                "card_number = coalesce(?2, card_number) WHERE id = ?3 "
                "AND id NOT IN (SELECT id FROM erasures) AND "
                "(coalesce(?1, official_number) IS NOT official_number "
                "OR coalesce(?2, card_number) IS NOT card_number)",
                [official, card, member],
            ),
        )
    return changed


def list_holidays(database: Database) -> list[tuple[str, str, str]]:
    """Give the days off: from, until (empty for a single day), what day it is."""
    rows = database.rows("SELECT day, until_on, name FROM holidays ORDER BY day, id")
    return [(str(day), str(until or ""), str(name)) for day, until, name in rows]


def list_codes(database: Database) -> list[tuple[str, str, str]]:
    """Give the codes of all lists: list, code, what it means."""
    rows = database.rows(
        "SELECT list, code, name FROM code_values WHERE closed_on IS NULL ORDER BY list, code"
    )
    return [(str(listed), str(code), str(name)) for listed, code, name in rows]


def list_documents(database: Database) -> list[DocumentRow]:
    """Give the documents, the newest first."""
    rows = database.rows(
        "SELECT id, kind, title, dated_on, coalesce(note, ''), file_name, size, "
        "coalesce(recipients, '[]') FROM documents ORDER BY dated_on DESC, id DESC"
    )
    found: list[DocumentRow] = []
    for row in rows:
        one = DocumentRow(*row[:7])
        to = msgspec.json.decode(row[7], type=list[int])
        found.append(replace(one, recipients=tuple(to)))
    return found


def documents_not_for(database: Database, unit_id: int) -> frozenset[int]:
    """Give the documents that go to chosen branches, of which a unit is none."""
    rows = database.rows(
        "SELECT id FROM documents WHERE recipients IS NOT NULL "
        "AND ? NOT IN (SELECT value FROM json_each(recipients))",
        [unit_id],
    )
    return frozenset(row[0] for row in rows)


def document_content(database: Database, number: int) -> bytes | None:
    """Give what a document holds, None where there is no such one."""
    held = database.value("SELECT content FROM documents WHERE id = ?", [number])
    return None if held is None else base64.b64decode(held)
