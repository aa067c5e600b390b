# SPDX-License-Identifier: Apache-2.0
"""The window never waits: whatever a register does, it does on the worker's thread.

Not measured by the clock, which would fail on a busy machine: every statement that reaches a
store, and every operation, is asked on which thread it runs.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import threading
import traceback
from typing import TYPE_CHECKING, Any

import pytest
import window_scenes

from unionbook import operations, ui
from unionbook.data.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow


class Watch:
    """Notes who touches a store on the window's thread."""

    def __init__(self) -> None:
        self.on = False
        self.faults: list[str] = []
        self.elsewhere = 0
        self.operations = 0
        self._window = threading.current_thread()

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Give a call that notes its thread."""

        def watched(*args: Any, **more: Any) -> Any:
            if self.on:
                if threading.current_thread() is self._window:
                    ours = [
                        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
                        for frame in traceback.extract_stack()
                        if "unionbook/ui" in frame.filename
                    ]
                    self.faults.append(f"{name} asked by {' < '.join(reversed(ours[-3:]))}")
                else:
                    self.elsewhere += 1
            return call(*args, **more)

        return watched


def modules(package: Any) -> list[Any]:
    """Give every module of a package, imported."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(module.name) for module in found]


def asks_a_register(call: Any) -> bool:
    """Tell whether a function of operations reads a register, writes it, or opens one."""
    if not inspect.isfunction(call) or call.__name__.startswith("_"):
        return False
    return bool({"session", "passphrase", "folder"} & set(inspect.signature(call).parameters))


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watch every way to a store, and every operation under each name the window has for it."""
    made = Watch()
    for name, call in inspect.getmembers(Database, inspect.isfunction):
        if not name.startswith("_"):
            monkeypatch.setattr(Database, name, made.around(f"Database.{name}", call))
    known = {
        call: made.around(call.__name__, call)
        for module in modules(operations)
        for call in vars(module).values()
        if asks_a_register(call) and call.__module__ == module.__name__
    }
    made.operations = len(known)
    for module in modules(ui):
        for name, call in list(vars(module).items()):
            if inspect.isfunction(call) and call in known:
                monkeypatch.setattr(module, name, known[call])
    return made


def test_no_store_is_asked_on_the_window_s_thread(
    window: MainWindow, desk: Desk, tmp_path: Path, settle, watch: Watch
):
    branch = window_scenes.make_branch(tmp_path)
    workspace = window_scenes.enter(window, desk, branch, settle)
    watch.on = True
    seen = [name for name, _root in window_scenes.scenes(workspace, tmp_path, settle)]
    desk.undo_last()
    settle()
    window.lock()
    settle()
    assert len(seen) > 30
    assert watch.elsewhere > 100
    assert watch.operations > 30
    assert not watch.faults, "\n".join(sorted(set(watch.faults)))
