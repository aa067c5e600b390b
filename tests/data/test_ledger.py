# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import replicas
from sqlcipher3 import dbapi2

from unionbook.data import dues as dues_kept
from unionbook.data import history, ledger
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.operations import dues, dues_rules, members
from unionbook.operations import history as told
from unionbook.operations import ledger as books


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    books.set_up_books(opened)
    yield opened
    opened.close()


def draft(session, *amounts, on="2026-03-05", **more):
    cash = ledger.find_by_role(session.database, "cash")
    income = ledger.find_by_role(session.database, "other_income")
    lines = [Line(cash if n % 2 == 0 else income, amount) for n, amount in enumerate(amounts)]
    return Draft(VoucherKind.RECEIPT, on, tuple(lines), **more)


def post(session, one):
    with session.commit("post_voucher"):
        return ledger.post(session.office, session.site, one)


def test_the_schema_refuses_a_voucher_that_does_not_balance(session):
    with pytest.raises(dbapi2.IntegrityError, match="must balance"):
        post(session, draft(session, 100, -90))
    assert ledger.list_vouchers(session.database) == []
    assert session.database.value("SELECT count(*) FROM voucher_lines") == 0


def test_the_schema_lets_nobody_change_remove_or_add_to_what_is_posted(session):
    voucher = post(session, draft(session, 100, -100))
    for statement in (
        "UPDATE vouchers SET reason = 'x'",
        "DELETE FROM vouchers",
        "UPDATE voucher_lines SET amount = amount * 2",
        "DELETE FROM voucher_lines",
    ):
        with (
            pytest.raises(dbapi2.IntegrityError, match="money is never"),
            session.commit("post_voucher"),
        ):
            session.database.execute(statement)
    with (
        pytest.raises(dbapi2.IntegrityError, match="no more lines"),
        session.commit("post_voucher"),
    ):
        session.database.execute(
            "INSERT INTO voucher_lines(id, voucher_id, account_id, amount, dated_on) "
            "SELECT 1, voucher_id, account_id, 5, dated_on FROM voucher_lines LIMIT 1"
        )
    assert sum(line.amount for line in ledger.lines_of(session.database, voucher)) == 0


def test_numbers_have_no_gap_even_after_a_refusal(session):
    post(session, draft(session, 1, -1))
    with pytest.raises(dbapi2.IntegrityError):
        post(session, draft(session, 1, -2))
    post(session, draft(session, 2, -2))
    post(session, draft(session, 2, -2, on="2027-01-01"))
    found = [(one.year, one.number) for one in ledger.list_vouchers(session.database)]
    assert found == [(2026, 1), (2026, 2), (2027, 1)]


def test_the_schema_keeps_a_closed_month_closed(session):
    with session.commit("close_month"):
        ledger.add_closing(session.office, session.site, "2026-03", "{}")
    with pytest.raises(dbapi2.IntegrityError, match="month is closed"):
        post(session, draft(session, 1, -1))
    with session.commit("reopen_month"):
        ledger.reopen(session.office, "2026-03", "forgotten receipt")
    post(session, draft(session, 1, -1))


def test_a_balance_at_any_day_is_that_of_the_lines(session):
    cash = ledger.find_by_role(session.database, "cash")
    for on, amount in (("2026-01-31", 5), ("2026-02-01", 7), ("2026-02-15", -4)):
        post(session, draft(session, amount, -amount, on=on))
    found = [
        ledger.balance_on(session.database, cash, day)
        for day in ("2026-01-30", "2026-01-31", "2026-02-14", "2026-02-15", "2026-12-31")
    ]
    assert found == [0, 5, 12, 8, 8]
    assert ledger.imbalances(session.database) == []


def test_what_is_posted_stands_in_the_journal(session):
    with session.commit("post_voucher") as changes:
        voucher = ledger.post(session.office, session.site, draft(session, 100, -100))
    assert changes.rows["vouchers"] == (voucher,)
    assert len(changes.rows["voucher_lines"]) == 2
    told = history.history_of_rows(session.office, [("vouchers", voucher)])
    columns = {one.column: one.after for one in told}
    assert columns["number"] == 1
    assert columns["dated_on"] == "2026-03-05"


def test_an_account_with_entries_stays_what_it_is(session):
    cash = ledger.find_by_role(session.database, "cash")
    post(session, draft(session, 100, -100))
    with (
        pytest.raises(dbapi2.IntegrityError, match="stays what it is"),
        session.commit("post_voucher"),
    ):
        session.database.execute("UPDATE accounts SET role = 'dues_claims' WHERE id = ?", [cash])
    with session.commit("post_voucher"):
        session.database.execute("UPDATE accounts SET name = 'Két sắt' WHERE id = ?", [cash])


def test_what_is_owed_is_summed_up_though_its_account_was_away_when_the_lines_came(tmp_path):
    """The other PC took back the setting up of the books meanwhile: the account comes to life."""
    one = registers.make(tmp_path)
    books.set_up_books(one)
    dues_rules.adopt_rule(one, key="wage_capped", since="2025-08-01")
    members.enrol_member(
        one, values={"full_name": "Trần Văn An", "wage": 8_000_000}, wage_from="2025-07-01"
    )
    other = replicas.second(one, tmp_path / "second.unionbook")
    dues.assess_month(one, month="2025-08")
    [setting_up] = other.database.rows("SELECT id FROM commits WHERE operation = 'set_up_books'")
    told.undo_commit(other, commit_id=setting_up[0])
    assert other.database.value("SELECT count(*) FROM accounts") == 0
    replicas.settle(one, other)
    for session in (one, other):
        assert dues_kept.wrong_sums(session.database) == []
        assert session.database.value("SELECT count(*) FROM member_months WHERE owed <> 0") == 1
    replicas.expect_equal(one, other)
    one.close()
    other.close()
