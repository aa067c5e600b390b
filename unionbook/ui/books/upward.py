# SPDX-License-Identifier: Apache-2.0
"""What the levels above are due of each month, why, and paying it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.domain.shares import LEVEL_LABELS, SHARE_LABELS
from unionbook.errors import InvalidValueError
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
from unionbook.ui.books.payment_form import PaymentForm
from unionbook.ui.books.sight import ShareSight
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account
    from unionbook.operations.remittances import RemittancesDue
    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import ShareLine
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_LEAVING = (2, 4, 3)
"""What follows from the rest, or stands at the right too."""

Found = tuple[bool, "Sequence[ShareLine]", "RemittancesDue | None", "Sequence[Account]"]


class UpwardSight(ShareSight):
    """The months at the left, what is due and paying it at the right."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        columns = (
            ReportColumn(_("Month"), Cell.DATE),
            ReportColumn(_("Of what, for whom"), Cell.NAME),
            ReportColumn(_("Collected"), Cell.MONEY),
            ReportColumn(_("Due"), Cell.MONEY),
            ReportColumn(_("Remitted"), Cell.MONEY),
            ReportColumn(_("Still due"), Cell.MONEY),
        )
        super().__init__(
            desk, buttons, columns, _("Shares of the levels above"), _LEAVING, fund=False
        )
        self.lines: Sequence[ShareLine] = ()
        self.due: RemittancesDue | None = None
        self._until = label("", "muted", wrap=True)
        self._unsettled = QVBoxLayout()
        self._unsettled.setSpacing(Space.SMALL)
        self.payment = PaymentForm(
            desk,
            buttons,
            title=_("Pay the levels above"),
            note=_("The oldest month is settled first."),
            account=_("Out of"),
            act=self._on_pay,
        )
        self.payee = QLineEdit()
        self.payment.form.add(_("Paid to"), self.payee)
        self.side.setSpacing(Space.MEDIUM)
        self.side.addWidget(self._until)
        self.side.addLayout(self._unsettled)
        self.side.addWidget(self.payment)

    def read(self) -> None:
        """Read what is due."""
        self._desk.read(self, _look, self._show, purpose="upward shares")

    def _show(self, found: Found) -> None:
        rules, lines, self.due, accounts = found
        self.lines = lines[::-1]
        self.choose_place(ruled=rules or bool(self.lines))
        colour = self._desk.theme.colour
        left = [one.due - one.paid for one in self.lines]
        self.table.show_rows(
            [
                (
                    one.month,
                    _of_what(one),
                    one.collected or None,
                    one.due,
                    one.paid or None,
                    rest or None,
                )
                for one, rest in zip(self.lines, left, strict=True)
            ],
            (
                "",
                _("Total"),
                None,
                sum(one.due for one in self.lines),
                sum(one.paid for one in self.lines),
                sum(left),
            )
            if self.lines
            else None,
            colours=[
                None if rest or one.to_book else colour("muted")
                for one, rest in zip(self.lines, left, strict=True)
            ],
        )
        self.payment.offer(accounts)
        self._show_due(self.due)

    def _show_due(self, due: RemittancesDue | None) -> None:
        total = due.total if due else 0
        told = _("{amount} is due to the levels above").format(amount=formats.shown_number(total))
        self._told.setText(told if total > 0 else _("Nothing is due to the levels above"))
        until = ""
        if due and due.due_on:
            until = _("To be paid by {date}.").format(date=formats.shown_date(due.due_on))
        self._until.setText(until)
        self._until.setVisible(bool(until))
        self._show_unsettled(due.unsettled if due else ())
        owed = total > 0 and self._desk.may("post_voucher")
        if not owed and self.payment.isAncestorOf(self.window().focusWidget() or self):
            self.table.setFocus()
        self.payment.setVisible(owed)
        amount = self.payment.amount
        if amount.amount is None or not amount.isModified():
            amount.show_amount(max(total, 0) or None)

    def _show_unsettled(self, months: Sequence[str]) -> None:
        while (item := self._unsettled.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for month in months:
            text = _("Book the shares of {month}").format(month=formats.shown_date(month))
            way = self._buttons.make(text, partial(self._on_settle, month), icon="check")
            way.setEnabled(self._desk.may("settle_shares"))
            self._unsettled.addWidget(way)

    def _on_settle(self, month: str) -> None:
        told = _("The shares of {month} are booked.").format(month=formats.shown_date(month))

        def job(session: Session) -> Changes | None:
            return settle_shares(session, month=month)

        self.payment.post(job, told)

    def _on_pay(self) -> None:
        try:
            amount = self.payment.amount.typed()
        except InvalidValueError as refusal:
            self.payment.refuse(refusal)
            return
        pay = partial(
            record_remittance,
            out_of=self.payment.account_code,
            on=self.payment.on.text(),
            payee=self.payee.text(),
        )

        def job(session: Session) -> Changes:
            return pay(session, parts=propose_remittance(session, amount=amount))

        told = _("The remittance of {amount} is posted.").format(
            amount=formats.shown_number(amount or 0)
        )
        self.payment.post(job, told)


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
