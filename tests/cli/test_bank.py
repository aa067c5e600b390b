# SPDX-License-Identifier: Apache-2.0
"""The bank from the command line: a statement in, matched, booked and compared."""

from __future__ import annotations

import pytest

STATEMENT = """Số tài khoản: 0011002233445
Ngày;Nội dung;Ghi nợ;Ghi có;Số dư
02/03/2026;TRAN VAN AN NOP DOAN PHI;;500.000;500.000
15/03/2026;Khong ro;;70.000;570.000
31/03/2026;THU PHI QLTK;11.000;;559.000
"""


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "sao_ke.csv"
    path.write_text(STATEMENT, "utf-8")
    return path


def receipt(books, amount, on, name, account="bank"):
    return books.json(
        "ledger", "voucher", "receipt", "--debit", f"{account}={amount}", "--credit",
        f"other_income={amount}", "--on", on, "--name", name,
    )["voucher"]  # fmt: skip


def test_a_month_of_the_bank(books, statement):
    receipt(books, 500_000, "1/3/2026", "Trần Văn An")
    receipt(books, 30_000, "30/3/2026", "Lê Thị Bình")
    seen = books.json("bank", "import", statement, "--preview")
    assert (seen["step"], seen["new"], seen["opening"], seen["closing"], seen["number"]) == (
        None, 3, 0, 559_000, "0011002233445",
    )  # fmt: skip
    assert len(books.json("bank", "import", statement)["changed"]["bank_lines"]) == 3
    assert "there already" in books.done("bank", "import", statement).out
    (proposal,) = books.json("bank", "propose")["proposals"]
    assert (proposal["numbers"], proposal["certain"]) == (["PT0001/2026"], True)
    assert "both say" in books.done("bank", "propose").out
    assert len(books.json("bank", "confirm", "--proposed")["matches"]) == 1
    unknown, fee = books.json("bank", "list", "--open")["lines"]
    assert books.json("bank", "suggest", fee["id"])["account"] == "6113"
    assert books.json("bank", "suggest", unknown["id"])["account"] is None
    booked = books.json("bank", "book", fee["id"], "6113", "--reason", "Phí ngân hàng")
    assert (booked["voucher"]["kind"], booked["voucher"]["dated_on"]) == ("payment", "2026-03-31")
    told = books.json("bank", "reconcile", "--on", "31/3/2026")
    assert (told["book"], told["bank"], told["agrees"]) == (519_000, 559_000, True)
    assert [one["open"] for one in told["in_transit"]] == [30_000]
    assert [one["open"] for one in told["not_booked"]] == [70_000]
    text = books.done("bank", "reconcile").out
    assert "559,000" in text
    assert "Lê Thị Bình" in text
    report = books.json("report", "bank-reconciliation", "--period", "3/2026")
    assert report["total"][-1] == 559_000


def test_the_statements_that_were_taken_in_are_listed(books, statement):
    assert books.json("bank", "statements")["statements"] == []
    books.done("bank", "import", statement)
    (one,) = books.json("bank", "statements")["statements"]
    assert (one["file"], one["last_on"][:7]) == (statement.name, "2026-03")
    assert statement.name in books.done("bank", "statements").out


def test_matches_by_hand_and_back(books, statement):
    one, two = receipt(books, 400_000, "1/3/2026", "A"), receipt(books, 100_000, "1/3/2026", "B")
    books.done("bank", "import", statement)
    line = books.json("bank", "list")["lines"][0]["id"]
    words = ("bank", "confirm", "--line", line, "--voucher", one["number"])
    assert "the difference of 100,000" in books.refused(*words)
    books.done(*words, "--voucher", two["id"])
    assert books.json("bank", "entries", "--open")["entries"] == []
    books.done("bank", "unmatch", line)
    assert len(books.json("bank", "entries", "--open")["entries"]) == 2
    assert books("bank", "confirm").code == 2
    assert books("bank", "confirm", "--proposed", "--line", line).code == 2


def test_the_account_may_be_another(books, statement):
    assert "bank import" in books.refused("bank", "reconcile")
    assert "no bank account" in books.refused("bank", "import", statement, "--account", "111")
    books.done("ledger", "add-account", "1122", "BIDV", "--kind", "asset", "--for", "bank")
    books.done("bank", "import", statement, "--account", "1122")
    assert books.json("bank", "list")["lines"] == []
    assert len(books.json("bank", "list", "--account", "1122")["lines"]) == 3
