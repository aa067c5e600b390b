# SPDX-License-Identifier: Apache-2.0
"""The groups a member is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from unionbook.operations.groups import GROUP_KINDS, put_in_group, take_out_of_group
from unionbook.texts import gettext as _
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.groups import Group
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class MemberGroups(Part):
    """Union teams and worker groups; the department stands among the fields."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Groups"), right="change_groups")
        self.group = QComboBox()
        self.fields["group"] = self.form.add(_("Put into"), self.group)
        self.let_add(_("Put into a group"), self._on_save)
        self._open: tuple[Group, ...] = ()
        self._in: frozenset[int] = frozenset()

    def offer_groups(self, groups: Sequence[Group]) -> None:
        """Offer the groups there are; departments are a field."""
        self._open = tuple(
            group for group in groups if group.kind != "department" and not group.closed_on
        )
        self._offer()

    def show_record(self, record: MemberRecord) -> None:
        """Show which groups a member is in."""
        self.clear(record.id)
        self._in = frozenset(number for number, _kind, _name in record.groups)
        for number, kind, name in record.groups:
            self._add(number, kind, name)
        if not record.groups:
            self.add_nothing(_("In no union team or worker group."))
        self._offer()

    def _add(self, number: int, kind: str, name: str) -> None:
        out = self._buttons.quiet(
            _("Take out of “{group}”").format(group=name),
            "close",
            lambda: self._on_take_out(number, name),
        )
        self.add_row(name, _(GROUP_KINDS[kind]), *([out] if self.may else []))

    def _offer(self) -> None:
        self.group.clear()
        for group in self._open:
            if group.id not in self._in:
                self.group.addItem(group.name, group.id)
        if self.begin is not None and self.may:
            self.begin.setEnabled(self.group.count() > 0)

    def _on_save(self) -> None:
        member, number, name = self.member_id, self.group.currentData(), self.group.currentText()
        if number is None:
            return
        self._desk.write(
            self,
            lambda session, _task: put_in_group(session, group_id=number, member_ids=[member]),
            sentence=_("Put into “{group}”.").format(group=name),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )

    def _on_take_out(self, number: int, name: str) -> None:
        member = self.member_id
        self._desk.write(
            self,
            lambda session, _task: take_out_of_group(session, group_id=number, member_ids=[member]),
            sentence=_("Taken out of “{group}”.").format(group=name),
        )
