# SPDX-License-Identifier: Apache-2.0
"""Many rows at once: no index is missing afterwards, and none is put off for a few rows."""

from __future__ import annotations

import gc

import pytest
import registers

from unionbook.data import import_data, loading
from unionbook.operations.history import last_step, undo_commit

MANY = 6000
TABLES = ("members", "wages", "changes", "member_index")


def indexes(session) -> list[tuple]:
    return session.database.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    )


def put_off(session, count) -> set[str]:
    before = dict(indexes(session))
    with session.office.upkeep(), loading.adding_many(session.database, TABLES, count):
        inside = dict(indexes(session))
    return set(before) - set(inside)


def add(session, count):
    with session.commit("import_members"), import_data.adding_many(session.office, count):
        ids = session.office.new_ids(session.site, count)
        import_data.add_columns(
            session.office,
            ids,
            {
                "full_name": [f"Trần Văn {number}" for number in range(count)],
                "phone": [f"09{number:08d}" for number in range(count)],
            },
        )


def test_the_same_indexes_stand_again(session):
    before = indexes(session)
    assert {"members_phone", "changes_row", "member_index_order"} <= put_off(session, MANY)
    assert indexes(session) == before


def test_what_refers_to_a_row_is_still_found_while_many_are_removed(session):
    database = session.database
    with session.office.upkeep(), loading.removing_many(database, "members", MANY):
        inside = dict(indexes(session))
    assert "members_merged_into" in inside
    assert "members_phone" not in inside


def test_a_few_rows_put_off_nothing(session):
    assert put_off(session, 100) == set()


def test_a_table_that_holds_more_keeps_its_indexes(session):
    add(session, MANY)
    gone = put_off(session, MANY - 1)
    assert not {"members_phone", "member_index_order"} & gone


def test_members_added_at_once_are_found_and_can_be_taken_back(session):
    registers.enrol(session, "Lê Thị Ý", phone="0988888888")
    before, whole = indexes(session), registers.content(session)
    add(session, MANY)
    assert indexes(session) == before
    registers.expect_index_in_step(session)
    assert session.database.value("SELECT count(*) FROM changes WHERE kind = 0") > MANY
    undo_commit(session, commit_id=last_step(session).id)
    assert registers.content(session)["members"] == whole["members"]
    assert indexes(session) == before
    registers.expect_index_in_step(session)
    registers.expect_whole(session)


def test_a_failure_leaves_everything_as_it_was(session):
    before = indexes(session)
    with (
        pytest.raises(LookupError),
        session.office.upkeep(),
        loading.adding_many(session.database, TABLES, MANY),
    ):
        raise LookupError
    assert indexes(session) == before


def test_garbage_is_collected_again_whatever_happens():
    with loading.undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(LookupError), loading.undisturbed():
        raise LookupError
    assert gc.isenabled()
    gc.disable()
    try:
        with loading.undisturbed():
            pass
        assert not gc.isenabled(), "who had turned it off finds it so"
    finally:
        gc.enable()
