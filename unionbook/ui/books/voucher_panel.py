# SPDX-License-Identifier: Apache-2.0
"""A voucher in full: its sums, whose dues it settles, what takes it back, and by whom it came."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook.domain.ledger import CLAIMS, VOUCHER_LABELS
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.vouchers import look_at_voucher
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.books.reversal import Reversal
from unionbook.ui.books.sums_grid import SumsGrid
from unionbook.ui.theme import ROW_HEIGHT, Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label, pill, plain, rule

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.vouchers import Sight
    from unionbook.ui.desk import Desk

_HEADER = 36
_MOST_ROWS = 7
_LEVELS = {"receipt": "done", "payment": "error", "transfer": "info"}


class VoucherPanel(QFrame):
    """Beside the list; follows what is chosen there."""

    closed = Signal()
    other_asked = Signal(object)
    """Another voucher, by its number of row."""
    account_asked = Signal(str)
    print_asked = Signal(object)
    """The voucher shown is to be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self.sight: Sight | None = None
        self._wanted = 0
        self._members: list[int] = []
        self.setProperty("look", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._body = QWidget()
        self._body.setProperty("look", "clear")
        self.rows = QVBoxLayout(self._body)
        self.rows.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.LARGE)
        self.rows.setSpacing(Space.MEDIUM)
        self._lay_out()
        column.addWidget(Scrolled(self._body), 1)

    def show_voucher(self, voucher: int) -> None:
        """Read a voucher and show it."""
        self._wanted = voucher
        self._desk.read(
            self,
            lambda session: look_at_voucher(session, voucher_id=voucher),
            self._show,
            purpose="voucher in full",
        )

    def again(self) -> None:
        """Read the voucher shown again: it may have been reversed."""
        if self._wanted:
            self.show_voucher(self._wanted)

    def begin_reversal(self) -> None:
        """Ask for the reason, where the voucher can be taken back."""
        if self.reverse.isEnabled() and self._desk.may("post_voucher"):
            self.reversal.begin()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        row.setSpacing(Space.SMALL)
        self.number = label("", "title")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kind = pill("")
        # One below the other: in a narrow window there is no room beside a long number.
        what = QVBoxLayout()
        what.setSpacing(Space.HAIR)
        what.addWidget(self.number)
        what.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(what, 1)
        row.addWidget(self._buttons.close(self.closed.emit), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _lay_out(self) -> None:
        self.amount = label("", "display")
        self.in_words = label("", "muted", wrap=True)
        self.told = label("", wrap=True)
        self.reason = label("", "label", wrap=True)
        self.bound = self._buttons.make("", self._on_bound, look="link", icon="undo")
        self.bound.hide()
        self.sums = SumsGrid(self._buttons)
        self.sums.account_asked.connect(self.account_asked)
        self.whose = label("", "section")
        self.dues = MoneyTable(
            self._desk.theme,
            (
                ReportColumn(_("Member"), Cell.NAME),
                ReportColumn(_("Month"), Cell.DATE),
                ReportColumn(_("Amount"), Cell.MONEY),
            ),
            _("Whose dues"),
        )
        self.dues.opened.connect(self._on_member)
        self.entered = label("", "caption", wrap=True)
        self.reversal = Reversal(self._desk, self._buttons)
        self.reversal.done.connect(self.other_asked)
        for part in (
            self.amount,
            self.in_words,
            rule(),
            self.reason,
            self.told,
            self.bound,
        ):
            self.rows.addWidget(part)
        self.rows.addLayout(self._acts())
        for part in (self.reversal, self.sums, self.whose, self.dues, self.entered):
            self.rows.addWidget(part)

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        self.print = self._buttons.make(_("Print"), self._on_print, icon="print")
        self.reverse = self._buttons.make(_("Reverse…"), self.begin_reversal, icon="undo")
        for button, right in ((self.print, "print"), (self.reverse, "post_voucher")):
            row.addWidget(button)
            if not self._desk.may(right):
                button.hide()
        row.addStretch(1)
        return row

    def _show(self, sight: Sight) -> None:
        if sight.voucher.id != self._wanted:
            return
        other = self.sight is None or self.sight.voucher.id != sight.voucher.id
        self.sight = sight
        one = sight.voucher
        self.setAccessibleName(sight.number)
        self.number.setText(sight.number)
        _mark(self.kind, _(VOUCHER_LABELS[one.kind]), _LEVELS.get(one.kind.value, "muted"))
        self.amount.setText(formats.shown_number(one.amount))
        self.in_words.setText(sight.in_words)
        self.reason.setText(one.reason or _("Without a reason"))
        self.told.setText(self._told(sight))
        self._show_bound(sight)
        self.sums.show_sums(sight.sums)
        self._show_dues(sight)
        self.entered.setText(_entered(sight))
        self.reverse.setEnabled(not sight.in_the_way)
        self.reverse.setToolTip(plain(sight.in_the_way))
        if other:
            self.reversal.show_voucher(sight)

    def _told(self, sight: Sight) -> str:
        one = sight.voucher
        parts = [formats.shown_date(one.dated_on)]
        if one.counterparty:
            parts.append(one.counterparty)
        if one.papers:
            told = ngettext("{count} paper attached", "{count} papers attached", one.papers)
            parts.append(told.format(count=one.papers))
        if sight.month_closed:
            parts.append(_("the month is closed"))
        return " · ".join(parts)

    def _show_bound(self, sight: Sight) -> None:
        one = sight.voucher
        if one.reversed_by:
            text = _("Reversed by {number}").format(number=sight.others.get(one.reversed_by, ""))
        elif one.reverses:
            text = _("Takes {number} back").format(number=sight.others.get(one.reverses, ""))
        else:
            text = ""
        self.bound.setText(text)
        self.bound.setVisible(bool(text))

    def _show_dues(self, sight: Sight) -> None:
        # A payment touches income, claim and their counterpart: one row a member and month.
        settled: Counter[tuple[int, str, str]] = Counter()
        for one in sight.lines:
            if one.member and one.account.role == CLAIMS:
                settled[one.member, one.name, one.month] += abs(one.amount)
        self._members = [member for member, _name, _month in settled]
        self.dues.show_rows(
            [(name, month, amount) for (_member, name, month), amount in settled.items()]
        )
        self.dues.setVisible(bool(settled))
        self.whose.setVisible(bool(settled))
        _give_height(self.dues, len(settled))
        told = ngettext("{count} member", "{count} members", sight.member_count)
        if sight.line_count > len(sight.lines):
            told = _("{members}; the first of them").format(members=told)
        self.whose.setText(told.format(count=formats.shown_number(sight.member_count)))

    def _on_bound(self) -> None:
        if self.sight is not None:
            one = self.sight.voucher
            self.other_asked.emit(one.reversed_by or one.reverses)

    def _on_member(self, row: int) -> None:
        self._desk.go("members", self._members[row])

    def _on_print(self) -> None:
        if self.sight is not None:
            self.print_asked.emit(self.sight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _mark(mark: QLabel, text: str, level: str) -> None:
    mark.setText(text)
    mark.setProperty("level", level)
    mark.style().unpolish(mark)
    mark.style().polish(mark)


def _give_height(table: MoneyTable, rows: int) -> None:
    table.setFixedHeight(_HEADER + ROW_HEIGHT * min(rows, _MOST_ROWS) + Space.HAIR)


def _entered(sight: Sight) -> str:
    if sight.entered_at is None:
        return ""
    return _("Entered by {name} on {date}").format(
        name=sight.entered_by, date=f"{sight.entered_at:%d/%m/%Y %H:%M}"
    )
