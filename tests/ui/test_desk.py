# SPDX-License-Identifier: Apache-2.0
"""What a person may do in a session, as every screen asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import registers
from PySide6.QtWidgets import QPushButton

from unionbook.operations import sessions

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow


def test_nothing_is_allowed_where_nothing_is_open(desk: Desk):
    assert not desk.may("print")


def test_who_only_reads_may_print_and_export_and_change_nothing(
    window: MainWindow, desk: Desk, register: Path, settle, save_as
):
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE, read_only=True
    )
    desk.enter((session, session.info))
    settle()
    assert [desk.may(act) for act in ("print", "export_members")] == [True, True]
    assert [desk.may(act) for act in ("enrol_member", "undo_commit", "make_backup")] == [False] * 3
    screen = window.workspace.screen_of("members")
    asked = save_as("list.xlsx")
    button = next(b for b in screen.findChildren(QPushButton) if b.text() == "Export")
    button.click()
    settle()
    assert asked.exists()
    assert not hasattr(screen, "enrol")
