# SPDX-License-Identifier: Apache-2.0
"""Every figure of every report is the sum of the vouchers that it leads to."""

from __future__ import annotations

import money_branch
import pytest
import registers
import whole_branch

from unionbook.domain.report_tables import TOTAL_ROW, Cell, Trace, trace_of
from unionbook.operations import doubles, ledger, money_reports, report_tracing
from unionbook.operations.report_kinds import Span

KINDS = {kind.name: kind for kind in money_reports.KINDS}
FILLED = {
    "cash-book", "bank-book", "trial-balance", "dues-months", "dues-departments", "dues-members",
    "arrears", "grid", "checkoff-list", "settlement",
}  # fmt: skip
"""The reports in which the small branch has sums."""


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    money_branch.set_up(opened)
    yield opened
    opened.close()


def sums(report):
    """Give every sum of money of a report: row, column, figure."""
    lines = [*enumerate(report.rows), *([(TOTAL_ROW, report.total)] if report.total else [])]
    return [
        (row, at, line[at])
        for row, line in lines
        for at, column in enumerate(report.columns)
        if column.cell is Cell.MONEY and isinstance(line[at], int)
    ]


def expect_traced(session, report, untraced=0):
    found = sums(report)
    followed = 0
    for row, at, figure in found:
        trace = trace_of(report, row, at)
        if trace is None:
            continue
        followed += 1
        if trace.partly:
            continue
        parts = report_tracing.vouchers_of_cell(session, report=report, row=row, column=at)
        assert sum(one.amount for one in parts) == figure, (report.name, row, at)
        assert all(one.amount for one in parts)
    assert len(found) - followed <= untraced, report.name


def untraced_of(report):
    # The balances between the first and the last of a book are sums of the lines above them.
    if report.name.endswith("-book"):
        return len(report.rows) - 1
    # What the bank says, what was counted, and wages: the ledger does not hold them.
    beside = {"bank-reconciliation": 1, "cash-count": 2, "employer-fund": 4}
    return beside.get(report.name, 0) * (len(report.rows) + 1)


def known_in(country):
    return [name for name, kind in KINDS.items() if country in (*kind.countries, country)[:1]]


@pytest.mark.parametrize("period", ["2025", "2025-09"])
@pytest.mark.parametrize("name", sorted(FILLED))
def test_every_sum_is_that_of_its_vouchers(session, name, period):
    if KINDS[name].span is Span.YEAR:
        period = "2025"
    if KINDS[name].span is Span.MONTH:
        period = "2025-09"
    report = money_reports.make_report(session, name=name, period=period)
    assert sums(report)
    expect_traced(session, report, untraced_of(report))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    opened = whole_branch.open_branch(tmp_path_factory.mktemp("whole"))
    yield opened
    opened.close()


@pytest.mark.parametrize("name", known_in("VN"))
def test_every_sum_of_a_branch_that_does_everything_is_followed(whole, name):
    report = money_reports.make_report(whole, **whole_branch.asked_of(whole, KINDS[name]))
    assert report.rows
    expect_traced(whole, report, untraced_of(report) + estimated(report))


def estimated(report):
    # What was estimated, asked for or planned lies in no voucher.
    beside = {
        "settlement": 1, "estimate": 1, "welfare-kinds": 2, "programme-list": 3,
        "welfare-cases": 1,
    }  # fmt: skip
    return beside.get(report.name, 0) * (len(report.rows) + 1)


def test_sums_of_who_was_merged_are_followed_too(session):
    twin = registers.enrol(session, "Trần Văn An")
    first = session.database.value("SELECT id FROM members WHERE full_name = 'Trần Văn An'")
    money_branch.pay(session, [first], 5_000, on="2025-10-02")
    doubles.merge_members(session, keep=twin, other=first)
    for name in ("grid", "dues-members", "arrears"):
        report = money_reports.make_report(session, name=name, period="2025")
        expect_traced(session, report)


def test_a_part_names_its_voucher(session):
    report = money_reports.make_report(session, name="cash-book", period="2025")
    (one,) = report_tracing.vouchers_of_cell(session, report=report, row=1, column=4)
    assert one.shown_number == report.rows[1][1]
    assert trace_of(report, 1, 3) is None
    assert trace_of(report, 1, 5) is None, "nothing went out"


def test_debits_and_days_limit(session):
    cash = ledger.by_role(session, "cash")
    of_september = Trace(((cash, 1),), since="2025-09-12", until="2025-09-13")
    (one, other) = report_tracing.vouchers_behind(session, trace=of_september)
    assert (one.amount, other.amount) == (20_000, -20_000)
    debit = Trace(side=1).within(of_september)
    assert [x.amount for x in report_tracing.vouchers_behind(session, trace=debit)] == [20_000]


@pytest.mark.parametrize("period", ["2025", "2025-09"])
def test_every_sum_of_an_indonesian_report_is_that_of_its_vouchers(tmp_path, period):
    indonesian = registers.make(tmp_path / "id", country="ID")
    money_branch.set_up_id(indonesian)
    for name in ("income-spending", "trial-balance", "dues-months"):
        report = money_reports.make_report(indonesian, name=name, period=period)
        assert sums(report)
        expect_traced(indonesian, report)
    indonesian.close()
