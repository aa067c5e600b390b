# SPDX-License-Identifier: Apache-2.0
"""What the employer owes on its wages, what came, and taking it in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLineEdit

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
from unionbook.ui.books.payment_form import PaymentForm, fill_frame
from unionbook.ui.books.sight import ShareSight
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_amount import AmountField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.employer_fund import FundPeriod
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MONTHS = 12
_LEAVING = (1, 3)
"""What the right tells of as well."""
_SUMS = ("wages", "expected", "received", "missing")
Found = tuple[bool, "Sequence[FundPeriod]", "Sequence[Account]"]


class FundSight(ShareSight):
    """The periods of a year at the left; wages and payments are entered at the right."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        columns = (
            ReportColumn(_("Period"), Cell.NAME),
            ReportColumn(_("Wages"), Cell.MONEY),
            ReportColumn(_("Should be paid"), Cell.MONEY),
            ReportColumn(_("Received"), Cell.MONEY),
            ReportColumn(_("Missing"), Cell.MONEY),
        )
        super().__init__(desk, buttons, columns, _("Employer fund"), _LEAVING, fund=True)
        self.periods: Sequence[FundPeriod] = ()
        self.receipt = PaymentForm(
            desk,
            buttons,
            title=_("Take in a payment of the employer"),
            note=_("The oldest period is settled first."),
            account=_("Into"),
            act=self._on_take,
        )
        self.side.addWidget(self.receipt)
        self._wage_frame = self._wage_form()
        self.side.addWidget(self._wage_frame)

    def read(self) -> None:
        """Read the last year."""
        self._desk.read(self, _look, self._show, purpose="employer fund")

    def _wage_form(self) -> QFrame:
        form = Form()
        last = periods.later(clock.today()[:7], -1)
        self.month = QLineEdit(formats.shown_date(last))
        self.wages = AmountField()
        self._month_row = form.add(_("Month"), self.month)
        self._wages_row = form.add(
            _("Wages"), self.wages, _("Where none are entered, those of the members stand in.")
        )
        self.keep = self._buttons.make(_("Save"), self._on_wages, icon="check")
        frame = QFrame()
        fill_frame(frame, _("Wages of a month, of all employees"), form, self.keep)
        return frame

    def _show(self, found: Found) -> None:
        rules, self.periods, accounts = found
        self.choose_place(ruled=rules)
        colour = self._desk.theme.colour
        totals = {name: sum(getattr(one, name) for one in self.periods) for name in _SUMS}
        self.table.show_rows(
            [
                (_named(one), one.wages, one.expected, one.received or None, one.missing or None)
                for one in self.periods
            ],
            (_("Total"), *totals.values()) if self.periods else None,
            colours=[
                colour("danger") if one.late else None if one.missing else colour("muted")
                for one in self.periods
            ],
        )
        self.receipt.offer(accounts)
        missing = sum(max(one.missing, 0) for one in self.periods)
        told = _("{amount} of the employer fund is missing").format(
            amount=formats.shown_number(missing)
        )
        self._told.setText(told if missing else _("The employer fund came in full"))
        self.receipt.setVisible(self._desk.may("post_voucher"))
        self._wage_frame.setVisible(self._desk.may("change_dues_rules"))

    def _on_take(self) -> None:
        amount = self.receipt.amount.amount or 0
        if not amount:
            self.receipt.refuse(
                InvalidValueError(_("Give an amount above nothing."), field="amount")
            )
            return
        record = partial(record_receipt, into=self.receipt.account_code, on=self.receipt.on.text())
        told = _("The payment of {amount} is posted.").format(amount=formats.shown_number(amount))

        def job(session: Session) -> Changes:
            return record(session, parts=propose_receipt(session, amount=amount))

        self.receipt.post(job, told)

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
