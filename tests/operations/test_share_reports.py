# SPDX-License-Identifier: Apache-2.0
"""Statements of shares and of the employer fund: every figure from the ledger."""

from __future__ import annotations

import pytest
import registers

from unionbook.domain.ledger import Line
from unionbook.operations import (
    employer_fund,
    ledger,
    money_reports,
    remittances,
    share_rules,
    shares,
)


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    share_rules.adopt_split(opened, key="branch70")
    yield opened
    opened.close()


def collect(session, amount, on):
    cash, income = ledger.by_role(session, "cash"), ledger.by_role(session, "dues_income")
    ledger.post_voucher(
        session, kind="receipt", lines=[Line(cash, amount), Line(income, -amount)], on=on
    )


def test_months_levels_due_paid_and_left(session):
    for month in ("2025-12", "2026-01", "2026-02"):
        collect(session, 1_000_000, f"{month}-10")
        shares.settle_shares(session, month=month)
    parts = remittances.propose_remittance(session, amount=700_000)
    remittances.record_remittance(session, parts=parts, out_of="cash", on="2026-03-01")
    report = money_reports.make_report(session, name="remittances", period="2026")
    assert [row[0] for row in report.rows] == ["2026-01", "2026-02"]
    assert [row[4:] for row in report.rows] == [
        (1_000_000, 300_000, 300_000, 0),
        (1_000_000, 300_000, 100_000, 200_000),
    ]
    assert report.total[5:] == (600_000, 400_000, 200_000)
    assert "8108" in report.notes[0]
    assert "second-hand" in report.notes[0]
    february = money_reports.make_report(session, name="remittances", period="2/2026")
    assert february.total[5:] == (300_000, 100_000, 200_000)
    march = money_reports.make_report(session, name="remittances", period="3/2026")
    assert march.rows == (("", "Brought forward", "", "", None, 200_000, None, 200_000),)


def test_what_each_of_several_levels_is_due_is_added_up(tmp_path):
    opened = registers.make(tmp_path, country="ID")
    ledger.set_up_books(opened)
    share_rules.adopt_split(opened, key="fspmi")
    share_rules.adopt_split(opened, key="lem_spsi", since="2026-02-01")
    for month in ("2026-01", "2026-02", "2026-03"):
        collect(opened, 1_000_000, f"{month}-10")
        shares.settle_shares(opened, month=month)
    parts = remittances.propose_remittance(opened, level="DPC", amount=300_000)
    remittances.record_remittance(opened, parts=parts, out_of="cash", on="2026-04-01")
    notes = money_reports.make_report(opened, name="remittances", period="2026").notes
    assert "DPC: due 500,000, remitted 300,000, still to remit 200,000." in notes
    assert "DPP: due 600,000, remitted 0, still to remit 600,000." in notes
    opened.close()


def test_a_month_that_is_not_settled_is_named(session):
    collect(session, 1_000_000, "2026-01-10")
    report = money_reports.make_report(session, name="remittances", period="2026")
    assert report.rows[0][5] == 300_000
    assert any("01/2026" in note and "Not booked" in note for note in report.notes)


def test_the_employer_fund_expected_received_kept_and_passed_on(session):
    share_rules.adopt_split(session, key="fund75")
    share_rules.adopt_fund_rule(session, key="fund_month", since="2026-01-01")
    for month in ("2026-01", "2026-02"):
        employer_fund.set_wage_fund(session, month=month, amount=100_000_000)
    parts = employer_fund.propose_receipt(session, amount=3_000_000, until="2026-02")
    employer_fund.record_receipt(session, parts=parts, on="2026-02-20")
    report = money_reports.make_report(session, name="employer-fund", period="1/2026..2/2026")
    assert report.rows == (
        ("01/2026", 100_000_000, "2 %", 2_000_000, "2026-02-28", 2_000_000, 0),
        ("02/2026", 100_000_000, "2 %", 2_000_000, "2026-03-31", 1_000_000, 1_000_000),
    )
    assert report.total[1:] == (200_000_000, "", 4_000_000, "", 3_000_000, 1_000_000)
    assert "3,000,000; kept 2,250,000, passed on 750,000" in report.notes[-1]
    march = money_reports.make_report(session, name="employer-fund", period="3/2026")
    assert any("no members" not in note and "members in the register" in note
               for note in march.notes)  # fmt: skip


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_both_become_files(session, tmp_path, suffix):
    collect(session, 1_000_000, "2026-01-10")
    for name in ("remittances", "employer-fund"):
        report = money_reports.make_report(session, name=name, period="2026")
        path = tmp_path / f"{name}.{suffix}"
        money_reports.save_report(session, report=report, path=path)
        assert path.stat().st_size > 1_000
