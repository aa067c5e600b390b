# SPDX-License-Identifier: Apache-2.0
"""The program itself: the command line, and the window it hands over to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from unionbook import __main__, __version__
from unionbook.ui import application

if os.name != "nt":
    import resource


def test_the_window_is_the_one_of_ui():
    assert __main__.load_window() is application.run


def test_the_exit_code_is_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["unionbook", "--version"])
    assert __main__.main() == 0
    assert capsys.readouterr().out == f"unionbook {__version__}\n"
    monkeypatch.setattr(sys, "argv", ["unionbook", "memers"])
    assert __main__.main() == 2


@pytest.mark.skipif(os.name == "nt", reason="limits that Windows does not have")
def test_no_crash_leaves_what_was_in_memory(monkeypatch):
    told = []
    monkeypatch.setattr("resource.setrlimit", lambda what, limits: told.append((what, limits[0])))
    monkeypatch.setattr(sys, "argv", ["unionbook", "--version"])
    __main__.main()
    assert told == [(resource.RLIMIT_CORE, 0)]


def test_windows_is_asked_to_report_no_crash():
    class Kernel:
        told: ClassVar[list[tuple[str, int]]] = []

        def GetErrorMode(self) -> int:  # noqa: N802 - the name that Windows gives it
            return 0x8001

        def __getattr__(self, name):
            return lambda flags: self.told.append((name, flags))

    __main__._report_no_fault(Kernel())
    assert Kernel.told == [("SetErrorMode", 0x8003), ("WerSetFlags", 1)]


def test_the_package_runs():
    command = [sys.executable, "-m", "unionbook", "--version"]
    root = Path(__main__.__file__).parent.parent
    ran = subprocess.run(command, cwd=root, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == f"unionbook {__version__}"
