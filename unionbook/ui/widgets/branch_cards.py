# SPDX-License-Identifier: Apache-2.0
"""What the branch settles for itself: its name, until when cards hold, fields of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook import paths
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.settings import (
    add_free_field,
    change_free_field,
    change_settings,
    get_setting,
    list_free_fields,
)
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session
    from unionbook.operations.settings import FreeField
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_KEYS = ("branch", "parent", "valid_until")


class BranchCard(Card):
    """The names on papers and cards, and until when cards are valid."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(_("The branch"), _("They stand on every paper and card."))
        self._desk = desk
        self.lines = {key: QLineEdit() for key in _KEYS}
        form = Form()
        self._rows: dict[str, FormRow] = {
            "branch": form.add(_("Name of the branch"), self.lines["branch"]),
            "parent": form.add(_("The union above it"), self.lines["parent"]),
            "valid_until": form.add(
                _("Cards are valid until"), self.lines["valid_until"], _("Left empty: no end.")
            ),
        }
        self.column.addLayout(form)
        self.save = buttons.save(self._on_save)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        for line in self.lines.values():
            line.returnPressed.connect(self._on_save)
            line.setReadOnly(not desk.may("change_settings"))
        if not desk.may("change_settings"):
            self.save.hide()
        desk.read(self, _settings, self._show)

    def _show(self, held: dict[str, str]) -> None:
        for key, text in held.items():
            self.lines[key].setText(formats.shown_date(text) if key == "valid_until" else text)

    def _on_save(self) -> None:
        typed = {key: line.text() for key, line in self.lines.items()}
        for row in self._rows.values():
            row.fault()
        self._desk.write(
            self,
            lambda session, _task: _change(session, typed),
            sentence=_("The branch's settings are saved."),
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        row = self._rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))


class OwnFieldsCard(Card):
    """The fields a branch adds itself: added, renamed, hidden and shown again."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(
            _("Own fields"), _("What your branch needs beside the usual: shift, shoe size, bus.")
        )
        self._desk = desk
        self._buttons = buttons
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.TIGHT)
        self.column.addLayout(self._list)
        self.name = QLineEdit()
        form = Form()
        self.add = buttons.make(_("Add the field"), self._on_add, icon="add")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.add)
        self._row = form.add(_("New field"), self.name, beside=beside)
        self.column.addLayout(form)
        self.name.returnPressed.connect(self._on_add)
        self.may = desk.may("change_fields")
        if not self.may:
            self._row.hide()
        desk.changed.connect(self._on_changed)
        self._read()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if not changes.rows or "free_fields" in changes.rows:
            self._read()

    def _read(self) -> None:
        self._desk.read(self, list_free_fields, self._show, purpose="own fields")

    def _show(self, fields: Sequence[FreeField]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for field in fields:
            self._list.addWidget(self._field(field))
        if not fields:
            self._list.addWidget(label(_("There are none yet."), "muted"))

    def _field(self, field: FreeField) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        line = QLineEdit(field.name)
        line.setAccessibleName(_("Name of the field “{name}”").format(name=field.name))
        line.setReadOnly(not self.may)
        line.editingFinished.connect(lambda: self._on_renamed(field, line.text()))
        row.addWidget(line, 1)
        if self.may:
            text, icon = (_("Show"), "eye") if field.hidden else (_("Hide"), "eye_off")
            way = self._buttons.make(text, lambda: self._on_hidden(field), icon=icon)
            way.setAccessibleName(f"{text}: {field.name}")
            row.addWidget(way)
        return holder

    def _on_add(self) -> None:
        name = self.name.text()
        self._row.fault()
        self._desk.write(
            self,
            lambda session, _task: add_free_field(session, name=name),
            sentence=_("“{name}” is added to the record.").format(name=name.strip()),
            done=lambda _changes: self.name.clear(),
            failed=lambda refusal: self._row.fault(str(refusal)),
        )

    def _on_renamed(self, field: FreeField, name: str) -> None:
        if name.strip() == field.name or not self.may:
            return
        self._desk.write(
            self,
            lambda session, _task: change_free_field(
                session, field_id=field.id, name=name, hidden=field.hidden
            ),
            sentence=_("“{before}” is called “{name}” now.").format(
                before=field.name, name=name.strip()
            ),
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._desk.feedback.error(str(refusal))
        self._read()

    def _on_hidden(self, field: FreeField) -> None:
        told = _("“{name}” is shown again.") if field.hidden else _("“{name}” is hidden.")
        self._desk.write(
            self,
            lambda session, _task: change_free_field(
                session, field_id=field.id, name=field.name, hidden=not field.hidden
            ),
            sentence=told.format(name=field.name),
        )


class PhotosCard(Card):
    """Photos of many members from one folder, by the numbers their files are called by."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(
            _("Photos from a folder"),
            _(
                "Each file is called by the member's local, official, card, employee or identity "
                "number, 0123.jpg say."
            ),
        )
        self._desk = desk
        self.choose = buttons.make(_("Choose the folder…"), self._on_choose, icon="folder")
        self.column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.left_out = label("", "muted", wrap=True)
        self.column.addWidget(self.left_out)
        self.left_out.hide()

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Folder with the photos"), str(paths.documents_folder())
        )
        if chosen:
            self.take(chosen)

    def take(self, folder: str) -> None:
        """Take the photos of a folder in."""
        from unionbook.ui.photo_folder import take_photos  # noqa: PLC0415 - loads pictures

        take_photos(self._desk, self, folder, self._on_taken)

    def _on_taken(self, told: str) -> None:
        self.left_out.setText(told)
        self.left_out.setVisible(bool(told))


def _settings(session: Session) -> dict[str, str]:
    return {key: get_setting(session, key=key) for key in _KEYS}


def _change(session: Session, typed: dict[str, str]) -> Changes:
    day = typed_day(typed["valid_until"], field="valid_until")
    return change_settings(session, values={**typed, "valid_until": day})
