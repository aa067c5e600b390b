# SPDX-License-Identifier: Apache-2.0
"""Lists kept by name."""

from __future__ import annotations


def test_a_filter_is_kept_used_and_forgotten(cli):
    cli.done("filters", "save", "chuyền một", "--department", "May 1", "--order", "number")
    kept = cli.json("filters", "list")["filters"]
    assert [(one["name"], one["members"]) for one in kept] == [("chuyền một", 2)]
    assert kept[0]["criteria"]["order"] == "number"
    assert isinstance(kept[0]["criteria"]["department_id"], str)
    assert "May 1" in cli.done("filters", "list").out
    assert cli.json("members", "list", "--filter", "Chuyền Một", "--text", "an")["count"] == 1
    cli.done("filters", "forget", "chuyền một")
    assert cli.json("filters", "list") == {"filters": []}


def test_what_filters_refuse(cli):
    assert cli.refused("filters", "save", "all").startswith("Name the members")
    assert cli.refused("filters", "forget", "x").startswith("There is no filter “x”.")
