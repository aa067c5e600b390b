# SPDX-License-Identifier: Apache-2.0
"""Read a workbook in a child process with a limit of time and memory.

The native reader of the formats that cannot be examined cheaply may loop, or ask for more memory
than there is and take the whole process with it. Here it takes only a child, and the window lives.
Values come back through a pipe: nothing touches the disk.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionbook.errors import UnreadableFileError
from unionbook.excel.grid import Book, Grid
from unionbook.excel.native import open_with_calamine
from unionbook.texts import gettext as _
from unionbook.texts import language, use

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 24.0
MEMORY = 900 * 1024 * 1024
_STARTING = 15.0


def open_guarded(path: Path, kind: str) -> Book:
    """Read all sheets in a child; raises UnreadableFileError when it fails or passes a limit."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(
        target=_read_in_child, args=(theirs, str(path), kind, language()), daemon=True
    )
    try:
        child.start()
        theirs.close()
        if _next(ours, child, time.monotonic() + _STARTING) != ("started",):
            return _read_here(path, kind)
        return _received(ours, child, path)
    except (RuntimeError, AssertionError, ImportError):  # this process may start no other
        return _read_here(path, kind)
    finally:
        ours.close()
        _end(child)


def _end(child: Any) -> None:
    if child.pid is None:
        return
    if child.is_alive():
        child.kill()
    child.join(5)
    if child.exitcode is not None:
        child.close()


def _read_here(path: Path, kind: str) -> Book:
    """Read in this process where no other can be started, as in an embedding program."""
    book = open_with_calamine(path)
    book.format = kind
    return book


def _received(pipe: Connection, child: Any, path: Path) -> Book:
    deadline = time.monotonic() + SECONDS
    answer = _next(pipe, child, deadline)
    if answer is None:
        raise _failed(path)
    if answer[0] == "refused":
        raise UnreadableFileError(answer[1])
    _kind, fmt, entries, warnings = answer
    grids: dict[str, Grid] = {}
    for entry in entries:
        answer = _next(pipe, child, deadline)
        if answer is None:
            raise _failed(path)
        if answer[0] == "refused":
            raise UnreadableFileError(answer[1])
        grids[entry.name] = answer[1]
    return Book(fmt, entries, lambda name: grids[name], warnings)


def _failed(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _(
            "“{name}” cannot be read safely: open it in Excel, save it as .xlsx and try that."
        ).format(name=path.name)
    )


def _next(pipe: Connection, child: Any, deadline: float) -> Any:
    """Wait for the child's next answer; None when it died, took too long or too much memory."""
    while time.monotonic() < deadline:
        if pipe.poll(0.1):
            try:
                return pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own child only
            except (EOFError, OSError):
                return None
        if not child.is_alive() or _memory_on_windows(child.pid) > MEMORY:
            return None
    return None


def _read_in_child(pipe: Connection, path: str, kind: str, speaking: str) -> None:
    use(speaking)
    _limit_memory()
    _silence()
    _send(pipe, ("started",))
    try:
        book = open_with_calamine(Path(path))
        _send(pipe, ("book", kind, book.sheets, book.warnings))
        for entry in book.sheets:
            _send(pipe, ("grid", book.grid(entry.name)))
    except UnreadableFileError as error:
        _send(pipe, ("refused", str(error)))
    except MemoryError:
        _send(pipe, ("refused", str(_failed(Path(path)))))
    pipe.close()


def _send(pipe: Connection, answer: tuple[Any, ...]) -> None:
    pipe.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


def _limit_memory() -> None:
    if sys.platform == "win32":
        return  # the parent watches
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _silence() -> None:
    """Keep the native reader's last words off the user's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _memory_on_windows(pid: int | None) -> int:
    """Give the memory that a process has committed, in bytes; 0 where the system limits itself."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only
        from ctypes import wintypes  # noqa: PLC0415 - Windows only

        class Counters(ctypes.Structure):
            _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
                (name, ctypes.c_size_t)
                for name in ("peak", "working", "a", "b", "c", "d", "pagefile", "peak_pagefile")
            ]

        counters = Counters()
        counters.cb = ctypes.sizeof(counters)
        kernel = ctypes.WinDLL("kernel32")
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000 | 0x0010, False, pid)
        if handle:
            kernel.K32GetProcessMemoryInfo(
                wintypes.HANDLE(handle), ctypes.byref(counters), counters.cb
            )
            kernel.CloseHandle(wintypes.HANDLE(handle))
        return int(counters.pagefile)
    return 0
