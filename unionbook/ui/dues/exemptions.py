# SPDX-License-Identifier: Apache-2.0
"""Who owes nothing for some months, and why; new exemptions, and the end of open ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.dues import EXEMPTIONS
from unionbook.errors import InvalidValueError
from unionbook.operations.dues_rules import end_exemption, exempt_member
from unionbook.texts import gettext as _
from unionbook.ui.dues.ending import Ending
from unionbook.ui.theme import Space
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.part import Part
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.operations.dues_rules import MemberExemption
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MOST = 60


class Exemptions(Part):
    """The exemptions, the latest first, and a form for a new one."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Exemptions"), right="change_dues_rules")
        self.who = MemberPicker(desk, _("Member"))
        self.reason = QComboBox()
        for key, text in EXEMPTIONS.items():
            self.reason.addItem(_(text), key)
        self.first, self.last, self.decision = QLineEdit(), QLineEdit(), QLineEdit()
        self.fields["member"] = self.form.add(_("Member"), self.who.box, beside=self.who)
        self.fields["reason"] = self.form.add(_("Reason"), self.reason)
        self.fields["month"] = self.form.add(_("From the month"), self.first)
        self.fields["last"] = self.form.add(
            _("To the month"), self.last, _("Left empty: until it is ended.")
        )
        self.fields["decision"] = self.form.add(_("Number of the decision"), self.decision)
        for line in (self.first, self.last):
            line.setPlaceholderText("11/2026")
        self.let_add(_("Exempt a member"), self._on_save)
        for line in (self.first, self.last, self.decision):
            line.returnPressed.connect(self._on_save)

    def show_exemptions(self, found: Sequence[MemberExemption], names: Mapping[int, str]) -> None:
        """Show who is exempt, and when."""
        self.clear(0)
        for one in found[:_MOST]:
            self._rows.addWidget(self._row(one, names.get(one.member, "")))
        if len(found) > _MOST:
            more = _("The latest {count} are shown; each stands in the member's record.")
            self.add_nothing(more.format(count=_MOST))
        if not found:
            self.add_nothing(_("Nobody is exempt."))

    def _row(self, one: MemberExemption, name: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, wrap=True))
        last = _month(one.last) if one.last else "…"
        parts = (_(EXEMPTIONS[one.reason]), f"{_month(one.first)} – {last}", one.decision)
        words.addWidget(label("  ·  ".join(x for x in parts if x), "caption", wrap=True))
        row.addLayout(words, 1)
        column.addLayout(row)
        if self.may and not one.last:
            ending = Ending(
                self._buttons,
                _("The last month without dues"),
                "",
                lambda typed: self._on_end(one, ending, typed),
            )
            way = self._buttons.make(_("End…"), ending.begin, look="link")
            way.setAccessibleName(_("End the exemption of {name}").format(name=name))
            row.addWidget(way)
            column.addWidget(ending)
        return holder

    def open_form(self) -> None:
        """Ask for whom, why and when."""
        self.who.clear()
        for line in (self.first, self.last, self.decision):
            line.clear()
        super().open_form()

    def _on_save(self) -> None:
        for row in self.fields.values():
            row.fault()
        member, reason = self.who.member_id, str(self.reason.currentData())
        if not member:
            self.refuse(InvalidValueError(_("Choose a member."), field="member"))
            return
        first, last, decision = self.first.text(), self.last.text(), self.decision.text()
        self._desk.write(
            self,
            lambda session, _task: exempt_member(
                session,
                member_id=member,
                reason=reason,
                first=first,
                last=last,
                decision=decision,
            ),
            sentence=_("The member is exempt. Assess the month again where it was assessed."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )

    def _on_end(self, one: MemberExemption, ending: Ending, typed: str) -> None:
        self._desk.write(
            self,
            lambda session, _task: end_exemption(session, exemption_id=one.id, last=typed),
            sentence=_("The exemption ends."),
            failed=lambda refusal: ending.row.fault(str(refusal)),
        )


def _month(month: str) -> str:
    return f"{month[5:]}/{month[:4]}"
