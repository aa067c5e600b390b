# SPDX-License-Identifier: Apache-2.0
"""Dues from the command line."""

from __future__ import annotations

import pdf
import pytest


@pytest.fixture
def books(cli):
    cli.done("members", "change", "0001", "--set", "wage=8000000", "--wage-from", "2025-07-01")
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "wage_capped")
    return cli


def test_a_month_is_assessed_paid_and_owed_no_more(books):
    done = books.json("dues", "assess", "8/2025")
    assert (done["month"], done["owing"], done["difference"]) == ("2025-08", 3, done["total"])
    assert done["total"] == 40_000 + 2 * 11_700
    assert len(done["without_wage"]) == 2
    assert "No wage is known of 2 members" in books.done("dues", "assess", "9/2025").err
    assert books.json("dues", "assess", "8/2025")["step"] is None
    proposed = books.json("dues", "propose", "0001", "0001")
    assert [(one["month"], one["amount"]) for one in proposed["parts"]] == [
        ("2025-08", 40_000),
        ("2025-09", 40_000),
    ]
    paid = books.json("dues", "pay", "0001", "--into", "bank", "--on", "3/10/2025")
    assert paid["parts"] == proposed["parts"]
    assert (paid["voucher"]["amount"], paid["voucher"]["counterparty"]) == (80_000, "Trần Văn An")
    assert books.json("ledger", "balance", "bank", "--on", "3/10/2025")["balance"] == 80_000
    mine = books.json("dues", "member", "0001")
    assert (mine["left"], len(mine["months"])) == (0, 2)
    assert "80,000" in books.done("dues", "member", "0001").out


def test_arrears_name_people_by_department(books):
    books.done("dues", "assess", "8/2025")
    found = books.json("dues", "arrears", "9/2025")
    assert found["total"] == 63_400
    first = found["arrears"][0]
    assert (first["full_name"], first["total"], first["since"]) == (
        "Trần Văn An",
        40_000,
        "2025-08",
    )
    assert first["by_age"] == {"up_to_1": 0, "up_to_3": 40_000, "up_to_6": 0, "more": 0}
    narrowed = books.json("dues", "arrears", "9/2025", "--department", "may 2")
    assert [one["full_name"] for one in narrowed["arrears"]] == ["Lê Thị Bình"]
    assert narrowed["total"] == 11_700
    assert "63,400" in books.done("dues", "arrears").out


def test_the_grid_shows_what_is_paid_and_owed(books):
    books.done("dues", "assess", "8/2025")
    books.done("dues", "pay", "0001", "--amount", "25.000")
    found = books.json("dues", "grid", "2025")
    mine = next(one for one in found["members"] if one["local_number"] == "0001")
    assert mine["months"] == {"2025-08": {"assessed": 40_000, "paid": 25_000, "left": 15_000}}
    assert "25,000/15,000" in books.done("dues", "grid", "2025").out
    assert books.json("dues", "grid", "2024")["members"] == []


def test_an_amount_is_explained(books):
    books.done("dues", "assess", "8/2025")
    told = books.json("dues", "explain", "0001", "8/2025")
    assert (told["amount"], told["base"], told["bound"]) == (40_000, 8_000_000, "")
    assert "0.5 % of 8,000,000." in told["message"]
    assert "wage is not known" in books.done("dues", "explain", "0002", "8/2025").out
    nothing = books.json("dues", "explain", "0001", "9/2025")
    assert nothing["amount"] is None
    assert "not assessed yet" in nothing["message"]


def test_money_that_fits_nowhere_is_refused(books):
    assert "left over" in books.refused("dues", "pay", "0001", "--amount", "1000")
    assert "assess the month first" in books.refused("dues", "pay", "0001")
    assert books("dues", "pay", "0001", "--amount", "many").code == 2
    assert books("dues", "pay").code == 2
    assert "month like" in books.refused("dues", "assess", "8")


def test_a_payment_comes_with_its_receipt(books, tmp_path):
    books.done("dues", "assess", "8/2025")
    out = tmp_path / "receipt.pdf"
    paid = books.json("dues", "pay", "0001", "--amount", "10.000", "--receipt", out)
    assert paid["receipt"] == str(out)
    assert "Ten thousand dong" in pdf.words(out.read_bytes())
    ran = books.done(
        "dues",
        "pay",
        "0001",
        "--amount",
        "10.000",
        "--receipt",
        tmp_path / "no" / "a.pdf",
        "--json",
    )
    assert (ran.json["receipt"], ran.json["voucher"]["amount"]) == (None, 10_000)
    assert "is not there" in ran.err
    assert books.json("dues", "pay", "0001", "--amount", "10.000")["receipt"] is None


def test_powers_to_deduct_dues(cli):
    told = cli.json("dues", "power", "give", "0001", "0002", "--on", "1/3/2025", "--paper", "SK 1")
    assert told["powers"] == 2
    assert cli.json("dues", "power", "revoke", "0002", "--on", "2/4/2025")["powers"] == 1
    first, second = cli.json("dues", "power", "list", "8/2025")["powers"]
    assert (first["paper"], first["revoked_on"], first["by_leaving"]) == ("SK 1", "", False)
    assert second["revoked_on"] == "2025-04-02"
    assert "SK 1" in cli.done("dues", "power", "list").out
    assert "already" in cli.refused("dues", "power", "give", "0001")


def test_a_month_and_a_day_that_cannot_be_meant_are_refused(books):
    assert "too far ahead" in books.refused("dues", "assess", "1/2062")
    assert "too far ahead" in books.refused("dues", "preview", "1/2062")
    books.done("dues", "assess", "8/2025")
    said = books.refused("dues", "pay", "0001", "--on", "1/1/2062")
    assert said.startswith("--on: 01/01/2062 has not come yet")
    assert "long before the books" in books.refused("dues", "pay", "0001", "--on", "3/10/2015")
