# SPDX-License-Identifier: Apache-2.0
"""Search as you type, every keystroke of it, beside LIKE on a narrow folded table."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, spread
from unionbook.domain.folding import fold
from unionbook.operations import members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PEOPLE = 12
_MILLION = 1_000_000
_LENGTHS = (1, 2, 3, 5, 8, 12)
_SHOWN = "p.full_name, p.department, p.born_on, p.employee_number, p.phone"


def typed(rows: int) -> tuple[list[str], list[str]]:
    """Give what is typed: from the start of a name, word or number, and from within a number."""
    draw = random.Random(3)  # noqa: S311 - the same keystrokes every time
    wanted = set(draw.sample(range(rows), min(rows, _PEOPLE)))
    starts, middles = ["qx", "nguyen zz"], []
    for place, person in enumerate(people.people(rows)):
        if place not in wanted:
            continue
        number, name, _born, _sex, identity, phone, *_rest = map(str, person)
        words = fold(name).split()
        for text in (fold(name), words[-1], f"{words[-1]} {words[0]}", phone, identity, number):
            starts.extend(text[:length] for length in _LENGTHS if length <= len(text))
        middles += [phone[3:9], phone[5:], identity[4:9], identity[6:], number[5:]]
    return starts, middles


def _all(run: Callable[[str], object], rows: int) -> Figures:
    starts, middles = typed(rows)
    for text in (*starts[:20], *middles[:5]):  # a program that is in use has its pages at hand
        run(text)
    return {
        **spread("starts", [partial(run, text) for text in starts]),
        **spread("middles", [partial(run, text) for text in middles]),
    }


def by_unionbook(folder: Path, rows: int) -> Figures:
    session = stores.open_register(folder, rows)
    starts, middles = typed(rows)
    for text in (starts[-1], middles[0]):
        assert members.search_members(session, text=text)
    taken = _all(lambda text: members.search_members(session, text=text), rows)
    session.close()
    return taken


def by_like(folder: Path, rows: int) -> Figures:
    store = stores.bare(folder / f"bare-{rows}.db")
    query = (
        f"SELECT p.id, {_SHOWN} FROM texts t JOIN people p ON p.id = t.id "
        "WHERE t.text LIKE ? LIMIT 50"
    )
    starts, middles = typed(rows)
    for text in (starts[-1], middles[0]):
        assert store.execute(query, [f"%{fold(text)}%"]).fetchall()
    taken = _all(lambda text: store.execute(query, [f"%{fold(text)}%"]).fetchall(), rows)
    store.close()
    return taken


SUBJECT = Subject(
    "search",
    {"unionbook": Contender(by_unionbook), "LIKE": Contender(by_like, "sqlcipher3")},
    (
        Comparison("search, starts, p50", "starts p50", "LIKE"),
        Comparison(
            "search, starts, p95",
            "starts p95",
            "LIKE",
            ratio=0.1,
            seconds=0.005,
            judged_from=_MILLION,
        ),
        Comparison("search, middles, p50", "middles p50", "LIKE"),
        Comparison(
            "search, middles, p95",
            "middles p95",
            "LIKE",
            ratio=0.1,
            seconds=0.010,
            judged_from=_MILLION,
        ),
    ),
    rows=(10_000, 100_000, _MILLION),
    prepare=stores.fill_both,
)
