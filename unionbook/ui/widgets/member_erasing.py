# SPDX-License-Identifier: Apache-2.0
"""Erasing a member's personal data: what goes, what stays, what stands against it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.operations.erasing import erase_member, what_erasing_takes
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.part import Part
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

    from unionbook.data.journal import Changes
    from unionbook.errors import UnionbookError
    from unionbook.operations.erasing import ErasingTakes
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class MemberErasing(Part):
    """A button that first tells everything, and then asks for the reason."""

    told_all = Signal()
    """Everything is said: it is to be seen from its first sentence on."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Personal data"), right="erase_member")
        self.told = QVBoxLayout()
        self.told.setSpacing(Space.TIGHT)
        self._inner.insertLayout(0, self.told)
        self._inner.setSpacing(Space.MEDIUM)
        self.reason = QLineEdit()
        self.fields["reason"] = self.form.add(
            _("Who asked for it, and when"),
            self.reason,
            _("Without the name: the reason stays in the history."),
        )
        foot = QHBoxLayout()
        self.carry_out = buttons.make(_("Erase for ever"), self._on_erase, look="danger")
        foot.addWidget(self.carry_out)
        foot.addWidget(buttons.cancel(self.close_form))
        foot.addStretch(1)
        self._inner.addLayout(foot)
        self.begin = buttons.make(_("Erase personal data …"), self.open_form, look="link")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.may:  # shown before it has a place, it would be a window of its own
            self.hide()

    def show_record(self, record: MemberRecord) -> None:
        """Be there for a member."""
        self.clear(record.id)

    def open_form(self) -> None:
        """Ask what erasing takes, and show it over the reason."""
        member = self.member_id
        self.reason.clear()
        self.carry_out.setEnabled(False)
        _empty(self.told)
        super().open_form()
        self._desk.read(
            self,
            lambda session: what_erasing_takes(session, member_id=member),
            self._on_told,
            purpose="what erasing takes",
            failed=self.refuse,
        )

    def _on_told(self, takes: ErasingTakes) -> None:
        if takes.member_id != self.member_id:
            return
        _empty(self.told)
        self.told.addWidget(
            label(
                _("Erasing cannot be undone: not by Ctrl+Z, not from the history, by nobody."),
                "strong",
                wrap=True,
            )
        )
        self._tell(_("What stands against it"), takes.against)
        self._tell(_("What goes"), takes.goes)
        self._tell(_("What stays"), takes.stays)
        self._tell(_("Elsewhere"), takes.elsewhere)
        self.carry_out.setEnabled(takes.possible)
        self.reason.setEnabled(takes.possible)
        self.told_all.emit()

    def _tell(self, title: str, sentences: Sequence[str]) -> None:
        if sentences:
            self.told.addSpacing(Space.SMALL)
            self.told.addWidget(label(title, "caption"))
        for sentence in sentences:
            self.told.addWidget(label(sentence, wrap=True))

    def _on_erase(self) -> None:
        member, reason = self.member_id, self.reason.text()
        self.carry_out.setEnabled(False)
        self._desk.run_long(
            self,
            _("Erasing from the history"),
            lambda session, task: erase_member(
                session,
                member_id=member,
                reason=reason,
                progress=task.progress,
                cancelled=task.cancelled,
            ),
            self._on_done,
            failed=self._on_refused,
        )

    def _on_done(self, changes: Changes) -> None:
        self._desk.announce(changes, self)
        self.close_form()
        if self.begin is not None:
            self.begin.setFocus()
        self._desk.feedback.done(_("The personal data are erased for ever."))

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.carry_out.setEnabled(True)
        self.refuse(refusal)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
