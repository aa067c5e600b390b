# SPDX-License-Identifier: Apache-2.0
"""Groups from the command line."""

from __future__ import annotations


def test_departments_come_with_their_members(cli):
    listed = cli.json("groups", "list", "--kind", "department")["groups"]
    assert [(one["name"], one["members"]) for one in listed] == [("May 1", 2), ("May 2", 1)]
    assert set(listed[0]) == {
        "id", "kind", "name", "members", "parent", "head", "place", "decision", "note", "closed_on",
    }  # fmt: skip


def test_a_group_lives(cli):
    added = cli.json(
        "groups", "add", "Khu trọ", "--kind", "worker_group", "--head", "0001", "--place", "Ngõ 5"
    )
    cli.done("groups", "put", "khu trọ", "0001", "0002")
    assert cli.json("members", "list", "--group", "Khu trọ")["count"] == 2
    cli.done("groups", "take", "Khu trọ", "0002")
    cli.done("groups", "change", "Khu trọ", "--rename", "Khu trọ Sen", "--head", "",
             "--close", "1/1/2026", "--note", "đã xong")  # fmt: skip
    group = cli.json("groups", "list", "--kind", "worker_group")["groups"][0]
    assert group["id"] == added["group"]
    assert (group["name"], group["members"], group["head"]) == ("Khu trọ Sen", 1, None)
    assert (group["place"], group["closed_on"]) == ("Ngõ 5", "2026-01-01")
    shown = cli.done("groups", "list").out
    assert "Khu trọ Sen" in shown
    assert "closed" in shown


def test_the_head_is_shown_by_name(cli):
    cli.done("groups", "add", "Tổ 1", "--kind", "union_team", "--head", "0003")
    assert "Nguyễn Đức Châu" in cli.done("groups", "list").out


def test_what_groups_refuse(cli):
    assert "change it in the member" in cli.refused("groups", "put", "May 1", "0001")
    assert cli.refused("groups", "put", "Nope", "0001").startswith("There is no group")
    assert "already" in cli.refused("groups", "add", "May 1", "--kind", "department")
    assert cli.refused("groups", "change", "May 1").startswith("Name what is to change")
    assert cli("groups", "add", "X").code == 2


def test_a_department_does_not_hide_a_team_of_its_name(cli):
    cli.done("groups", "add", "May 1", "--kind", "union_team")
    cli.done("groups", "put", "May 1", "0002")
    team = cli.json("groups", "list", "--kind", "union_team")["groups"][0]
    assert team["members"] == 1
