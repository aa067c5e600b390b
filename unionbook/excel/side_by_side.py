# SPDX-License-Identifier: Apache-2.0
"""Lists that stand beside another on one sheet: found, so that nobody in them is lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.excel.header_words import plain_words
from unionbook.excel.mapping import ColumnChoice, meanings_of
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.excel.grid import Grid
    from unionbook.excel.layout import Table

_NAMES = frozenset({"full_name", "family_name"})
_LEAST = 0.5
"""The share of cells that must be like names."""


def second_lists(grid: Grid, table: Table, choices: list[ColumnChoice]) -> list[str]:
    """Give a warning for each further column of people's names under the header of the first."""
    if table.header < 0:
        return []
    first = next((c for c, choice in enumerate(choices) if choice.field in _NAMES), None)
    if first is None:
        return []
    head = plain_words(table.headers[first].own)
    found = []
    for column in range(first + 1, len(choices)):
        header, facts = table.headers[column], table.facts[column]
        same = bool(head) and plain_words(header.own) == head
        if not same or choices[column].field is not None or facts.name < _LEAST:
            continue
        if facts.single_word > _LEAST or not any(m.field in _NAMES for m in meanings_of(header)):
            continue
        found.append(
            _(
                "A second list of people stands beside the first, in column {column}: it is not "
                "read. Move it below the first."
            ).format(column=grid.letter(column))
        )
    return found
