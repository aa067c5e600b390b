# SPDX-License-Identifier: Apache-2.0
"""The cases by state, the one chosen beside them, a form for a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.domain.welfare import STATE_LABELS, CaseState
from unionbook.operations import confidential
from unionbook.operations.members import read_members
from unionbook.operations.welfare import list_cases, shown_number
from unionbook.operations.welfare_rules import kind_names, list_kinds
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.welfare.case_panel import CasePanel
from unionbook.ui.welfare.request_form import RequestForm
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_table import MoneyTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from unionbook.domain.welfare import WelfareRule
    from unionbook.operations.sessions import Session
    from unionbook.operations.welfare import Case, CaseInFull
    from unionbook.ui.desk import Desk

CHIPS = {
    "requested": (N_("To check"), (CaseState.REQUESTED,)),
    "checked": (N_("To approve"), (CaseState.CHECKED,)),
    "approved": (N_("To pay"), (CaseState.APPROVED,)),
    "paid": (N_("To sign"), (CaseState.PAID,)),
    "over": (
        N_("Finished"),
        (CaseState.ACKNOWLEDGED, CaseState.REFUSED, CaseState.WITHDRAWN),
    ),
    "all": (N_("All"), tuple(CaseState)),
}
_SIDE = 392
_LIST, _NONE, _NO_KINDS = range(3)
_NUMBER, _STATE, _ASKED_ON = 0, 4, 5
"""Columns that make room for a case beside the list, which shows them."""
_NARROW = 900
"""Pixels of the part below which even its number and state make room for the names."""


@dataclass(frozen=True, slots=True)
class _Found:
    cases: Sequence[Case]
    kinds: Sequence[WelfareRule]
    names: Mapping[int, str]
    called: Mapping[str, str]
    opens: bool


class CasesPart(ScreenPart):
    """Chips above, the list, and beside it the case or the form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found = _Found((), (), {}, {}, opens=False)
        self._wanted = 0
        self.cases: tuple[Case, ...] = ()
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Number")),
                ReportColumn(_("Kind"), Cell.NAME),
                ReportColumn(_("Member"), Cell.NAME),
                ReportColumn(_("Amount"), Cell.MONEY),
                ReportColumn(_("State")),
                ReportColumn(_("Asked on"), Cell.DATE),
            ),
            _("Cases of welfare"),
        )
        self.panel = CasePanel(desk, self._buttons)
        self.form = RequestForm(desk, self._buttons)
        self._sides = QStackedWidget()
        self._places = QStackedWidget()
        self.new = self._buttons.primary(_("New request"), self._on_new, icon="add")
        self.new.setEnabled(desk.may("request_welfare"))
        self._lay_out()
        self._wire()
        self.home = self.table
        self.controls = (self.new,)

    def arrive(self, what: object) -> None:
        """Show a case by its number, a state by its name, or a request for a member."""
        if isinstance(what, int):
            self._wanted = what
            self.chips["all"].setChecked(True)
            self._narrow()
        elif isinstance(what, str) and what in self.chips:
            self.chips[what].setChecked(True)
        elif what == "new":
            self._on_new()
        elif isinstance(what, tuple):
            self._on_new(*what)

    def state(self) -> dict[str, Any]:
        """Give which cases are listed."""
        return {"chip": self._chip, "typed": self.form.typed}

    @property
    def half_typed(self) -> str:
        """Say that a request is half typed."""
        told = _("A request for welfare is half typed: enter it, or discard what was typed.")
        return told if self.form.typed else ""

    def discard(self) -> None:
        """Throw the half-typed request away."""
        self.form.clear()
        self._on_closed()

    def restore(self, state: dict[str, Any]) -> None:
        """List the same cases."""
        chip = self.chips.get(str(state.get("chip", "")))
        if chip is not None:
            chip.setChecked(True)
        if state.get("typed"):
            self._show_form()
            self.form.restore(state["typed"])

    def read(self) -> None:
        """Read the cases and the kinds."""
        self._desk.read(self, _read, self._on_read, purpose="welfare cases")
        if self.panel.isVisibleTo(self):
            self.panel.read_again()

    @property
    def _chip(self) -> str:
        return next((name for name, chip in self.chips.items() if chip.isChecked()), "all")

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._chip_row())
        split = QHBoxLayout()
        split.setSpacing(0)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(
            EmptyState(
                self._desk.theme,
                "done",
                _("No case here"),
                _("Nothing is in this state. Choose another one above, or enter a request."),
            )
        )
        split.addWidget(self._lists, 1)
        self._sides.addWidget(self.panel)
        self._sides.addWidget(self.form)
        self._sides.setFixedWidth(_SIDE)
        self._sides.hide()
        split.addWidget(self._sides)
        column.addLayout(split, 1)
        self._places.addWidget(whole)
        self._places.addWidget(self._no_kinds())
        self.column.addWidget(self._places, 1)

    def _chip_row(self) -> QWidget:
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        for name, (text, _states) in CHIPS.items():
            chip = self._buttons.make(_(text), look="chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self.chips[name] = chip
            row.addWidget(chip)
        self.chips["all"].setChecked(True)
        return holder

    def _no_kinds(self) -> EmptyState:
        ways: tuple[QPushButton, ...] = ()
        if self._desk.may("change_welfare_rules"):
            self.choose = self._buttons.primary(
                _("Choose the kinds"), lambda: self.part_asked.emit("kinds", None), icon="check"
            )
            ways = (self.choose,)
        return EmptyState(
            self._desk.theme,
            "welfare",
            _("No kind of welfare yet"),
            _(
                "Say what the branch gives for which occasion: sickness, funerals, weddings. The "
                "usual kinds of your country are ready to choose, with amounts to change."
            ),
            *ways,
        )

    def _wire(self) -> None:
        self._group.buttonToggled.connect(lambda _chip, on: self._narrow() if on else None)
        self.table.chosen.connect(self._on_chosen)
        self.panel.closed.connect(self._on_closed)
        self.panel.correct_asked.connect(self._on_correct)
        self.form.left.connect(self._on_closed)
        self.form.requested.connect(self._on_requested)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self.form.offer(found.kinds, opens_cases=found.opens)
        for name, (text, states) in CHIPS.items():
            count = sum(1 for one in found.cases if one.state in states)
            self.chips[name].setText(f"{_(text)}  {formats.shown_number(count)}")
        self._places.setCurrentIndex(0 if found.kinds or found.cases else 1)
        self.new.setEnabled(bool(found.kinds) and self._desk.may("request_welfare"))
        self._narrow()

    def _narrow(self) -> None:
        present = self._wanted or self._present()
        states = CHIPS[self._chip][1]
        self.cases = tuple(one for one in self._found.cases if one.state in states)
        self.table.blockSignals(True)
        self.table.show_rows([self._row(one) for one in self.cases])
        self._lists.setCurrentIndex(0 if self.cases else 1)
        row = next((row for row, one in enumerate(self.cases) if one.id == present), -1)
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.table.rows.index(row, 0))
        self.table.blockSignals(False)
        if self._wanted and row >= 0:
            self._wanted = 0
            self._show(self.cases[row].id)
            # Else the keyboard is left on the button that closes the case, once the form is gone.
            self.table.setFocus()

    def _present(self) -> int:
        row = self.table.row
        return self.cases[row].id if 0 <= row < len(self.cases) else 0

    def _row(self, one: Case) -> tuple[Any, ...]:
        kind = self._found.called.get(one.kind, one.kind)
        if one.confidential:
            kind = _("{kind} (confidential)").format(kind=kind)
        return (
            shown_number(one),
            kind,
            self._found.names.get(one.member, ""),
            one.amount,
            _(STATE_LABELS[one.state]),
            one.asked_on,
        )

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self.cases):
            self._show(self.cases[row].id)

    def _show_side(self) -> None:
        self._sides.show()
        self._share_room()

    def _share_room(self) -> None:
        """Leave to names and kinds the room of what the side shows as well."""
        beside = not self._sides.isHidden()
        self.table.setColumnHidden(_ASKED_ON, beside)
        for column in (_NUMBER, _STATE):
            self.table.setColumnHidden(column, beside and self.width() < _NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the list as there is room for."""
        super().resizeEvent(event)
        self._share_room()

    def _show(self, case: int) -> None:
        self._show_side()
        self._sides.setCurrentWidget(self.panel)
        self.panel.show_case(case)

    def _on_new(self, member: int = 0, name: str = "") -> None:
        self._show_form()
        if member or not self.form.typed:
            self.form.begin(member, name)
        else:  # what was half typed before a case was looked at
            self.form.member.setFocus()

    def _show_form(self) -> None:
        self.table.clearSelection()
        self._show_side()
        self._sides.setCurrentWidget(self.form)

    def _on_correct(self, found: CaseInFull, name: str) -> None:
        self._sides.setCurrentWidget(self.form)
        self.form.correct(found, name)

    def _on_closed(self) -> None:
        if self._sides.currentWidget() is self.form:
            self.form.clear()
        self._sides.hide()
        self._share_room()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_requested(self, case: int) -> None:
        self.form.clear()
        self._wanted = case
        self.chips["all"].setChecked(True)
        self._show(case)


def _read(session: Session) -> _Found:
    cases = list_cases(session)
    ids = list(dict.fromkeys(one.member for one in cases))
    names = read_members(session, ids=ids, names=("id", "full_name"))
    return _Found(
        cases,
        list_kinds(session),
        {number: name or "" for number, name in names},
        kind_names(session),
        confidential.may_open(session),
    )
