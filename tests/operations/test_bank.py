# SPDX-License-Identifier: Apache-2.0
"""Statements taken in once, and what the books say beside them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import registers
from hypothesis import given, settings
from hypothesis import strategies as st

from unionbook.domain.ledger import Line
from unionbook.errors import NotAllowedError, UnionbookError
from unionbook.operations import bank, ledger

HEADER = "Ngày;Nội dung;Ghi nợ;Ghi có;Số dư\n"


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


@pytest.fixture
def statement(tmp_path):
    def made(*lines, header=HEADER, name="sao_ke.csv"):
        path = tmp_path / name
        path.write_text(header + "".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return made


def take(session, path, **more):
    return bank.take_statement(session, preview=bank.read_statement(session, path=path, **more))


def test_a_statement_is_taken_in_once(session, statement):
    march = statement("01/03/2026;a;;1.000;1.000", "02/03/2026;b;400;;600")
    preview = bank.read_statement(session, path=march)
    assert (preview.new, preview.first_on, preview.last_on) == (2, "2026-03-01", "2026-03-02")
    assert take(session, march) is not None
    assert bank.read_statement(session, path=march).new == 0
    assert take(session, march) is None
    more = statement("02/03/2026;b;400;;600", "03/03/2026;c;;50;650", name="more.csv")
    assert len(take(session, more).rows["bank_lines"]) == 1
    found = bank.list_bank_lines(session)
    assert [(one.dated_on, one.amount, one.details) for one in found] == [
        ("2026-03-01", 1_000, "a"),
        ("2026-03-02", -400, "b"),
        ("2026-03-03", 50, "c"),
    ]
    assert len(bank.list_statements(session)) == 2
    assert bank.list_bank_lines(session, first="4/2026") == []


def test_the_same_line_worded_otherwise_by_another_export_is_known_by_its_balance(
    session, statement
):
    take(session, statement("01/03/2026;NOP TIEN;;1.000;1.000"))
    other = statement("01/03/2026;Nộp tiền mặt;;1.000;1.000", name="other.csv")
    assert bank.read_statement(session, path=other).known == {0}


def test_a_line_that_comes_again_at_the_same_balance_is_not_lost(session, statement):
    morning = ["01/03/2026;nộp;;5;105"]
    take(session, statement(*morning))
    evening = [*morning, "01/03/2026;chi;5;;100", "01/03/2026;nộp;;5;105"]
    assert bank.read_statement(session, path=statement(*evening)).known == {0}
    take(session, statement(*evening))
    assert [one.amount for one in bank.list_bank_lines(session)] == [5, -5, 5]


def test_equal_lines_of_a_day_are_all_taken(session, statement):
    fees = ["01/03/2026;phí;10;;", "01/03/2026;phí;10;;"]
    take(session, statement(*fees))
    assert len(bank.list_bank_lines(session)) == 2
    assert bank.read_statement(session, path=statement(*fees)).new == 0


def test_what_two_pcs_took_in_is_one_line(session, statement):
    path = statement("01/03/2026;a;;1.000;1.000")
    preview = bank.read_statement(session, path=path)
    bank.take_statement(session, preview=preview)
    bank.take_statement(session, preview=preview)
    assert session.database.value("SELECT count(*) FROM bank_lines") == 2
    assert len(bank.list_bank_lines(session)) == 1


_LINES = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["phí", "nộp", "chi"]),
              st.sampled_from([5, 5, 7, -5, -3])),
    min_size=1, max_size=12,
).map(lambda rows: sorted(rows, key=lambda row: row[0]))  # fmt: skip


@settings(max_examples=15)
@given(_LINES, st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=4), st.booleans())
def test_statements_that_overlap_give_every_line_once_in_any_order(lines, windows, with_balance):
    with tempfile.TemporaryDirectory() as folder:
        opened = registers.make(Path(folder))
        ledger.set_up_books(opened)
        for first, last in [*windows, (1, 9)]:
            balance, rows = 100, []
            for day, text, amount in lines:
                balance += amount
                if first <= day <= last:
                    shown = balance if with_balance else ""
                    rows.append(f"{day:02d}/03/2026;{text};{amount:+};{shown}\n")
            if rows:
                path = Path(folder) / "sao_ke.csv"
                path.write_text("Ngày;Nội dung;Số tiền;Số dư\n" + "".join(rows), "utf-8")
                take(opened, path)
        found = [(int(x.dated_on[8:]), x.details, x.amount) for x in bank.list_bank_lines(opened)]
        assert sorted(found) == sorted(lines)
        opened.close()


def test_accounts_are_kept_apart(session, statement):
    ledger.add_account(session, code="1122", name="BIDV", kind="asset", role="bank")
    assert [one.code for one in bank.list_bank_accounts(session)] == ["112", "1122"]
    path = statement("01/03/2026;a;;1.000;1.000")
    take(session, path)
    assert bank.read_statement(session, path=path, account="1122").new == 1
    assert bank.list_bank_lines(session, account="1122") == []
    with pytest.raises(UnionbookError, match="no bank account"):
        bank.read_statement(session, path=path, account="cash")


def test_a_statement_of_another_account_is_warned_of(session, statement):
    first = statement("01/03/2026;a;;1;1", header="Số tài khoản: 001100223344\n" + HEADER)
    take(session, first)
    other = statement("02/03/2026;b;;1;2", header="Số tài khoản: 009900887766\n" + HEADER)
    (warning,) = bank.read_statement(session, path=other).warnings
    assert "001100223344" in warning
    assert "009900887766" in warning


def test_book_entries_leave_out_what_was_taken_back(session):
    cash, account = ledger.by_role(session, "cash"), ledger.by_role(session, "bank")
    lines = [Line(account, 700), Line(cash, -700)]
    first = ledger.post_voucher(session, kind="transfer", lines=lines, on="2026-03-01")
    ledger.post_voucher(session, kind="transfer", lines=lines, on="2026-03-02")
    wrong = first.rows["vouchers"][0]
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2026-03-03")
    assert [one.amount for one in bank.list_book_entries(session)] == [700, 700, -700]
    (left,) = bank.list_book_entries(session, open_only=True)
    assert left.dated_on == "2026-03-02"


def test_who_only_reads_takes_nothing_in(session, statement, tmp_path):
    registers.add_user(session, "Kiểm tra", "auditor")
    session.close()
    path = statement("01/03/2026;a;;1.000;1.000")
    other = registers.open_as(tmp_path / "branch.unionbook", "Kiểm tra")
    preview = bank.read_statement(other, path=path)
    with pytest.raises(NotAllowedError):
        bank.take_statement(other, preview=preview)
    other.close()
