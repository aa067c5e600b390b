# SPDX-License-Identifier: Apache-2.0
"""A block written at once leaves the very same store, history and digest as one row by row."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import registers
import replicas

from unionbook.data import block_writing, store, vectors
from unionbook.domain.exchange import Block, Delta, Kind

TABLES = ("changes", "commits", "arrivals", "set_aside", "conflicts", "known_commits")
SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
NEVER = 1 << 60
NOW = datetime.now(UTC) + timedelta(minutes=5)
VALUES = {
    "birth_place": ("Hà Nội", 'Huế "cũ"', "", None),
    "job": ("Thợ may", "\\ và /", "Bảo vệ", None),
    "phone": ("0912345678", "0987654321", None),
    "full_name": ("Trần Văn An", "Lê Thị Bình", "Đỗ Ý"),
    "born_on": ("1990", "1985-02-03", None),
}


@pytest.fixture
def pair(session, tmp_path):
    registers.enrol_many(session, registers.invent(40))
    other = replicas.second(session, tmp_path / "second.unionbook")
    yield session, other
    other.close()


def wander(session, dice: random.Random) -> None:
    """Change, add and remove at random, many rows in one step."""
    database = session.database
    ids = [row[0] for row in database.rows("SELECT id FROM members ORDER BY id")]
    for _step in range(dice.randrange(1, 4)):
        with session.commit("change_members"):
            columns = dice.sample(sorted(VALUES), dice.randrange(1, 4))
            for member in dice.sample(ids, dice.randrange(5, len(ids))):
                for name in columns:
                    value = dice.choice(VALUES[name])
                    database.execute(f"UPDATE members SET {name} = ? WHERE id = ?", [value, member])
    added = registers.enrol_many(session, registers.invent(dice.randrange(1, 9), dice.random()))
    with session.commit("change_members"):
        numbers = session.office.new_ids(session.site, len(added) + 3)
        for number, member in zip(numbers, [*added, *ids[:3]], strict=True):
            row = [number, member, "2025-01-01", dice.randrange(10**7)]
            database.execute("INSERT INTO wages VALUES (?, ?, ?, ?)", row)
    with session.commit("undo_commit"):
        free = "SELECT member_id FROM wages UNION SELECT member_id FROM member_events"
        [last] = database.row(f"SELECT max(id) FROM members WHERE id NOT IN ({free})")
        database.execute("DELETE FROM members WHERE id = ?", [last])


def spoilt(delta: Delta, dice: random.Random) -> Delta:
    """Put a row that the schema refuses, or one that nobody has, among the others."""
    blocks = []
    for block in delta.blocks:
        chosen = block
        if block.table == "wages" and dice.random() < 0.5:
            amounts = block.columns.index("amount")
            values = [list(column) for column in block.values]
            values[amounts][dice.randrange(len(block.ids))] = None
            chosen = Block(block.table, block.kind, block.columns, block.ids, block.commits, values)
        elif block.kind is Kind.PATCH and block.table == "members" and dice.random() < 0.5:
            values = [[*column, column[0]] for column in block.values]
            ids, commits = [*block.ids, max(block.ids) + 77], [*block.commits, block.commits[0]]
            chosen = Block(block.table, block.kind, block.columns, ids, commits, values)
        blocks.append(chosen)
    return Delta(delta.since, delta.until, delta.commits, blocks)


def result(session, delta: Delta) -> dict[str, object]:
    done = replicas.take(session, delta, made_at=NOW, now=NOW)
    found: dict[str, object] = {"done": done, **registers.content(session)}
    for name in TABLES:
        found[name] = session.database.rows(f"SELECT * FROM {name} ORDER BY id")
    found["schema"] = session.database.rows(SCHEMA)
    registers.expect_whole(session)
    registers.expect_index_in_step(session)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_at_once_and_row_by_row_come_to_the_same(pair, home, tmp_path, monkeypatch, seed):
    dice = random.Random(seed)
    one, other = pair
    wander(one, dice)
    if seed % 2:
        wander(other, dice)
    delta = spoilt(replicas.made(one, vectors.vector(other.office)), dice)
    folder = other.register.folder
    other.close()
    shutil.copytree(folder, tmp_path / "image")
    shutil.copytree(home, tmp_path / "home image")
    monkeypatch.setattr(store, "datetime", SimpleNamespace(now=lambda _zone: NOW))
    found = []
    for many in (1, NEVER):
        monkeypatch.setattr(block_writing, "MANY", many)
        for path, image in ((folder, "image"), (home, "home image")):
            shutil.rmtree(path)
            shutil.copytree(tmp_path / image, path)
        again = registers.reopen(folder)
        found.append(result(again, delta))
        again.close()
    at_once, row_by_row = found
    assert at_once["done"].rows["members"]["changed"] > 1
    for name, rows in row_by_row.items():
        assert at_once[name] == rows, name


def test_what_is_written_at_once_is_rolled_back_as_a_whole(pair, monkeypatch):
    one, other = pair
    monkeypatch.setattr(block_writing, "MANY", 1)
    wander(one, random.Random(7))
    delta = replicas.made(one, vectors.vector(other.office))
    before = registers.content(other), replicas.registers.derived(other)
    made = other.database.rows(SCHEMA)

    def pulled():
        yield from delta.blocks
        message = "the stick was pulled out"
        raise OSError(message)

    with pytest.raises(OSError, match="pulled"):
        replicas.take(other, Delta(delta.since, delta.until, delta.commits, pulled()))
    assert (registers.content(other), registers.derived(other)) == before
    assert other.database.rows(SCHEMA) == made
    replicas.take(other, delta)
    replicas.settle(one, other)
    replicas.expect_equal(one, other)


@pytest.fixture
def writer(session):
    tables = [*session.office.tables.values()]
    with session.office.upkeep():
        session.database.execute("INSERT INTO applying(id) VALUES (1)")
        yield block_writing.BlockWriter(session.database, tables)
        session.database.execute("DELETE FROM applying")


def indexes(session, table: str) -> set[str]:
    rows = session.database.rows(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", [table]
    )
    return {row[0] for row in rows}


def new_members(session, count: int) -> Block:
    ids = [*session.office.new_ids(session.site, count)]
    names = [f"Trần Thị {number}" for number in ids]
    return Block("members", Kind.PUT, ("full_name",), ids, [0] * count, [names])


def test_indexes_are_put_off_while_an_empty_table_is_filled(session, writer, monkeypatch):
    monkeypatch.setattr(block_writing, "MANY", 3)
    table = next(one for one in session.office.tables.values() if one.name == "members")
    all_of_them = indexes(session, "members")
    assert writer.write(table, new_members(session, 3)) == 3
    # The one that tells who was folded into whom is looked at for each new row.
    assert indexes(session, "members") == {"members_merged_into"}
    assert writer.write(table, new_members(session, 3)) == 3
    writer.rest()
    assert indexes(session, "members") == all_of_them
    assert session.database.value("PRAGMA integrity_check") == "ok"
    assert writer.write(table, new_members(session, 3)) == 3
    assert indexes(session, "members") == all_of_them
    writer.close()


def test_indexes_stay_where_a_trigger_looks_for_something(session, writer, monkeypatch):
    monkeypatch.setattr(block_writing, "MANY", 1)
    table = next(one for one in session.office.tables.values() if one.name == "vouchers")
    kept = indexes(session, "vouchers")
    [number] = session.office.new_ids(session.site, 1)
    columns = {"kind": "receipt", "dated_on": "2026-01-02"}
    values = [[value] for value in columns.values()]
    block = Block("vouchers", Kind.PUT, tuple(columns), [number], [0], values)
    writer.write(table, block)
    assert writer._looks("vouchers")
    assert indexes(session, "vouchers") == kept
    writer.close()


@pytest.mark.parametrize(
    ("made", "nothing"),
    [
        ("WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.a IS (1) OR b)", True),
        ("WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.a) OR (NEW.b)", False),
        ("WHEN NEW.a AND NOT EXISTS (SELECT 1 FROM applying)", False),
        ("", False),
    ],
)
def test_only_a_trigger_that_refuses_nothing_stays_away(made, nothing):
    text = f"CREATE TRIGGER t BEFORE UPDATE ON members {made} BEGIN SELECT RAISE(ABORT, 'x'); END"
    assert block_writing._refuses_nothing(text) is nothing


def test_a_table_whose_triggers_write_elsewhere_is_noted_row_by_row(session):
    tables = [*session.office.tables.values()]
    with session.office.upkeep():
        session.database.execute(
            "CREATE TRIGGER follows AFTER UPDATE ON wages BEGIN "
            "UPDATE members SET note = 'x' WHERE id = NEW.member_id; END"
        )
        writer = block_writing.BlockWriter(session.database, tables)
        assert not writer._notes_alone("wages_update_noted", "wages")
        assert writer._notes_alone("members_update_noted", "members")
        session.database.execute("DROP TRIGGER follows")
