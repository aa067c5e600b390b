# SPDX-License-Identifier: Apache-2.0
"""A branch that sends under another policy than the one agreed: more is not kept, less is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
import registers
from offices import PC, send_down, send_up

from unionbook.data import units
from unionbook.operations import federation
from unionbook.operations import units as unit_tree
from unionbook.operations.agreed import agreed_with
from unionbook.sync.refusals import ForgedError

if TYPE_CHECKING:
    from pathlib import Path


def agree(tmp_path: Path, policy: str) -> tuple[PC, PC, Path]:
    """Give a branch and a desk that agreed on a policy."""
    stick = tmp_path / "stick"
    stick.mkdir()
    branch = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    offices.connect(desk, branch, stick, "Sao Mai", policy)
    with branch.open() as session:
        values = {"phone": "0912345678", "identity_number": "001090000001"}
        registers.enrol(session, "Trần Văn An", **values)
    return branch, desk, stick


def send_under(branch: PC, policy: str) -> None:
    with branch.open() as session, session.commit("answer_invitation", right="join_federation"):
        units.put_federation(session.office, session.site, policy=policy)


def test_more_than_was_agreed_is_not_kept(tmp_path: Path):
    branch, desk, stick = agree(tmp_path, "province")
    send_under(branch, "district")
    taken = send_up(branch, desk, stick)
    assert taken.state == "applied"
    [note] = taken.notes
    assert "Sao Mai sent more than was agreed" in note
    assert "Phone" in note
    with desk.open() as session:
        [found] = federation.search_members(session, text="An")
        assert (found.member.phone, found.member.identity_number) == ("", "")
        assert session.database.value("SELECT count(*) FROM unit_members WHERE job IS NULL") == 1


def test_names_are_not_kept_where_counts_were_agreed(tmp_path: Path):
    branch, desk, stick = agree(tmp_path, "national")
    send_under(branch, "district")
    assert "Members" in send_up(branch, desk, stick).notes[0]
    with desk.open() as session:
        assert federation.search_members(session, text="An") == []
        assert federation.overview(session).total.members == 1


def test_less_than_was_agreed_is_told(tmp_path: Path):
    branch, desk, stick = agree(tmp_path, "district")
    assert send_up(branch, desk, stick).notes == ()
    send_under(branch, "province")
    [note] = send_up(branch, desk, stick).notes
    assert "sent less than was agreed" in note
    assert "Phone" in note
    with desk.open() as session:
        [found] = federation.search_members(session, text="An")
        assert found.member.phone == "0912345678"


def test_what_is_agreed_anew_is_sent_anew(tmp_path: Path):
    branch, desk, stick = agree(tmp_path, "province")
    send_up(branch, desk, stick)
    with desk.open() as session:
        [place] = unit_tree.list_units(session)
    send_down(desk, place.unit.id, branch, stick)
    offices.agree_anew(desk, branch, stick, place.unit.id, "district")
    send_up(branch, desk, stick)
    with desk.open() as session:
        [found] = federation.search_members(session, text="An")
        assert found.member.phone == "0912345678"
    offices.agree_anew(desk, branch, stick, place.unit.id, "national")
    with desk.open() as session:
        assert federation.search_members(session, text="An") == []
        assert session.database.value("SELECT count(*) FROM unit_members") == 0
    assert send_up(branch, desk, stick).state == "applied"


def test_what_goes_down_is_no_policy_for_what_goes_up(tmp_path: Path):
    _branch, desk, _stick = agree(tmp_path, "district")
    with desk.open() as session:
        [place] = unit_tree.list_units(session)
        unit = unit_tree.get_unit(session, unit_id=place.unit.id)
        with pytest.raises(ForgedError):
            agreed_with(unit, "down")
