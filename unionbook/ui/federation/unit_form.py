# SPDX-License-Identifier: Apache-2.0
"""The form of a unit: a new one, or one whose name, leader or contacts change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.units import CONTACTS, LEVEL_LABELS, add_unit, change_unit
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.exchange.part import shrinking
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.units import Unit, UnitPlace
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_TOP = 0
CONTACT_LABELS = {
    "leader": N_("Leader"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Address"),
    "note": N_("Note"),
}


class UnitForm(QWidget):
    """Name, level and place in the tree; who leads it, and how to reach it."""

    left = Signal()
    kept = Signal(object)
    """The number of the unit that was added or changed."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._unit = 0
        self._title = label("", "title", wrap=True)
        self.name, self.level = QLineEdit(), QComboBox()
        self.parent_box = shrinking(QComboBox())
        self.contacts = {name: QLineEdit() for name in CONTACTS}
        self.rows: dict[str, FormRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._title)
        form = Form()
        column.addLayout(form)
        for key, text in LEVEL_LABELS.items():
            self.level.addItem(_(text), key)
        self.rows["name"] = form.add(_("Name"), self.name)
        self.rows["level"] = form.add(_("Level"), self.level)
        self.rows["parent"] = form.add(_("Belongs to"), self.parent_box)
        for name, line in self.contacts.items():
            self.rows[name] = form.add(_(CONTACT_LABELS[name]), line)
        foot = QHBoxLayout()
        self.save = buttons.save(self._on_save)
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.left.emit))
        foot.addStretch(1)
        column.addLayout(foot)

    def begin(self, places: Sequence[UnitPlace], parent: int = _TOP) -> None:
        """Ask for a new unit, under another one."""
        self._unit = 0
        self._title.setText(_("A new unit"))
        self._fill_parents(places, parent, own=0)
        for line in (self.name, *self.contacts.values()):
            line.clear()
        self.level.setCurrentIndex(self.level.findData("branch"))
        self.level.setEnabled(True)
        self._no_faults()
        self.name.setFocus()

    def change(self, places: Sequence[UnitPlace], unit: Unit) -> None:
        """Let somebody change a unit."""
        self._unit = unit.id
        self._title.setText(unit.name)
        self._fill_parents(places, unit.parent_id or _TOP, own=unit.id)
        self.name.setText(unit.name)
        for name, line in self.contacts.items():
            line.setText(getattr(unit, name))
        self.level.setCurrentIndex(max(self.level.findData(unit.level), 0))
        self.level.setEnabled(False)
        self._no_faults()
        self.name.setFocus()

    def _fill_parents(self, places: Sequence[UnitPlace], parent: int, *, own: int) -> None:
        self.parent_box.clear()
        self.parent_box.addItem(_("(nothing above it)"), _TOP)
        for place in places:
            if place.unit.level != "branch" and place.unit.id != own:
                self.parent_box.addItem("\u2003" * place.depth + place.unit.name, place.unit.id)
        for at in range(self.parent_box.count()):
            if self.parent_box.itemData(at) == parent:
                self.parent_box.setCurrentIndex(at)

    def _no_faults(self) -> None:
        for row in self.rows.values():
            row.fault()

    def _on_save(self) -> None:
        self._no_faults()
        unit, name, level = self._unit, self.name.text(), str(self.level.currentData())
        parent = self.parent_box.currentData() or None
        contacts = {key: line.text() for key, line in self.contacts.items()}
        if unit:
            self._desk.write(
                self,
                lambda session, _task: change_unit(
                    session, unit_id=unit, name=name, parent_id=parent, contacts=contacts
                ),
                sentence=_("The unit is changed."),
                done=lambda _changes: self.kept.emit(unit),
                failed=self._on_refused,
            )
            return
        self._desk.write(
            self,
            lambda session, _task: add_unit(
                session, name=name, level=level, parent_id=parent, contacts=contacts
            ),
            sentence=_("The unit stands in the tree."),
            done=self._on_added,
            failed=self._on_refused,
        )

    def _on_added(self, changes: Changes) -> None:
        self.kept.emit(changes.rows["units"][0])

    def _on_refused(self, refusal: UnionbookError) -> None:
        row = self.rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
