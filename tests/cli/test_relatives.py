# SPDX-License-Identifier: Apache-2.0
"""Members' relatives from the command line."""

from __future__ import annotations


def test_relatives_are_added_corrected_and_removed(cli):
    added = cli.json("relatives", "add", "0001", "child", "Trần Bé", "--born", "1/6/2019")
    cli.done("relatives", "change", added["relative"], "--name", "Trần Bé Hai")
    (listed,) = cli.json("relatives", "list", "0001")["relatives"]
    assert (listed["name"], listed["relation"], listed["born_on"]) == (
        "Trần Bé Hai", "child", "2019-06-01",
    )  # fmt: skip
    assert "Trần Văn An" in cli.done("relatives", "list").out
    cli.done("relatives", "remove", added["relative"])
    assert cli.json("relatives", "list")["relatives"] == []
    assert "no such relative" in cli.refused("relatives", "remove", added["relative"])


def test_a_name_is_needed(cli):
    assert "full name" in cli.refused("relatives", "add", "0001", "spouse", "  ")
