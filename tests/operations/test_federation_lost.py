# SPDX-License-Identifier: Apache-2.0
"""A branch that went back to an older state: the desk tells, hands back, or strikes off."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import offices
import pytest
import registers
from offices import PC, send_down, send_up

from unionbook.errors import NotFoundError
from unionbook.operations import (
    backups,
    bundle_history,
    bundles,
    devices,
    erasing,
    events,
    federation,
    federation_lost,
    handed_back,
    history,
    members,
    months,
    waiting,
)

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.federation_lost import LostState
    from unionbook.operations.sessions import Session


@pytest.fixture
def gone_back(tmp_path: Path) -> tuple[PC, PC, int, Path]:
    """Give a branch whose only PC was put back from a backup, its desk and its unit there."""
    stick = tmp_path / "stick"
    stick.mkdir()
    branch = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    with branch.open() as session:
        an = registers.enrol(session, "Trần Văn An")
        registers.enrol(session, "Đỗ Thị Yên")
    send_up(branch, desk, stick)
    with branch.open() as session:
        old = backups.make_backup(session, to=stick).backup.path
        registers.enrol(session, "Lê Thị Bình", born_on="1990-02-03")
        members.correct_member(session, member_id=an, values={"phone": "0912345678"})
        events.record_event(session, member_ids=[an], kind="suspended")
    send_up(branch, desk, stick, month="2024-09")
    shutil.rmtree(branch.folder)
    with branch.at():
        backups.restore_backup(path=old, into=branch.folder)
    with branch.open() as session:
        registers.enrol(session, "Ngô Văn Tú")
    return branch, desk, unit, stick


def strike_former_pc_off(branch: PC) -> None:
    with branch.open() as session:
        [former] = [one for one in devices.list_devices(session) if not one.is_this]
        devices.revoke_device(session, site=former.site)


def found(session: Session) -> list[str]:
    return sorted(one.member.full_name for one in federation.search_members(session, text=""))


def the_lost(desk: PC) -> LostState:
    with desk.open() as session:
        [state] = federation_lost.list_lost(session)
        return state


def test_nothing_waits_for_a_pc_that_is_no_more(gone_back: tuple[PC, PC, int, Path]):
    branch, desk, unit, stick = gone_back
    send_up(branch, desk, stick)
    taken = send_down(desk, unit, branch, stick)
    assert any("put back from an older copy" in note for note in taken.notes), taken.notes
    with branch.open() as session:
        assert bundle_history.waiting(session).pcs == 0
        names = [one.name for one in waiting.list_waiting(session)]
        assert "other_pcs" not in names
        assert "former_pc" in names
    strike_former_pc_off(branch)
    with branch.open() as session:
        assert "former_pc" not in [one.name for one in waiting.list_waiting(session)]


def test_a_register_put_back_on_a_pc_that_remembers_nothing_is_named_at_once(
    tmp_path: Path, gone_back: tuple[PC, PC, int, Path]
):
    branch, desk, unit, stick = gone_back
    shutil.rmtree(branch.folder)
    new = PC(tmp_path / "new-home", tmp_path / "new.unionbook")
    new.home.mkdir()
    with new.at():
        backups.restore_backup(path=next(stick.glob("*.unionbackup")), into=new.folder)
    with new.open() as session:
        registers.enrol(session, "Ngô Văn Tú")
    taken = later(new, desk, stick)
    assert any("lacks" in note and "put back from a backup" in note for note in taken.notes)
    with desk.open() as session:
        [told] = federation_lost.list_silent(session)
        assert told.unit.name == "Sao Mai"
        assert "silent" in [one.name for one in waiting.list_waiting(session)]
    taken = send_down(desk, unit, new, stick)
    assert any("strike it off" in note for note in taken.notes), taken.notes
    with new.open() as session:
        [former] = [one for one in devices.list_devices(session) if not one.is_this]
        devices.revoke_device(session, site=former.site)
    taken = send_up(new, desk, stick)
    assert not any("put back" in note for note in taken.notes)
    with desk.open() as session:
        assert federation_lost.list_silent(session) == []
        assert len(federation_lost.list_lost(session)) == 1


def test_a_second_pc_that_writes_beside_the_first_is_asked_about_until_they_meet(tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    one = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    unit = offices.connect(desk, one, stick, "Sao Mai")
    two = offices.join(tmp_path / "a", "two", one, stick)
    with one.open() as session:
        registers.enrol(session, "Trần Văn An")
    send_up(one, desk, stick)
    with desk.open() as session:
        assert federation_lost.list_silent(session) == []
    later(two, desk, stick)
    with desk.open() as session:
        assert [found.unit.id for found in federation_lost.list_silent(session)] == [unit]
    later(one, desk, stick)
    with desk.open() as session:  # it is in use
        assert federation_lost.list_silent(session) == []


def later(pc: PC, desk: PC, stick: Path) -> bundles.BundleTaken:
    """Send a month from a PC an hour after all that was sent so far."""
    with desk.open() as session, session.office.upkeep():
        session.database.execute(
            "UPDATE bundles SET made_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', made_at, '-1 hour')"
        )
    return send_up(pc, desk, stick)


def test_a_branch_of_two_pcs_lost_nothing(tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    one = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    offices.connect(desk, one, stick, "Sao Mai")
    two = offices.join(tmp_path / "a", "two", one, stick)
    with one.open() as session:
        registers.enrol(session, "Trần Văn An")
    send_up(one, desk, stick)
    with two.open() as session:
        registers.enrol(session, "Lê Thị Bình")
    send_up(two, desk, stick)
    with desk.open() as session:
        assert federation_lost.list_lost(session) == []
        assert found(session) == ["Lê Thị Bình", "Trần Văn An"]


def test_what_was_lost_is_told_and_handed_back(gone_back: tuple[PC, PC, int, Path]):
    branch, desk, unit, stick = gone_back
    strike_former_pc_off(branch)
    send_up(branch, desk, stick)
    state = the_lost(desk)
    assert [(one.full_name, one.whole) for one in state.members] == [
        ("Lê Thị Bình", True),
        ("Trần Văn An", False),
    ]
    assert (state.whole, state.changed, state.months) == (1, 1, ("2024-09",))
    assert "1 member stands here only" in federation_lost.lost_words(state)
    with desk.open() as session:
        assert "lost" in [one.name for one in waiting.list_waiting(session)]
        federation_lost.hand_back(session, unit_id=unit)
    taken = send_down(desk, unit, branch, stick)
    assert any("hands 3 records back" in note for note in taken.notes), taken.notes
    with branch.open() as session:
        offer = handed_back.find_offer(session)
        assert [(one.full_name, one.whole) for one in offer.members] == [
            ("Lê Thị Bình", True),
            ("Trần Văn An", False),
        ]
        assert len(members.list_member_ids(session)) == 3
        done = handed_back.take_handed_back(session)
        assert handed_back.find_offer(session) is None
        registers.expect_whole(session)
        registers.expect_index_in_step(session)
        [an] = [one for one in members.list_member_ids(session) if one in offered(offer, "An")]
        record = members.get_member(session, member_id=an)
        assert record.values["phone"] == "0912345678"
        assert record.values["status"] == "suspended"
        history.undo_commit(session, commit_id=done.commit_id)
        assert handed_back.find_offer(session) == offer
        handed_back.take_handed_back(session)
    send_up(branch, desk, stick, month="2024-09")
    with desk.open() as session:
        assert federation_lost.list_lost(session) == []
        assert found(session) == ["Lê Thị Bình", "Ngô Văn Tú", "Trần Văn An", "Đỗ Thị Yên"]
        with pytest.raises(NotFoundError, match="Nothing stands here"):
            federation_lost.strike_lost(session, unit_id=unit)
    # What was decided is not offered once more.
    taken = send_down(desk, unit, branch, stick)
    assert not any("hands" in note for note in taken.notes)


def test_who_was_erased_since_is_not_offered(gone_back: tuple[PC, PC, int, Path]):
    """The union above has not heard of it yet, and what it hands back could not be entered."""
    branch, desk, unit, stick = gone_back
    strike_former_pc_off(branch)
    send_up(branch, desk, stick)
    with desk.open() as session:
        federation_lost.hand_back(session, unit_id=unit)
    with branch.open() as session:
        an = members.search_members(session, text="Trần Văn An")[0][0]
        events.record_event(session, member_ids=[an], kind="left")
        erasing.erase_member(session, member_id=an, reason="2026-11-20")
    send_down(desk, unit, branch, stick)
    with branch.open() as session:
        offer = handed_back.find_offer(session)
        assert [one.full_name for one in offer.members] == ["Lê Thị Bình"]
        handed_back.take_handed_back(session)
        assert members.search_members(session, text="Lê Thị Bình")


def offered(offer: handed_back.Offer, given: str) -> set[int]:
    return {one.row_id for one in offer.members if one.full_name.endswith(given)}


def test_who_was_entered_again_comes_back_once(gone_back: tuple[PC, PC, int, Path]):
    branch, desk, unit, stick = gone_back
    strike_former_pc_off(branch)
    with branch.open() as session:
        again = registers.enrol(session, "Lê Thị Bình", born_on="1990-02-03")
    send_up(branch, desk, stick)
    with desk.open() as session:
        federation_lost.hand_back(session, unit_id=unit)
    send_down(desk, unit, branch, stick)
    with branch.open() as session:
        before = len(members.list_member_ids(session))
        offer = handed_back.find_offer(session)
        assert [one.here for one in offer.members if one.whole] == [again]
        handed_back.take_handed_back(session)
        assert len(members.list_member_ids(session)) == before


def test_what_was_lost_is_struck_off_and_the_rest_comes_anew(gone_back: tuple[PC, PC, int, Path]):
    branch, desk, unit, stick = gone_back
    strike_former_pc_off(branch)
    send_up(branch, desk, stick)
    with desk.open() as session:
        federation_lost.strike_lost(session, unit_id=unit)
        assert federation_lost.list_lost(session) == []
        assert found(session) == ["Ngô Văn Tú", "Trần Văn An", "Đỗ Thị Yên"]
        # What was changed in the lost state comes right with the next file.
        assert phone(session, "Trần Văn An") == "0912345678"
        registers.expect_whole(session)
    send_down(desk, unit, branch, stick)
    assert send_up(branch, desk, stick).state == "applied"
    with desk.open() as session:
        assert federation_lost.list_lost(session) == []
        assert found(session) == ["Ngô Văn Tú", "Trần Văn An", "Đỗ Thị Yên"]
        assert phone(session, "Trần Văn An") == ""
        [an] = [
            one.member
            for one in federation.search_members(session, text="")
            if one.member.full_name == "Trần Văn An"
        ]
        assert an.status == "active"


def phone(session: Session, name: str) -> str:
    return next(
        one.member.phone
        for one in federation.search_members(session, text="")
        if one.member.full_name == name
    )


def test_a_second_pc_of_the_desk_opens_the_same_files(tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    branch = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    desk = offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")
    unit = offices.connect(desk, branch, stick, "Sao Mai")
    second = offices.join(tmp_path / "f", "second", desk, stick)
    with branch.open() as session:
        registers.enrol(session, "Trần Văn An")
    with second.open() as session:
        told = bundles.make_for_branch(session, to=stick)
    with desk.open() as session:
        bundles.apply_bundle(session, path=told.path)
    # The branch hears of the second PC with the first file that comes down.
    send_down(desk, unit, branch, stick)
    with branch.open() as session:
        made = months.make_month(session, to=stick)
    for pc in (desk, second):
        with pc.open() as session:
            assert bundles.apply_bundle(session, path=made.path).state == "applied"
            assert found(session) == ["Trần Văn An"]
    # One that was opened at the first PC only is missing at the second one: its own file down says
    # so, and what the branch sends then brings both there.
    with branch.open() as session:
        registers.enrol(session, "Lê Thị Bình")
    send_up(branch, desk, stick)
    send_down(desk, unit, branch, stick)
    with branch.open() as session:
        registers.enrol(session, "Ngô Văn Tú")
    assert send_up(branch, second, stick).state == "held"
    send_down(second, unit, branch, stick)
    assert send_up(branch, second, stick).state == "applied"
    with second.open() as session:
        assert found(session) == ["Lê Thị Bình", "Ngô Văn Tú", "Trần Văn An"]


def test_more_than_fits_into_one_file_follows(
    gone_back: tuple[PC, PC, int, Path], monkeypatch: pytest.MonkeyPatch
):
    branch, desk, unit, stick = gone_back
    monkeypatch.setattr(handed_back, "MOST", 1)
    monkeypatch.setattr(federation_lost, "MOST", 1)
    strike_former_pc_off(branch)
    send_up(branch, desk, stick)
    with desk.open() as session:
        federation_lost.hand_back(session, unit_id=unit)
    for _part in range(3):
        send_down(desk, unit, branch, stick)
        with branch.open() as session:
            handed_back.take_handed_back(session)
        send_up(branch, desk, stick, month="2024-09")
    with desk.open() as session:
        assert federation_lost.list_lost(session) == []
