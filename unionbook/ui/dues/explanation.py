# SPDX-License-Identifier: Apache-2.0
"""Why a member owes what stands in a cell, and which payments were counted for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unionbook.operations.dues import explain
from unionbook.operations.dues_rules import list_rules
from unionbook.operations.dues_words import reason_of
from unionbook.operations.dues_year import STATE_LABELS, State, payments_of
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label, pill, rule

if TYPE_CHECKING:
    from unionbook.operations.dues_year import DuesPayment, YearCell, YearLine
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

LEVELS = {
    State.PAID: "done",
    State.AHEAD: "info",
    State.PART: "warn",
    State.OWED: "error",
    State.EXEMPT: "muted",
    State.NOTHING: "muted",
}


@dataclass(frozen=True, slots=True)
class _Found:
    reason: str
    source: str
    payments: tuple[DuesPayment, ...]


class Explanation(QFrame):
    """The panel beside the grid."""

    closed = Signal()
    pay_asked = Signal(object)  # 63 bits do not fit into Qt's int
    voucher_asked = Signal(object)

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._member = 0
        self.setProperty("look", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.LARGE)
        column.setSpacing(Space.SMALL)
        self.name = label("", "strong", wrap=True)
        self._caption = label("", "caption", wrap=True)
        self._close = buttons.close(self.closed.emit)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._caption)
        self._month = label("", "section")
        self._state = pill("")
        self.amount = label("", "title", wrap=True)
        self.reason = label("", wrap=True)
        self.source = label("", "caption", wrap=True)
        column.addSpacing(Space.SMALL)
        for part in (self._month, self._state, self.amount, self.reason, self.source):
            column.addWidget(part)
        column.addSpacing(Space.SMALL)
        column.addWidget(rule())
        column.addWidget(label(_("Payments"), "section"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.TIGHT)
        column.addLayout(self._rows)
        column.addSpacing(Space.MEDIUM)
        self.ways: list[QPushButton] = []
        column.addLayout(self._foot())
        outer.addWidget(Scrolled(inner))
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(Space.SMALL)
        member = self._buttons.make(
            _("Open the record"), lambda: self._desk.go("members", self._member), icon="member"
        )
        if self._desk.may("record_payment"):
            pay = self._buttons.primary(
                _("Take a payment"), lambda: self.pay_asked.emit(self._member), icon="receipt"
            )
            foot.addWidget(pay, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(member, 0, Qt.AlignmentFlag.AlignLeft)
        return foot

    def show_cell(self, line: YearLine, month: str, cell: YearCell | None) -> None:
        """Explain a month of a member, or the whole year where there is no month."""
        self._member = line.member
        self.name.setText(line.name)
        self._caption.setText("  ·  ".join(x for x in (line.number, line.department) if x))
        shown = f"{month[5:]}/{month[:4]}" if cell is not None else month[:4]
        self._month.setText(_("Dues for {month}").format(month=shown))
        self._state.setVisible(cell is not None)
        if cell is not None:
            self._state.setText(_(STATE_LABELS[cell.state]))
            dress(self._state, level=LEVELS[cell.state])
            self.amount.setText(self._sums(cell.assessed, cell.paid))
        else:
            self.amount.setText(self._sums(line.paid + line.owed, line.paid))
        self.reason.clear()
        self.source.clear()
        self._show_payments(())
        member, one = line.member, cell is not None
        self._desk.read(
            self,
            lambda session: _explained(session, member, month, whole_year=not one),
            lambda found: self._show(member, found),
            purpose="dues explained",
        )

    def _sums(self, assessed: int, paid: int) -> str:
        currency = self._desk.info.currency
        if paid and paid != assessed:
            return _("{paid} of {assessed} {currency}").format(
                paid=formats.shown_number(paid),
                assessed=formats.shown_number(assessed),
                currency=currency,
            )
        return f"{formats.shown_number(assessed)} {currency}" if assessed else ""

    def _show(self, member: int, found: _Found) -> None:
        if member == self._member:
            self.reason.setText(found.reason)
            self.source.setText(found.source)
            self.source.setVisible(bool(found.source))
            self._show_payments(found.payments)

    def _show_payments(self, payments: tuple[DuesPayment, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.ways = []
        for one in payments:
            self._rows.addWidget(self._row(one))
        if not payments:
            self._rows.addWidget(label(_("Nothing was paid."), "muted", wrap=True))

    def _row(self, one: DuesPayment) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        way = self._buttons.make(
            one.number, lambda: self.voucher_asked.emit(one.voucher), look="link"
        )
        way.setAccessibleName(_("Voucher {number}").format(number=one.number))
        self.ways.append(way)
        row.addWidget(way)
        row.addWidget(label(formats.shown_date(one.dated_on), "caption"))
        row.addStretch(1)
        row.addWidget(label(formats.shown_number(one.amount)))
        return holder


def _explained(session: Session, member: int, month: str, *, whole_year: bool) -> _Found:
    if whole_year:
        months = tuple(f"{month[:4]}-{number:02d}" for number in range(1, 13))
        payments = payments_of(session, member_id=member, months=months)
        return _Found("", "", tuple(payments))
    found = explain(session, member_id=member, month=month)
    rules = list_rules(session)
    source = next((one.source for one in rules if found and one.id == found.rule), "")
    payments = payments_of(session, member_id=member, months=(month,))
    return _Found(reason_of(found, rules), source, tuple(payments))
