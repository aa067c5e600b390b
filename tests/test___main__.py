# SPDX-License-Identifier: Apache-2.0
"""The program itself: the command line, and the window it hands over to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from unionbook import __main__, __version__
from unionbook.ui import application


def test_the_window_is_the_one_of_ui():
    assert __main__.load_window() is application.run


def test_the_exit_code_is_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["unionbook", "--version"])
    assert __main__.main() == 0
    assert capsys.readouterr().out == f"unionbook {__version__}\n"
    monkeypatch.setattr(sys, "argv", ["unionbook", "memers"])
    assert __main__.main() == 2


def test_the_package_runs():
    command = [sys.executable, "-m", "unionbook", "--version"]
    root = Path(__main__.__file__).parent.parent
    ran = subprocess.run(command, cwd=root, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == f"unionbook {__version__}"
