# SPDX-License-Identifier: Apache-2.0
"""A report that somebody hands in, checked against the register: the verdict and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.drop_zone import dropped_file
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.report_check import ReportCheck
    from unionbook.ui.desk import Desk

_ENDINGS = (".pdf", ".xlsx")
_LOOKS = {
    "same": ("done", "ok"),
    "changed": ("warning", "warn"),
    "altered": ("error", "danger"),
    "foreign": ("error", "danger"),
}


class ReportChecked(QWidget):
    """Shows one verdict."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        buttons = Buttons(desk.theme)
        self._picture = QLabel()
        self.verdict = label("", "strong", wrap=True)
        self._reasons = label("", "muted", wrap=True)
        self.close_it = buttons.make(_("Back to the reports"), self.closed.emit, icon="left")
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Row"), Cell.COUNT),
                ReportColumn(_("What"), Cell.NAME),
                ReportColumn(_("Column"), Cell.TEXT),
                ReportColumn(_("On the report"), Cell.MONEY),
                ReportColumn(_("When made"), Cell.MONEY),
                ReportColumn(_("In the register"), Cell.MONEY),
            ),
            _("Figures that differ"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_check(self, found: ReportCheck) -> None:
        """Show what was found out."""
        icon, role = _LOOKS[found.verdict.value]
        self._picture.setPixmap(self._desk.theme.pixmap(icon, role, side=32))
        self.verdict.setText(_told(found))
        self._reasons.setText("\n".join(found.reasons))
        self._reasons.setVisible(bool(found.reasons))
        self.table.show_rows(
            [
                (one.row or None, one.name, one.column, one.shown, one.then or "", one.now)
                for one in found.differences
            ]
        )
        self.table.setVisible(bool(found.differences))
        self.close_it.setFocus()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("look", "header")
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.LARGE)
        row.setSpacing(Space.LARGE)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(Space.TIGHT)
        words.addWidget(self.verdict)
        words.addWidget(self._reasons)
        words.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return head


class DroppedReports(QObject):
    """Lets a report be dropped anywhere on a screen."""

    def __init__(self, screen: QWidget, check: Callable[[Path], object]) -> None:
        super().__init__(screen)
        self._check = check
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take one PDF or workbook, and nothing else."""
        kinds = {QEvent.Type.DragEnter, QEvent.Type.Drop}
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return False
        path = dropped_file(event, _ENDINGS)
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._check(path)
        return True


def _told(found: ReportCheck) -> str:
    sentences = {
        "same": _("{report} of {day}: every figure is that of the register."),
        "changed": _("{report} was right when it was made on {day}. These figures changed since:"),
        "altered": _("Do not accept it: {report} was altered after it was made on {day}."),
        "foreign": _("Do not accept it: {report} was not made by this register."),
    }
    report = f"“{found.title or found.name}”"
    return sentences[found.verdict.value].format(report=report, day=formats.shown_date(found.day))
