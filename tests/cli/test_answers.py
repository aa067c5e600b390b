# SPDX-License-Identifier: Apache-2.0
"""What programs read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from unionbook.cli.answers import Answer, changed, number, plain, show, with_more
from unionbook.data.journal import Changes
from unionbook.domain.roles import Role


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


def test_more_can_be_said():
    assert with_more(Answer({"a": 1}), ("x",), b=2) == Answer({"a": 1, "b": 2}, (), ("x",))


def test_values_json_does_not_know():
    assert plain(Role.HEAD) == "head"
    assert plain(Path("a")) == "a"
    assert plain(frozenset({"b", "a"})) == ["a", "b"]
    assert plain(Changes(1, "x"))["commit_id"] == 1
    with pytest.raises(TypeError):
        plain(object())
