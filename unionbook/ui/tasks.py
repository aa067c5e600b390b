# SPDX-License-Identifier: Apache-2.0
"""Work away from the window's thread: one worker that owns the stores, a small pool for files.

Everything comes back through one signal, so that what a screen is told always arrives on the
window's thread and in order.
"""

from __future__ import annotations

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from unionbook.errors import UnionbookError

if TYPE_CHECKING:
    from collections.abc import Callable

_PROGRESS_EVERY = 0.05  # seconds: more often than the eye sees would only slow the work


class Task:
    """One piece of work: it can be cancelled and tells how far it is."""

    def __init__(self, job: Callable[[Task], Any], owner: QObject, ways: _Ways) -> None:
        self.cancelled = threading.Event()
        self.superseded = False
        self._job = job
        self._owner = owner
        self._ways = ways
        self._told_at = 0.0
        self._tell: Callable[[_News], None] = lambda _news: None

    def cancel(self) -> None:
        """Ask the work to stop; an operation that stops leaves nothing written."""
        self.cancelled.set()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is: what operations take as ``progress``."""
        now = time.monotonic()
        if now - self._told_at >= _PROGRESS_EVERY or done >= total:
            self._told_at = now
            self._tell(_News(self, progress=(done, total)))

    def _carry_out(self, tell: Callable[[_News], None]) -> None:
        self._tell = tell
        if self.superseded:
            tell(_News(self, ended=True))
            return
        try:
            result = self._job(self)
        except Exception as error:  # noqa: BLE001 - decided on the window's thread, never swallowed
            tell(_News(self, error=error, ended=True))
        else:
            tell(_News(self, result=result, ended=True))


@dataclass(frozen=True, slots=True)
class _Ways:
    done: Callable[[Any], None] | None
    failed: Callable[[UnionbookError], None] | None
    progress: Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class _News:
    task: Task
    result: Any = None
    error: Exception | None = None
    progress: tuple[int, int] | None = None
    ended: bool = False


class Tasks(QObject):
    """The worker, the pool and the one signal through which they answer."""

    _told = Signal(object)
    refused = Signal(object)
    """A :class:`UnionbookError` that no screen wanted to handle itself."""
    broken = Signal(object)
    """Any other exception: a bug of ours."""
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._by_purpose: dict[str, Task] = {}
        self._under_way: set[Task] = set()
        self._closed = False
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="unionbook-files")
        self._worker = threading.Thread(target=self._work_off, name="unionbook-worker")
        self._worker.start()

    def run(
        self,
        job: Callable[[Task], Any],
        *,
        owner: QObject,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UnionbookError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        purpose: str = "",
    ) -> Task:
        """Run ``job`` on the thread that owns the stores, after everything asked for before.

        Work with the same ``purpose`` replaces what has not begun yet: of ten letters typed only
        the last word is looked up. What the owner did not live to see is dropped.
        """
        task = self._new(job, owner, _Ways(done, failed, progress))
        if purpose:
            earlier = self._by_purpose.get(purpose)
            if earlier is not None:
                earlier.superseded = True
                earlier.cancel()
            self._by_purpose[purpose] = task
        self._waiting.put(task)
        return task

    def run_beside(
        self,
        job: Callable[[Task], Any],
        *,
        owner: QObject,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UnionbookError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Task:
        """Run ``job``, which touches no open register, in the pool."""
        task = self._new(job, owner, _Ways(done, failed, progress))
        self._pool.submit(task._carry_out, self._told.emit)  # noqa: SLF001 - one module, one thing
        return task

    @property
    def busy(self) -> bool:
        """Say whether something asked for has not come back."""
        return bool(self._under_way)

    def close(self) -> None:
        """Finish what was asked for and end the threads."""
        if self._closed:
            return
        self._closed = True
        self._waiting.put(None)
        self._worker.join()
        self._pool.shutdown(wait=True)

    def _new(self, job: Callable[[Task], Any], owner: QObject, ways: _Ways) -> Task:
        task = Task(job, owner, ways)
        self._under_way.add(task)
        return task

    def _work_off(self) -> None:
        while (task := self._waiting.get()) is not None:
            task._carry_out(self._told.emit)  # noqa: SLF001 - one module, one thing

    def _on_told(self, news: _News) -> None:
        task = news.task
        if news.ended:
            self._under_way.discard(task)
        # What comes back after the end would only ask for more, and nobody is there to see it.
        wanted = not self._closed and not task.superseded
        if wanted and isValid(task._owner):  # noqa: SLF001 - one module, one thing
            self._pass_on(news, task._ways)  # noqa: SLF001 - likewise
        if news.ended and not self._under_way:
            self.idle.emit()

    def _pass_on(self, news: _News, ways: _Ways) -> None:
        if news.progress is not None:
            if ways.progress is not None:
                ways.progress(*news.progress)
        elif isinstance(news.error, UnionbookError):
            (ways.failed or self.refused.emit)(news.error)
        elif news.error is not None:
            self.broken.emit(news.error)
        elif ways.done is not None:
            ways.done(news.result)
