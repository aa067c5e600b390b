# SPDX-License-Identifier: Apache-2.0
"""Start the window, or hand over to the command line."""

from __future__ import annotations

import multiprocessing
import sys

from unionbook.cli.root import root


def main() -> int:
    """Do what the arguments say; give the exit code."""
    # In a frozen program the child that reads a doubtful workbook starts here as well.
    multiprocessing.freeze_support()
    code: int = root.main(prog_name="unionbook", standalone_mode=False)
    return code


if __name__ == "__main__":
    sys.exit(main())
