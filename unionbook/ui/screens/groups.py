# SPDX-License-Identifier: Apache-2.0
"""Departments, workshops, union teams and self-managed worker groups, and who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from unionbook.operations.groups import GROUP_KINDS, list_groups
from unionbook.operations.members import read_members
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.group_form import GroupForm
from unionbook.ui.widgets.group_members import GroupMembers
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.groups import Group
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_SIDE, _NARROWEST_SIDE = 350, 200
_ID = int(Qt.ItemDataRole.UserRole.value)
_NONE, _FORM, _MEMBERS = range(3)
_CONCERNED = frozenset({"groups", "group_members", "members", "member_events"})


class GroupsScreen(Screen):
    """The groups by kind on the left; the chosen one, or a form, on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.groups: tuple[Group, ...] = ()
        self._heads: dict[int, str] = {}
        self._wanted = 0
        self.tree = QTreeWidget()
        self.form = GroupForm(desk, self._buttons)
        self.members = GroupMembers(desk, self._buttons)
        self._places = QStackedWidget()
        self._lay_out()
        self.tree.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.form.added.connect(self._on_added)
        self.form.left.connect(self._show_chosen)
        self.form.left.connect(self.tree.setFocus)
        self.members.change_asked.connect(self._on_change)
        self._read()

    @property
    def chosen(self) -> Group | None:
        """Give the group chosen."""
        item = self.tree.currentItem()
        number = item.data(0, _ID) if item is not None else None
        return next((group for group in self.groups if group.id == number), None)

    def state(self) -> dict[str, Any]:
        """Give the group looked at."""
        return {"group": self.chosen.id if self.chosen else 0}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the group looked at."""
        self._wanted = int(state.get("group") or 0)

    def arrive(self, what: object) -> None:
        """Show a group by its number, or begin a new one."""
        if isinstance(what, int):
            self._wanted = what
            self._read()
        elif what == "add":
            self._on_add()

    def on_changed(self, changes: Changes, _initiator: QObject) -> None:
        """Read again when groups, or who is in them, may be others."""
        if not changes.rows or _CONCERNED & set(changes.rows):
            self._read()

    def _lay_out(self) -> None:
        column = self._column()
        controls = []
        if self._desk.may("change_groups"):
            self.add = self._buttons.primary(_("Add a group"), self._on_add, icon="add")
            controls.append(self.add)
        header, _row = self._header(_("Groups"), *controls)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._dress_tree()
        body.addWidget(self.tree, 3)
        for place in (self._nothing(), self._framed_form(), self.members):
            self._places.addWidget(place)
        body.addWidget(self._places, 7)
        column.addLayout(body, 1)
        self.home = self.tree

    def _dress_tree(self) -> None:
        tree = self.tree
        tree.setMinimumWidth(_NARROWEST_SIDE)
        tree.setMaximumWidth(_SIDE)
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setIndentation(10)
        tree.setRootIsDecorated(False)
        tree.setProperty("look", "groups")
        tree.setAccessibleName(_("Groups"))
        tree.setUniformRowHeights(True)
        columns = tree.header()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _nothing(self) -> EmptyState:
        ways = []
        if self._desk.may("change_groups"):
            ways.append(self._buttons.primary(_("Add a group"), self._on_add, icon="add"))
        return EmptyState(
            self._desk.theme,
            "groups",
            _("Choose a group"),
            _(
                "Departments come with the list you import. Union teams and self-managed worker "
                "groups are added here."
            ),
            *ways,
        )

    def _framed_form(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.form.setMaximumWidth(600)
        row.addWidget(self.form, 10)
        row.addStretch(1)
        return Scrolled(holder)

    def _read(self) -> None:
        self._desk.read(self, _read_groups, self._show, purpose="groups screen")

    def _show(self, found: tuple[Sequence[Group], dict[int, str]]) -> None:
        present = self.chosen.id if self.chosen else 0
        self.groups, self._heads = tuple(found[0]), found[1]
        wanted, self._wanted = self._wanted or present, 0
        self.tree.blockSignals(True)
        self.tree.clear()
        for kind, text in GROUP_KINDS.items():
            self._add_kind(_(text), [group for group in self.groups if group.kind == kind], wanted)
        self.tree.blockSignals(False)
        if self._places.currentIndex() != _FORM or wanted:
            self._show_chosen()

    def _add_kind(self, text: str, groups: Sequence[Group], wanted: int) -> None:
        if not groups:
            return
        top = QTreeWidgetItem([text, formats.shown_number(len(groups))])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(top)
        self._dress_item(top, "muted")
        for group in sorted(groups, key=lambda group: bool(group.closed_on)):
            name = _("{name} (closed)").format(name=group.name) if group.closed_on else group.name
            item = QTreeWidgetItem([name, formats.shown_number(group.members)])
            item.setData(0, _ID, group.id)
            item.setToolTip(0, plain(name))
            top.addChild(item)
            self._dress_item(item, "muted" if group.closed_on else "text")
            if group.id == wanted:
                self.tree.setCurrentItem(item)
        top.setExpanded(True)

    def _dress_item(self, item: QTreeWidgetItem, role: str) -> None:
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, colour in ((0, role), (1, "muted")):
            item.setForeground(column, self._desk.theme.colour(colour))

    def _on_chosen(self) -> None:
        if self.chosen is not None:
            self._show_chosen()

    def _show_chosen(self) -> None:
        group = self.chosen
        if group is None:
            self._places.setCurrentIndex(_NONE)
        else:
            self.members.show_group(group, self._heads.get(group.head_id or 0, ""))
            self._places.setCurrentIndex(_MEMBERS)

    def _on_add(self) -> None:
        group = self.chosen
        # Departments come with the list; whoever adds a group by hand means another kind.
        kind = group.kind if group is not None else "worker_group"
        self._places.setCurrentIndex(_FORM)
        self.form.begin(self.groups, kind)

    def _on_change(self) -> None:
        group = self.chosen
        if group is not None:
            self._places.setCurrentIndex(_FORM)
            self.form.edit(group, self.groups, self._heads.get(group.head_id or 0, ""))

    def _on_added(self, number: int) -> None:
        self._wanted = number
        self._places.setCurrentIndex(_NONE)
        self._read()


def _read_groups(session: Session) -> tuple[Sequence[Group], dict[int, str]]:
    groups = list_groups(session)
    heads = sorted({group.head_id for group in groups if group.head_id})
    rows = read_members(session, ids=heads, names=("id", "full_name"))
    return groups, {row[0]: row[1] for row in rows}
