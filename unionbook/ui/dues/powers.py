# SPDX-License-Identifier: Apache-2.0
"""By whose power the employer deducts dues: who gave it, who has not, and recording both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain import clock
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.check_off_powers import (
    MemberPower,
    give_powers,
    powers_of_members,
    revoke_powers,
)
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.beside import beside
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.ui.desk import Desk

LACKING, IN_FORCE = "lacking", "in_force"
_OF_A_POWER, _DEPARTMENT, _REVOKED = (3, 4), 2, 5
"""Columns that say nothing of who gave none."""


class PowersPart(ScreenPart):
    """Two lists to choose between; those marked in one get what stands at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: Sequence[MemberPower] = ()
        self.shown: Sequence[MemberPower] = ()
        self.chips: dict[str, QPushButton] = {}
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Number")),
                ReportColumn(_("Department"), Cell.NAME),
                ReportColumn(_("Power given on"), Cell.DATE),
                ReportColumn(_("Power of attorney")),
                ReportColumn(_("Revoked on"), Cell.DATE),
            ),
            _("Powers to deduct dues from pay"),
            leaving=(_DEPARTMENT,),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self.paper = QLineEdit()
        self._marked = label("", "strong", wrap=True)
        self._lay_out()
        self.table.chosen.connect(lambda _row: self._show_marked())
        self.home = self.table

    def read(self) -> None:
        """Read who gave a power."""
        self._desk.read(self, powers_of_members, self._show, purpose="powers")

    @property
    def chosen(self) -> list[int]:
        """Give the members marked."""
        rows = (index.row() for index in self.table.selectionModel().selectedRows())
        return [self.shown[row].member for row in sorted(rows) if row < len(self.shown)]

    def _lay_out(self) -> None:
        strip = QFrame()
        flow = Flow(strip)
        flow.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        group = QButtonGroup(self)
        for name in (LACKING, IN_FORCE):
            chip = self.chips[name] = self._buttons.make("", look="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
        self.chips[LACKING].setChecked(True)
        group.buttonToggled.connect(lambda _chip, on: self._show_list() if on else None)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.table, 1)
        self.column.addWidget(beside(left, self._side()), 1)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(Space.MEDIUM)
        side.addWidget(self._marked)
        form = Form()
        self._on_row = form.add(_("Date"), self.on)
        self._paper_row = form.add(
            _("Which paper"), self.paper, _("Its number or name; it stands in the annex.")
        )
        side.addLayout(form)
        self.give = self._buttons.primary(_("Record the power"), self._on_give, icon="check")
        self.revoke = self._buttons.make(_("Record that it is revoked"), self._on_revoke)
        for button in (self.give, self.revoke):
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(
            label(
                _("Who leaves the union revokes the power by that; nothing to do."),
                "muted",
                wrap=True,
            )
        )
        self.paper.returnPressed.connect(self._on_give)
        return side

    def _show(self, found: Sequence[MemberPower]) -> None:
        self._found = found
        lacking = sum(1 for one in found if one.lacking)
        for name, text, count in (
            (LACKING, _("Without power: {count}"), lacking),
            (IN_FORCE, _("Power in force: {count}"), len(found) - lacking),
        ):
            self.chips[name].setText(text.format(count=formats.shown_number(count)))
        self._show_list()

    def _show_list(self) -> None:
        lacking = self.chips[LACKING].isChecked()
        self.shown = [one for one in self._found if one.lacking is lacking]
        self.table.show_rows([_row(one) for one in self.shown])
        for column in _OF_A_POWER:
            self.table.setColumnHidden(column, lacking)
        self.table.setColumnHidden(_REVOKED, not any(_revoked_on(one) for one in self.shown))
        self.table.fit_columns()
        self.give.setVisible(lacking)
        self._paper_row.setVisible(lacking)
        self.revoke.setVisible(not lacking)
        self._show_marked()

    def _show_marked(self) -> None:
        count = len(self.chosen)
        told = ngettext("{count} member is marked", "{count} members are marked", count)
        self._marked.setText(
            told.format(count=formats.shown_number(count))
            if count
            else _("Mark one member in the list, or several")
        )
        for button in (self.give, self.revoke):
            button.setEnabled(bool(count) and self._desk.may("record_consent"))

    def _on_give(self) -> None:
        ids, on, paper = self.chosen, self.on.text(), self.paper.text()
        if ids and self.give.isEnabled():
            self._desk.write(
                self,
                lambda session, _task: give_powers(session, member_ids=ids, on=on, paper=paper),
                sentence=_given,
                done=lambda _changes: self._on_row.fault(),
                failed=self._refuse,
            )

    def _on_revoke(self) -> None:
        ids, on = self.chosen, self.on.text()
        self._desk.write(
            self,
            lambda session, _task: revoke_powers(session, member_ids=ids, on=on),
            sentence=_revoked,
            done=lambda _changes: self._on_row.fault(),
            failed=self._refuse,
        )

    def _refuse(self, refusal: UnionbookError) -> None:
        if isinstance(refusal, InvalidValueError):
            self._on_row.fault(str(refusal))
            self.on.setFocus()
        else:
            self._desk.feedback.error(str(refusal))


def _row(one: MemberPower) -> tuple[str, ...]:
    power = one.power
    given = (power.given_on, power.paper, power.revoked_on) if power else ("", "", "")
    return (one.name, one.number, one.department, *given)


def _revoked_on(one: MemberPower) -> str:
    return one.power.revoked_on if one.power else ""


def _given(changes: Changes) -> str:
    count = len(changes.rows["consents"])
    told = ngettext("{count} power is recorded.", "{count} powers are recorded.", count)
    return told.format(count=formats.shown_number(count))


def _revoked(changes: Changes) -> str:
    count = len(changes.rows["consents"])
    told = ngettext("{count} power is revoked.", "{count} powers are revoked.", count)
    return told.format(count=formats.shown_number(count))
