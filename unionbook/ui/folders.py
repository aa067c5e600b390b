# SPDX-License-Identifier: Apache-2.0
"""Showing a file or a folder with the program the system has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def show_folder(path: Path) -> None:
    """Open a file or folder as a double click would."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
