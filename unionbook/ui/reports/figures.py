# SPDX-License-Identifier: Apache-2.0
"""A report as figures on the screen: charts above, the table below; a figure leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unionbook.domain.report_tables import TOTAL_ROW, trace_of
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.chart import ChartView
from unionbook.ui.widgets.money_table import MoneyTable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from unionbook.domain.report_tables import ReportTable
    from unionbook.ui.desk import Desk

_MOST_CHARTS = 2
_ROOM_FOR_CHARTS = 400


class Figures(QWidget):
    """Shows one report; tells which figure somebody wants to follow."""

    followed = Signal(int, int)
    """Row (``TOTAL_ROW`` for the totals) and column of a figure that is made of vouchers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._report: ReportTable | None = None
        self.table = MoneyTable(desk.theme, (), _("Figures"))
        self.charts = [ChartView(desk.theme) for _place in range(_MOST_CHARTS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above = QWidget(self)
        row = QHBoxLayout(self._above)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.MEDIUM)
        row.setSpacing(Space.WIDE)
        for chart in self.charts:
            row.addWidget(chart, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._above)
        column.addWidget(self.table, 1)
        self.table.clicked.connect(self._on_figure)
        self.table.activated.connect(self._on_figure)
        self.table.setMouseTracking(True)
        self.table.entered.connect(self._on_entered)
        self.table.viewport().installEventFilter(self)

    def show_report(self, report: ReportTable | None) -> None:
        """Show another report, or none."""
        self._report = report
        if report is None:
            self.table.show_rows(())
            self._above.hide()
            return
        for place, view in enumerate(self.charts):
            chart = report.charts[place] if place < len(report.charts) else None
            view.show_chart(chart)
            view.setVisible(chart is not None)
        self._show_charts()
        self.table.show_rows(report.rows, report.total, report.columns, strong=report.strong)

    def _show_charts(self) -> None:
        """Show the charts where the window has room for them and for the figures."""
        report = self._report
        wanted = report is not None and bool(report.charts)
        self._above.setVisible(wanted and self.height() >= _ROOM_FOR_CHARTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for the charts."""
        super().resizeEvent(event)
        self._show_charts()

    def can_follow(self, row: int, column: int) -> bool:
        """Say whether a figure is made of vouchers."""
        return self._report is not None and trace_of(self._report, row, column) is not None

    def _place(self, index: QModelIndex) -> tuple[int, int]:
        rows = len(self._report.rows) if self._report is not None else 0
        return (index.row() if index.row() < rows else TOTAL_ROW, index.column())

    def _on_figure(self, index: QModelIndex) -> None:
        row, column = self._place(index)
        if self.can_follow(row, column):
            self.followed.emit(row, column)

    def _on_entered(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.can_follow(*self._place(index)):
            shape = Qt.CursorShape.PointingHandCursor
        self.table.viewport().setCursor(shape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the arrow again where the pointer leaves the figures."""
        if watched is self.table.viewport() and event.type() == QEvent.Type.Leave:
            self.table.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        return False
