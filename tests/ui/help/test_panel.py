# SPDX-License-Identifier: Apache-2.0
"""Help beside the work: it opens by F1, follows the screen, is searched, and closes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QPixmap, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from unionbook.operations import sessions
from unionbook.ui.help.pages import KEYS, START

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.workspace import Workspace


def test_f1_opens_the_page_of_the_screen_and_closes_it(
    window: MainWindow, workspace: Workspace, qtbot
):
    panel = workspace.help
    assert panel.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert panel.isVisible()
    assert panel._title.text() == "Members"
    assert "Everybody who is or was a member" in panel.text.toPlainText()
    workspace.go("history")
    assert panel._title.text() == "History"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert panel.isHidden()


def test_searching_and_following_a_link(workspace: Workspace):
    workspace.open_help("members")
    panel = workspace.help
    panel.search.setText("merge")
    assert "Doubles" in panel.text.toPlainText()
    panel._on_link(QUrl("help:doubles"))
    assert panel.topic == "doubles"
    assert panel.search.text() == ""
    panel._on_link(QUrl("https://example.org"))
    assert panel.topic == "doubles"
    panel.search.setText("qqxzz")
    assert panel.text.toPlainText().startswith("Nothing found")


def test_the_keys_are_a_page(workspace: Workspace):
    workspace.open_help(KEYS)
    assert "Ctrl+K" in workspace.help.text.toPlainText()
    workspace.go("history")
    assert workspace.help.topic == KEYS


@pytest.fixture
def empty(window: MainWindow, desk: Desk, tmp_path: Path, settle) -> Workspace:
    session = registers.make(tmp_path)
    desk.enter((session, session.info))
    settle()
    return window.workspace


def test_an_empty_register_begins_with_the_first_steps(empty: Workspace, settle, window, desk):
    panel = empty.help
    assert panel.isVisible()
    assert panel.topic == START
    assert panel.steps.done == frozenset()
    panel.steps.ways["checked"].click()
    settle()
    assert empty.screen_name == "doubles"
    assert "checked" in panel.steps.done
    registers.enrol(desk.open_session)
    empty.open_help(START)
    settle()
    assert {"people", "checked"} <= panel.steps.done
    empty.close_help()
    folder = desk.open_session.register.folder
    window.leave()
    settle()
    session = sessions.open_register(
        folder=folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    assert window.workspace.help.isHidden()


def test_a_register_with_people_needs_no_guide(workspace: Workspace):
    assert workspace.help.isHidden()


def test_a_narrow_window_shows_the_help_instead_of_the_screen(
    window: MainWindow, workspace: Workspace, qtbot
):
    window.resize(960, 600)
    workspace.open_help("members")
    qtbot.waitUntil(workspace._content.isHidden)
    qtbot.waitUntil(lambda: workspace.help.width() > 600)
    workspace.go("history")
    assert workspace.help.isHidden()
    assert workspace._content.isVisible()
    workspace.open_help("members")
    window.resize(1366, 768)
    qtbot.waitUntil(workspace._content.isVisible)
    qtbot.waitUntil(lambda: workspace.help.width() == 380)


def test_a_page_fetches_nothing(workspace: Workspace, tmp_path: Path):
    picture = tmp_path / "x.png"
    seen = QPixmap(9, 9)
    seen.fill(Qt.GlobalColor.red)
    assert seen.save(str(picture))
    workspace.open_help("members")
    text = workspace.help.text
    place = QUrl.fromLocalFile(str(picture))
    assert QTextBrowser().loadResource(QTextDocument.ResourceType.ImageResource.value, place)
    text.document().setMarkdown(f"![]({place.toString()})")
    found = text.document().resource(QTextDocument.ResourceType.ImageResource.value, place)
    assert isinstance(found, QByteArray)
    assert found.isEmpty()
