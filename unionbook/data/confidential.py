# SPDX-License-Identifier: Apache-2.0
"""What of welfare lies in ``cases.db``: the reason in full, whom it befell, words, papers.

A row here is written before the office row that refers to it; one that nobody came to refer to (the
power failed between the two, or the case was undone) is swept some time later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data.welfare import CasePaper

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.database import Database
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Detail:
    """What a confidential case is about."""

    reason: str
    relation: str = ""
    relative: str = ""
    event_on: str = ""


def find_detail(database: Database, number: int) -> Detail | None:
    """Give what a case is about, None where the row is not there."""
    row = database.row(
        "SELECT reason, coalesce(relation, ''), coalesce(relative, ''), coalesce(event_on, '') "
        "FROM welfare_details WHERE id = ?",
        [number],
    )
    return Detail(*row) if row else None


def list_details(database: Database) -> dict[int, Detail]:
    """Give what all confidential cases are about, by number of row."""
    rows = database.rows(
        "SELECT id, reason, coalesce(relation, ''), coalesce(relative, ''), "
        "coalesce(event_on, '') FROM welfare_details"
    )
    return {row[0]: Detail(*row[1:]) for row in rows}


def add_detail(store: Store, site: int, detail: Detail, on: str) -> int:
    """Write what a case is about. Only inside a commit of the cases store."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO welfare_details(id, reason, relation, relative, event_on, noted_on) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            number,
            detail.reason,
            detail.relation or None,
            detail.relative or None,
            detail.event_on or None,
            on,
        ],
    )
    return number


def add_note(store: Store, site: int, note: str, on: str) -> int:
    """Write what somebody said to a step. Only inside a commit of the cases store."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO welfare_notes(id, note, noted_on) VALUES (?, ?, ?)", [number, note, on]
    )
    return number


def find_note(database: Database, number: int) -> str:
    """Give what was said to a step, nothing where the row is not there."""
    found = database.value("SELECT note FROM welfare_notes WHERE id = ?", [number])
    return str(found or "")


def papers_of(database: Database, detail: int) -> list[CasePaper]:
    """Give the confidential papers of a case."""
    rows = database.rows(
        "SELECT id, title, file, added_on FROM welfare_papers WHERE detail_id = ? ORDER BY id",
        [detail],
    )
    return [CasePaper(*row) for row in rows]


def add_paper(store: Store, site: int, detail: int, title: str, file: str, on: str) -> int:
    """Note a confidential paper. Only inside a commit of the cases store."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO welfare_papers(id, detail_id, title, file, added_on) VALUES (?, ?, ?, ?, ?)",
        [number, detail, title, file, on],
    )
    return number


def paper_files(database: Database) -> list[str]:
    """Give the names of the files that confidential papers are kept in."""
    return [str(row[0]) for row in database.rows("SELECT DISTINCT file FROM welfare_papers")]


def unused(
    database: Database, *, details: Collection[int], notes: Collection[int], before: str
) -> tuple[list[int], list[int]]:
    """Give the details and the notes older than a day that no office row refers to."""
    found = []
    for table, used in (("welfare_details", details), ("welfare_notes", notes)):
        rows = database.rows(f"SELECT id FROM {table} WHERE noted_on < ?", [before])
        found.append([row[0] for row in rows if row[0] not in used])
    return found[0], found[1]


def remove(store: Store, *, details: Collection[int], notes: Collection[int]) -> None:
    """Remove details with their papers, and notes. Only inside a commit of the cases store."""
    ids = [[number] for number in details]
    store.database.executemany("DELETE FROM welfare_papers WHERE detail_id = ?", ids)
    store.database.executemany("DELETE FROM welfare_details WHERE id = ?", ids)
    store.database.executemany("DELETE FROM welfare_notes WHERE id = ?", [[one] for one in notes])
