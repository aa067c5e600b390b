# SPDX-License-Identifier: Apache-2.0
"""The exchange in the real window: two PCs of a branch, and the union above."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import offices
import pytest
import registers
from PySide6.QtWidgets import QFileDialog, QPushButton

from unionbook.operations import (
    bundle_history,
    bundles,
    conflicts,
    devices,
    federation_down,
    invitations,
    members,
    months,
    sessions,
    transfers,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from offices import PC

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.exchange import ExchangeScreen

TREASURER = "Phạm Quang Sơn"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plug a stick in; whoever asks for a folder is given it."""
    place = tmp_path / "stick"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(place))
    return place


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    first = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with first.open() as session:
        registers.add_user(session, TREASURER, "treasurer")
        registers.enrol(session, "Trần Văn An", phone="0912345678")
    return first, offices.join(tmp_path / "a", "two", first, stick, TREASURER)


@pytest.fixture
def above(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")


@pytest.fixture
def sit(
    window: MainWindow, desk: Desk, settle, monkeypatch: pytest.MonkeyPatch
) -> Callable[[PC], ExchangeScreen]:
    """Sit down at a PC and open the exchange there."""

    def at(pc: PC) -> ExchangeScreen:
        monkeypatch.setenv("UNIONBOOK_HOME", str(pc.home))
        session = sessions.open_register(
            folder=pc.folder, user=pc.user, passphrase=registers.PASSPHRASE
        )
        desk.enter((session, session.info))
        settle()
        workspace = window.workspace
        assert workspace is not None
        workspace.go("exchange")
        settle()
        return workspace.screen_of("exchange")

    return at


def connect(desk: PC, branch: PC, stick: Path) -> int:
    with desk.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        words = " ".join(invitations.link_of(session).words)
        invitations.confirm(session, words=words)
    with desk.open() as session:
        invitations.read_answer(session, path=answer)
        invitations.confirm(session, words=words, unit_id=unit)
    invitation.unlink()
    answer.unlink()
    return unit


def test_a_file_goes_from_one_pc_to_the_other(branch, sit, stick, settle, heard):
    one, two = branch
    screen = sit(one)
    part = screen.parts["send"]
    assert part.make_branch.isVisible()
    assert not part.make_month.isVisible()
    part.make_branch.click()
    settle()
    [path] = stick.glob("*.unionbundle")
    assert "saved" in heard.sentences[-1]
    with two.open() as session:
        assert bundles.apply_bundle(session, path=path).state == "applied"


def test_who_changed_since_the_last_sending_is_listed_and_told(
    branch, above, sit, stick, settle, window
):
    one, _two = branch
    connect(above, one, stick)
    with one.open() as session:
        [an] = members.list_member_ids(session)
        registers.enrol(session, "Lê Thị Bình")
        months.make_month(session, to=stick)
        members.correct_member(session, member_id=an, values={"phone": "0911111111"})
        registers.enrol(session, "Võ Thị Chi")
    part = sit(one).parts["send"]
    assert part.changed_since.text().startswith("1 member changed")
    assert part.not_sent.text().startswith("1 member not sent")
    part.changed_since.click()
    settle()
    screen = window.workspace.screen_of("members")
    assert list(screen.model.ids) == [an]
    assert screen.filter.sending.isVisible()
    screen.table.choose(an)
    settle()
    assert screen.panel.sending.told.text() == "Changed since the last sending"
    screen.filter.sending.setCurrentIndex(screen.filter.sending.findData("unconfirmed"))
    screen.filter.changed.emit()
    settle()
    [binh] = screen.model.ids
    screen.table.choose(binh)
    settle()
    assert "not confirmed yet" in screen.panel.sending.told.text()
    screen.filter.show_all()
    settle()
    assert len(screen.model.ids) == 3


def test_a_file_is_looked_at_before_it_is_taken_in(branch, sit, stick, settle, desk):
    one, two = branch
    with two.open(registers.HEAD) as session:
        registers.enrol(session, "Lê Thị Bình")
        made = bundles.make_for_branch(session, to=stick)
    broken = stick / "broken.unionbundle"
    broken.write_bytes(made.path.read_bytes()[:-40] + b"x" * 40)
    screen = sit(one)
    screen.arrive(("open", str(stick)))
    settle()
    part = screen.parts["open"]
    seals = {arrival.path.name: arrival for arrival in part.arrivals}
    assert seals[made.path.name].info.signature == "good"
    wrong = seals[broken.name]
    assert wrong.info is None or wrong.info.signature == "bad"
    assert len(members.list_member_ids(desk.open_session)) == 1
    part.take.click()
    settle()
    assert sorted(one.state for one in part.outcomes) == ["applied", "refused"]
    assert len(members.list_member_ids(desk.open_session)) == 2


def test_two_values_stand_side_by_side_until_one_is_taken(branch, sit, stick, settle, desk):
    one, two = branch
    with one.open() as session:
        [an] = members.list_member_ids(session)
        members.correct_member(session, member_id=an, values={"phone": "0911111111"})
    with two.open(registers.HEAD) as session:
        members.correct_member(session, member_id=an, values={"phone": "0922222222"})
        made = bundles.make_for_branch(session, to=stick)
    screen = sit(one)
    screen.arrive(("open", str(made.path)))
    settle()
    screen.parts["open"].take.click()
    settle()
    [outcome] = screen.parts["open"].outcomes
    assert "PC " not in outcome.message
    screen.arrive(("conflicts",))
    settle()
    [found] = conflicts.list_conflicts(desk.open_session)
    assert {found.kept_pc, found.other_pc} == {
        pc.name for pc in devices.list_devices(desk.open_session)
    }
    settle()
    part = screen.parts["conflicts"]
    values = {part.kept.value.text(), part.other.value.text()}
    assert values == {"0911111111", "0922222222"}
    assert registers.HEAD in part.kept.by.text()
    wanted = part.other.value.text()
    part.other.button.click()
    settle()
    session = desk.open_session
    assert conflicts.count_conflicts(session) == 0
    assert members.get_member(session, member_id=an).values["phone"] == wanted
    assert part.list.count() == 0


def test_the_policy_is_shown_before_the_first_month(branch, above, sit, stick, settle, desk, heard):
    one, _two = branch
    connect(above, one, stick)
    screen = sit(one)
    part = screen.parts["send"]
    assert any("Members" in line for line in part.contents.lines)
    # It was agreed to when the invitation was answered: it is shown once more, not asked again.
    assert part.policy.isVisible()
    part.make_month.click()
    settle()
    assert part.made.isVisible()
    assert part.make_month.hasFocus()
    assert stick.name in part._sent_where.text()
    assert "receipt comes back" in part._sent_next.text()
    assert part._page.verticalScrollBar().value() == 0
    [path] = stick.glob("*.unionbundle")
    assert bundles.inspect_bundle(path=path).purpose == "up"
    assert not part.policy.isVisible()
    assert part.make_month.isEnabled()
    assert "saved" in heard.sentences[-1]
    screen.arrive(("history",))
    settle()
    history = screen.parts["history"]
    assert history.entries[0].state == "open"
    history.lost.click()
    settle()
    assert bundle_history.list_bundles(desk.open_session)[0].state == "called_back"
    assert not history.lost.isVisible()
    screen.arrive(("month",))
    settle()
    assert not part.made.isVisible()


def test_a_branch_joins_the_union_above(branch, above, sit, stick, settle, desk):
    one, _two = branch
    with above.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    screen = sit(one)
    # Wherever it is opened, a file leads to where it belongs.
    screen.arrive(("open", str(invitation)))
    settle()
    assert screen.part_name == "above"
    part = screen.parts["above"]
    assert part.invited.isVisible()
    assert not part.answer.isEnabled()
    part.agreed.setChecked(True)
    part.answer.click()
    settle()
    [answer] = stick.glob("*.unionbook-answer")
    assert part.compare.isVisible()
    assert part.compared_with.text() == "Liên đoàn Phường Sao"
    screen.show_part("send")
    settle()
    assert "six words" in screen.part.told.text()
    screen.part.join.click()
    settle()
    assert screen.part_name == "above"
    with above.open() as session:
        invitations.read_answer(session, path=answer)
        words = invitations.link_of(session, unit_id=unit).words
    os.environ["UNIONBOOK_HOME"] = str(one.home)
    assert part.compared.shown.words == words
    assert not part.compared.confirm.isEnabled()
    part.compared.agreed.setChecked(True)
    part.compared.confirm.click()
    settle()
    assert invitations.link_of(desk.open_session).state == "confirmed"
    assert part.linked.isVisible()


def test_whether_two_names_are_one_branch_is_asked(branch, above, sit, stick, settle, heard):
    one, _two = branch
    with above.open() as session:
        [unit] = units.add_unit(session, name="Hướng Dương").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    screen = sit(one)
    screen.arrive(("open", str(invitation)))
    settle()
    part = screen.parts["above"]
    part.agreed.setChecked(True)
    part.answer.click()
    settle()
    assert "for “Hướng Dương”" in heard.sentences[-1]
    assert not list(stick.glob("*.unionbook-answer"))
    heard[-1].choices[0].act()
    settle()
    assert list(stick.glob("*.unionbook-answer"))
    assert part.compare.isVisible()


def test_what_was_said_of_one_file_does_not_stay_under_the_next(
    branch, above, sit, stick, settle, window, monkeypatch
):
    one, _two = branch
    with above.open() as session:
        [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    sheet = stick / "sheet.pdf"
    sheet.write_bytes(b"%PDF-1.4")
    screen = sit(one)
    screen.show_part("above")
    settle()
    part = screen.part
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(sheet), ""))
    part.open.click()
    settle()
    assert window.workspace.bar.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(invitation), ""))
    part.open.click()
    settle()
    assert part.invited.isVisible()
    assert not window.workspace.bar.isVisible()
    part._on_not()
    settle()
    assert part.open.hasFocus()


def test_a_pc_is_approved_by_its_words_and_struck_off(branch, sit, stick, settle, desk, heard):
    one, _two = branch
    with one.open() as session:
        copy = devices.invite_device(session, to=stick)
    # It is the register's name that is looked for on the stick.
    assert copy.name.startswith("Công đoàn Sao Mai ")
    third = offices.PC(stick.parent / "three-home", stick.parent / "three.unionbook", TREASURER)
    third.home.mkdir()
    with third.at():
        joined = devices.join_device(
            path=copy, into=third.folder, user=TREASURER, passphrase=registers.PASSPHRASE
        )
        site = joined.session.site
        joined.session.close()
    screen = sit(one)
    screen.arrive(("open", str(joined.request)))
    settle()
    part = screen.parts["devices"]
    assert part.compared.shown.words == joined.words
    part.request_name.setText("Máy thứ ba")
    part.compared.agreed.setChecked(True)
    part.compared.confirm.click()
    settle()
    states = {one.site: (one.name, one.state) for one in devices.list_devices(desk.open_session)}
    assert states[site] == ("Máy thứ ba", "active")
    part.strike[site].click()
    heard[-1].choices[0].act()
    settle()
    assert {one.state for one in part.devices if one.site == site} == {"revoked"}
    # What was pressed is gone: the keyboard is where one goes on, not in the search box.
    assert part.window().focusWidget() is part.invite
    heard[-1].choices[0].act()
    settle()
    assert screen.part_name == "send"


def test_what_came_down_is_read_and_a_member_is_let_go(
    branch, above, sit, stick, settle, desk, save_as
):
    one, _two = branch
    unit = connect(above, one, stick)
    (stick / "thong-bao.txt").write_text("Nghỉ Tết", "utf-8")
    with above.open() as session:
        federation_down.add_document(session, path=stick / "thong-bao.txt", title="Nghỉ Tết")
        down = federation_down.make_down(session, unit_id=unit, to=stick)
    screen = sit(one)
    screen.arrive(("open", str(down.path)))
    settle()
    screen.parts["open"].take.click()
    settle()
    # What came to be read leads to where it is read, above the long policy.
    [read] = [
        one for one in screen.part.findChildren(QPushButton) if one.text().endswith("Read it")
    ]
    read.click()
    settle()
    part = screen.parts["above"]
    assert screen.part_name == "above"
    assert part.documents.isVisible()
    assert part.documents.y() < part.linked.y()
    assert part.all_read.isVisible()
    target = save_as("read.txt")
    [save] = part.save.values()
    save.setFocus()
    save.click()
    settle()
    assert target.read_text("utf-8") == "Nghỉ Tết"
    assert not part.all_read.isVisible()
    [save] = part.save.values()
    assert part.window().focusWidget() is save
    screen.show_part("transfers")
    settle()
    moves = screen.parts["transfers"]
    [an] = members.list_member_ids(desk.open_session)
    moves.member.show_member(an, "Trần Văn An")
    moves.to.setText("Hướng Dương")
    moves.ask.click()
    settle()
    assert [row.state for row in transfers.list_transfers(desk.open_session)] == ["asked"]
    moves.withdraw.click()
    settle()
    assert [row.state for row in transfers.list_transfers(desk.open_session)] == ["withdrawn"]
    assert moves.window().focusWidget() is moves.table


def documents(desk: Desk):
    from unionbook.operations import from_above

    return from_above.list_documents(desk.open_session)


def test_home_says_what_waits_and_leads_there(branch, above, sit, stick, settle, window):
    one, _two = branch
    connect(above, one, stick)
    sit(one)
    workspace = window.workspace
    workspace.go("home")
    settle()
    home = workspace.screen_of("home")
    cards = {card.waiting.name: card for card in home.cards}
    assert {"sending", "other_pcs"} <= set(cards)
    cards["sending"].button.click()
    settle()
    assert workspace.screen_name == "exchange"
    assert workspace.screen_of("exchange").part_name == "send"
