# SPDX-License-Identifier: Apache-2.0
"""Home says what waits, leads to it, and is quiet where nothing waits."""

from __future__ import annotations

import money_branch
import pytest
import registers
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from unionbook.operations import backups, sessions


def open_as(desk, window, folder, user, settle):
    session = sessions.open_register(folder=folder, user=user, passphrase=registers.PASSPHRASE)
    desk.enter((session, session.info))
    settle()
    return window.workspace


@pytest.fixture
def busy(register):
    """Let a branch have money, debts and no backup, a treasurer and a complaints officer."""
    session = registers.reopen(register)
    money_branch.set_up(session)
    registers.add_user(session, "Bình", "treasurer")
    registers.add_user(session, "Cúc", "complaints_officer")
    session.close()
    return register


def titles(screen):
    return [card.waiting.name for card in screen.cards]


def said(screen):
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisibleTo(screen)]


def buttons(screen):
    return {one.text() for one in screen.findChildren(QPushButton) if one.isVisibleTo(screen)}


def test_home_is_the_first_thing_seen(window, desk, busy, settle):
    workspace = open_as(desk, window, busy, registers.HEAD, settle)
    assert workspace.screen_name == "home"
    screen = workspace.screen_of("home")
    assert not screen.is_looking
    assert {"arrears", "assess", "close", "backup"} <= set(titles(screen))
    assert titles(screen)[0] in {"arrears", "backup"}


def test_a_card_leads_to_where_its_thing_is_done(window, desk, busy, settle):
    workspace = open_as(desk, window, busy, registers.HEAD, settle)
    screen = workspace.screen_of("home")
    card = next(one for one in screen.cards if one.waiting.name == "backup")
    card.button.click()
    assert workspace.screen_name == "backups"


def test_what_is_done_goes_away_without_looking_again_by_hand(window, desk, busy, settle):
    workspace = open_as(desk, window, busy, registers.HEAD, settle)
    screen = workspace.screen_of("home")
    backups.make_backup(desk.open_session)
    desk.write(screen, lambda session, _task: registers.enrol(session, "Vũ Thị Yến"))
    settle()
    desk.changed.emit(type("Nothing", (), {"rows": {}})(), desk)
    settle()
    assert "backup" not in titles(screen)
    assert "arrears" in titles(screen)


def test_a_treasurer_begins_with_money(window, desk, busy, settle):
    workspace = open_as(desk, window, busy, "Bình", settle)
    screen = workspace.screen_of("home")
    assert "Enter a voucher" in buttons(screen)
    assert "Enrol a member" not in buttons(screen)
    assert "doubles" not in titles(screen)


def test_who_has_nothing_to_do_is_told_so_kindly(window, desk, busy, settle):
    session = registers.reopen(busy)
    backups.make_backup(session)
    session.close()
    workspace = open_as(desk, window, busy, "Cúc", settle)
    screen = workspace.screen_of("home")
    assert screen.cards == []
    assert "Nothing waits for you" in said(screen)
    assert not any("Tiền" in text for text in said(screen))


def test_the_keyboard_leads_from_the_side_into_the_cards(window, desk, busy, settle, qtbot):
    workspace = open_as(desk, window, busy, registers.HEAD, settle)
    screen = workspace.screen_of("home")
    card = next(one for one in screen.cards if one.waiting.name == "backup")
    card.button.setFocus()
    qtbot.keyClick(card.button, Qt.Key.Key_Space)
    assert workspace.screen_name == "backups"


def test_a_fault_in_one_source_does_not_hide_the_others(workspace, settle, monkeypatch, desk):
    from unionbook.operations import waiting

    home = workspace.screen_of("home")
    look, asked = waiting.look_for, []

    def broken(session, *, name):
        asked.append(name)
        if name == waiting.SOURCES[0].name:
            raise ZeroDivisionError
        return look(session, name=name)

    monkeypatch.setattr(waiting, "look_for", broken)
    desk.tasks.broken.disconnect()
    desk.tasks.broken.connect(lambda _error: home._on_broken())
    workspace.go("home")
    home._look()
    settle()
    assert asked[-1] == waiting.SOURCES[-1].name
    assert not home.is_looking
