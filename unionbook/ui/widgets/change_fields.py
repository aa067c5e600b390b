# SPDX-License-Identifier: Apache-2.0
"""The same values for many members: choose fields, see what will change, apply as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.fields import Kind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.members import change_members, preview_change_members
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.theme import Space
from unionbook.ui.widgets.field_editor import FieldEditor
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.domain.fields import Field
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

    Summary = Mapping[str, Mapping[object, int]]

_OF_ONE_ALONE = frozenset(
    {
        "full_name",
        "identity_number",
        "local_number",
        "official_number",
        "card_number",
        "status",
        "left_on",
        "photo",
    }
)
_REASON, _WAGE_FROM = "(reason)", "(wage from)"
_PAUSE_MS = 250
_MOST_VALUES = 5


class ChangeFields(QScrollArea):
    """Chosen fields with their new value, and below them how many members each will change."""

    changed = Signal()
    """The members were changed."""

    def __init__(self, desk: Desk, buttons: Buttons, fields: Sequence[Field]) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._fields = {field.name: field for field in fields if field.name not in _OF_ONE_ALONE}
        self._ids: tuple[int, ...] = ()
        self._departments: Sequence[str] = ()
        self._rows: dict[str, QWidget] = {}
        self.editors: dict[str, FieldEditor] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = QComboBox()
        self.reason = QLineEdit()
        self.wage_from = QLineEdit()
        self.apply = buttons.primary(_("Change them…"), self._on_apply, icon="check")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._preview)
        self._lay_out()
        self._offer_fields()

    def ask(self, ids: Sequence[int]) -> None:
        """Ask about other members; what was chosen stays."""
        self._ids = tuple(ids)
        self._on_edited()

    @property
    def typed(self) -> dict[str, str]:
        """Give what was chosen and typed: values by field, the reason, the day of the wage."""
        found = {name: editor.text for name, editor in self.editors.items()}
        if not found:
            return {}
        return {**found, _REASON: self.reason.text(), _WAGE_FROM: self.wage_from.text()}

    def type_in(self, typed: Mapping[str, str]) -> None:
        """Choose and type again what was typed before."""
        self.reason.setText(typed.get(_REASON, ""))
        self.wage_from.setText(typed.get(_WAGE_FROM, ""))
        for name in typed:
            if name in self._fields and name not in self.editors:
                self.choose(name).type_in(typed[name])

    def clear(self) -> None:
        """Choose no field."""
        for name in tuple(self.editors):
            self._remove(name)
        self.reason.clear()
        self.wage_from.clear()

    def offer_departments(self, names: Sequence[str]) -> None:
        """Offer the departments there are."""
        self._departments = names
        if "department" in self.editors:
            self.editors["department"].offer(names)

    def choose(self, name: str) -> FieldEditor:
        """Add a field to those that change."""
        editor = FieldEditor(self._fields[name], self)
        editor.show_frame(True)
        editor.edited.connect(self._on_edited)
        self.editors[name] = editor
        self._rows[name] = self._row(name, editor)
        self._chosen.addWidget(self._rows[name])
        if name == "department":
            editor.offer(self._departments)
        self._offer_fields()
        self._on_edited()
        editor.setFocus()
        return editor

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(Space.MEDIUM)
        column.addLayout(self._chosen)
        form = Form()
        form.add(_("Field to change"), self.add)
        self._wage_row = form.add(
            _("The wage holds from"), self.wage_from, _("Left empty: the first of this month.")
        )
        column.addLayout(form)
        self._summary = QFrame()
        self._summary.setProperty("look", "sunken")
        self._grid = QGridLayout(self._summary)
        self._grid.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._summary)
        last = Form()
        self._reason_row = last.add(_("Reason (for the history)"), self.reason)
        column.addLayout(last)
        foot = QHBoxLayout()
        foot.addWidget(self.apply)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.setWidget(inner)
        self.add.activated.connect(self._on_add)
        self.setFocusProxy(self.add)

    def _row(self, name: str, editor: FieldEditor) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        text = _(self._fields[name].label)
        column.addWidget(label(text, "label"))
        row = QHBoxLayout()
        row.addWidget(editor, 1)
        row.addWidget(
            self._buttons.quiet(
                _("Leave “{field}” as it is").format(field=text),
                "close",
                lambda: self._remove(name),
            ),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        column.addLayout(row)
        return holder

    def _offer_fields(self) -> None:
        self.add.clear()
        self.add.addItem(_("Choose a field…"), "")
        for name, field in self._fields.items():
            if name not in self.editors:
                self.add.addItem(_(field.label), name)
        chosen = bool(self.editors)
        self._wage_row.setVisible("wage" in self.editors)
        self._reason_row.setVisible(chosen)
        self.apply.setVisible(chosen)
        self._summary.setVisible(chosen)

    def _on_add(self, _place: int) -> None:
        name = str(self.add.currentData() or "")
        if name:
            self.choose(name)

    def _remove(self, name: str) -> None:
        self.editors.pop(name)
        row = self._rows.pop(name)
        row.hide()
        row.deleteLater()
        self._offer_fields()
        self._on_edited()

    @property
    def _values(self) -> dict[str, object]:
        return {name: editor.text or None for name, editor in self.editors.items()}

    def _on_edited(self) -> None:
        self.apply.setEnabled(False)
        self._timer.start()

    def _preview(self) -> None:
        ids, values = self._ids, self._values
        if not ids or not values:
            return
        self._desk.read(
            self,
            lambda session: preview_change_members(session, ids=ids, values=values),
            self._show,
            purpose="change many",
            failed=self._on_refused,
        )

    def _show(self, summary: Summary) -> None:
        for editor in self.editors.values():
            editor.fault()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        row = 0
        touched = 0
        for name, counts in summary.items():
            if name in self.editors:
                row = self._show_field(row, name, counts)
                touched = max(touched, sum(counts.values()))
        self.apply.setEnabled(touched > 0)
        self.apply.setText(
            ngettext("Change {count} member", "Change {count} members", touched).format(
                count=formats.shown_number(touched)
            )
            if touched
            else _("Nothing to change")
        )

    def _show_field(self, row: int, name: str, counts: Mapping[object, int]) -> int:
        grid, after = self._grid, self._shown(name, self.editors[name].text)
        grid.addWidget(label(_(self._fields[name].label), "label", wrap=True), row, 0, 1, 2)
        row += 1
        several = sorted(counts.items(), key=lambda pair: -pair[1])
        for before, count in several[:_MOST_VALUES]:
            row = self._show_line(row, count, f"{self._shown(name, before)}  →  {after}")
        rest = sum(count for _before, count in several[_MOST_VALUES:])
        if rest:
            row = self._show_line(row, rest, _("other values") + f"  →  {after}")
        unchanged = len(self._ids) - sum(counts.values())
        if unchanged:
            row = self._show_line(row, unchanged, _("have it already"))
        return row

    def _show_line(self, row: int, count: int, text: str) -> int:
        number = label(formats.shown_number(count), "muted")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(number, row, 0)
        self._grid.addWidget(label(text, wrap=True), row, 1)
        return row + 1

    def _shown(self, name: str, value: object) -> str:
        plain = value
        if self._fields[name].kind is Kind.MONEY and isinstance(value, str) and value.isdigit():
            plain = int(value)
        return formats.shown(name, plain) or _("(empty)")

    def _on_refused(self, refusal: UnionbookError) -> None:
        editor = self.editors.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if editor is None:
            self._desk.feedback.error(str(refusal))
        else:
            editor.fault(str(refusal))

    def _on_apply(self) -> None:
        ids, values = self._ids, self._values
        reason, wage_from = self.reason.text(), self.wage_from.text()
        count = len(ids)
        self.apply.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: change_members(
                session,
                ids=ids,
                values=values,
                wage_from=typed_day(wage_from, field="wage"),
                reason=reason,
            ),
            sentence=ngettext("{count} member changed.", "{count} members changed.", count).format(
                count=formats.shown_number(count)
            ),
            done=lambda _changes: self._on_applied(),
            failed=self._on_refused,
        )

    def _on_applied(self) -> None:
        self.clear()
        self.changed.emit()
