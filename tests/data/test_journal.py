# SPDX-License-Identifier: Apache-2.0
"""The triggers note every change of every tracked table, with what was there before."""

from __future__ import annotations

from contextlib import suppress

import pytest
import registers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionbook.data import history, journal
from unionbook.data.journal import DELETED, INSERTED, UPDATED
from unionbook.operations import members
from unionbook.operations.history import undo_commit


class _TakenBackError(Exception):
    """Ends a commit that a test does not want to keep."""


def notes(session, after: int) -> list[journal.Change]:
    last = session.database.value("SELECT max(id) FROM changes") or 0
    return journal.read_changes(session.database, session.office.tables, after + 1, last)


def last_note(session) -> int:
    return int(session.database.value("SELECT max(id) FROM changes") or 0)


def sample(kind: str, number: int) -> object:
    return number if kind == "INTEGER" else f"giá trị “{number}”"


def columns_of(session, table: journal.Table) -> dict[str, str]:
    rows = session.database.rows(f"PRAGMA table_info({table.name})")
    return {row[1]: row[2] for row in rows if row[1] != "id"}


def test_every_table_that_a_person_fills_is_tracked(session):
    """A new table is either tracked or named here with its reason."""
    own = {
        "tracked_tables", "commits", "changes", "counters",  # the journal itself
        "member_index", "account_months", "member_months",  # derived
        "_sqlite_migrations",  # sqlite-utils' own
        # What other devices wrote is told in them; what came is in tracked rows.
        "known_commits", "arrivals", "restamped", "fixed_clocks", "set_aside", "applying",
        "device_secrets", "scrubbing",  # of this PC only
    }  # fmt: skip
    rows = session.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    there = {row[0] for row in rows}
    # Made from members, and at a federation's desk from what branches sent.
    words = {name for name in there if name.startswith(("member_words", "member_numbers", "unit_"))}
    tracked = {table.name for table in session.office.tables.values()}
    assert there - own - words == tracked


OF_MONEY = ("accounts", "vouchers", "voucher_lines")
"""Tables whose rows the schema lets nobody write just anyhow: ``test_ledger.py`` looks at them."""


def test_every_column_of_every_tracked_table_is_noted(session):
    database, tried = session.database, 0
    # Any value will do here, also one that a rule of the schema would not let in.
    database.execute("PRAGMA ignore_check_constraints = on")
    for table in session.office.tables.values():
        if table.name in OF_MONEY:
            continue
        kinds = columns_of(session, table)
        assert tuple(kinds) == table.columns
        names = ", ".join(("id", *kinds))
        marks = ", ".join("?" * (len(kinds) + 1))
        filled = {name: sample(kind, 11) for name, kind in kinds.items()}
        with suppress(_TakenBackError), session.commit("enrol_member"):
            database.execute("PRAGMA defer_foreign_keys = on")
            start = last_note(session)
            row = [session.office.new_ids(session.site)[0], *filled.values()]
            database.execute(f"INSERT INTO {table.name}({names}) VALUES ({marks})", row)
            for name, kind in kinds.items():
                database.execute(
                    f"UPDATE {table.name} SET {name} = ? WHERE id = ?",
                    [sample(kind, 22), row[0]],
                )
            database.execute(f"DELETE FROM {table.name} WHERE id = ?", [row[0]])
            inserted, *updated, deleted = notes(session, start)
            raise _TakenBackError
        everything = (1 << len(kinds)) - 1
        assert (inserted.kind, inserted.mask, inserted.before) == (INSERTED, everything, ())
        assert [change.kind for change in updated] == [UPDATED] * len(kinds)
        for change, name in zip(updated, kinds, strict=True):
            assert table.named(change.mask) == (name,)
            assert change.before == (filled[name],)
            tried += 1
        assert (deleted.kind, deleted.mask) == (DELETED, everything)
        assert deleted.before == tuple(sample(kind, 22) for kind in kinds.values())
        assert {change.row_id for change in (inserted, *updated, deleted)} == {row[0]}
    assert tried > 90


def test_a_value_set_to_what_it_was_is_no_change(session):
    member = registers.enrol(session)
    with session.commit("correct_member"):
        start = last_note(session)
        session.database.execute("UPDATE members SET job = job WHERE id = ?", [member])
        assert notes(session, start) == []


def test_empty_and_absent_are_told_apart(session):
    member = registers.enrol(session)
    with session.commit("correct_member"):
        start = last_note(session)
        session.database.execute("UPDATE members SET job = '' WHERE id = ?", [member])
        session.database.execute("UPDATE members SET job = NULL WHERE id = ?", [member])
        first, second = notes(session, start)
    assert (first.before, second.before) == ((None,), ("",))


def test_a_row_keeps_its_number(session):
    member = registers.enrol(session)
    from sqlcipher3 import dbapi2

    with (
        pytest.raises(dbapi2.IntegrityError, match="keeps its number"),
        session.commit("correct_member"),
    ):
        session.database.execute("UPDATE members SET id = id + 1 WHERE id = ?", [member])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=TEXTS, after=TEXTS)
def test_any_text_comes_back_as_it_was(session, before: str, after: str):
    from unionbook.data import members as rows

    with session.commit("enrol_member"):
        number = session.office.new_ids(session.site)[0]
        rows.add(session.office, [(number, {"full_name": "A", "note": before})])
    with session.commit("correct_member") as changes:
        rows.change(session.office, [(number, {"note": after})])
    if before != after:
        undo_commit(session, commit_id=changes.commit_id)
    assert members.get_member(session, member_id=number).values["note"] == before


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_any_whole_number_comes_back_as_it_was(session, number):
    from unionbook.data import members as rows

    member = registers.enrol(session)
    with session.commit("correct_member"):
        rows.set_wages(session.office, session.site, [(member, "2026-01-01", number)])
    with session.commit("correct_member") as changes:
        rows.set_wages(session.office, session.site, [(member, "2026-01-01", 7)])
    undo_commit(session, commit_id=changes.commit_id)
    assert members.get_member(session, member_id=member).wages[0].amount == number


def test_too_many_columns_are_refused_where_they_are_made():
    table = journal.Table(1, "wide", tuple(f"c{number}" for number in range(63)))
    with pytest.raises(ValueError, match="more columns than a mask has bits"):
        list(journal.trigger_statements(table))


def test_the_last_bit_of_a_mask_can_be_used():
    table = journal.Table(1, "wide", tuple(f"c{number}" for number in range(62)))
    assert len(list(journal.trigger_statements(table))) == 8
    assert table.named(1 << 61) == ("c61",)


def test_the_digest_depends_on_every_part():
    table = journal.Table(1, "members", ("full_name", "job"))
    header: list[object] = [1, 2, 3, "Lan", "enrol_member", "", None]
    note = (1, 5, UPDATED, 1, '"a",')

    def digest(previous=b"", header=header, note=note, row=(5, "b")):
        made = journal.Digest(previous, header)
        made.noted([note])
        made.table(table, 1, [row])
        return made.value()

    variants = [
        digest(),
        digest(previous=b"x"),
        digest(header=[*header[:5], "reason", None]),
        digest(note=(*note[:4], '"c",')),
        digest(row=(5, "c")),
        digest(row=(6, "b")),
    ]
    assert len(set(variants)) == len(variants)
    assert digest() == digest()


def test_counts_tell_what_a_commit_did(session):
    changes = members.enrol_member(
        session, values={"full_name": "Trần An", "department": "May 1", "wage": 5_000_000}
    )
    commit = history.get_commit(session.database, changes.commit_id)
    assert history.count_changes(session.database, commit) == {
        ("members", INSERTED): 1,
        ("groups", INSERTED): 1,
        ("wages", INSERTED): 1,
    }
