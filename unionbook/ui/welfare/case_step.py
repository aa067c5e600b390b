# SPDX-License-Identifier: Apache-2.0
"""The small form in which a step of a case is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain.ledger import BANK, CASH
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.welfare.steps import Typed
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.welfare import CaseInFull
    from unionbook.ui.desk import Desk
    from unionbook.ui.welfare.steps import CaseAction
    from unionbook.ui.widgets.buttons import Buttons


class CaseStepForm(QFrame):
    """Asks what the step needs to know; a refusal is said where it belongs."""

    taken = Signal(object)
    """What was changed, after a step."""
    left = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._action: CaseAction | None = None
        self._case = 0
        self.setProperty("look", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self._title = label("", "label", wrap=True)
        column.addWidget(self._title)
        self.amount, self.account, self.note = AmountField(), QComboBox(), QLineEdit()
        for role, text in ((CASH, _("Cash box")), (BANK, _("Bank"))):
            self.account.addItem(text, role)
        form = Form()
        self.rows = {
            "amount": form.add(_("Amount approved"), self.amount),
            "account": form.add(_("Out of"), self.account),
            "note": form.add(_("Note"), self.note),
        }
        column.addLayout(form)
        foot = QHBoxLayout()
        self.confirm = buttons.primary(_("Save"), self._on_confirm, icon="check")
        foot.addWidget(self.confirm)
        foot.addWidget(buttons.cancel(self.leave))
        foot.addStretch(1)
        column.addLayout(foot)
        for line in (self.amount, self.note):
            line.returnPressed.connect(self._on_confirm)
        out = QShortcut(QKeySequence("Esc"), self)
        out.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        out.activated.connect(self.leave)
        self.hide()

    def begin(self, action: CaseAction, found: CaseInFull) -> None:
        """Ask for a step of a case."""
        self._action, self._case = action, found.case.id
        self._title.setText(_(action.text))
        self.confirm.setText(_(action.text))
        for row in self.rows.values():
            row.fault()
        self.rows["amount"].setVisible(action.asks_amount)
        self.rows["account"].setVisible(action.asks_account)
        self.rows["note"].setVisible(bool(action.note))
        self.note.clear()
        self.note.setPlaceholderText("")
        if action.note:
            self.rows["note"].name(_(action.note))
        self.amount.show_amount(found.case.amount)
        self.show()
        first = self.amount if action.asks_amount else self.note
        (self.account if action.asks_account else first).setFocus()

    def leave(self) -> None:
        """Put the form away."""
        self.hide()
        self.left.emit()

    def _on_confirm(self) -> None:
        action, case = self._action, self._case
        if action is None:
            return
        for row in self.rows.values():
            row.fault()
        try:
            amount = self.amount.typed() or 0
        except InvalidValueError as refusal:
            self._refuse(refusal)
            return
        typed = Typed(
            self.note.text().strip(),
            amount if action.asks_amount else 0,
            str(self.account.currentData()),
        )
        self.confirm.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: action.act(session, case, typed),
            done=self._on_done,
            failed=self._refuse,
        )

    def _on_done(self, changes: object) -> None:
        self.confirm.setEnabled(True)
        self.hide()
        if self._action is not None:
            self._desk.feedback.done(_(self._action.done))
        self.taken.emit(changes)

    def _refuse(self, refusal: UnionbookError) -> None:
        self.confirm.setEnabled(True)
        field = refusal.field if isinstance(refusal, InvalidValueError) else "note"
        row = self.rows.get(field) or self.rows["note"]
        if row.isVisibleTo(self):
            row.fault(str(refusal))
            row.control.setFocus()
        else:
            self._desk.feedback.error(str(refusal))
