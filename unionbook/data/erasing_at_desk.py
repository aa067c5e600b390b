# SPDX-License-Identifier: Apache-2.0
"""What a federation's desk wrote itself of people who were erased in their branch.

The mirrored rows are cleared as they come (:mod:`unionbook.data.federation`); official numbers and
transfers are the desk's own rows, with a history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from unionbook.data import erasing, journal, redacting

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.store import Store

_ABOUT = {
    "member_codes": ("member", "unit_id = ?2"),
    "transfers": ("member_id", "from_unit = CAST(?2 AS TEXT)"),
}
_SAYING = {
    "member_codes": ("official_number", "card_number"),
    "transfers": ("full_name", "reason", "record"),
}


def settle(store: Store, unit_id: int, members: Collection[int]) -> None:
    """Take out what the desk wrote of some members of a unit. Only inside a commit."""
    if not members:
        return
    tables = {table.name: table for table in store.tables.values()}
    masks: redacting.Masks = {}
    listed = msgspec.json.encode(sorted(members)).decode()
    for name, (key, which) in _ABOUT.items():
        table = tables[name]
        mask = journal.mask_of(table, _SAYING[name])
        rows = store.database.rows(
            f"SELECT id FROM {name} WHERE {key} IN (SELECT value FROM json_each(?1)) AND {which}",
            [listed, unit_id],
        )
        masks.update({(table.number, row[0]): mask for row in rows})
    commits = redacting.commits_of(store, redacting.notes_of(store, masks))
    reasons = _reasons(store, commits, listed)
    _clear(store, unit_id, listed)
    redacting.redact(store, masks, reasons)
    erasing.scrub_later(store)


def _reasons(store: Store, commits: Collection[int], listed: str) -> dict[int, str]:
    """Give the steps whose reason is a name: those about a transfer say whose."""
    rows = store.database.rows(
        "SELECT id FROM commits WHERE id IN (SELECT value FROM json_each(?1)) AND reason IN "
        "(SELECT full_name FROM transfers WHERE member_id IN (SELECT value FROM json_each(?2)))",
        [msgspec.json.encode(sorted(commits)).decode(), listed],
    )
    return {row[0]: "" for row in rows}


def _clear(store: Store, unit_id: int, listed: str) -> None:
    store.database.execute(
        "UPDATE member_codes SET official_number = NULL, card_number = NULL "
        "WHERE unit_id = ?2 AND member IN (SELECT value FROM json_each(?1)) "
        "AND coalesce(official_number, card_number) IS NOT NULL",
        [listed, unit_id],
    )
    store.database.execute(
        "UPDATE transfers SET full_name = (SELECT pseudonym FROM unit_erasures e "
        "WHERE e.unit_id = ?2 AND e.row_id = transfers.member_id), reason = NULL, record = NULL "
        "WHERE member_id IN (SELECT value FROM json_each(?1)) AND from_unit = CAST(?2 AS TEXT)",
        [listed, unit_id],
    )
