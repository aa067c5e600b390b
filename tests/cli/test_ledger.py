# SPDX-License-Identifier: Apache-2.0
"""The books from the command line: vouchers posted, shown and reversed."""

from __future__ import annotations

import pdf
import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    return cli


def receipt(books, amount="500.000", on="5/3/2026"):
    return books.json(
        "ledger", "voucher", "receipt", "--debit", f"cash={amount}", "--credit", f"5118={amount}",
        "--on", on, "--name", "Công ty Sao", "--reason", "Ủng hộ", "--papers", "2",
    )["voucher"]  # fmt: skip


def test_books_are_set_up_once(cli):
    assert cli.json("ledger", "set-up")["changed"]["accounts"]
    assert cli.json("ledger", "set-up")["step"] is None
    assert {one["role"] for one in cli.json("ledger", "accounts")["accounts"]} >= {"cash", "bank"}
    assert "Tiền mặt" in cli.done("ledger", "accounts").out


def test_before_the_set_up_there_is_no_account(cli):
    assert "no account cash" in cli.refused("ledger", "balance", "cash")


def test_a_voucher_is_posted_listed_and_shown_by_its_number(books):
    posted = receipt(books)
    assert (posted["number"], posted["amount"], posted["papers"]) == ("PT0001/2026", 500_000, 2)
    assert posted["dated_on"] == "2026-03-05"
    (listed,) = books.json("ledger", "list", "--from", "3/2026", "--account", "111")["vouchers"]
    assert listed == posted
    shown = books.json("ledger", "show", "pt0001/2026")["voucher"]
    assert [(one["account"], one["amount"]) for one in shown.pop("lines")] == [
        ("111", 500_000),
        ("5118", -500_000),
    ]
    assert shown == posted
    text = books.done("ledger", "show", posted["id"]).out
    assert "Công ty Sao" in text
    assert "500,000" in text
    assert books.json("ledger", "list", "--to", "2/2026")["vouchers"] == []
    assert books.json("ledger", "list", "--kind", "payment")["vouchers"] == []


def test_one_account_may_take_two_lines(books):
    posted = books.json(
        "ledger", "voucher", "payment", "--debit", "6111=300000", "--debit", "6111=200000",
        "--credit", "cash=500000",
    )["voucher"]  # fmt: skip
    lines = books.json("ledger", "show", posted["id"])["voucher"]["lines"]
    assert [one["amount"] for one in lines] == [300_000, 200_000, -500_000]


def test_a_wrong_voucher_is_reversed_once(books):
    receipt(books)
    back = books.json("ledger", "reverse", "PT0001/2026", "--reason", "nhầm")["voucher"]
    first = books.json("ledger", "show", "PT0001/2026")["voucher"]
    assert (back["reverses"], first["reversed_by"]) == (first["id"], back["id"])
    assert books.json("ledger", "balance", "cash")["balance"] == 0
    assert "reversed" in books.done("ledger", "list").out
    again = books.refused("ledger", "reverse", "PT0001/2026", "--reason", "nhầm")
    assert "reversed already" in again


def test_an_account_of_the_branchs_own_takes_money(books):
    books.done("ledger", "add-account", "6119", "Quỹ học bổng", "--kind", "expense")
    books.done("ledger", "voucher", "payment", "--debit", "6119=1tr", "--credit", "111=1tr")
    assert books.json("ledger", "balance", "6119")["balance"] == 1_000_000


@pytest.mark.parametrize(
    "key",
    ["PT0002/2026", "PT1.0001/2025", "XX0001/2026", "7", "9" * 30, "nothing", "PT2.0001/2026"],
)
def test_a_voucher_that_is_not_there_is_refused_in_words(books, key):
    receipt(books)
    assert f"no voucher {key}" in books.refused("ledger", "show", key)


def test_what_vouchers_refuse(books):
    words = ("ledger", "voucher", "receipt", "--debit", "cash=5")
    assert "debit and a credit" in books.refused(*words)
    assert "differ by 1" in books.refused(*words, "--credit", "5118=4")
    assert "differ by 1,995:" in books.refused(*words, "--credit", "5118=2000")
    assert "no account 9" in books.refused(*words, "--credit", "9=5")
    for wrong in ("5118", "=5", "5118=x", "5118=-5", "5118="):
        assert books(*words, "--credit", wrong).code == 2
    assert books("ledger", "voucher", "assessment", "--debit", "cash=5").code == 2


def test_vouchers_are_printed_in_a_batch(books, tmp_path):
    receipt(books)
    receipt(books, "20.000")
    out = tmp_path / "slips.pdf"
    told = books.json("ledger", "print", "PT0001/2026", "PT0002/2026", "--out", out)
    assert told == {"file": str(out), "vouchers": 2}
    assert pdf.words(out.read_bytes()).count("RECEIPT VOUCHER") == 2
    assert books("ledger", "print", "PT0001/2026").code == 2


def test_a_month_of_receipts_is_printed_without_the_reversed_ones(books, tmp_path):
    for on in ("5/3/2026", "6/3/2026", "7/3/2026", "8/4/2026"):
        receipt(books, on=on)
    books.done("ledger", "reverse", "PT0002/2026", "--reason", "x", "--on", "9/3/2026")
    out = tmp_path / "march.pdf"
    span = ("--from", "3/2026", "--to", "3/2026", "--kind", "receipt")
    assert books.json("ledger", "print", *span, "--out", out)["vouchers"] == 2
    text = pdf.words(out.read_bytes())
    assert "PT0001/2026" in text
    assert "PT0003/2026" in text
    assert "PT0002/2026" not in text
    for words in ((), ("PT0001/2026", *span)):
        assert "Either name vouchers" in books.refused("ledger", "print", *words, "--out", out)


def test_accounts_tell_their_balance_on_a_day(cli):
    cli.done("ledger", "set-up")
    sides = ("--debit", "111=700.000", "--credit", "5118=700.000")
    cli.done("ledger", "voucher", "receipt", *sides, "--on", "5/3/2026", "--name", "Đức")

    def cash(*more):
        found = cli.json("ledger", "accounts", *more)["accounts"]
        return next(one["balance"] for one in found if one["code"] == "111")

    assert (cash("--on", "4/3/2026"), cash("--on", "5/3/2026"), cash()) == (0, 700_000, 700_000)


def test_vouchers_are_searched_by_words_and_sums(cli):
    cli.done("ledger", "set-up")
    for name, amount in (("Đức", "700.000"), ("Lan", "50.000")):
        sides = ("--debit", f"111={amount}", "--credit", f"5118={amount}")
        cli.done("ledger", "voucher", "receipt", *sides, "--on", "5/3/2026", "--name", name)

    def names(*more):
        found = cli.json("ledger", "list", *more)["vouchers"]
        return [one["counterparty"] for one in found]

    assert names("--search", "duc") == ["Đức"]
    assert names("--search", "50.000") == ["Lan"]
    assert names("--search", "pt") == ["Đức", "Lan"]
    assert names("--search", "pt", "--kind", "payment") == []
    assert names("--search", "pt", "--limit", "1") == ["Đức"]
