# SPDX-License-Identifier: Apache-2.0
"""What the employer owes on its wages, what came, and taking it in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from unionbook.domain import clock, periods
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.employer_fund import (
    TYPED,
    list_periods,
    propose_receipt,
    record_receipt,
    set_wage_fund,
)
from unionbook.operations.ledger import list_accounts
from unionbook.operations.share_rules import list_fund_rules
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

    from unionbook.data.journal import Changes
    from unionbook.operations.employer_fund import FundPeriod
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SIDE = 330
_MONTHS = 12
_MAIN, _RULES = range(2)
_MONEY = frozenset({"cash", "bank"})
Found = tuple[bool, "Sequence[FundPeriod]", "Sequence[Account]"]


class FundSight(QWidget):
    """The periods of a year at the left; wages and payments are entered at the right."""

    voucher_asked = Signal(object)

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.periods: Sequence[FundPeriod] = ()
        self._codes: dict[int, str] = {}
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Period"), Cell.NAME),
                ReportColumn(_("Wages"), Cell.MONEY),
                ReportColumn(_("Should be paid"), Cell.MONEY),
                ReportColumn(_("Received"), Cell.MONEY),
                ReportColumn(_("Missing"), Cell.MONEY),
            ),
            _("Employer fund"),
        )
        self.rules = RulesToChoose(desk, buttons, fund=True)
        self._places = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)
        self._lay_out()

    def read(self) -> None:
        """Read the last year."""
        self._desk.read(self, _look, self._show, purpose="employer fund")

    def _lay_out(self) -> None:
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        self._told = label("", "strong", wrap=True)
        column.addWidget(self._told)
        self._forms = (self._receipt_form(), self._wage_form())
        for form in self._forms:
            column.addWidget(form)
        column.addStretch(1)
        side = QFrame()
        side.setProperty("look", "panel")
        framed = QVBoxLayout(side)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.addWidget(Scrolled(inner))
        side.setFixedWidth(_SIDE)
        row.addWidget(side)
        self._places.addWidget(main)
        self._places.addWidget(self.rules)

    def _receipt_form(self) -> QFrame:
        frame, column = _frame(_("Take in a payment of the employer"))
        form = Form()
        self.amount = AmountField()
        self.into = AccountBox()
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self._amount_row = form.add(
            _("Amount"), self.amount, _("The oldest period is settled first.")
        )
        form.add(_("Into"), self.into)
        self._on_row = form.add(_("Date"), self.on)
        column.addLayout(form)
        self.take = self._buttons.primary(_("Enter in the books"), self._on_take, icon="check")
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _wage_form(self) -> QFrame:
        frame, column = _frame(_("Wages of a month, of all employees"))
        form = Form()
        last = periods.later(clock.today()[:7], -1)
        self.month = QLineEdit(formats.shown_date(last))
        self.wages = AmountField()
        self._month_row = form.add(_("Month"), self.month)
        self._wages_row = form.add(
            _("Wages"), self.wages, _("Where none are entered, those of the members stand in.")
        )
        column.addLayout(form)
        self.keep = self._buttons.make(_("Save"), self._on_wages, icon="check")
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _show(self, found: Found) -> None:
        rules, self.periods, accounts = found
        self._places.setCurrentIndex(_MAIN if rules else _RULES)
        self.rules.read()
        colour = self._desk.theme.colour
        self.table.show_rows(
            [
                (_named(one), one.wages, one.expected, one.received or None, one.missing or None)
                for one in self.periods
            ],
            (
                _("Total"),
                *(
                    sum(getattr(one, name) for one in self.periods)
                    for name in ("wages", "expected", "received", "missing")
                ),
            )
            if self.periods
            else None,
            colours=[
                colour("danger") if one.late else None if one.missing else colour("muted")
                for one in self.periods
            ],
        )
        money = [one for one in accounts if one.role in _MONEY]
        self._codes = {one.id: one.code for one in money}
        self.into.offer(money)
        if not self.into.account:
            self.into.choose(next((one.id for one in money if one.role == "bank"), 0))
        missing = sum(max(one.missing, 0) for one in self.periods)
        told = _("{amount} of the employer fund is missing").format(
            amount=formats.shown_number(missing)
        )
        self._told.setText(told if missing else _("The employer fund came in full"))
        for form, right in zip(self._forms, ("post_voucher", "change_dues_rules"), strict=True):
            form.setVisible(self._desk.may(right))

    def _on_take(self) -> None:
        amount = self.amount.amount or 0
        if not amount:
            self._amount_row.fault(_("Give an amount above nothing."))
            self.amount.setFocus()
            return
        record = partial(
            record_receipt,
            into=self._codes.get(self.into.account, "bank"),
            on=self.on.text(),
        )

        def job(session: Session) -> Changes:
            return record(session, parts=propose_receipt(session, amount=amount))

        self.take.setEnabled(False)
        self._desk.read(self, job, self._on_taken, failed=self._on_refused)

    def _on_taken(self, changes: Changes) -> None:
        self.take.setEnabled(True)
        amount = formats.shown_number(self.amount.amount or 0)
        self.amount.show_amount(None)
        self._amount_row.fault()
        self._on_row.fault()
        self._desk.announce(changes, self)
        self._desk.feedback.done(_("The payment of {amount} is posted.").format(amount=amount))

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.take.setEnabled(True)
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._on_row if field == "on" else self._amount_row
        row.fault(str(refusal))
        row.control.setFocus()

    def _on_wages(self) -> None:
        try:
            month, amount = periods.read_month(self.month.text()), self.wages.typed()
        except InvalidValueError as refusal:
            self._on_wages_refused(refusal)
            return
        self._desk.write(
            self,
            lambda session, _task: set_wage_fund(session, month=month, amount=amount or 0),
            sentence=_("The wages of {month} are kept.").format(month=formats.shown_date(month)),
            done=lambda _changes: self._on_wages_kept(),
            failed=self._on_wages_refused,
        )

    def _on_wages_kept(self) -> None:
        self.wages.show_amount(None)
        for row in (self._month_row, self._wages_row):
            row.fault()

    def _on_wages_refused(self, refusal: UnionbookError) -> None:
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._month_row if field == "month" else self._wages_row
        row.fault(str(refusal))


def _frame(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("look", "sunken")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
    column.setSpacing(Space.MEDIUM)
    column.addWidget(label(title, "label", wrap=True))
    return frame, column


def _look(session: Session) -> Found:
    last = clock.today()[:7]
    rules = bool(list_fund_rules(session))
    accounts = list_accounts(session)
    if not rules:
        return False, (), accounts
    first = periods.later(last, -_MONTHS + 1)
    return True, list_periods(session, first=first, last=last), accounts


def _named(one: FundPeriod) -> str:
    span = formats.shown_date(one.first)
    if one.first != one.last:
        span = f"{span} – {formats.shown_date(one.last)}"
    if one.basis != TYPED:
        return _("{period}, wages of members").format(period=span)
    return span
