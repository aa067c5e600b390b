# SPDX-License-Identifier: Apache-2.0
"""Every report about money adds up to what the ledger says, and can be written."""

from __future__ import annotations

import money_branch
import pdf
import pytest
import python_calamine
import registers

from unionbook.domain.report_tables import Cell
from unionbook.errors import InvalidValueError, NotAllowedError, NotFoundError
from unionbook.operations import (
    dues,
    history,
    ledger,
    money_reports,
    settings,
)
from unionbook.operations.report_kinds import Shelf, Span
from unionbook.reports.money_report import period_text

YEAR = money_branch.YEAR
NEEDS_MORE = {"bank-reconciliation", "cash-count"}
"""Reports of what this branch never did: they have tests of their own."""
KINDS = {kind.name: kind for kind in money_reports.KINDS}


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    money_branch.set_up(opened)
    yield opened
    opened.close()


def balances(session, first, last):
    found = ledger.trial_balance(session, first=first, last=last)
    return {one.account.role: one for one in found}


def make(session, name, period=YEAR, **more):
    return money_reports.make_report(session, name=name, period=period, **more)


@pytest.mark.parametrize("period", [YEAR, "2025-09", "8/2025..9/2025", "Q4/2025", "2024", "7/2025"])
@pytest.mark.parametrize(("name", "role"), [("cash-book", "cash"), ("bank-book", "bank")])
def test_a_book_moves_and_ends_as_the_trial_balance(session, name, role, period):
    report = make(session, name, period)
    of_account = balances(session, report.first, report.last)[role]
    assert report.rows[0][-1] == of_account.opening
    assert report.total[-3:] == (of_account.debit, of_account.credit, of_account.closing)
    assert sum(row[4] or 0 for row in report.rows) == of_account.debit
    assert sum(row[5] or 0 for row in report.rows) == of_account.credit
    assert report.rows[-1][-1] == of_account.closing


def test_the_cash_book_names_every_voucher_in_order(session):
    report = make(session, "cash-book")
    assert [row[1] for row in report.rows] == [
        "", "PT0001/2025", "PT0003/2025", "PT0004/2025", "PC0001/2025", "CK0001/2025",
    ]  # fmt: skip
    assert report.form == "S11-H"
    assert report.about == "111 Tiền mặt"
    other = make(session, "cash-book", account="112")
    assert other.total == make(session, "bank-book").total


def test_the_trial_balance_is_that_of_the_ledger(session):
    report = make(session, "trial-balance", "2025-09")
    found = balances(session, "2025-09", "2025-09").values()
    sums = report.total[2:]
    assert sums[0] == sums[1] == sum(max(one.opening, 0) for one in found)
    assert sums[2] == sums[3] == sum(one.debit for one in found) > 0
    assert sums[4] == sums[5] == sum(max(one.closing, 0) for one in found)
    by_code = {row[0]: row for row in report.rows}
    for one in found:
        row = by_code.get(one.account.code, (None,) * 8)
        assert (row[2] or 0) - (row[3] or 0) == one.opening
        assert (row[4] or 0, row[5] or 0) == (one.debit, one.credit)
        assert (row[6] or 0) - (row[7] or 0) == one.closing


@pytest.mark.parametrize("name", ["dues-months", "dues-departments", "dues-members"])
def test_dues_add_up_to_income_and_claims(session, name):
    report = make(session, name, "2025..2027")
    assessed, paid, owed, ahead = report.total[-4:]
    of = balances(session, "2025-01", "2027-12")
    assert paid == -(of["dues_income"].closing + of["surcharge_income"].closing) == 250_000
    assert owed - ahead == of["dues_claims"].closing == -of["dues_deferred"].closing
    assert assessed == paid + owed - ahead
    for row in report.rows:
        assert row[-4] == row[-3] + row[-2] - row[-1]


def test_dues_by_department_and_member_are_told_apart(session):
    report = make(session, "dues-departments", "2025-07")
    assert [row[:3] for row in report.rows] == [("May 1", 2, 85_000), ("May 2", 1, 30_000)]
    names = [row[1] for row in make(session, "dues-members", "2025-09").rows]
    assert names == ["Trần Văn An", "Nguyễn Đức Châu", "Lê Thị Bình", "Phạm Thu Dung"]
    assert make(session, "dues-departments", "2025-09").rows[-1][0] == "Without a department"


def test_arrears_are_what_is_owed_by_age(session):
    report = make(session, "arrears", "9/2025")
    debts = dues.list_arrears(session, month="2025-09")
    assert report.total[-1] == sum(one.total for one in debts) > 0
    for row in (*report.rows, report.total):
        assert sum(row[-5:-1]) == row[-1]
    assert len(report.rows) == len(debts)
    assert make(session, "dues-months", "1/2025..9/2025").total[-2] == report.total[-1]


def test_the_grid_shows_paid_part_owed_and_exempt_with_totals(session):
    report = make(session, "grid")
    assert [column.title for column in report.columns[3:15]] == [f"{n:02d}" for n in range(1, 13)]
    rows = {row[1]: row for row in report.rows}
    assert rows["Trần Văn An"][9:13] == (40_000, 40_000, 40_000, 30_000)
    assert rows["Phạm Thu Dung"][9:12] == ("–", "–", "0/35,000")
    assert rows["Nguyễn Đức Châu"][9:12] == (45_000, "0/45,000", "0/45,000")
    assert rows["Lê Thị Bình"][10] == "25,000/30,000"
    by_member = {row[1]: row for row in make(session, "dues-members").rows}
    for name, row in rows.items():
        assert row[-2:] == by_member[name][-3:-1]
    assert report.total[-2:] == make(session, "dues-months").total[-3:-1]
    assert sum(report.total[3:15]) == report.total[-2]


def test_the_public_grid_holds_not_one_amount(session):
    report = make(session, "grid-public")
    rows = {row[1]: row for row in report.rows}
    assert rows["Trần Văn An"][9:13] == ("x", "x", "x", "x")
    assert rows["Lê Thị Bình"][9:12] == ("x", "½", "0")
    assert rows["Phạm Thu Dung"][8:12] == ("", "–", "–", "0")
    assert report.total is None
    assert not [value for row in report.rows for value in row[3:] if value not in "x½0–"]
    assert all(column.cell is not Cell.MONEY for column in report.columns)


@pytest.mark.parametrize(
    "name",
    [
        kind.name
        for kind in money_reports.KINDS
        if kind.shelf in (Shelf.BOOKS, Shelf.DUES, Shelf.YEAR)
        and "ID" not in kind.countries
        and kind.name not in NEEDS_MORE
    ],
)
def test_every_report_is_written_with_its_totals(session, name, tmp_path):
    settings.change_settings(session, values={"signer_head": "Vũ Thị Sơn"})
    of_month = KINDS[name].span is Span.MONTH
    report = make(session, name, "2025-09" if of_month else YEAR)
    paper, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    money_reports.save_report(session, report=report, path=paper)
    text = pdf.words(paper.read_bytes())
    assert report.title in text
    assert "Vũ Thị Sơn" in text
    money_reports.save_report(session, report=report, path=book)
    sheet = python_calamine.load_workbook(str(book)).get_sheet_by_index(0).to_python()
    assert sheet[0] == [column.title for column in report.columns]
    assert len(sheet) == 1 + len(report.rows) + bool(report.total)
    if report.total:
        shown = [one if isinstance(one, str) else int(one) for one in sheet[-1]]
        assert shown == ["" if one is None else one for one in report.total]
        for total in report.total:
            assert not isinstance(total, int) or f"{total:,}" in text
    told = [step.reason for step in history.list_steps(session, limit=2)]
    of = period_text(report.first, report.last)
    assert told == [f"a.xlsx: {report.title}, {of}", f"a.pdf: {report.title}, {of}"]


def test_what_reports_refuse(session):
    with pytest.raises(NotFoundError, match="There are: cash-book"):
        make(session, "x")
    with pytest.raises(InvalidValueError, match="month like"):
        make(session, "cash-book", "13/2025")
    with pytest.raises(InvalidValueError, match="before the beginning"):
        make(session, "cash-book", "2/2025..1/2025")
    with pytest.raises(InvalidValueError, match="twelve months"):
        make(session, "grid", "1/2024..1/2025")
    with pytest.raises(InvalidValueError, match="not of one account"):
        make(session, "arrears", account="111")
    registers.add_user(session, "Minh", "complaints_officer")
    officer = registers.open_as(session.register.folder, "Minh", read_only=True)
    with pytest.raises(NotAllowedError):
        make(officer, "cash-book")
    officer.close()
