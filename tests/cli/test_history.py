# SPDX-License-Identifier: Apache-2.0
"""Who did what, and taking it back."""

from __future__ import annotations

import registers


def test_steps_for_programs(cli):
    cli.done("members", "change", "0001", "--set", "job=Thợ cắt", "--reason", "theo quyết định")
    steps = cli.json("history", "list", "--limit", 2)["steps"]
    assert len(steps) == 2
    assert set(steps[0]) == {
        "id", "at", "clock", "user", "pc", "operation", "label", "reason", "counts", "undoes",
        "undone_by", "can_be_undone",
    }  # fmt: skip
    assert steps[0]["user"] == registers.HEAD
    assert steps[0]["counts"] == {"members": {"changed": 1}}
    assert steps[0]["can_be_undone"] is True
    older = cli.json("history", "list", "--before", steps[1]["clock"])["steps"]
    assert steps[1] not in older
    assert cli.json("history", "show", steps[0]["id"])["step"] == steps[0]


def test_steps_for_people(cli):
    cli.done("members", "leave", "0001", "--reason", "nghỉ việc")
    assert "events: 1 added" in cli.done("history", "list").out
    step = cli.json("history", "list", "--limit", 1)["steps"][0]["id"]
    assert "Membership event" in cli.done("history", "show", step).out
    assert cli("history", "show", "12").code == 1


def test_a_record_tells_what_it_was(cli):
    cli.done("members", "change", "0001", "--set", "born_on=1/1/1991", "--set", "wage=7000000",
             "--set", "department=May 2")  # fmt: skip
    cli.done("members", "leave", "0001", "--on", "2/2/2026")
    changes = cli.json("history", "member", "0001")["changes"]
    born = next(one for one in changes if one["field"] == "born_on")
    assert (born["before"], born["after"]) == ("1990-12-31", "1991-01-01")
    moved = next(one for one in changes if one["field"] == "department")
    assert (moved["before"], moved["after"]) == ("May 1", "May 2")
    shown = cli.done("history", "member", "0001").out
    assert "31/12/1990  01/01/1991" in shown
    assert "7,000,000" in shown
    assert "Leaving" in shown
    assert "02/02/2026" in shown


def test_the_latest_step_is_undone_and_undoing_too(cli):
    cli.done("members", "change", "0001", "--set", "job=Thợ cắt")
    undone = cli.json("undo", "--reason", "nhầm")
    assert undone["operation"] == "undo_commit"
    assert cli.json("members", "show", "0001")["values"]["job"] == "Thợ may"
    assert cli.json("history", "show", undone["undone"])["step"]["undone_by"] == undone["step"]
    cli.done("undo", undone["step"])
    assert cli.json("members", "show", "0001")["values"]["job"] == "Thợ cắt"


def test_a_step_others_built_on_is_not_undone(cli):
    added = cli.json("members", "add", "--set", "full_name=Đỗ Thu Hà")
    cli.done("members", "change", added["member"], "--set", "job=Thợ cắt")
    later = cli.json("history", "list", "--limit", 1)["steps"][0]
    ran = cli("undo", added["step"], "--json")
    assert ran.code == 1
    assert ran.json["error"]["steps"] == [later["id"]]
    assert "Member corrected" in ran.err


def test_where_there_is_nothing_to_undo(cli):
    for _step in range(3):
        cli.done("undo")
    assert cli.refused("undo") == "There is no step of yours that can be undone."


def test_the_command_that_is_meant_need_not_be_named(cli):
    cli.done("members", "change", "0001", "job=Thợ cắt")
    assert cli.json("history")["steps"] == cli.json("history", "list")["steps"]
    assert cli.json("history", "1")["changes"] == cli.json("history", "member", "0001")["changes"]
    assert cli.json("backup")["backup"]["files"] > 0
    assert "list" in cli.done("history", "--help").out
