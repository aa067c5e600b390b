# SPDX-License-Identifier: Apache-2.0
"""Putting somebody on a programme's list by hand, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.programme_lists import ByHand, add_recipient
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class ByHandForm(QFrame):
    """A member, or somebody who is not in the register; how much, and why."""

    kept = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._programme = 0
        self.setProperty("look", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.addWidget(label(_("Add somebody to the list"), "label"))
        self.member = MemberPicker(desk, _("Member"))
        self.name, self.place, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount = AmountField()
        left, right = Form(), Form()
        self.rows = {
            "member_id": left.add(_("Member"), self.member.box, beside=self.member),
            "name": left.add(_("Or the name of somebody else"), self.name),
            "place": right.add(_("Place"), self.place),
            "amount": right.add(
                _("Amount"), self.amount, _("Left empty: the programme's full share.")
            ),
        }
        pair = QHBoxLayout()
        pair.setSpacing(Space.MEDIUM)
        pair.addLayout(left, 1)
        right.addStretch(1)
        pair.addLayout(right, 1)
        column.addLayout(pair)
        below = Form()
        self.rows["reason"] = below.add(_("Why"), self.reason)
        column.addLayout(below)
        foot = QHBoxLayout()
        self.save = buttons.save(self._on_save)
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.hide))
        foot.addStretch(1)
        column.addLayout(foot)
        for line in (self.name, self.place, self.amount, self.reason):
            line.returnPressed.connect(self._on_save)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.hide)
        self.hide()

    def begin(self, programme: int) -> None:
        """Ask who is put on the list of a programme."""
        self._programme = programme
        self.member.clear()
        self.amount.show_amount(None)
        for line in (self.name, self.place, self.reason):
            line.clear()
        for row in self.rows.values():
            row.fault()
        self.show()
        self.member.setFocus()

    def _on_save(self) -> None:
        for row in self.rows.values():
            row.fault()
        programme, member = self._programme, self.member.member_id
        try:
            person = ByHand(
                self.reason.text(),
                member or None,
                "" if member else self.name.text(),
                place=self.place.text(),
                amount=self.amount.typed(),
            )
        except InvalidValueError as refusal:
            self._refuse(refusal)
            return
        self._desk.write(
            self,
            lambda session, _task: add_recipient(session, programme_id=programme, person=person),
            sentence=_("Added to the list."),
            done=lambda _changes: self._on_kept(),
            failed=self._refuse,
        )

    def _on_kept(self) -> None:
        self.hide()
        self.kept.emit()

    def _refuse(self, refusal: UnionbookError) -> None:
        row = self.rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
