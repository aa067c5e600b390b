# SPDX-License-Identifier: Apache-2.0
"""The receipts of a day beside the desk: their sum, printing them, taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain import clock
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.dues_desk import receipts_of_day
from unionbook.operations.ledger import reverse_voucher
from unionbook.operations.money_papers import make_vouchers
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.errors import UnionbookError
    from unionbook.operations.dues_desk import ReceiptOfDay
    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.money_out import MoneyOut
    from unionbook.ui.widgets.buttons import Buttons


class Receipts(QFrame):
    """A list that grows at its end; the total stands above it."""

    escaped = Signal()

    def __init__(self, desk: Desk, buttons: Buttons, out: MoneyOut) -> None:
        super().__init__()
        self._desk = desk
        self._out = out
        self.setProperty("look", "panel")
        self.receipts: tuple[ReceiptOfDay, ...] = ()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Number")),
                ReportColumn(_("Payer"), Cell.NAME),
                ReportColumn(_("Amount"), Cell.MONEY),
            ),
            _("Receipts of today"),
            leaving=(0,),
        )
        self.total = label("", "title")
        self._count = label("", "muted", wrap=True)
        self.print = buttons.make(_("Print all"), self._on_print, icon="print")
        self.save = buttons.make(_("Save as PDF"), self._on_save, icon="save")
        self.print_one = buttons.make(_("Print this one"), self._on_print_one, icon="print")
        self.show_one = buttons.make(_("Show the voucher"), self._on_show, icon="eye")
        self.reverse = buttons.make(_("Take back…"), self._on_reverse, icon="undo")
        self._form = QFrame(self)
        self.reason = QLineEdit()
        self._lay_out(buttons)
        self.table.chosen.connect(lambda _row: self._may())
        self.table.opened.connect(lambda _row: self._on_show())
        self._may()

    def read(self) -> None:
        """Read what was taken today."""
        self._desk.read(self, receipts_of_day, self._show, purpose="receipts of day")

    def _lay_out(self, buttons: Buttons) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.LARGE, 0, 0)
        column.setSpacing(Space.SMALL)
        head = QVBoxLayout()
        head.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        head.setSpacing(Space.HAIR)
        today = formats.shown_date(clock.today())
        head.addWidget(label(_("Today, {date}").format(date=today), "section"))
        head.addWidget(self.total)
        head.addWidget(self._count)
        ways = self._ways = QFrame()
        flow = Flow(ways)
        flow.setContentsMargins(0, Space.SMALL, 0, 0)
        for button in (self.print, self.save, self.print_one, self.show_one, self.reverse):
            flow.addWidget(button)
        head.addWidget(ways)
        head.addWidget(self._reason_form(buttons))
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _reason_form(self, buttons: Buttons) -> QFrame:
        self._form.setProperty("look", "sunken")
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        form = Form()
        self._row = form.add(
            _("Why is it taken back?"),
            self.reason,
            _("A voucher that names this one is posted; both stay in the books."),
        )
        inner.addLayout(form)
        foot = QHBoxLayout()
        self.confirm = buttons.make(_("Take back"), self._on_confirm, icon="undo")
        foot.addWidget(self.confirm)
        foot.addWidget(buttons.cancel(self._leave_form))
        foot.addStretch(1)
        inner.addLayout(foot)
        self.reason.returnPressed.connect(self._on_confirm)
        leave = QShortcut(QKeySequence("Esc"), self._form)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave_form)
        self._form.hide()
        return self._form

    @property
    def chosen(self) -> ReceiptOfDay | None:
        """Give the receipt chosen."""
        row = self.table.row
        return self.receipts[row] if 0 <= row < len(self.receipts) else None

    def _show(self, found: Sequence[ReceiptOfDay]) -> None:
        self.receipts = tuple(found)
        muted = self._desk.theme.colour("muted")
        self.table.show_rows(
            [(one.number, one.payer, one.amount) for one in found],
            colours=[muted if one.reversed else None for one in found],
        )
        total = sum(one.amount for one in found)
        self.total.setText(f"{formats.shown_number(total)} {self._desk.info.currency}")
        count = ngettext("{count} receipt", "{count} receipts", len(found))
        self._count.setText(
            count.format(count=formats.shown_number(len(found)))
            if found
            else _("Nothing was taken today yet. The receipts of the day stand here.")
        )
        self.table.scrollToBottom()
        self._may()

    def _may(self) -> None:
        one = self.chosen
        some = bool(self.receipts) and self._desk.may("print")
        self.print.setEnabled(some)
        self.save.setEnabled(some)
        self.print_one.setEnabled(one is not None and some)
        self.show_one.setEnabled(one is not None)
        self.reverse.setEnabled(
            one is not None
            and not one.reversed
            and one.amount > 0
            and self._desk.may("post_voucher")
        )

    def _ids(self) -> list[int]:
        return [one.voucher for one in self.receipts]

    def _on_print(self) -> None:
        ids = self._ids()
        self._out.print(_("Receipts"), lambda session: make_vouchers(session, ids=ids))

    def _on_print_one(self) -> None:
        one = self.chosen
        if one is not None:
            ids = [one.voucher]
            self._out.print(_("Receipt"), lambda session: make_vouchers(session, ids=ids))

    def _on_save(self) -> None:
        ids = self._ids()
        name = f"{_('Receipts')} {clock.today()}"
        self._out.save(name, lambda session: make_vouchers(session, ids=ids))

    def _on_show(self) -> None:
        one = self.chosen
        if one is not None:
            self._desk.go("books", ("voucher", one.voucher))

    def _on_reverse(self) -> None:
        self._row.fault()
        self.reason.clear()
        # In a low window both would have no room below each other.
        self._ways.hide()
        self._form.show()
        self.reason.setFocus()

    def _leave_form(self) -> None:
        self._form.hide()
        self._ways.show()

    def _on_confirm(self) -> None:
        one, reason = self.chosen, self.reason.text()
        if one is None:
            self._leave_form()
            return
        self._desk.write(
            self,
            lambda session, _task: reverse_voucher(session, voucher_id=one.voucher, reason=reason),
            done=lambda _changes: self._on_reversed(one),
            failed=self._refuse,
        )

    def _on_reversed(self, one: ReceiptOfDay) -> None:
        self._leave_form()
        self._desk.feedback.done(
            _("{number} was taken back; both vouchers stay in the books.").format(number=one.number)
        )
        self.escaped.emit()

    def _refuse(self, refusal: UnionbookError) -> None:
        self._row.fault(str(refusal))
