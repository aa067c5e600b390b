# SPDX-License-Identifier: Apache-2.0
"""The cash desk from the command line."""

from __future__ import annotations

import pdf
import pytest


@pytest.fixture
def books(cli):
    cli.done("members", "change", "0001", "--set", "wage=8000000", "--wage-from", "2025-07-01")
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "wage_capped")
    return cli


def test_a_preview_posts_nothing(books):
    told = books.json("dues", "preview", "8/2025")
    assert (told["owing"], told["fresh"], told["changed"]) == (3, 3, 0)
    assert told["total"] == told["difference"] == 63_400
    assert len(told["differences"]) == 3
    assert told["differences"][0]["before"] is None
    assert books.json("ledger", "list")["vouchers"] == []
    done = books.json("dues", "assess", "8/2025")
    assert done["total"] == told["total"]
    assert books.json("dues", "preview", "8/2025")["differences"] == []
    assert "63,400" in books.done("dues", "preview", "8/2025").out


def test_money_is_given_back_and_stands_among_the_receipts(books):
    books.done("dues", "assess", "8/2025")
    books.done("dues", "pay", "0001", "--amount", "100.000")
    back = books.json("dues", "refund", "0001")
    assert [(one["month"], one["amount"]) for one in back["parts"]] == [
        ("2025-10", 20_000),
        ("2025-09", 40_000),
    ]
    found = books.json("dues", "receipts")
    assert [one["amount"] for one in found["receipts"]] == [100_000, -60_000]
    assert found["total"] == 40_000
    assert "40,000" in books.done("dues", "receipts").out
    assert books.json("dues", "receipts", "1/1/2020")["receipts"] == []


def test_reminders_are_written(books, tmp_path):
    books.done("dues", "assess", "8/2025")
    path = tmp_path / "reminders.pdf"
    told = books.json("dues", "remind", "8/2025", "--out", str(path))
    assert told == {"file": str(path), "reminders": 3}
    one = books.json("dues", "remind", "8/2025", "0001", "--out", str(path))
    assert one["reminders"] == 1
    assert "Trần Văn An" in pdf.pages(path.read_bytes())[0]


def test_an_exemption_is_listed_and_ended(books):
    books.done("dues", "exempt", "0001", "--reason", "maternity", "--from", "8/2025")
    (only,) = books.json("dues", "exemptions", "list")["exemptions"]
    assert (only["reason"], only["first"], only["last"]) == ("maternity", "2025-08", "")
    books.done("dues", "exemptions", "end", str(only["id"]), "10/2025")
    (ended,) = books.json("dues", "exemptions", "list")["exemptions"]
    assert ended["last"] == "2025-10"
    assert "10/2025" in books.done("dues", "exemptions", "list").out
