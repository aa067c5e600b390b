# SPDX-License-Identifier: Apache-2.0
"""What goes up, from the command line: chosen, settled, remitted, listed."""

from __future__ import annotations

import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


def receipt(books, amount, on):
    books.done(
        "ledger", "voucher", "receipt", "--debit", f"cash={amount}", "--credit",
        f"dues_income={amount}", "--on", on,
    )  # fmt: skip


def test_a_month_goes_all_the_way_up(books, tmp_path):
    adopted = books.json("shares", "rules", "adopt", "branch70")
    assert adopted["rule"]["shares"] == {"branch": 700_000, "above": 300_000}
    receipt(books, 1_000_000, "5/3/2026")
    told = books.json("shares", "explain", "3/2026")
    assert told["collected"][0]["kept"] == 700_000
    assert "The branch keeps 700,000" in books.done("shares", "explain", "3/2026").out
    settled = books.json("shares", "settle", "3/2026")
    assert (settled["voucher"]["amount"], settled["months"]) == (300_000, ["2026-03"])
    assert books.json("shares", "settle", "3/2026")["step"] is None
    assert books.json("shares", "due")["total"] == 300_000
    part = books.json("shares", "propose", "--amount", "100000")
    assert part["parts"] == [
        {"month": "2026-03", "kind": "dues", "level": "above", "amount": 100_000}
    ]
    paid = books.json(
        "shares", "remit", "--amount", "100.000", "--from-account", "cash", "--on", "2/4/2026",
        "--name", "LĐLĐ", "--of", "dues", "--level", "above",
    )  # fmt: skip
    assert (paid["voucher"]["kind"], paid["voucher"]["counterparty"]) == ("payment", "LĐLĐ")
    (line,) = books.json("shares", "list", "--from", "3/2026", "--to", "3/2026")["shares"]
    assert (line["due"], line["booked"], line["paid"], line["left"]) == (
        300_000, 300_000, 100_000, 200_000,
    )  # fmt: skip
    out = tmp_path / "remittances.pdf"
    report = books.json("report", "remittances", "--period", "2026", "--out", out)
    assert (report["total"][-1], out.read_bytes()[:4]) == (200_000, b"%PDF")
    assert "at most 200,000" in books.refused("shares", "remit", "--amount", "200001")


def test_several_months_are_settled_at_once(books):
    books.done("shares", "rules", "adopt", "branch70")
    for month in ("1", "2", "3"):
        receipt(books, 1_000, f"5/{month}/2026")
    assert books.json("shares", "settle", "2026")["months"] == ["2026-01", "2026-02", "2026-03"]


def test_without_a_rule_the_way_is_shown(books):
    receipt(books, 1_000, "5/3/2026")
    assert "shares rules adopt" in books.refused("shares", "settle", "3/2026")
    assert "stays with the branch" in books.done("shares", "explain", "3/2026").out


def test_rules_of_the_branch_own(books):
    added = books.json(
        "shares", "rules", "add", "Nghị quyết", "--share", "branch=60", "--share", "Tỉnh=25,5",
        "--share", "above=14.5", "--since", "1/1/2026", "--due-months", "1",
    )["rule"]  # fmt: skip
    assert added["shares"] == {"branch": 600_000, "Tỉnh": 255_000, "above": 145_000}
    assert "Tỉnh 25.5 %" in books.done("shares", "rules", "list").out
    books.done("shares", "rules", "end", added["id"], "31/12/2026")
    (rule,) = books.json("shares", "rules", "list")["rules"]
    assert (rule["until"], rule["due_months"]) == ("2026-12-31", 1)
    assert {one["key"] for one in books.json("shares", "rules", "templates")["templates"]} >= {
        "branch70", "fund75",
    }  # fmt: skip
    wrong = ("shares", "rules", "add", "x", "--since", "1/1/2026", "--share")
    assert "100 %" in books.refused(*wrong, "branch=60")
    assert books(*wrong, "branch").code == 2
    assert books("shares", "rules", "add", "x", "--since", "1/1/2026").code == 2
