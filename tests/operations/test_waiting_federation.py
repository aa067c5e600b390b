# SPDX-License-Identifier: Apache-2.0
"""A new desk and a new branch are told what is next, until the receipt went down."""

from __future__ import annotations

import offices
import pytest
import registers

from unionbook.operations import invitations, units, waiting


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def desk(tmp_path):
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


@pytest.fixture
def branch(tmp_path):
    return offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")


def waits(session, name):
    return waiting.look_for(session, name=name)


def test_a_new_desk_lays_out_its_tree_and_invites(desk, stick):
    with desk.open() as session:
        assert waits(session, "tree")
        assert not waits(session, "uninvited")
        [top] = units.add_unit(session, name="Cụm Bắc", level="sector").rows["units"]
        assert waits(session, "tree")
        [unit] = units.add_unit(session, name="Sao Mai", parent_id=top).rows["units"]
        assert not waits(session, "tree")
        [one] = waits(session, "uninvited")
        assert (one.count, one.detail, one.what) == (1, "Sao Mai", ("unit", str(unit)))
        invitations.invite_unit(session, unit_id=unit, to=stick)
        assert not waits(session, "uninvited")


def test_a_branch_that_answered_is_told_to_compare_the_words(desk, branch, stick):
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        assert not waits(session, "joining")
        invitations.answer_invitation(session, path=invitation, to=stick)
        [one] = waits(session, "joining")
        assert "Liên đoàn Phường Sao" in one.title
        invitations.confirm(session, words=" ".join(invitations.link_of(session).words))
        assert not waits(session, "joining")


def test_whose_file_came_waits_for_a_receipt_until_one_goes_down(desk, branch, stick):
    with branch.open() as session:
        registers.enrol(session, "Trần Văn An")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with desk.open() as session:
        assert not waits(session, "unanswered")
    offices.send_up(branch, desk, stick)
    with desk.open() as session:
        [one] = waits(session, "unanswered")
        assert (one.count, one.detail) == (1, "Sao Mai")
    offices.send_down(desk, unit, branch, stick)
    with desk.open() as session:
        assert not waits(session, "unanswered")
