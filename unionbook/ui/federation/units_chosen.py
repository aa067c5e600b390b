# SPDX-License-Identifier: Apache-2.0
"""For whom a document is: every branch, or those chosen one after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from unionbook.texts import gettext as _
from unionbook.ui.exchange.part import empty, shrinking
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.units import UnitPlace
    from unionbook.ui.widgets.buttons import Buttons

_EVERYBODY = 0
_STEP = "    "


class UnitsChosen(QWidget):
    """A list to choose from; below it a button for each unit chosen, which takes it away again."""

    def __init__(self, buttons: Buttons) -> None:
        super().__init__()
        self._buttons = buttons
        self._names: dict[int, str] = {}
        self.chosen: list[int] = []
        self.box = shrinking(QComboBox())
        # By the keyboard one goes through the list: only what was decided on counts.
        self.box.activated.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.box)
        self.taken = QVBoxLayout()
        self.taken.setSpacing(Space.HAIR)
        column.addLayout(self.taken)

    def show_units(self, places: Sequence[UnitPlace]) -> None:
        """Offer the units of a tree, in its order."""
        self._names = {one.unit.id: one.unit.name for one in places}
        self.box.clear()
        self.box.addItem("", _EVERYBODY)
        for one in places:
            self.box.addItem(f"{_STEP * one.depth}{one.unit.name}", one.unit.id)
        self.chosen = [one for one in self.chosen if one in self._names]
        self._show()

    def clear(self) -> None:
        """Choose every branch again."""
        self.chosen = []
        self._show()

    def choose(self, unit: int) -> None:
        """Add a unit to those chosen."""
        if unit in self._names and unit not in self.chosen:
            self.chosen.append(unit)
        self._show()

    def _on_chosen(self, place: int) -> None:
        self.choose(self.box.itemData(place))

    def _on_left_out(self, unit: int) -> None:
        self.chosen.remove(unit)
        self._show()
        self.box.setFocus()

    def _show(self) -> None:
        empty(self.taken)
        for unit in self.chosen:
            button = self._buttons.make(
                self._names[unit], partial(self._on_left_out, unit), look="link", icon="close"
            )
            button.setToolTip(plain(_("Leave {name} out").format(name=self._names[unit])))
            self.taken.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        another = _("Add another branch…")
        self.box.setItemText(0, another if self.chosen else _("Every branch"))
        self.box.setCurrentIndex(0)
