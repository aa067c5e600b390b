# SPDX-License-Identifier: Apache-2.0
"""PCs of a branch that fell silent at a federation's desk when a new one began to write.

A second PC lacks what the first one sent until they exchange a file; a register that was put back
from a backup onto a new PC lacks it for ever. Both look alike in the first file of the new PC, and
alike they are told: who struck no former PC off may not know that it has to be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data.bundles import DONE, TAKEN
from unionbook.data.federation import known_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from unionbook.data.database import Database


@dataclass(frozen=True, slots=True)
class Silent:
    """A PC that wrote nothing since another one began, which lacks some of its steps."""

    site: int
    last_at: str
    steps: int


def units_of_several_pcs(database: Database) -> list[int]:
    """Give the units of which more than one PC sent files."""
    return [
        row[0]
        for row in database.rows(
            "SELECT unit_id FROM unit_told GROUP BY unit_id HAVING count(DISTINCT maker) > 1"
        )
    ]


def silent_pcs(
    database: Database, unit_id: int, register: str, active: Collection[int]
) -> list[Silent]:
    """Give the PCs of a unit, of those not struck off, whose last steps the newest one lacks.

    A PC that was heard of again since the newest one began is none of them.
    """
    makers: dict[int, tuple[str, str]] = {
        site: (first, last)
        for site, first, last in database.rows(
            "SELECT site, min(made_at), max(made_at) FROM bundles WHERE other = ? "
            "AND direction = ? AND state = ? GROUP BY site",
            [register, TAKEN, DONE],
        )
        if site in active
    }
    if len(makers) < 2:  # noqa: PLR2004 - one PC alone lacks nothing of another
        return []
    newest = max(makers, key=lambda site: (makers[site][1], makers[site][0]))
    began = makers[newest][0]
    told: dict[int, int] = dict(
        database.rows(
            "SELECT site, counter FROM unit_told WHERE unit_id = ? AND maker = ?",
            [unit_id, newest],
        )
    )
    held = known_of(database, unit_id)
    return [
        Silent(site, last, held.get(site, 0) - told.get(site, 0))
        for site, (_first, last) in sorted(makers.items())
        if last < began and held.get(site, 0) > told.get(site, 0)
    ]
