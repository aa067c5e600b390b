# SPDX-License-Identifier: Apache-2.0
"""Reopening a closed month: the head says why, and that stays in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.operations.ledger import reopen_month
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from unionbook.errors import UnionbookError
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class Reopening(QFrame):
    """A small form inside the month."""

    done = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._month = ""
        self.setProperty("look", "sunken")
        self.reason = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        form = Form()
        self._row = form.add(
            _("Why the month is reopened"),
            self.reason,
            _("The figures that were reported stay known; what differs from them is shown."),
        )
        column.addLayout(form)
        foot = QHBoxLayout()
        self.carry_out = buttons.make(_("Reopen"), self._on_reopen, look="danger", icon="undo")
        foot.addWidget(self.carry_out)
        foot.addWidget(buttons.cancel(self.hide))
        foot.addStretch(1)
        column.addLayout(foot)
        self.reason.returnPressed.connect(self._on_reopen)
        self.hide()

    def begin(self, month: str) -> None:
        """Ask for the reason."""
        self._month = month
        self.reason.clear()
        self._row.fault()
        self.show()
        self.reason.setFocus()

    def _on_reopen(self) -> None:
        month, reason = self._month, self.reason.text()
        self.carry_out.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: reopen_month(session, month=month, reason=reason),
            done=lambda _changes: self._on_done(),
            failed=self._on_refused,
        )

    def _on_done(self) -> None:
        self.carry_out.setEnabled(True)
        self.hide()
        self._desk.feedback.done(
            _("{month} is open again.").format(month=formats.shown_date(self._month))
        )
        self.done.emit()

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.carry_out.setEnabled(True)
        self._row.fault(str(refusal))
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
        else:
            super().keyPressEvent(event)
