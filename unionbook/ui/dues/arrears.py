# SPDX-License-Identifier: Apache-2.0
"""Who owes dues at the end of a month, how much, since when; reminders for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.dues import Debt, list_arrears
from unionbook.operations.dues_reminders import make_reminders
from unionbook.operations.dues_reports import People, people
from unionbook.operations.money_reports import make_report
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.age_bar import AGES, AgeBar
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_period import PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.papers import Paper
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_LIST, _NOBODY, _EMPTY = range(3)
_LONG = (0, 3, 6)
"""The least number of months owed that the box offers to list."""


@dataclass(frozen=True, slots=True)
class _Found:
    debts: tuple[Debt, ...]
    who: People


class ArrearsPart(ScreenPart):
    """Ages above, the list below, the largest debt first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found = _Found((), {})
        self.debts: tuple[Debt, ...] = ()
        self.month = PeriodChooser(self._buttons, name=_("At the end of the month"))
        self.department = QComboBox()
        self.age = QComboBox()
        self.bar = AgeBar(desk.theme)
        self.table = MoneyTable(desk.theme, self._columns(), _("Who owes dues"), leaving=(1, 2, 4))
        self.setting_up = SettingUp(desk, self._buttons)
        self.out = MoneyOut(desk, self)
        self._total = label("", "title")
        self._count = label("", "muted", wrap=True)
        self._places = QStackedWidget()
        self.remind = self._buttons.primary(_("Reminders"), icon="print")
        self.paper = self._buttons.make(_("Paper"), icon="print")
        self._lay_out()
        self._wire()
        self.home = self.table
        self.controls = (self.month, self.paper, self.remind)

    @staticmethod
    def _columns() -> tuple[ReportColumn, ...]:
        return (
            ReportColumn(_("Full name"), Cell.NAME),
            ReportColumn(_("Number")),
            ReportColumn(_("Department"), Cell.NAME),
            ReportColumn(_("Since"), Cell.DATE),
            ReportColumn(_("Months"), Cell.COUNT),
            *(ReportColumn(_(text), Cell.MONEY) for text in AGES),
            ReportColumn(_("Owed"), Cell.MONEY),
        )

    def arrive(self, what: object) -> None:
        """Show the arrears at the end of another month."""
        if isinstance(what, str):
            self.month.choose(what, what)

    def show_state(self, state: DuesState) -> None:
        """Show what has to be done first, or the list."""
        if self.setting_up.show_state(state, until_assessed=True):
            self._places.setCurrentIndex(_EMPTY)
        elif self._places.currentIndex() == _EMPTY:
            self._places.setCurrentIndex(_LIST)

    def read(self) -> None:
        """Read who owes."""
        month = self.month.last
        self._desk.read(
            self, lambda session: _read(session, month), self._on_read, purpose="arrears"
        )

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        top = QHBoxLayout(head)
        top.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.SMALL)
        top.setSpacing(Space.WIDE)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._total)
        words.addWidget(self._count)
        words.addStretch(1)
        top.addLayout(words, 2)
        top.addWidget(self.bar, 5)
        column.addWidget(head)
        column.addWidget(self._narrowing())
        column.addWidget(self.table, 1)
        self._places.addWidget(whole)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "done",
                _("Nobody owes dues"),
                _("Everything that was assessed up to this month is paid."),
            )
        )
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)

    def _narrowing(self) -> QWidget:
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(Space.WIDE, Space.TIGHT, Space.LARGE, Space.MEDIUM)
        self.department.setAccessibleName(_("Department"))
        self.department.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.department.setMinimumContentsLength(16)
        self.age.setAccessibleName(_("For how long"))
        for least in _LONG:
            text = (
                _("All who owe")
                if not least
                else _("Owing {count} months or more").format(count=least)
            )
            self.age.addItem(text, least)
        row.addWidget(self.department)
        row.addWidget(self.age)
        self.open = self._buttons.make(_("Open the record"), self._on_open, icon="member")
        self.pay = self._buttons.make(_("Take a payment"), self._on_pay, icon="receipt")
        row.addWidget(self.open)
        if self._desk.may("record_payment"):
            row.addWidget(self.pay)
        return holder

    def _wire(self) -> None:
        self.month.changed.connect(lambda _first, _last: self.read())
        self.department.activated.connect(lambda _place: self._narrow())
        self.age.activated.connect(lambda _place: self._narrow())
        self.table.opened.connect(lambda _row: self._on_open())
        self.table.chosen.connect(lambda _row: self._may())
        self.setting_up.part_asked.connect(lambda part: self.part_asked.emit(part, None))
        self._menu(
            self.remind,
            (_("Print a reminder for each"), self._print_reminders),
            (_("Save the reminders as PDF"), self._save_reminders),
        )
        self._menu(
            self.paper,
            (_("Print the list"), lambda: self.out.print_report(*self._report())),
            (_("Save as PDF"), lambda: self.out.save_report(*self._report())),
            (_("Export to Excel"), lambda: self.out.save_report(*self._report(), excel=True)),
        )
        self._may()

    def _menu(self, button: QPushButton, *ways: tuple[str, Any]) -> None:
        menu = QMenu(button)
        for text, act in ways:
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        button.setMenu(menu)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        present = self.department.currentText()
        self.department.clear()
        self.department.addItem(_("All departments"), None)
        for name in dict.fromkeys(who[2] for who in found.who.values()):
            self.department.addItem(name or _("Without a department"), name)
        self.department.setCurrentIndex(max(self.department.findText(present), 0))
        if self._places.currentIndex() != _EMPTY:
            self._places.setCurrentIndex(_LIST if found.debts else _NOBODY)
        self._narrow()

    def _narrow(self) -> None:
        wanted, least = self.department.currentData(), int(self.age.currentData() or 0)
        who = self._found.who
        self.debts = tuple(
            one
            for one in self._found.debts
            if one.months >= least and (wanted is None or who[one.member][2] == wanted)
        )
        sums = [sum(ages) for ages in zip(*(one.by_age for one in self.debts), strict=True)]
        sums = sums or [0, 0, 0, 0]
        total = sum(one.total for one in self.debts)
        self.table.show_rows(
            [self._row(one) for one in self.debts], ("", "", _("Total"), "", None, *sums, total)
        )
        self.bar.show_sums(sums)
        self._total.setText(f"{formats.shown_number(total)} {self._desk.info.currency}")
        count = ngettext("{count} member owes", "{count} members owe", len(self.debts))
        self._count.setText(count.format(count=formats.shown_number(len(self.debts))))
        self._may()

    def _row(self, one: Debt) -> tuple[Any, ...]:
        number, name, department = self._found.who.get(one.member, ("", "", ""))
        return name, number, department, one.since, one.months, *one.by_age, one.total

    def _may(self) -> None:
        chosen = self.table.row >= 0
        self.open.setEnabled(chosen)
        self.pay.setEnabled(chosen)
        some = bool(self.debts) and self._desk.may("print")
        self.remind.setEnabled(some)
        self.paper.setEnabled(some)

    def _member(self) -> int:
        row = self.table.row
        return self.debts[row].member if 0 <= row < len(self.debts) else 0

    def _on_open(self) -> None:
        if self._member():
            self._desk.go("members", self._member())

    def _on_pay(self) -> None:
        if self._member():
            self.part_asked.emit("pay", self._member())

    def _report(self) -> tuple[str, Any]:
        period = self.month.text

        def make(session: Session) -> ReportTable:
            return make_report(session, name="arrears", period=period)

        return _("Arrears {month}").format(month=period), make

    def _reminders(self) -> tuple[str, Any]:
        month, ids = self.month.last, [one.member for one in self.debts]

        def make(session: Session) -> Paper:
            return make_reminders(session, month=month, member_ids=ids)

        return _("Reminders {month}").format(month=self.month.text), make

    def _print_reminders(self) -> None:
        self.out.print(*self._reminders())

    def _save_reminders(self) -> None:
        self.out.save(*self._reminders())


def _read(session: Session, month: str) -> _Found:
    debts = tuple(list_arrears(session, month=month))
    return _Found(debts, people(session, [one.member for one in debts]))
