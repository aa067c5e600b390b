# SPDX-License-Identifier: Apache-2.0
"""Choosing an account: by its code or by any part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.operations.ledger import Account

_LETTERS = 9


class AccountBox(QComboBox):
    """Offers accounts; what is typed narrows them, and what is none of them is not taken."""

    def __init__(self, nothing: str = "") -> None:
        super().__init__()
        self._nothing = nothing
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setMaxVisibleItems(14)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_typed)
        found = QCompleter(self.model(), self)
        self.setCompleter(found)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def offer(self, accounts: Iterable[Account]) -> None:
        """Offer other accounts; the one chosen stays where it is among them."""
        present = self.account
        self.blockSignals(True)
        self.clear()
        if self._nothing:
            self.addItem(self._nothing, 0)
        for one in accounts:
            self.addItem(f"{one.code}  {one.name}", one.id)
        self.setCurrentIndex(-1)
        self.choose(present)
        self.blockSignals(False)

    @property
    def account(self) -> int:
        """Give the account chosen, or the only one that fits what is typed; 0 for none."""
        place = self._place
        return int(self.itemData(place) or 0) if place >= 0 else 0

    @property
    def _place(self) -> int:
        typed = self.currentText().strip().casefold()
        texts = [self.itemText(place).casefold() for place in range(self.count())]
        if not typed:
            return -1
        # A code typed whole is that account, whatever the codes below it.
        coded = [place for place, text in enumerate(texts) if typed in (text, text.split(" ")[0])]
        fitting = coded or [place for place, text in enumerate(texts) if typed in text]
        return fitting[0] if len(fitting) == 1 else -1

    def choose(self, account: int) -> None:
        """Choose an account where it is offered, otherwise none."""
        place = self.findData(account)
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText("")
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def show_typed(self, text: str) -> None:
        """Show again what was typed: the account that is meant, or the words as they were."""
        self.setEditText(text)
        place = self._place
        if place >= 0:
            self.setCurrentIndex(place)

    def _on_typed(self) -> None:
        """Write out the account that was meant."""
        place = self._place
        if place >= 0 and place != self.currentIndex():
            self.setCurrentIndex(place)
            self.activated.emit(place)
