# SPDX-License-Identifier: Apache-2.0
"""Reports from the command line: shown, as JSON, as a PDF, as a workbook."""

from __future__ import annotations

import pdf
import pytest
import python_calamine


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    cli.done("dues", "assess", "8/2025")
    cli.done("dues", "pay", "0001", "--on", "5/8/2025")
    return cli


def test_a_report_is_shown_without_being_written(books):
    steps = len(books.json("history", "list")["steps"])
    told = books.json("report", "cash-book", "--period", "8/2025")
    assert (told["first"], told["last"], told["file"]) == ("2025-08", "2025-08", None)
    assert told["rows"][1][1:] == [
        "PT0001/2025", "Trần Văn An", "Dues for 08/2025", 20_000, None, 20_000,
    ]  # fmt: skip
    assert told["total"][-3:] == [20_000, 0, 20_000]
    assert [one["cell"] for one in told["columns"]] == [
        "date", "text", "name", "name", "money", "money", "money",
    ]  # fmt: skip
    shown = books.done("report", "cash-book", "--period", "Q3/2025").out
    assert "07/2025 – 09/2025" in shown
    assert "20,000" in shown
    assert books.done("--read-only", "report", "grid", "--period", "2025").out
    assert len(books.json("history", "list")["steps"]) == steps


def test_a_report_is_written_as_what_its_name_ends_in(books, tmp_path):
    paper, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert books.json("report", "grid-public", "--period", "2025", "--out", paper)["file"]
    assert "Trần Văn An" in pdf.words(paper.read_bytes())
    assert "20,000" not in pdf.words(paper.read_bytes())
    assert str(book) in books.done("report", "arrears", "--period", "8/2025", "--out", book).out
    sheet = python_calamine.load_workbook(str(book)).get_sheet_by_index(0).to_python()
    assert sheet[-1][-1] == 40_000
    assert books.json("history", "list")["steps"][0]["reason"] == "a.xlsx: Arrears of dues, 08/2025"


def test_what_reports_refuse(books, tmp_path):
    assert books("report", "x").code == 2
    assert "month like" in books.refused("report", "grid", "--period", "x")
    assert "not of one account" in books.refused("report", "arrears", "--account", "111")
    assert "no account 9" in books.refused("report", "cash-book", "--account", "9")
    assert ".pdf" in books.refused("report", "grid", "--out", tmp_path / "a.docx")


def test_an_ending_that_is_neither_is_refused_with_both(books, tmp_path):
    said = books.refused("report", "cash-book", "--out", tmp_path / "cash.doc")
    assert ".pdf or .xlsx" in said


def test_a_figure_is_followed_to_its_vouchers(books):
    told = books.json("report", "dues-members", "--period", "8/2025", "--follow", "total:5")
    assert (told["column"], told["figure"], told["of_these"]) == ("Paid", 20_000, False)
    assert [(one["number"], one["amount"]) for one in told["vouchers"]] == [
        ("PT0001/2025", 20_000),
    ]  # fmt: skip
    shown = books.done("report", "cash-book", "--period", "8/2025", "--follow", "2:5").out
    assert "PT0001/2025" in shown
    assert "No voucher" in books.done("report", "cash-book", "--follow", "1:1").out
    for wrong in ("0:1", "1:99", "x", "total"):
        assert "counted from 1" in books.refused("report", "cash-book", "--follow", wrong)


def test_what_else_a_report_is_of(books):
    args = ("report", "arrears", "--period", "8/2025")
    told = books.json(*args, "--with", "department=May 2")
    assert [row[1] for row in told["rows"]] == ["Lê Thị Bình"]
    assert "NAME=VALUE" in books.refused(*args, "--with", "x")
    assert "does not ask for" in books.refused(*args, "--with", "colour=red")
