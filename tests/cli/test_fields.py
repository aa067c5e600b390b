# SPDX-License-Identifier: Apache-2.0
"""Fields of the record and of the branch's own."""

from __future__ import annotations


def field(cli, name):
    return next(one for one in cli.json("fields", "list")["fields"] if one["name"] == name)


def test_fields_for_programs_and_for_people(cli):
    sex = field(cli, "sex")
    assert sex == {
        "name": "sex",
        "label": "Sex",
        "kind": "choice",
        "section": "person",
        "choices": ["female", "male", "other"],
        "sensitive": False,
        "used": True,
    }
    assert "female (Female)" in cli.done("fields", "list").out
    shown = cli.done("--language", "vi", "fields", "list").out
    assert "Họ và tên" in shown


def test_a_sensitive_field_is_turned_on_and_off(cli):
    assert field(cli, "religion")["used"] is False
    cli.done("fields", "turn-on", "religion")
    assert field(cli, "religion")["used"] is True
    cli.done("members", "change", "0001", "--set", "religion=Không")
    cli.done("fields", "turn-off", "religion")
    assert field(cli, "religion")["used"] is False
    assert cli("fields", "turn-on", "phone").code == 2


def test_own_fields(cli):
    cli.done("fields", "add", "Cỡ áo")
    cli.done("fields", "rename", "cỡ áo", "Cỡ áo sơ mi")
    cli.done("fields", "hide", "Cỡ áo sơ mi")
    own = cli.json("fields", "list")["own"]
    assert [(one["name"], one["hidden"]) for one in own] == [("Cỡ áo sơ mi", True)]
    cli.done("fields", "unhide", "Cỡ áo sơ mi")
    assert cli.json("fields", "list")["own"][0]["hidden"] is False
    assert "already" in cli.refused("fields", "add", "phone")
    assert cli.refused("fields", "hide", "x").endswith("There are: Cỡ áo sơ mi.")


def test_own_fields_can_be_listed_and_exported(cli, tmp_path):
    cli.done("members", "change", "0001", "--own", "Cỡ áo=L")
    listed = cli.json("members", "list", "--fields", "full_name,Cỡ áo")["members"]
    assert [one["Cỡ áo"] for one in listed] == ["L", None, None]
    cli.done("export", "members", tmp_path / "a.xlsx", "--fields", "full_name,Cỡ áo")
