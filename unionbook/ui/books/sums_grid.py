# SPDX-License-Identifier: Apache-2.0
"""What a voucher debits and credits: names of accounts that wrap, sums that lead to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.vouchers import AccountSum
    from unionbook.ui.widgets.buttons import Buttons

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SumsGrid(QFrame):
    """Accounts one under the other; few of them, whatever the number of lines."""

    account_asked = Signal(str)

    def __init__(self, buttons: Buttons) -> None:
        super().__init__()
        self._buttons = buttons
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.MEDIUM)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnStretch(0, 1)

    def show_sums(self, sums: Sequence[AccountSum]) -> None:
        """Show the sums of another voucher, with their totals."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column, text in enumerate((_("Account"), _("Debit"), _("Credit"))):
            self._put(label(text, "section"), 0, column)
        for row, one in enumerate(sums, 1):
            name = f"{one.account.code}  {one.account.name}"
            self._put(label(name, wrap=True), row, 0)
            for column, amount in ((1, one.debit), (2, one.credit)):
                if amount:
                    way = self._buttons.make(
                        formats.shown_number(amount),
                        partial(self.account_asked.emit, one.account.code),
                        look="link",
                    )
                    way.setAccessibleName(f"{name}: {formats.shown_number(amount)}")
                    self._grid.addWidget(way, row, column, _RIGHT)
        below = len(sums) + 1
        self._grid.addWidget(rule(), below, 0, 1, 3)
        self._put(label(_("Total"), "label"), below + 1, 0)
        for column, amount in (
            (1, sum(one.debit for one in sums)),
            (2, sum(one.credit for one in sums)),
        ):
            self._put(label(formats.shown_number(amount), "label"), below + 1, column)

    def _put(self, text: QLabel, row: int, column: int) -> None:
        if column:
            # In line with the sums, which are buttons and have an edge of their own.
            text.setContentsMargins(0, 0, Space.TIGHT + 1, 0)
            self._grid.addWidget(text, row, column, _RIGHT)
        else:
            self._grid.addWidget(text, row, column)
