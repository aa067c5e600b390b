# SPDX-License-Identifier: Apache-2.0
"""What the branch settles: its names, its own fields, photos of many from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from unionbook.operations.members import get_member
from unionbook.operations.settings import get_setting, list_free_fields

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.screens.settings import SettingsScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> SettingsScreen:
    workspace.go("settings")
    settle()
    return workspace.screen_of("settings")


def test_names_and_the_end_of_cards_are_kept(screen: SettingsScreen, settle, heard: Heard):
    card = screen.branch
    assert card.lines["branch"].text() == "Công đoàn cơ sở Sao Mai"
    card.lines["parent"].setText("Công đoàn các KCN")
    card.lines["valid_until"].setText("31/12/2030")
    card.save.click()
    settle()
    session = screen._desk.open_session
    assert get_setting(session, key="valid_until") == "2030-12-31"
    assert get_setting(session, key="parent") == "Công đoàn các KCN"
    heard[-1].choices[0].act()
    settle()
    assert get_setting(session, key="valid_until") == ""


def test_what_does_not_fit_is_said_at_its_field(screen: SettingsScreen, settle):
    card = screen.branch
    card.lines["valid_until"].setText("some time")
    card.save.click()
    settle()
    assert "31/12" in card._rows["valid_until"].note.text()
    card.lines["valid_until"].clear()
    card.lines["branch"].setText(" ")
    card.save.click()
    settle()
    assert card._rows["branch"].note.text() == "Give the name of the branch."


def rows(screen: SettingsScreen) -> list[QLineEdit]:
    layout = screen.own_fields._list
    found = (layout.itemAt(place).widget() for place in range(layout.count()))
    return [line for widget in found if (line := widget.findChild(QLineEdit)) is not None]


def test_own_fields_are_added_renamed_hidden(screen: SettingsScreen, settle, workspace: Workspace):
    card = screen.own_fields
    card.name.setText("Ca làm")
    card.add.click()
    settle()
    assert [line.text() for line in rows(screen)] == ["Ca làm"]
    members = workspace.screen_of("members")
    assert "own:Ca làm" in members.panel.form.editors
    rows(screen)[0].setText("Ca làm việc")
    rows(screen)[0].editingFinished.emit()
    settle()
    session = screen._desk.open_session
    assert [field.name for field in list_free_fields(session)] == ["Ca làm việc"]
    rows(screen)[0].parentWidget().findChild(QPushButton).click()
    settle()
    assert list_free_fields(session)[0].hidden


def test_a_name_that_is_taken_is_refused(screen: SettingsScreen, settle):
    card = screen.own_fields
    card.name.setText("Phone")
    card.add.click()
    settle()
    assert "already" in card._row.note.text()


def test_photos_of_a_folder_are_taken_and_undone(
    screen: SettingsScreen,
    settle,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard: Heard,
):
    folder = tmp_path / "photos"
    folder.mkdir()
    members = workspace.screen_of("members")
    member = members.model.ids[0]
    session = screen._desk.open_session
    number = get_member(session, member_id=member).values["local_number"]
    Image.new("RGB", (300, 400), (200, 120, 90)).save(folder / f"{number}.jpg")
    Image.new("RGB", (300, 400)).save(folder / "nobody.png")
    (folder / "0001.jpg").write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    screen.photos.choose.click()
    settle()
    assert heard[-1].sentence == "1 photo taken."
    assert "nobody.png" in screen.photos.left_out.text()
    assert "0001.jpg: 0001.jpg is not a picture" in screen.photos.left_out.text()
    assert get_member(session, member_id=member).values["photo"]
    heard[-1].choices[0].act()
    settle()
    assert get_member(session, member_id=member).values["photo"] is None
