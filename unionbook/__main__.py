# SPDX-License-Identifier: Apache-2.0
"""Start the window, or hand over to the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from unionbook.cli.root import root

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> int:
    """Do what the arguments say; give the exit code."""
    _leave_no_core()
    code: int = root.main(prog_name="unionbook", standalone_mode=False, obj=load_window)
    return code


def _leave_no_core() -> None:
    """Let no crash write what is in memory to the disk: it is people's data in clear."""
    if os.name == "nt":
        return
    import resource  # noqa: PLC0415 - POSIX only

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def load_window() -> Callable[..., int]:
    """Give what opens the window: the command line does not know it, and seldom needs it."""
    from unionbook.ui.application import run  # noqa: PLC0415 - loads all of Qt

    return run


if __name__ == "__main__":
    sys.exit(main())
