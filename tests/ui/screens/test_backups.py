# SPDX-License-Identifier: Apache-2.0
"""Backups: made, told of by age, looked into, restored beside what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtWidgets import QFileDialog

from unionbook.operations.sessions import is_register
from unionbook.ui.screens.backups import told_age

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Heard

    from unionbook.ui.screens.backups import BackupsScreen
    from unionbook.ui.workspace import Workspace


@pytest.fixture
def workspace(at_home: Workspace) -> Workspace:
    return at_home


@pytest.fixture
def screen(workspace: Workspace, settle) -> BackupsScreen:
    workspace.go("backups")
    settle()
    return workspace.screen_of("backups")


def test_a_backup_is_made_and_listed(screen: BackupsScreen, settle, heard: Heard, register: Path):
    assert screen.list.isHidden()
    assert screen.age.text().startswith("There is no backup yet.")
    screen.make.click()
    settle()
    assert "made and checked" in heard[-1].sentence
    assert len(list((register / "backups").iterdir())) == 1
    assert screen.list.count() == 1
    assert screen.age.text() == "The last backup is of today."


def test_a_backup_goes_to_a_stick(
    screen: BackupsScreen, settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(stick))
    screen.elsewhere.click()
    settle()
    assert len(list(stick.iterdir())) == 1


def test_a_backup_is_looked_into_and_restored(
    screen: BackupsScreen, settle, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("UNIONBOOK_HOME", str(tmp_path / "documents"))
    (tmp_path / "documents").mkdir(exist_ok=True)
    screen.make.click()
    settle()
    screen.list.setCurrentRow(0)
    page = screen.restore_page
    assert page.user.text() == registers.HEAD
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
    assert heard[-1].sentence.startswith("Restored into")
    assert [folder for folder in (tmp_path / "documents").iterdir() if is_register(folder)]


def test_the_age_is_told_and_an_old_one_is_not_enough():
    assert told_age(None).startswith("There is no backup yet.")
    assert told_age(0) == "The last backup is of today."
    assert told_age(1) == "The last backup is 1 day old."
    assert told_age(7) == "The last backup is 7 days old."
    assert told_age(8) == "The last backup is 8 days old. Make a new one."
