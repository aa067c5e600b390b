# SPDX-License-Identifier: Apache-2.0
"""A difference is settled by who may enter such a value, and a hostile one harms nobody."""

from __future__ import annotations

import json

import pytest
import registers

from unionbook.data import travelling
from unionbook.data.conflicts import KEEPS_NO_CONFLICTS
from unionbook.domain.roles import RIGHTS, Role
from unionbook.errors import NotAllowedError, NotFoundError, UnionbookError
from unionbook.operations import conflicts, members
from unionbook.operations.conflict_rights import NEEDS


def plant(session, number: int, table: str, row: int, column: str, other: object) -> int:
    """Put a difference into the store, as one that came."""
    with session.commit("apply_bundle", right="apply_bundle"):
        session.database.execute(
            "INSERT INTO conflicts(id, table_name, row_id, column_name, other, other_commit, "
            "kept_commit) VALUES (?, ?, ?, ?, ?, 0, 0)",
            [number, table, row, column, other if column == "?" else json.dumps(other)],
        )
    return number


@pytest.fixture
def treasurer(session):
    member = registers.enrol(session, "Trần Văn An", phone="0912345678", born_on="1990")
    plant(session, 1, "members", member, "phone", "0987654321")
    plant(session, 2, "wage_funds", 5, "amount", 7)
    plant(session, 3, "settings", 6, "value", "x")
    registers.add_user(session, "Đỗ Văn Tài", Role.TREASURER)
    folder = session.register.folder
    session.close()
    opened = registers.open_as(folder, "Đỗ Văn Tài")
    yield opened
    opened.close()


def test_every_table_of_which_values_may_differ_has_its_right():
    tables = {*travelling.OFFICE, *travelling.CASES} - KEEPS_NO_CONFLICTS
    assert tables <= set(NEEDS)
    known = {right for rights in RIGHTS.values() for right in rights.operations}
    assert set(NEEDS.values()) <= known


def test_who_may_not_enter_a_value_may_not_take_it_either(treasurer):
    found = {one.id: one.may_resolve for one in conflicts.list_conflicts(treasurer)}
    assert found == {1: False, 2: True, 3: False}
    for number in (1, 3):
        for choice in ("keep", "take"):
            with pytest.raises(NotAllowedError):
                conflicts.resolve_conflict(treasurer, conflict_id=number, choice=choice)
    conflicts.resolve_conflict(treasurer, conflict_id=2, choice="keep")
    assert conflicts.count_conflicts(treasurer) == 2
    with pytest.raises(UnionbookError, match="settled this difference already"):
        conflicts.resolve_conflict(treasurer, conflict_id=2, choice="take")


def test_the_head_may_settle_all_of_them(session):
    member = registers.enrol(session, "Trần Văn An", phone="0912345678")
    plant(session, 1, "members", member, "phone", "0987654321")
    assert [one.may_resolve for one in conflicts.list_conflicts(session)] == [True]
    conflicts.resolve_conflict(session, conflict_id=1, choice="take")
    assert members.get_member(session, member_id=member).values["phone"] == "0987654321"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "role"),
        ("members WHERE 0; --", "phone"),
        ("members", "phone FROM members; --"),
        ("nothing", "name"),
        ("conflicts", "other"),
    ],
)
def test_one_that_names_what_is_not_there_is_as_good_as_none(session, table, column):
    plant(session, 1, table, 1, column, "head")
    assert conflicts.list_conflicts(session) == []
    assert conflicts.count_conflicts(session) == 0
    with pytest.raises(NotFoundError):
        conflicts.resolve_conflict(session, conflict_id=1, choice="take")


def test_a_value_that_no_program_writes_cannot_be_taken(session):
    member = registers.enrol(session, "Trần Văn An", born_on="1990")
    plant(session, 1, "members", member, "born_on", "soon")
    plant(session, 2, "members", member, "sex", 5)
    with session.commit("apply_bundle", right="apply_bundle"):
        session.database.execute("UPDATE conflicts SET other = '{' WHERE id = 2")
    assert [one.other for one in conflicts.list_conflicts(session)] == ["soon", None]
    with pytest.raises(UnionbookError, match="Keep the present one"):
        conflicts.resolve_conflict(session, conflict_id=1, choice="take")
    conflicts.resolve_conflict(session, conflict_id=1, choice="keep")
    assert members.get_member(session, member_id=member).values["born_on"] == "1990"
