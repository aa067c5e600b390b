# SPDX-License-Identifier: Apache-2.0
"""Dues deducted by the employer: the list out, the payroll file back in, matched line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.check_off import (
    deduction_list,
    power_name,
    read_payroll,
)
from unionbook.operations.check_off_powers import annex
from unionbook.texts import gettext as _
from unionbook.texts import language, ngettext
from unionbook.ui import formats
from unionbook.ui.dues.payroll import PayrollView
from unionbook.ui.dues.payroll_rest import PayrollRest
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.drop_zone import ENDINGS
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.money_period import PeriodChooser
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.check_off import Payroll
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_START, _LINES, _EMPTY, _REST = range(4)


@dataclass(frozen=True, slots=True)
class _Owed:
    members: int
    total: int
    refusal: str = ""


class CheckOffPart(ScreenPart):
    """Two cards until a payroll file is read; then its lines, and those that are to be resolved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = PeriodChooser(self._buttons, name=_("Month"))
        self.powers = QCheckBox(_("Only who gave the power: {name}").format(name=_power()))
        self.file_column = QLineEdit()
        self.out = MoneyOut(desk, self)
        self.payroll = PayrollView(desk, self._buttons, self.out)
        self.rest = PayrollRest(desk, self._buttons)
        self.setting_up = SettingUp(desk, self._buttons)
        self._rest_wanted = self._month_chosen = False
        self._owed = label("", "title", wrap=True)
        self._who = label("", "muted", wrap=True)
        self._path: Path | None = None
        self._places = QStackedWidget()
        self._lay_out()
        self._wire()
        self.home = self.choose
        self.controls = (self.month,)

    def show_state(self, state: DuesState) -> None:
        """Show what has to be done first, or the two cards."""
        if self.setting_up.show_state(state, until_assessed=True):
            self._places.setCurrentIndex(_EMPTY)
            return
        if state.last_month and not self._month_chosen:
            # The payroll of a month comes when the next one, of which nobody owes yet, has begun.
            self._month_chosen = True
            self.month.show_period(state.last_month, state.last_month)
        if self._places.currentIndex() == _EMPTY:
            self._places.setCurrentIndex(_START)

    def arrive(self, what: object) -> None:
        """Show the lines to resolve of a month."""
        if isinstance(what, str):
            self._show_rest(what)

    def read(self) -> None:
        """Read what the employer is to deduct, and what waits of payrolls."""
        self.rest.read()
        month, consent = self.month.last, self._consent()
        self._desk.read(
            self,
            lambda session: _read(session, month, consent),
            self._on_read,
            purpose="deductions",
        )

    def open_file(self, path: Path) -> None:
        """Read a payroll file and show its lines."""
        self._path = path
        month, column = self.month.last, self.file_column.text()
        self._column_row.fault()
        self._desk.run_long(
            self,
            _("Reading {name}").format(name=path.name),
            lambda session, task: read_payroll(
                session, path=path, month=month, column=column, progress=task.progress
            ),
            lambda found: self._on_payroll(path, found),
            failed=self._on_unread,
        )

    def _lay_out(self) -> None:
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(Space.MEDIUM, Space.WIDE, Space.MEDIUM, Space.WIDE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._rest_notice())
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self._list_card(), 1)
        row.addWidget(self._file_card(), 1)
        column.addLayout(row)
        column.addStretch(1)
        self._places.addWidget(Scrolled(cards))
        self._places.addWidget(self.payroll)
        self._places.addWidget(self.setting_up)
        self._places.addWidget(self.rest)
        self.column.addWidget(self._places, 1)

    def _rest_notice(self) -> QFrame:
        notice = self._notice = QFrame()
        notice.setProperty("look", "notice")
        row = QHBoxLayout(notice)
        self._rest_told = label("", wrap=True)
        row.addWidget(self._rest_told, 1)
        self.resolve = self._buttons.make(_("Resolve them"), lambda: self._show_rest(""))
        row.addWidget(self.resolve)
        dress(notice, level="warn")
        notice.hide()
        return notice

    def _list_card(self) -> QFrame:
        card, column = _card(
            "1", _("The list for the employer"),
            _("Number, name and amount, and nothing else, of who owes for the month."),
        )  # fmt: skip
        column.addWidget(self._owed)
        column.addWidget(self._who)
        column.addWidget(self.powers)
        ways = QWidget()
        flow = Flow(ways)
        flow.setContentsMargins(0, 0, 0, 0)
        make = self._buttons.make
        self.excel = make(_("Export to Excel"), lambda: self._save(excel=True), icon="export")
        self.pdf = make(_("Save as PDF"), lambda: self._save(excel=False), icon="save")
        self.print = make(_("Print"), self._print, icon="print")
        self.annex = make(_("Powers given and revoked"), icon="paper")
        menu = QMenu(self.annex)
        for text, act in (
            (_("Print the annex"), lambda: self.out.print_report(*self._annex())),
            (_("Save as PDF"), lambda: self.out.save_report(*self._annex())),
            (_("Export to Excel"), lambda: self.out.save_report(*self._annex(), excel=True)),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        self.annex.setMenu(menu)
        for button in (self.excel, self.pdf, self.print, self.annex):
            button.setEnabled(False)  # until it is known who owes for which month
            flow.addWidget(button)
        column.addWidget(ways)
        column.addStretch(1)
        return card

    def _file_card(self) -> QFrame:
        card, column = _card(
            "2", _("What the payroll deducted"),
            _(
                "Choose the file that the employer sends back. Each line is matched with a member "
                "and with what is owed; nothing is posted before you say so."
            ),
        )  # fmt: skip
        self._column_row = FormRow(
            _("Column of the amounts"),
            self.file_column,
            _("Its letter; left empty, the column is found by its title."),
        )
        self.file_column.setMaximumWidth(120)
        column.addWidget(self._column_row)
        self.choose = self._buttons.primary(
            _("Choose the payroll file"), self._on_choose, icon="import"
        )
        self.choose.setEnabled(self._desk.may("record_payment"))
        ways = QWidget()
        flow = Flow(ways)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.choose)
        column.addWidget(ways)
        column.addStretch(1)
        return card

    def _wire(self) -> None:
        self.month.changed.connect(lambda _first, _last: self._on_month())
        self.powers.toggled.connect(lambda _on: self.read())
        self.payroll.left.connect(self._on_left)
        self.payroll.posted.connect(self._on_posted)
        self.rest.left.connect(self._on_left)
        self.rest.counted.connect(self._on_rest)
        self.file_column.returnPressed.connect(self._on_choose)
        self.setting_up.part_asked.connect(lambda part: self.part_asked.emit(part, None))

    def _consent(self) -> str:
        return _power() if self.powers.isChecked() else ""

    def _on_month(self) -> None:
        self._month_chosen = True
        self.read()
        if self._places.currentIndex() == _LINES and self._path is not None:
            self.open_file(self._path)

    def _on_read(self, found: _Owed) -> None:
        currency = self._desk.info.currency
        self._owed.setText(
            f"{formats.shown_number(found.total)} {currency}" if not found.refusal else ""
        )
        self._owed.setVisible(not found.refusal)
        count = ngettext("of {count} member", "of {count} members", found.members)
        self._who.setText(found.refusal or count.format(count=formats.shown_number(found.members)))
        some = bool(found.members) and self._desk.may("print")
        for button in (self.excel, self.pdf, self.print):
            button.setEnabled(some)
        self.annex.setEnabled(self._desk.may("print"))

    def _report(self) -> tuple[str, Any]:
        month, consent = self.month.last, self._consent()

        def make(session: Session) -> ReportTable:
            return deduction_list(session, month=month, consent=consent)

        return _("Deductions {month}").format(month=self.month.text), make

    def _annex(self) -> tuple[str, Any]:
        month = self.month.last

        def make(session: Session) -> ReportTable:
            return annex(session, first=month, last=month)

        return _("Powers {month}").format(month=self.month.text), make

    def _save(self, *, excel: bool) -> None:
        self.out.save_report(*self._report(), excel=excel)

    def _print(self) -> None:
        self.out.print_report(*self._report())

    def _on_choose(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choose the payroll file"),
            str(paths.documents_folder()),
            f"{_('Lists')} ({kinds})",
        )
        if chosen:
            self.open_file(Path(chosen))

    def _on_payroll(self, path: Path, found: Payroll) -> None:
        self.payroll.show_payroll(path.name, found)
        self._places.setCurrentIndex(_LINES)
        self.payroll.table.setFocus()

    def _on_unread(self, refusal: UnionbookError) -> None:
        if isinstance(refusal, InvalidValueError) and refusal.field == "column":
            self._column_row.fault(str(refusal))
            self._places.setCurrentIndex(_START)
            self.file_column.setFocus()
        else:
            self._desk.feedback.error(str(refusal))

    def _on_posted(self) -> None:
        """Go on with what did not fit, once it is known whether there is any."""
        self._path, self._rest_wanted = None, True
        self.rest.read(self.month.last)

    def _on_rest(self, count: int) -> None:
        told = ngettext(
            "{count} line of a payroll was not posted and waits to be resolved.",
            "{count} lines of payrolls were not posted and wait to be resolved.",
            count,
        )
        self._rest_told.setText(told.format(count=formats.shown_number(count)))
        self._notice.setVisible(bool(count))
        wanted, self._rest_wanted = self._rest_wanted, False
        if wanted and count:
            self._show_rest(self.month.last)
        elif not count and self._places.currentIndex() == _REST:
            self._on_left()

    def _show_rest(self, month: str) -> None:
        self._places.setCurrentIndex(_REST)
        self.rest.read(month)
        self.rest.table.setFocus()

    def _on_left(self) -> None:
        self._path = None
        self._places.setCurrentIndex(_START)
        self.choose.setFocus()


def _card(number: str, title: str, text: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
    column.setSpacing(Space.MEDIUM)
    column.addWidget(label(f"{number}. {title}", "strong", wrap=True))
    column.addWidget(label(text, "muted", wrap=True))
    return card, column


def _power() -> str:
    return power_name(language())


def _read(session: Session, month: str, consent: str) -> _Owed:
    try:
        found = deduction_list(session, month=month, consent=consent)
    except UnionbookError as refusal:  # a month that is not assessed: said on the card itself
        return _Owed(0, 0, str(refusal))
    return _Owed(len(found.rows), sum(int(row[2] or 0) for row in found.rows))
