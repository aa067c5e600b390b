# SPDX-License-Identifier: Apache-2.0
"""Deductions by the employer from the command line."""

from __future__ import annotations

import openpyxl
import pytest
import python_calamine


@pytest.fixture
def books(cli):
    for member, number in (("0001", "NV1"), ("0002", "NV2"), ("0003", "NV3")):
        cli.done("members", "change", member, "--set", f"employee_number={number}")
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    cli.done("dues", "assess", "8/2025")
    return cli


@pytest.fixture
def payroll(tmp_path):
    book = openpyxl.Workbook()
    rows = (
        ("Mã nhân viên", "Họ và tên", "Khấu trừ"),
        ("NV1", "Trần Văn An", 20_000),
        ("NV2", "Lê Thị Bình", 15_000),
    )
    for row in rows:
        book.active.append(row)
    path = tmp_path / "payroll.xlsx"
    book.save(path)
    return path


def test_the_list_is_written(books, tmp_path):
    out = tmp_path / "list.xlsx"
    told = books.json("dues", "checkoff-list", "8/2025", "--out", out)
    assert told == {
        "file": str(out), "month": "2025-08", "members": 3, "total": 60_000, "without_power": 3,
    }  # fmt: skip
    sheet = python_calamine.load_workbook(str(out)).get_sheet_by_index(0).to_python()
    assert sheet[1][0].startswith("NV")
    nobody = books.json("dues", "checkoff-list", "8/2025", "--out", out, "--consent", "x")
    assert nobody["members"] == 0


def test_a_payroll_is_looked_at_then_posted_and_its_rest_written(books, payroll, tmp_path):
    words = ("dues", "checkoff-import", payroll, "8/2025")
    seen = books.json(*words, "--preview")
    assert (seen["step"], seen["voucher"], seen["column"]) == (None, None, "C")
    assert seen["counts"] == {"fits": 1, "other_amount": 1, "missing": 1}
    assert books.json("ledger", "balance", "in_transit")["balance"] == 0
    rest = tmp_path / "rest.xlsx"
    told = books.json(*words, "--rest", rest, "--payer", "Công ty Sao", "--on", "5/9/2025")
    assert (told["voucher"]["amount"], told["voucher"]["counterparty"]) == (20_000, "Công ty Sao")
    assert [line["kind"] for line in told["lines"]] == ["fits", "other_amount", "missing"]
    sheet = python_calamine.load_workbook(str(rest)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in sheet[1:]] == ["Lê Thị Bình", "Nguyễn Đức Châu", "Total"]
    assert books.json("ledger", "balance", "in_transit")["balance"] == 20_000
    assert "nothing was posted" in books.refused(*words)
    shown = books.done(*words, "--accept", "other_amount").out
    assert "Another amount: 1" in shown
    assert "Not in the file" in shown
    assert books.json("ledger", "balance", "in_transit")["balance"] == 35_000


def test_wrong_usage(books, payroll, tmp_path):
    assert books("dues", "checkoff-list", "8/2025").code == 2
    assert books("dues", "checkoff-import", payroll, "8/2025", "--accept", "twice").code == 2
    assert "month like" in books.refused("dues", "checkoff-import", payroll, "x")
    other = tmp_path / "no.xlsx"
    other.write_bytes(b"nothing")
    assert books("dues", "checkoff-import", other, "8/2025").code == 1


def test_a_rest_that_cannot_be_written_does_not_hide_that_money_was_posted(
    books, payroll, tmp_path
):
    nowhere = tmp_path / "nowhere" / "rest.xlsx"
    ran = books.done("dues", "checkoff-import", payroll, "8/2025", "--rest", nowhere, "--json")
    assert ran.json["voucher"]["amount"] == 20_000
    assert ran.json["rest"] is None
    assert ran.err.strip()


def test_who_gave_no_power_is_listed(cli):
    cli.done("dues", "power", "give", "0001", "--paper", "UQ 1")
    lacking = cli.json("dues", "power", "lacking")["lacking"]
    assert sorted(one["local_number"] for one in lacking) == ["0002", "0003"]
    assert "0002" in cli.done("dues", "power", "lacking").out
