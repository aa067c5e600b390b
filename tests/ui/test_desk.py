# SPDX-License-Identifier: Apache-2.0
"""What a person may do in a session, as every screen asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import registers
from PySide6.QtWidgets import QPushButton

from unionbook.domain.ledger import Line
from unionbook.operations import ledger, sessions

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


def test_a_step_that_stays_is_named_with_the_way_to_the_history(workspace, desk, settle, heard):
    """Money is never taken out of the books by Ctrl+Z."""
    session = desk.open_session
    ledger.set_up_books(session)
    cash, income = (ledger.by_role(session, role) for role in ("cash", "other_income"))
    ledger.post_voucher(
        session, kind="receipt", lines=[Line(cash, 500), Line(income, -500)], on="2026-01-05"
    )
    desk.undo_last()
    settle()
    assert heard[-1].sentence.startswith("“Voucher posted” was not taken back. Money is never")
    heard[-1].choices[0].act()
    assert workspace.screen_name == "history"
