# SPDX-License-Identifier: Apache-2.0
"""A table of vouchers that asks for its own pages: all of them, or those of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from unionbook.domain.ledger import VOUCHER_LABELS
from unionbook.operations.vouchers import Criteria, list_page
from unionbook.texts import gettext as _
from unionbook.ui.models import vouchers as columns
from unionbook.ui.models.vouchers import VouchersModel
from unionbook.ui.widgets.money_table import dress_money_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from unionbook.operations.vouchers import Page
    from unionbook.ui.desk import Desk

_WIDTHS = {
    columns.DATE: 120,
    columns.NUMBER: 142,
    columns.KIND: 132,
    columns.DEBIT: 116,
    columns.CREDIT: 110,
    columns.BALANCE: 120,
}
_BESIDE = 28
"""Of a word in a cell: the room around it."""
_LEAST_NAME = 64
_ROOM_FOR_KIND, _ROOM_FOR_REASON, _ROOM_FOR_NUMBER = 800, 600, 480


class VouchersTable(QTableView):
    """Rows of vouchers; the chosen one is told by its number of row."""

    chosen = Signal(object)  # 63 bits do not fit into Qt's int
    """The voucher chosen, or None."""
    opened = Signal(object)
    listed = Signal()
    """A page has come; there may be more."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self.vouchers = VouchersModel(desk.theme, self)
        self.criteria = Criteria()
        dress_money_table(self, self.vouchers, desk.theme, ())
        self.setAccessibleName(name)
        self.horizontalHeader().setStretchLastSection(False)
        self.vouchers.more_wanted.connect(self._ask)
        self.activated.connect(lambda index: self.opened.emit(self._id(index.row())))
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self._on_chosen())

    @property
    def chosen_id(self) -> int | None:
        """Give the voucher chosen."""
        rows = self.selectionModel().selectedRows()
        return self._id(rows[0].row()) if rows else None

    @property
    def is_complete(self) -> bool:
        """Say whether no more vouchers are to come."""
        return self.vouchers.following is None

    def show_list(self, criteria: Criteria, then: Callable[[], None] | None = None) -> None:
        """Show other vouchers, or the same ones anew at the same place."""
        same = criteria == self.criteria
        present, place = self.chosen_id, self.verticalScrollBar().value()
        self.criteria = criteria

        def came(page: Page) -> None:
            if criteria != self.criteria:
                return
            self.blockSignals(True)
            self.vouchers.of_account = bool(criteria.account)
            self.vouchers.take(page, first=True)
            self.fit_columns()
            if present is not None:
                self.choose(present, scroll=False)
            self.blockSignals(False)
            if same:
                self.verticalScrollBar().setValue(place)
            self._after(page)
            if then is not None:
                then()

        self._desk.read(
            self,
            lambda session: list_page(session, criteria=criteria),
            came,
            purpose=f"vouchers {id(self)}",
        )

    def choose(self, voucher: int, *, scroll: bool = True) -> bool:
        """Choose a voucher where it is in the list; say whether it is."""
        row = self.vouchers.row_of(voucher)
        if row < 0:
            return False
        how = QItemSelectionModel.SelectionFlag
        index = self.vouchers.index(row, 0)
        self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)
        if scroll:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def _ask(self) -> None:
        criteria, following = self.criteria, self.vouchers.following

        def came(page: Page) -> None:
            if criteria == self.criteria and following == self.vouchers.following:
                self.vouchers.take(page, first=False)
                self._after(page)

        self._desk.read(
            self,
            lambda session: list_page(session, criteria=criteria, after=following),
            came,
            purpose=f"vouchers {id(self)}",
        )

    def _after(self, page: Page) -> None:
        self.listed.emit()
        # Words that are seldom: the sight is not full yet, and there is more to look through.
        if not page.rows and page.following is not None:
            self.vouchers.fetchMore()

    def _id(self, row: int) -> int:
        return self.vouchers.listed(row).voucher.id

    def _on_chosen(self) -> None:
        self.chosen.emit(self.chosen_id)

    def fit_columns(self) -> None:
        """Share the room: sums and dates what they need, name and reason the rest."""
        room, of_account = self.viewport().width(), self.vouchers.of_account
        hidden = {
            columns.KIND: of_account or room < _ROOM_FOR_KIND,
            columns.REASON: of_account or room < _ROOM_FOR_REASON,
            columns.NUMBER: room < _ROOM_FOR_NUMBER,
            columns.CREDIT: not of_account,
            columns.BALANCE: not of_account or room < _ROOM_FOR_NUMBER,
        }
        for column in range(self.vouchers.columnCount()):
            self.setColumnHidden(column, hidden.get(column, False))
        taken = sum(wide for column, wide in _WIDTHS.items() if not hidden.get(column))
        words = [one for one in (columns.NAME, columns.REASON) if not hidden.get(one)]
        for column, wide in _WIDTHS.items():
            self.setColumnWidth(column, wide)
        if not hidden[columns.KIND]:
            # As wide as the longest name of a kind, which in some languages is long.
            names = (_(text) for text in VOUCHER_LABELS.values())
            longest = max(self.fontMetrics().horizontalAdvance(name) for name in names)
            kind = max(_WIDTHS[columns.KIND], longest + _BESIDE)
            self.setColumnWidth(columns.KIND, kind)
            taken += kind - _WIDTHS[columns.KIND]
        for column in words:
            self.setColumnWidth(column, max((room - taken) // len(words), _LEAST_NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self.fit_columns()


def nothing_found() -> str:
    """Say that no voucher fits."""
    return _("No voucher fits. Choose another period, or fewer words.")
