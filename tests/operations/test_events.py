# SPDX-License-Identifier: Apache-2.0
"""Dated events, and the standing that follows from them."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain import clock
from unionbook.domain.events import ALLOWED_AFTER, EventKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import members
from unionbook.operations.events import record_event
from unionbook.operations.history import undo_commit


def status(session, member) -> str:
    return members.get_member(session, member_id=member).values["status"]


def record(session, member, kind, on="", **more):
    return record_event(session, member_ids=[member], kind=kind, on=on, **more)


@pytest.fixture
def member(session):
    return registers.enrol(session)


def test_a_life_in_the_union(session, member):
    for kind, on, expected in (
        ("admitted", "01/02/2018", "active"),
        ("exempted", "01/03/2019", "exempt"),
        ("resumed", "01/09/2019", "active"),
        ("suspended", "01/03/2020", "suspended"),
        ("resumed", "01/04/2020", "active"),
        ("transferred_out", "05/05/2021", "transferred"),
        ("returned", "06/06/2022", "active"),
        ("left", "01/01/2023", "left"),
        ("returned", "01/01/2024", "active"),
        ("expelled", "01/02/2024", "expelled"),
        ("returned", "01/02/2025", "active"),
        ("died", "01/03/2026", "deceased"),
    ):
        record(session, member, kind, on, decision="12/QĐ", reason="r", place="p")
        assert status(session, member) == expected, kind
    events = members.get_member(session, member_id=member).events
    assert [event.on for event in events] == sorted(event.on for event in events)
    assert {event.decision for event in events} == {"12/QĐ"}
    registers.expect_whole(session)


@pytest.mark.parametrize("state", ["active", "exempt", "left", "deceased"])
@pytest.mark.parametrize("kind", EventKind)
def test_only_what_can_follow_is_taken(session, member, state, kind):
    leads = {"exempt": "exempted", "left": "left", "deceased": "died"}
    if state in leads:
        record(session, member, leads[state], "01/01/2026")
    allowed = set(ALLOWED_AFTER[state])
    if state == "active":
        # The first event of a membership may be told late.
        allowed |= {EventKind.ADMITTED, EventKind.TRANSFERRED_IN}
    if kind in allowed:
        record(session, member, kind, "01/02/2026", place="CĐCS Hoa Sen")
    else:
        with pytest.raises(UnionbookError, match="cannot follow"):
            record(session, member, kind, "01/02/2026")
        assert status(session, member) == state


def test_what_lies_ahead_is_not_yet_so(session, member):
    record(session, member, "left", "31/12/2099")
    assert status(session, member) == "active"
    assert members.get_member(session, member_id=member).values["left_on"] is None
    index = session.database.row("SELECT changes_on FROM member_index WHERE id = ?", [member])
    assert index == ("2099-12-31",)


def test_an_exemption_with_an_end_lapses(session, member):
    record(session, member, "exempted", "01/01/2020", until="30/06/2020")
    assert status(session, member) == "active"
    record(session, member, "exempted", "01/01/2021", until="31/12/2099")
    assert status(session, member) == "exempt"
    index = session.database.row("SELECT changes_on FROM member_index WHERE id = ?", [member])
    assert index == ("2100-01-01",)


def test_an_event_told_late_is_put_in_its_place(session, member):
    record(session, member, "left", "01/06/2025")
    with pytest.raises(UnionbookError, match="cannot follow"):
        record(session, member, "exempted", "01/07/2025")
    record(session, member, "exempted", "01/02/2025", until="01/03/2025")
    assert status(session, member) == "left"


@pytest.mark.parametrize(("on", "until"), [("1990", ""), ("soon", ""), ("31/02/2026", "")])
def test_a_day_is_needed(session, member, on, until):
    with pytest.raises(InvalidValueError) as caught:
        record(session, member, "left", on, until=until)
    assert caught.value.field == "on"


def test_an_end_before_the_beginning_is_refused(session, member):
    with pytest.raises(InvalidValueError) as caught:
        record(session, member, "exempted", "01/02/2026", until="31/01/2026")
    assert caught.value.field == "until"


def test_several_leave_in_one_step_or_none(session):
    one, two = registers.enrol(session, "Một"), registers.enrol(session, "Hai")
    record(session, two, "died", "01/01/2026")
    with pytest.raises(UnionbookError, match="Hai"):
        record_event(session, member_ids=[one, two], kind="left", on="01/02/2026")
    assert status(session, one) == "active"
    three = registers.enrol(session, "Ba")
    changes = record_event(session, member_ids=[one, three], kind="left", on="01/02/2026")
    assert status(session, one) == status(session, three) == "left"
    undo_commit(session, commit_id=changes.commit_id)
    assert status(session, one) == status(session, three) == "active"


def test_who_left_is_told_when(session, member):
    record(session, member, "left", "15/05/2026")
    assert members.get_member(session, member_id=member).values["left_on"] == "2026-05-15"
    record(session, member, "returned", "16/05/2026")
    assert members.get_member(session, member_id=member).values["left_on"] is None


def test_nobody_chosen_is_told(session):
    with pytest.raises(UnionbookError):
        record_event(session, member_ids=[], kind="left")


def test_an_unknown_kind_is_told(session, member):
    with pytest.raises(InvalidValueError):
        record(session, member, "retired")


def test_a_reader_sees_the_standing_of_today_too(tmp_path, monkeypatch):
    """An exemption that lapsed since somebody last wrote is over for who only reads as well."""
    session = registers.make(tmp_path)
    member = registers.enrol(session)
    record_event(session, member_ids=[member], kind="exempted", on="2000-01-01", until="2090-01-01")
    folder = session.register.folder
    session.close()
    monkeypatch.setattr(clock, "today", lambda: "2090-01-02")
    reader = registers.reopen(folder, read_only=True)
    try:
        assert members.read_members(reader, ids=[member], names=("status",)) == [("active",)]
        everybody = members.Criteria(statuses=("active",))
        assert list(members.list_member_ids(reader, criteria=everybody)) == [member]
        assert members.search_members(reader, text="an", criteria=everybody)
    finally:
        reader.close()


def test_an_event_told_late_must_let_the_later_ones_stand(session, member):
    record(session, member, "exempted", "01/05/2025")
    record(session, member, "resumed", "01/09/2025")
    with pytest.raises(UnionbookError, match="cannot follow"):
        record(session, member, "left", "01/06/2025")
    record(session, member, "suspended", "01/02/2025")
    assert status(session, member) == "active"


def test_nobody_is_transferred_to_nowhere(session, member):
    with pytest.raises(InvalidValueError, match="to which branch"):
        record(session, member, "transferred_out", "01/06/2025", place=" ")
