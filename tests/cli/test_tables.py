# SPDX-License-Identifier: Apache-2.0
"""Columns that stand under each other, whatever letters are in them."""

from __future__ import annotations

import unicodedata

import pytest

from unionbook.cli.tables import fitted, one_line, pairs, table, width


@pytest.mark.parametrize(
    ("text", "columns"), [("Đức", 3), (unicodedata.normalize("NFD", "Nguyễn"), 6), ("会員", 4)]
)
def test_how_wide_a_text_stands(text, columns):
    assert width(text) == columns


def test_columns_are_aligned_by_what_is_seen():
    name = unicodedata.normalize("NFD", "Nguyễn Đức")
    lines = list(table(["Name", "Wage"], [[name, "5"], ["A", "12,000"]], right=(1,)))
    assert lines == [
        "Name          Wage",
        "──────────  ──────",
        "Nguyễn Đức       5",
        "A           12,000",
    ]


def test_a_long_text_is_cut_where_it_is_seen():
    assert fitted("Nguyễn Văn An", 8) == "Nguyễn…"
    assert fitted("Nguyễn", 6) == "Nguyễn"


def test_a_value_cannot_command_the_terminal():
    assert one_line("a\x1b[31mb\nc\u202ed") == "a [31mb c d"


def test_pairs_keep_further_lines_under_the_first():
    assert list(pairs([("Note", "one\ntwo"), ("Sex", "")])) == ["Note  one", "      two", "Sex"]


def test_a_table_of_nothing_says_so():
    assert list(table(["A"], [])) == ["There is nothing to list."]
