# SPDX-License-Identifier: Apache-2.0
"""Sheets whose every cell is written out, with the value that each must become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .model import Expected, Fixture, Sheet
from .tables import as_file

Cells = Sequence[Any]


def book(
    name: str,
    header: Cells,
    lines: Sequence[tuple[Cells, Any]],
    *,
    fields: Mapping[str, Any] | None = None,
    sheet: Mapping[str, Any] | None = None,
    named: Sequence[int] = (),
    written: Mapping[str, Any] | None = None,
    **more: Any,
) -> Fixture:
    """Give a sheet of literal rows; a row whose member is ``None`` is no person."""
    rows = [list(header), *(list(cells) for cells, _ in lines)]
    people = {n: member for n, (_, member) in enumerate(lines, 2) if member is not None}
    expected = Expected(
        people=people, header_row=1, fields=fields or {}, named=frozenset(named), **more
    )
    return as_file(
        name, Sheet("Sheet1", rows, **(sheet or {})), expected=expected, **(written or {})
    )
