# SPDX-License-Identifier: Apache-2.0
"""Runs the importer's command with its hands tied: no network, no programs, no file written.

``python guard.py unionbook ARGUMENTS`` is ``python -m unionbook ARGUMENTS`` under limits. A
forbidden act ends the process at once with code 97, whatever would have caught an exception.
"""

from __future__ import annotations

import os
import runpy
import sys
from typing import Any

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "os.system", "os.exec")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
_ADDRESS_SPACE = 6 << 30
"""Far above what is allowed, so that only the machine is protected here; the test measures."""
CAUGHT = 97


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    writes = (
        event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        and isinstance(arguments[0], str | bytes) and arguments[0] != os.devnull
    )  # fmt: skip
    # The importer may read in a second process of the same Python, and start nothing else.
    starts = event == "subprocess.Popen" and arguments[1][0] != sys.executable
    if writes or starts or event in _FORBIDDEN:
        os.write(2, f"guard: {event} {arguments[:2]!r}\n".encode())
        os._exit(CAUGHT)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.path.insert(0, os.environ["PYTHONPATH"].split(os.pathsep)[0])
    sys.addaudithook(_watch)
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
