# SPDX-License-Identifier: Apache-2.0
"""A box for a sum of money: thousands are set apart while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from unionbook.domain.amounts import read_amount
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _
from unionbook.ui import formats

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_MARKS = frozenset("., \u00a0")
_LONGEST = 24


class AmountField(QLineEdit):
    """Takes a sum as people write it: ``50000``, ``50.000``, ``1,5 triệu``."""

    amount_changed = Signal(object)  # a sum may have more than the 32 bits of Qt's int
    """The sum typed, None while there is none."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(_LONGEST)
        if name:
            self.setAccessibleName(name)
        self._told: int | None = None
        self.textEdited.connect(self._on_edited)

    @property
    def amount(self) -> int | None:
        """Give the sum, None where nothing or no sum is typed."""
        return read_amount(self.text()).amount if self.text().strip() else None

    def typed(self, *, field: str = "amount") -> int | None:
        """Give the sum typed, None where the box is empty; refuse what is no sum."""
        if self.text().strip() and self.amount is None:
            raise InvalidValueError(_("This is not a sum of money."), field=field)
        return self.amount

    def show_amount(self, amount: int | None) -> None:
        """Show a sum, nothing for None."""
        self.setText("" if amount is None else formats.shown_number(amount))
        self._told = amount

    def _on_edited(self, text: str) -> None:
        if text and all(letter.isdigit() or letter in _MARKS for letter in text):
            self._set_apart(text)
        if self.amount != self._told:
            self._told = self.amount
            self.amount_changed.emit(self._told)

    def _set_apart(self, text: str) -> None:
        """Set the thousands apart; the cursor stays behind the digit it stood behind."""
        digits = "".join(letter for letter in text if letter.isdigit())
        if not digits:
            return
        behind = sum(letter.isdigit() for letter in text[: self.cursorPosition()])
        shown = formats.shown_number(int(digits))
        if shown == text:
            return
        self.setText(shown)
        place = 0
        while behind and place < len(shown):
            behind -= shown[place].isdigit()
            place += 1
        self.setCursorPosition(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole sum: the next digit typed replaces it."""
        super().focusInEvent(event)
        if event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.OtherFocusReason,
        }:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write out what was typed in words or with a currency."""
        super().focusOutEvent(event)
        if self.amount is not None:
            self.setText(formats.shown_number(self.amount))
