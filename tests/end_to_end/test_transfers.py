# SPDX-License-Identifier: Apache-2.0
"""Transfers beside what else happens: late numbers, withdrawals that cross, and erasures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import erased
import offices
import pytest
import registers
from offices import send_down, send_up

from unionbook.errors import UnionbookError
from unionbook.operations import (
    bundles,
    erasing,
    events,
    federation,
    federation_down,
    members,
    transfers,
    verify,
)

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC

NAME, PHONE = "Quách Thị Xoábỏ", "0977123987"
WHY = "yêu cầu bằng văn bản"


class Tree(NamedTuple):
    """Two branches, their desk, their units there, and the stick that goes round."""

    one: PC
    two: PC
    desk: PC
    here: int
    there: int
    stick: Path


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    stick = tmp_path / "stick"
    stick.mkdir()
    one = offices.found(tmp_path / "a", "one", branch="Sao Mai")
    two = offices.found(tmp_path / "b", "two", branch="Hướng Dương")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    here = offices.connect(desk, one, stick, "Sao Mai")
    there = offices.connect(desk, two, stick, "Hướng Dương")
    return Tree(one, two, desk, here, there, stick)


def offer(tree: Tree) -> tuple[int, str]:
    """Let a member of the first branch be offered to the second; give the row and the number."""
    with tree.one.open() as session:
        member = registers.enrol(session, NAME, phone=PHONE)
        transfers.ask_transfer(session, member_id=member, to="Hướng Dương")
        [row] = transfers.list_transfers(session)
    send_up(tree.one, tree.desk, tree.stick)
    with tree.desk.open() as session:
        transfers.approve_transfer(session, number=row.number, to_unit=tree.there)
    send_down(tree.desk, tree.there, tree.two, tree.stick)
    return member, row.number


def accept(tree: Tree, number: str) -> int:
    """Let the second branch say yes; give the row there."""
    with tree.two.open() as session:
        transfers.accept_transfer(session, number=number)
        [arrived] = members.list_member_ids(session)
    return arrived


def state(pc: PC, number: str) -> tuple[str, bool]:
    """Give how a transfer stands at an office, and whether the history is kept there."""
    with pc.open() as session:
        found = transfers.get_transfer(session, number=number)
        return found.row.state, found.record is not None


def test_a_number_that_comes_after_the_arrival_goes_where_the_member_is(tree: Tree):
    member, number = offer(tree)
    arrived = accept(tree, number)
    send_up(tree.two, tree.desk, tree.stick)
    with tree.desk.open() as session:
        with pytest.raises(UnionbookError, match="gone over to Hướng Dương"):
            federation_down.give_codes(session, unit_id=tree.here, codes={member: ("VN-8", "")})
        federation_down.give_codes(session, unit_id=tree.there, codes={arrived: ("VN-8", "T-1")})
    send_down(tree.desk, tree.there, tree.two, tree.stick)
    send_down(tree.desk, tree.here, tree.one, tree.stick)
    with tree.two.open() as session:
        values = members.get_member(session, member_id=arrived).values
        assert (values["official_number"], values["card_number"]) == ("VN-8", "T-1")
        registers.expect_whole(session)
    with tree.one.open() as session:
        values = members.get_member(session, member_id=member).values
        assert (values["status"], values["official_number"]) == ("transferred", None)


def test_what_is_withdrawn_leaves_no_history_where_it_was_offered(tree: Tree):
    _member, number = offer(tree)
    with tree.one.open() as session:
        transfers.withdraw_transfer(session, number=number)
    send_up(tree.one, tree.desk, tree.stick)
    taken = send_down(tree.desk, tree.there, tree.two, tree.stick)
    assert any("withdrawn the transfer" in note for note in taken.notes), taken.notes
    assert state(tree.two, number) == ("withdrawn", False)
    with tree.two.open() as session, pytest.raises(UnionbookError, match="does not wait"):
        transfers.accept_transfer(session, number=number)
    taken = send_down(tree.desk, tree.there, tree.two, tree.stick)
    assert not any("withdr" in note for note in taken.notes)


def test_a_yes_that_crosses_a_withdrawal_is_told(tree: Tree):
    member, number = offer(tree)
    accept(tree, number)
    with tree.one.open() as session:
        transfers.withdraw_transfer(session, number=number)
    send_up(tree.one, tree.desk, tree.stick)
    send_up(tree.two, tree.desk, tree.stick)
    taken = send_down(tree.desk, tree.there, tree.two, tree.stick)
    assert any("is a member of both" in note for note in taken.notes), taken.notes
    with tree.one.open() as session:
        assert members.get_member(session, member_id=member).values["status"] == "active"


@pytest.mark.parametrize("by", ["desk", "branch"])
def test_who_refuses_keeps_no_history_of_somebody_elses_member(tree: Tree, by: str):
    _member, number = offer(tree)
    with (tree.desk if by == "desk" else tree.two).open() as session:
        transfers.refuse_transfer(session, number=number, reason="chưa nhận được")
    send_up(tree.two, tree.desk, tree.stick)
    send_down(tree.desk, tree.there, tree.two, tree.stick)
    for pc in (tree.desk, tree.two):
        assert state(pc, number)[1] is False
    taken = send_down(tree.desk, tree.here, tree.one, tree.stick)
    assert any("was refused" in note for note in taken.notes), taken.notes


def test_erasing_who_went_over_leaves_the_other_branch_its_own_record(tree: Tree):
    member, number = offer(tree)
    arrived = accept(tree, number)
    send_up(tree.two, tree.desk, tree.stick)
    send_down(tree.desk, tree.here, tree.one, tree.stick)
    with tree.one.open() as session:
        erasing.erase_member(session, member_id=member, reason=WHY)
        assert erased.left_of(session, NAME, PHONE) == []
    send_up(tree.one, tree.desk, tree.stick)
    with tree.desk.open() as session:
        [found] = federation.search_members(session, text="xoabo")
        assert found.unit == "Hướng Dương"
        [row] = transfers.list_transfers(session)
        assert row.full_name != NAME
        assert verify.verify_register(session).whole
    with tree.two.open() as session:
        events.record_event(session, member_ids=[arrived], kind="left")
        erasing.erase_member(session, member_id=arrived, reason=WHY)
        assert erased.left_of(session, NAME, PHONE) == []
    send_up(tree.two, tree.desk, tree.stick)
    with tree.desk.open() as session:
        assert erased.left_of(session, NAME, PHONE, "xoabo") == []
    for unit, pc in ((tree.here, tree.one), (tree.there, tree.two)):
        send_down(tree.desk, unit, pc, tree.stick)
        with pc.open() as session:
            assert erased.left_of(session, NAME, PHONE) == []
            registers.expect_whole(session)


@pytest.mark.parametrize("heard", ["before", "with the erasure"])
def test_the_desk_lets_go_of_whom_only_the_other_branch_erased(tree: Tree, heard: str):
    member, number = offer(tree)
    arrived = accept(tree, number)
    if heard == "before":
        send_up(tree.two, tree.desk, tree.stick)
        with tree.desk.open() as session:
            codes = {arrived: ("MÃSỐ-7", "")}
            federation_down.give_codes(session, unit_id=tree.there, codes=codes)
    with tree.two.open() as session:
        events.record_event(session, member_ids=[arrived], kind="left")
        erasing.erase_member(session, member_id=arrived, reason=WHY)
    send_up(tree.two, tree.desk, tree.stick)
    with tree.desk.open() as session:
        [row] = transfers.list_transfers(session)
        assert (row.state, row.member_id) == ("accepted", member)
        told = session.database.value("SELECT pseudonym FROM unit_erasures")
        assert row.full_name == told
        named = session.database.rows("SELECT full_name FROM unit_members ORDER BY full_name")
        assert sorted(one for (one,) in named) == sorted([NAME, told])
        held = "SELECT 1 FROM changes WHERE instr(before, ?)"
        assert not session.database.rows(held, [NAME])
        assert not session.database.rows("SELECT 1 FROM commits WHERE instr(reason, ?)", [NAME])
        assert not session.database.rows(
            "SELECT 1 FROM member_codes WHERE unit_id = ? AND official_number IS NOT NULL",
            [tree.there],
        )
        assert verify.verify_register(session).whole
    # The branch that was left hears that it was accepted all the same, and keeps its own record.
    taken = send_down(tree.desk, tree.here, tree.one, tree.stick)
    assert any(f"{NAME} has gone over" in note for note in taken.notes), taken.notes


def test_the_desk_hears_of_an_erasure_before_it_ever_heard_of_the_person(
    tree: Tree, tmp_path: Path
):
    second = offices.join(tmp_path / "a", "second", tree.one, tree.stick)
    with second.open() as session:
        made = bundles.make_for_branch(session, to=tree.stick)
    with tree.one.open() as session:
        bundles.apply_bundle(session, path=made.path)
        member = registers.enrol(session, NAME, phone=PHONE)
        between = bundles.make_for_branch(session, to=tree.stick)
        events.record_event(session, member_ids=[member], kind="left")
        erasing.erase_member(session, member_id=member, reason=WHY)
    send_up(tree.one, tree.desk, tree.stick)
    with tree.desk.open() as session:
        assert erased.left_of(session, NAME, PHONE) == []
    # The second PC knows the person and not the erasure, writes into the record, and sends it up.
    with second.open() as session:
        bundles.apply_bundle(session, path=between.path)
        members.correct_member(session, member_id=member, values={"phone": "0955444333"})
    send_up(second, tree.desk, tree.stick)
    with tree.desk.open() as session:
        assert erased.left_of(session, NAME, PHONE, "0955444333", "xoabo") == []
        assert not federation.search_members(session, text="xoabo")
        assert verify.verify_register(session).whole
