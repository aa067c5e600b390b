# SPDX-License-Identifier: Apache-2.0
"""A card somebody shows: genuine, expired, altered; scanned, or in a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdf
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from zxingcpp import read_barcodes

from unionbook.operations import card_statement, papers, settings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard
    from PIL import Image

    from unionbook.ui.screens.card_check import CardCheckScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def screen(workspace: Workspace, settle) -> CardCheckScreen:
    workspace.go("card_check")
    settle()
    return workspace.screen_of("card_check")


@pytest.fixture
def back(workspace: Workspace, settle, request: pytest.FixtureRequest) -> Image.Image:
    """Print a card; give its back as a picture."""
    settle()
    session = workspace._desk.open_session
    until = getattr(request, "param", "2090-12-31")
    settings.change_settings(session, values={"valid_until": until})
    member = workspace.screen_of("members").model.ids[0]
    paper = papers.make_cards(session, ids=[member], single=True)
    return pdf.picture(paper.content, 1, scale=4)


def scan(screen: CardCheckScreen, settle, qtbot, text: str) -> None:
    screen.box.setPlainText(text)
    qtbot.waitUntil(lambda: not screen._timer.isActive())
    settle()


def test_a_genuine_card_is_read_by_a_scanner(screen: CardCheckScreen, back, settle, qtbot):
    text = read_barcodes(back)[0].text
    scan(screen, settle, qtbot, text.replace("\n", "\r\n") + "\r\n")
    assert screen.verdict.text() == "Genuine"
    assert screen.name.text() == "Trần Văn Đức"
    assert "31/12/2090" in screen._details.text()


@pytest.mark.parametrize("back", ["2020-12-31"], indirect=True)
def test_a_card_whose_time_is_over(screen: CardCheckScreen, back, settle, qtbot):
    scan(screen, settle, qtbot, read_barcodes(back)[0].text)
    assert screen.verdict.text() == "Expired"


def test_an_altered_card_is_refused(screen: CardCheckScreen, back, settle, qtbot):
    text = read_barcodes(back)[0].text
    scan(screen, settle, qtbot, text.replace("Trần Văn Đức", "Trần Văn Dần"))
    assert screen.verdict.text() == "Not genuine"
    assert screen.name.isHidden()
    assert "Do not accept it" in screen._advice.text()
    screen.again.click()
    assert screen.answer.isHidden()


def test_a_picture_of_the_card(
    screen: CardCheckScreen,
    back,
    settle,
    qtbot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard: Heard,
):
    path = tmp_path / "card.png"
    back.rotate(7, expand=True, fillcolor=(120, 120, 120)).save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    screen._on_choose()
    settle()
    qtbot.waitUntil(lambda: not screen._timer.isActive())
    settle()
    assert screen.verdict.text() == "Genuine"
    (tmp_path / "card.png").write_bytes(b"no picture")
    screen._on_choose()
    settle()
    assert "not a picture" in heard[-1].sentence


def test_the_key_is_copied(screen: CardCheckScreen, workspace: Workspace, settle):
    screen._on_key()
    settle()
    key = card_statement.public_key(workspace._desk.open_session)
    assert QGuiApplication.clipboard().text() == key
