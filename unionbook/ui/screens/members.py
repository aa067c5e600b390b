# SPDX-License-Identifier: Apache-2.0
"""The list of members with the panel of one of them beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from unionbook.domain.fields import BY_NAME
from unionbook.operations.groups import list_groups
from unionbook.operations.members import Criteria, list_member_ids, read_members
from unionbook.operations.sending import sends_members
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.models.members import COLUMNS, MembersModel
from unionbook.ui.own_fields import fields_of, is_own
from unionbook.ui.screens.members_empty import nobody, none_found
from unionbook.ui.screens.members_out import MembersOut
from unionbook.ui.screens.screen import Screen
from unionbook.ui.widgets.columns_menu import columns_button
from unionbook.ui.widgets.list_filter import ListFilter
from unionbook.ui.widgets.many_panel import ManyPanel
from unionbook.ui.widgets.member_panel import MemberPanel
from unionbook.ui.widgets.members_table import MembersTable
from unionbook.ui.widgets.saved_filters import SavedFilters
from unionbook.ui.widgets.selection_bar import SelectionBar
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.fields import Field
    from unionbook.operations.groups import Group
    from unionbook.ui.desk import Desk

_ORDERS = {"full_name": "name", "local_number": "number", "department": "department"}
_FIELDS_IN = frozenset({"free_fields", "settings"})  # tables that say which fields there are
_LIST, _NOBODY, _NONE_FOUND = range(3)
_NARROWEST_SIDE = 412


class MembersScreen(Screen):
    """Finding, reading and correcting members."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        kept = tuple(name for name in desk.preferences.columns if name in BY_NAME)
        self.model = MembersModel(kept or COLUMNS, self)
        self.filter = ListFilter(desk.theme, self._buttons)
        self.table = MembersTable(desk.theme, self.model)
        self.panel: MemberPanel | None = None
        self.many: ManyPanel | None = None
        self._panel_state: dict[str, Any] = {}
        self._many_state: dict[str, Any] = {}
        self._order = "name"
        self._downwards = False
        self._whole = 0
        self._wanted = 0
        self._out = MembersOut(desk, self)
        self._count = label("", "muted")
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._places = QStackedWidget()
        self._lay_out()
        self._wire()
        self._panel_asked = False

    @property
    def criteria(self) -> Any:
        """Give what the list shows, in its order."""
        return replace(self.filter.criteria, order=self._order)

    def state(self) -> dict[str, Any]:
        """Give the filter, the place in the list and the record beside it."""
        return {
            "filter": self.filter.state(),
            "order": (self._order, self._downwards),
            "scroll": self.table.verticalScrollBar().value(),
            "panel": self._state_of_panel(),
            "many": self.many.state() if self.many is not None else self._many_state,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same list and record."""
        self.filter.restore(state.get("filter", {}))
        self._order, self._downwards = state.get("order", ("name", False))
        self._panel_state, self._many_state = state.get("panel", {}), state.get("many", {})
        scroll = int(state.get("scroll", 0))
        self._list(lambda: self.table.verticalScrollBar().setValue(scroll))

    def arrive(self, what: object) -> None:
        """Show a member by number, a list by words, or begin something."""
        if isinstance(what, int):
            self._show_member(what)
        elif isinstance(what, str):
            self.filter.ask_for(what)
            self.table.setFocus()
        elif isinstance(what, Criteria):
            self.filter.show_criteria(what)
            self.table.setFocus()
        elif isinstance(what, tuple) and what[0] == "member":
            self._show_member(int(what[1]))
        elif isinstance(what, tuple):
            self._do(str(what[1]))

    def keep_typed(self) -> None:
        """Save what was typed into the record beside the list."""
        if self.panel is not None:
            self.panel.keep_typed()

    @property
    def unsaved(self) -> bool:
        """Say whether what stands beside the list holds something that is not saved."""
        return any(side is not None and side.unsaved for side in (self.panel, self.many))

    def leave(self, then: Callable[[], object]) -> None:
        """Go on once the record is saved, and a half-filled form of a new member decided on."""
        if self.panel is None or self.many is None:
            then()
        else:
            many = self.many
            self.panel.leave_for_good(lambda: many.leave_for_good(then))

    def on_changed(self, changes: Changes, initiator: QObject) -> None:
        """List again; what is looked at stays in its place."""
        scroll = self.table.verticalScrollBar().value()
        self._list(lambda: self.table.verticalScrollBar().setValue(scroll))
        self._read_groups()
        if not changes.rows or _FIELDS_IN & changes.rows.keys():
            self._build_sides_again()
        elif self.panel is not None:
            self.panel.on_changed(changes, initiator)

    @property
    def _panel_shown(self) -> bool:
        return self.panel is not None and self.panel.isVisibleTo(self)

    def _state_of_panel(self) -> dict[str, Any]:
        if self.panel is None:
            return self._panel_state
        return self.panel.state() if self._panel_shown else {"draft": self.panel.draft}

    def _lay_out(self) -> None:
        column = self._column()
        header, row = self._header(_("Members"))
        row.insertWidget(1, self._count)
        buttons = self._buttons
        self.saved = SavedFilters(self._desk, buttons, lambda: self.criteria)
        row.addWidget(self.saved.button)
        row.addWidget(columns_button(self._desk, buttons, self.model))
        if self._desk.may("export_members"):
            row.addWidget(buttons.make(_("Export"), self._out.export, icon="export"))
        if self._desk.may("print"):
            row.addWidget(buttons.make(_("Print"), self._out.print_list, icon="print"))
        if self._desk.may("enrol_member"):
            self.enrol = buttons.primary(_("Enrol a member"), self._on_enrol, icon="enrol")
            row.addWidget(self.enrol)
        column.addWidget(header)
        column.addWidget(self.filter)
        column.addWidget(self.saved)
        self.selection = SelectionBar(self._desk, self._buttons, self._out)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.selection)
        inner.addWidget(self._places, 1)
        for place in (
            self.table,
            nobody(self._desk, self._buttons, self._on_enrol),
            none_found(self._desk, self._buttons, self.filter.show_all),
        ):
            self._places.addWidget(place)
        self._sides.addWidget(left)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(1)
        self._sides.setStretchFactor(0, 1)
        column.addWidget(self._sides, 1)
        self.home = self.table

    def _wire(self) -> None:
        self.model.page_wanted.connect(self._on_page_wanted)
        self.filter.changed.connect(self._list)
        self.saved.chosen.connect(self.filter.show_criteria)
        self.selection.change_asked.connect(self._on_change_many)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.order_asked.connect(self._on_order)
        self._sides.splitterMoved.connect(lambda _place, _index: self._keep_width())

    def _list(self, then: Callable[[], None] | None = None) -> None:
        criteria, downwards = self.criteria, self._downwards

        def came(ids: array[int]) -> None:
            chosen = self.table.chosen_ids()
            self.table.blockSignals(True)
            self.model.set_ids(ids[::-1] if downwards else ids)
            if len(chosen) == 1:
                self.table.choose(chosen[0])
            self.table.blockSignals(False)
            self._on_listed()
            if then is not None:
                then()

        self._desk.read(
            self,
            lambda session: list_member_ids(session, criteria=criteria),
            came,
            purpose="list of members",
        )

    def _on_listed(self) -> None:
        self._mark_order()
        if not self._panel_asked:
            # After the list, which is what a person waits for.
            self._panel_asked = True
            self._desk.read(self, fields_of, self._on_fields)
        count = len(self.model.ids)
        self._count.setText(formats.shown_number(count) if count else "")
        if count:
            self._places.setCurrentIndex(_LIST)
        else:
            self._places.setCurrentIndex(_NONE_FOUND if self.filter.is_narrowed else _NOBODY)
        self.selection.show_chosen(self.table.chosen_ids())
        if self._wanted and self.panel is not None:
            wanted, self._wanted = self._wanted, 0
            if not self.table.choose(wanted) and self.panel.member_id != wanted:
                # Who left stands in no list of those present, and is shown all the same.
                self._show_panel()
                self.panel.show_member(wanted)

    def _on_page_wanted(self, page: int, generation: int) -> None:
        ids, names = self.model.ids_of_page(page), self.model.fields
        self._desk.read(
            self,
            lambda session: read_members(session, ids=ids, names=names),
            lambda rows: self.model.put_page(page, generation, rows),
        )

    def _read_groups(self) -> None:
        self._desk.read(self, list_groups, self._on_groups, purpose="groups")
        self._desk.read(self, sends_members, self.filter.offer_sending, purpose="sends members")

    def _on_groups(self, groups: Sequence[Group]) -> None:
        self.filter.offer_groups(groups)
        if self.panel is not None:
            names = [group.name for group in groups if group.kind == "department"]
            self.panel.offer_departments(names)
            self.panel.more.offer_groups(groups)
        if self.many is not None:
            self.many.offer_groups(groups)

    def _on_fields(self, fields: Sequence[Field]) -> None:
        self.panel = MemberPanel(self._desk, fields, self._sides)
        self.panel.setMinimumWidth(_NARROWEST_SIDE)
        self.panel.hide()
        self._sides.addWidget(self.panel)
        self._sides.setStretchFactor(0, 1)
        self._sides.setStretchFactor(1, 0)
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.escaped.connect(self.table.setFocus)
        self.panel.enrolled.connect(self._show_member)
        self.panel.held.connect(self._on_held)
        self.panel.card_asked.connect(lambda number: self._out.print_cards([number]))
        usual = [field for field in fields if not is_own(field)]
        self.many = ManyPanel(self._desk, self._buttons, usual)
        self.many.setMinimumWidth(_NARROWEST_SIDE)
        self.many.hide()
        self._sides.addWidget(self.many)
        self._sides.setStretchFactor(2, 0)
        self.many.closed.connect(self._on_many_closed)
        self._read_groups()
        if self._panel_state:
            if self._panel_state.get("member") or self._panel_state.get("new"):
                self._show_panel()
            self.panel.restore(self._panel_state)
            self._wanted = int(self._panel_state.get("member") or 0)
        if self._wanted:
            self._on_listed()
        if self._many_state:
            self._show_many(self._many_state["ids"])
            self.many.restore(self._many_state)
            self._many_state = {}

    def _build_sides_again(self) -> None:
        if self.panel is not None and self.many is not None:
            self._panel_state = self._state_of_panel()
            for side in (self.panel, self.many):
                side.hide()
                side.deleteLater()
            self.panel = self.many = None
            self._desk.read(self, fields_of, self._on_fields)

    def _on_chosen(self, ids: list[int]) -> None:
        self.selection.show_chosen(ids)
        if self.many is not None and self.many.isVisibleTo(self):
            self.many.ask(ids)
            self.many.setVisible(len(ids) > 1)
        if len(ids) == 1 and self.panel is not None and ids[0] != self.panel.wanted_id:
            self._show_panel()
            self.panel.show_member(ids[0])

    def _on_opened(self, member_id: int) -> None:
        self._show_member(member_id)
        if self.panel is not None:
            self.panel.form.editors["full_name"].setFocus()

    def _show_member(self, member_id: int) -> None:
        self._show_panel()
        if self.panel is not None:
            self.panel.show_member(member_id)
        if not self.table.choose(member_id):
            self._wanted = member_id
            self.filter.show_all()

    def _show_panel(self) -> None:
        if self.panel is not None and not self._panel_shown:
            if self.many is not None:
                self.many.hide()
            self.panel.show()
            self._give_room(self._desk.preferences.panel_width)

    def _give_room(self, *wide: int) -> None:
        self._sides.setSizes([max(self._sides.width() - sum(wide), 300), *wide])

    def _on_change_many(self) -> None:
        ids = self.table.chosen_ids()
        if self.panel is not None and ids:
            self.panel.leave(lambda: self._show_many(ids))

    def _show_many(self, ids: Sequence[int]) -> None:
        if self.many is not None and self.panel is not None:
            self.panel.hide()
            self.many.ask(ids)
            self.many.show()
            self._give_room(0, self._desk.preferences.panel_width)
            self.many.fields.setFocus()

    def _on_many_closed(self) -> None:
        if self.many is not None:
            self.many.hide()
        self.table.setFocus()

    def _on_panel_closed(self) -> None:
        if self.panel is not None:
            self.panel.hide()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_held(self, member_id: int) -> None:
        """Come back to the record whose save was refused: what was typed is still in it."""
        if not self.isVisible():
            self._desk.go("members")
        self._show_panel()
        self.table.blockSignals(True)
        if not (member_id and self.table.choose(member_id)):
            self.table.clearSelection()
        self.table.blockSignals(False)
        self.selection.show_chosen(self.table.chosen_ids())

    def _keep_width(self) -> None:
        if self.panel is not None:
            self._desk.preferences.panel_width = self.panel.width()

    def _on_order(self, field: str, downwards: bool) -> None:  # noqa: FBT001 - Qt's signal
        if field in _ORDERS:
            self._order, self._downwards = _ORDERS[field], downwards
            self._list()
        else:
            self._mark_order()

    def _mark_order(self) -> None:
        field = next(name for name, order in _ORDERS.items() if order == self._order)
        self.table.mark_order(field, downwards=self._downwards)

    def _on_enrol(self) -> None:
        if self.panel is not None:
            self._places.setCurrentIndex(_LIST)
            self.table.clearSelection()
            self._show_panel()
            self.panel.enrol()

    def _do(self, what: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "enrol": self._on_enrol,
            "filter": self.filter.words.setFocus,
            "change_many": self._on_change_many,
            "export": self._out.export,
            "print_list": self._out.print_list,
            "print_cards": self._out.print_cards,
            "print_admission": lambda: self._out.print_for_one("admission"),
            "print_transfer": lambda: self._out.print_for_one("transfer"),
        }
        acts[what]()
