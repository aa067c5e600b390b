# SPDX-License-Identifier: Apache-2.0
"""The units of a federation as a tree; one of them, or the form of a new one, beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.folding import fold
from unionbook.operations.units import list_units
from unionbook.texts import gettext as _
from unionbook.ui.federation.many_units import ManyUnits
from unionbook.ui.federation.unit_form import UnitForm
from unionbook.ui.federation.unit_page import UnitPage
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

_ID = int(Qt.ItemDataRole.UserRole.value)
_SIDE, _NARROWEST = 400, 220
_NONE, _PAGE, _FORM = range(3)
_MARKS = {
    "confirmed": ("done", "ok"),
    "answered": ("warning", "warn"),
    "invited": ("clock", "muted"),
}


class UnitsScreen(Screen):
    """The tree at the left; the unit chosen at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.places: Sequence[UnitPlace] = ()
        self._wanted = 0
        self.words = QLineEdit()
        self.tree = QTreeWidget()
        self.page = UnitPage(desk)
        self.form = UnitForm(desk, self._buttons)
        self._places = QStackedWidget()
        self._lay_out()
        self.tree.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.words.textChanged.connect(lambda _text: self._filter())
        self.form.left.connect(self._on_chosen)
        self.form.kept.connect(self._on_kept)
        self.page.change_asked.connect(self._on_change)
        self.page.overview_asked.connect(self._on_overview)
        self._read()

    @property
    def chosen(self) -> UnitPlace | None:
        """Give the unit chosen."""
        item = self.tree.currentItem()
        number = item.data(0, _ID) if item is not None else None
        return next((one for one in self.places if one.unit.id == number), None)

    def state(self) -> dict[str, Any]:
        """Give the unit looked at."""
        return {"unit": self.chosen.unit.id if self.chosen else 0}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the unit looked at."""
        self._wanted = int(state.get("unit") or 0)

    def arrive(self, what: object) -> None:
        """Show a unit by its number, begin a new one, or take an answer in."""
        if isinstance(what, int):
            self._wanted = what
            self._read()
        elif isinstance(what, tuple) and what[0] == "unit":
            self._wanted = int(what[1])
            self._read()
        elif isinstance(what, tuple) and what[0] == "answer":
            self.page.take_answer(Path(str(what[1])))
        elif what in ("add", ("add",)):
            self._on_add()

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Read again: a branch may have answered."""
        self._read()

    def _lay_out(self) -> None:
        column = self._column()
        self.add = self._buttons.primary(_("Add a unit"), self._on_add, icon="add")
        self.add.setEnabled(self._desk.may("manage_units"))
        self.many = ManyUnits(self._desk, self, self._buttons)
        controls = (self.many.take, self.many.invite, self.add)
        header, _row = self._header(_("Units"), *controls)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        left = QWidget()
        left.setMinimumWidth(_NARROWEST)
        left.setMaximumWidth(_SIDE)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self.words.setPlaceholderText(_("Find a unit"))
        self.words.setAccessibleName(_("Find a unit"))
        held.addWidget(self.words)
        side.addLayout(held)
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setProperty("look", "groups")
        tree.setAccessibleName(_("Units"))
        tree.setUniformRowHeights(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setIndentation(Space.LARGE)
        side.addWidget(tree, 1)
        body.addWidget(left, 3)
        self._places.addWidget(self._nothing())
        self._places.addWidget(self.page)
        self._places.addWidget(Scrolled(self.form))
        body.addWidget(self._places, 7)
        column.addLayout(body, 1)
        self.home = self.tree

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "units",
            _("The tree of units"),
            _(
                "Districts or sectors first, then the branches under them. Each branch is invited "
                "with a file or a printed sheet, answers with a file, and six words are compared "
                "by telephone."
            ),
        )

    def _read(self) -> None:
        self._desk.read(self, list_units, self._show, purpose="units")

    def _show(self, places: Sequence[UnitPlace]) -> None:
        if self.chosen is not None and not self._wanted:
            self._wanted = self.chosen.unit.id
        self.places = places
        self.many.show_places(places)
        self.tree.blockSignals(True)
        self.tree.clear()
        above: list[QTreeWidgetItem] = []
        wanted: QTreeWidgetItem | None = None
        for place in places:
            item = self._item(place)
            del above[place.depth :]
            if above:
                above[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append(item)
            if place.unit.id == self._wanted:
                wanted = item
        self.tree.expandAll()
        wanted = wanted or self.tree.topLevelItem(0)
        if wanted is not None:
            self.tree.setCurrentItem(wanted)
        self.tree.blockSignals(False)
        self._wanted = 0
        self._filter()
        if self._places.currentIndex() != _FORM:
            self._on_chosen()

    def _item(self, place: UnitPlace) -> QTreeWidgetItem:
        item = QTreeWidgetItem([place.unit.name])
        item.setData(0, _ID, place.unit.id)
        item.setToolTip(0, plain(place.unit.name))
        mark = _MARKS.get(place.unit.state)
        if place.unit.level == "branch" and mark is not None:
            item.setIcon(0, self._desk.theme.icon(*mark))
        return item

    def _filter(self) -> None:
        wanted = fold(self.words.text())
        for at in range(self.tree.topLevelItemCount()):
            _hide(self.tree.topLevelItem(at), wanted)

    def _on_chosen(self) -> None:
        place = self.chosen
        if place is None:
            self._places.setCurrentIndex(_NONE)
            return
        self.page.show_unit(place)
        self._places.setCurrentIndex(_PAGE)

    def _on_add(self) -> None:
        place = self.chosen
        parent = 0
        if place is not None:
            branch = place.unit.level == "branch"
            parent = (place.unit.parent_id or 0) if branch else place.unit.id
        self.form.begin(self.places, parent)
        self._places.setCurrentIndex(_FORM)
        self.form.name.setFocus()

    def _on_change(self) -> None:
        place = self.chosen
        if place is not None:
            self.form.change(self.places, place.unit)
            self._places.setCurrentIndex(_FORM)
            self.form.name.setFocus()

    def _on_kept(self, number: int) -> None:
        self._wanted = number
        self._places.setCurrentIndex(_NONE)
        self._read()

    def _on_overview(self) -> None:
        place = self.chosen
        if place is not None:
            self._desk.go("overview", (place.unit.id, place.unit.name))


def _hide(item: QTreeWidgetItem | None, wanted: str) -> bool:
    """Hide an item unless it, or one below it, has the words; tell whether it is hidden."""
    if item is None:
        return True
    below = [_hide(item.child(at), wanted) for at in range(item.childCount())]
    hidden = wanted not in fold(item.text(0)) and all(below)
    item.setHidden(hidden)
    return hidden
