# SPDX-License-Identifier: Apache-2.0
"""What of a file is new at the federation's desk: a month that was sent before comes whole again.

Until a branch has its receipt each of its files holds all that the one before held. A row whose
making is as old as the one known changes nothing, so it is neither written nor looked up again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.domain.exchange import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Database


def news(
    database: Database, unit_id: int, block: Block, stamps: Sequence[str]
) -> tuple[Block, list[str]]:
    """Give the rows of a block that may change something, with the stamp of each."""
    if block.kind is not Kind.PUT:
        return block, list(stamps)
    known: dict[int, str] = dict(
        database.rows(
            f"SELECT row_id, stamp FROM unit_{block.table} WHERE unit_id = ? AND row_id IN "
            "(SELECT value FROM json_each(?))",
            [unit_id, msgspec.json.encode(block.ids).decode()],
        )
    )
    fresh = [
        place
        for place, (row_id, stamp) in enumerate(zip(block.ids, stamps, strict=True))
        if known.get(row_id, "") < stamp
    ]
    if len(fresh) == len(block.ids):
        return block, list(stamps)
    kept = replace(
        block,
        ids=[block.ids[place] for place in fresh],
        commits=[block.commits[place] for place in fresh],
        values=[[column[place] for place in fresh] for column in block.values],
    )
    return kept, [stamps[place] for place in fresh]
