# SPDX-License-Identifier: Apache-2.0
"""A programme from the command line: planned, listed, paid, given out, closed, printed."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import card_statement
from unionbook.operations.card_statement import Statement


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    cli.done(
        "programme", "add", "Quà Tết", "--amount", "500.000", "--budget", "2tr",
        "--planned", "20/1/2026", "--goods", "1 giỏ quà",
    )  # fmt: skip
    return cli


def test_a_programme_all_the_way(books, folder, tmp_path):
    looked = books.json("programme", "entitle", "Quà Tết", "--preview")
    assert (looked["step"], looked["entitled"], looked["total"]) == (None, 3, 1_500_000)
    books.done("programme", "entitle", "qua tet")
    line = books.json(
        "programme", "include", "Quà Tết", "--name", "Vũ Thị Ngoài", "--share", "70",
        "--reason", "thời vụ",
    )["line"]  # fmt: skip
    assert (line["amount"], line["by_hand"]) == (350_000, True)
    paid = books.json("programme", "pay", "Quà Tết", "--payee", "Tổ trưởng", "--on", "21/1/2026")
    assert (paid["voucher"]["amount"], paid["programme"]["drawn"]) == (1_850_000, 1_850_000)
    books.done("programme", "give", "Quà Tết", "0001", line["id"], "--on", "22/1/2026")
    assert "given it already" in books.refused("programme", "give", "Quà Tết", "0001")
    session = registers.reopen(folder, read_only=True)
    statement = Statement("0002", "Lê Thị Bình", session.info.branch, "")
    card = tmp_path / "card.txt"
    card.write_bytes(card_statement.sign(card_statement.signer(session), statement))
    session.close()
    assert "Lê Thị Bình was given 500,000" in books.done("programme", "scan", "Quà Tết", card).out
    assert "given it already" in books.refused("programme", "scan", "Quà Tết", card)
    books.done("programme", "take-back", "Quà Tết", "0001", "--reason", "nhầm")
    books.done("programme", "strike", "Quà Tết", "0003", "--reason", "đã nghỉ")
    lines = books.json("programme", "list", "Quà Tết", "--struck")["lines"]
    assert sorted(one["given_how"] for one in lines if one["given_on"]) == ["card", "tick"]
    assert [one["name"] for one in lines if one["struck"]] == ["Nguyễn Đức Châu"]
    closed = books.json("programme", "close", "Quà Tết", "--on", "30/1/2026")
    assert (closed["voucher"]["kind"], closed["voucher"]["amount"]) == ("receipt", 1_000_000)
    assert closed["programme"]["drawn"] == closed["programme"]["given_amount"] == 850_000
    (listed,) = books.json("programme", "all")["programmes"]
    assert (listed["state"], listed["left"]) == ("closed", 0)
    books.done("programme", "reopen", "Quà Tết", "--reason", "đến muộn")


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_list_is_printed_with_room_to_sign(books, tmp_path, ending):
    books.done("programme", "entitle", "Quà Tết")
    path = tmp_path / f"list.{ending}"
    assert books.json("programme", "print", "Quà Tết", "--out", path)["lines"] == 3
    assert path.stat().st_size > 1000


def test_for_whom_is_said_as_for_lists_and_kept_when_the_rest_changes(books):
    books.done("programme", "add", "1/6", "--children", "0-14", "--department", "May 1")
    first = books.json("programme", "change", "1/6", "--amount", "100.000")["programme"]
    assert (first["amount"], first["entitled"]["children"]) == (100_000, [0, 14])
    assert first["entitled"]["department"]
    books.done("relatives", "add", "0001", "child", "Trần Bé", "--born", "2019")
    looked = books.json("programme", "entitle", "1/6", "--preview")
    assert looked["entitled"] == 1
    assert books("programme", "change", "1/6", "--children", "x").code == 2
    assert "There is no programme “2/9”" in books.refused("programme", "list", "2/9")
