# SPDX-License-Identifier: Apache-2.0
"""Paper as it is looked at, saved and printed: the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdf
import pytest
import registers
from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from unionbook import texts
from unionbook.operations import sessions
from unionbook.operations.history import list_steps
from unionbook.ui.paper.outlet import make_printer
from unionbook.ui.paper.wish import PaperWish

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.paper import PaperScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def look(workspace: Workspace, settle, qtbot):
    """Show a kind of paper and wait until it is drawn."""
    workspace.go("paper")
    screen: PaperScreen = workspace.screen_of("paper")

    def show(kind: str = "", wish: PaperWish | None = None) -> PaperScreen:
        if wish is not None:
            screen.arrive(wish)
        elif kind:
            screen.kind.setCurrentIndex(screen.kind.findData(kind))
        qtbot.waitUntil(lambda: not screen._timer.isActive())
        settle()
        qtbot.waitUntil(lambda: screen.preview.is_drawn)
        return screen

    return show


@pytest.mark.parametrize("kind", ["cards", "list", "attendance", "admission", "labels"])
def test_each_kind_is_drawn(look, kind: str):
    screen = look(kind)
    assert screen.paper is not None
    assert screen.preview.count == len(pdf.read(screen.paper.content).pages)
    assert screen.save.isEnabled()
    picture = screen.preview.grab().toImage()
    places = [(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)]
    assert len({picture.pixelColor(x, y).name() for x, y in places}) > 5


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_the_choices_fit_into_their_column(
    code: str, desk: Desk, window: MainWindow, register: Path, settle
):
    texts.use(code)
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.go("paper")
    settle()
    screen = window.workspace.screen_of("paper")
    for place in range(screen.kind.count()):
        screen.kind.setCurrentIndex(place)
        settle()
        for column in (screen._sides.widget(0), screen.designer):
            needed = column.widget().minimumSizeHint().width()
            assert needed <= screen._sides.width() - 14, screen.kind.currentText()


def test_a_card_shows_everybody_who_is_a_member(look):
    words = pdf.words(look("cards").paper.content)
    for name in ("Nguyễn Thị Mai", "Trần Văn Đức", "Lê Thị Hương"):
        assert name in words


def test_a_wish_brings_its_members_and_columns(look, workspace: Workspace):
    ids = workspace.screen_of("members").model.ids
    screen = look(wish=PaperWish("list", (ids[0],), names=("full_name", "phone")))
    assert screen.options["list"].names == ("full_name", "phone")
    assert screen.whom.currentText() == "Chosen: 1"
    words = pdf.words(screen.paper.content)
    assert "Trần Văn Đức" in words
    assert "Trần Văn Đức" in screen.preview.accessibleDescription()
    assert "Nguyễn Thị Mai" not in words


def test_what_is_missing_is_said_in_place_of_the_page(look, workspace: Workspace):
    screen = look("transfer")
    assert screen.paper is None
    assert not screen.save.isEnabled()
    assert screen._why._body.text() == "Choose who is transferred."
    member = workspace.screen_of("members").model.ids[0]
    screen.options["transfer"].to_branch.setText("Công đoàn Bình Minh")
    look(wish=PaperWish("transfer", (member,), member_name="Trần Văn Đức"))
    assert "Công đoàn Bình Minh" in pdf.words(screen.paper.content)


def test_saving_writes_the_very_bytes_and_notes_it(look, save_as, settle, heard: Heard):
    screen = look("list")
    path: Path = save_as("list")
    screen.save.click()
    settle()
    assert path.with_suffix(".pdf").read_bytes() == screen.paper.content
    assert heard[-1].sentence == "Saved as list.pdf."
    step = list_steps(screen._desk.open_session, limit=1)[0]
    assert (step.operation, step.reason) == ("print", "list.pdf: 3 members")


def test_printing_keeps_the_size_of_a_card(look, settle, tmp_path: Path, heard: Heard):
    screen = look("cards")
    options = screen.options["cards"]
    options.layout_box.setCurrentIndex(1)
    look()
    printer = make_printer(screen._pages, "Cards")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    screen.outlet.send(screen.paper, screen._pages, printer, "Cards")
    settle()
    pages = pdf.read((tmp_path / "printed.pdf").read_bytes()).pages
    assert len(pages) == 6
    assert sorted(round(float(side)) for side in pages[0].mediabox[2:]) == [153, 243]
    assert heard[-1].sentence == "6 pages sent to the printer."
    from zxingcpp import read_barcodes

    back = pdf.picture((tmp_path / "printed.pdf").read_bytes(), 1, scale=4)
    assert read_barcodes(back)[0].text.startswith("UB1")


def test_where_there_is_no_printer_a_pdf_is_offered(
    look, monkeypatch: pytest.MonkeyPatch, heard: Heard
):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    screen = look("list")
    screen.send.click()
    assert [choice.label for choice in heard[-1].choices] == ["Save as PDF"]


def test_pages_turn_and_grow_by_keyboard(look, qtbot):
    screen = look("cards")
    preview = screen.preview
    preview.setFocus()
    assert preview.page == 0
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 1
    size = preview.percent
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.percent > size
    qtbot.keyClick(preview, Qt.Key.Key_0)
    assert preview.percent == size
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert preview.page == 0
    qtbot.waitUntil(lambda: preview.is_drawn)


def test_the_design_is_seen_while_it_changes_and_then_kept(look, settle, qtbot, heard: Heard):
    screen = look("cards")
    screen.design.click()
    settle()
    look()
    designer = screen.designer
    assert screen.preview.count == 2
    designer.signatory.setText("Thay mặt Ban chấp hành")
    designer.signatory.textEdited.emit("")
    look()
    assert "Thay mặt Ban chấp hành" in pdf.words(screen.paper.content)
    designer.colours["band"].line.setText("#12")
    look()
    assert screen.paper is not None
    designer.colours["band"].line.setText("#AA1122")
    before = [designer.fields.item(row).text() for row in range(2)]
    designer.fields.setCurrentRow(0)
    qtbot.keyClick(designer.fields, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [designer.fields.item(row).text() for row in range(2)] == before[::-1]
    designer.save.click()
    settle()
    look()
    assert "Thay mặt Ban chấp hành" in pdf.words(screen.paper.content)
    assert heard[-1].choices[0].label == "Undo"
    heard[-1].choices[0].act()
    settle()
    look()
    assert "Thay mặt Ban chấp hành" not in pdf.words(screen.paper.content)


def test_a_paper_is_made_again_when_a_member_changes(look, workspace: Workspace, settle):
    from unionbook.operations.members import correct_member

    screen = look("list")
    desk, member = screen._desk, workspace.screen_of("members").model.ids[0]
    owner = QObject(screen)
    desk.write(
        owner,
        lambda session, _task: correct_member(
            session, member_id=member, values={"full_name": "Trần Văn Khác"}
        ),
    )
    settle()
    look()
    assert "Trần Văn Khác" in pdf.words(screen.paper.content)


def test_locking_lets_the_pages_go(look, window: MainWindow, settle, qtbot):
    pages = look("list")._pages
    assert not pages._closed
    window.lock()
    settle()
    qtbot.waitUntil(lambda: pages._closed)


def test_a_paper_nobody_looks_at_is_not_made(look, workspace: Workspace, settle):
    screen = look("list")
    screen.kind.setCurrentIndex(screen.kind.findData("labels"))
    screen._make()
    working = screen._working
    workspace.go("members")
    assert working.cancelled.is_set()
    settle()
    assert screen._stale
    workspace.go("paper")
    look()
    assert screen.paper is not None


def test_another_size_of_the_window_keeps_the_page(look, window: MainWindow, qtbot):
    screen = look("cards")
    for wide in (960, 1366, 1000, 1500):
        window.resize(wide, 700)
        qtbot.waitUntil(lambda wide=wide: window.width() == wide)
        assert screen.preview.page == 0
    screen.preview.turn_to(1)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.width() == 1366)
    assert screen.preview.page == 1
    qtbot.waitUntil(lambda: screen.preview.is_drawn)
