# SPDX-License-Identifier: Apache-2.0
"""Where accounts stand, and months closed and reopened, from the command line."""

from __future__ import annotations

import pytest

from unionbook.domain import clock


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    for on, amount in (("5/3/2026", "700.000"), ("6/4/2026", "50.000")):
        cli.done(
            "ledger", "voucher", "receipt", "--debit", f"111={amount}", "--credit",
            f"5118={amount}", "--on", on,
        )  # fmt: skip
    return cli


def test_a_balance_is_that_of_the_day(books):
    assert books.json("ledger", "balance", "cash", "--on", "4/3/2026")["balance"] == 0
    assert books.json("ledger", "balance", "111", "--on", "5/4/2026") == {
        "account": "111",
        "on": "2026-04-05",
        "balance": 700_000,
    }
    assert "750,000" in books.done("ledger", "balance", "cash", "--on", "30/4/2026").out


def test_the_trial_balance_adds_up(books):
    found = books.json("ledger", "trial-balance", "--from", "4/2026", "--to", "4/2026")
    cash = next(one for one in found["accounts"] if one["account"] == "111")
    assert (cash["opening"], cash["debit"], cash["credit"], cash["closing"]) == (
        700_000, 50_000, 0, 750_000,
    )  # fmt: skip
    assert found["total"] == {"debit": 50_000, "credit": 50_000}
    assert sum(one["closing"] for one in found["accounts"]) == 0
    assert "750,000" in books.done("ledger", "trial-balance", "--from", "3/2026").out


def test_a_closed_month_is_reopened_with_a_reason_and_differences_show(books):
    assert books.json("ledger", "close", "3/2026")["month"] == "2026-03"
    words = ("ledger", "voucher", "receipt", "--debit", "111=1000", "--credit", "5118=1000",
             "--on", "9/3/2026")  # fmt: skip
    assert books.refused(*words).startswith("03/2026 is closed")
    assert books("ledger", "reopen", "3/2026").code == 2
    books.done("ledger", "reopen", "3/2026", "--reason", "quên một phiếu")
    books.done(*words)
    (one,) = books.json("ledger", "closings")["closings"]
    assert (one["month"], one["reopened"], one["reason"]) == ("2026-03", True, "quên một phiếu")
    assert {"account": "111", "reported": 700_000, "now": 701_000} in one["differences"]
    assert "111, 5118" in books.done("ledger", "closings").out


def test_a_month_that_still_runs_is_closed_only_where_that_is_said(books):
    month = clock.today()[:7]
    assert "still runs" in books.refused("ledger", "close", month)
    assert books.json("ledger", "close", month, "--running")["month"] == month


def test_months_are_listed_and_looked_at_before_closing(books):
    found = {one["month"]: one for one in books.json("ledger", "months")["months"]}
    assert (found["2026-03"]["vouchers"], found["2026-03"]["closed"]) == (1, False)
    look = books.json("ledger", "check", "4/2026")
    assert look["may_be_closed"]
    assert {one["name"]: one["finding"] for one in look["checks"]}["earlier"] == "look"
    assert "still open" in books.done("ledger", "check", "4/2026").out
    books.done("ledger", "close", "3/2026")
    assert books.json("ledger", "check", "3/2026")["closed"]
    assert "closed already" in books.done("ledger", "check", "3/2026").out
