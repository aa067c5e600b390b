# SPDX-License-Identifier: Apache-2.0
"""What a figure of a report is made of: its vouchers, which add up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from unionbook.domain.report_tables import TOTAL_ROW, Cell, ReportColumn, trace_of
from unionbook.operations.report_tracing import vouchers_of_cell
from unionbook.reports.money_report import cell_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.report_tracing import TracedVoucher
    from unionbook.ui.desk import Desk

_NARROWEST = 320


class Behind(QFrame):
    """A panel beside the figures."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setMinimumWidth(_NARROWEST)
        self.hide()
        self._desk = desk
        self._found: Sequence[TracedVoucher] = ()
        self._asked: tuple[ReportTable, int, int] | None = None
        buttons = Buttons(desk.theme)
        self.setProperty("look", "panel")
        self.setAccessibleName(_("What the figure is made of"))
        self.figure = label("", "title")
        self.what = label("", "muted", wrap=True)
        self.told = label("", "caption", wrap=True)
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Date"), Cell.DATE),
                ReportColumn(_("Name and reason"), Cell.NAME),
                ReportColumn(_("Amount"), Cell.MONEY),
            ),
            _("Vouchers behind the figure"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.WIDE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        for part in (self.what, self.figure, self.told):
            words.addWidget(part)
        head.addLayout(words, 1)
        close = buttons.close(self.closed.emit)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._on_opened)

    def show_figure(self, report: ReportTable, row: int, column: int) -> None:
        """Read what a figure is made of, and show it."""
        self._asked = (report, row, column)
        line = report.total if row == TOTAL_ROW else report.rows[row]
        if line is None:
            return
        self.figure.setText(cell_text(report.columns[column], line[column]))
        self.what.setText(_of_what(report, row, column))
        self.told.setText("")
        self.table.show_rows(())
        self._desk.read(
            self,
            lambda session: vouchers_of_cell(session, report=report, row=row, column=column),
            lambda found: self._show(report, row, column, found),
            purpose="behind a figure",
        )

    def _show(
        self, report: ReportTable, row: int, column: int, found: Sequence[TracedVoucher]
    ) -> None:
        if self._asked != (report, row, column):
            return
        self._found = found
        self.table.show_rows(
            [
                (one.voucher.dated_on, f"{one.shown_number}  {_words(one)}", one.amount)
                for one in found
            ],
            ("", _("Total"), sum(one.amount for one in found)),
        )
        trace = trace_of(report, row, column)
        told = ngettext("{count} voucher", "{count} vouchers", len(found))
        if trace is not None and trace.partly:
            told = ngettext(
                "Reckoned from {count} voucher",
                "Reckoned from {count} vouchers",
                len(found),
            )
        self.told.setText(told.format(count=formats.shown_number(len(found))))

    def _on_opened(self, row: int) -> None:
        self._desk.go("books", ("voucher", self._found[row].voucher.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _of_what(report: ReportTable, row: int, column: int) -> str:
    """Name a figure by the words of its row and by its column."""
    line = report.total if row == TOTAL_ROW else report.rows[row]
    names = [
        cell_text(one, value)
        for one, value in zip(report.columns, line or (), strict=True)
        if one.cell in {Cell.NAME, Cell.DATE, Cell.TEXT} and value
    ]
    return " · ".join([*names[:2], report.columns[column].title])


def _words(one: TracedVoucher) -> str:
    return " · ".join(part for part in (one.voucher.counterparty, one.voucher.reason) if part)
