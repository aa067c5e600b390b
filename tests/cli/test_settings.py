# SPDX-License-Identifier: Apache-2.0
"""Settings of the branch."""

from __future__ import annotations


def test_settings_are_shown_and_changed(cli):
    assert cli.json("settings", "set", "valid_until=2030-12-31", "parent=Liên đoàn Sao")["settings"]
    told = cli.json("settings", "list")
    assert told["settings"]["valid_until"] == "2030-12-31"
    assert told["settings"]["parent"] == "Liên đoàn Sao"
    assert told["settings"]["country"] == "VN"
    assert "country" not in told["changeable"]
    assert told["sensitive"] == []
    assert "Liên đoàn Sao" in cli.done("settings", "list").out


def test_what_settings_refuse(cli):
    assert cli.refused("settings", "set", "country=ID").startswith("There is no setting “country”")
    ran = cli("settings", "set", "branch=", "--json")
    assert ran.json["error"]["field"] == "branch"
    assert cli("settings", "set", "branch").code == 2
