# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to a store but by a commit is found; what is whole has no findings."""

from __future__ import annotations

import pytest
import registers

from unionbook.data import verification
from unionbook.operations import groups, members, verify
from unionbook.operations.doubles import merge_members
from unionbook.operations.events import record_event
from unionbook.operations.history import last_step, undo_commit


@pytest.fixture
def busy(session):
    """Give a register in which a little of everything has happened."""
    numbers = registers.enrol_many(session, registers.invent(30))
    members.correct_member(session, member_id=numbers[0], values={"job": "Thợ may", "wage": 6})
    members.correct_member(session, member_id=numbers[0], values={"job": None})
    record_event(session, member_ids=numbers[1:4], kind="left", on="01/02/2026")
    groups.add_group(session, kind="worker_group", name="Tổ 1", head_id=numbers[0])
    merge_members(session, keep=numbers[5], other=numbers[6])
    undo_commit(session, commit_id=last_step(session).id)
    members.change_members(session, ids=numbers[10:20], values={"job": "Cắt"})
    undo_commit(session, commit_id=last_step(session).id, reason="thử")
    registers.enrol(session, "Last One")
    return session


def tamper(session, *statements: str) -> tuple[str, ...]:
    """Write past the journal, as somebody with the keys and a database tool would."""
    with session.office.upkeep():
        session.database.execute("PRAGMA defer_foreign_keys = on")
        triggers = session.database.rows("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        for name, _sql in triggers:
            session.database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            session.database.execute(statement)
        for _name, sql in triggers:
            session.database.execute(sql)
    return verify.verify_register(session).problems


def test_what_is_whole_has_no_findings(busy):
    found = verify.verify_register(busy)
    assert found.problems == ()
    assert found.whole
    assert found.members == 31
    assert found.unopened == ()


def test_a_new_register_is_whole(session):
    registers.expect_whole(session)


ONE = "(SELECT id FROM members ORDER BY id LIMIT 1 OFFSET 7)"
LAST = "(SELECT max(id) FROM commits)"
LATE = "(SELECT max(id) FROM changes)"
BIG = 4611686018427387904
TAMPERED = {
    "a value changed": f"UPDATE members SET full_name = 'Kẻ Gian' WHERE id = {ONE}",
    "a value emptied": f"UPDATE members SET phone = NULL WHERE id = {ONE}",
    "a value put where there was none": f"UPDATE members SET note = 'x' WHERE id = {ONE}",
    "a wage raised": "UPDATE wages SET amount = amount + 1",
    "an event moved": "UPDATE member_events SET happened_on = '2020-01-01'",
    "an event taken out": "DELETE FROM member_events WHERE id IN (SELECT max(id) FROM member_events)",  # noqa: E501 - one statement
    "a member taken out": f"DELETE FROM members WHERE id = {ONE}",
    "a member put in": f"INSERT INTO members(id, full_name) VALUES ({BIG}, 'Ma')",
    "a setting changed": "UPDATE settings SET value = 'Another Branch' WHERE key = 'branch'",
    "a user's role changed": "UPDATE users SET role = 'auditor'",
    "a commit's user changed": f"UPDATE commits SET user_name = 'Minh' WHERE id = {LAST}",
    "a commit's reason changed": "UPDATE commits SET reason = 'x' WHERE operation = 'undo_commit'",
    "a commit's time changed": f"UPDATE commits SET clock = clock - 1 WHERE id = {LAST}",
    "a commit's operation changed": f"UPDATE commits SET operation = 'print' WHERE id = {LAST}",
    "a commit's digest changed": f"UPDATE commits SET digest = x'00' WHERE id = {LAST}",
    "a commit taken out of the middle": "DELETE FROM commits WHERE operation = 'merge_members' OR undoes IN (SELECT id FROM commits WHERE operation = 'merge_members')",  # noqa: E501 - one statement
    "an undoing told otherwise": "UPDATE commits SET undoes = NULL WHERE undoes IS NOT NULL",
    "a change taken out": f"DELETE FROM changes WHERE id = {LATE}",
    "a change taken out of the middle": "DELETE FROM changes WHERE id = 20",
    "a change put in": f"INSERT INTO changes(table_number, row_id, kind, mask) VALUES (5, {ONE}, 1, 1)",  # noqa: E501 - one statement
    "a value before told otherwise": "UPDATE changes SET before = '\"Lê\",' WHERE before NOTNULL",
    "what a change did told otherwise": f"UPDATE changes SET kind = 2 WHERE id = {LATE}",
    "which columns told otherwise": f"UPDATE changes SET mask = mask + 4 WHERE id = {LATE}",
    "which row told otherwise": f"UPDATE changes SET row_id = row_id - 1 WHERE id = {LATE}",
    "the last commit taken out": f"DELETE FROM commits WHERE id = {LAST}",
    "all commits taken out": "DELETE FROM commits",
    "the whole journal taken out": "DELETE FROM changes",
    "a change given to another commit": "UPDATE commits SET last_change = last_change - 1 WHERE first_change < last_change",  # noqa: E501 - one statement
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_done_past_the_journal_is_found(busy, what):
    assert tamper(busy, TAMPERED[what]) != ()


def test_taking_out_the_last_commit_with_all_it_did_is_found(busy):
    """The chain has no end mark in the store: this PC remembers where it ended."""
    last = busy.database.row("SELECT id, first_change FROM commits ORDER BY clock DESC LIMIT 1")
    member = busy.database.value("SELECT row_id FROM changes WHERE id = ?", [last[1]])
    problems = tamper(
        busy,
        f"DELETE FROM members WHERE id = {member}",
        f"DELETE FROM changes WHERE id >= {last[1]}",
        f"DELETE FROM commits WHERE id = {last[0]}",
        f"DELETE FROM member_index WHERE id = {member}",
        f"DELETE FROM member_words WHERE rowid = {member}",
        f"DELETE FROM member_numbers WHERE rowid = {member}",
    )
    folder = busy.register.folder
    busy.close()
    again = registers.reopen(folder)
    assert problems or again.warnings
    again.close()


def test_a_row_that_refers_to_nobody_is_found(busy):
    with busy.office.upkeep():
        busy.database.execute("PRAGMA defer_foreign_keys = on")
    busy.database.connection.execute("PRAGMA foreign_keys = off")
    problems = tamper(busy, f"DELETE FROM members WHERE id = {ONE}")
    busy.database.connection.execute("PRAGMA foreign_keys = on")
    assert problems


def test_the_first_thing_is_named_with_step_user_and_time(busy):
    (first, *_rest) = tamper(
        busy, "UPDATE members SET full_name = 'Kẻ Gian' WHERE full_name = 'Last One'"
    )
    assert "enrol_member" in first
    assert registers.HEAD in first
    assert "altered" in first


def test_an_index_out_of_step_is_found_and_mended(busy):
    with busy.office.upkeep():
        busy.database.execute(f"DELETE FROM member_index WHERE id = {ONE}")
    problems = verify.verify_register(busy).problems
    assert len(problems) == 1
    assert "--repair" in problems[0]
    verify.repair_index(busy)
    registers.expect_whole(busy)
    registers.expect_index_in_step(busy)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE member_index SET name_key = 'ke gian' WHERE id = {ONE}",
        f"UPDATE member_index SET status = 'left' WHERE id = {ONE}",
        f"UPDATE member_index SET sort_key = '' WHERE id = {ONE}",
    ],
)
def test_a_wrong_index_is_found(busy, statement):
    with busy.office.upkeep():
        busy.database.execute(statement)
    assert verify.verify_register(busy).problems
    verify.repair_index(busy)
    registers.expect_whole(busy)


def test_damaged_pages_are_named_and_the_rest_is_looked_at(busy):
    from secrets import token_bytes

    registers.enrol_many(busy, registers.invent(300, seed=3))
    busy.office.checkpoint()
    path = busy.register.folder / "office.db"
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2 + 500)
        stream.write(token_bytes(64))
    busy.office.database.connection.execute("PRAGMA shrink_memory")
    problems = verify.verify_register(busy).problems
    assert any("office.db" in problem for problem in problems)


def test_the_cases_store_is_looked_at_too(busy):
    cases = busy.register.cases
    with cases.upkeep():
        cases.database.execute("INSERT INTO settings(id, key, value) VALUES (1, 'a', 'b')")
    assert verify.verify_register(busy).problems


def test_a_store_that_is_not_opened_is_named(busy):
    registers.add_user(busy, "Hà", "treasurer")
    folder = busy.register.folder
    busy.close()
    treasurer = registers.open_as(folder, "Hà")
    assert verify.verify_register(treasurer).unopened == ("cases.db",)
    treasurer.close()


def test_progress_is_told_to_the_end(busy):
    told: list[tuple[int, int]] = []
    assert list(verification.check_store(busy.office, lambda *at: told.append(at))) == []
    assert told[-1][0] == told[-1][1] == len(told)


def test_looking_changes_nothing(busy):
    before = registers.content(busy)
    verify.verify_register(busy)
    assert registers.content(busy) == before
