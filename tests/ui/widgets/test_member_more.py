# SPDX-License-Identifier: Apache-2.0
"""What belongs to a member beside the fields: each part shown, written, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from unionbook.operations.groups import add_group
from unionbook.operations.members import get_member

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.operations.members import MemberRecord
    from unionbook.ui.widgets.member_more import MemberMore
    from unionbook.ui.widgets.member_panel import MemberPanel
    from unionbook.ui.widgets.part import Part
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def panel(workspace: Workspace, settle) -> MemberPanel:
    screen = workspace.screen_of("members")
    screen.table.selectRow(0)
    settle()
    screen.panel.tabs.setCurrentIndex(3)
    return screen.panel


@pytest.fixture
def more(panel: MemberPanel) -> MemberMore:
    return panel.more


def record(panel: MemberPanel) -> MemberRecord:
    return get_member(panel._desk.open_session, member_id=panel.member_id)


def words(part: Part) -> list[str]:
    found = []
    for place in range(part._rows.count()):
        widget = part._rows.itemAt(place).widget()
        labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
        found += [label.text() for label in labels]
    return found


def test_wages_are_told_and_added(panel: MemberPanel, more: MemberMore, settle, heard: Heard):
    assert words(more.wages) == ["No wage is recorded."]
    more.wages.begin.click()
    assert more.wages._frame.isVisible()
    more.wages.amount.setText("7.500.000")
    more.wages.from_on.setText("1/3/2026")
    more.wages.save.click()
    settle()
    assert words(more.wages) == ["7,500,000 VND", "from 01/03/2026"]
    assert more.wages._frame.isHidden()
    heard[-1].choices[0].act()
    settle()
    assert record(panel).wages == ()


def test_a_day_that_is_none_is_said_at_its_field(more: MemberMore, settle):
    more.wages.begin.click()
    more.wages.amount.setText("7500000")
    more.wages.from_on.setText("spring")
    more.wages.save.click()
    settle()
    assert "31/12" in more.wages.fields["from_on"].note.text()
    assert more.wages._frame.isVisible()


def test_groups_are_joined_and_left(panel: MemberPanel, more: MemberMore, settle):
    assert not more.groups.begin.isEnabled()
    panel._desk.write(
        more, lambda session, _task: add_group(session, kind="union_team", name="Tổ 1")
    )
    settle()
    assert more.groups.begin.isEnabled()
    more.groups.begin.click()
    more.groups.save.click()
    settle()
    assert words(more.groups) == ["Tổ 1", "Union team"]
    out = more.groups._rows.itemAt(0).widget().findChild(QPushButton)
    assert out.accessibleName() == "Take out of “Tổ 1”"
    out.click()
    settle()
    assert record(panel).groups == ()


def test_a_consent_is_recorded_and_withdrawn(panel: MemberPanel, more: MemberMore, settle):
    more.consents.begin.click()
    more.consents.purpose.setCurrentText("Photo on the card")
    more.consents.text_version.setText("2026")
    more.consents.on.setText("2/3/2026")
    more.consents.save.click()
    settle()
    assert words(more.consents) == [
        "Photo on the card",
        "given 02/03/2026  ·  On paper, signed  ·  2026",
    ]
    more.consents._rows.itemAt(0).widget().findChild(QPushButton).click()
    settle()
    assert record(panel).consents[0].withdrawn_on
    assert more.consents._rows.itemAt(0).widget().findChild(QPushButton) is None


def test_a_photo_is_chosen_and_taken_away(
    panel: MemberPanel,
    more: MemberMore,
    settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard: Heard,
):
    path = tmp_path / "face.jpg"
    Image.new("RGB", (300, 400), (200, 120, 90)).save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    assert not more.photo.take_away.isEnabled()
    more.photo.choose.click()
    settle()
    assert record(panel).values["photo"]
    assert more.photo.picture.pixmap().height() == 120
    more.photo.take_away.click()
    settle()
    assert record(panel).values["photo"] is None
    heard[-1].choices[0].act()
    settle()
    assert record(panel).values["photo"]


def test_a_form_closes_when_another_member_is_shown(workspace: Workspace, more: MemberMore, qtbot):
    more.wages.begin.click()
    workspace.screen_of("members").table.selectRow(1)
    # The list may ask more than once before the next record stands there.
    qtbot.waitUntil(more.wages._frame.isHidden)
