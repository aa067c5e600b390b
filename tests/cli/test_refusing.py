# SPDX-License-Identifier: Apache-2.0
"""The end of what could not be done."""

from __future__ import annotations

import json

import click
import pytest

from unionbook import texts
from unionbook.cli.refusing import going_on, refuse
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.history import CannotUndoError


def test_a_refusal_names_its_field(capsys):
    code = refuse(InvalidValueError("No.", field="phone"), as_json=True)
    printed = capsys.readouterr()
    assert code == 1
    assert json.loads(printed.out) == {"error": {"message": "No.", "field": "phone"}}
    assert printed.err == "No.\n"


def test_steps_in_the_way_are_named(capsys):
    refuse(CannotUndoError("Later steps.", (5, 6)), as_json=True)
    assert json.loads(capsys.readouterr().out)["error"]["steps"] == ["5", "6"]


def test_a_person_reads_one_sentence_and_nothing_else(capsys):
    assert refuse(UnionbookError("No."), as_json=False) == 1
    assert capsys.readouterr() == ("", "No.\n")


def test_clicks_own_complaints_speak_the_language(capsys):
    texts.use("vi")
    refuse(click.NoSuchOption("--x"), as_json=False)
    assert "--x" in (said := capsys.readouterr().err)
    assert "There is no option" not in said


def test_words_that_are_too_few_are_told_in_the_language(cli):
    said = cli("--language", "vi", "federation", "confirm", "một", "hai")
    assert said.code == 2
    assert "6" in said.err
    assert "takes" not in said.err


def test_a_choice_that_is_missing_is_told_with_all_there_are(cli):
    assert "cash-book, " in cli("report").err


def test_going_on_keeps_a_refusal_and_lets_a_mistake_through(tmp_path):
    def refused():
        raise UnionbookError("Full.")

    def mistaken():
        raise ZeroDivisionError

    assert going_on(lambda: None) == ()
    assert going_on(refused) == ("Full.",)
    assert going_on((tmp_path / "none" / "x").read_bytes)[0].startswith("x is not there.")
    with pytest.raises(ZeroDivisionError):
        going_on(mistaken)
