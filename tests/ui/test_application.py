# SPDX-License-Identifier: Apache-2.0
"""The first window comes up without loading what only later steps need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("openpyxl", "reportlab", "sqlite_utils", "babel", "PIL", "python_calamine", "segno")
CODE = """
import json, sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from unionbook.ui.application import make_desk
from unionbook.ui.main_window import MainWindow
desk = make_desk(language="en")
window = MainWindow(desk)
window.show()
window.grab()
{more}
print(json.dumps([name for name in {heavy} if name in sys.modules]))
window.close()
"""


def loaded(tmp_path: Path, more: str = "") -> list[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "UNIONBOOK_HOME": str(tmp_path),
    }
    code = CODE.format(heavy=(*HEAVY, "sqlcipher3", "cryptography"), more=more)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_first_window_loads_nothing_heavy(tmp_path: Path):
    assert loaded(tmp_path) == []


def test_the_workspace_loads_no_spreadsheets_and_no_paper(tmp_path: Path):
    found = loaded(tmp_path, "import unionbook.ui.workspace")
    assert set(found) & set(HEAVY) == set()
