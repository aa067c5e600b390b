# SPDX-License-Identifier: Apache-2.0
"""The programmes: chosen at the left, seen at the right, planned in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from unionbook.domain.programmes import PROGRAMME_STATE_LABELS
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.groups import list_groups
from unionbook.operations.programmes import list_programmes
from unionbook.texts import gettext as _
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.welfare.programme_form import ProgrammeForm
from unionbook.ui.welfare.programme_view import ProgrammeView
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.groups import Group
    from unionbook.operations.programmes import Programme
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_SIDE, _FORM_WIDTH = 330, 560
_VIEW, _FORM, _CHOOSE = range(3)
_NARROW = 900
"""Pixels below which the names need the room of the states, which stand beside them."""
_STATE = 1


class ProgrammesPart(ScreenPart):
    """A list, and beside it a programme or the form for one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.programmes: tuple[Programme, ...] = ()
        self._wanted = 0
        self.table = MoneyTable(
            desk.theme,
            (ReportColumn(_("Programme"), Cell.NAME), ReportColumn(_("State"))),
            _("Programmes"),
        )
        self.view = ProgrammeView(desk, self._buttons)
        self.form = ProgrammeForm(desk, self._buttons)
        self.setting_up = SettingUp(desk, self._buttons)
        self._right, self._places = QStackedWidget(), QStackedWidget()
        self.new = self._buttons.primary(_("New programme"), self._on_new, icon="add")
        self.new.setEnabled(desk.may("manage_programmes"))
        self._lay_out()
        self._right.currentChanged.connect(lambda _place: self._share_room())
        self.table.chosen.connect(self._on_chosen)
        self.view.change_asked.connect(lambda: self._edit(self.view.programme))
        self.form.left.connect(self._on_left)
        self.form.kept.connect(self._on_kept)
        self.home = self.table
        self.controls = (self.new,)

    def arrive(self, what: object) -> None:
        """Show a programme by its number."""
        if isinstance(what, int):
            self._wanted = what
            self.read()

    def state(self) -> dict[str, Any]:
        """Give the programme looked at."""
        return {"programme": self._present()}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the programme looked at."""
        self._wanted = int(state.get("programme") or 0)

    def show_state(self, state: DuesState) -> None:
        """Show that the books have to be set up first, or the programmes."""
        missing = not state.books and self.setting_up.show_state(state)
        self._places.setCurrentIndex(1 if missing else 0)

    def read(self) -> None:
        """Read the programmes, and the groups for the form."""
        self._desk.read(self, _read, self._on_read, purpose="programmes")

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.table.setMaximumWidth(_SIDE)
        self.table.setMinimumWidth(200)
        row.addWidget(self.table, 3)
        holder = QWidget()
        framed = QHBoxLayout(holder)
        framed.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        self.form.setMaximumWidth(_FORM_WIDTH)
        framed.addWidget(self.form, 10)
        framed.addStretch(1)
        for place in (self.view, Scrolled(holder), self._nothing()):
            self._right.addWidget(place)
        self._right.setCurrentIndex(_CHOOSE)
        row.addWidget(self._right, 7)
        self._places.addWidget(whole)
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)

    def _nothing(self) -> EmptyState:
        ways: tuple[QPushButton, ...] = ()
        if self._desk.may("manage_programmes"):
            ways = (self._buttons.primary(_("Plan a programme"), self._on_new, icon="add"),)
        return EmptyState(
            self._desk.theme,
            "welfare",
            _("Gifts and support for many"),
            _(
                "A programme has a budget and a list: who is entitled is found by a filter, the "
                "list is printed with room to sign, and each gift is ticked off or scanned."
            ),
            *ways,
        )

    def _on_read(self, found: tuple[Sequence[Programme], Sequence[Group]]) -> None:
        present = self._wanted or self._present()
        self.programmes = tuple(found[0])
        self.form.offer_groups(found[1])
        self.table.blockSignals(True)
        self.table.show_rows(
            [(one.name, _(PROGRAMME_STATE_LABELS[one.state])) for one in self.programmes]
        )
        row = next((row for row, one in enumerate(self.programmes) if one.id == present), -1)
        if row >= 0:
            self.table.selectRow(row)
        self.table.blockSignals(False)
        if row >= 0 and (self._wanted or self._right.currentIndex() == _VIEW):
            self._wanted = 0
            self._on_chosen(row)
        elif row < 0 and self._right.currentIndex() == _VIEW:
            self._right.setCurrentIndex(_CHOOSE)

    def _present(self) -> int:
        row = self.table.row
        return self.programmes[row].id if 0 <= row < len(self.programmes) else 0

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self.programmes):
            self._right.setCurrentIndex(_VIEW)
            self.view.show_programme(self.programmes[row])

    def _on_new(self) -> None:
        self.table.clearSelection()
        self._edit(None)

    def _edit(self, programme: Programme | None) -> None:
        self._right.setCurrentIndex(_FORM)
        self.form.begin(programme)

    def _share_room(self) -> None:
        beside = self._right.currentIndex() != _CHOOSE
        self.table.setColumnHidden(_STATE, beside and self.width() < _NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the list as there is room for."""
        super().resizeEvent(event)
        self._share_room()

    def _on_left(self) -> None:
        self._right.setCurrentIndex(_VIEW if self._present() else _CHOOSE)
        self.table.setFocus()

    def _on_kept(self, number: int) -> None:
        self._wanted = number
        self._right.setCurrentIndex(_VIEW)
        self.read()


def _read(session: Session) -> tuple[Sequence[Programme], Sequence[Group]]:
    return list_programmes(session), list_groups(session)
