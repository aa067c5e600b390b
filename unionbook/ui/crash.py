# SPDX-License-Identifier: Apache-2.0
"""What is said when the program itself has failed: what and where, and nothing about anyone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from unionbook.operations.crash_reports import describe, write_report
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice

if TYPE_CHECKING:
    from types import TracebackType

    from unionbook.ui.desk import Desk

_log = logging.getLogger(__name__)


class CrashReport(QObject):
    """Keeps a report of a bug, without personal data, and offers it to be copied."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.last = ""
        desk.tasks.broken.connect(self.report)

    def report(self, error: BaseException) -> None:
        """Say that something of ours failed, and let its description be copied."""
        self.last = describe(error)
        write_report(error)
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
