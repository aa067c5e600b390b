# SPDX-License-Identifier: Apache-2.0
"""What the levels above are due of each month, why, and paying it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain import clock
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.domain.shares import LEVEL_LABELS, SHARE_LABELS
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import list_accounts
from unionbook.operations.remittances import (
    propose_remittance,
    record_remittance,
    remittances_due,
)
from unionbook.operations.share_rules import list_splits
from unionbook.operations.shares import list_shares, settle_shares
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.books.share_rules import RulesToChoose
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account
    from unionbook.operations.remittances import RemittancesDue
    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import ShareLine
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SIDE = 330
_MAIN, _RULES = range(2)
_COLLECTED, _PAID = 2, 4
_ROOM_FOR_ALL = 900
_MONEY = frozenset({"cash", "bank"})

Found = tuple[bool, "Sequence[ShareLine]", "RemittancesDue | None", "Sequence[Account]"]


class UpwardSight(QWidget):
    """The months at the left, what is due and paying it at the right."""

    voucher_asked = Signal(object)

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.lines: Sequence[ShareLine] = ()
        self.due: RemittancesDue | None = None
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Month"), Cell.DATE),
                ReportColumn(_("Of what, for whom"), Cell.NAME),
                ReportColumn(_("Collected"), Cell.MONEY),
                ReportColumn(_("Due"), Cell.MONEY),
                ReportColumn(_("Paid"), Cell.MONEY),
                ReportColumn(_("Still due"), Cell.MONEY),
            ),
            _("Shares of the levels above"),
        )
        self.rules = RulesToChoose(desk, buttons, fund=False)
        self._places = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)
        self._lay_out()

    def read(self) -> None:
        """Read what is due."""
        self._desk.read(self, _look, self._show, purpose="upward shares")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be reckoned from the rest where there is no room for it."""
        super().resizeEvent(event)
        for column in (_COLLECTED, _PAID):
            self.table.setColumnHidden(column, self.width() < _ROOM_FOR_ALL)
        self.table.fit_columns()

    def _lay_out(self) -> None:
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        side = QFrame()
        side.setProperty("look", "panel")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        scroll = Scrolled(self._side())
        inner.addWidget(scroll)
        side.setFixedWidth(_SIDE)
        row.addWidget(side)
        self._places.addWidget(main)
        self._places.addWidget(self.rules)

    def _side(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self._told = label("", "strong", wrap=True)
        self._until = label("", "muted", wrap=True)
        column.addWidget(self._told)
        column.addWidget(self._until)
        self._unsettled = QVBoxLayout()
        self._unsettled.setSpacing(Space.SMALL)
        column.addLayout(self._unsettled)
        column.addWidget(self._form())
        column.addStretch(1)
        return inner

    def _form(self) -> QFrame:
        frame = self._frame = QFrame()
        frame.setProperty("look", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(label(_("Pay the levels above"), "label"))
        form = Form()
        self.amount = AmountField()
        self.out_of = AccountBox()
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self.payee = QLineEdit()
        self._amount_row = form.add(
            _("Amount"), self.amount, _("The oldest month is settled first.")
        )
        form.add(_("Out of"), self.out_of)
        self._on_row = form.add(_("Date"), self.on)
        form.add(_("Paid to"), self.payee)
        column.addLayout(form)
        self.pay = self._buttons.primary(_("Enter in the books"), self._on_pay, icon="check")
        column.addWidget(self.pay, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _show(self, found: Found) -> None:
        rules, lines, self.due, accounts = found
        self.lines = lines[::-1]
        self._places.setCurrentIndex(_MAIN if rules or self.lines else _RULES)
        self.rules.read()
        colour = self._desk.theme.colour
        self.table.show_rows(
            [
                (
                    one.month,
                    _of_what(one),
                    one.collected or None,
                    one.due,
                    one.paid or None,
                    one.due - one.paid or None,
                )
                for one in self.lines
            ],
            (
                "",
                _("Total"),
                None,
                sum(one.due for one in self.lines),
                sum(one.paid for one in self.lines),
                sum(one.due - one.paid for one in self.lines),
            )
            if self.lines
            else None,
            colours=[
                None if one.due - one.paid or one.to_book else colour("muted") for one in self.lines
            ],
        )
        self.out_of.offer([one for one in accounts if one.role in _MONEY])
        bank = next((one.id for one in accounts if one.role == "bank"), 0)
        if not self.out_of.account:
            self.out_of.choose(bank)
        self._accounts = {one.id: one.code for one in accounts}
        self._show_due(self.due)

    def _show_due(self, due: RemittancesDue | None) -> None:
        while (item := self._unsettled.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        total = due.total if due else 0
        told = _("{amount} is due to the levels above").format(amount=formats.shown_number(total))
        self._told.setText(told if total > 0 else _("Nothing is due to the levels above"))
        until = ""
        if due and due.due_on:
            until = _("To be paid by {date}.").format(date=formats.shown_date(due.due_on))
        self._until.setText(until)
        self._until.setVisible(bool(until))
        may = self._desk.may("post_voucher")
        for month in due.unsettled if due else ():
            text = _("Book the shares of {month}").format(month=formats.shown_date(month))
            way = self._buttons.make(text, partial(self._on_settle, month), icon="check")
            way.setEnabled(self._desk.may("settle_shares"))
            self._unsettled.addWidget(way)
        self._frame.setVisible(total > 0 and may)
        if self.amount.amount is None or not self.amount.isModified():
            self.amount.show_amount(max(total, 0) or None)

    def _on_settle(self, month: str) -> None:
        told = _("The shares of {month} are booked.").format(month=formats.shown_date(month))

        def job(session: Session) -> Changes | None:
            return settle_shares(session, month=month)

        self._desk.read(self, job, lambda changes: self._on_posted(changes, told))

    def _on_pay(self) -> None:
        try:
            amount = self.amount.typed()
        except InvalidValueError as refusal:
            self._on_refused(refusal)
            return
        pay = partial(
            record_remittance,
            out_of=self._accounts.get(self.out_of.account, "bank"),
            on=self.on.text(),
            payee=self.payee.text(),
        )

        def job(session: Session) -> Changes:
            return pay(session, parts=propose_remittance(session, amount=amount))

        told = _("The remittance of {amount} is posted.").format(
            amount=formats.shown_number(amount or 0)
        )
        self.pay.setEnabled(False)
        self._desk.read(
            self, job, lambda changes: self._on_posted(changes, told), failed=self._on_refused
        )

    def _on_posted(self, changes: Changes | None, told: str) -> None:
        self.pay.setEnabled(True)
        self.amount.show_amount(None)
        for row in (self._amount_row, self._on_row):
            row.fault()
        if changes is not None:
            self._desk.announce(changes, self)
            self._desk.feedback.done(told)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.pay.setEnabled(True)
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._on_row if field == "on" else self._amount_row
        row.fault(str(refusal))
        row.control.setFocus()


def _look(session: Session) -> Found:
    accounts = list_accounts(session)
    rules = bool(list_splits(session))
    if not any(one.role == "remittance_due" for one in accounts):
        return rules, (), None, accounts
    return rules, list_shares(session), remittances_due(session), accounts


def _of_what(one: ShareLine) -> str:
    kind = _(SHARE_LABELS[one.kind]) if one.kind else _("Opening balance")
    level = _(LEVEL_LABELS[one.level]) if one.level in LEVEL_LABELS else one.level
    parts = [kind, level]
    if one.to_book:
        parts.append(_("not booked yet"))
    elif one.due_on and one.left > 0:
        parts.append(_("by {date}").format(date=formats.shown_date(one.due_on)))
    return " · ".join(part for part in parts if part)
