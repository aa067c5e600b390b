# SPDX-License-Identifier: Apache-2.0
"""Rows that a known device sends and no program of ours would write."""

from __future__ import annotations

import base64
import hashlib
import json
import time

import pytest
import registers
import replicas

from unionbook.data import arriving_values, set_aside, travelling, vectors
from unionbook.data.migrations import cases, office
from unionbook.data.value_checks import CHECKS
from unionbook.domain import numbering
from unionbook.domain.exchange import Block, Delta, Kind, KnownCommit
from unionbook.operations import conflicts as differences
from unionbook.operations import dues_rules, members

SITE = 77


@pytest.fixture
def hostile(session):
    """Give a function that lets a device of the branch write a row of its own choice."""
    last = 0

    def write(table, *, at=0, change=Kind.PUT, **values):
        nonlocal last
        last += 1
        told = KnownCommit(
            numbering.compose(SITE, last), int(time.time() * 1000) << 16,
            hashlib.sha256(b"%d" % last).digest(), "Nobody", "correct_member", "",
        )  # fmt: skip
        until = vectors.vector(session.office) | {SITE: last}
        columns = [[one] for one in values.values()]
        number = at or numbering.compose(SITE, 1000 + last)
        block = Block(table, change, tuple(values), [number], [0], columns)
        delta = Delta(vectors.vector(session.office), until, [told], [block])
        done = replicas.take(session, delta)
        return done, number

    return write


def aside(session) -> list[str]:
    return [one.reason for one in set_aside.list_set_aside(session.database)]


DAY = "2025-01-01"
RULE = {"id": 1, "name": "x", "basis": "flat", "since": DAY, "amount": 5}


# Whether the stack has room for it depends on who reads it, and from where.
NESTED = json.loads("[" * 300 + "]" * 300)


def rule(**changes: object) -> dict[str, object]:
    return {"name": "x", "terms": json.dumps(RULE | changes), "since": DAY}


SALARY = {"kind": "base_salary", "region": "", "since": DAY}
BAD = [
    ("dues_rules", {"name": "x", "terms": "{", "since": DAY}),
    ("dues_rules", rule(basis="?")),
    ("dues_rules", rule(amount=-1)),
    ("dues_rules", rule(since="?")),
    ("dues_rules", rule(newer=NESTED)),
    ("split_rules", {"name": "x", "kind": "dues", "shares": '[["branch",5]]', "since": DAY}),
    ("import_layouts", {"fingerprint": "x", "mapping": "[1]"}),
    ("saved_filters", {"name": "x", "criteria": "{}}"}),
    ("saved_filters", {"name": "x", "criteria": '{"order":"none"}'}),
    ("welfare_rules", {"kind": "x", "terms": "null", "since": DAY}),
    ("month_closings", {"month": "2025-08", "figures": '{"111":[1]}', "reopened": 0}),
    ("month_closings", {"month": "2026-13", "figures": "{}", "reopened": 0}),
    ("holidays", {"day": "2026-02-30", "name": "x"}),
    ("holidays", {"day": "9999-12-31", "name": "x"}),
    ("groups", {"kind": "department", "name": "a\0b", "name_key": "a"}),
    ("groups", {"kind": "department", "name": b"a", "name_key": "a"}),
    ("groups", {"kind": "department", "name": "x" * 2_000_000, "name_key": "a"}),
    ("groups", {"kind": "department", "name": 5, "name_key": "a"}),
    ("members", {"full_name": "x", "born_on": "31/12/1990"}),
    ("members", {"full_name": "x", "sex": "?"}),
    ("members", {"full_name": "x", "photo": "1-../../keys.json"}),
    ("members", {"full_name": "x", "department_id": 1.5}),
    ("reference_values", SALARY | {"amount": -1}),
    ("reference_values", SALARY | {"amount": 1 << 62}),
    ("wage_funds", {"month": "2025-08", "amount": 1 << 62}),
    ("documents", {"kind": "bulletin", "title": "x", "dated_on": DAY, "file_name": "x",
                   "size": 1, "content": "€"}),
    ("file_keys", {"key": "no key"}),
    ("settings", {"key": "lock_after_minutes", "value": "soon"}),
    ("settings", {"key": "cases_key.00", "value": "zz"}),
    ("settings", {"key": "language", "value": "../en"}),
    ("settings", {"key": "card_emblem", "value": base64.b64encode(b"%!PS EPSF").decode()}),
    ("conflicts", {"table_name": "members; --", "row_id": 1, "column_name": "phone", "other": "1",
                   "other_commit": 1, "kept_commit": 1}),
    ("conflicts", {"table_name": "users", "row_id": 1, "column_name": "role", "other": '"head"',
                   "other_commit": 1, "kept_commit": 1}),
    ("conflicts", {"table_name": "members", "row_id": 1, "column_name": "born_on", "other": '"?"',
                   "other_commit": 1, "kept_commit": 1}),
    ("conflicts", {"table_name": "members", "row_id": 1, "column_name": "phone",
                   "other": "[" * 100_000, "other_commit": 1, "kept_commit": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "values"), BAD)
def test_what_no_program_writes_is_set_aside_with_its_reason(session, hostile, table, values):
    before = registers.content(session)
    done, _number = hostile(table, **values)
    assert done.set_aside == 1
    assert registers.content(session)[table] == before[table]
    [reason] = aside(session)
    assert "no unionbook would write" in reason
    assert differences.list_set_aside(session)[0].reason == reason
    registers.expect_whole(session)


def test_a_change_of_what_is_held_is_looked_at_as_well(session, hostile):
    member = registers.enrol(session, "Trần Văn An", born_on="1990")
    hostile("members", at=member, change=Kind.PATCH, born_on="soon")
    assert members.get_member(session, member_id=member).values["born_on"] == "1990"
    row = session.database.value("SELECT id FROM settings WHERE key = 'language'")
    hostile("settings", at=row, change=Kind.PATCH, value="xx")
    assert session.info.language == "vi"
    assert len(aside(session)) == 2


def test_what_the_register_was_founded_as_stays(session, hostile):
    for key, value in (("kind", "federation"), ("country", "ID"), ("currency", "IDR")):
        row = session.database.value("SELECT id FROM settings WHERE key = ?", [key])
        hostile("settings", key=key, value=value)
        if row:
            hostile("settings", at=row, change=Kind.PATCH, value=value)
    assert (session.info.kind, session.info.country) == ("branch", "VN")


def test_good_rows_beside_a_bad_one_are_taken_in(session):
    told = KnownCommit(numbering.compose(SITE, 1), int(time.time() * 1000) << 16, bytes(32))
    ids = [numbering.compose(SITE, 100 + n) for n in range(3)]
    block = Block("members", Kind.PUT, ("full_name", "born_on"), ids, [0] * 3,
                  [["A", "B", "C"], ["1990", "never", None]])  # fmt: skip
    known = vectors.vector(session.office)
    done = replicas.take(session, Delta(known, known | {SITE: 1}, [told], [block]))
    assert (done.rows["members"], done.set_aside) == ({"added": 2}, 1)


def test_what_hangs_on_a_bad_row_in_a_circle_is_set_aside_with_it(session):
    """A department whose head is one of its members, below a group that cannot be taken in."""
    told = KnownCommit(numbering.compose(SITE, 1), int(time.time() * 1000) << 16, bytes(32))
    bad, group, member = (numbering.compose(SITE, 100 + n) for n in range(3))
    names = ("kind", "name", "name_key", "parent_id", "head_id", "closed_on")
    rows = [["department"] * 2, ["A", "B"], ["a", "b"], [None, bad], [None, member], ["?", None]]
    groups = Block("groups", Kind.PUT, names, [bad, group], [0, 0], rows)
    people = Block("members", Kind.PUT, ("full_name", "department_id"), [member], [0],
                   [["C"], [group]])  # fmt: skip
    known = vectors.vector(session.office)
    done = replicas.take(session, Delta(known, known | {SITE: 1}, [told], [groups, people]))
    assert done.set_aside == 3
    assert session.database.value("SELECT count(*) FROM members WHERE full_name = 'C'") == 0
    registers.expect_whole(session)


@pytest.mark.parametrize(
    ("schema", "shares"),
    [(office.SCHEMA, travelling.OFFICE), (cases.SCHEMA, travelling.CASES)],
    ids=["office", "cases"],
)
def test_every_column_that_travels_is_looked_at(session, schema, shares):
    store = session.office if schema is office.SCHEMA else session.register.cases
    for name in shares:
        columns = {row[1] for row in store.database.rows(f"PRAGMA table_info({name})")} - {"id"}
        assert columns <= set(CHECKS[name]), (name, columns - set(CHECKS[name]))
    assert set(CHECKS) == {*travelling.OFFICE, *travelling.CASES}


def test_no_check_is_of_a_column_that_is_not_there(session):
    for name, checks in CHECKS.items():
        there = set()
        for store in session.register.stores:
            there |= {row[1] for row in store.database.rows(f"PRAGMA table_info({name})")}
        assert set(checks) <= there, name


def test_verify_names_what_lies_there_already(session):
    with session.commit("add_rule", right="change_dues_rules"):
        session.database.execute(
            "INSERT INTO dues_rules(id, name, terms, since) VALUES (1, 'x', '{', '2025-01-01')"
        )
    found = arriving_values.stored_faults(session.database, "dues_rules", ("name", "terms"))
    assert list(found) == [(1, "terms")]
    assert dues_rules.list_rules(session) == []
