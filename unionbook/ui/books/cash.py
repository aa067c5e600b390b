# SPDX-License-Identifier: Apache-2.0
"""Counting the cash box: how many of each note and coin, beside what the cash book says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain import clock
from unionbook.domain import ledger as roles
from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.cash_counts import count_cash, list_counts, list_denominations
from unionbook.operations.ledger import balance_on, list_accounts
from unionbook.operations.money_reports import make_report
from unionbook.texts import gettext as _
from unionbook.texts import language
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.cash import Denomination
    from unionbook.operations.cash_counts import CashCount
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_MOST = 999_999
_COUNT_WIDTH = 110
_LIST, _NONE = range(2)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CashPart(ScreenPart):
    """The count at the left, earlier counts at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.counts: Sequence[CashCount] = ()
        self.pieces: dict[int, QSpinBox] = {}
        self._worth: dict[int, QLabel] = {}
        self._booked: int | None = None
        self._codes: dict[int, str] = {}
        self._kept: dict[int, int] = {}
        self._just_kept = False
        self.out = MoneyOut(desk, self)
        self.account = QComboBox()
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self.people = QLineEdit()
        self.explanation = QLineEdit()
        self.keep = self._buttons.primary(_("Keep the count"), self._on_keep, icon="check")
        self.print = self._buttons.make(_("Print"), self._on_print, icon="print")
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Date"), Cell.DATE),
                ReportColumn(_("Counted"), Cell.MONEY),
                ReportColumn(_("Cash book"), Cell.MONEY),
                ReportColumn(_("Difference"), Cell.MONEY),
            ),
            _("Earlier counts"),
            leaving=(2,),
        )
        self._places = QStackedWidget()
        self._lay_out()
        self.on.editingFinished.connect(self._read_booked)
        self.account.activated.connect(lambda _place: self._read_booked())
        self.table.chosen.connect(lambda row: self.print.setEnabled(row >= 0))

    @property
    def half_typed(self) -> str:
        """Say that something was counted that is not kept."""
        told = _("A cash count is begun: keep it, or discard what was counted.")
        return told if self.counted > 0 else ""

    def discard(self) -> None:
        """Throw away what was counted."""
        for box in self.pieces.values():
            box.setValue(0)

    @property
    def counted(self) -> int:
        """Give the sum of what is counted."""
        return sum(value * box.value() for value, box in self.pieces.items())

    def state(self) -> dict[str, Any]:
        """Give what is counted and not kept yet."""
        counted = {value: box.value() for value, box in self.pieces.items() if box.value()}
        return {
            "pieces": counted or self._kept,
            "on": self.on.text(),
            "people": self.people.text(),
            "explanation": self.explanation.text(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to what was counted."""
        self._kept = dict(state.get("pieces", {}))
        if self._kept:
            self.on.setText(state["on"])
            self.people.setText(state["people"])
            self.explanation.setText(state["explanation"])

    def read(self) -> None:
        """Read the notes and coins in use, the cash boxes and the counts there are."""
        self._desk.read(self, _look, self._show, purpose="cash counts")

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        form = Form()
        form.add(_("Cash box"), self.account)
        self._on_row = form.add(_("Counted on"), self.on)
        column.addLayout(form)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.MEDIUM)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        more = Form()
        more.add(_("Who counted"), self.people, _("Several names with a comma between them."))
        self._why_row = more.add(_("Why it differs"), self.explanation)
        column.addLayout(more)
        left = QWidget()
        left.setMinimumWidth(330)
        left.setMaximumWidth(470)
        framed = QVBoxLayout(left)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.setSpacing(0)
        framed.addWidget(Scrolled(inner), 1)
        framed.addWidget(self._foot())
        body.addWidget(left, 5)
        body.addLayout(self._earlier(), 6)
        self.column.addLayout(body, 1)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Space.WIDE, Space.SMALL, Space.WIDE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addLayout(self._sums())
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        if not self._desk.may("count_cash"):
            self.keep.hide()
        return foot

    def _sums(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(Space.TIGHT)
        self._total, self._book = label("", "strong"), label("")
        self._apart = label("", "label")
        for row, (text, place) in enumerate(
            (
                (_("Counted"), self._total),
                (_("Cash book"), self._book),
                (_("Difference"), self._apart),
            )
        ):
            grid.addWidget(label(text, "label", wrap=True), row, 0)
            grid.addWidget(place, row, 1, _RIGHT)
        self._in_words = label("", "caption", wrap=True)
        grid.addWidget(self._in_words, 3, 0, 1, 2)
        return grid

    def _earlier(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("look", "header")
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.addWidget(label(_("Earlier counts"), "strong"), 1)
        row.addWidget(self.print)
        self.print.setEnabled(False)
        column.addWidget(head)
        self._places.addWidget(self.table)
        nothing = label(_("The cash box was never counted."), "muted", wrap=True)
        nothing.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._places.addWidget(nothing)
        column.addWidget(self._places, 1)
        return column

    def _show(
        self, found: tuple[Sequence[Denomination], Sequence[Account], list[CashCount]]
    ) -> None:
        denominations, accounts, counts = found
        if list(self.pieces) != [one.value for one in denominations]:
            self._make_rows(denominations)
        present = self.account.currentData()
        self.account.clear()
        for one in accounts:
            self.account.addItem(f"{one.code}  {one.name}", one.id)
        self.account.setCurrentIndex(max(self.account.findData(present), 0))
        self._codes = {one.id: one.code for one in accounts}
        self.counts = counts
        self.table.show_rows(
            [(one.counted_on, one.counted, one.booked, one.difference or None) for one in counts]
        )
        self._places.setCurrentIndex(_LIST if counts else _NONE)
        if self._just_kept and counts:
            self._just_kept = False
            self.table.selectRow(max(range(len(counts)), key=lambda row: counts[row].id))
            self.print.setFocus()
        self._read_booked()

    def _make_rows(self, denominations: Sequence[Denomination]) -> None:
        for row, one in enumerate(denominations):
            box = QSpinBox()
            box.setRange(0, _MOST)
            box.setFixedWidth(_COUNT_WIDTH)
            box.setAccessibleName(
                _("Pieces of {value}").format(value=formats.shown_number(one.value))
            )
            line = box.lineEdit()
            if line is not None:
                line.setTextMargins(Space.SMALL, 0, 0, 0)
            box.valueChanged.connect(lambda _value: self._on_counted())
            worth = label("", "muted")
            self._grid.addWidget(label(formats.shown_number(one.value), "label"), row, 0, _RIGHT)
            self._grid.addWidget(box, row, 1)
            self._grid.addWidget(worth, row, 2, _RIGHT)
            self.pieces[one.value], self._worth[one.value] = box, worth
        for value, count in self._kept.items():
            if value in self.pieces:
                self.pieces[value].setValue(count)
        self._kept = {}
        self.home = next(iter(self.pieces.values()), None)
        if self.home is not None and self.isVisible():
            self.home.setFocus()  # the screen could not give it the keyboard before it was there
        self._on_counted()

    def _on_counted(self) -> None:
        for value, box in self.pieces.items():
            worth = value * box.value()
            self._worth[value].setText(formats.shown_number(worth) if worth else "")
        total = self.counted
        self._total.setText(formats.shown_number(total))
        currency = self._desk.info.currency
        words = amount_in_words(total, language=language(), currency=currency) if total else ""
        self._in_words.setText(words)
        booked = self._booked
        self._book.setText("" if booked is None else formats.shown_number(booked))
        apart = total - (booked or 0)
        self._apart.setText(formats.shown_number(apart) if booked is not None and total else "")
        dress(self._apart, look="fault" if apart and total else "label")

    def _read_booked(self) -> None:
        account = self.account.currentData()
        try:
            day = typed_day(self.on.text()) or clock.today()
        except InvalidValueError as refusal:
            self._on_row.fault(str(refusal))
            return
        self._on_row.fault()
        if account is not None:
            self._desk.read(
                self,
                lambda session: balance_on(session, account_id=account, on=day),
                self._on_booked,
                purpose="cash book",
            )

    def _on_booked(self, balance: int) -> None:
        self._booked = balance
        self._on_counted()

    def _on_keep(self) -> None:
        self._why_row.fault()
        apart = self.counted - (self._booked or 0)
        if self._booked is not None and apart and not self.explanation.text().strip():
            self._why_row.fault(
                _("The count differs by {amount}: say why.").format(
                    amount=formats.shown_number(apart)
                )
            )
            self.explanation.setFocus()
            return
        pieces = {value: box.value() for value, box in self.pieces.items() if box.value()}
        people = self.people.text().split(",")
        code = self._codes.get(int(self.account.currentData() or 0), roles.CASH)
        on, explanation = self.on.text(), self.explanation.text()
        self.keep.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: count_cash(
                session, pieces=pieces, account=code, on=on, people=people, explanation=explanation
            ),
            sentence=_("The count is kept. Print it and let those who counted sign."),
            done=lambda _changes: self._on_kept(),
            failed=self._on_refused,
        )

    def _on_kept(self) -> None:
        self.keep.setEnabled(True)
        self._just_kept = True
        for box in self.pieces.values():
            box.setValue(0)
        self.explanation.clear()

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.keep.setEnabled(True)
        self._desk.feedback.error(str(refusal))

    def _on_print(self) -> None:
        row = self.table.row
        if row >= 0:
            one = self.counts[row]
            choices, period = {"count": str(one.id)}, one.counted_on[:7]
            title = f"{_('Cash count')} {formats.shown_date(one.counted_on)}"
            self.out.print_report(
                title,
                lambda session: make_report(
                    session, name="cash-count", period=period, choices=choices
                ),
            )


def _look(session: Session) -> tuple[Sequence[Denomination], Sequence[Account], list[CashCount]]:
    boxes = [one for one in list_accounts(session) if one.role == roles.CASH]
    return list_denominations(session), boxes, list_counts(session)
