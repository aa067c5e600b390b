# SPDX-License-Identifier: Apache-2.0
"""Written policies: what they name exists, and what must never go up is in none."""

from __future__ import annotations

import itertools

import pytest

from unionbook import paths, texts
from unionbook.data.federation import MIRRORED
from unionbook.domain.fields import STORED
from unionbook.domain.policies import (
    DOWN,
    FIGURE_LABELS,
    NEVER_UPWARD,
    UPWARD,
    read_policy,
)
from unionbook.errors import NotFoundError


@pytest.mark.parametrize("name", UPWARD)
def test_a_policy_for_what_goes_up_names_only_what_a_desk_keeps(name):
    policy = read_policy(name)
    for table, columns in policy.tables.items():
        assert set(columns) <= set(MIRRORED[table])
        assert not set(columns) & NEVER_UPWARD
    assert set(policy.figures) <= set(FIGURE_LABELS)
    members = set(policy.tables.get("members", ())) - {"merged_into"}
    assert members <= set(STORED)


def test_each_level_gets_no_more_than_the_one_below():
    levels = [read_policy(name) for name in UPWARD]
    for nearer, farther in itertools.pairwise(levels):
        for table, columns in farther.tables.items():
            assert set(columns) <= set(nearer.tables[table])
    assert levels[-1].tables == {}


@pytest.mark.parametrize("name", [*UPWARD, DOWN])
def test_a_policy_says_what_it_is_for_in_every_language(name):
    policy, said = read_policy(name), set()
    for language in texts.LANGUAGES:
        texts.use(language)
        said |= {policy.title, policy.purpose}
    assert len(said) == 6


def test_an_unknown_policy_is_refused():
    with pytest.raises(NotFoundError):
        read_policy("../settings")


def test_a_policy_that_names_what_is_never_sent_is_a_mistake_of_ours(tmp_path, monkeypatch):
    own = (paths.resources() / "policies" / "national.toml").read_text("utf-8")
    (tmp_path / "policies").mkdir()
    told = own.replace("[tables]", '[tables]\nwages = ["note"]')
    (tmp_path / "policies" / "national.toml").write_text(told, "utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    read_policy.cache_clear()
    try:
        with pytest.raises(ValueError, match="never sent"):
            read_policy("national")
    finally:
        read_policy.cache_clear()
