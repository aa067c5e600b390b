# SPDX-License-Identifier: Apache-2.0
"""What branches sent comes together in any order, and what comes twice changes nothing."""

from __future__ import annotations

import random

import pytest

from unionbook.data import federation, federation_figures
from unionbook.data.exchange_errors import ForkError, GapError, MalformedError
from unionbook.data.figures import Figure
from unionbook.domain.exchange import Block, Delta, Kind, KnownCommit
from unionbook.domain.numbering import compose

UNIT = 7
COLUMNS = dict(federation.MIRRORED)


def commit(site: int, counter: int, clock: int) -> KnownCommit:
    return KnownCommit(compose(site, counter), clock, bytes([site, counter]) * 16)


def block(what: Kind, row: int, at: int, /, **values: object) -> Block:
    table = "member_events" if "happened_on" in values else "members"
    return Block(table, what, tuple(values), [row], [at], [[one] for one in values.values()])


def take(session, *blocks: Block, commits: list[KnownCommit], until: dict[int, int] | None = None):
    delta = Delta({}, until or {}, commits, blocks)
    with session.office.upkeep():
        return federation.mirror(session.database, UNIT, delta, COLUMNS)


def mirrored(session) -> list[tuple[object, ...]]:
    return session.database.rows(
        "SELECT row_id, full_name, phone, job, name_key, status, "
        f"{federation.STANDS} FROM unit_members ORDER BY row_id"
    )


def test_every_order_gives_the_same(session):
    commits = [commit(1, 1, 10), commit(1, 2, 30), commit(2, 1, 20), commit(2, 2, 40)]
    told = [
        block(Kind.PUT, 5, 0, full_name="Trần An", phone="1"),
        block(Kind.PATCH, 5, 1, phone="3"),
        block(Kind.PATCH, 5, 2, phone="2", job="May"),
        block(Kind.PATCH, 5, 3, full_name="Trần Ân"),
        block(Kind.PUT, 6, 0, full_name="Lê Bình"),
        block(Kind.REMOVE, 6, 2),
        block(Kind.PUT, 9, 1, member_id=5, kind="left", happened_on="2020-01-01"),
    ]
    dice, found = random.Random(1), []
    for _round in range(12):
        dice.shuffle(told)
        with session.office.upkeep():
            for table in ("unit_members", "unit_member_events", "unit_member_words", "unit_sites"):
                session.database.execute(f"DELETE FROM {table}")
        for one in [*told, *told[:3]]:
            take(session, one, commits=commits)
        found.append(mirrored(session))
    assert found[0] == [
        (5, "Trần Ân", "3", "May", "tran an", "left", 1),
        (6, "Lê Bình", None, None, "le binh", "active", 0),
    ]
    assert all(one == found[0] for one in found)
    [person] = federation_figures.search(session.database, "tran an")
    assert (person.row_id, person.status) == (5, "left")
    assert federation_figures.search(session.database, "binh") == []


def test_what_comes_late_lowers_no_stamp(session):
    """A file that was made earlier and comes later must not open the way for another old one."""
    commits = [commit(1, 1, 30), commit(2, 1, 10), commit(3, 1, 20), commit(4, 1, 40)]
    for one in (
        block(Kind.PUT, 5, 0, full_name="Trần An"),
        block(Kind.PUT, 5, 1, full_name="Trần Ân"),
        block(Kind.PATCH, 5, 2, full_name="Trần Ẩn"),
        block(Kind.PUT, 6, 0, full_name="Lê Bình"),
        block(Kind.REMOVE, 6, 3),
        block(Kind.REMOVE, 6, 2),
    ):
        take(session, one, commits=commits)
    assert [(row[0], row[1], row[-1]) for row in mirrored(session)] == [
        (5, "Trần An", 1),
        (6, "Lê Bình", 0),
    ]


def test_gaps_and_forks_are_named(session):
    take(session, commits=[commit(1, 1, 10), commit(1, 2, 20)], until={1: 2})
    known = federation.known_of(session.database, UNIT)
    assert known == {1: 2}
    gone = [commit(1, 4, 40)]
    with pytest.raises(GapError) as gap:
        federation.check(
            session.database, UNIT, {99}, Delta({1: 3, 99: 5}, {1: 4, 99: 5}, gone, [])
        )
    assert gap.value.missing == {1: (3, 3)}
    other = KnownCommit(compose(1, 2), 20, bytes(32))
    with pytest.raises(ForkError):
        federation.check(session.database, UNIT, set(), Delta({1: 2}, {1: 3}, [other], []))
    for third, news in ((commit(1, 3, 30), True), (commit(1, 2, 20), False)):
        last = third.id & 0xFFFFFFFF
        told = Delta({1: last - 1}, {1: last}, [third], [])
        assert federation.check(session.database, UNIT, set(), told) is news


@pytest.mark.parametrize(
    ("until", "numbers"),
    [({1: 2, 2: 9}, (1, 2)), ({1: 9}, (1, 2)), ({1: 2}, (1,)), ({1: 1}, (1, 2)), ({}, (1,))],
)
def test_steps_that_did_not_come_are_not_told_of(session, until, numbers):
    """A receipt over them would let another PC of the branch keep to itself what it wrote."""
    told = Delta({}, until, [commit(1, one, 10 * one) for one in numbers], [])
    with pytest.raises(MalformedError):
        federation.check(session.database, UNIT, set(), told)


@pytest.mark.parametrize(
    "bad",
    [
        Block("vouchers", Kind.PUT, ("kind",), [1], [0], [["x"]]),
        Block("members", Kind.PUT, ("note",), [1], [0], [["x"]]),
        Block("members", Kind.PUT, ("full_name",), [1], [3], [["x"]]),
        Block("members", Kind.PUT, ("full_name",), [1, 2], [0], [["x"]]),
    ],
)
def test_what_a_policy_does_not_name_is_refused(session, bad):
    with pytest.raises(MalformedError):
        take(session, bad, commits=[commit(1, 1, 10)])
    assert mirrored(session) == []


@pytest.mark.parametrize(
    "values",
    [
        {"full_name": "Trần Văn An", "phone": b"\xff\x00"},
        {"full_name": 7},
        {"full_name": "x" * 2001},
        {"full_name": "Trần Văn An", "merged_into": "abc"},
        {"member_id": "1", "kind": "left", "happened_on": "2026-01-01"},
        {"member_id": 1, "kind": "left", "happened_on": 20260101},
    ],
)
def test_values_of_another_kind_than_a_branch_writes_are_refused(session, values):
    with pytest.raises(MalformedError):
        take(session, block(Kind.PUT, 1, 0, **values), commits=[commit(5, 1, 1)])
    assert mirrored(session) == []


def test_figures_of_two_pcs_add_up_and_older_ones_do_not_count(session):
    def put(figures: list[Figure], until: dict[int, int], known: dict[int, int]) -> None:
        with session.office.upkeep():
            federation.put_figures(session.database, UNIT, figures, until, known)

    put([Figure(1, "2026-11", "dues_paid", "", 2, 100)], {1: 5}, {})
    put([Figure(2, "2026-11", "dues_paid", "", 1, 40)], {2: 3}, {1: 5})
    put([Figure(1, "2026-11", "dues_paid", "", 1, 60)], {1: 4}, {1: 5, 2: 3})
    sums = federation_figures.sums(session.database, "2026-11", "2026-11")
    assert sums == {(UNIT, "dues_paid", ""): (3, 140)}
    put([Figure(1, "2026-11", "dues_paid", "", 3, 150)], {1: 6, 2: 3}, {1: 5, 2: 3})
    sums = federation_figures.sums(session.database, "2026-11", "2026-11", unit_ids=[UNIT])
    assert sums == {(UNIT, "dues_paid", ""): (3, 150)}
    assert federation_figures.sums(session.database, "2026-11", "2026-11", unit_ids=[8]) == {}


def test_no_branch_keeps_the_others_from_being_added_up(session):
    most = 1 << 53
    for unit in (UNIT, 8):
        sites = dict.fromkeys(range(1, 1101), 1)
        figures = [Figure(site, "2026-11", "dues_paid", "", -3, most) for site in sites]
        with session.office.upkeep():
            federation.put_figures(session.database, unit, figures, sites, {})
    told = federation_figures.sums(session.database, "2026-11", "2026-11")
    assert told[8, "dues_paid", ""] == (-3300, 1100 * most)
    both = federation_figures.by_month(session.database, "2026-11", "2026-11")
    assert both == {("2026-11", "dues_paid", ""): (-6600, 2200 * most)}
