# SPDX-License-Identifier: Apache-2.0
"""Files are taken in one after the other, with how far it is, until somebody stops it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from unionbook.errors import CancelledError
from unionbook.operations.bundles import BundleTaken
from unionbook.ui.exchange import arrivals

ROWS = (5000, 10_000, 12_000)


class Task:
    def __init__(self):
        self.cancelled = Event()
        self.told = []

    def progress(self, done, total):
        self.told.append((done, total))


@pytest.fixture
def task(monkeypatch):
    def apply(_session, *, path, progress, cancelled):
        for done in ROWS:
            progress(done, ROWS[-1])
            if path.name == "stop":
                cancelled.set()
            if cancelled.is_set():
                message = "stopped"
                raise CancelledError(message)
        return BundleTaken(path, "applied", "")

    monkeypatch.setattr(arrivals, "apply_bundle", apply)
    return Task()


def take(task, *names):
    session = SimpleNamespace(require=lambda _right: None)
    return [one.state for one in arrivals.take_in(session, [Path(name) for name in names], task)]


def test_of_one_file_its_rows_are_told(task):
    assert take(task, "a") == ["applied"]
    assert task.told == [(5000, 12_000), (10_000, 12_000), (12_000, 12_000), (1, 1)]


def test_of_several_files_the_whole_is_told(task):
    assert take(task, "a", "b") == ["applied", "applied"]
    assert task.told == [
        (20, 100), (41, 100), (50, 100), (50, 100), (70, 100), (91, 100), (100, 100), (100, 100),
    ]  # fmt: skip


def test_stopped_the_rest_stays_as_it_is(task):
    assert take(task, "a", "stop", "b") == ["applied", "stopped"]
    assert task.told[-1] == (47, 100)
