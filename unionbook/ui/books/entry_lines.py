# SPDX-License-Identifier: Apache-2.0
"""The lines of a voucher while it is entered: accounts with a sum each, or on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook.texts import gettext as _
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.theme import Space
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.ledger import Account
    from unionbook.ui.widgets.buttons import Buttons


class EntryLine(QFrame):
    """One account with its sum; with ``both`` sides a sum in debit and one in credit."""

    changed = Signal()
    removed = Signal()

    def __init__(self, buttons: Buttons, *, both: bool) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        self.account = AccountBox()
        self.account.setAccessibleName(_("Account"))
        self.debit = AmountField(_("Debit") if both else _("Amount"))
        self.credit = AmountField(_("Credit"))
        self._both = both
        self.remove = buttons.quiet(_("Take the line away"), "close", self.removed.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.TIGHT)
        above = QHBoxLayout()
        above.addWidget(self.account, 1)
        above.addWidget(self.remove)
        column.addLayout(above)
        below = QHBoxLayout()
        below.setSpacing(Space.SMALL)
        for field, name in ((self.debit, _("Debit")), (self.credit, _("Credit"))):
            if both:
                below.addWidget(_said(name))
            if both or field is self.debit:
                below.addWidget(field, 1)
        if not both:
            below.insertStretch(0, 1)
            self.credit.setParent(self)
            self.credit.hide()
        column.addLayout(below)
        self.debit.amount_changed.connect(lambda _amount: self._on_amount(self.credit))
        self.credit.amount_changed.connect(lambda _amount: self._on_amount(self.debit))
        self.account.currentTextChanged.connect(lambda _text: self.changed.emit())

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not self.account.account and not self.debit.text() and not self.credit.text()

    @property
    def typed(self) -> tuple[str, str, str]:
        """Give the words of the account, and both sums, as they were typed."""
        return self.account.currentText(), self.debit.text(), self.credit.text()

    def show_typed(self, typed: tuple[str, str, str]) -> None:
        """Show again what was typed."""
        account, debit, credit = typed
        self.account.show_typed(account)
        self.debit.setText(debit)
        self.credit.setText(credit)

    @property
    def amount(self) -> int:
        """Give the sum of the line, debit positive; nothing counts as nothing."""
        return (self.debit.amount or 0) - (self.credit.amount or 0)

    def _on_amount(self, other: AmountField) -> None:
        if self._both and other.text():
            # A line stands on one side.
            other.show_amount(None)
        self.changed.emit()


class EntryLines(QWidget):
    """Lines one under the other, at least one, and a way to add another."""

    changed = Signal()

    def __init__(self, buttons: Buttons) -> None:
        super().__init__()
        self._buttons = buttons
        self._accounts: Sequence[Account] = ()
        self._both = False
        self.lines: list[EntryLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.SMALL)
        column.addLayout(self._rows)
        self.add = buttons.make(_("Another line"), self.add_line, look="link", icon="add")
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, accounts: Sequence[Account], *, both: bool, count: int = 1) -> None:
        """Begin with empty lines on these accounts."""
        self._accounts, self._both = accounts, both
        for line in tuple(self.lines):
            self._drop(line)
        for _number in range(count):
            self.add_line(take_keyboard=False)

    @property
    def typed(self) -> list[tuple[str, str, str]]:
        """Give every line as it was typed, empty ones too."""
        return [line.typed for line in self.lines]

    def show_typed(self, typed: Sequence[tuple[str, str, str]]) -> None:
        """Show again what was typed, on as many lines."""
        self.begin(self._accounts, both=self._both, count=max(len(typed), 1))
        for line, one in zip(self.lines, typed, strict=False):
            line.show_typed(one)

    def add_line(self, *, take_keyboard: bool = True) -> EntryLine:
        """Add an empty line."""
        line = EntryLine(self._buttons, both=self._both)
        line.account.offer(self._accounts)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._on_removed(line))
        self.lines.append(line)
        self._rows.addWidget(line)
        self._show_removes()
        if take_keyboard:
            line.account.setFocus()
        return line

    @property
    def filled(self) -> list[EntryLine]:
        """Give the lines in which something stands."""
        return [line for line in self.lines if not line.is_empty]

    @property
    def total(self) -> int:
        """Give what the lines add up to, debit positive."""
        return sum(line.amount for line in self.lines)

    def _on_removed(self, line: EntryLine) -> None:
        self._drop(line)
        self._show_removes()
        self.add.setFocus()
        self.changed.emit()

    def _drop(self, line: EntryLine) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _show_removes(self) -> None:
        for line in self.lines:
            line.remove.setEnabled(len(self.lines) > 1)


def _said(text: str) -> QLabel:
    return label(text, "caption")
