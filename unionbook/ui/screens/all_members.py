# SPDX-License-Identifier: Apache-2.0
"""The members of all branches of a federation: found, and given official numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.federation import MemberFound, search_members
from unionbook.operations.federation_down import give_codes
from unionbook.operations.units import list_units
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

_PAUSE_MS = 150
_MOST = 200
_WORDS, _UNIT, _SIDE = 320, 260, 290


class AllMembersScreen(Screen):
    """A box for words and one for the unit; who was found, and the one chosen beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Sequence[MemberFound] = ()
        self.words, self.unit = QLineEdit(), QComboBox()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Born"), Cell.DATE),
                ReportColumn(_("Official number"), Cell.TEXT),
                ReportColumn(_("Standing"), Cell.TEXT),
                ReportColumn(_("Unit"), Cell.TEXT),
            ),
            _("Members found"),
            leaving=(1, 3),
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self._lay_out()
        self.words.textEdited.connect(lambda _text: self._timer.start())
        self.unit.activated.connect(lambda _place: self._read())
        self.table.chosen.connect(self._on_chosen)
        desk.read(self, list_units, self._show_units, purpose="units to search")
        self._on_chosen(-1)

    def arrive(self, what: object) -> None:
        """Look for words."""
        self.words.setText(str(what))
        self._read()

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Look again: a branch may have sent its members."""
        self._read()
        self._desk.read(self, list_units, self._show_units, purpose="units to search")

    def _lay_out(self) -> None:
        column = self._column()
        self.words.setPlaceholderText(_("Name, number, phone…"))
        self.words.setAccessibleName(_("Find members of all branches"))
        self.words.setFixedWidth(_WORDS)
        self.unit.setAccessibleName(_("Unit"))
        self.unit.setFixedWidth(_UNIT)
        header, _row = self._header(_("Members"), self.words, self.unit)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.table, 1)
        self._panel = QFrame()
        self._panel.setProperty("look", "panel")
        self._panel.setFixedWidth(_SIDE)
        inner = QVBoxLayout(self._panel)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Scrolled(self._page()))
        body.addWidget(self._panel)
        column.addLayout(body, 1)
        self._none = EmptyState(
            self._desk.theme,
            "members",
            _("Find a member of any branch"),
            _("Type part of a name, an official number, an identity number or a telephone number."),
        )
        column.addWidget(self._none, 1)
        self.home = self.words

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self.name = label("", "title", wrap=True)
        self.told = label("", "muted", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.told)
        form = Form()
        self.official, self.card = QLineEdit(), QLineEdit()
        form.add(_("Official number"), self.official)
        form.add(_("Card number"), self.card, _("Both go to the branch with its next file."))
        column.addLayout(form)
        self.waits = label(
            _("Given here; the branch does not have it yet. It goes with its next file."),
            wrap=True,
        )
        column.addWidget(self.waits)
        self.give = self._buttons.save(self._on_give)
        column.addWidget(self.give)
        return page

    def _show_units(self, places: Sequence[UnitPlace]) -> None:
        chosen = self.unit.currentData()
        self.unit.clear()
        self.unit.addItem(_("All branches"), 0)
        for place in places:
            self.unit.addItem("\u2003" * place.depth + place.unit.name, place.unit.id)
            if place.unit.id == chosen:
                self.unit.setCurrentIndex(self.unit.count() - 1)

    def _read(self) -> None:
        text, unit = self.words.text().strip(), int(self.unit.currentData() or 0)
        if not text:
            self._show(())
            return
        self._desk.read(
            self,
            lambda session: search_members(session, text=text, unit_id=unit, limit=_MOST),
            self._show,
            purpose="members of all branches",
        )

    def _show(self, found: Sequence[MemberFound]) -> None:
        self.found = found
        self.table.show_rows(
            [
                (
                    one.member.full_name,
                    one.member.born_on,
                    one.official_number,
                    formats.shown("status", one.member.status),
                    one.unit,
                )
                for one in found
            ]
        )
        some = bool(found)
        self._none.say(
            _("Nobody found. Try part of the name, or another spelling.")
            if self.words.text().strip()
            else _(
                "Type part of a name, an official number, an identity number or a telephone number."
            )
        )
        self.table.setVisible(some)
        self._none.setVisible(not some)
        if some:
            self.table.selectRow(0)
        self._on_chosen(self.table.row)

    def _on_chosen(self, row: int) -> None:
        one = self.found[row] if 0 <= row < len(self.found) else None
        self._panel.setVisible(one is not None)
        self.table.setVisible(bool(self.found))
        if one is None:
            return
        member = one.member
        self.name.setText(member.full_name)
        told = (
            one.unit,
            formats.shown("status", member.status),
            formats.shown_date(member.born_on) if member.born_on else "",
            member.phone,
        )
        self.told.setText("\n".join(part for part in told if part))
        self.official.setText(one.official_number)
        self.card.setText(one.card_number)
        has = (member.official_number, member.card_number)
        self.waits.setVisible((one.official_number, one.card_number) != has)
        may = self._desk.may("send_down")
        for control in (self.official, self.card, self.give):
            control.setEnabled(may)

    def _on_give(self) -> None:
        row = self.table.row
        if not 0 <= row < len(self.found):
            return
        member = self.found[row].member
        codes = {member.row_id: (self.official.text(), self.card.text())}
        self._desk.write(
            self,
            lambda session, _task: give_codes(session, unit_id=member.unit_id, codes=codes),
            sentence=_("The numbers go to the branch with its next file."),
        )
