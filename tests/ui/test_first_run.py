# SPDX-License-Identifier: Apache-2.0
"""From the first start to the first imported list: clicks counted, and the time they take a person.

A person's time is told by the keystroke-level model (Card, Moran and Newell, "The keystroke-level
model for user performance time with interactive systems", 1980): pointing and clicking, typing at
the pace of an average office, and a moment of thought before each click. What the program itself
needs is measured as the time of the processor: what else a PC is busy with is not ours.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QPushButton
from sheets import _THEMES

from unionbook import paths
from unionbook.operations import sessions
from unionbook.operations.members import Criteria
from unionbook.operations.sample_register import make_sample_register
from unionbook.ui.screens.new_register import NewRegisterPage
from unionbook.ui.screens.recovery_key import RecoveryKeyPage

if TYPE_CHECKING:
    from pathlib import Path

    from sheets.model import Fixture

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.import_members import ImportScreen
    from unionbook.ui.workspace import Workspace

MOST_CLICKS, MOST_SECONDS = 15, 180
CLICK, KEY, THOUGHT = 1.1 + 0.2, 0.28, 1.35
IN_FILE_DIALOG = 2
"""Clicks in the system's own dialog: the file, and its button."""
EVERY_SHAPE = os.environ.get("UNIONBOOK_EVERY_SHAPE")
"""Set: every workbook of tests/sheets (minutes); else one of each theme and container."""


class Hand:
    """A person's hand: only what is seen and enabled can be clicked."""

    def __init__(self) -> None:
        self.clicks = 0
        self.keys = 0

    def click(self, control: QAbstractButton) -> None:
        assert control.isVisible(), control.text()
        assert control.isEnabled(), control.text()
        self.clicks += 1
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def type_in(self, field: QLineEdit, text: str) -> None:
        assert field.isVisible()
        self.keys += len(text) + 1  # and Tab to the next one
        field.setText(text)

    @property
    def seconds(self) -> float:
        return self.clicks * (CLICK + THOUGHT) + self.keys * KEY


@pytest.fixture
def hand() -> Hand:
    return Hand()


def lists() -> list[Fixture]:
    """Give workbooks with people in them: the first of each theme and ending, or all."""
    found: dict[object, Fixture] = {}
    for theme in _THEMES:
        for fixture in theme.fixtures():
            expected = fixture.expected
            if expected.people and not expected.no_people:
                shape = (theme.__name__, fixture.name.rpartition(".")[2])
                found.setdefault(fixture.name if EVERY_SHAPE else shape, fixture)
    return list(found.values())


def take_in(hand: Hand, workspace: Workspace, choose: QPushButton | None, settle) -> ImportScreen:
    """Choose the file and take it in; the file dialog answers as it was told to."""
    screen = workspace.screen_of("import")
    hand.click(choose or screen.choose)
    hand.clicks += IN_FILE_DIALOG
    settle()
    hand.click(screen.take)
    settle()
    return screen


def test_a_new_branch_has_its_list_within_three_minutes_and_fifteen_clicks(
    hand: Hand, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle
):
    fixture = lists()[0]
    file = fixture.build(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    monkeypatch.setattr(paths, "documents_folder", lambda: tmp_path)
    since = time.process_time()
    gate = window.gate
    assert gate is not None
    make = next(
        b for b in gate.findChildren(QPushButton) if b.accessibleName() == "Make a register"
    )
    hand.click(make)
    page = gate.page
    assert isinstance(page, NewRegisterPage)
    for field, text in (
        (page.branch, "Công đoàn cơ sở Công ty TNHH May Sao Mai"),
        (page.user, registers.HEAD),
        (page.passphrase, registers.PASSPHRASE),
        (page.again, registers.PASSPHRASE),
    ):
        hand.type_in(field, text)
    hand.click(page.make)
    settle()
    key = gate.page
    assert isinstance(key, RecoveryKeyPage)
    hand.click(key.safe)
    hand.click(key.go_on)
    settle()
    workspace = window.workspace
    assert workspace is not None
    ways = workspace.findChildren(QPushButton)
    hand.click(next(way for way in ways if way.text() == "Import"))
    settle()
    take_in(hand, workspace, None, settle)
    waited = time.process_time() - since
    workspace.go("members")
    settle()
    assert len(workspace.screen_of("members").model.ids) == len(fixture.expected.people)
    assert hand.clicks < MOST_CLICKS, hand.clicks
    assert hand.seconds + waited < MOST_SECONDS, (hand.seconds, waited)


@pytest.mark.parametrize("fixture", lists(), ids=lambda one: one.name)
def test_any_list_is_taken_in_with_the_same_few_clicks(
    fixture: Fixture, hand: Hand, workspace: Workspace, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, settle,
):  # fmt: skip
    place = tmp_path / "lists"
    place.mkdir()
    file = fixture.build(place)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    before = set(workspace.screen_of("members").model.ids)
    workspace.go("import")
    settle()
    screen = workspace.screen_of("import")
    hand.click(screen.choose)
    hand.clicks += IN_FILE_DIALOG
    settle()
    preview = screen._preview
    assert preview is not None
    if preview.counts["new"] + preview.counts["changed"] == 0:
        # Nothing can be taken at once: each row must say why, and the button that nothing is there.
        assert preview.counts["double"] + preview.counts["refused"] + preview.counts["same"]
        assert not screen.take.isEnabled()
        return
    hand.click(screen.take)
    settle()
    list_of_all = workspace.screen_of("members")
    list_of_all.arrive(Criteria())  # a list may be one of former members
    settle()
    added = set(list_of_all.model.ids) - before
    assert len(added) <= preview.counts["new"]
    assert added or preview.counts["changed"]
    # What comes before it on a first run takes seven clicks: see the test above.
    assert hand.clicks + 7 < MOST_CLICKS


def test_the_sample_needs_one_click(monkeypatch: pytest.MonkeyPatch, hand: Hand, window: MainWindow,
                                    settle, tmp_path: Path):  # fmt: skip
    monkeypatch.setattr(paths, "documents_folder", lambda: tmp_path)
    monkeypatch.setitem(make_sample_register.__kwdefaults__, "months", 2)
    gate = window.gate
    assert gate is not None
    ways = gate.findChildren(QPushButton)
    hand.click(next(b for b in ways if b.accessibleName() == "Try the sample branch"))
    settle()
    assert window.workspace is not None
    assert sessions.list_slots(window._desk.open_session.register.folder)
    assert hand.clicks == 1
