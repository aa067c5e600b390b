# SPDX-License-Identifier: Apache-2.0
"""Vouchers as Qt's tables read them, the latest first; more of them are fetched at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from unionbook.domain.ledger import VOUCHER_LABELS, VoucherKind
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.operations.vouchers import Listed, Page, Place
    from unionbook.ui.theme import Theme

_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole.value)
_TIP = int(Qt.ItemDataRole.ToolTipRole.value)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)

DATE, NUMBER, KIND, NAME, REASON, DEBIT, CREDIT, BALANCE = range(8)
"""The columns. Without an account the one of what came in shows the sum with its sign."""
_SUMS = frozenset({DEBIT, CREDIT, BALANCE})


class VouchersModel(QAbstractTableModel):
    """Rows as texts; with an account they have its debit, credit and balance.

    Three sums leave room for one column of words: name and reason stand in it together.
    """

    more_wanted = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._muted = QBrush(theme.colour("muted"))
        self._in = QBrush(theme.colour("ok"))
        self._out = QBrush(theme.colour("danger"))
        self._rows: list[tuple[Listed, tuple[str, ...]]] = []
        self._following: Place | None = None
        self._asked = False
        self.of_account = False

    @property
    def following(self) -> Place | None:
        """Give where the next page begins; None where all are here."""
        return self._following

    def listed(self, row: int) -> Listed:
        """Give the voucher of a row."""
        return self._rows[row][0]

    def row_of(self, voucher: int) -> int:
        """Give the row of a voucher, or -1."""
        found = (row for row, (one, _texts) in enumerate(self._rows) if one.voucher.id == voucher)
        return next(found, -1)

    def begin(self, *, of_account: bool) -> None:
        """Forget all: another list is asked for."""
        self.beginResetModel()
        self._rows, self._following, self._asked = [], None, True
        self.of_account = of_account
        self.endResetModel()

    def take(self, page: Page, *, first: bool) -> None:
        """Take the next rows; those of a first page replace what was here."""
        self._asked = False
        self._following = page.following
        fresh = [(one, self._texts(one)) for one in page.rows]
        if first:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
        elif fresh:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()

    def _texts(self, one: Listed) -> tuple[str, ...]:
        voucher = one.voucher
        kind = _(VOUCHER_LABELS[voucher.kind])
        if voucher.reversed_by:
            kind = _("{kind}, reversed").format(kind=kind)
        elif voucher.reverses:
            kind = _("{kind}, reversal").format(kind=kind)
        money = (
            (_sum(one.debit), _sum(one.credit), formats.shown_number(one.balance or 0))
            if self.of_account
            else (signed_amount(one), "", "")
        )
        name = voucher.counterparty
        if self.of_account:
            name = " · ".join(part for part in (name, voucher.reason) if part)
        return (
            formats.shown_date(voucher.dated_on),
            one.number,
            kind,
            name,
            voucher.reason,
            *money,
        )

    def canFetchMore(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> bool:
        """Say whether more may be there."""
        return self._following is not None and not self._asked

    def fetchMore(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> None:
        """Ask for more."""
        if self.canFetchMore():
            self._asked = True
            self.more_wanted.emit()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many vouchers are here."""
        return len(self._rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the number of columns."""
        return BALANCE + 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give a cell."""
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self._rows[row][1][column]
        if role == _TIP:
            return plain(self._rows[row][1][column])
        if role == _ALIGNMENT:
            return _RIGHT if column in _SUMS else _LEFT
        if role == _COLOUR:
            return self._colour(self._rows[row][0], column)
        return None

    def _colour(self, one: Listed, column: int) -> QBrush | None:
        if one.voucher.reversed_by or one.voucher.reverses:
            return self._muted
        if column != DEBIT or self.of_account:
            return None
        if not one.debit and not one.credit:
            return self._muted
        return self._in if one.debit else self._out

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the name of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._titles()[section]
        if role == _ALIGNMENT:
            return _RIGHT if section in _SUMS else _LEFT
        return None

    def _titles(self) -> tuple[str, ...]:
        money = (_("Debit"), _("Credit")) if self.of_account else (_("Amount"), "")
        return (
            _("Date"),
            _("Number"),
            _("Kind"),
            _("Name"),
            _("Reason"),
            *money,
            _("Balance"),
        )


def _sum(amount: int) -> str:
    return formats.shown_number(amount) if amount else ""


def signed_amount(one: Listed) -> str:
    """Give what a voucher moves of money with its sign; without one where it moves none."""
    amount = formats.shown_number(one.voucher.amount)
    if one.debit:
        return f"+{amount}"
    return f"−{amount}" if one.credit else amount


def kinds_by_hand() -> tuple[VoucherKind, ...]:
    """Give the kinds that somebody enters, in the order in which they are offered."""
    return (
        VoucherKind.RECEIPT,
        VoucherKind.PAYMENT,
        VoucherKind.TRANSFER,
        VoucherKind.OPENING,
        VoucherKind.CLOSING,
    )
