# SPDX-License-Identifier: Apache-2.0
"""Which branches lack something that was put out at the desk: no file made here carried it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from unionbook.data import bundles, vectors
from unionbook.data.bundles import OFFICE
from unionbook.data.federation import known_of
from unionbook.domain.exchange import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.database import Database
    from unionbook.data.store import Store
    from unionbook.domain.exchange import Vector

TO_ALL = ("documents", "holidays", "code_values", "reference_values")
TO_ONE = ("member_codes", "transfers")
_FOR_WHOM = {
    "documents": "SELECT coalesce(recipients, '[]') FROM documents WHERE id = c.row_id",
    "member_codes": "SELECT json_array(unit_id) FROM member_codes WHERE id = c.row_id",
    "transfers": (
        "SELECT CASE WHEN state = 'approved' THEN json_array(CAST(to_unit AS INTEGER)) "
        "WHEN state IN ('accepted', 'refused') THEN json_array(CAST(from_unit AS INTEGER)) "
        "END FROM transfers WHERE id = c.row_id"
    ),
}
"""The units a row goes to as a list, empty for all of them; nothing where it goes to nobody."""


def list_lacking(store: Store) -> list[tuple[str, frozenset[str]]]:
    """Give the connected branches that lack something: name, and of which tables."""
    put_out = list(_put_out(store))
    found = []
    for unit, name, register in store.database.rows(
        "SELECT id, name, register FROM units WHERE state = 'confirmed' AND closed_on IS NULL "
        "ORDER BY name_key, id"
    ):
        known = _known(store.database, unit, register)
        lacks = {
            table
            for table, commit, units in put_out
            if (unit in units or not units) and not vectors.within(known, commit)
        }
        if lacks:
            found.append((str(name), frozenset(lacks)))
    return found


def _known(database: Database, unit: int, register: str) -> Vector:
    """Give how far the last file made here for a branch goes, or what the branch told itself."""
    until = database.value(
        "SELECT until FROM bundles WHERE other = ? AND direction = 'made' AND state = 'done' "
        "ORDER BY noted_at DESC, id DESC LIMIT 1",
        [register],
    )
    made = bundles.read(until).get(OFFICE, {}) if until else {}
    return join(made, known_of(database, unit))


def _put_out(store: Store) -> Iterator[tuple[str, int, frozenset[int]]]:
    """Give of which table something was put out, with which commit, and for which units."""
    for table in store.tables.values():
        if table.name not in (*TO_ALL, *TO_ONE):
            continue
        whom = _FOR_WHOM.get(table.name, f"SELECT '[]' FROM {table.name} WHERE id = c.row_id")
        rows = store.database.rows(
            f"SELECT DISTINCT k.id, ({whom}) AS units FROM changes c JOIN commits k ON k.id = "
            "(SELECT id FROM commits WHERE first_change <= c.id ORDER BY first_change DESC LIMIT 1)"
            " WHERE c.table_number = ? AND units IS NOT NULL",
            [table.number],
        )
        for commit, units in rows:
            yield table.name, int(commit), frozenset(msgspec.json.decode(units))
