# SPDX-License-Identifier: Apache-2.0
"""What is said when the program itself has failed: what and where, and nothing about anyone."""

from __future__ import annotations

import logging
import platform
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from unionbook import __version__
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice

if TYPE_CHECKING:
    from types import TracebackType

    from unionbook.ui.desk import Desk

_log = logging.getLogger(__name__)


def describe(error: BaseException) -> str:
    """Tell where an error arose: kinds, modules, lines and functions, but no value and no text.

    The message of an exception may hold a member's name, so it is left out.
    """
    lines = [f"unionbook {__version__}, Python {platform.python_version()}, {platform.system()}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame, line in traceback.walk_tb(cause.__traceback__):
            name = frame.f_globals.get("__name__", "?")
            lines.append(f"  {name}:{line} {frame.f_code.co_name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


class CrashReport(QObject):
    """Logs a bug without personal data and offers its description to be copied."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.last = ""
        desk.tasks.broken.connect(self.report)

    def report(self, error: BaseException) -> None:
        """Say that something of ours failed, and let its description be copied."""
        self.last = describe(error)
        _log.error("%s", self.last)
        self._desk.feedback.error(
            _(
                "unionbook has made a mistake; what was saved before is safe. Copy the report, "
                "which names no person, and send it to the makers."
            ),
            Choice(_("Copy the report"), self.copy),
        )

    def copy(self) -> None:
        """Put the last description on the clipboard."""
        QGuiApplication.clipboard().setText(self.last)

    def on_exception(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        """Take the place of the interpreter's own report."""
        self.report(error)
