# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import welfare_desk as desk

from unionbook.data import ledger_traces
from unionbook.domain.report_tables import trace_of
from unionbook.operations import estimates, ledger, money_reports, programmes, welfare_reports
from unionbook.operations.ledger import by_role
from unionbook.operations.programme_giving import give_out
from unionbook.operations.programme_lists import list_entitled
from unionbook.operations.programme_money import close_programme, pay_programme
from unionbook.operations.programmes import Plan


@pytest.fixture
def session(tmp_path):
    """Give a branch with cases in every state, a reversed one, a programme, a voucher by hand."""
    opened = desk.open_branch(tmp_path)
    people = [registers.enrol(opened, f"Người {at}") for at in range(4)]
    for member, kind in zip(people, ("wedding", "wedding", "sickness", "funeral"), strict=True):
        desk.approve(opened, desk.ask(opened, member, kind))
    cases = sorted(one.id for one in opened_cases(opened))
    for case in cases[:3]:
        desk.pay(opened, case)
    wrong = desk_voucher(opened, cases[1])
    ledger.reverse_voucher(opened, voucher_id=wrong, reason="nhầm", on="2026-04-01")
    lines = [
        ledger.Line(by_role(opened, "welfare"), 250_000),
        ledger.Line(by_role(opened, "bank"), -250_000),
    ]
    ledger.post_voucher(opened, kind="payment", lines=lines, on="2026-03-08", reason="hoa 8/3")
    number = programmes.add_programme(
        opened, plan=Plan("Quà Tết", amount=100_000, budget=500_000, planned_on="2026-01-20")
    ).rows["programmes"][0]
    list_entitled(opened, programme_id=number)
    pay_programme(opened, programme_id=number, on="2026-01-20")
    first = programmes.list_recipients(opened, programme_id=number)[0]
    give_out(opened, recipient_ids=[first.id], on="2026-01-22")
    close_programme(opened, programme_id=number, on="2026-02-01")
    yield opened
    opened.close()


def opened_cases(session):
    from unionbook.operations import welfare

    return welfare.list_cases(session)


def desk_voucher(session, case):
    return next(one.paid_by for one in opened_cases(session) if one.id == case)


def test_each_kind_beside_its_estimate_and_what_is_still_to_be_paid(session):
    estimates.set_estimate(session, subject="kind", code="funeral", amount=5_000_000, year=2026)
    found = {one.code: one for one in welfare_reports.balance(session, year=2026)}
    wedding, funeral = found["wedding"], found["funeral"]
    assert (wedding.cases, wedding.spent, wedding.pending, wedding.left) == (
        1, 500_000, 500_000, None,
    )  # fmt: skip
    assert (funeral.spent, funeral.pending, funeral.left) == (0, 2_000_000, 3_000_000)
    [programme] = [one for one in found.values() if one.subject == "programme"]
    assert (programme.name, programme.spent, programme.estimate) == ("Quà Tết", 100_000, 500_000)


def test_spending_by_kind_adds_up_to_the_account(session):
    report = money_reports.make_report(session, name="welfare-kinds", period="2026")
    balances = ledger.trial_balance(session, first="2026-01", last="2026-12")
    spent = sum(one.closing for one in balances if one.account.role in ("welfare", "awards"))
    assert report.total[2] == spent == 500_000 + 500_000 + 100_000 + 250_000
    assert ("Vouchers without a case", None, 250_000, None, None) in report.rows
    assert [bar.value for bar in report.charts[0].bars] == [500_000, 500_000, 250_000, 100_000]


def test_what_was_reversed_counts_in_its_month_and_is_taken_back_in_that_of_the_reversal(session):
    def weddings(period):
        report = money_reports.make_report(session, name="welfare-kinds", period=period)
        return next(row[2:4] for row in report.rows if row[0] == "Wedding")

    assert weddings("3/2026") == (1_000_000, 500_000)
    assert weddings("4/2026") == (-500_000, 500_000)
    assert weddings("1/2026..4/2026") == (500_000, 500_000)


@pytest.mark.parametrize("name", ["welfare-kinds", "welfare-members", "welfare-cases"])
@pytest.mark.parametrize("period", ["2026", "3/2026", "4/2026"])
def test_every_figure_leads_to_vouchers_that_make_it(session, name, period):
    report = money_reports.make_report(session, name=name, period=period)
    followed = 0
    for row, line in enumerate(report.rows):
        for column in range(len(line)):
            trace = trace_of(report, row, column)
            if trace is not None:
                followed += 1
                assert ledger_traces.sum_of(session.database, trace) == line[column]
    assert followed or not report.rows or name != "welfare-kinds"


def test_by_member_what_was_paid_and_what_programmes_gave(session):
    report = money_reports.make_report(session, name="welfare-members", period="2026")
    assert [row[1:] for row in report.rows] == [
        ("Người 0", "", 1, 500_000, 100_000, 600_000),
        ("Người 2", "", 1, 500_000, None, 500_000),
    ]
    assert report.total == ("Total", "", "", 2, 1_000_000, 100_000, 1_100_000)


def test_case_by_case_how_far_each_came(session):
    report = money_reports.make_report(session, name="welfare-cases", period="3/2026")
    assert [(row[0], row[5], row[7]) for row in report.rows] == [
        ("0001/2026", "Paid out", "PC0001/2026"),
        ("0002/2026", "Approved", ""),
        ("0003/2026", "Paid out", "PC0003/2026"),
        ("0004/2026", "Approved", ""),
    ]
