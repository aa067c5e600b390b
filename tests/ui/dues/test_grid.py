# SPDX-License-Identifier: Apache-2.0
"""The grid of a year: pages, states, totals, the explanation of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest
from PySide6.QtCore import Qt

from unionbook.operations import dues
from unionbook.operations.dues_year import State
from unionbook.ui.models.dues_year import FIRST_MONTH, NAME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from unionbook.ui.dues.grid import GridPart
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def part(workspace: Workspace, settle) -> GridPart:
    session = workspace._desk.open_session
    ids = dues_scenes.set_up(session)
    dues.record_payment(
        session, parts=dues.propose_payment(session, member_ids=[ids[0]], amount=50_000)
    )
    workspace.go("dues")
    settle()
    grid = workspace.screen_of("dues").part
    grid.year.choose("2026-01", "2026-12")
    settle()
    workspace.window().grab()
    settle()
    return grid


def row_of(part: GridPart, member: int) -> int:
    return list(part.model.ids).index(member)


def test_months_have_their_states_and_words(part: GridPart):
    line = part.model.line(0)
    assert [cell.state for cell in line.months[:4]] == [
        State.PAID, State.PART, State.OWED, State.NOTHING
    ]  # fmt: skip
    assert part.model.index(0, FIRST_MONTH).data() == "Paid: 40,000"
    assert part.model.index(0, FIRST_MONTH + 1).data() == "Paid in part: 10,000 of 40,000"
    assert part.model.index(0, FIRST_MONTH + 2).data() == "Not paid: 40,000"


def test_totals_stand_below(part: GridPart):
    said = part.totals.accessibleDescription()
    assert "01/2026: 40,000 of 120,000, 33 %" in said


def test_a_cell_is_explained_with_its_payments(part: GridPart, settle, monkeypatch):
    part.table.setCurrentIndex(part.model.index(0, FIRST_MONTH))
    settle()
    panel = part.explanation
    assert panel.isVisible()
    assert "0.5 % of 8,000,000" in panel.reason.text()
    assert panel.amount.text() == "40,000 VND"
    (way,) = panel.ways
    went = []
    monkeypatch.setattr(type(part._desk), "go", lambda _desk, *where: went.append(where))
    way.click()
    assert went[0][0] == "books"
    assert went[0][1][0] == "voucher"


def test_escape_closes_the_explanation(part: GridPart, qtbot: QtBot, settle):
    window = part.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    part.table.setCurrentIndex(part.model.index(1, FIRST_MONTH))
    settle()
    part.explanation._close.setFocus()
    qtbot.keyClick(part.explanation._close, Qt.Key.Key_Escape)
    assert not part.explanation.isVisible()
    assert part.table.hasFocus()


def test_only_who_owes(part: GridPart, settle):
    session = part._desk.open_session
    first = part.model.ids[0]
    dues.record_payment(session, parts=dues.propose_payment(session, member_ids=[first]))
    part.owes.click()
    settle()
    assert first not in list(part.model.ids)
    assert len(part.model.ids) == 2


def test_names_stay_when_months_are_moved(part: GridPart):
    part.window().resize(960, 600)
    part.table.horizontalScrollBar().setValue(200)
    assert part.table._names.isVisible()
    assert part.table._names.geometry().left() <= 1
    assert part.table.column_place(FIRST_MONTH)[0] < part.table.name_width
    part.table.setCurrentIndex(part.model.index(0, FIRST_MONTH))
    assert part.table.column_place(FIRST_MONTH)[0] >= part.table.name_width


def test_enter_opens_the_record(part: GridPart, monkeypatch):
    went = []
    monkeypatch.setattr(type(part._desk), "go", lambda _desk, *where: went.append(where))
    part.table.activated.emit(part.model.index(1, NAME))
    assert went == [("members", part.model.ids[1])]


def test_the_wall_gets_signs_only(part: GridPart, monkeypatch):
    asked = []
    monkeypatch.setattr(
        type(part.out), "print_report", lambda _out, _title, make: asked.append(make)
    )
    part.paper.menu().actions()[1].trigger()
    report = asked[0](part._desk.open_session)
    assert report.name == "grid-public"
    assert not any(isinstance(value, int) for row in report.rows for value in row)


def test_the_paper_is_of_whom_the_list_shows(workspace, settle, save_as, qtbot):
    import dues_scenes
    import python_calamine

    dues_scenes.set_up(workspace._desk.open_session)
    workspace.go("dues", ("part", "grid"))
    settle()
    part = workspace.screen_of("dues").part
    part.year.show_period("2026-01", "2026-12")
    part.filter.ask_for("Mai")
    qtbot.waitUntil(lambda: len(part.model.ids) == 1)
    settle()
    path = save_as("grid.xlsx")
    part._save("grid", excel=True)
    settle()
    text = str(python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python())
    assert "Nguyễn Thị Mai" in text
    assert "Trần Văn Đức" not in text
    part.filter.show_all()
    qtbot.waitUntil(lambda: len(part.model.ids) > 1)
    settle()
    part._save("grid", excel=True)
    settle()
    text = str(python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python())
    assert "Trần Văn Đức" in text
