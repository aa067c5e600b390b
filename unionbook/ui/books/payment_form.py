# SPDX-License-Identifier: Apache-2.0
"""A payment entered beside a table: how much, into or out of what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout

from unionbook.domain import clock
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MONEY = frozenset({"cash", "bank"})


class PaymentForm(QFrame):
    """An amount, an account of cash or bank, a day, and the button that enters it in the books."""

    def __init__(
        self,
        desk: Desk,
        buttons: Buttons,
        *,
        title: str,
        note: str,
        account: str,
        act: Callable[[], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self.amount = AmountField()
        self.account = AccountBox()
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self.form = Form()
        self.amount_row = self.form.add(_("Amount"), self.amount, note)
        self.form.add(account, self.account)
        self._on_row = self.form.add(_("Date"), self.on)
        self.enter = buttons.primary(_("Enter in the books"), act, icon="check")
        fill_frame(self, title, self.form, self.enter)
        self._codes: dict[int, str] = {}

    @property
    def account_code(self) -> str:
        """Give the code of the chosen account."""
        return self._codes.get(self.account.account, "bank")

    def offer(self, accounts: Sequence[Account]) -> None:
        """Offer the accounts of cash and bank; the bank is proposed."""
        money = [one for one in accounts if one.role in _MONEY]
        self._codes = {one.id: one.code for one in money}
        self.account.offer(money)
        if not self.account.account:
            self.account.choose(next((one.id for one in money if one.role == "bank"), 0))

    def post(self, job: Callable[[Session], Changes | None], told: str) -> None:
        """Enter it once, however often the button is pressed, and say so with ``told``."""
        self.amount.setFocus()  # else the keyboard goes on to another form, or out of the page
        self.enter.setEnabled(False)
        self._desk.read(
            self, job, lambda changes: self._on_posted(changes, told), failed=self.refuse
        )

    def _on_posted(self, changes: Changes | None, told: str) -> None:
        self.enter.setEnabled(True)
        self.amount.show_amount(None)
        for row in (self.amount_row, self._on_row):
            row.fault()
        if changes is not None:
            self._desk.announce(changes, self)
            self._desk.feedback.done(told)

    def refuse(self, refusal: UnionbookError) -> None:
        """Say what is wrong beside the field it is about."""
        self.enter.setEnabled(True)
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._on_row if field == "on" else self.amount_row
        row.fault(str(refusal))
        row.control.setFocus()


def fill_frame(frame: QFrame, title: str, form: Form, button: QPushButton) -> None:
    """Put a title, a form and its button into a sunken frame."""
    frame.setProperty("look", "sunken")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
    column.setSpacing(Space.MEDIUM)
    column.addWidget(label(title, "label", wrap=True))
    column.addLayout(form)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
