# SPDX-License-Identifier: Apache-2.0
"""The window itself: starting it, from the passphrase to the painted list, jumping and scrolling.

Runs without a screen (Qt's ``offscreen``). A start is taken from spawning a fresh interpreter to
the moment when the window has been painted; a jump until the rows in sight are there and painted.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks import stores
from benchmarks.measuring import (
    ROOT,
    Comparison,
    Contender,
    Figures,
    Subject,
    Taken,
    spread,
    stopwatch,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_SIZE = (1366, 768)
_JUMPS, _STEPS = 60, 120
_PATIENCE = 60.0

_PAINTED = """
application.processEvents()
window.grab()
print("painted", flush=True)
import os
os._exit(0)
"""
_BARE = """
import sys
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(30, 12))
window.setCentralWidget(table)
window.menuBar().addMenu("Menu").addAction("Open")
window.resize(1200, 700)
window.show()
"""
_EAGER = (
    "import openpyxl, reportlab.platypus, reportlab.pdfgen.canvas, sqlite_utils, segno\n" + _BARE
)
_OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([sys.argv[0]])
from unionbook.ui.application import make_desk
from unionbook.ui.crash import CrashReport
from unionbook.ui.main_window import MainWindow
desk = make_desk(language="vi")
sys.excepthook = CrashReport(desk).on_exception
window = MainWindow(desk)
window.open_folder(Path(sys.argv[1]))
window.resize(1366, 768)
window.show()
"""


def _start(code: str, folder: Path, rows: int) -> Figures:
    asked = [sys.executable, "-c", code + _PAINTED, str(stores.path_of(folder, rows))]
    _painted(asked)  # the first one fills the disk's cache for everybody
    return {"start": _painted(asked)}


def _painted(asked: list[str]) -> Taken:
    before, since = _children(), time.perf_counter()
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "painted\n"
        wall = time.perf_counter() - since
    return Taken(wall, _children() - before)


def _children() -> float:
    told = os.times()
    return told.children_user + told.children_system


class _Window:
    """The program's window with the list of members of the filled register in sight."""

    def __init__(self, folder: Path, rows: int) -> None:
        from PySide6.QtWidgets import QApplication

        from unionbook.ui.application import make_desk
        from unionbook.ui.main_window import MainWindow

        self.application = QApplication.instance() or QApplication([sys.argv[0]])
        self.desk = make_desk(language="vi")
        self.window = MainWindow(self.desk)
        self.window.open_folder(stores.path_of(folder, rows))
        self.window.resize(*_SIZE)
        self.window.show()
        # What comes after the gate is loaded while a person types, which takes longer.
        self.window.fetch_ahead()
        self.wait(lambda: not self.desk.tasks.busy)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something holds."""
        end = time.perf_counter() + _PATIENCE
        while not until():
            self.application.processEvents()
            assert time.perf_counter() < end, "the window did not get there"
            time.sleep(0.0002)
        self.application.processEvents()

    def unlock(self) -> None:
        """Type the passphrase, press the button, and see the list painted."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit

        gate = self.window.gate
        assert gate is not None
        field = next(
            one
            for one in gate.findChildren(QLineEdit)
            if one.echoMode() == QLineEdit.EchoMode.Password and one.isVisible()
        )
        field.setText(stores.PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait(lambda: self.window.workspace is not None)
        workspace = self.window.workspace
        assert workspace is not None
        workspace.go("members")
        self.wait(self.is_painted)

    @property
    def table(self) -> Any:
        """Give the table of members."""
        from unionbook.ui.widgets.members_table import MembersTable

        workspace = self.window.workspace
        assert workspace is not None
        return workspace.screen_of("members").findChild(MembersTable)

    def is_painted(self) -> bool:
        """Tell whether every row in sight has come."""
        table = self.table
        model = table.model()
        if not model.rowCount():
            return False
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        return bool(model.is_here(max(first, 0)) and model.is_here(last))

    def move(self, place: int) -> None:
        """Bring the scroll bar to a place and see the rows there."""
        self.table.verticalScrollBar().setValue(place)
        self.application.processEvents()
        if not self.is_painted():
            self.wait(self.is_painted)

    def close(self) -> None:
        """Close it and everything behind it."""
        self.window.close()
        self.desk.tasks.close()


def from_passphrase(folder: Path, rows: int) -> Figures:
    from unionbook.data.vault import Vault

    vault = Vault.read(stores.path_of(folder, rows))
    with stopwatch() as deriving:
        vault.open(vault.slot(stores.USER), stores.PASSPHRASE)
    shown = _Window(folder, rows)
    with stopwatch() as unlocking:
        shown.unlock()
    assert shown.table.model().rowCount() == rows
    shown.close()
    return {
        "list": Taken(
            max(0.0, unlocking.wall - deriving.wall), max(0.0, unlocking.cpu - deriving.cpu)
        )
    }


def move_in_window(folder: Path, rows: int) -> Figures:
    shown = _Window(folder, rows)
    shown.unlock()
    bar = shown.table.verticalScrollBar()
    taken = spread("jump", [partial(shown.move, place) for place in _places(bar.maximum())])
    shown.move(0)
    row = shown.table.rowHeight(0) or 1
    taken |= spread("step", [partial(shown.move, 3 * row * step) for step in range(1, _STEPS + 1)])
    shown.close()
    return taken


def _places(highest: int) -> list[int]:
    draw = random.Random(5)  # noqa: S311 - the same jumps every time
    return [draw.randrange(max(1, highest)) for _jump in range(_JUMPS)]


def move_by_offset(folder: Path, rows: int) -> Figures:
    return _move_in_table(folder, rows, by_id=False)


def move_by_ids(folder: Path, rows: int) -> Figures:
    return _move_in_table(folder, rows, by_id=True)


def _move_in_table(folder: Path, rows: int, *, by_id: bool) -> Figures:
    from PySide6.QtWidgets import QApplication, QTableView

    from benchmarks.qt_table import IdModel, OffsetModel

    application = QApplication.instance() or QApplication([sys.argv[0]])
    with stopwatch() as opening:
        store = stores.bare(folder / f"bare-{rows}.db")
        table = QTableView()
        table.setModel(IdModel(store) if by_id else OffsetModel(store))
        table.resize(*_SIZE)
        table.show()
        application.processEvents()
    bar = table.verticalScrollBar()

    def move(place: int) -> None:
        bar.setValue(place)
        application.processEvents()

    taken = spread("jump", [partial(move, place) for place in _places(bar.maximum())])
    move(0)
    taken |= spread("step", [partial(move, 3 * step) for step in range(1, _STEPS + 1)])
    table.close()
    return {**taken, "list": opening}


START = Subject(
    "start",
    {
        "unionbook": Contender(partial(_start, _OURS)),
        "bare Qt window": Contender(partial(_start, _BARE)),
        "Qt with the libraries": Contender(partial(_start, _EAGER)),
    },
    (
        Comparison("start: unlock window", "start", "bare Qt window", ratio=3.0, judged_from=1),
        Comparison("start: unlock window", "start", "Qt with the libraries"),
    ),
    rows=(60,),
    prepare=stores.fill_both,
    most=60,
)
LIST = Subject(
    "window",
    {
        "unionbook": Contender(from_passphrase),
        "a bare table of ids": Contender(move_by_ids, "sqlcipher3"),
    },
    (
        Comparison(
            "window: passphrase to painted list, key apart",
            "list",
            "a bare table of ids",
            seconds=0.5,
        ),
    ),
    prepare=stores.fill_both,
)
MOVING = Subject(
    "moving",
    {
        "unionbook": Contender(move_in_window),
        "LIMIT … OFFSET": Contender(move_by_offset, "sqlcipher3"),
        "a bare table of ids": Contender(move_by_ids, "sqlcipher3"),
    },
    (
        Comparison("window: jump, p95", "jump p95", "LIMIT … OFFSET", seconds=0.040),
        Comparison("window: jump, p95", "jump p95", "a bare table of ids"),
        Comparison("window: scroll step, p95", "step p95", "a bare table of ids", seconds=0.016),
    ),
    prepare=stores.fill_both,
)
