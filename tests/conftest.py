# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: no screen, own settings, English, no silent warning, no stray thread.

No test waits for the disk either: what is written survives the test, not a power cut.

A test that provokes warnings in the log asks for ``logged_warnings`` and asserts them itself.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Before the first import of Qt, which reads it once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Neither the speed of the PC nor what was drawn first may fail a test.
settings.register_profile(
    "any PC",
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.filter_too_much,
    ],
)
settings.load_profile("any PC")

_PATIENCE = 60.0  # seconds in which a thread or a pool told to stop has to be gone


class _Warnings(logging.Handler):
    """Collects what the test logs at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what several tests share away from whoever runs them, as ``_own_settings`` a test."""
    with pytest.MonkeyPatch.context() as patch:
        _sit_down(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def _own_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep a test away from the settings, registers and language of whoever runs it."""
    _sit_down(monkeypatch, tmp_path_factory.mktemp("home"))


def _sit_down(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in [name for name in os.environ if name.startswith("UNIONBOOK_")]:
        patch.delenv(name)
    patch.setenv("UNIONBOOK_HOME", str(home))
    patch.setenv("LANG", "C.UTF-8")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    from unionbook import texts

    texts.use("en")
    yield
    texts.use("en")


@pytest.fixture(scope="session", autouse=True)
def _quick_disk() -> Iterator[tuple[str, ...]]:
    from unionbook.data import database

    meant = database._PRAGMAS
    quick = tuple(one.replace("synchronous = full", "synchronous = off") for one in meant)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_PRAGMAS", quick)
        patch.setattr(os, "fsync", os.fstat)  # which refuses a closed handle too
        yield meant


@pytest.fixture(scope="session", autouse=True)
def _no_templates_left() -> Iterator[None]:
    yield
    if "registers" in sys.modules:
        sys.modules["registers"].forget_templates()


@pytest.fixture
def pragmas(_quick_disk: tuple[str, ...]) -> tuple[str, ...]:
    """Give how the program opens a store, which waits for the disk."""
    return _quick_disk


@pytest.fixture
def home() -> Path:
    """Give the settings folder of this test, empty at its start."""
    from unionbook import paths

    return paths.settings_folder()


@pytest.fixture
def logged_warnings(_no_unexpected_warning: _Warnings) -> list[str]:
    """Give the list that fills with the warnings a test provokes and asserts itself."""
    return _no_unexpected_warning.messages


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[_Warnings]:
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
    if handler.messages and "logged_warnings" not in request.fixturenames:
        pytest.fail("Logged and not expected:\n" + "\n".join(handler.messages), pytrace=False)


@pytest.fixture(autouse=True)
def _no_stray_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + _PATIENCE
    stray = [thread for thread in threading.enumerate() if _is_stray(thread, before)]
    for thread in stray:
        thread.join(max(0.0, end - time.monotonic()))
    names = [thread.name for thread in stray if thread.is_alive()]
    if names:
        pytest.fail(f"Threads left running: {', '.join(names)}", pytrace=False)
    if not _qt_pool_is_idle():
        pytest.fail("Work left running in Qt's thread pool", pytrace=False)


def _is_stray(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    # A dummy stands for a thread that Qt made and keeps: its pool is asked instead.
    return thread not in before and not isinstance(thread, threading._DummyThread)


def _qt_pool_is_idle() -> bool:
    core = sys.modules.get("PySide6.QtCore")
    return core is None or core.QThreadPool.globalInstance().waitForDone(int(_PATIENCE * 1000))
