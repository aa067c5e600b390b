# SPDX-License-Identifier: Apache-2.0
"""What waits, from the command line."""

from __future__ import annotations


def test_what_waits_is_told_to_people_and_to_programs(cli):
    found = cli.json("waiting")["waiting"]
    assert [one["name"] for one in found] == ["backup", "books"]
    assert set(found[0]) == {
        "name", "message", "detail", "count", "since", "amount", "urgent"
    }  # fmt: skip
    assert found[0]["message"] in cli.done("waiting").out
    cli.done("ledger", "set-up")
    cli.done("dues", "rules", "adopt", "wage_capped")
    cli.done("backup", "make")
    # A month is over, and nothing was assessed for it.
    assert [one["name"] for one in cli.json("waiting")["waiting"]] == ["assess"]
    cli.done("dues", "assess", cli.json("waiting")["waiting"][0]["since"])
    assert [one["name"] for one in cli.json("waiting")["waiting"]] == ["close"]
    cli.done("ledger", "close", cli.json("waiting")["waiting"][0]["since"])
    assert "Nothing waits" in cli.done("waiting").out
