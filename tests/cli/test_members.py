# SPDX-License-Identifier: Apache-2.0
"""Listing, finding, enrolling and correcting from the command line."""

from __future__ import annotations

import pytest
import registers

from unionbook.operations import members


def test_a_list_for_programs(cli):
    listed = cli.json("members", "list", "--fields", "full_name,born_on,wage")
    assert listed["count"] == 3
    assert all(isinstance(one.pop("id"), str) for one in listed["members"])
    assert listed["members"] == [
        {"full_name": "Trần Văn An", "born_on": "1990-12-31", "wage": 5200000},
        {"full_name": "Lê Thị Bình", "born_on": "1988", "wage": None},
        {"full_name": "Nguyễn Đức Châu", "born_on": None, "wage": None},
    ]


def test_a_list_for_people(cli):
    lines = cli.done("members", "list", "--fields", "full_name,born_on,wage").out.splitlines()
    assert lines[0].split("  ")[0] == "Full name"
    assert lines[2] == "Trần Văn An      31/12/1990     5,200,000"
    assert lines[-1] == "3 members"


def test_money_is_written_as_the_language_does(cli):
    ran = cli.done("--language", "vi", "members", "list", "--fields", "full_name,wage")
    assert "5.200.000" in ran.out


def test_a_list_may_be_narrowed_and_cut(cli):
    assert cli.json("members", "list", "--department", "may 1")["count"] == 2
    listed = cli.json("members", "list", "--order", "number", "--limit", "1")
    assert (listed["count"], len(listed["members"])) == (3, 1)
    assert cli.done("members", "list", "--limit", "2").out.endswith("2 of 3 members\n")
    assert cli.json("members", "list", "--status", "left")["members"] == []
    assert cli.json("members", "list", "--text", "duc")["count"] == 1


def test_what_narrows_must_exist(cli):
    assert cli.refused("members", "list", "--department", "May 9").startswith("There is no group")
    assert cli.refused("members", "list", "--filter", "x").startswith("There is no filter")
    assert "There is no field “nme”" in cli.refused("members", "list", "--fields", "nme")


def test_a_search_needs_no_accents(cli):
    found = cli.json("members", "search", "nguyen", "duc")
    assert [one["full_name"] for one in found["members"]] == ["Nguyễn Đức Châu"]
    assert found["count"] == 1
    assert set(found["members"][0]) == set(members.FOUND_FIELDS)
    assert "0912345678" in cli.done("members", "search", "345678").out


def test_a_whole_record(cli):
    record = cli.json("members", "show", "0001")
    assert record["values"]["full_name"] == "Trần Văn An"
    assert record["wages"][0]["amount"] == 5200000
    assert record["has_photo"] is False
    assert set(record) == {
        "id", "merged_into", "has_photo", "values", "own", "events", "wages", "groups", "consents",
        "sending",
    }  # fmt: skip
    shown = cli.done("members", "show", record["id"]).out
    assert "Date of birth  31/12/1990" in shown
    assert "Place of birth" not in shown


def test_a_member_is_added_with_own_fields(cli):
    added = cli.json(
        "members", "add", "--set", "full_name=đỗ thu hà", "--set", "born_on=1/2/1995",
        "--set", "wage=6 triệu", "--own", "Cỡ áo=M", "--wage-from", "1/3/2026", "--reason", "thử",
    )  # fmt: skip
    assert added["operation"] == "enrol_member"
    assert added["local_number"] == "0004"
    assert added["changed"]["members"] == [added["member"]]
    record = cli.json("members", "show", added["member"])
    assert record["own"] == {"Cỡ áo": "M"}
    assert record["values"]["born_on"] == "1995-02-01"
    assert record["wages"] == [
        {"id": record["wages"][0]["id"], "from_on": "2026-03-01", "amount": 6000000}
    ]


def test_a_double_is_not_added_by_an_oversight(cli):
    words = ("members", "add", "--set", "full_name=Tran van an", "--set", "born_on=31.12.1990")
    assert cli.refused(*words).startswith("This may be Trần Văn An (31/12/1990, May 1)")
    error = cli(*words, "--json").json["error"]
    assert error["members"] == [cli.json("members", "show", "0001")["id"]]
    added = cli.json(*words, "--anyway")
    assert [one["full_name"] for one in added["doubles"]] == ["Trần Văn An"]
    assert added["doubles"][0]["by"] == ["name_birth"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--set", "born_on=1/2/1995"), "full_name"),
        (("--set", "full_name=An", "--set", "phone=12"), "phone"),
        (("--set", "full_name=An", "--set", "nope=1"), "nope"),
        (("--set", "full_name=An", "--set", "status=left"), "status"),
        (("--set", "full_name=An", "--set", "religion=x"), "religion"),
        (("--set", "full_name=An", "--set", "local_number=0001"), "local_number"),
        (("--set", "full_name=An", "--wage-from", "x"), "wage_from"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(cli, words, field):
    ran = cli("members", "add", *words, "--json")
    assert ran.code == 1
    assert ran.json["error"]["field"] == field
    assert cli.json("members", "list")["count"] == 3


def test_a_value_without_its_field_is_wrong_usage(cli):
    assert cli("members", "add", "--set", "full_name").code == 2


def test_one_member_is_corrected(cli):
    changed = cli.json("members", "change", "0002", "--set", "full_name=Lê Thị Bình An")
    assert changed["operation"] == "correct_member"
    assert cli.json("members", "show", "0002")["values"]["full_name"] == "Lê Thị Bình An"
    again = cli.json("members", "change", "0002", "--set", "full_name=Lê Thị Bình An")
    assert (again["step"], again["changed"]) == (None, {})


def test_an_empty_value_clears(cli):
    cli.done("members", "change", "0001", "--set", "job=")
    assert cli.json("members", "show", "0001")["values"]["job"] is None


def test_many_are_changed_in_one_step_after_a_look(cli):
    words = ("members", "change", "--department", "May 1", "--set", "job=Tổ trưởng")
    look = cli.json(*words, "--preview")
    assert look["members"] == 2
    assert {(one["before"], one["members"]) for one in look["changes"]} == {
        ("Thợ may", 1), (None, 1),
    }  # fmt: skip
    assert "Thợ may" in cli.done(*words, "--preview").out
    assert cli.json("members", "show", "0001")["values"]["job"] == "Thợ may"
    changed = cli.json(*words)
    assert (changed["operation"], len(changed["changed"]["members"])) == ("change_members", 2)


def test_everybody_is_not_changed_by_an_oversight(cli):
    assert cli.refused("members", "change", "--set", "job=x").startswith("Name the members")
    assert "not both" in cli.refused("members", "change", "0001", "--text", "an", "--set", "job=x")
    sentence = cli.refused("members", "change", "0001", "0002", "--set", "full_name=X")
    assert "belongs to one member alone" in sentence


def test_a_preview_works_beside_somebody_who_writes(cli, folder):
    session = registers.reopen(folder)
    try:
        words = ("members", "change", "0001", "--set", "job=x")
        assert cli.json(*words, "--preview")["members"] == 1
        assert cli.refused(*words).startswith("The register is open")
    finally:
        session.close()


@pytest.mark.parametrize("key", ["", "9999", "9" * 30, "²", "a\udcff", "'; --"])
def test_a_number_nobody_has(cli, key):
    assert cli.refused("members", "show", key).startswith("No member has the number")


def test_a_text_in_no_known_encoding_is_no_mistake_of_ours(cli):
    cli.done("members", "search", "a\udcff")
    cli.done("members", "change", "0001", "--set", "job=th\udcfe")
    assert cli.json("members", "show", "0001")["values"]["job"] == "th\ufffd"


def test_a_field_is_changed_by_a_plain_word(cli):
    cli.done("members", "change", "0001", "job=Thợ cắt", "phone=0912345678")
    values = cli.json("members", "show", "0001")["values"]
    assert (values["job"], values["phone"]) == ("Thợ cắt", "0912345678")


def test_a_number_is_found_without_its_zeros(cli):
    assert cli.json("members", "show", "1") == cli.json("members", "show", "0001")
    assert "No member" in cli.refused("members", "show", "000")
