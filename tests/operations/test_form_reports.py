# SPDX-License-Identifier: Apache-2.0
"""Estimate, settlement and monthly report: every đồng is on a line, and the lines add up."""

from __future__ import annotations

import money_branch
import pytest
import registers

from unionbook.data import estimates
from unionbook.domain.ledger import Line
from unionbook.domain.report_tables import TOTAL_ROW, trace_of
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import ledger, money_reports


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    money_branch.set_up(opened)
    yield opened
    opened.close()


@pytest.fixture
def indonesian(tmp_path):
    opened = registers.make(tmp_path, country="ID")
    money_branch.set_up_id(opened)
    yield opened
    opened.close()


def make(session, name, period="2025"):
    return money_reports.make_report(session, name=name, period=period)


def by_code(report, column):
    return {row[0]: row[column] for row in report.rows}


def assets_less_debts(session, until):
    found = ledger.trial_balance(session, first="2000-01", last=until)
    return sum(one.closing for one in found if one.account.kind in ("asset", "liability"))


def test_the_settlement_adds_up_to_what_the_branch_has(session):
    report = make(session, "settlement")
    came = by_code(report, 3)
    assert came["22"] == 250_000
    assert came["31"] == 70_000
    assert came["20"] == sum(came[code] for code in ("22", "23", "24", "28"))
    assert came["30"] == sum(came[code] for code in ("31", "32", "33", "34", "38", "40"))
    assert came["50"] == came["10"] + came["20"] - came["30"] == 180_000
    assert came["50"] == assets_less_debts(session, "2025-12")
    assert (report.form, report.strong) == ("B07-TLĐ", {0, 1, 6, 13})
    assert [bar.value for bar in report.charts[0].bars] == [70_000]
    assert all(row[4] is None for row in report.rows), "room for the level above"
    after = by_code(make(session, "settlement", "2026"), 3)
    assert (after["10"], after["20"], after["50"]) == (180_000, 0, 180_000)


def test_what_the_books_opened_with_was_there_before(session):
    money_branch.opening(session, 1_000_000, on="2025-07-01")
    came = by_code(make(session, "settlement"), 3)
    assert (came["10"], came["20"], came["50"]) == (1_000_000, 250_000, 1_180_000)


def test_a_closing_entry_at_the_end_of_the_year_hides_nothing(session):
    income, fund = ledger.by_role(session, "dues_income"), ledger.by_role(session, "opening_fund")
    lines = [Line(income, 250_000), Line(fund, -250_000)]
    ledger.post_voucher(session, kind="closing", lines=lines, on="2025-12-31")
    came = by_code(make(session, "settlement"), 3)
    assert (came["10"], came["22"], came["50"]) == (0, 250_000, 180_000)
    assert by_code(make(session, "settlement", "2026"), 3)["10"] == 180_000


def test_an_account_that_feeds_no_line_is_not_lost(session):
    ledger.add_account(session, code="6199", name="Bút, sổ", kind="expense", role="pens")
    money_branch.post(session, "payment", "pens", "cash", 9_000, on="2025-10-02")
    came = by_code(make(session, "settlement"), 3)
    assert came["40"] == 9_000
    assert came["50"] == assets_less_debts(session, "2025-12")


def estimated(session, year, **lines):
    with session.commit("set_estimate", right="post_voucher"):
        for subject_and_code, amount in lines.items():
            subject, _, code = subject_and_code.partition("_")
            estimates.set_estimate(session.office, session.site, year, subject, code, amount, "")


def test_the_estimate_stands_beside_what_came(session):
    estimated(session, 2025, account_5111=300_000, line_31=100_000)
    report = make(session, "settlement")
    planned = by_code(report, 2)
    assert (planned["22"], planned["31"], planned["23"]) == (300_000, 100_000, None)
    assert (planned["10"], planned["20"], planned["30"], planned["50"]) == (
        0, 300_000, 100_000, 200_000,
    )  # fmt: skip
    estimated(session, 2026, line_22=400_000, line_32=50_000)
    report = make(session, "estimate", "2026")
    assert (report.form, report.columns[2].title) == ("B14-TLĐ", "Settled in 2025")
    assert by_code(report, 2)["50"] == 180_000
    planned = by_code(report, 3)
    assert (planned["10"], planned["20"], planned["50"]) == (180_000, 400_000, 530_000)
    nothing = by_code(make(session, "estimate", "2027"), 3)
    assert set(nothing.values()) == {None}


def test_a_year_is_a_whole_one(session):
    with pytest.raises(InvalidValueError, match="whole year"):
        make(session, "settlement", "2025-09")
    with pytest.raises(NotFoundError, match="income-spending"):
        make(session, "income-spending")


def test_the_monthly_report_adds_up_and_shares_out(indonesian):
    report = make(indonesian, "income-spending", "2025-09")
    month, year = by_code(report, 2), by_code(report, 3)
    assert (month["B1"], year["B1"]) == (2 * 56_900, 5 * 56_900)
    assert (month["C"], month["C1"], month["C3"]) == (225_000, 150_000, 75_000)
    assert month["D"] == month["A"] + month["B"] - month["C"]
    assert year["D"] == year["A"] + year["B"] - year["C"] == month["D"]
    assert (month["A"], year["A"]) == (2_000_000 + 3 * 56_900 - 150_000, 2_000_000)
    assert month["D"] == assets_less_debts(indonesian, "2025-09")
    names = [row[1] for row in report.rows if row[0].startswith("E1")]
    assert names[0] == "Shares of what was collected: Dues"
    assert names[1:] == ["Branch (50 %)", "DPC (25 %)", "DPD (15 %)", "DPP (10 %)"]
    for column in (2, 3):
        shares = [row[column] for row in report.rows if row[0].startswith("E1.")]
        assert sum(shares) == by_code(report, column)["E1"] == by_code(report, column)["B1"]
    assert month["E1.1"] == 56_900


def test_shares_lead_to_what_was_collected(indonesian):
    report = make(indonesian, "income-spending", "2025-09")
    row = [line[0] for line in report.rows].index("E1.2")
    trace = trace_of(report, row, 2)
    assert trace is not None
    assert trace.partly
    assert trace_of(report, TOTAL_ROW, 2) is None
