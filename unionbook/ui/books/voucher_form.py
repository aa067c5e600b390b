# SPDX-License-Identifier: Apache-2.0
"""Entering a voucher: what kind, from or to whom, why, on which accounts, the sum in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain import clock
from unionbook.domain import ledger as roles
from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.ledger import VOUCHER_LABELS, Line, VoucherKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import post_voucher
from unionbook.operations.vouchers import look_at_voucher
from unionbook.texts import gettext as _
from unionbook.texts import language
from unionbook.ui import formats
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.books.entry_lines import EntryLines
from unionbook.ui.days import typed_day
from unionbook.ui.models.vouchers import kinds_by_hand
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.operations.vouchers import Sight
    from unionbook.ui.desk import Desk

_MONEY = frozenset({roles.CASH, roles.BANK, roles.IN_TRANSIT})
_OF_DUES = frozenset({roles.CLAIMS, roles.DEFERRED})
_MOST_PAPERS = 999


class VoucherForm(QFrame):
    """Beside the list; a receipt or payment asks for one side only, the other is the money's."""

    closed = Signal()
    posted = Signal(object)
    """The voucher that was posted, by its number of row."""
    print_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._accounts: Sequence[Account] = ()
        self._print = False
        self.setProperty("look", "panel")
        self.kind = QComboBox()
        self.on = QLineEdit()
        self.counterparty = QLineEdit()
        self.reason = QLineEdit()
        self.papers = QSpinBox()
        self.money = AccountBox()
        self.other = AccountBox()
        self.amount = AmountField()
        self.lines = EntryLines(self._buttons)
        self._lay_out()
        self.kind.activated.connect(lambda _place: self._on_kind())
        self.lines.changed.connect(self._on_amount)
        self.amount.amount_changed.connect(lambda _amount: self._on_amount())
        keep = QShortcut(QKeySequence("Ctrl+S"), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(lambda: self._on_post(print_it=False))

    @property
    def typed(self) -> dict[str, Any]:
        """Give what was typed and is not posted; nothing where there is only what is proposed."""
        texts = (self.counterparty.text(), self.reason.text(), self.amount.text())
        if not any(texts) and not self.lines.filled:
            return {}
        return {
            "kind": self._kind.value,
            "on": self.on.text(),
            "counterparty": texts[0],
            "reason": texts[1],
            "papers": self.papers.value(),
            "money": self.money.currentText(),
            "other": self.other.currentText(),
            "amount": texts[2],
            "lines": self.lines.typed,
        }

    def restore(self, typed: dict[str, Any]) -> None:
        """Show again what was typed."""
        self.kind.setCurrentIndex(max(self.kind.findData(VoucherKind(typed["kind"])), 0))
        self._on_kind()
        self.on.setText(typed["on"])
        self.counterparty.setText(typed["counterparty"])
        self.reason.setText(typed["reason"])
        self.papers.setValue(typed["papers"])
        self.money.show_typed(typed["money"])
        self.other.show_typed(typed["other"])
        self.amount.setText(typed["amount"])
        self.lines.show_typed(typed["lines"])
        self._on_amount()

    def clear(self) -> None:
        """Throw away what was typed."""
        for box in (self.counterparty, self.reason):
            box.clear()
        self.amount.show_amount(None)
        self.papers.setValue(0)
        self._on_kind()

    def begin(self, kind: VoucherKind | None = None) -> None:
        """Begin a voucher, of the same kind as before where none is named."""
        if kind is not None:
            self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.on.setText(formats.shown_date(clock.today()))
        self.clear()
        self.show()
        self.counterparty.setFocus()

    def offer_accounts(self, accounts: Sequence[Account]) -> None:
        """Offer the chart of accounts; what is typed stays."""
        if tuple(accounts) != tuple(self._accounts):
            typed = self.typed
            self._accounts = tuple(accounts)
            self._on_kind()
            if typed:
                self.restore(typed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        head.addWidget(label(_("New voucher"), "title"), 1)
        head.addWidget(self._buttons.close(self.closed.emit))
        column.addLayout(head)
        inner = QWidget()
        inner.setProperty("look", "clear")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.TIGHT, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        rows.addLayout(self._first_rows())
        rows.addLayout(self._sides())
        column.addWidget(Scrolled(inner), 1)
        column.addWidget(self._foot())

    def _first_rows(self) -> Form:
        for kind in kinds_by_hand():
            self.kind.addItem(_(VOUCHER_LABELS[kind]), kind)
        self.papers.setRange(0, _MOST_PAPERS)
        line = self.papers.lineEdit()
        if line is not None:
            line.setTextMargins(Space.SMALL, 0, 0, 0)
        form = Form()
        self._on_row = FormRow(_("Date"), self.on)
        form.addWidget(_beside((FormRow(_("Kind"), self.kind), 3), (self._on_row, 2)))
        self._name_row = form.add(_("Received from"), self.counterparty)
        form.add(_("Reason"), self.reason)
        return form

    def _sides(self) -> Form:
        form = Form()
        self._money_row = FormRow(_("Into"), self.money)
        papers = FormRow(_("Papers"), self.papers)
        form.addWidget(_beside((self._money_row, 3), (papers, 2)))
        self._other_row = form.add(_("From"), self.other)
        self._amount_row = form.add(_("Amount"), self.amount)
        self._lines_title = label(_("For"), "label")
        form.addWidget(self._lines_title)
        form.addWidget(self.lines)
        return form

    def _sum(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(Space.HAIR)
        above = QHBoxLayout()
        self._sum_title = label(_("Total"), "label")
        self.total = label("", "strong")
        above.addWidget(self._sum_title)
        above.addStretch(1)
        above.addWidget(self.total)
        column.addLayout(above)
        self.in_words = label("", "caption", wrap=True)
        column.addWidget(self.in_words)
        return column

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.addLayout(self._sum())
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        self.post = self._buttons.primary(
            _("Enter in the books"), lambda: self._on_post(print_it=False), icon="check"
        )
        self.post_and_print = self._buttons.make(
            _("Enter and print"), lambda: self._on_post(print_it=True), icon="print"
        )
        row.addWidget(self.post)
        if self._desk.may("print"):
            row.addWidget(self.post_and_print)
        row.addStretch(1)
        column.addLayout(row)
        return foot

    @property
    def _kind(self) -> VoucherKind:
        return VoucherKind(self.kind.currentData())

    def _on_kind(self) -> None:
        kind = self._kind
        transfer = kind is VoucherKind.TRANSFER
        one_side = kind in {VoucherKind.RECEIPT, VoucherKind.PAYMENT}
        money = [one for one in self._accounts if one.role in _MONEY]
        self.money.offer(self._accounts if transfer else money)
        self.other.offer(self._accounts)
        if one_side and not self.money.account and money:
            self.money.choose(money[0].id)
        names = {
            VoucherKind.RECEIPT: (_("Received from"), _("Into")),
            VoucherKind.PAYMENT: (_("Paid to"), _("Out of")),
        }
        party, side = names.get(kind, (_("Name"), _("To")))
        for row, text in ((self._name_row, party), (self._money_row, side)):
            row.name(text)
        self._money_row.setVisible(one_side or transfer)
        self._other_row.setVisible(transfer)
        self._amount_row.setVisible(transfer)
        self._lines_title.setVisible(not transfer)
        self.lines.setVisible(not transfer)
        usual = [one for one in self._accounts if one.role not in _MONEY | _OF_DUES]
        if not transfer:
            self.lines.begin(
                usual if one_side else self._accounts,
                both=not one_side,
                count=1 if one_side else 2,
            )
        self._lines_title.setText(_("For") if one_side else _("Lines"))
        self._on_amount()

    @property
    def _sum_now(self) -> int:
        if self._kind is VoucherKind.TRANSFER:
            return self.amount.amount or 0
        if self._kind in {VoucherKind.RECEIPT, VoucherKind.PAYMENT}:
            return self.lines.total
        return sum(max(line.amount, 0) for line in self.lines.lines)

    def _on_amount(self) -> None:
        self._refuse("")
        total = self._sum_now
        self.total.setText(formats.shown_number(total))
        both = self._kind in {VoucherKind.OPENING, VoucherKind.CLOSING}
        apart = self.lines.total if both else 0
        self._sum_title.setText(_("Debit and credit differ by") if apart else _("Total"))
        if apart:
            self.total.setText(formats.shown_number(abs(apart)))
        dress(self.total, look="fault" if apart else "strong")
        words = ""
        if total > 0 and not apart:
            currency = self._desk.info.currency
            words = amount_in_words(total, language=language(), currency=currency)
        self.in_words.setText(words)
        self.in_words.setVisible(bool(words))

    def _lines(self) -> list[Line]:
        """Give the lines to post. Raises InvalidValueError for what is missing."""
        kind = self._kind
        if kind is VoucherKind.TRANSFER:
            amount = self.amount.typed(field="amount") or 0
            return [
                Line(_chosen(self.money, "money"), amount),
                Line(_chosen(self.other, "other"), -amount),
            ]
        lines = [Line(_chosen(line.account, "lines"), line.amount) for line in self.lines.filled]
        if kind in {VoucherKind.OPENING, VoucherKind.CLOSING}:
            return lines
        sign = 1 if kind is VoucherKind.RECEIPT else -1
        others = [Line(line.account, -sign * line.amount) for line in lines]
        return [Line(_chosen(self.money, "money"), sign * self.lines.total), *others]

    def _on_post(self, *, print_it: bool) -> None:
        if not self.post.isEnabled():
            return
        try:
            lines, on = self._lines(), typed_day(self.on.text(), field="on")
        except InvalidValueError as refusal:
            self._on_refused(refusal)
            return
        post = partial(
            post_voucher,
            kind=self._kind,
            lines=lines,
            on=on,
            counterparty=self.counterparty.text(),
            reason=self.reason.text(),
            papers=self.papers.value(),
        )

        def job(session: Session) -> tuple[Sight, object]:
            changes = post(session)
            made = changes.rows["vouchers"][0]
            return look_at_voucher(session, voucher_id=made), changes

        self._print = print_it
        self._may_post(able=False)
        self._desk.read(self, job, self._on_posted, failed=self._on_refused)

    def _on_posted(self, found: tuple[Sight, object]) -> None:
        sight, changes = found
        self._may_post(able=True)
        self.begin()
        self._desk.announce(changes, self)
        self._desk.feedback.done(
            _("{number} is posted: {amount}.").format(
                number=sight.number, amount=formats.shown_number(sight.voucher.amount)
            )
        )
        self.posted.emit(sight.voucher.id)
        if self._print:
            self.print_asked.emit(sight)

    def _may_post(self, *, able: bool) -> None:
        for button in (self.post, self.post_and_print):
            button.setEnabled(able)

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        for row in (self._on_row, self._money_row, self._other_row, self._amount_row):
            row.fault()

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._may_post(able=True)
        self._refuse(str(refusal))
        rows = {
            "on": self._on_row,
            "money": self._money_row,
            "other": self._other_row,
            "amount": self._amount_row,
        }
        row = rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is not None:
            self._refuse("")
            row.fault(str(refusal))
        # While it was disabled the button lost the keyboard to what stands outside the form.
        (self.post if row is None else row.control).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _beside(*rows: tuple[QWidget, int]) -> QWidget:
    """Put rows of a form beside each other, each with its part of the room."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.MEDIUM)
    for part, share in rows:
        row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
    return holder


def _chosen(box: AccountBox, field: str) -> int:
    if not box.account:
        raise InvalidValueError(_("Choose an account."), field=field)
    return box.account
