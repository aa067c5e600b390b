# SPDX-License-Identifier: Apache-2.0
"""The picture over all branches of a federation, and down to each of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from unionbook import paths
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.federation import (
    Overview,
    UnitFigures,
    last_month,
    overview,
    save_overview,
)
from unionbook.operations.federation_months import months_report, save_months
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.figures import Figures
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_period import MONTH, PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.report_tables import ReportTable, Value
    from unionbook.ui.desk import Desk

_FIGURES = 5
_BRANCH = "branch"


class OverviewScreen(Screen):
    """Figures above, the tree of units as a table below; Enter goes into a unit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Overview | None = None
        self.way: list[tuple[int, str]] = []
        """The units gone into, the last one shown."""
        self.period = PeriodChooser(self._buttons, MONTH, _("Month"))
        self.figures = Figures(_FIGURES)
        self.table = MoneyTable(desk.theme, _columns(), _("Units"), leaving=(5, 4))
        self.months = MoneyTable(desk.theme, (), _("Months of the units"))
        self.tabs = QTabBar()
        self._lay_out()
        self.period.show_period(last_month(), last_month())
        self.period.changed.connect(lambda _first, _last: self._read())
        self.table.opened.connect(self._on_opened)
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._read()

    @property
    def wants_room(self) -> bool:
        """Say that figures want all the room there is."""
        return True

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Read again: a branch may have reported."""
        self._read()

    def arrive(self, what: object) -> None:
        """Show a unit and what stands below it: ``(number, name)``."""
        if isinstance(what, tuple) and len(what) == 2:  # noqa: PLR2004 - a pair
            self.way = [(int(what[0]), str(what[1]))]
            self._read()

    def _lay_out(self) -> None:
        column = self._column()
        self.excel = self._buttons.make(
            _("Excel"), partial(self._on_save, ".xlsx", "Excel (*.xlsx)"), icon="export"
        )
        self.pdf = self._buttons.make(
            _("PDF"), partial(self._on_save, ".pdf", "PDF (*.pdf)"), icon="print"
        )
        self.excel.setAccessibleName(_("Save the overview as an Excel file"))
        self.pdf.setAccessibleName(_("Save the overview as a PDF"))
        header, _row = self._header(_("Overview"), self.period, self.excel, self.pdf)
        column.addWidget(header)
        above = QWidget()
        inner = QVBoxLayout(above)
        inner.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.MEDIUM)
        inner.setSpacing(Space.SMALL)
        self._crumbs = QWidget()
        self._crumb_row = Flow(self._crumbs)
        self._crumb_row.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._crumbs)
        inner.addWidget(self.figures)
        self.kinds = label("", "muted", wrap=True)
        inner.addWidget(self.kinds)
        inner.addWidget(self.tabs)
        column.addWidget(above)
        self.tabs.setAccessibleName(_("Parts of the overview"))
        self.tabs.setExpanding(False)
        for text in (_("By unit"), _("By month")):
            self.tabs.addTab(text)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.months)
        column.addWidget(self._tables, 1)
        self._none = EmptyState(
            self._desk.theme,
            "units",
            _("No unit yet"),
            _("Lay out the tree of units first, then invite each branch with a file or a sheet."),
            self._buttons.primary(_("Add units"), lambda: self._desk.go("units"), icon="add"),
        )
        column.addWidget(self._none, 1)
        self._none.hide()
        self.home = self.table

    def _read(self) -> None:
        first, last, unit = self.period.first, self.period.last, self._unit
        self._desk.read(
            self,
            lambda session: overview(session, first=first, last=last, unit_id=unit),
            self._show,
            purpose="overview",
        )

        # A year up to the month shown: a single month says little of how things go.
        until = _until(last)
        self._desk.read(
            self,
            lambda session: months_report(session, last=until, unit_id=unit),
            self._show_months,
            purpose="overview by month",
        )

    def _show_months(self, found: ReportTable) -> None:
        self.months.show_rows(found.rows, found.total, found.columns)

    def _on_tab(self) -> None:
        self._tables.setCurrentIndex(self.tabs.currentIndex())
        self.home = self.months if self.tabs.currentIndex() else self.table

    @property
    def _unit(self) -> int:
        return self.way[-1][0] if self.way else 0

    def _show(self, found: Overview) -> None:
        self.found = found
        self._show_crumbs()
        rows = [_line(one, self._unit) for one in found.units]
        total = _total(found.total) if found.total is not None and not self._unit else None
        strong = {at for at, one in enumerate(found.units) if one.place.unit.level != _BRANCH}
        red = self._desk.theme.colour("danger")
        late = [
            red if one.late and one.place.unit.level == _BRANCH else None for one in found.units
        ]
        self.table.show_rows(rows, total, colours=late, strong=strong)
        if found.total is not None:
            self._show_figures(found.total)
        some = bool(found.units)
        self._tables.setVisible(some)
        self.tabs.setVisible(some)
        self.figures.setVisible(some)
        self._none.setVisible(not some)
        for button in (self.excel, self.pdf):
            button.setEnabled(some)
        if self.table.row < 0 and some:
            self.table.selectRow(0)

    def _show_figures(self, total: UnitFigures) -> None:
        share = total.dues_paid * 100 // total.dues_due if total.dues_due else 0
        connected = _("{count} of {all} branches connected").format(
            count=formats.shown_number(total.connected), all=formats.shown_number(total.branches)
        )
        late = ngettext("branch is late", "branches are late", total.late)
        paid = _("welfare, {count} times").format(count=formats.shown_number(total.welfare_count))
        self.figures.show_figures(
            (formats.shown_number(total.members), _("members")),
            (formats.shown_number(total.dues_paid), _("dues paid, {share} %").format(share=share)),
            (formats.shown_number(total.remitted), _("paid to the levels above")),
            (formats.shown_number(total.welfare), paid),
            (formats.shown_number(total.late), late),
        )
        self.kinds.setText(connected)

    def _show_crumbs(self) -> None:
        while (item := self._crumb_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._crumbs.setVisible(bool(self.way))
        if not self.way:
            return
        self._crumb_row.addWidget(
            self._buttons.make(_("All units"), partial(self._up_to, 0), look="link", icon="left")
        )
        for place, (_number, name) in enumerate(self.way[:-1], start=1):
            self._crumb_row.addWidget(
                self._buttons.make(name, partial(self._up_to, place), look="link")
            )
        self._crumb_row.addWidget(label(self.way[-1][1], "strong"))
        self._crumb_row.addWidget(
            self._buttons.make(
                _("Leader and contacts"), partial(self._desk.go, "units", self._unit), look="link"
            )
        )

    def _up_to(self, place: int) -> None:
        self.way = self.way[:place]
        self._read()
        self.table.setFocus()

    def _on_opened(self, row: int) -> None:
        if self.found is None:
            return
        unit = self.found.units[row].place.unit
        if unit.id == self._unit or unit.level == _BRANCH:
            self._desk.go("units", unit.id)
            return
        self.way.append((unit.id, unit.name))
        self._read()

    def _on_save(self, ending: str, kind: str) -> None:
        name = f"{_('Overview')} {formats.shown_date(self.period.first).replace('/', '-')}{ending}"
        start = str(paths.documents_folder() / name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the overview"), start, kind)
        if not chosen:
            return
        path, first, last = Path(chosen), self.period.first, self.period.last
        unit, by_month = self._unit, bool(self.tabs.currentIndex())
        self._desk.run_long(
            self,
            _("Saving the overview"),
            lambda session, _task: (
                save_months(session, path=path, unit_id=unit, last=_until(last))
                if by_month
                else save_overview(session, path=path, first=first, last=last)
            ),
            lambda _report: self._on_saved(path),
        )

    def _on_saved(self, path: Path) -> None:
        self._desk.feedback.done(
            _("{name} is saved.").format(name=path.name),
            Choice(_("Show the folder"), lambda: show_folder(path.parent)),
        )


def _until(last: str) -> str:
    """Give up to which month the months go: to the newest where nobody chose another one."""
    return "" if last == last_month() else last


def _columns() -> tuple[ReportColumn, ...]:
    return (
        ReportColumn(_("Unit"), Cell.NAME),
        ReportColumn(_("Members"), Cell.COUNT),
        ReportColumn(_("Dues owed"), Cell.MONEY),
        ReportColumn(_("Dues paid"), Cell.MONEY),
        ReportColumn(_("Paid above"), Cell.MONEY),
        ReportColumn(_("Welfare"), Cell.MONEY),
        ReportColumn(_("Last report"), Cell.DATE),
        ReportColumn(_("Late"), Cell.COUNT),
    )


def _line(one: UnitFigures, top: int) -> tuple[Value, ...]:
    unit = one.place.unit
    depth = one.place.depth if not top else max(one.place.depth - 1, 0)
    return ("\u2003" * depth + unit.name, *_money(one), one.last_month, one.late or None)


def _total(total: UnitFigures) -> tuple[Value, ...]:
    return (_("Total"), *_money(total), None, total.late or None)


def _money(one: UnitFigures) -> tuple[Any, ...]:
    return one.members, one.dues_due, one.dues_paid, one.remitted, one.welfare
