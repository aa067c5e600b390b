# SPDX-License-Identifier: Apache-2.0
"""A programme's list: ticked off as it is given, by hand or by the code of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.domain.welfare import RELATION_LABELS, Relation
from unionbook.operations.programme_giving import give_by_card, give_out, take_back_gift
from unionbook.operations.programme_lists import strike_recipient
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.ending import Ending
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_table import MoneyTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.data.journal import Changes
    from unionbook.errors import UnionbookError
    from unionbook.operations.programme_giving import GivenByCard
    from unionbook.operations.programmes import Programme, Recipient
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SCANNER = 300
_LEAST_LIST = 180
"""Pixels of the list, however low the window is: the rest is scrolled."""


class Recipients(QWidget):
    """The box for the scanner above, the list below; Space gives to who is chosen."""

    given = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._programme: Programme | None = None
        self.people: tuple[Recipient, ...] = ()
        self.scanner = QLineEdit()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Given"), Cell.MARK),
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Place")),
                ReportColumn(_("Amount"), Cell.MONEY),
                ReportColumn(_("On"), Cell.DATE),
                ReportColumn(_("Given by")),
            ),
            _("List of who is given something"),
            leaving=(5, 4),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.installEventFilter(self)
        self.give = buttons.primary(_("Given"), self._on_give, icon="check")
        self.back = buttons.make(_("Not given after all…"), self._on_back, icon="undo")
        self.strike = buttons.make(_("Strike off…"), self._on_strike, icon="minus")
        self.reason_back = Ending(buttons, _("Why is it taken back?"), "", self._take_back)
        self.reason_strike = Ending(buttons, _("Why is the line struck?"), "", self._strike)
        self._lay_out()
        self.table.chosen.connect(lambda _row: self._may())
        self.scanner.returnPressed.connect(self._on_scanned)

    def show_list(self, programme: Programme, people: Sequence[Recipient]) -> None:
        """Show a programme's list."""
        same = self._programme is not None and self._programme.id == programme.id
        chosen = {one.id for one in self.chosen} if same else set()
        self._programme, self.people = programme, tuple(people)
        muted = self._desk.theme.colour("muted")
        self.table.show_rows(
            [self._row(one) for one in people],
            ("", _("Total"), "", sum(one.amount for one in people), None, ""),
            colours=[muted if one.given_on else None for one in people],
        )
        for row, one in enumerate(self.people):
            if one.id in chosen:
                self.table.selectRow(row)
        self._may()

    @property
    def chosen(self) -> list[Recipient]:
        """Give the lines chosen."""
        rows = (index.row() for index in self.table.selectionModel().selectedRows())
        return [self.people[row] for row in sorted(rows) if row < len(self.people)]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        ways = QWidget()
        flow = Flow(ways)
        flow.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        self.scanner.setPlaceholderText(_("Scan a card here"))
        self.scanner.setAccessibleName(_("What the scanner reads"))
        self.scanner.setFixedWidth(_SCANNER)
        for control in (self.scanner, self.give, self.back, self.strike):
            flow.addWidget(control)
        column.addWidget(ways)
        column.addWidget(self.reason_back)
        column.addWidget(self.reason_strike)
        self.table.setMinimumHeight(_LEAST_LIST)
        column.addWidget(self.table, 1)

    def _row(self, one: Recipient) -> tuple[Any, ...]:
        name = one.name
        if one.relation:
            relation = _(RELATION_LABELS[Relation(one.relation)])
            name = f"{name} ({relation})"
        mark = "✓" if one.given_on else ""
        return mark, name, one.place, one.amount, one.given_on, one.given_by

    def _may(self) -> None:
        chosen, programme = self.chosen, self._programme
        can = (
            programme is not None
            and not programme.closed_on
            and self._desk.may("manage_programmes")
        )
        self.scanner.setEnabled(can and bool(self.people))
        self.give.setEnabled(can and bool(chosen) and not any(one.given_on for one in chosen))
        self.back.setEnabled(can and len(chosen) == 1 and bool(chosen[0].given_on))
        self.strike.setEnabled(can and len(chosen) == 1 and not chosen[0].given_on)

    def _write(
        self, job: Callable[[Session], Changes], sentence: str, form: Ending | None = None
    ) -> None:
        self._desk.write(
            self,
            lambda session, _task: job(session),
            sentence=sentence,
            done=lambda _changes: self._on_written(form),
            failed=lambda refusal: self._refuse(refusal, form),
        )

    def _on_written(self, form: Ending | None) -> None:
        if form is not None:
            form.line.clear()
            form.hide()
        self.given.emit()

    def _refuse(self, refusal: UnionbookError, form: Ending | None) -> None:
        if form is not None:
            form.row.fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))

    def _on_give(self) -> None:
        ids = [one.id for one in self.chosen]
        if ids:
            told = ngettext("{count} line is given.", "{count} lines are given.", len(ids))
            self._write(
                lambda session: give_out(session, recipient_ids=ids),
                told.format(count=formats.shown_number(len(ids))),
            )

    def _on_scanned(self) -> None:
        content, programme = self.scanner.text().strip().encode(), self._programme
        self.scanner.clear()
        if not content or programme is None:
            return
        number = programme.id
        self._desk.write(
            self,
            lambda session, _task: give_by_card(session, programme_id=number, content=content),
            done=self._on_given_by_card,
        )

    def _on_given_by_card(self, found: GivenByCard) -> None:
        names = ", ".join(one.name for one in found.recipients)
        told = _("Given: {names}.").format(names=names)
        self._desk.announce(found.changes, self)
        if found.notes:
            self._desk.feedback.warn(" ".join((told, *found.notes)))
        else:
            self._desk.feedback.done(told)
        self.given.emit()
        self.scanner.setFocus()

    def _on_back(self) -> None:
        self.reason_strike.hide()
        self.reason_back.begin()

    def _on_strike(self) -> None:
        self.reason_back.hide()
        self.reason_strike.begin()

    def _take_back(self, reason: str) -> None:
        number = self._only()
        self._write(
            lambda session: take_back_gift(session, recipient_id=number, reason=reason),
            _("It is noted that this was not given."),
            self.reason_back,
        )

    def _strike(self, reason: str) -> None:
        number = self._only()
        self._write(
            lambda session: strike_recipient(session, recipient_id=number, reason=reason),
            _("The line is struck off the list."),
            self.reason_strike,
        )

    def _only(self) -> int:
        return self.chosen[0].id if self.chosen else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give to who is chosen by the space bar."""
        pressed = watched is self.table and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if self.give.isEnabled():
                self._on_give()
            return True
        return False
