# SPDX-License-Identifier: Apache-2.0
"""What did not fit of a payroll, resolved from the command line."""

from __future__ import annotations

import openpyxl
import pytest


@pytest.fixture
def books(cli, tmp_path):
    for member, number in (("0001", "NV1"), ("0002", "NV2"), ("0003", "NV3")):
        cli.done("members", "change", member, "--set", f"employee_number={number}")
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "flat_floor", "--amount", "20000")
    cli.done("dues", "assess", "8/2025")
    book = openpyxl.Workbook()
    for row in (
        ("Mã nhân viên", "Họ và tên", "Khấu trừ"),
        ("NV1", "Trần Văn An", 20_000),
        ("NV3", "Nguyễn Đức Châu", 20_000),
        ("NV2", "Lê Thị Bình", 15_000),
    ):
        book.active.append(row)
    book.save(tmp_path / "payroll.xlsx")
    return cli


def test_lines_left_out_wait_and_are_resolved(books, tmp_path):
    words = ("dues", "checkoff-import", tmp_path / "payroll.xlsx", "8/2025", "--without", "3")
    assert books.json(*words)["voucher"]["amount"] == 20_000
    out, short = books.json("dues", "checkoff-rest")["lines"]
    assert (out["full_name"], out["row"], short["amount"]) == ("Nguyễn Đức Châu", 3, 15_000)
    assert "Lê Thị Bình" in books.done("dues", "checkoff-rest", "8/2025").out
    told = books.json("dues", "checkoff-resolve", short["line"])
    assert told["voucher"]["amount"] == 15_000
    told = books.json("dues", "checkoff-resolve", out["line"], "--reason", "Đã nộp tiền mặt")
    assert told["voucher"] is None
    assert books.json("dues", "checkoff-rest")["lines"] == []
    everything = books.json("dues", "checkoff-rest", "--all")["lines"]
    assert [one["settled"] for one in everything] == ["Đã nộp tiền mặt", None]
    assert books("dues", "checkoff-resolve", short["line"]).code == 1
    both = ("--member", "0001", "--reason", "x")
    assert books("dues", "checkoff-resolve", out["line"], *both).code == 1
