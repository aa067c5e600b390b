# SPDX-License-Identifier: Apache-2.0
"""The estimate of a year from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def books(cli):
    cli.done("ledger", "set-up")
    cli.done("welfare", "rules", "adopt")
    return cli


def test_an_estimate_is_entered_changed_and_taken_back(books):
    books.done("estimate", "set", "line", "31", "50.000.000", "--year", "2026")
    books.done("estimate", "set", "account", "welfare", "40tr", "--year", "2026")
    books.done("estimate", "set", "line", "31", "60tr", "--year", "2026", "--note", "sửa")
    found = books.json("estimate", "list", "--year", "2026")["estimates"]
    assert [(one["subject"], one["code"], one["amount"]) for one in found] == [
        ("account", "6111", 40_000_000), ("line", "31", 60_000_000),
    ]  # fmt: skip
    assert books.json("estimate", "list", "--year", "2027")["estimates"] == []
    books.done("estimate", "forget", "line", "31", "--year", "2026")
    assert len(books.json("estimate", "list", "--year", "2026")["estimates"]) == 1


def test_a_programme_is_named_and_what_is_unknown_is_refused(books):
    books.done("programme", "add", "Quà Tết", "--amount", "500.000")
    books.done("estimate", "set", "programme", "Quà Tết", "20tr")
    assert "Quà Tết" in books.done("estimate", "list").out
    assert "no account" in books.refused("estimate", "set", "account", "9999", "1")
    assert "yacht" in books.refused("estimate", "set", "kind", "yacht", "1")
