# SPDX-License-Identifier: Apache-2.0
"""One register on several PCs: copies that go on by themselves and exchange what changed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import registers

from unionbook.data import applying, collecting, travelling, vectors
from unionbook.data.store import Author
from unionbook.domain.exchange import Block, Delta

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.applying import Applied
    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session


def second(session: Session, place: Path) -> Session:
    """Carry the register to another PC: a copy, which goes on under a site of its own."""
    session.office.checkpoint()
    if session.register.cases:
        session.register.cases.checkpoint()
    shutil.copytree(
        session.register.folder, place, ignore=shutil.ignore_patterns("*.lock", "*-wal", "*-shm")
    )
    for left in place.glob("in_use*"):
        left.unlink()
    return registers.reopen(place)


def made(session: Session, since: Vector, **more: Any) -> Delta:
    """Make a bundle of what ``since`` does not cover, whole and by itself."""
    found = collecting.collect(session.office, since=since, site=session.site, **more)
    blocks = [
        Block(b.table, b.kind, b.columns, list(b.ids), list(b.commits), [list(v) for v in b.values])
        for b in found.blocks
    ]
    return Delta(found.since, found.until, found.commits, blocks)


def take(session: Session, delta: Delta, **more: Any) -> Applied:
    """Apply a bundle."""
    author = Author(session.site, session.user.id, session.user.name)
    more = {"made_at": datetime.now(UTC), "now": datetime.now(UTC), "reason": "bundle"} | more
    return applying.apply(session.office, author, delta, **more)


def send(sender: Session, receiver: Session) -> Applied:
    """Let one PC tell another all that it does not know."""
    return take(receiver, made(sender, vectors.vector(receiver.office)))


def settle(*sessions: Session) -> None:
    """Let all PCs tell each other everything, until nobody has anything new to say."""
    for _round in range(6):
        found = [send(one, other) for one in sessions for other in sessions if one is not other]
        if not any(one.rows for one in found):
            return
    message = "the PCs never come to an end"
    raise AssertionError(message)


def travelled(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row that travels."""
    found = {}
    for name, share in travelling.between_pcs(session.office).items():
        rows = session.database.rows(f"SELECT * FROM {name} ORDER BY id")
        if share.key:
            rows = [row for row in rows if share.lets_through(row[1])]
        found[name] = rows
    return found


def expect_equal(*sessions: Session) -> None:
    """Fail where the PCs do not hold the same, or one of them does not verify."""
    first = travelled(sessions[0])
    for other in sessions[1:]:
        held = travelled(other)
        for name, rows in first.items():
            assert held[name] == rows, name
    for one in sessions:
        registers.expect_whole(one)
        registers.expect_index_in_step(one)
    assert len({str(registers.derived(one)) for one in sessions}) == 1
