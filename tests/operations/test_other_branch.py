# SPDX-License-Identifier: Apache-2.0
"""What was made for one branch is not answered by another, unless a person says it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest

from unionbook.errors import UnionbookError
from unionbook.operations import invitations, other_branch, units

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC


@pytest.fixture
def desk(tmp_path: Path) -> PC:
    return offices.found(tmp_path, "desk", branch="Liên đoàn", kind="federation")


@pytest.fixture
def branch(tmp_path: Path) -> PC:
    return offices.found(tmp_path, "branch", branch="CĐCS May")


def invite(desk: PC, name: str, to: Path) -> Path:
    with desk.open() as session:
        [unit] = units.add_unit(session, name=name).rows["units"]
        return invitations.invite_unit(session, unit_id=unit, to=to)


def test_the_invitation_of_another_branch_is_refused_by_its_name(
    tmp_path: Path, desk: PC, branch: PC
):
    invitation = invite(desk, "CĐCS Dệt Hoa", tmp_path)
    with branch.open() as session:
        with pytest.raises(other_branch.OtherBranchError, match="for “CĐCS Dệt Hoa”"):
            invitations.answer_invitation(session, path=invitation, to=tmp_path)
        assert invitations.link_of(session) is None
        assert not list(tmp_path.glob(f"*{invitations.ANSWER_SUFFIX}"))
        answer = invitations.answer_invitation(
            session, path=invitation, to=tmp_path, same_branch=True
        )
        # What was said once is not asked again.
        invitations.answer_invitation(session, path=invitation, to=tmp_path)
    with desk.open() as session:
        with pytest.raises(other_branch.OtherBranchError, match="“CĐCS May” answers here"):
            invitations.read_answer(session, path=answer)
        assert units.find_unit(session, "CĐCS Dệt Hoa").state == invitations.INVITED
        invitations.read_answer(session, path=answer, same_branch=True)
        invitations.read_answer(session, path=answer)


def test_who_is_connected_does_not_answer_for_another_unit(tmp_path: Path, desk: PC, branch: PC):
    offices.connect(desk, branch, tmp_path, "CĐCS May")
    other = invite(desk, "CĐCS May 2", tmp_path)
    with branch.open() as session:
        with pytest.raises(UnionbookError, match="has this branch as “CĐCS May”"):
            invitations.answer_invitation(session, path=other, to=tmp_path, same_branch=True)
        invitations.leave(session)
        with pytest.raises(other_branch.OtherBranchError):
            invitations.answer_invitation(session, path=other, to=tmp_path)
        invitations.answer_invitation(session, path=other, to=tmp_path, same_branch=True)


@pytest.mark.parametrize(
    ("unit", "branch", "same"),
    [
        ("Sao Mai", "Công đoàn Sao Mai", True),
        ("CĐCS May – Khu A", "cđcs may", True),
        ("Hướng Dương", "Công đoàn Sao Mai", False),
        ("Sao Mai 1", "Sao Mai 2", False),
        ("Sao Mai", "Sao Mai 2", False),
        ("May 10", "Công đoàn Công ty May 10", True),
        ("…", "Sao Mai", False),
    ],
)
def test_which_names_may_be_of_one_branch(unit: str, branch: str, *, same: bool):
    assert other_branch.same_name(unit, branch) is same
