# SPDX-License-Identifier: Apache-2.0
"""Vouchers named by the numbers people read on them."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.ledger import Line
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import ledger, verify


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def receipt(session, on):
    cash, other = ledger.by_role(session, "cash"), ledger.by_role(session, "other_income")
    changes = ledger.post_voucher(
        session, kind="receipt", lines=[Line(cash, 5_000), Line(other, -5_000)], on=on
    )
    return changes.rows["vouchers"][0]


def test_a_voucher_is_found_by_its_printed_number_in_any_writing(session):
    first, second = receipt(session, "2026-03-05"), receipt(session, "2026-03-06")
    assert ledger.find_voucher(session, key="PT0002/2026") == second
    assert ledger.find_voucher(session, key=" pt1/2026 ") == first
    assert ledger.find_voucher(session, key="PT1.0001/2026") == first
    assert ledger.find_voucher(session, key=str(first)) == first
    for wrong in ("PT0003/2026", "PC0001/2026", "PT0001/2025", "PT2.0001/2026", "0", "9" * 19):
        with pytest.raises(NotFoundError, match="no voucher"):
            ledger.find_voucher(session, key=wrong)


def test_months_may_be_written_as_people_write_them(session):
    receipt(session, "2026-03-05")
    inside = receipt(session, "2026-04-05")
    receipt(session, "2026-05-05")
    found = ledger.list_vouchers(session, first="4/2026", last="04/2026")
    assert [one.id for one in found] == [inside]


@pytest.mark.parametrize("table", ["vouchers", "voucher_lines"])
def test_money_that_was_altered_with_the_key_and_without_the_triggers_is_named(session, table):
    """A treasurer holds the key of the store; in an ordinary commit even the sums may fit."""
    lines = [Line(ledger.by_role(session, "cash"), 100_000),
             Line(ledger.by_role(session, "opening_fund"), -100_000)]  # fmt: skip
    changes = ledger.post_voucher(session, kind="opening", lines=lines, on="2026-01-02")
    registers.expect_whole(session)
    with session.office.upkeep():
        session.database.execute(f"DROP TRIGGER {table}_never_changed")
    told = {
        "vouchers": ["UPDATE vouchers SET counterparty = 'x'"],
        "voucher_lines": [
            "UPDATE voucher_lines SET amount = amount * 2",
            "UPDATE account_months SET debit = debit * 2, credit = credit * 2",
        ],
    }
    with session.commit("post_voucher"):
        for statement in told[table]:
            session.database.execute(statement)
    problems = verify.verify_register(session).problems
    # The rule that is gone is named besides.
    assert any(str(changes.rows["vouchers"][0]) in problem for problem in problems)


def test_more_money_than_any_office_has_is_refused(session):
    cash, fund = ledger.by_role(session, "cash"), ledger.by_role(session, "opening_fund")
    lines = [Line(cash, 10**14 + 1), Line(fund, -(10**14) - 1)]
    with pytest.raises(InvalidValueError, match="more money"):
        ledger.post_voucher(session, kind="opening", lines=lines, on="2026-01-02")
