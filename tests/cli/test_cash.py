# SPDX-License-Identifier: Apache-2.0
"""The cash box from the command line."""

from __future__ import annotations

import pdf
import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    cli.done(
        "ledger", "voucher", "receipt", "--debit", "cash=1250000", "--credit",
        "other_income=1250000", "--on", "1/3/2026",
    )  # fmt: skip
    return cli


def test_a_count_is_kept_and_printed(books, tmp_path):
    out = tmp_path / "count.pdf"
    told = books.json(
        "cash", "count", "500000=2", "100.000=2", "20000=1", "--on", "31/3/2026", "--by",
        "Nguyễn Thị Lan", "--explanation", "trả thiếu", "--out", out,
    )  # fmt: skip
    count = told["count"]
    assert (count["counted"], count["booked"], count["difference"]) == (
        1_220_000, 1_250_000, -30_000,
    )  # fmt: skip
    assert count["pieces"] == {"500000": 2, "100000": 2, "20000": 1}
    text = pdf.words(out.read_bytes())
    for said in ("1,220,000", "-30,000", "Nguyễn Thị Lan", "trả thiếu"):
        assert said in text
    again = tmp_path / "again.xlsx"
    books.done("cash", "print", count["id"], "--out", again)
    assert again.exists()
    assert books.json("cash", "list")["counts"] == [count]
    assert "-30,000" in books.done("cash", "list", "--account", "cash").out


def test_what_is_in_use(books):
    values = [one["value"] for one in books.json("cash", "denominations")["denominations"]]
    assert values[0] == 500_000
    assert "Banknote, Coin" in books.done("cash", "denominations").out
    assert "300,000" in books.refused("cash", "count", "300000=1")
    assert books("cash", "count", "500000").code == 2
    assert books("cash", "count", "500000=x").code == 2
