# SPDX-License-Identifier: Apache-2.0
"""A line of the bank: the vouchers that fit it with the reasons, or a voucher made from it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.bank_matches import book_line, confirm_matches, suggest_booking, unmatch
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.theme import ROW_HEIGHT, Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.bank import BankLine, BookEntry
    from unionbook.operations.bank_matches import Proposal, Suggestion
    from unionbook.operations.ledger import Account
    from unionbook.ui.desk import Desk

_MOST_ROWS = 5
_NEAR = 62
"""Days apart beyond which the same sum is hardly the same money."""
_HEADER = 36


class BankLinePanel(QFrame):
    """Nothing is matched unless a person says so."""

    closed = Signal()
    voucher_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self.line: BankLine | None = None
        self._accounts: Sequence[Account] = ()
        self._entries: dict[int, BookEntry] = {}
        self._proposals: Sequence[Proposal] = ()
        self._others: list[BookEntry] = []
        self.setProperty("look", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        self._amount = label("", "title")
        head.addWidget(self._amount, 1)
        head.addWidget(self._buttons.close(self.closed.emit))
        column.addLayout(head)
        inner = QWidget()
        inner.setProperty("look", "clear")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.LARGE)
        self._rows.setSpacing(Space.MEDIUM)
        self._lay_out()
        column.addWidget(Scrolled(inner), 1)

    def offer(
        self,
        accounts: Sequence[Account],
        entries: Sequence[BookEntry],
        proposals: Sequence[Proposal],
    ) -> None:
        """Take what there is to match lines with."""
        self._accounts = [one for one in accounts if not one.closed_on]
        self._entries = {one.voucher_id: one for one in entries}
        self._proposals = proposals

    def show_line(self, line: BankLine) -> None:
        """Show a line, what it is matched with, or what it might be."""
        other = self.line is None or self.line.id != line.id
        self.line = line
        sign = "+" if line.amount > 0 else "−"
        self._amount.setText(f"{sign}{formats.shown_number(abs(line.amount))}")
        self._told.setText(
            " · ".join(part for part in (formats.shown_date(line.dated_on), line.party) if part)
        )
        self._details.setText("\n".join(part for part in (line.details, line.reference) if part))
        self._details.setVisible(bool(self._details.text()))
        may = self._desk.may("reconcile_bank")
        self._show_matches(line)
        self._show_others(line, may=may)
        self._form_frame.setVisible(may and not line.matched)
        self._form_title.setVisible(may and not line.matched)
        if other and not line.matched:
            self._begin_booking(line)

    def _lay_out(self) -> None:
        self._told = label("", "label", wrap=True)
        self._details = label("", "muted", wrap=True)
        self._matches = QVBoxLayout()
        self._matches.setSpacing(Space.SMALL)
        self._others_title = label(_("Other vouchers of this sum"), "section")
        self.others = MoneyTable(
            self._desk.theme,
            (
                ReportColumn(_("Date"), Cell.DATE),
                ReportColumn(_("Voucher"), Cell.NAME),
            ),
            _("Other vouchers of this sum"),
        )
        self.others.opened.connect(self._on_other)
        self._form_title = label(_("No voucher yet? Make one from this line"), "section")
        for part in (self._told, self._details, rule()):
            self._rows.addWidget(part)
        self._rows.addLayout(self._matches)
        for part in (self._others_title, self.others, self._form_title, self._form()):
            self._rows.addWidget(part)

    def _form(self) -> QFrame:
        frame = self._form_frame = QFrame()
        frame.setProperty("look", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        form = Form()
        self.account = AccountBox()
        self.counterparty = QLineEdit()
        self.reason = QLineEdit()
        self._account_row = form.add(_("Account"), self.account)
        form.add(_("Name"), self.counterparty)
        form.add(_("Reason"), self.reason)
        column.addLayout(form)
        self.book = self._buttons.make(_("Enter in the books"), self._on_book, icon="check")
        column.addWidget(self.book, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _show_matches(self, line: BankLine) -> None:
        while (item := self._matches.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if line.vouchers:
            self._matches.addWidget(self._matched(line))
            return
        fitting = [one for one in self._proposals if line.id in one.lines]
        for one in fitting:
            self._matches.addWidget(self._proposed(one))
        if not fitting:
            self._matches.addWidget(
                label(_("No voucher fits this line by itself."), "muted", wrap=True)
            )

    def _matched(self, line: BankLine) -> QFrame:
        card, column = _card()
        column.addWidget(label(_("Matched"), "label"))
        row = QHBoxLayout()
        see = self._buttons.make(
            _("See the voucher"), partial(self.voucher_asked.emit, line.vouchers[0]), look="link"
        )
        row.addWidget(see)
        if self._desk.may("reconcile_bank"):
            row.addWidget(self._buttons.make(_("Take the match back"), self._on_unmatch))
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _proposed(self, one: Proposal) -> QFrame:
        card, column = _card()
        for number in one.vouchers:
            entry = self._entries.get(number)
            if entry is not None:
                column.addWidget(label(_of_entry(entry), "label", wrap=True))
        column.addWidget(label(", ".join(one.reasons), "muted", wrap=True))
        row = QHBoxLayout()
        if self._desk.may("reconcile_bank"):
            act = partial(self._confirm, one.lines, one.vouchers)
            row.addWidget(self._buttons.primary(_("Same money: confirm"), act, icon="check"))
        see = partial(self.voucher_asked.emit, one.vouchers[0])
        row.addWidget(self._buttons.make(_("See the voucher"), see, look="link"))
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _show_others(self, line: BankLine, *, may: bool) -> None:
        proposed = {
            number for one in self._proposals if line.id in one.lines for number in one.vouchers
        }
        fitting = (
            (_days_apart(one, line), one)
            for one in self._entries.values()
            if one.open == line.open and one.voucher_id not in proposed
        )
        near = sorted((days, one.voucher_id) for days, one in fitting if days <= _NEAR)
        self._others = (
            [self._entries[number] for _days, number in near] if may and line.open else []
        )
        self.others.show_rows([(one.dated_on, _of_entry(one)) for one in self._others])
        rows = min(len(self._others), _MOST_ROWS)
        self.others.setFixedHeight(_HEADER + ROW_HEIGHT * rows + 2)
        for part in (self._others_title, self.others):
            part.setVisible(bool(self._others))

    def _begin_booking(self, line: BankLine) -> None:
        self.account.offer(self._accounts)
        self.account.choose(0)
        self.counterparty.setText(line.party)
        self.reason.setText(line.details)
        self._account_row.fault()
        number = line.id
        self._desk.read(
            self,
            lambda session: suggest_booking(session, line_id=number),
            lambda found: self._on_suggestion(number, found),
            purpose="suggested booking",
        )

    def _on_suggestion(self, line: int, found: Suggestion | None) -> None:
        if found is None or self.line is None or self.line.id != line:
            return
        account = next(
            (one for one in self._accounts if found.account in {one.code, one.role}), None
        )
        if account is not None and not self.account.account:
            self.account.choose(account.id)
            self.reason.setText(found.reason)

    def _on_other(self, row: int) -> None:
        if self.line is not None:
            self._confirm((self.line.id,), (self._others[row].voucher_id,))

    def _confirm(self, lines: Sequence[int], vouchers: Sequence[int]) -> None:
        self._desk.write(
            self,
            lambda session, _task: confirm_matches(session, pairs=[(lines, vouchers)]),
            sentence=_("The line and the voucher are matched."),
        )

    def _on_unmatch(self) -> None:
        line = self.line
        if line is not None:
            self._desk.write(
                self,
                lambda session, _task: unmatch(session, line_id=line.id),
                sentence=_("The match is taken back."),
            )

    def _on_book(self) -> None:
        line = self.line
        account = next((one for one in self._accounts if one.id == self.account.account), None)
        if line is None:
            return
        if account is None:
            self._account_row.fault(_("Choose an account."))
            self.account.setFocus()
            return
        book = partial(
            book_line,
            line_id=line.id,
            account=account.code,
            counterparty=self.counterparty.text(),
            reason=self.reason.text(),
        )
        self.book.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: book(session),
            done=lambda _changes: self._on_booked(),
            failed=self._on_refused,
        )

    def _on_booked(self) -> None:
        self.book.setEnabled(True)
        self._desk.feedback.done(_("The voucher is posted and matched with the line."))

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.book.setEnabled(True)
        if isinstance(refusal, InvalidValueError):
            self._account_row.fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("look", "notice")
    card.setProperty("level", "info")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
    column.setSpacing(Space.SMALL)
    return card, column


def _days_apart(one: BookEntry, line: BankLine) -> int:
    return abs((date.fromisoformat(one.dated_on) - date.fromisoformat(line.dated_on)).days)


def _of_entry(one: BookEntry) -> str:
    parts = (one.number, formats.shown_date(one.dated_on), one.counterparty, one.reason)
    return " · ".join(part for part in parts if part)
