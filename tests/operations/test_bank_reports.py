# SPDX-License-Identifier: Apache-2.0
"""The papers of bank and cash box add up."""

from __future__ import annotations

import pytest
import registers
from open_bank import enter, post

from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import bank_matches, cash_counts, ledger, money_reports


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


def test_the_reconciliation_leads_from_the_books_to_the_bank(session, tmp_path):
    post(session, 1_000, "2026-03-01", "A")
    late = post(session, -200, "2026-03-30", "B", reason="thăm ốm")
    enter(session, tmp_path, ("01/03/2026", "x", 1_000), ("31/03/2026", "phi", -11), opening=50)
    proposals = bank_matches.propose_matches(session)
    bank_matches.confirm_matches(session, pairs=[(x.lines, x.vouchers) for x in proposals])
    report = money_reports.make_report(session, name="bank-reconciliation", period="3/2026")
    number = ledger.get_voucher(session, voucher_id=late).shown_number
    assert [row for row in report.rows if row[3] is not None] == [
        ("", "", "Balance by the books on 31/03/2026", 800),
        ("2026-03-30", number, "B, thăm ốm", 200),
        ("2026-03-31", "", "phi", -11),
        ("", "", "Difference from before 01/03/2026", 50),
    ]
    assert report.total == ("", "", "Balance by the bank on 31/03/2026", 1_039)
    assert sum(row[3] or 0 for row in report.rows) == 1_039
    assert "do not agree" in report.notes[0]


def test_a_count_of_cash_is_written_up(session):
    post(session, 1_250_000, "2026-03-01", "A", account="cash")
    changes = cash_counts.count_cash(
        session, pieces={500_000: 2, 100_000: 2, 20_000: 1}, on="31/03/2026",
        people=("Nguyễn Thị Lan", " "), explanation="Trả lại thiếu",
    )  # fmt: skip
    report = money_reports.make_report(session, name="cash-count", period="3/2026")
    assert (report.first, report.about) == ("2026-03", "111 Tiền mặt, 31/03/2026")
    assert report.rows[:3] == (
        (500_000, 2, 1_000_000),
        (200_000, None, None),
        (100_000, 2, 200_000),
    )
    assert [row[2] for row in report.rows[-2:]] == [1_220_000, 1_250_000]
    assert report.total[2] == -30_000
    assert any("Nguyễn Thị Lan" in note for note in report.notes)
    assert any("Trả lại thiếu" in note for note in report.notes)
    number = changes.rows["cash_counts"][0]
    named = money_reports.make_report(
        session, name="cash-count", period="3/2026", choices={"count": str(number)}
    )
    assert named.rows == report.rows
    with pytest.raises(NotFoundError):
        money_reports.make_report(session, name="cash-count", period="4/2026")
    with pytest.raises(InvalidValueError):
        money_reports.make_report(
            session, name="cash-count", period="3/2026", choices={"count": "x"}
        )


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_both_become_files(session, tmp_path, suffix):
    enter(session, tmp_path, ("01/03/2026", "x", 1_000), opening=50)
    cash_counts.count_cash(session, pieces={500_000: 1}, on="2026-03-31")
    for name in ("bank-reconciliation", "cash-count"):
        report = money_reports.make_report(session, name=name, period="3/2026")
        path = tmp_path / f"{name}.{suffix}"
        money_reports.save_report(session, report=report, path=path)
        assert path.stat().st_size > 1_000
