# SPDX-License-Identifier: Apache-2.0
"""One table says who may do what and which keys a slot holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unionbook import operations
from unionbook.domain import roles
from unionbook.domain.roles import ADMIN, CASES, OFFICE, RIGHTS, ROLE_LABELS, Role
from unionbook.errors import NotAllowedError


def test_each_role_has_rights_and_words():
    assert set(RIGHTS) == set(ROLE_LABELS) == set(Role)


def test_the_cases_are_not_for_everybody():
    holding = {role for role in Role if CASES in roles.keys_of(role)}
    assert holding == {Role.HEAD, Role.SECRETARY, Role.COMPLAINTS_OFFICER}
    assert {role for role in Role if ADMIN in roles.keys_of(role)} == {Role.HEAD}
    assert all(OFFICE in roles.keys_of(role) for role in Role)


def test_an_auditor_only_reads():
    assert all(roles.only_reads(one) for one in RIGHTS[Role.AUDITOR].operations)


def test_the_head_may_do_all():
    everything = frozenset().union(*(rights.operations for rights in RIGHTS.values()))
    assert RIGHTS[Role.HEAD].operations == everything


def test_a_refusal_says_who_could():
    with pytest.raises(NotAllowedError, match="Head of the branch"):
        roles.require(Role.TREASURER, "manage_users", "branch")
    with pytest.raises(NotAllowedError, match="Head of the union"):
        roles.require(Role.TREASURER, "manage_users", "federation")
    roles.require(Role.HEAD, "manage_users")


def test_every_right_that_is_asked_for_stands_in_the_table():
    """A slip of the pen would refuse everybody."""
    folder = Path(operations.__file__).parent
    asked = set()
    for path in folder.glob("*.py"):
        text = path.read_text("utf-8")
        asked |= set(re.findall(r'(?:require|may|_prepare)\((?:session, )?"(\w+)"', text))
        asked |= set(re.findall(r'right="(\w+)"', text))
    assert len(asked) > 10
    assert asked <= RIGHTS[Role.HEAD].operations


def test_a_head_is_called_a_branch_s_head_only_where_it_is_a_branch():
    named = [roles.role_label(Role.HEAD, kind) for kind in ("branch", "federation", "")]
    assert named == ["Head of the branch", "Head of the union", "Head of the union"]
    assert roles.role_label(Role.SECRETARY) == "Secretary"
