# SPDX-License-Identifier: Apache-2.0
"""Lists of people from workbooks on the command line."""

from __future__ import annotations

import openpyxl
import pytest


@pytest.fixture
def children(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Họ tên con", "Ngày sinh", "Họ tên bố (mẹ)"],
        ["Trần Bé Một", "15/06/2018", "Trần Văn An"],
        ["Ngô Lạc Loài", "1/2/2019", "Không Có Ai"],
    ):
        book.active.append(row)
    path = tmp_path / "children.xlsx"
    book.save(path)
    return path


def test_children_come_in_from_a_workbook(cli, children):
    looked = cli.json("relatives", "import", children, "--preview")
    assert (looked["step"], [one["name"] for one in looked["people"]]) == (
        None, ["Trần Bé Một", "Ngô Lạc Loài"],
    )  # fmt: skip
    assert looked["columns"] == {"parent": "C", "name": "A", "born": "B"}
    ran = cli.done("relatives", "import", children)
    assert "1 person was added." in ran.out
    assert "Ngô Lạc Loài: No member is “Không Có Ai”." in ran.err
    (listed,) = cli.json("relatives", "list")["relatives"]
    assert (listed["name"], listed["relation"]) == ("Trần Bé Một", "child")


def test_people_outside_the_register_come_onto_a_programmes_list(cli, children):
    cli.done("ledger", "set-up")
    cli.done("programme", "add", "Cứu trợ", "--amount", "1tr")
    told = cli.json(
        "programme", "include-list", "Cứu trợ", children, "--reason", "bão", "--share", "50"
    )
    assert told["added"] == 2
    lines = cli.json("programme", "list", "Cứu trợ")["lines"]
    assert {(one["name"], one["amount"]) for one in lines} == {
        ("Trần Bé Một", 500_000), ("Ngô Lạc Loài", 500_000),
    }  # fmt: skip
