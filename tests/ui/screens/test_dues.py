# SPDX-License-Identifier: Apache-2.0
"""The screen of dues: what is missing is offered, parts come and go, not everybody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dues_scenes
import pytest
import registers

from unionbook.operations import dues, ledger, sessions

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.dues import DuesScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home


@pytest.fixture
def screen(workspace: Workspace, settle) -> DuesScreen:
    workspace.go("dues")
    settle()
    return workspace.screen_of("dues")


def test_first_the_books_then_a_rule_then_a_month(screen: DuesScreen, settle, heard: Heard):
    grid = screen.part_of("grid")
    assert grid.setting_up.set_up.isVisible()
    grid.setting_up.set_up.click()
    settle()
    assert ledger.list_accounts(screen._desk.open_session)
    assert "books are set up" in heard.sentences[-1]
    assert grid.setting_up.choose.isVisible()
    grid.setting_up.choose.click()
    settle()
    assert screen.part_name == "rules"
    rules = screen.part.rules
    rules.open_form()
    rules.choose("wage_capped")
    rules.save.click()
    settle()
    screen.show_part("grid")
    settle()
    assert grid.setting_up.assess.isVisible()
    grid.setting_up.assess.click()
    settle()
    assert screen.part_name == "assess"
    screen.part.month.choose("2026-03", "2026-03")
    settle()
    assert screen.part.preview.fresh == 3
    screen.part.assess.click()
    settle()
    assert not screen.part.assess.isEnabled()
    screen.show_part("grid")
    settle()
    assert not grid.setting_up.isVisible()
    assert len(grid.model.ids) == 3


def test_where_one_was_is_come_back_to(screen: DuesScreen, settle):
    dues_scenes.set_up(screen._desk.open_session)
    screen.show_part("arrears")
    settle()
    state = screen.state()
    screen.show_part("rules")
    screen.restore(state)
    assert screen.part_name == "arrears"


def test_a_month_paid_elsewhere_is_read_again(screen: DuesScreen, settle):
    session = screen._desk.open_session
    ids = dues_scenes.set_up(session)
    screen._desk.changed.emit(type("Any", (), {"rows": {}})(), screen)
    settle()
    grid = screen.part_of("grid")
    dues.record_payment(session, parts=dues.propose_payment(session, member_ids=[ids[0]]))
    screen._desk.changed.emit(type("Any", (), {"rows": {"vouchers": (1,)}})(), screen)
    settle()
    grid.table.grab()
    settle()
    line = next(grid.model.line(row) for row in range(3) if grid.model.ids[row] == ids[0])
    assert (line.paid > 0, line.owed) == (True, 0)


def test_a_complaints_officer_does_not_see_it(
    window: MainWindow, desk: Desk, register: Path, settle
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    registers.add_user(session, "Officer", "complaints_officer")
    session.close()
    opened = registers.open_as(register, "Officer")
    desk.enter((opened, opened.info))
    settle()
    assert window.workspace is not None
    names = [command.name for command in window.workspace.commands]
    assert "Dues" not in names
    assert "Take a payment" not in names


def test_a_secretary_sees_what_was_paid_and_takes_nothing(
    window: MainWindow, desk: Desk, register: Path, settle
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    registers.add_user(session, "Secretary", "secretary")
    session.close()
    opened = registers.open_as(register, "Secretary")
    desk.enter((opened, opened.info))
    settle()
    window.workspace.go("dues")
    settle()
    screen = window.workspace.screen_of("dues")
    shown = [screen.tabs.tabData(place) for place in range(screen.tabs.count())]
    assert "pay" not in shown
    assert "grid" in shown
    screen.show_part("pay")
    assert screen.part_name == "grid"
