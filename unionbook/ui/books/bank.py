# SPDX-License-Identifier: Apache-2.0
"""The bank: statements in, each line matched with its voucher by a person, bank against books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.bank import read_statement
from unionbook.operations.bank_matches import confirm_matches
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.books.bank_line import BankLinePanel
from unionbook.ui.books.bank_sight import BankSight, look_at_bank
from unionbook.ui.books.statement import StatementPanel
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_period import MONTH, YEAR, PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.bank import BankLine, StatementPreview
    from unionbook.operations.bank_reconciliation import Reconciliation
    from unionbook.ui.desk import Desk

_SIDE, _NARROWEST_SIDE, _NARROWEST_LIST = 424, 360, 280
_LIST, _NONE, _NO_STATEMENT = range(3)
_FILES = "*.xlsx *.xls *.xlsb *.ods *.csv *.txt"
_ALL_TIME = 0
_VOUCHER = 3


class BankPart(ScreenPart):
    """Lines of the bank at the left; the one chosen, with what fits it, at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sight: BankSight | None = None
        self._lines: list[BankLine] = []
        self._begun = False
        self._wanted = 0
        self.account = QComboBox()
        self.span = QComboBox()
        self.period = PeriodChooser(self._buttons, MONTH)
        self.open_only = QCheckBox(_("Only without a voucher"))
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Date"), Cell.DATE),
                ReportColumn(_("What the bank says"), Cell.NAME),
                ReportColumn(_("Amount"), Cell.MONEY),
                ReportColumn(_("Voucher"), Cell.TEXT),
            ),
            _("Lines of the bank"),
            leaving=(_VOUCHER,),  # the panel tells of it
        )
        self.panel = BankLinePanel(desk)
        self.statement = StatementPanel(desk)
        self.told = label("", "muted", wrap=True)
        self.take_in = self._buttons.primary(
            _("Import a statement…"), self._on_import, icon="import"
        )
        self.certain = self._buttons.make("", self._on_certain, icon="check")
        self.controls = (self.take_in,) if desk.may("reconcile_bank") else ()
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._places = QStackedWidget()
        self._lay_out()
        self._wire()
        self.home = self.table

    def state(self) -> dict[str, Any]:
        """Give the account and the time looked at."""
        return {"account": self.account.currentData(), "span": self.span.currentData()}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same time."""
        if state:
            self.span.setCurrentIndex(max(self.span.findData(state.get("span", MONTH)), 0))
            self._on_span(ask=False)

    def read(self) -> None:
        """Read the lines, and what fits them."""
        code = str(self.account.currentData() or "")
        everything = self.span.currentData() == _ALL_TIME
        first = "" if everything else self.period.first
        last = "" if everything else self.period.last
        self._desk.read(
            self,
            lambda session: look_at_bank(session, code, first, last),
            self._show,
            purpose="bank",
        )

    def _lay_out(self) -> None:
        self.column.addWidget(self._strip())
        left = QWidget()
        left.setMinimumWidth(_NARROWEST_LIST)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._places, 1)
        inner.addWidget(self._foot())
        self._places.addWidget(self.table)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "bank",
                _("No line of the bank here"),
                _("Choose another period, or show the lines that have their voucher too."),
            )
        )
        self._places.addWidget(self._beginning())
        for part in (left, self.panel, self.statement):
            self._sides.addWidget(part)
        for side in (self.panel, self.statement):
            side.setMinimumWidth(_NARROWEST_SIDE)
            side.hide()
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(1)
        self._sides.setStretchFactor(0, 1)
        self.column.addWidget(self._sides, 1)

    def _beginning(self) -> EmptyState:
        ways = []
        if self._desk.may("reconcile_bank"):
            ways.append(
                self._buttons.make(_("Import a statement…"), self._on_import, icon="import")
            )
        return EmptyState(
            self._desk.theme,
            "bank",
            _("No statement of the bank yet"),
            _(
                "Download the statement from the bank as Excel or CSV and import it. Lines that "
                "are the same money as a voucher are proposed with the reason; you confirm them."
            ),
            *ways,
        )

    def _strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "header")
        row = Flow(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        self.account.setAccessibleName(_("Bank account"))
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for text, months in ((_("Month"), MONTH), (_("Year"), YEAR), (_("All time"), _ALL_TIME)):
            self.span.addItem(text, months)
        self.span.setAccessibleName(_("Period"))
        for part in (self.account, self.span, self.period, self.open_only):
            row.addWidget(part)
        return strip

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        column.addWidget(self.told)
        column.addWidget(self.certain, 0, Qt.AlignmentFlag.AlignLeft)
        self.certain.hide()
        return foot

    def _wire(self) -> None:
        self.account.activated.connect(lambda _place: self.read())
        self.span.activated.connect(lambda _place: self._on_span())
        self.period.changed.connect(lambda _first, _last: self.read())
        self.open_only.toggled.connect(lambda _on: self._show_lines())
        self.table.chosen.connect(self._on_chosen)
        self.panel.closed.connect(self._close_side)
        self.panel.voucher_asked.connect(lambda number: self.part_asked.emit("vouchers", number))
        self.statement.closed.connect(self._close_side)
        self.statement.taken.connect(self._on_taken)

    def _on_span(self, *, ask: bool = True) -> None:
        months = int(self.span.currentData())
        self.period.setVisible(months != _ALL_TIME)
        if months != _ALL_TIME:
            self.period.set_months(months)
        if ask:
            self.read()

    def _show(self, sight: BankSight) -> None:
        self.sight = sight
        present = self.account.currentData()
        self.account.blockSignals(True)
        self.account.clear()
        for one in sight.banks:
            self.account.addItem(f"{one.code}  {one.name}", one.code)
        self.account.setCurrentIndex(max(self.account.findData(present), 0))
        self.account.blockSignals(False)
        self.panel.offer(sight.accounts, sight.entries, sight.proposals)
        if not self._begun:
            self._begun = True
            if not sight.lines and sight.compared is not None:
                # Nothing of this month is there yet: begin where the statements end.
                month = sight.compared.on[:7]
                self.period.choose(month, month)
        self._show_lines()
        self._show_compared(sight.compared)
        count = sum(1 for one in sight.proposals if one.certain)
        told = ngettext("Confirm {count} sure match", "Confirm {count} sure matches", count)
        self.certain.setText(told.format(count=formats.shown_number(count)))
        self.certain.setVisible(count > 0 and self._desk.may("reconcile_bank"))

    def _show_lines(self) -> None:
        if self.sight is None:
            return
        chosen = self._wanted
        self._lines = [
            one for one in self.sight.lines if one.open or not self.open_only.isChecked()
        ]
        proposed = {line for one in self.sight.proposals for line in one.lines}
        colour = self._desk.theme.colour
        self.table.show_rows(
            [(one.dated_on, _words(one), one.amount, _state(one, proposed)) for one in self._lines],
            colours=[None if one.open else colour("muted") for one in self._lines],
        )
        if not self.sight.statements:
            self._places.setCurrentIndex(_NO_STATEMENT)
        else:
            self._places.setCurrentIndex(_LIST if self._lines else _NONE)
        row = next((row for row, one in enumerate(self._lines) if one.id == chosen), -1)
        if row >= 0:
            self.table.selectRow(row)
            self._on_chosen(row)
        elif self.panel.isVisibleTo(self):
            self._close_side()

    def _show_compared(self, compared: Reconciliation | None) -> None:
        if compared is None:
            self.told.setText("")
            return
        number = formats.shown_number
        parts = [
            _("{date}: bank {bank}, books {book}").format(
                date=formats.shown_date(compared.on),
                bank=number(compared.bank),
                book=number(compared.book),
            )
        ]
        if compared.not_booked:
            told = ngettext(
                "{count} line without a voucher",
                "{count} lines without a voucher",
                len(compared.not_booked),
            )
            parts.append(told.format(count=number(len(compared.not_booked))))
        if compared.in_transit:
            told = ngettext(
                "{count} voucher not at the bank yet",
                "{count} vouchers not at the bank yet",
                len(compared.in_transit),
            )
            parts.append(told.format(count=number(len(compared.in_transit))))
        if compared.agrees:
            parts.append(_("every difference is explained"))
        else:
            left = compared.missing or compared.start
            parts.append(_("{amount} is not explained").format(amount=number(left)))
        self.told.setText(" · ".join(parts))

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self._lines):
            line = self._lines[row]
            self._wanted = line.id
            self.statement.hide()
            self._give_room(self.panel)
            self.panel.show_line(line)

    def _close_side(self) -> None:
        self._wanted = 0
        self.panel.hide()
        self.statement.hide()
        self.table.clearSelection()
        self.table.setFocus()

    def _give_room(self, side: QWidget) -> None:
        side.show()
        whole = self._sides.width()
        wide = max(min(_SIDE, whole // 2), _NARROWEST_SIDE)
        sizes = [max(whole - wide, _NARROWEST_LIST)]
        sizes += [wide if one is side else 0 for one in (self.panel, self.statement)]
        self._sides.setSizes(sizes)

    def _on_certain(self) -> None:
        pairs = [
            (one.lines, one.vouchers)
            for one in (self.sight.proposals if self.sight else ())
            if one.certain
        ]
        told = ngettext("{count} match is confirmed.", "{count} matches are confirmed.", len(pairs))
        self._desk.write(
            self,
            lambda session, _task: confirm_matches(session, pairs=pairs),
            sentence=told.format(count=formats.shown_number(len(pairs))),
        )

    def _on_import(self) -> None:
        kinds = _("Statements ({kinds})").format(kinds=_FILES)
        start = str(paths.documents_folder())
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Import a statement"), start, kinds)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a statement and show what it holds, before anything is taken in."""
        code = str(self.account.currentData() or "bank")
        self._desk.run_long(
            self,
            _("Reading {name}").format(name=path.name),
            lambda session, task: read_statement(
                session, path=path, account=code, progress=task.progress
            ),
            self._on_read,
        )

    def _on_read(self, preview: StatementPreview) -> None:
        self.panel.hide()
        self._give_room(self.statement)
        self.statement.show_preview(preview)

    def _on_taken(self, preview: StatementPreview) -> None:
        self.statement.hide()
        self.span.setCurrentIndex(self.span.findData(MONTH))
        self._on_span(ask=False)
        month = preview.last_on[:7]
        self.period.show_period(month, month)
        self.read()
        self.table.setFocus()


def _words(one: BankLine) -> str:
    return " · ".join(part for part in (one.party, one.details, one.reference) if part)


def _state(one: BankLine, proposed: set[int]) -> str:
    if not one.open:
        return _("matched")
    return _("proposed") if one.id in proposed else _("none yet")
