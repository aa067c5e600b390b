# SPDX-License-Identifier: Apache-2.0
"""Jumping anywhere in the list: the rows that come into sight, without the window itself."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, spread
from unionbook.operations import members

if TYPE_CHECKING:
    from pathlib import Path

_IN_SIGHT = 40
_JUMPS = 100


def _places(rows: int) -> list[int]:
    draw = random.Random(5)  # noqa: S311 - the same jumps every time
    return [draw.randrange(max(1, rows - _IN_SIGHT)) for _jump in range(_JUMPS)]


def by_unionbook(folder: Path, rows: int) -> Figures:
    session = stores.open_register(folder, rows)
    ids = members.list_member_ids(session)

    def jump(place: int) -> None:
        seen = ids[place : place + _IN_SIGHT]
        found = members.read_members(session, ids=seen, names=members.FOUND_FIELDS)
        assert len(found) == len(seen)

    taken = spread("jump", [partial(jump, place) for place in _places(rows)])
    session.close()
    return taken


def by_offset(folder: Path, rows: int) -> Figures:
    store = stores.bare(folder / f"bare-{rows}.db")
    query = (
        "SELECT id, full_name, department, born_on, employee_number, phone FROM people "
        "ORDER BY sort_key LIMIT ? OFFSET ?"
    )
    jumps = [
        partial(lambda place: store.execute(query, [_IN_SIGHT, place]).fetchall(), place)
        for place in _places(rows)
    ]
    taken = spread("jump", jumps)
    store.close()
    return taken


SUBJECT = Subject(
    "scroll",
    {
        "unionbook": Contender(by_unionbook),
        "LIMIT … OFFSET": Contender(by_offset, "sqlcipher3"),
    },
    (
        Comparison("list: jump, p50", "jump p50", "LIMIT … OFFSET"),
        Comparison("list: jump, p95", "jump p95", "LIMIT … OFFSET", seconds=0.040),
    ),
    prepare=stores.fill_both,
)
