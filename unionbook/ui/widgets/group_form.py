# SPDX-License-Identifier: Apache-2.0
"""What is known of a group: its kind and name, who heads it, where it is, who decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain import clock
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.groups import GROUP_KINDS, add_group, change_group
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.data.journal import Changes
    from unionbook.operations.groups import Group
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class GroupForm(QFrame):
    """Adds a group, or changes one; tells its number when it is there."""

    added = Signal(object)  # 63 bits do not fit into Qt's int
    left = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._group: Group | None = None
        self.setProperty("look", "card")
        self.kind = QComboBox()
        self.name = QLineEdit()
        self.parent_box = QComboBox()
        self.head = MemberPicker(desk, _("Head"))
        self.place = QLineEdit()
        self.decision = QLineEdit()
        self.note = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self._title = label("", "strong", wrap=True)
        column.addWidget(self._title)
        form = Form()
        for code, text in GROUP_KINDS.items():
            self.kind.addItem(_(text), code)
        self._rows: dict[str, FormRow] = {
            "kind": form.add(_("Kind of group"), self.kind),
            "name": form.add(_("Name of the group"), self.name),
            "parent_id": form.add(_("Part of"), self.parent_box),
            "head_id": form.add(_("Head"), self.head),
            "place": form.add(
                _("Place"), self.place, _("The boarding houses, the hall, the line.")
            ),
            "decision": form.add(_("Decision number"), self.decision),
            "note": form.add(_("Note"), self.note),
        }
        column.addLayout(form)
        column.addLayout(self._foot(buttons))
        for line in (self.name, self.place, self.decision, self.note):
            line.returnPressed.connect(self._on_save)

    def _foot(self, buttons: Buttons) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(Space.SMALL)
        self.save = buttons.save(self._on_save)
        self.close_group = buttons.make(_("Close the group"), self._on_close, icon="close")
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.left.emit))
        foot.addStretch(1)
        foot.addWidget(self.close_group)
        return foot

    def begin(self, groups: Sequence[Group], kind: str = "department") -> None:
        """Ask for a new group."""
        self._group = None
        self._title.setText(_("New group"))
        self._rows["kind"].show()
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self._show("", "", "", "")
        self.head.clear()
        self._offer_parents(groups, None)
        self.save.setText(_("Add"))
        self.close_group.hide()
        self.name.setFocus()

    def edit(self, group: Group, groups: Sequence[Group], head_name: str) -> None:
        """Show what is known of a group, to change it."""
        self._group = group
        self._title.setText(_("Change the group"))
        self._rows["kind"].hide()
        self._show(group.name, group.place, group.decision, group.note)
        self.head.show_member(group.head_id or 0, head_name)
        self._offer_parents(groups, group)
        self.save.setText(_("Save"))
        self.close_group.setText(_("Open it again") if group.closed_on else _("Close the group"))
        self.close_group.show()
        self.name.setFocus()

    def _show(self, name: str, place: str, decision: str, note: str) -> None:
        for row in self._rows.values():
            row.fault()
        self.name.setText(name)
        self.place.setText(place)
        self.decision.setText(decision)
        self.note.setText(note)

    def _offer_parents(self, groups: Sequence[Group], own: Group | None) -> None:
        self.parent_box.clear()
        self.parent_box.addItem("–", None)
        for group in groups:
            # A group in itself, or in one of its own parts, would be nowhere.
            if own is None or own.id not in {group.id, group.parent_id}:
                self.parent_box.addItem(group.name, group.id)
        present = self.parent_box.findData(own.parent_id) if own and own.parent_id else 0
        self.parent_box.setCurrentIndex(max(present, 0))
        self._rows["parent_id"].setVisible(self.parent_box.count() > 1)

    def _on_save(self) -> None:
        for row in self._rows.values():
            row.fault()
        typed: dict[str, object] = {
            "name": self.name.text(),
            "parent_id": self.parent_box.currentData(),
            "head_id": self.head.member_id or None,
            "place": self.place.text().strip() or None,
            "decision": self.decision.text().strip() or None,
            "note": self.note.text().strip() or None,
        }
        if self._group is None:
            self._add(str(self.kind.currentData()), typed)
        else:
            self._change(self._group, typed, _("Saved: {name}."))

    def _add(self, kind: str, typed: dict[str, object]) -> None:
        name = str(typed.pop("name"))
        typed.pop("note")
        place, decision = str(typed["place"] or ""), str(typed["decision"] or "")
        head, parent = self.head.member_id or None, self.parent_box.currentData()
        self._desk.write(
            self,
            lambda session, _task: add_group(
                session,
                kind=kind,
                name=name,
                head_id=head,
                place=place,
                decision=decision,
                parent_id=parent,
            ),
            sentence=_("“{name}” is added.").format(name=name),
            done=self._on_added,
            failed=self._on_refused,
        )

    def _change(self, group: Group, typed: dict[str, object], sentence: str) -> None:
        number = group.id
        self._desk.write(
            self,
            lambda session, _task: change_group(session, group_id=number, values=typed),
            sentence=sentence.format(name=typed.get("name") or group.name),
            done=lambda _changes: self.left.emit(),
            failed=self._on_refused,
        )

    def _on_close(self) -> None:
        group = self._group
        if group is None:
            return
        closed = None if group.closed_on else clock.today()
        told = _("“{name}” is open again.") if group.closed_on else _("“{name}” is closed.")
        self._change(group, {"closed_on": closed}, told)

    def _on_added(self, changes: Changes) -> None:
        self.added.emit(changes.rows["groups"][0])

    def _on_refused(self, refusal: UnionbookError) -> None:
        row = self._rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
