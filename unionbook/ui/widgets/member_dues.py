# SPDX-License-Identifier: Apache-2.0
"""A member's dues in the record: what is owed and since when, the last months, the payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from unionbook.operations.dues_desk import standing
from unionbook.operations.dues_year import dues_state
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.member_older_debt import OlderDebt
from unionbook.ui.widgets.texts import dress, label, pill

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from unionbook.operations.dues import MonthDues
    from unionbook.operations.dues_desk import Standing
    from unionbook.operations.dues_year import DuesPayment
    from unionbook.operations.members import MemberRecord
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MONTHS, _PAYMENTS = 12, 8


class MemberDues(QScrollArea):
    """Read when it is looked at, and not for everybody who is only passed by in the list."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._member = 0
        self._stale = False
        self.vouchers: list[QPushButton] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.SMALL)
        self.state = pill("")
        self.owed = label("", "title", wrap=True)
        self._since = label("", "muted", wrap=True)
        for part in (self.state, self.owed, self._since):
            column.addWidget(part)
        self.pay = buttons.make(_("Take a payment"), self._on_pay, icon="receipt")
        if desk.may("record_payment"):
            column.addSpacing(Space.TIGHT)
            column.addWidget(self.pay, 0, Qt.AlignmentFlag.AlignLeft)
        self._payments = self._part(column, _("Last payments"))
        self._months = self._part(column, _("Last months"))
        column.addSpacing(Space.MEDIUM)
        self.older = OlderDebt(desk, buttons)
        self.older.entered.connect(self._read)
        column.addWidget(self.older)
        column.addStretch(1)
        self.setWidget(inner)

    def show_record(self, record: MemberRecord) -> None:
        """Show a member's dues once somebody looks."""
        if record.id != self._member:
            self._clear()
        self._member, self._stale = record.id, True
        self.older.show_member(record.id)
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off until now."""
        super().showEvent(event)
        if self._stale and self._member:
            self._read()

    def _part(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        column.addSpacing(Space.MEDIUM)
        column.addWidget(label(title, "section"))
        rows = QVBoxLayout()
        rows.setSpacing(Space.TIGHT)
        column.addLayout(rows)
        return rows

    def _read(self) -> None:
        self._stale = False
        member = self._member
        self._desk.read(
            self,
            lambda session: _read(session, member),
            lambda found: self._show(member, found),
            purpose="dues of member",
        )

    def _clear(self) -> None:
        for rows in (self._payments, self._months):
            while (item := rows.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self.vouchers = []
        self.owed.clear()
        self._since.clear()
        self.state.hide()

    def _show(self, member: int, found: Standing | None) -> None:
        if member != self._member:
            return
        self._clear()
        if found is None:
            self._since.setText(_("The branch keeps no books yet."))
            self.pay.hide()
            self.older.hide()
            return
        self.pay.show()
        self.older.setVisible(self.older.may)
        self._show_standing(found)
        for one in found.payments[:_PAYMENTS]:
            self._payments.addWidget(self._payment(one))
        if not found.payments:
            self._payments.addWidget(label(_("Nothing was paid."), "muted", wrap=True))
        for month in reversed(found.months[-_MONTHS:]):
            self._months.addWidget(_month_row(month))
        if not found.months:
            self._months.addWidget(label(_("Nothing was assessed."), "muted", wrap=True))

    def _show_standing(self, found: Standing) -> None:
        currency = self._desk.info.currency
        text, level = _("Nothing owed"), "done"
        if found.owed:
            text, level = _("Owes dues"), "error"
        elif found.ahead:
            text, level = _("Paid ahead"), "info"
        self.state.setText(text)
        dress(self.state, level=level)
        self.state.show()
        amount = found.owed or found.ahead
        self.owed.setText(f"{formats.shown_number(amount)} {currency}" if amount else "")
        self.owed.setVisible(bool(amount))
        since = ""
        if found.owed:
            since = _("since {month}").format(month=_month(found.since))
        elif found.until:
            since = _("Paid up to {month}").format(month=_month(found.until))
        self._since.setText(since)
        self._since.setVisible(bool(since))

    def _payment(self, one: DuesPayment) -> QWidget:
        way = self._buttons.make(
            one.number, lambda: self._desk.go("books", ("voucher", one.voucher)), look="link"
        )
        way.setAccessibleName(_("Voucher {number}").format(number=one.number))
        self.vouchers.append(way)
        told = _("{date}, for {month}").format(
            date=formats.shown_date(one.dated_on), month=_month(one.month)
        )
        return _row(way, label(told, "caption"), formats.shown_number(one.amount))

    def _on_pay(self) -> None:
        self._desk.go("dues", ("pay", self._member))


def _read(session: Session, member: int) -> Standing | None:
    return standing(session, member_id=member) if dues_state(session).books else None


def _month_row(one: MonthDues) -> QWidget:
    if one.left > 0 and one.paid > 0:
        state = pill(_("Paid in part"), "warn")
    elif one.left > 0:
        state = pill(_("Not paid"), "error")
    elif one.assessed:
        state = pill(_("Paid"), "done")
    else:
        state = pill(_("Paid ahead"), "info")
    return _row(label(_month(one.month)), state, formats.shown_number(one.assessed or one.paid))


def _row(first: QWidget, second: QWidget, amount: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.MEDIUM)
    row.addWidget(first)
    row.addWidget(second)
    row.addStretch(1)
    row.addWidget(label(amount))
    return holder


def _month(month: str) -> str:
    return f"{month[5:]}/{month[:4]}"
