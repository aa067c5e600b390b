# SPDX-License-Identifier: Apache-2.0
"""A member's wages, the present one first, each with the day from which it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from unionbook.operations.members import correct_member
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class MemberWages(Part):
    """The wages, and a form for a new one."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Wages"), right="correct_member")
        self.amount = QLineEdit()
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.from_on = QLineEdit()
        self.fields["wage"] = self.form.add(_("New wage"), self.amount)
        self.fields["from_on"] = self.form.add(
            _("It holds from"), self.from_on, _("Left empty: the first of this month.")
        )
        self.let_add(_("New wage"), self._on_save)
        for line in (self.amount, self.from_on):
            line.returnPressed.connect(self._on_save)

    def show_record(self, record: MemberRecord) -> None:
        """Show a member's wages."""
        self.clear(record.id)
        for wage in record.wages:
            amount = f"{formats.shown_number(wage.amount)} {self._desk.info.currency}"
            since = _("from {date}").format(date=formats.shown_date(wage.from_on))
            self.add_row(amount, since)
        if not record.wages:
            self.add_nothing(_("No wage is recorded."))

    def open_form(self) -> None:
        """Ask for a new wage."""
        self.amount.clear()
        self.from_on.clear()
        super().open_form()

    def _on_save(self) -> None:
        member, amount, since = self.member_id, self.amount.text(), self.from_on.text()
        self._desk.write(
            self,
            lambda session, _task: correct_member(
                session,
                member_id=member,
                values={"wage": amount or None},
                wage_from=typed_day(since, field="from_on"),
            ),
            sentence=_("The new wage is recorded."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )
