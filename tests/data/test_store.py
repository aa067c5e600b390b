# SPDX-License-Identifier: Apache-2.0
"""A commit is all of it or nothing; numbers are never given twice; the chain holds."""

from __future__ import annotations

import threading

import pytest
import registers
from sqlcipher3 import dbapi2

from unionbook.data import history, journal
from unionbook.domain import numbering
from unionbook.operations import members
from unionbook.operations.history import undo_commit


def everything(session) -> dict[str, list[tuple[object, ...]]]:
    found = registers.content(session)
    for table in ("commits", "changes", "counters"):
        found[table] = session.database.rows(f"SELECT * FROM {table}")
    found["derived"] = list(registers.derived(session))
    return found


def test_what_fails_leaves_nothing(session):
    registers.enrol(session, "Before")
    before = everything(session)
    with pytest.raises(RuntimeError, match="in the middle"), session.commit("enrol_member"):  # noqa: PT012 - what happens inside is tried
        registers_member(session)
        message = "in the middle"
        raise RuntimeError(message)
    assert everything(session) == before
    registers.enrol(session, "After")
    registers.expect_whole(session)


def registers_member(session) -> int:
    from unionbook.data import members as rows

    number = session.office.new_ids(session.site)[0]
    rows.add(session.office, [(number, {"full_name": "Half Way"})])
    return number


def test_an_interrupted_commit_leaves_nothing(session):
    before = everything(session)
    with pytest.raises(KeyboardInterrupt), session.commit("enrol_member"):  # noqa: PT012 - what happens inside is tried
        registers_member(session)
        raise KeyboardInterrupt
    assert everything(session) == before


def test_what_the_index_cannot_take_is_not_committed(session):
    def refuse(_store, _first, _last):
        message = "the index is out of order"
        raise RuntimeError(message)

    before = everything(session)
    session.office.refreshers.append(refuse)
    with pytest.raises(RuntimeError, match="out of order"):
        registers.enrol(session)
    session.office.refreshers.remove(refuse)
    assert everything(session) == before


def test_a_reference_to_nobody_is_not_committed(session):
    before = everything(session)
    with pytest.raises(dbapi2.IntegrityError), session.commit("record_event"):  # noqa: PT012 - what happens inside is tried
        from unionbook.data import members as rows

        rows.add_event(session.office, session.site, 12345, {"kind": "left", "happened_on": ""})
    assert everything(session) == before
    registers.enrol(session)


def test_a_commit_within_a_commit_is_a_bug_that_shows(session):
    before = everything(session)
    with pytest.raises(Exception, match="transaction"), session.commit("enrol_member"):  # noqa: PT012 - what happens inside is tried
        registers_member(session)
        registers.enrol(session, "Inner")
    assert everything(session) == before
    registers.enrol(session, "Afterwards")
    registers.expect_whole(session)


def test_what_was_committed_is_there_for_another_reader(session):
    reader = registers.reopen(session.register.folder, read_only=True)
    number = registers.enrol(session, "Seen At Once")
    assert members.get_member(reader, member_id=number).values["full_name"] == "Seen At Once"
    reader.close()


def test_numbers_are_never_given_twice(session):
    given = []
    for turn in range(5):
        changes = members.enrol_member(session, values={"full_name": f"Person {turn}"})
        given.append(changes.rows["members"][0])
        undo_commit(session, commit_id=changes.commit_id)
    assert len(set(given)) == 5
    assert {numbering.site_of(number) for number in given} == {session.site}


def test_many_numbers_follow_each_other(session):
    with session.commit("import_members"):
        first = session.office.new_ids(session.site, 3)
        second = session.office.new_ids(session.site, 2)
        assert len(first) == 3
        assert second[0] == first[-1] + 1


def test_commits_of_a_device_count_up_and_the_clock_with_them(session):
    for turn in range(4):
        registers.enrol(session, f"Person {turn}")
    rows = session.database.rows("SELECT id, clock FROM commits ORDER BY id")
    assert [row[0] for row in rows] == list(range(rows[0][0], rows[0][0] + len(rows)))
    assert [row[1] for row in rows] == sorted({row[1] for row in rows})


def test_the_clock_never_goes_back(session, monkeypatch):
    from datetime import UTC, datetime

    from unionbook.data import store

    registers.enrol(session, "In 2026")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1999, 1, 1, tzinfo=tz or UTC)

    monkeypatch.setattr(store, "datetime", Earlier)
    registers.enrol(session, "The clock of the PC was put back")
    clocks = [row[0] for row in session.database.rows("SELECT clock FROM commits ORDER BY id")]
    assert clocks == sorted(set(clocks))
    registers.expect_whole(session)


def test_each_digest_takes_in_the_one_before(session):
    for turn in range(3):
        registers.enrol(session, f"Person {turn}")
    commits = history.list_commits(session.database, 100)
    assert len({commit.digest for commit in commits}) == len(commits)
    assert all(len(commit.digest) == 32 for commit in commits)
    registers.expect_whole(session)


def test_a_commit_that_changes_nothing_is_noted_with_its_reason(session):
    with session.commit("print", reason="cards.pdf: 3 members") as changes:
        pass
    commit = history.get_commit(session.database, changes.commit_id)
    assert (commit.first_change, commit.last_change) == (None, None)
    assert commit.reason == "cards.pdf: 3 members"
    assert changes.rows == {}


def test_what_a_commit_changed_is_told(session):
    with session.commit("import_members") as changes:
        one, two = registers_member(session), registers_member(session)
    assert changes.rows == {"members": (one, two)}
    assert changes.operation == "import_members"


def test_listeners_hear_of_commits_that_stand_only(session):
    heard: list[journal.Commit] = []
    session.office.committed.append(heard.append)
    with pytest.raises(RuntimeError), session.commit("enrol_member"):
        raise RuntimeError
    registers.enrol(session)
    assert [commit.operation for commit in heard] == ["enrol_member"]


def test_another_thread_may_own_the_stores(session):
    """The window opens a register in its worker, and closes it there."""
    found: list[int] = []
    worker = threading.Thread(target=lambda: found.append(registers.enrol(session)))
    worker.start()
    worker.join()
    assert found
