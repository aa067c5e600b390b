# SPDX-License-Identifier: Apache-2.0
"""A list dropped in: looked at, changed, taken, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from unionbook.operations.members import list_member_ids
from unionbook.ui.widgets.drop_zone import DropZone

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.import_members import ImportScreen
    from unionbook.ui.workspace import Workspace

LIST = """Họ và tên;Ngày sinh;Điện thoại;Bộ phận;Cỡ áo
Nguyễn Thị Mai;01/02/1985;0912345678;May 3;M
Phạm Văn Nam;07/08/1992;0987654321;May 1;L
Hoàng Thị Tư;;0900000004;May 2;S
;12/12/1990;0911111111;May 2;S
Đỗ Văn Sáu;03/04/1991;0912345678;May 1;XL
"""


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Danh sách.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def screen(workspace: Workspace, file: Path, settle) -> ImportScreen:
    workspace.go("import", file)
    settle()
    return workspace.screen_of("import")


def test_the_preview_counts_and_writes_nothing(screen: ImportScreen, workspace: Workspace):
    preview = screen._preview
    assert preview is not None
    assert preview.totals()["rows"] == 5
    assert preview.counts["changed"] == 1
    assert preview.counts["new"] == 2
    assert preview.counts["double"] == 1
    assert preview.counts["refused"] == 1
    assert screen.take.text() == "Take 3 rows in"
    assert len(list_member_ids(workspace._desk.open_session)) == 3


def test_chips_show_one_kind_of_row(screen: ImportScreen):
    screen.view._chips["changed"].click()
    assert screen.view.model.rowCount() == 1
    screen.view._chips[""].click()
    assert screen.view.model.rowCount() == 5


@pytest.mark.usefixtures("qtbot")
def test_a_row_tells_old_and_new(screen: ImportScreen):
    from PySide6.QtWidgets import QLabel

    screen.view._chips["changed"].click()
    screen.view.table.selectRow(0)
    texts = [label.text() for label in screen.view.row_view.findChildren(QLabel)]
    assert "May 1  →  May 3" in texts
    assert "(empty)  →  01/02/1985" in texts


def test_a_double_is_decided_by_a_person(screen: ImportScreen, settle):
    screen.view._chips["double"].click()
    screen.view.table.selectRow(0)
    settle()
    ways = [button.text() for button in screen.view.row_view.findChildren(QPushButton)]
    assert any(text.startswith("Same as Nguyễn Thị Mai") for text in ways)
    screen.view.row_view.decided.emit("new", 0)
    assert screen.take.text() == "Take 4 rows in"
    assert screen.view.model.data(screen.view.model.index(0, 1)) == "Somebody new"


def test_taking_it_and_taking_it_back(
    screen: ImportScreen, workspace: Workspace, settle, heard: Heard
):
    screen.take.click()
    settle()
    members = workspace.screen_of("members")
    settle()
    assert len(members.model.ids) == 5
    assert heard[-1].sentence == "2 new members, 1 changed, 2 left out."
    undo = next(
        button
        for button in screen._places.currentWidget().findChildren(QPushButton)
        if button.text() == "Undo"
    )
    undo.click()
    settle()
    assert len(members.model.ids) == 3
    assert screen._places.currentIndex() == 0


def test_a_column_is_mapped_by_hand(screen: ImportScreen, settle):
    from unionbook.operations.imports import FREE

    box = screen.view.mapping.boxes["E"]
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData(FREE))
    box.activated.emit(box.currentIndex())
    settle()
    assert screen._preview.free_headers() == ["Cỡ áo"]
    box = screen.view.mapping.boxes["D"]
    box.setCurrentIndex(box.findData("job"))
    box.activated.emit(box.currentIndex())
    settle()
    assert screen._preview.free_headers() == ["Cỡ áo"]
    assert screen._preview.field_of("D") == "job"


def test_rows_left_out_are_saved_to_be_corrected(screen: ImportScreen, settle, save_as):
    screen.take.click()
    settle()
    path = save_as("left out.xlsx")
    screen._on_errors()
    settle()
    assert path.read_bytes()[:2] == b"PK"


def test_a_file_is_dropped(workspace: Workspace, file: Path, settle):
    workspace.go("import")
    screen = workspace.screen_of("import")
    zone = screen.findChild(DropZone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(drop)
    settle()
    assert screen._preview is not None
    assert screen._places.currentIndex() == 1


def test_a_file_that_is_no_list_gets_a_sentence(
    workspace: Workspace, tmp_path: Path, settle, heard: Heard
):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    workspace.go("import", path)
    settle()
    assert heard[-1].level == "error"
    assert workspace.screen_of("import")._places.currentIndex() == 0


def test_locking_comes_back_to_the_same_preview(
    window: MainWindow, screen: ImportScreen, settle, unlock
):
    screen.view._on_all("skip")
    window.lock()
    settle()
    unlock()
    settle()
    again = window.workspace.screen_of("import")
    assert window.workspace.screen_name == "import"
    assert again._places.currentIndex() == 1
    assert [d.choice for d in again._preview.decisions.values()] == ["skip"]


def test_the_empty_list_to_fill_in(workspace: Workspace, settle, save_as):
    path = save_as("template.xlsx")
    workspace.go("import")
    workspace.screen_of("import")._on_template()
    settle()
    assert path.read_bytes()[:2] == b"PK"


def test_choosing_a_file(workspace: Workspace, file: Path, settle, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    workspace.go("import")
    screen = workspace.screen_of("import")
    screen.choose.click()
    settle()
    assert screen._places.currentIndex() == 1


def test_the_first_steps_make_room_for_the_rows_and_come_back(
    workspace: Workspace, file: Path, settle
):
    workspace.open_help("start")
    workspace.go("import")
    assert workspace.help.isVisible()
    screen = workspace.screen_of("import")
    screen.open_file(file)
    settle()
    assert not workspace.help.isVisible()
    workspace.go("members")
    assert workspace.help.isVisible()
    workspace.go("import")
    assert not workspace.help.isVisible()
    screen.take.click()
    settle()
    assert workspace.help.isVisible()
    assert workspace.help.topic == "start"


def test_help_that_was_asked_for_stays_beside_the_rows(workspace: Workspace, screen: ImportScreen):
    workspace.open_help("import")
    screen.view._chips["changed"].click()
    assert workspace.help.isVisible()
