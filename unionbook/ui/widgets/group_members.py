# SPDX-License-Identifier: Apache-2.0
"""One group: what is known of it, who is in it, putting in and taking out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from unionbook.domain.events import PRESENT
from unionbook.operations.groups import GROUP_KINDS, put_in_group, take_out_of_group
from unionbook.operations.members import (
    Criteria,
    change_members,
    list_member_ids,
    read_members,
)
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.models.members import MembersModel
from unionbook.ui.paper.wish import PaperWish
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.members_table import MembersTable
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.groups import Group
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_FIELDS = ("local_number", "full_name", "job", "phone", "status")


class GroupMembers(QWidget):
    """The members of a group; a department is a field of theirs, the others are joined."""

    change_asked = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._group: Group | None = None
        self.model = MembersModel(_FIELDS, self)
        self.table = MembersTable(desk.theme, self.model)
        self.name = label("", "strong", wrap=True)
        self._details = label("", "muted", wrap=True)
        self._closed = pill(_("Closed"), "muted")
        columns = self.table.horizontalHeader()
        columns.setSortIndicatorShown(False)  # always by name
        columns.setSectionsClickable(False)
        self.put_in = MemberPicker(desk, _("Put somebody in"))
        self.take_out = buttons.make(_("Take out"), self._on_take_out, icon="minus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(buttons))
        column.addWidget(self._strip())
        column.addWidget(self.table, 1)
        self.model.page_wanted.connect(self._on_page_wanted)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda number: desk.go("members", number))
        self.put_in.picked.connect(self._on_picked)

    def show_group(self, group: Group, head: str) -> None:
        """Show a group and who is in it."""
        self._group = group
        self.name.setText(group.name)
        count = ngettext("{count} member", "{count} members", group.members).format(
            count=formats.shown_number(group.members)
        )
        parts = (
            _(GROUP_KINDS[group.kind]),
            count,
            _("Head: {name}").format(name=head) if head else "",
            group.place,
            _("Decision {number}").format(number=group.decision) if group.decision else "",
            group.note,
        )
        self._details.setText("  ·  ".join(part for part in parts if part))
        self._closed.setVisible(bool(group.closed_on))
        self.put_in.setEnabled(not group.closed_on)
        self._read()

    def _head(self, buttons: Buttons) -> QFrame:
        head = QFrame()
        head.setProperty("look", "header")
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        row.setSpacing(Space.SMALL)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.name)
        words.addWidget(self._details)
        row.addLayout(words, 1)
        row.addWidget(self._closed)
        ways = QWidget()
        flow = Flow(ways)
        flow.setContentsMargins(0, 0, 0, 0)
        if self._desk.may("change_groups"):
            flow.addWidget(buttons.make(_("Change"), self.change_asked.emit, icon="edit"))
        flow.addWidget(buttons.make(_("In the list"), self._on_in_the_list, icon="members"))
        if self._desk.may("print"):
            flow.addWidget(buttons.make(_("Attendance sheet"), self._on_sheet, icon="print"))
        row.addWidget(ways)
        return head

    def _strip(self) -> QFrame:
        strip = QFrame()
        row = QHBoxLayout(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        shown = label(_("Put somebody in"), "label")
        shown.setBuddy(self.put_in)
        self.put_in.setMaximumWidth(420)
        row.addWidget(shown)
        row.addWidget(self.put_in, 10)
        row.addStretch(1)
        row.addWidget(self.take_out)
        self.take_out.setEnabled(False)
        if not self._desk.may("change_groups"):
            strip.hide()
        return strip

    def _criteria(self, group: Group) -> Criteria:
        if group.kind == "department":
            return Criteria(statuses=PRESENT, department_id=group.id)
        return Criteria(group_id=group.id)

    def _read(self) -> None:
        group = self._group
        if group is None:
            return
        criteria = self._criteria(group)

        def came(ids: array[int]) -> None:
            if self._group is group:
                self.model.set_ids(ids)
                self._on_chosen(())

        self._desk.read(
            self,
            lambda session: list_member_ids(session, criteria=criteria),
            came,
            purpose="members of a group",
        )

    def _on_page_wanted(self, page: int, generation: int) -> None:
        ids = self.model.ids_of_page(page)
        self._desk.read(
            self,
            lambda session: read_members(session, ids=ids, names=_FIELDS),
            lambda rows: self.model.put_page(page, generation, rows),
        )

    def _on_chosen(self, ids: Sequence[int]) -> None:
        self.take_out.setEnabled(bool(ids))

    def _on_picked(self, number: int, name: str) -> None:
        group = self._group
        if not number or group is None:
            return
        self.put_in.clear()
        self._desk.write(
            self,
            lambda session, _task: _put_in(session, group, [number]),
            sentence=_("{name} is in “{group}” now.").format(name=name, group=group.name),
        )

    def _on_take_out(self) -> None:
        group, ids = self._group, self.table.chosen_ids()
        if group is None or not ids:
            return
        told = ngettext(
            "{count} member taken out of “{group}”.",
            "{count} members taken out of “{group}”.",
            len(ids),
        )
        self._desk.write(
            self,
            lambda session, _task: _take_out(session, group, ids),
            sentence=told.format(count=formats.shown_number(len(ids)), group=group.name),
        )

    def _on_in_the_list(self) -> None:
        if self._group is not None:
            self._desk.go("members", self._criteria(self._group))

    def _on_sheet(self) -> None:
        self._desk.go("paper", PaperWish("attendance", tuple(self.model.ids), listed=True))


def _put_in(session: Session, group: Group, ids: Sequence[int]) -> Changes:
    if group.kind == "department":
        return change_members(session, ids=ids, values={"department": group.name})
    return put_in_group(session, group_id=group.id, member_ids=ids)


def _take_out(session: Session, group: Group, ids: Sequence[int]) -> Changes:
    if group.kind == "department":
        return change_members(session, ids=ids, values={"department": None})
    return take_out_of_group(session, group_id=group.id, member_ids=ids)
