# SPDX-License-Identifier: Apache-2.0
"""A file that holds what the one before held writes only what is new in it."""

from __future__ import annotations

from unionbook.data import federation
from unionbook.data.federation_news import news
from unionbook.domain.exchange import Block, Delta, Kind, KnownCommit
from unionbook.domain.numbering import compose

UNIT = 7
EARLY, LATE = f"{10:016x}{1:08x}", f"{20:016x}{1:08x}"


def block(*ids: int) -> Block:
    names = [f"Trần {number}" for number in ids]
    return Block("members", Kind.PUT, ("full_name",), list(ids), [0] * len(ids), [names])


def test_only_what_is_newer_is_left(session):
    commit = KnownCommit(compose(1, 1), 10, bytes(32))
    with session.office.upkeep():
        federation.mirror(
            session.database, UNIT, Delta({}, {1: 1}, [commit], [block(1, 2)]),
            dict(federation.MIRRORED),
        )  # fmt: skip
    kept, stamps = news(session.database, UNIT, block(1, 2, 3), [EARLY, LATE, EARLY])
    assert (kept.ids, kept.values, stamps) == ([2, 3], [["Trần 2", "Trần 3"]], [LATE, EARLY])
    # Of another unit nothing is known, and what changes or removes is looked at as it is.
    assert news(session.database, UNIT + 1, block(1), [EARLY])[0].ids == [1]
    removed = Block("members", Kind.REMOVE, (), [1], [0], [])
    assert news(session.database, UNIT, removed, [EARLY]) == (removed, [EARLY])
