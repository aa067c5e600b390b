# SPDX-License-Identifier: Apache-2.0
"""A federation's desk in the real window: units, invitations, months taken in, the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import openpyxl
import pytest
import registers
from PySide6.QtWidgets import QFileDialog

from unionbook.operations import bundles, from_above, invitations, months, sessions, units

if TYPE_CHECKING:
    from pathlib import Path

    from offices import PC

    from unionbook.ui.workspace import Workspace


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(place))
    return place


@pytest.fixture
def branch(tmp_path: Path) -> PC:
    pc = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    with pc.open() as session:
        registers.enrol(session, "Trần Văn An", phone="0912345678")
    return pc


@pytest.fixture
def office(tmp_path: Path, window, desk, settle, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Sit at the desk of a federation."""
    pc = offices.found(tmp_path / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation")
    monkeypatch.setenv("UNIONBOOK_HOME", str(pc.home))
    session = sessions.open_register(
        folder=pc.folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    assert window.workspace is not None
    return window.workspace


def test_its_own_ways_and_nothing_of_a_branch(office):
    assert list(office.side.ways) == [
        "home", "overview", "units", "members", "exchange", "history", "backups", "users",
        "settings", "about",
    ]  # fmt: skip
    names = {command.icon for command in office.commands}
    assert not names & {"dues", "books", "welfare", "doubles"}


def test_from_the_tree_to_the_picture(office, branch, stick, settle, desk, save_as):
    page = add_a_unit(office, settle, desk)
    page.invite.click()
    settle()
    [invitation] = stick.glob("*.unionbook-invitation")
    sheet = save_as("sheet.pdf")
    page.sheet.click()
    settle()
    assert sheet.read_bytes().startswith(b"%PDF")
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        words = invitations.link_of(session).words
        invitations.confirm(session, words=" ".join(words))
        made = months.make_month(session, to=stick)
    office.go("units", ("answer", str(answer)))
    settle()
    assert page.compared.shown.words == words
    page.compared.agreed.setChecked(True)
    page.compared.confirm.click()
    settle()
    assert page.standing.text() == "Connected"
    take_in(office, settle, made.path)
    see_the_picture(office, settle, save_as("overview.xlsx"))
    give_a_number(office, settle, desk)
    exchange = office.screen_of("exchange")
    exchange.show_part("send")
    settle()
    part = exchange.parts["send"]
    part.send.click()
    settle()
    [down] = [path for path in stick.glob("*.unionbundle") if path != made.path]
    with branch.open() as session:
        assert bundles.apply_bundle(session, path=down).state == "applied"
        assert session.database.rows("SELECT official_number FROM members") == [("VN-1",)]


def add_a_unit(office, settle, desk):
    office.go("units", "add")
    settle()
    screen = office.screen_of("units")
    screen.form.name.setText("Sao Mai")
    screen.form.contacts["leader"].setText("Nguyễn Thị Lan")
    screen.form.save.click()
    settle()
    [place] = units.list_units(desk.open_session)
    assert (place.unit.name, place.unit.leader) == ("Sao Mai", "Nguyễn Thị Lan")
    assert screen.page.unit_id == place.unit.id
    return screen.page


def take_in(office, settle, path: Path) -> None:
    office.go("exchange", ("open", str(path)))
    settle()
    part = office.screen_of("exchange").parts["open"]
    part.take.click()
    settle()
    assert [one.state for one in part.outcomes] == ["applied"]
    # The receipt is what the desk does next, below the single file.
    assert part.send_down.isVisible()
    assert part._cards.count() == 2
    assert part._cards.itemAt(1).widget().isAncestorOf(part.send_down)


def see_the_picture(office, settle, target: Path) -> None:
    office.go("overview")
    settle()
    overview = office.screen_of("overview")
    assert overview.found.total.members == 1
    overview.tabs.setCurrentIndex(1)
    assert len(overview.months.rows.rows) == 12
    assert sum(row[1] for row in overview.months.rows.rows) == 1  # one month was reported
    overview.tabs.setCurrentIndex(0)
    overview.excel.click()
    settle()
    sheet = openpyxl.load_workbook(target).active
    assert any("Sao Mai" in str(cell.value) for row in sheet for cell in row)


def give_a_number(office, settle, desk) -> None:
    office.go("members", "tran an")
    settle()
    screen = office.screen_of("members")
    assert [one.member.full_name for one in screen.found] == ["Trần Văn An"]
    screen.official.setText("VN-1")
    assert not screen.waits.isVisible()
    screen.give.click()
    settle()
    # It is not in the branch yet, and must not look as if it had not been kept.
    assert screen.official.text() == "VN-1"
    assert screen.found[0].official_number == "VN-1"
    assert screen.waits.isVisible()
    assert desk.open_session.database.rows("SELECT official_number FROM member_codes") == [
        ("VN-1",)
    ]


def test_a_name_that_is_taken_is_said_at_its_field(office, settle, desk):
    units.add_unit(desk.open_session, name="Sao Mai")
    office.go("units", "add")
    settle()
    form = office.screen_of("units").form
    form.name.setText("sao mai")
    form.save.click()
    settle()
    assert "already" in form.rows["name"].note.text()


def test_a_new_desk_is_led_to_its_first_unit(office, settle):
    office.go("home")
    settle()
    cards = {card.waiting.name: card for card in office.screen_of("home").cards}
    cards["tree"].button.click()
    settle()
    assert office.screen_name == "units"
    assert office.screen_of("units").form.isVisible()


def test_an_answer_leads_to_the_unit_it_is_of(office, branch, stick, settle, desk):
    contacts = {"leader": "Nguyễn Thị Lan", "phone": "0912345678"}
    session = desk.open_session
    units.add_unit(session, name="An Bình")
    [unit] = units.add_unit(session, name="Sao Mai", contacts=contacts).rows["units"]
    invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    with branch.open() as there:
        answer = invitations.answer_invitation(there, path=invitation, to=stick)
    invitation.unlink()
    office.go("units")
    settle()
    screen = office.screen_of("units")
    assert screen.chosen.unit.name == "An Bình"
    # It lies alone in the folder that was chosen: what is meant is plain.
    office.go("exchange", ("open", str(answer.parent)))
    settle()
    assert office.screen_name == "units"
    assert screen.chosen.unit.id == unit
    page = screen.page
    assert page.compare.isVisible()
    assert "0912345678" in page.call.text()
    page.compared.agreed.setChecked(True)
    page.compared.confirm.click()
    settle()
    assert page.standing.text() == "Connected"
    assert page._page.verticalScrollBar().value() == 0
    assert page.look_at.hasFocus()


def test_an_invitation_at_the_desk_that_made_it_is_explained(office, stick, settle, desk):
    session = desk.open_session
    [unit] = units.add_unit(session, name="Sao Mai").rows["units"]
    invitation = invitations.invite_unit(session, unit_id=unit, to=stick)
    office.go("exchange", ("open", str(invitation)))
    settle()
    [arrival] = office.screen_of("exchange").parts["open"].arrivals
    assert "Union above" in arrival.refusal


def test_what_was_put_out_stands_there_and_can_be_taken_back(office, settle, heard):
    office.go("exchange", ("part", "papers"))
    settle()
    part = office.screen_of("exchange").part
    part.day.setText("06/02/2027")
    part.until.setText("10/02/2027")
    part.day_name.setText("Tết")
    part.put_day.click()
    settle()
    assert part.days_out.isVisible()
    assert "06/02/2027 – 10/02/2027" in part.days_out.text()
    assert "Tết" in part.days_out.text()
    heard[-1].choices[0].act()
    settle()
    assert not part.days_out.isVisible()


def test_a_document_goes_to_chosen_branches(office, settle, desk, tmp_path):
    for name in ("Sao Mai", "Hướng Dương"):
        units.add_unit(desk.open_session, name=name)
    letter = tmp_path / "letter.txt"
    letter.write_text("Kính gửi", "utf-8")
    office.go("exchange", ("part", "papers"))
    settle()
    part = office.screen_of("exchange").part
    ids = {one.unit.name: one.unit.id for one in units.list_units(desk.open_session)}
    for name in ("Sao Mai", "Hướng Dương"):
        part.to.box.activated.emit(part.to.box.findText(name))
    assert part.to.chosen == [ids["Sao Mai"], ids["Hướng Dương"]]
    part.to.taken.itemAt(0).widget().click()
    assert part.to.chosen == [ids["Hướng Dương"]]
    part.file.setText(str(letter))
    part.put_document.click()
    settle()
    [held] = from_above.list_documents(desk.open_session)
    assert held.recipients == (ids["Hướng Dương"],)
    assert part.to.chosen == []


def test_nothing_is_made_before_it_is_known_for_whom(office, settle):
    office.go("exchange")
    settle()
    screen = office.screen_of("exchange")
    screen.show_part("send")
    assert not screen.part.send.isEnabled()
    settle()


def test_hundreds_come_from_a_list_and_are_invited_at_once(
    office, stick, settle, desk, heard, monkeypatch
):
    listed = stick / "units.csv"
    listed.write_text("Tên đơn vị;Cấp\nSao Mai;CĐCS\nHướng Dương;CĐCS\nLạ;Chi hội\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(listed), ""))
    office.go("units")
    settle()
    many = office.screen_of("units").many
    assert not many.invite.isVisible()
    many.take.click()
    settle()
    assert "2 units are new" in heard[-1].sentence
    assert "Row 4" in heard[-1].sentence
    assert units.list_units(desk.open_session) == []
    heard[-1].choices[0].act()
    settle()
    assert len(units.list_units(desk.open_session)) == 2
    assert many.invite.isVisible()
    many.invite.click()
    assert "2 branches" in heard[-1].sentence
    heard[-1].choices[0].act()
    settle()
    assert {path.stem for path in stick.glob("*.unionbook-invitation")} == {
        "Sao Mai", "Hướng Dương",
    }  # fmt: skip
    assert not many.invite.isVisible()


def test_invited_before_the_stick_was_pulled_are_shown_as_invited(
    office, stick, settle, desk, heard
):
    for name in ("Sao Mai", "Hướng Dương", "Tre Xanh"):
        units.add_unit(desk.open_session, name=name)
    # What cannot be written over stands for what is pulled.
    (stick / "Sao Mai.unionbook-invitation.part").mkdir()
    office.go("units")
    settle()
    many = office.screen_of("units").many
    many.invite.click()
    heard[-1].choices[0].act()
    settle()
    told = units.list_units(desk.open_session)
    assert [one.unit.name for one in told if one.unit.state == "invited"] == ["Hướng Dương"]
    assert "saved" not in heard[-1].sentence
    many.invite.click()
    assert "2 branches" in heard[-1].sentence
