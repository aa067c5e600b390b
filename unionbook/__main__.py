# SPDX-License-Identifier: Apache-2.0
"""Start the window, or hand over to the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from unionbook.cli.root import root

if TYPE_CHECKING:
    from collections.abc import Callable

_SEM_NOGPFAULTERRORBOX, _WER_FAULT_REPORTING_FLAG_NOHEAP = 0x2, 0x1


def main() -> int:
    """Do what the arguments say; give the exit code."""
    _leave_no_core()
    code: int = root.main(prog_name="unionbook", standalone_mode=False, obj=load_window)
    return code


def _leave_no_core() -> None:
    """Let no crash write what is in memory to the disk: it is people's data in clear."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        _report_no_fault(ctypes.windll.kernel32)
    else:
        import resource  # noqa: PLC0415 - POSIX only

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _report_no_fault(kernel: Any) -> None:
    """Ask Windows to end a crashed program unreported, and otherwise without its heap.

    For this process alone: to exclude the program from reports for good would write to the
    registry of Windows.
    """
    kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_NOGPFAULTERRORBOX)
    kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)


def load_window() -> Callable[..., int]:
    """Give what opens the window: the command line does not know it, and seldom needs it."""
    from unionbook.ui.application import run  # noqa: PLC0415 - loads all of Qt

    return run


if __name__ == "__main__":
    sys.exit(main())
