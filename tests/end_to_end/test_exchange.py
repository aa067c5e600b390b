# SPDX-License-Identifier: Apache-2.0
"""Bundles between real registers: two branches of two PCs each, and a federation's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
import registers
from open_register import no_waiting

from unionbook.operations import (
    bundle_history,
    bundles,
    federation,
    federation_down,
    invitations,
    members,
    months,
    units,
)

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC

__all__ = ["no_waiting"]

pytestmark = pytest.mark.usefixtures("no_waiting")
TREASURER = "Phạm Quang Sơn"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    """Give the two PCs of a branch: the head's and the treasurer's."""
    first = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with first.open() as session:
        registers.add_user(session, TREASURER, "treasurer")
        registers.enrol(session, "Trần Văn An")
    return first, offices.join(tmp_path / "a", "two", first, stick, TREASURER)


def carry(giver: PC, taker: PC, stick: Path) -> bundles.BundleTaken:
    with giver.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with taker.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def names(pc: PC) -> set[str]:
    with pc.open() as session:
        return {row[0] for row in session.database.rows("SELECT full_name FROM members")}


def test_two_pcs_of_a_branch_stay_one_register(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    with one.open() as session:
        registers.enrol(session, "Lê Thị Bình")
    taken = carry(one, two, stick)
    assert (taken.state, taken.conflicts) == ("applied", 0), taken
    assert names(two) == names(one) == {"Trần Văn An", "Lê Thị Bình"}
    taken = carry(two, one, stick)
    assert taken.state == "applied", taken
    for pc in branch:
        with pc.open() as session:
            registers.expect_whole(session)
            registers.expect_index_in_step(session)


@pytest.fixture
def desk(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


def connect(desk: PC, branch: PC, stick: Path, name: str) -> int:
    """Let a branch and the desk come to know each other; give the unit."""
    with desk.open() as session:
        changes = units.add_unit(session, name=name)
        [unit] = changes.rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        words = invitations.link_of(session).words
    with desk.open() as session:
        invitations.read_answer(session, path=answer)
        assert invitations.link_of(session, unit_id=unit).words == words
        invitations.confirm(session, words=" ".join(words), unit_id=unit)
    with branch.open() as session:
        invitations.confirm(session, words=" ".join(words))
    invitation.unlink()
    answer.unlink()
    return unit


def send_up(branch: PC, desk: PC, stick: Path) -> bundles.BundleTaken:
    with branch.open() as session:
        made = months.make_month(session, to=stick)
    with desk.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def send_down(desk: PC, unit: int, branch: PC, stick: Path) -> bundles.BundleTaken:
    with desk.open() as session:
        made = federation_down.make_down(session, unit_id=unit, to=stick)
    with branch.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def test_a_branch_reports_and_gets_its_receipt(branch: tuple[PC, PC], desk: PC, stick: Path):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    taken = send_up(one, desk, stick)
    assert taken.state == "applied", taken
    with desk.open() as session:
        mirrored = session.database.rows("SELECT full_name, status FROM unit_members")
        assert mirrored == [("Trần Văn An", "active")]
        registers.expect_whole(session)
    with one.open() as session:
        assert months.preview_month(session).tables[0].rows == 1
    taken = send_down(desk, unit, one, stick)
    assert taken.state == "applied", taken
    with one.open() as session:
        assert months.preview_month(session).tables == ()
        registers.expect_whole(session)


def test_waiting_follows_what_was_sent_and_confirmed(
    branch: tuple[PC, PC], desk: PC, stick: Path
):
    one, _two = branch
    unit = connect(desk, one, stick, "Sao Mai")
    with one.open() as session:
        [an] = members.list_member_ids(session)
        assert bundle_history.sending_of(session, member_ids=[an]) == {an: "not_sent"}
        assert bundle_history.waiting(session).new_members == 1
        made = months.make_month(session, to=stick)
        assert bundle_history.sending_of(session, member_ids=[an]) == {an: "on_the_way"}
        assert bundle_history.list_bundles(session)[0].state == "open"
    with desk.open() as session:
        bundles.apply_bundle(session, path=made.path)
        [late] = [one.late for one in federation.overview(session).units]
        assert (late, federation.list_late(session)) == (0, [])
        [found] = federation.search_members(session, text="tran an")
        assert (found.unit, found.member.full_name) == ("Sao Mai", "Trần Văn An")
        report = federation.overview_report(session)
        assert report.rows[0][2] == 1
        federation.save_overview(session, path=stick / "overview.pdf")
        federation.save_overview(session, path=stick / "overview.xlsx")
    send_down(desk, unit, one, stick)
    with one.open() as session:
        assert bundle_history.sending_of(session, member_ids=[an]) == {an: "sent"}
        assert bundle_history.waiting(session).steps == 0
        assert bundle_history.list_bundles(session)[1].state == "confirmed"
        members.correct_member(session, member_id=an, values={"note": "không gửi"})
        assert bundle_history.sending_of(session, member_ids=[an]) == {an: "sent"}
        members.correct_member(session, member_id=an, values={"phone": "0912345678"})
        assert bundle_history.sending_of(session, member_ids=[an]) == {an: "changed"}
        found = bundle_history.waiting(session)
        assert (found.new_members, found.changed_members) == (0, 1)
