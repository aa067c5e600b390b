# SPDX-License-Identifier: Apache-2.0
"""Who wins a column, a row and a removal: written by hand, one commit a device."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import pytest
import registers
import replicas

from unionbook.data import vectors
from unionbook.domain import numbering
from unionbook.domain.exchange import Block, Delta, Kind, KnownCommit
from unionbook.operations import groups

if TYPE_CHECKING:
    from unionbook.data.applying import Applied
    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session

SECOND = 1000 << 16
# Later than all that is entered here while the tests run, and not so late that it is refused.
NOW = (int(time.time()) + 3600) * SECOND
A, B, C = 77, 78, 79


@pytest.fixture
def member(session: Session) -> int:
    return registers.enrol(session, "Trần Văn An")


def take(
    session: Session, site: int, at: int, row: int, change: Kind = Kind.PATCH,
    table: str = "members", /, *, knows: Vector | None = None, **values: object,
) -> Applied:  # fmt: skip
    """Take in the first commit of a device; it knows what is here but for the other devices'."""
    told = KnownCommit(numbering.compose(site, 1), at, hashlib.sha256(bytes([site])).digest())
    here = vectors.vector(session.office)
    known = {one: last for one, last in here.items() if one not in (A, B, C)}
    known = known if knows is None else known | knows
    block = Block(table, change, tuple(values), [row], [0], [[one] for one in values.values()])
    return replicas.take(session, Delta(known, known | {site: 1}, [told], [block]))


def phone(session: Session) -> list[str]:
    return [one for (one,) in session.database.rows("SELECT phone FROM members")]


@pytest.mark.parametrize("order", [(A, B), (B, A)])
def test_of_two_at_one_moment_the_same_wins_everywhere(session, member, order):
    for site in order:
        done = take(session, site, NOW + SECOND, member, phone=str(site))
    assert phone(session) == [str(B)]
    assert len(done.conflicts) == 1
    registers.expect_whole(session)


def test_a_removal_is_measured_by_what_its_maker_did_not_know(session, member):
    """A later write that the maker had seen does not keep the row; one not seen is kept aside."""
    take(session, A, NOW + 9 * SECOND, member, phone="1")
    take(session, B, NOW + SECOND, member, job="Thợ may")
    done = take(session, C, NOW + 5 * SECOND, member, Kind.REMOVE, knows={A: 1})
    assert phone(session) == []
    assert len(done.conflicts) == 1
    registers.expect_whole(session)


def test_what_the_one_that_loses_did_not_speak_of_is_no_loss(session):
    made = groups.add_group(session, kind="department", name="May 1", place="Tầng 2")
    [group] = made.rows["groups"]
    [(key,)] = session.database.rows("SELECT name_key FROM groups")
    done = take(session, A, SECOND, group, Kind.PUT, "groups", knows={session.site: 0},
                kind="department", name="May 1", name_key=key)  # fmt: skip
    assert (done.set_aside, done.conflicts) == (0, ())
    assert session.database.rows("SELECT place FROM groups") == [("Tầng 2",)]
    registers.expect_whole(session)
