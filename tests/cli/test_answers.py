# SPDX-License-Identifier: Apache-2.0
"""What programs read."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from unionbook.cli.answers import Answer, changed, number, plain, show, with_more
from unionbook.cli.refusing import refuse
from unionbook.data.journal import Changes
from unionbook.domain.roles import Role
from unionbook.errors import UnionbookError


def test_record_numbers_are_text_because_they_have_63_bits():
    assert number((1 << 62) + 1) == "4611686018427387905"
    assert number(None) is None


def test_a_step_and_what_it_changed():
    answer = changed(Changes(7, "enrol_member", {"members": (8, 9)}), "Done.", member="8")
    assert answer.data == {
        "step": "7",
        "operation": "enrol_member",
        "changed": {"members": ["8", "9"]},
        "member": "8",
    }


def test_no_step_is_null():
    assert changed(Changes(0, "correct_member"), "").data["step"] is None


def test_data_are_made_only_for_programs(capsys):
    asked = []

    def data():
        asked.append(1)
        return {"name": "Đức", "on": date(2026, 1, 2)}

    show(Answer(data, ["lines"]), as_json=False)
    assert (capsys.readouterr().out, asked) == ("lines\n", [])
    show(Answer(data, ["lines"], ("a note",)), as_json=True)
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"name": "Đức", "on": "2026-01-02"}
    assert "Đức" in printed.out
    assert printed.err == "a note\n"


def test_the_name_of_a_file_plays_no_tricks_on_the_terminal(capsys):
    name = "bill\x1b[2J\x1b[1;31m\u202egpj.unionbundle\r"
    show(Answer({}, [f"{name}: taken in.\nNext line"], (name,)), as_json=False)
    assert refuse(UnionbookError(f"{name} is a PDF."), as_json=False) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1] == "Next line"
    assert not re.search("[\x1b\u202e\r]", printed.out + printed.err)


def test_programs_get_a_name_that_is_no_text(capsys):
    show(Answer({"file": "\udcff.unionbundle"}), as_json=True)
    assert json.loads(capsys.readouterr().out) == {"file": "\udcff.unionbundle"}


def test_more_can_be_said():
    assert with_more(Answer({"a": 1}), ("x",), b=2) == Answer({"a": 1, "b": 2}, (), ("x",))


def test_values_json_does_not_know():
    assert plain(Role.HEAD) == "head"
    assert plain(Path("a")) == "a"
    assert plain(frozenset({"b", "a"})) == ["a", "b"]
    assert plain(Changes(1, "x"))["commit_id"] == 1
    with pytest.raises(TypeError):
        plain(object())


@pytest.mark.parametrize(
    "command",
    [
        "members list",
        "members search an",
        "members show 0001",
        "doubles",
        "export members {out}.xlsx",
        "export template {out}.xlsx",
        "cards {out}.pdf",
        "print list {out}.pdf",
        "print attendance {out}.pdf --subject x",
        "print form {out}.pdf",
        "print transfer {out}.pdf 0001 --to B",
        "print labels {out}.pdf",
        "history list",
        "history member 0001",
        "users list",
        "users recovery-key",
        "ledger accounts",
        "ledger list",
        "ledger trial-balance",
        "ledger balance cash",
        "ledger closings",
        "dues rules list",
        "dues rules templates",
        "dues reference list",
        "dues assess 8/2025",
        "dues propose 0001",
        "dues member 0001",
        "dues arrears",
        "dues grid",
        "dues explain 0001 8/2025",
        "report cash-book",
        "report grid",
        "groups list",
        "filters list",
        "fields list",
        "settings list",
        "verify",
        "backup make",
        "backup list",
        "card key",
        "import photos {out}",
    ],
)
def test_programs_get_what_the_page_promises(cli, tmp_path, command):
    out = tmp_path / "out"
    out.mkdir()
    words = [word.format(out=out) for word in command.split()]
    if words[0] in {"ledger", "dues", "report"}:
        cli.done("ledger", "set-up")
        cli.done("dues", "rules", "adopt", "wage_capped")
    assert cli.json(*words)  # held beside the page by the command line of these tests


def test_a_step_is_what_the_page_calls_a_step(cli):
    assert set(cli.json("members", "change", "0001", "--set", "job=x")) == {
        "step", "operation", "changed",
    }  # fmt: skip
