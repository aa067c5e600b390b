# SPDX-License-Identifier: Apache-2.0
"""What somebody with the key did to a store by another program is found."""

from __future__ import annotations

import pytest
import registers

from unionbook.data import stored_rules
from unionbook.data.migrations import cases, office
from unionbook.operations import verify


def problems(session) -> list[str]:
    return list(verify.verify_register(session).problems)


def run(session, *statements: str) -> None:
    database = session.database
    database.allow_writing(allowed=True)
    for statement in statements:
        database.execute(statement)
    database.allow_writing(allowed=False)


@pytest.mark.parametrize(
    ("statement", "name", "what"),
    [
        ("DROP TRIGGER vouchers_never_changed", "trigger vouchers_never_changed", "missing"),
        ("DROP TRIGGER members_update_noted", "trigger members_update_noted", "missing"),
        ("DROP INDEX members_phone", "index members_phone", "missing"),
        (
            "CREATE TRIGGER helper AFTER INSERT ON members BEGIN SELECT 1; END",
            "trigger helper",
            "did not put it there",
        ),
        ("CREATE TABLE beside (id INTEGER)", "table beside", "did not put it there"),
    ],
)
def test_a_rule_that_was_taken_away_or_put_in_is_named(session, statement, name, what):
    assert problems(session) == []
    run(session, statement)
    [found] = [one for one in problems(session) if name in one]
    assert what in found
    assert found.startswith("office.db")


def test_a_constraint_that_was_altered_is_named(session):
    run(
        session,
        "PRAGMA writable_schema = on",
        "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (rate > 0)', '') "
        "WHERE name = 'fund_rules'",
        "PRAGMA writable_schema = off",
    )
    assert any("table fund_rules" in one and "altered" in one for one in problems(session))


def test_a_trigger_that_was_made_weaker_is_named(session):
    run(
        session,
        "DROP TRIGGER voucher_lines_never_changed",
        "CREATE TRIGGER voucher_lines_never_changed BEFORE UPDATE ON voucher_lines "
        "WHEN 0 BEGIN SELECT RAISE(ABORT, 'money is never changed'); END",
    )
    assert any(
        "voucher_lines_never_changed" in one and "altered" in one for one in problems(session)
    )


def test_both_stores_of_a_register_in_use_have_their_rules(session):
    registers.enrol_many(session, registers.invent(30))
    stores = zip(session.register.stores, (office.SCHEMA, cases.SCHEMA), strict=True)
    for store, schema in stores:
        assert list(stored_rules.check_schema(store, schema)) == []


def test_a_value_that_no_program_writes_is_named(session):
    with session.commit("add_rule", right="change_dues_rules"):
        session.database.execute(
            "INSERT INTO dues_rules(id, name, terms, since) VALUES (1, 'x', '{', '2025-01-01')"
        )
    assert any("dues_rules 1: “terms”" in one for one in problems(session))
