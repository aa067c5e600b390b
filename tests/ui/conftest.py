# SPDX-License-Identifier: Apache-2.0
"""The real window on a real register, with cheap keys and no system dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import registers
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from unionbook.operations import sessions
from unionbook.operations.crash_reports import describe
from unionbook.ui.application import make_desk
from unionbook.ui.feedback import Message
from unionbook.ui.main_window import MainWindow
from unionbook.ui.screens.unlock import UnlockPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unionbook.ui.desk import Desk
    from unionbook.ui.workspace import Workspace


PATIENCE_MS = 60_000
"""How long a window may take on a slow or busy PC before a test gives it up."""


class Heard(list[Message]):
    """What the window said, in order."""

    @property
    def sentences(self) -> list[str]:
        return [message.sentence for message in self]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "Kdf", lambda: registers.KDF)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for wait in (QtBot.waitUntil, QtBot.waitSignal):
        monkeypatch.setitem(wait.__kwdefaults__, "timeout", PATIENCE_MS)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    assert qapp is QApplication.instance()
    made = make_desk(language="en")
    bugs: list[str] = []
    made.tasks.broken.connect(lambda error: bugs.append(f"{describe(error)}\n{error}"))
    yield made
    made.tasks.close()
    # By now the window is closed: its widgets are not left to the next test's event loop.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bugs == []


@pytest.fixture
def heard(desk: Desk) -> Heard:
    messages = Heard()
    desk.feedback.shown.connect(messages.append)
    return messages


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def settle(desk: Desk, qtbot: QtBot):
    """Wait until the worker has answered everything, and what that asked for in turn."""

    def wait() -> None:
        while desk.tasks.busy:
            # Told at once: asking every few milliseconds adds up to a minute over all windows.
            with qtbot.waitSignal(desk.tasks.idle, timeout=PATIENCE_MS):
                pass
            QCoreApplication.processEvents()  # what the answers put off till after themselves

    return wait


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Make a register with a few people in it, closed; give its folder."""
    registers.once("three in the window", tmp_path, _make_three)
    return tmp_path / "branch.unionbook"


def _make_three(place: Path) -> None:
    session = registers.make(place)
    for person in (
        {"full_name": "Nguyễn Thị Mai", "phone": "0912345678", "department": "May 1"},
        {"full_name": "Trần Văn Đức", "born_on": "1990-05-06", "department": "May 2"},
        {"full_name": "Lê Thị Hương", "identity_number": "001190000001"},
    ):
        registers.enrol(session, **person)
    session.close()


@pytest.fixture
def at_home(window: MainWindow, desk: Desk, register: Path, settle) -> Workspace:
    """Open the register as its head, past the gate, at home."""
    session = sessions.open_register(
        folder=register, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def workspace(at_home: Workspace, settle) -> Workspace:
    """Open the register at the list of members, which takes longer than any other screen."""
    at_home.go("members")
    settle()
    return at_home


@pytest.fixture
def unlock(window: MainWindow, settle):
    """Unlock the register that the window asks the passphrase of."""

    def act(passphrase: str = registers.PASSPHRASE) -> None:
        assert window.gate is not None
        page = window.gate.page
        assert isinstance(page, UnlockPage)
        settle()
        page.passphrase.setText(passphrase)
        page.unlock.click()
        settle()

    return act


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Answer the next question for a file name."""

    def answer(name: str) -> Path:
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
        return path

    return answer


def _come_up_many(workspace: Workspace) -> None:
    screen = workspace.screen_of("members")
    screen.table.selectAll()
    screen.selection.change_asked.emit()
    screen.many.fields.choose("department").type_in("May 2")
    screen.many.fields.choose("contract_kind")


def _come_up_event(workspace: Workspace) -> None:
    _come_up_many(workspace)
    workspace.screen_of("members").many.tabs.setCurrentIndex(1)


def _come_up_more(workspace: Workspace) -> None:
    screen = workspace.screen_of("members")
    screen.table.selectRow(0)
    panel = screen.panel
    panel.tabs.setCurrentIndex(3)
    panel.more.wages.open_form()
    panel.more.consents.open_form()


def _come_up_design(workspace: Workspace) -> None:
    workspace.go("paper")
    screen = workspace.screen_of("paper")
    screen.kind.setCurrentIndex(screen.kind.findData("cards"))
    screen.design.click()


def _come_up_group(workspace: Workspace) -> None:
    workspace.go("groups")
    workspace.screen_of("groups").add.click()


_COME_UP: dict[str, Callable[[Workspace], None]] = {
    "many": _come_up_many,
    "event": _come_up_event,
    "more": _come_up_more,
    "design": _come_up_design,
    "group": _come_up_group,
    # A page without links: among them Tab goes from one to the next first.
    "help": lambda workspace: workspace.open_help("backups"),
    "start": lambda workspace: workspace.open_help("start"),
}


@pytest.fixture
def come_up(settle) -> Callable[[str, Workspace], None]:
    """Bring up what stands beside a screen: a panel, a form, the help."""

    def bring(part: str, workspace: Workspace) -> None:
        settle()
        _COME_UP[part](workspace)
        settle()

    return bring
