# SPDX-License-Identifier: Apache-2.0
"""The employer fund from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


def test_expected_received_and_missing(books):
    adopted = books.json("fund", "rules", "adopt", "fund_month", "--since", "1/1/2026")
    assert adopted["rule"]["rate"] == 20_000
    books.done("fund", "wages", "1/2026", "100 tr", "--note", "BHXH tháng 1")
    told = books.json("fund", "receive", "1500000", "--month", "1/2026", "--on", "2/2/2026")
    assert (told["voucher"]["amount"], told["parts"]) == (
        1_500_000,
        [{"month": "2026-01", "amount": 1_500_000}],
    )
    (one,) = books.json("fund", "list", "1/2026")["periods"]
    assert (one["expected"], one["received"], one["missing"], one["due_on"], one["late"]) == (
        2_000_000, 1_500_000, 500_000, "2026-02-28", True,
    )  # fmt: skip
    more = books.json("fund", "receive", "200000", "--payer", "Công ty Sao", "--into", "cash")
    assert more["parts"] == [{"month": "2026-01", "amount": 200_000}]
    assert "300,000" in books.done("fund", "list", "1/2026").out
    report = books.json("report", "employer-fund", "--period", "1/2026")
    assert report["total"][-1] == 300_000


def test_rules(books):
    assert "fund rules adopt" in books.refused("fund", "receive", "1000")
    added = books.json("fund", "rules", "add", "3 %", "--rate", "3", "--since", "1/1/2026")["rule"]
    assert (added["rate"], added["months"], added["due_months"]) == (30_000, 1, 1)
    books.done("fund", "rules", "end", added["id"], "31/12/2026")
    assert books.json("fund", "rules", "list")["rules"][0]["until"] == "2026-12-31"
    templates = books.json("fund", "rules", "templates")["templates"]
    assert [one["months"] for one in templates] == [1, 3]
