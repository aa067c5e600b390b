# SPDX-License-Identifier: Apache-2.0
"""The index is at every moment what making it anew would give."""

from __future__ import annotations

import pytest
import registers

from unionbook.data import member_index
from unionbook.domain import clock
from unionbook.operations import groups, members
from unionbook.operations.doubles import merge_members
from unionbook.operations.events import record_event
from unionbook.operations.history import last_step, undo_commit
from unionbook.operations.members import Criteria


def statuses(session) -> dict[int, str]:
    return dict(session.database.rows("SELECT id, status FROM member_index"))


def test_in_step_after_each_operation(session):
    first = registers.enrol(session, "Trần Văn An", department="May 1", phone="0912345678")
    second = registers.enrol(session, "Trần An", email="an@example.vn", department="May 2")
    steps = [
        lambda: members.correct_member(session, member_id=first, values={"full_name": "Lê Ý"}),
        lambda: members.correct_member(session, member_id=first, values={"department": None}),
        lambda: members.change_members(session, ids=[first, second], values={"department": "Kho"}),
        lambda: groups.change_group(
            session, group_id=groups.find_group(session, name="Kho"), values={"name": "Kho Lớn"}
        ),
        lambda: record_event(session, member_ids=[first, second], kind="exempted", on="1/1/2026"),
        lambda: record_event(session, member_ids=[second], kind="left", on="2/2/2026"),
        lambda: merge_members(session, keep=first, other=second),
        lambda: registers.enrol_many(session, registers.invent(1200)),
        lambda: members.change_members(
            session, ids=members.list_member_ids(session), values={"department": "Chung"}
        ),
    ]
    for step in steps:
        step()
        registers.expect_index_in_step(session)
    for _step in steps:
        undo_commit(session, commit_id=last_step(session).id)
        registers.expect_index_in_step(session)
    assert set(statuses(session)) == {first, second}


def test_a_standing_that_lapses_is_seen_on_the_day_after(folder, monkeypatch):
    session = registers.reopen(folder)
    member = registers.enrol(session, "Bùi Thị Lan")
    later = registers.enrol(session, "Đỗ Thị Sau")
    today = clock.today()
    record_event(session, member_ids=[member], kind="exempted", on=today, until="31/12/2029")
    record_event(session, member_ids=[later], kind="left", on="01/01/2030")
    assert statuses(session)[member] == "exempt"
    assert statuses(session)[later] == "active"
    session.close()
    monkeypatch.setattr(clock, "today", lambda: "2029-12-31")
    session = registers.reopen(folder)
    assert statuses(session)[member] == "exempt"
    session.close()
    monkeypatch.setattr(clock, "today", lambda: "2030-01-01")
    session = registers.reopen(folder)
    assert statuses(session)[member] == "active"
    assert statuses(session)[later] == "left"
    listed = members.list_member_ids(session, criteria=Criteria(statuses=("left",)))
    assert list(listed) == [later]
    registers.expect_whole(session)
    registers.expect_index_in_step(session)
    session.close()


def test_who_only_reads_sees_no_false_alarm_when_a_standing_lapsed(folder, monkeypatch):
    session = registers.reopen(folder)
    member = registers.enrol(session, "Bùi Thị Lan")
    record_event(
        session, member_ids=[member], kind="exempted", on=clock.today(), until="31/12/2029"
    )
    session.close()
    monkeypatch.setattr(clock, "today", lambda: "2030-01-01")
    reader = registers.reopen(folder, read_only=True)
    registers.expect_whole(reader)
    reader.close()


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_lists_are_in_the_countrys_order(tmp_path, country):
    session = registers.make_with_key(tmp_path, country=country)[0]
    for name in ("Trần Văn Bình", "Lê Thị An", "An Văn Ý", "Đỗ Thị Anh"):
        registers.enrol(session, name)
    ids = members.list_member_ids(session)
    listed = [row[0] for row in members.read_members(session, ids=ids, names=("full_name",))]
    expected = {
        "VN": ["Lê Thị An", "Đỗ Thị Anh", "Trần Văn Bình", "An Văn Ý"],
        "ID": ["An Văn Ý", "Đỗ Thị Anh", "Lê Thị An", "Trần Văn Bình"],
    }
    assert listed == expected[country]
    session.close()


def test_making_it_anew_needs_nothing_of_it(session):
    registers.enrol_many(session, registers.invent(50))
    before = registers.derived(session)
    with session.office.upkeep():
        for table in ("member_index", "member_words", "member_numbers"):
            session.database.execute(f"DELETE FROM {table}")
    assert not member_index.is_in_step(session.office)
    member_index.rebuild(session.office)
    assert registers.derived(session) == before
    assert member_index.is_in_step(session.office)
