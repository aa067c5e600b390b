# SPDX-License-Identifier: Apache-2.0
"""Taking a voucher back: why, and on which day; both stay in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain import clock
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import reverse_voucher
from unionbook.operations.vouchers import look_at_voucher
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.sessions import Session
    from unionbook.operations.vouchers import Sight
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class Reversal(QFrame):
    """A small form inside the voucher; nothing is removed, another voucher is posted."""

    done = Signal(object)
    """The voucher that took the other one back."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._voucher = 0
        self.setProperty("look", "sunken")
        self.reason = QLineEdit()
        self.on = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(
            label(
                _("A second voucher takes this one back. Both stay in the books, and say so."),
                "muted",
                wrap=True,
            )
        )
        form = Form()
        self._reason_row = form.add(_("Why it was wrong"), self.reason)
        self._on_row = form.add(
            _("Date"), self.on, _("A day in an open month: that of the wrong one may be closed.")
        )
        column.addLayout(form)
        foot = QHBoxLayout()
        self.carry_out = buttons.make(_("Reverse"), self._on_reverse, look="danger", icon="undo")
        foot.addWidget(self.carry_out)
        foot.addWidget(buttons.cancel(self.leave))
        foot.addStretch(1)
        column.addLayout(foot)
        self.reason.returnPressed.connect(self._on_reverse)
        self.hide()

    def show_voucher(self, sight: Sight) -> None:
        """Take the form away: another voucher is looked at."""
        self._voucher = sight.voucher.id
        self.hide()

    def begin(self) -> None:
        """Ask for the reason."""
        self.reason.clear()
        self.on.setText(formats.shown_date(clock.today()))
        for row in (self._reason_row, self._on_row):
            row.fault()
        self.show()
        self.reason.setFocus()

    def leave(self) -> None:
        """Leave the voucher as it is."""
        self.hide()

    def _on_reverse(self) -> None:
        voucher, reason, on = self._voucher, self.reason.text(), self.on.text()

        def job(session: Session) -> tuple[Sight, object]:
            changes = reverse_voucher(session, voucher_id=voucher, reason=reason, on=on)
            made = changes.rows["vouchers"][0]
            return look_at_voucher(session, voucher_id=made), changes

        self.carry_out.setEnabled(False)
        self._desk.read(self, job, self._on_done, failed=self._on_refused)

    def _on_done(self, found: tuple[Sight, object]) -> None:
        sight, changes = found
        self.carry_out.setEnabled(True)
        self.hide()
        self._desk.announce(changes, self)
        self._desk.feedback.done(
            _("Reversed by {number}. Both stand in the books.").format(number=sight.number)
        )
        self.done.emit(sight.voucher.id)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.carry_out.setEnabled(True)
        rows = {"reason": self._reason_row, "on": self._on_row}
        row = rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            # Most often the month: say it where the day is typed.
            row = self._on_row
        row.fault(str(refusal))
        row.control.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape, and only this form."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            event.accept()
        else:
            super().keyPressEvent(event)
