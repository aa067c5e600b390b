# SPDX-License-Identifier: Apache-2.0
"""One worker in order, a pool beside it, one signal back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from unionbook.errors import CancelledError, UnionbookError
from unionbook.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_work_runs_in_order_on_one_thread_and_answers_on_this_one(tasks, owner, qtbot):
    seen: list[tuple[int, int]] = []
    answered: list[int] = []
    for number in range(20):
        tasks.run(
            lambda _task, number=number: seen.append((number, threading.get_ident())),
            owner=owner,
            done=lambda _result: answered.append(threading.get_ident()),
        )
    qtbot.waitUntil(lambda: len(answered) == 20)
    assert [number for number, _thread in seen] == list(range(20))
    assert len({thread for _number, thread in seen}) == 1
    assert set(answered) == {threading.get_ident()}
    assert seen[0][1] != threading.get_ident()


def test_a_refusal_goes_to_whom_it_concerns_else_to_all(tasks, owner, qtbot):
    def refuse(_task):
        raise UnionbookError("Do something else.")

    mine: list[UnionbookError] = []
    everybody: list[UnionbookError] = []
    tasks.refused.connect(everybody.append)
    tasks.run(refuse, owner=owner, failed=mine.append)
    tasks.run(refuse, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [str(one) for one in mine] == ["Do something else."]
    assert [str(one) for one in everybody] == ["Do something else."]


def test_a_bug_is_no_refusal(tasks, owner, qtbot):
    bugs: list[Exception] = []
    tasks.broken.connect(bugs.append)
    tasks.run(lambda _task: 1 // 0, owner=owner, failed=pytest.fail)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert isinstance(bugs[0], ZeroDivisionError)


def test_of_questions_with_one_purpose_only_the_last_is_answered(tasks, owner, qtbot):
    gate = threading.Event()
    done: list[int] = []
    looked: list[int] = []
    tasks.run(lambda _task: gate.wait(5), owner=owner)
    for number in range(5):
        tasks.run(
            lambda _task, number=number: looked.append(number) or number,
            owner=owner,
            done=done.append,
            purpose="search",
        )
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == [4]
    assert looked == [4]


def test_progress_and_cancelling(tasks, owner, qtbot):
    told: list[tuple[int, int]] = []
    refused: list[UnionbookError] = []

    def work(task):
        task.progress(1, 3)
        if not task.cancelled.wait(5):
            return
        raise CancelledError("Stopped.")

    task = tasks.run(
        work, owner=owner, failed=refused.append, progress=lambda *news: told.append(news)
    )
    qtbot.waitUntil(lambda: told == [(1, 3)])
    task.cancel()
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], CancelledError)


def test_what_the_owner_did_not_live_to_see_is_dropped(tasks, qtbot):
    from shiboken6 import delete

    gate = threading.Event()
    owner = QObject()
    done: list[object] = []
    tasks.run(lambda _task: gate.wait(5), owner=owner, done=done.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == []


def test_the_pool_works_beside_the_worker(tasks, owner, qtbot):
    gate = threading.Event()
    done: list[str] = []
    tasks.run(lambda _task: gate.wait(5), owner=owner, done=lambda _r: done.append("worker"))
    tasks.run_beside(lambda _task: "file", owner=owner, done=done.append)
    qtbot.waitUntil(lambda: done == ["file"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["file", "worker"])


@pytest.mark.usefixtures("qtbot")
def test_closing_ends_every_thread_and_may_be_repeated():
    tasks = Tasks()
    tasks.close()
    tasks.close()
    assert not tasks._worker.is_alive()


def test_what_comes_back_after_the_end_asks_for_nothing_more(owner, qtbot):
    tasks = Tasks()
    answered: list[object] = []
    tasks.run_beside(lambda _task: "late", owner=owner, done=answered.append)
    tasks.close()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert answered == []
