# SPDX-License-Identifier: Apache-2.0
"""The trial balance of a period; Enter on a line leads to its account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget

from unionbook.operations.money_reports import make_report
from unionbook.texts import gettext as _
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.money_period import MONTH, QUARTER, YEAR, PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.domain.report_tables import ReportTable
    from unionbook.ui.desk import Desk

_TABLE, _NONE = range(2)


class TrialPart(ScreenPart):
    """The table, and the ways out of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report: ReportTable | None = None
        self.out = MoneyOut(desk, self)
        self.span = QComboBox()
        self.period = PeriodChooser(self._buttons, MONTH)
        self.table = MoneyTable(desk.theme, (), _("Trial balance"))
        self._places = QStackedWidget()
        buttons = self._buttons
        self.excel = buttons.make(_("Excel"), lambda: self._save(excel=True), icon="table")
        self.pdf = buttons.make(_("PDF"), lambda: self._save(excel=False), icon="save")
        self.print = buttons.make(_("Print"), self._on_print, icon="print")
        self.controls = tuple(
            button
            for button, right in (
                (self.excel, "export_members"),
                (self.pdf, "print"),
                (self.print, "print"),
            )
            if desk.may(right)
        )
        self._lay_out()
        self.span.activated.connect(lambda _place: self._on_span())
        self.period.changed.connect(lambda _first, _last: self.read())
        self.table.opened.connect(self._on_opened)
        self.home = self.table

    def arrive(self, what: object) -> None:
        """Show the trial balance of a month."""
        month = str(what)
        self.span.setCurrentIndex(0)
        self.period.set_months(MONTH)
        self.period.choose(month, month)

    def read(self) -> None:
        """Make the table of the period."""
        make = self._make()
        self._desk.read(self, make, self._show, purpose="trial balance")

    def _make(self) -> partial[ReportTable]:
        return partial(make_report, name="trial-balance", period=self.period.text)

    def _lay_out(self) -> None:
        strip = QFrame()
        strip.setProperty("look", "header")
        row = QHBoxLayout(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        for text, months in ((_("Month"), MONTH), (_("Quarter"), QUARTER), (_("Year"), YEAR)):
            self.span.addItem(text, months)
        self.span.setAccessibleName(_("Period"))
        row.addWidget(self.span)
        row.addWidget(self.period)
        row.addWidget(label(_("Enter opens the account of a line."), "muted", wrap=True), 1)
        self.column.addWidget(strip)
        self._places.addWidget(self.table)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "books",
                _("Nothing moved until then"),
                _("Choose a later period, or enter the first voucher."),
            )
        )
        self.column.addWidget(self._places, 1)

    def _show(self, report: ReportTable) -> None:
        self.report = report
        self._places.setCurrentIndex(_TABLE if report.rows else _NONE)
        self.table.show_rows(report.rows, report.total, report.columns)

    def _on_span(self) -> None:
        self.period.set_months(int(self.span.currentData()))
        self.read()

    def _on_opened(self, row: int) -> None:
        if self.report is not None:
            self.part_asked.emit("accounts", str(self.report.rows[row][0]))

    def _save(self, *, excel: bool) -> None:
        self.out.save_report(self._title, self._make(), excel=excel)

    def _on_print(self) -> None:
        self.out.print_report(self._title, self._make())

    @property
    def _title(self) -> str:
        return f"{_('Trial balance')} {self.period.text}"
