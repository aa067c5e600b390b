# SPDX-License-Identifier: Apache-2.0
"""What a member owed before the branch kept its dues here, entered in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from unionbook.errors import InvalidValueError
from unionbook.operations.opening_debts import open_debt
from unionbook.texts import gettext as _
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class OlderDebt(Part):
    """A way to a form: how much in all, of which months."""

    entered = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Debt from before the books"), right="post_voucher")
        self.amount, self.first, self.last = AmountField(), QLineEdit(), QLineEdit()
        self.fields["amount"] = self.form.add(
            _("Owed in all"), self.amount, _("Spread evenly over the months.")
        )
        self.fields["first"] = self.form.add(_("From the month"), self.first)
        self.fields["last"] = self.form.add(
            _("To the month"), self.last, _("Left empty: one month.")
        )
        for line in (self.first, self.last):
            line.setPlaceholderText("11/2025")
        self.let_add(_("Enter an older debt"), self._on_save)
        for line in (self.amount, self.first, self.last):
            line.returnPressed.connect(self._on_save)
        if not self.may:  # shown before it has a place, it would be a window of its own
            self.hide()

    def show_member(self, member_id: int) -> None:
        """Enter it for another member from now on."""
        self.clear(member_id)

    def open_form(self) -> None:
        """Ask for amount and months."""
        for line in (self.amount, self.first, self.last):
            line.clear()
        super().open_form()

    def _on_save(self) -> None:
        for row in self.fields.values():
            row.fault()
        member, first, last = self.member_id, self.first.text(), self.last.text()
        try:
            amount = self.amount.typed() or 0
        except InvalidValueError as refusal:
            self.refuse(refusal)
            return
        self._desk.write(
            self,
            lambda session, _task: open_debt(
                session, member_id=member, amount=amount, first=first, last=last
            ),
            sentence=_("The older debt is in the books. Reverse its voucher if it is wrong."),
            done=lambda _changes: self._on_entered(),
            failed=self.refuse,
        )

    def _on_entered(self) -> None:
        self.close_form()
        self.entered.emit()
