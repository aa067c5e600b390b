# SPDX-License-Identifier: Apache-2.0
"""Each frozen register is opened, brought up to date, and is what it was when it was frozen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import registers

from unionbook.data import migrations
from unionbook.data.migrations import cases, office
from unionbook.data.vault import Vault
from unionbook.domain.roles import Role
from unionbook.errors import NewerRegisterError, UnionbookError
from unionbook.operations import backups, history, members, photos, sessions, verify

HERE = Path(__file__).parent
FROZEN = sorted(path.stem for path in HERE.glob("*.unionbook"))


@pytest.fixture(params=FROZEN)
def frozen(request, tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """Give a copy of a frozen register, as somebody brings it along, and its facts."""
    name = request.param
    folder = shutil.copytree(HERE / f"{name}.unionbook", tmp_path / "old.unionbook")
    return folder, json.loads((HERE / f"{name}.json").read_text("utf-8"))


def schema_of(session, store) -> set[tuple[str, str]]:
    rows = store.database.rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    assert session
    return {(row[0], " ".join(row[1].split())) for row in rows}


def test_there_is_a_frozen_register():
    assert FROZEN


def test_it_is_what_it_was(frozen):
    folder, facts = frozen
    session = registers.reopen(folder)
    names = tuple(facts["fields"])
    ids = members.list_member_ids(session)
    rows = members.read_members(session, ids=ids, names=names)
    assert [list(row) for row in rows] == facts["members"]
    told = [[step.operation, step.user, step.reason] for step in history.list_steps(session)]
    assert told[-len(facts["history"]) :] == facts["history"]
    number, digest = facts["last_commit"]
    kept = session.database.value("SELECT digest FROM commits WHERE id = ?", [number])
    assert kept.hex() == digest
    [found] = members.search_members(session, text="tran van duc")
    assert len(photos.read_photo(session, member_id=found[0])) == facts["photo"]
    assert verify.verify_register(session).problems == ()
    session.close()


def test_work_goes_on_in_it(frozen, tmp_path):
    folder, _facts = frozen
    session = registers.reopen(folder)
    member = registers.enrol(session, "Đỗ Mới Vào", department="May 1")
    [old] = members.search_members(session, text="tran van duc")
    changes = members.correct_member(session, member_id=old[0], values={"job": "Khác"})
    history.undo_commit(session, commit_id=changes.commit_id)
    assert members.get_member(session, member_id=old[0]).values["job"] == "Tổ trưởng"
    registers.expect_whole(session)
    registers.expect_index_in_step(session)
    made = backups.make_backup(session)
    restored = backups.restore_backup(path=made.backup.path, into=tmp_path / "restored")
    session.close()
    again = registers.reopen(restored)
    assert members.get_member(again, member_id=member)
    again.close()


def test_an_old_step_can_still_be_undone(frozen):
    folder, _facts = frozen
    session = registers.reopen(folder)
    step = next(one for one in history.list_steps(session) if one.operation == "set_photo")
    history.undo_commit(session, commit_id=step.id)
    registers.expect_whole(session)
    session.close()


def test_everybody_gets_in(frozen):
    folder, facts = frozen
    registers.reopen(folder).close()
    registers.open_as(folder, "Minh").close()
    auditor = registers.open_as(folder, "Hà")
    assert auditor.read_only
    auditor.close()
    opened = sessions.open_with_recovery_key(folder=folder, recovery_key=facts["recovery_key"])
    assert opened.user.role is Role.HEAD
    opened.close()


def test_the_migrated_schema_is_the_fresh_one(frozen, tmp_path):
    folder, _facts = frozen
    migrated, fresh = registers.reopen(folder), registers.make(tmp_path)
    for ours, theirs in zip(migrated.register.stores, fresh.register.stores, strict=True):
        assert schema_of(migrated, ours) == schema_of(fresh, theirs)
        assert {t.name: t.columns for t in ours.tables.values()} == {
            t.name: t.columns for t in theirs.tables.values()
        }
    migrated.close()
    fresh.close()


def test_a_step_of_tomorrow_is_refused_with_a_sentence(frozen):
    folder, _facts = frozen
    session = registers.reopen(folder)
    for store, schema in (
        (session.office, office.SCHEMA), (session.register.cases, cases.SCHEMA),
    ):  # fmt: skip
        assert migrations.pending(store.database, schema) == ()
    with session.office.upkeep():
        session.database.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
            "VALUES ('office', 'of_tomorrow', '2099-01-01')"
        )
    session.close()
    with pytest.raises(NewerRegisterError, match="newer unionbook than this one"):
        registers.reopen(folder)


def test_who_only_reads_is_told_that_it_is_older(frozen):
    folder, _facts = frozen
    if len(office.SCHEMA.steps) == steps_of(folder):
        registers.reopen(folder, read_only=True).close()
        return
    with pytest.raises(UnionbookError, match="open it once for writing"):
        registers.reopen(folder, read_only=True)


def steps_of(folder: Path) -> int:
    from unionbook.data.database import Database

    vault = Vault.read(folder)
    keys = vault.open(vault.slot(registers.HEAD), registers.PASSPHRASE)
    database = Database(folder / "office.db", keys["office"][0], read_only=True)
    count = database.value("SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'office'")
    database.close()
    return int(count)
