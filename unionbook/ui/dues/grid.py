# SPDX-License-Identifier: Apache-2.0
"""The year as treasurers keep it on paper, with what each cell is made of beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.operations.dues_grid import narrowed_grid
from unionbook.operations.dues_year import MONTHS, owing, year_page, year_totals
from unionbook.operations.groups import list_groups
from unionbook.operations.members import list_member_ids
from unionbook.operations.money_reports import make_report
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.explanation import Explanation
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.dues.year_legend import YearLegend
from unionbook.ui.dues.year_table import YearTable
from unionbook.ui.dues.year_totals import YearTotals
from unionbook.ui.models.dues_year import FIRST_MONTH, DuesYearModel
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.list_filter import ListFilter
from unionbook.ui.widgets.money_period import YEAR, PeriodChooser
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.groups import Group
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_SIDE = 330
_GRID, _EMPTY = range(2)


class GridPart(ScreenPart):
    """Filter and year above, the grid, its totals below, the explanation beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = DuesYearModel(self)
        self.table = YearTable(desk.theme, self.model)
        self.totals = YearTotals(desk.theme, self.table)
        self.year = PeriodChooser(self._buttons, YEAR, _("Year"))
        self.filter = ListFilter(desk.theme, self._buttons)
        self.owes = self._buttons.make(_("Only who owes"), self._list, look="chip")
        self.owes.setCheckable(True)
        self.explanation = Explanation(desk, self._buttons)
        self.setting_up = SettingUp(desk, self._buttons)
        self.out = MoneyOut(desk, self)
        self._places = QStackedWidget()
        self._count = label("", "muted")
        self._lay_out()
        self._wire()
        self.home = self.table
        self.paper = self._make_paper()
        self.controls = (self.year, self.paper)

    def state(self) -> dict[str, Any]:
        """Give the year, the filter and the place in the grid."""
        return {
            "year": self.year.first[:4],
            "filter": self.filter.state(),
            "owes": self.owes.isChecked(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same year and filter."""
        if state.get("year"):
            self.year.show_period(f"{state['year']}-01", f"{state['year']}-12")
        self.filter.restore(state.get("filter", {}))
        self.owes.setChecked(bool(state.get("owes")))

    def show_state(self, state: DuesState) -> None:
        """Show what has to be done first, or the grid."""
        missing = self.setting_up.show_state(state, until_assessed=True)
        self._places.setCurrentIndex(_EMPTY if missing else _GRID)

    def read(self) -> None:
        """List again, and read what is looked at."""
        self._list()
        self._desk.read(self, list_groups, self._on_groups, purpose="dues groups")

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addLayout(self._strip())
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.totals)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        sides.addWidget(left)
        sides.addWidget(self.explanation)
        self.explanation.setFixedWidth(_SIDE)
        self.explanation.hide()
        sides.setStretchFactor(0, 1)
        column.addWidget(sides, 1)
        self._places.addWidget(whole)
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)

    def _strip(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.WIDE, 0, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.LARGE)
        row.addWidget(self.owes)
        row.addWidget(YearLegend(self._desk.theme), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        return row

    def _make_paper(self) -> QPushButton:
        paper = self._buttons.make(_("Paper"), icon="print")
        menu = QMenu(paper)
        for text, act in (
            (_("Print with amounts"), lambda: self._print("grid")),
            (_("Print for the wall: signs, no amounts"), lambda: self._print("grid-public")),
            (_("Save as PDF, with amounts"), lambda: self._save("grid")),
            (_("Save as PDF, for the wall"), lambda: self._save("grid-public")),
            (_("Export to Excel"), lambda: self._save("grid", excel=True)),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        paper.setMenu(menu)
        paper.setEnabled(self._desk.may("print"))
        return paper

    def _wire(self) -> None:
        self.model.page_wanted.connect(self._on_page_wanted)
        self.filter.changed.connect(self._list)
        self.year.changed.connect(lambda _first, _last: self._list())
        self.table.asked.connect(self._on_asked)
        self.table.opened.connect(lambda member: self._desk.go("members", member))
        self.explanation.closed.connect(self._on_closed)
        self.explanation.pay_asked.connect(lambda member: self.part_asked.emit("pay", member))
        self.explanation.voucher_asked.connect(
            lambda voucher: self._desk.go("books", ("voucher", voucher))
        )
        self.setting_up.part_asked.connect(lambda part: self.part_asked.emit(part, None))

    def _list(self) -> None:
        criteria, year, owes = self.filter.criteria, self.year.year, self.owes.isChecked()

        def ids(session: Session) -> Sequence[int]:
            found = list_member_ids(session, criteria=criteria)
            return owing(session, ids=found, year=year) if owes else found

        self._desk.read(self, ids, self._on_listed, purpose="dues listed")

    def _on_listed(self, ids: Sequence[int]) -> None:
        self.model.set_ids(ids)
        self._count.setText(
            ngettext("{count} member", "{count} members", len(ids)).format(
                count=formats.shown_number(len(ids))
            )
        )
        self.totals.show_totals(())
        criteria, year = self.filter.criteria, self.year.year
        # After the rows in sight, which are what a person waits for.
        self._desk.read(
            self,
            lambda session: year_totals(session, year=year, criteria=criteria),
            self.totals.show_totals,
            purpose="dues totals",
        )

    def _on_page_wanted(self, page: int, generation: int) -> None:
        ids, year = self.model.ids_of_page(page), self.year.year
        self._desk.read(
            self,
            lambda session: year_page(session, year=year, ids=ids),
            lambda lines: self.model.put_page(page, generation, lines),
        )

    def _on_groups(self, groups: Sequence[Group]) -> None:
        self.filter.offer_groups(groups)

    def _on_asked(self, row: int, column: int) -> None:
        line = self.model.line(row)
        if line is None:
            return
        month = column - FIRST_MONTH
        inside = 0 <= month < MONTHS
        cell = line.months[month] if inside else None
        self.explanation.show()
        self.explanation.show_cell(
            line, f"{self.year.year:04d}-{month + 1 if inside else 1:02d}", cell
        )

    def _on_closed(self) -> None:
        self.explanation.hide()
        self.table.clearSelection()
        self.table.setFocus()

    def _report(self, name: str) -> tuple[str, Any]:
        period = str(self.year.year)
        narrowed = self.filter.is_narrowed or self.owes.isChecked()
        ids = frozenset(self.model.ids)

        def make(session: Session) -> ReportTable:
            if narrowed:  # the paper is of whom the list shows
                public = name == "grid-public"
                return narrowed_grid(session, year=period, members=ids, public=public)
            return make_report(session, name=name, period=period)

        return _("Dues {year}").format(year=period), make

    def _print(self, name: str) -> None:
        self.out.print_report(*self._report(name))

    def _save(self, name: str, *, excel: bool = False) -> None:
        self.out.save_report(*self._report(name), excel=excel)
