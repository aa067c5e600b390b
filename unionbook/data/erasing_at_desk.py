# SPDX-License-Identifier: Apache-2.0
"""What a federation's desk wrote itself of people who were erased in their branch.

The mirrored rows are cleared as they come (:mod:`unionbook.data.federation`); official numbers and
transfers are the desk's own rows, with a history. A transfer is about a record of the branch that
was left and, once it arrived, about one of the other branch: whichever is erased, the name goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from unionbook.data import erasing, journal, redacting

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.store import Store

_THEM = "(SELECT value FROM json_each(?1))"
_ABOUT = {
    "member_codes": f"unit_id = ?2 AND member IN {_THEM}",
    "transfers": f"(from_unit = CAST(?2 AS TEXT) AND member_id IN {_THEM} "
    f"OR to_unit = CAST(?2 AS TEXT) AND arrived_id IN {_THEM})",
}
"""Which rows are about some members (``?1``, a list) of a unit (``?2``)."""
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
    for name, about in _ABOUT.items():
        table = tables[name]
        mask = journal.mask_of(table, _SAYING[name])
        rows = store.database.rows(f"SELECT id FROM {name} WHERE {about}", [listed, unit_id])
        masks.update({(table.number, row[0]): mask for row in rows})
    commits = redacting.commits_of(store, redacting.notes_of(store, masks))
    reasons = _reasons(store, unit_id, commits, listed)
    _clear(store, unit_id, listed)
    redacting.redact(store, masks, reasons)
    erasing.scrub_later(store)


def _reasons(store: Store, unit_id: int, commits: Collection[int], listed: str) -> dict[int, str]:
    """Give the steps whose reason is a name: those about a transfer say whose."""
    rows = store.database.rows(
        "SELECT id FROM commits WHERE id IN (SELECT value FROM json_each(?3)) AND reason IN "
        f"(SELECT full_name FROM transfers WHERE {_ABOUT['transfers']})",
        [listed, unit_id, msgspec.json.encode(sorted(commits)).decode()],
    )
    return {row[0]: "" for row in rows}


def _clear(store: Store, unit_id: int, listed: str) -> None:
    store.database.execute(
        "UPDATE member_codes SET official_number = NULL, card_number = NULL "
        f"WHERE {_ABOUT['member_codes']} "
        "AND coalesce(official_number, card_number) IS NOT NULL",
        [listed, unit_id],
    )
    store.database.execute(
        "UPDATE transfers SET full_name = (SELECT pseudonym FROM unit_erasures e "
        "WHERE e.unit_id = ?2 AND e.row_id = iif(transfers.from_unit = CAST(?2 AS TEXT), "
        "transfers.member_id, transfers.arrived_id)), reason = NULL, record = NULL "
        f"WHERE {_ABOUT['transfers']}",
        [listed, unit_id],
    )
