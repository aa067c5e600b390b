# SPDX-License-Identifier: Apache-2.0
"""A member's relatives: the children for gifts, and who belongs to one family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from unionbook.domain.fields import BY_NAME
from unionbook.domain.welfare import RELATION_LABELS, Relation
from unionbook.operations.relatives import (
    RELATIONS,
    Relative,
    add_relatives,
    list_relatives,
    remove_relative,
)
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class MemberRelatives(Part):
    """Read when it is looked at; a form adds one more."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Relatives"), right="correct_member")
        self._stale = False
        self.relation, self.name, self.born_on = QComboBox(), QLineEdit(), QLineEdit()
        for relation in RELATIONS:
            self.relation.addItem(_(RELATION_LABELS[relation]), relation.value)
        self.fields["relation"] = self.form.add(_("Relation"), self.relation)
        self.fields["name"] = self.form.add(_("Full name"), self.name)
        birth = BY_NAME["born_on"]
        self.fields["born_on"] = self.form.add(
            _(birth.label),
            self.born_on,
            _("For gifts to children; the year alone will do."),
        )
        self.let_add(_("Add a relative"), self._on_save)
        for line in (self.name, self.born_on):
            line.returnPressed.connect(self._on_save)

    def show_record(self, record: MemberRecord) -> None:
        """Show a member's relatives once somebody looks."""
        if record.id != self.member_id:
            self.clear(record.id)
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off until now."""
        super().showEvent(event)
        if self._stale and self.member_id:
            self._read()

    def open_form(self) -> None:
        """Ask for a relative; most are children."""
        self.relation.setCurrentIndex(self.relation.findData(Relation.CHILD.value))
        self.name.clear()
        self.born_on.clear()
        super().open_form()

    def _read(self) -> None:
        self._stale = False
        member = self.member_id
        self._desk.read(
            self,
            lambda session: list_relatives(session, member_ids=[member]),
            lambda found: self._show(member, found),
            purpose="relatives",
        )

    def _show(self, member: int, found: Sequence[Relative]) -> None:
        if member != self.member_id:
            return
        self.clear(member)
        for one in found:
            self._add(one)
        if not found:
            self.add_nothing(_("No relative is recorded."))

    def _add(self, one: Relative) -> None:
        out = self._buttons.quiet(
            _("Take {name} away").format(name=one.name), "close", lambda: self._on_remove(one.id)
        )
        parts = (_(RELATION_LABELS[Relation(one.relation)]), formats.shown_date(one.born_on))
        caption = "  ·  ".join(part for part in parts if part)
        self.add_row(one.name, caption, *([out] if self.may else []))

    def _on_save(self) -> None:
        for row in self.fields.values():
            row.fault()
        person = Relative(
            0,
            self.member_id,
            str(self.relation.currentData()),
            self.name.text(),
            self.born_on.text(),
        )
        self._desk.write(
            self,
            lambda session, _task: add_relatives(session, people=[person]),
            sentence=_("The relative is recorded."),
            done=lambda _changes: self._on_written(),
            failed=self.refuse,
        )

    def _on_remove(self, number: int) -> None:
        self._desk.write(
            self,
            lambda session, _task: remove_relative(session, relative_id=number),
            sentence=_("The relative is taken off the record."),
            done=lambda _changes: self._read(),
        )

    def _on_written(self) -> None:
        self.close_form()
        self._read()
