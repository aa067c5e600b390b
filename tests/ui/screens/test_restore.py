# SPDX-License-Identifier: Apache-2.0
"""A backup looked into, then brought back beside the register of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import registers

from unionbook.operations.backups import make_backup
from unionbook.ui.screens.restore import RestorePage
from unionbook.ui.screens.unlock import UnlockPage

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.ui.main_window import MainWindow


def test_a_backup_is_looked_into_and_restored(window: MainWindow, register: Path, settle, unlock):
    session = registers.reopen(register)
    path = make_backup(session).backup.path
    session.close()
    assert window.gate is not None
    window.gate.show_restore()
    page = window.gate.page
    assert isinstance(page, RestorePage)
    page.file.setText(str(path))
    page.user.setText(registers.HEAD)
    page.passphrase.setText("wrong")
    page.look.click()
    settle()
    assert page._row.note.text()
    page.passphrase.setText(registers.PASSPHRASE)
    page.look.click()
    settle()
    assert page._branch.text() == "Công đoàn cơ sở Sao Mai"
    assert "3 members" in page._holds.text()
    page.restore.click()
    settle()
    assert isinstance(window.gate.page, UnlockPage)
    unlock()
    assert window.workspace is not None
    members = window.workspace.screen_of("members")
    settle()
    assert len(members.model.ids) == 3
