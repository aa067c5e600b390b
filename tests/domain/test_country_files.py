# SPDX-License-Identifier: Apache-2.0
"""A mistake in a country's files is found, and said with its place."""

from __future__ import annotations

import pytest

from unionbook.domain.countries import load_country
from unionbook.errors import UnreadableFileError

HEAD = """
code = "XX"
name = { en = "Nowhere" }
languages = ["xx", "en"]
[currency]
code = "XXX"
symbol = "x"
decimals = 2
thousands = ","
"""
SOURCES = """
[sources.law]
title = "The law"
mark = "S"
"""
POSTS = """
[[union_posts]]
from = 2020-01-01
source = "law"
rows = [{ code = "chair", xx = "Xair", en = "Chair", until = 2022-12-31, mark = "R" }, %s]
"""


@pytest.fixture
def land(tmp_path):
    (tmp_path / "country.toml").write_text(HEAD, encoding="utf-8")

    def write(text, name="terms.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_country(tmp_path)

    return write


def test_a_row_overrides_what_its_block_says(land):
    row = '{ code = "member", xx = "Member", en = "Member", from = 2021-06-01 }'
    chair, member = land(SOURCES + POSTS % row).union_posts
    assert (str(chair.since), str(chair.until), chair.mark) == ("2020-01-01", "2022-12-31", "R")
    assert (str(member.since), member.until, member.mark) == ("2021-06-01", None, "S")
    assert member.source.title == "The law"


def test_the_same_code_may_come_again_later(land):
    row = '{ code = "chair", xx = "Xhair", en = "Head", from = 2023-01-01 }'
    assert len(land(SOURCES + POSTS % row).union_posts) == 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{ code = "chair", xx = "B", en = "B" }', "already in row 1"),
        ('{ code = "b", en = "B" }', "“xx” is missing"),
        ('{ code = "b", xx = "B", en = "B", alias = ["C"] }', "“alias” is not known"),
        ('{ xx = "B", en = "B" }', "“code” is missing"),
        ('{ code = 7, xx = "B", en = "B" }', "wrong kind"),
        ('{ code = "b", xx = "B", en = "B", source = "lore" }', "names no source"),
        ('{ code = "b", xx = "B", en = "B", mark = "sure" }', "must be S, S2 or R"),
        ('{ code = "b", xx = "B", en = "B", from = "soon" }', "no date of effect"),
        ('{ code = "b", xx = "B", en = "B", until = 2019-01-01 }', "ends before it begins"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(land, row, problem):
    with pytest.raises(UnreadableFileError, match=problem) as refused:
        land(SOURCES + POSTS % row)
    assert "terms.toml, [[union_posts]] 2" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[union_pots]]\nrows = []", "not known"),
        ("[union_posts]\nrows = []", "two brackets"),
        ("[[union_posts]]\nrows = [", "not TOML"),
        (
            SOURCES + '[[provinces]]\nfrom = 2025-07-01\nsource = "law"\n'
            'rows = [{ code = "1", name = "A", old = ["B"] }]',
            "“B” is not listed",
        ),
        (
            SOURCES + '[[number_templates]]\nfrom = 2025-07-01\nsource = "law"\n'
            'rows = [{ code = "a", template = "{x}{serial}", example = "1", xx = "A", en = "A" }]',
            "unknown part",
        ),
        ('[sources.law]\ntitle = ""\nmark = "S"\n' + POSTS % "", "needs a title"),
    ],
)
def test_a_wrong_file_is_refused(land, text, problem):
    with pytest.raises(UnreadableFileError, match=problem) as refused:
        land(text)
    assert "terms.toml" in str(refused.value)


@pytest.mark.parametrize("lacking", ["code =", "name =", "languages =", "decimals ="])
def test_a_head_without_the_needful_is_refused(tmp_path, lacking):
    head = "\n".join(line for line in HEAD.splitlines() if not line.startswith(lacking))
    if lacking == "code =":
        head = head.replace("[currency]", '[currency]\ncode = "XXX"')
    (tmp_path / "country.toml").write_text(head, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="It needs"):
        load_country(tmp_path)


def test_a_folder_without_a_head_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"country\.toml is missing"):
        load_country(tmp_path)
