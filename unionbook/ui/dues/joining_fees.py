# SPDX-License-Identifier: Apache-2.0
"""What is paid once, on joining: who owes it, taking it, and the rules it is owed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError
from unionbook.operations.dues_reports import People, people
from unionbook.operations.joining_fees import list_owed, list_rules, list_templates, take_fee
from unionbook.operations.ledger import list_accounts
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.books.payment_form import PaymentForm
from unionbook.ui.dues.joining_fee_rules import JoiningFeeRules
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.beside import beside
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.domain.dues_templates import JoiningFeeTemplate
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.joining_fees import JoiningFeeRule, OwedFee
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_MAIN, _EMPTY = range(2)
_LEAVING = (1, 2, 4, 5)


@dataclass(frozen=True, slots=True)
class _Found:
    owed: Sequence[OwedFee]
    who: People
    rules: Sequence[JoiningFeeRule]
    templates: Sequence[JoiningFeeTemplate]
    accounts: Sequence[Account]


class JoiningFeesPart(ScreenPart):
    """Who owes at the left; the payment and the rules at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.owed: Sequence[OwedFee] = ()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Number")),
                ReportColumn(_("Department"), Cell.NAME),
                ReportColumn(_("Joined on"), Cell.DATE),
                ReportColumn(_("Joining fee"), Cell.MONEY),
                ReportColumn(_("Paid"), Cell.MONEY),
                ReportColumn(_("Owed"), Cell.MONEY),
            ),
            _("Who owes a joining fee"),
            leaving=_LEAVING,
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._told = label("", "strong", wrap=True)
        self.payment = PaymentForm(
            desk,
            self._buttons,
            title=_("Take the joining fee"),
            note=_("Left empty: what each of those marked owes."),
            account=_("Into"),
            act=self._on_take,
        )
        self.rules = JoiningFeeRules(desk, self._buttons)
        side = QVBoxLayout()
        side.setSpacing(Space.LARGE)
        for part in (self._told, self.payment, self.rules):
            side.addWidget(part)
        self.setting_up = SettingUp(desk, self._buttons)
        self._places = QStackedWidget()
        self._places.addWidget(beside(self.table, side))
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)
        self.table.chosen.connect(lambda _row: self._show_told())
        self.home = self.table

    def show_state(self, state: DuesState) -> None:
        """Show that the books have to be set up first, or the list."""
        missing = not state.books and self.setting_up.show_state(state)
        self._places.setCurrentIndex(_EMPTY if missing else _MAIN)

    def read(self) -> None:
        """Read who owes, and the rules."""
        self._desk.read(self, _read, self._show, purpose="joining fees")

    @property
    def chosen(self) -> list[OwedFee]:
        """Give the lines marked."""
        rows = (index.row() for index in self.table.selectionModel().selectedRows())
        return [self.owed[row] for row in sorted(rows) if row < len(self.owed)]

    def _show(self, found: _Found) -> None:
        self.owed = found.owed
        self.table.show_rows(
            [_row(one, found.who) for one in self.owed],
            (_("Total"), "", "", "", None, None, sum(one.left for one in self.owed))
            if self.owed
            else None,
        )
        self.rules.show_rules(found.rules, found.templates)
        self.payment.offer(found.accounts)
        self._show_told()

    def _show_told(self) -> None:
        marked = self.chosen
        if marked:
            told = ngettext(
                "{count} member is marked: {amount}", "{count} members are marked: {amount}",
                len(marked),
            ).format(
                count=formats.shown_number(len(marked)),
                amount=formats.shown_number(sum(one.left for one in marked)),
            )  # fmt: skip
        elif self.owed:
            told = _("Mark who pays, one or several")
        else:
            told = _("Nobody owes a joining fee")
        self._told.setText(told)
        self.payment.setVisible(bool(self.owed) and self._desk.may("record_payment"))
        self.payment.enter.setEnabled(bool(marked))

    def _on_take(self) -> None:
        ids = [one.member for one in self.chosen]
        try:
            amount = self.payment.amount.typed()
        except InvalidValueError as refusal:
            self.payment.refuse(refusal)
            return
        into, on = self.payment.account_code, self.payment.on.text()

        def job(session: Session) -> Changes:
            return take_fee(session, member_ids=ids, amount=amount, into=into, on=on)

        self.payment.post(job, _("The joining fee is posted."))


def _row(one: OwedFee, who: People) -> tuple[str | int | None, ...]:
    number, name, department = who[one.member]
    paid = one.paid or None
    return (name, number, department, one.joined_on, one.fee.amount, paid, one.left)


def _read(session: Session) -> _Found:
    owed = list_owed(session)
    who = people(session, [one.member for one in owed])
    by_member = {one.member: one for one in owed}
    return _Found(
        [by_member[key] for key in who],
        who,
        list_rules(session),
        list_templates(session),
        list_accounts(session),
    )
