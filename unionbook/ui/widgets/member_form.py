# SPDX-License-Identifier: Apache-2.0
"""The fields of a member in their sections, each edited where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unionbook.domain.fields import SECTION_LABELS, Field, Kind, Section
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.field_editor import FieldEditor
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.ui.widgets.buttons import Buttons

_LABEL_WIDTH = 140
_DERIVED = frozenset({"status", "left_on", "photo"})
ALWAYS = frozenset(
    {"full_name", "sex", "born_on", "identity_number", "phone", "department", "local_number"}
)
"""Fields that are shown even while they are empty: what a member's record should have."""


class _SectionBox(QWidget):
    def __init__(self, section: Section, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self.editors = [FieldEditor(field, self) for field in fields]
        editors = self.editors
        self._labels: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, Space.MEDIUM, 0, 0)
        grid.setHorizontalSpacing(Space.TIGHT)
        grid.setVerticalSpacing(Space.HAIR)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        heading = label(_(SECTION_LABELS[section]), "section")
        heading.setContentsMargins(0, 0, 0, Space.TIGHT)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, editor in enumerate(editors, start=1):
            name = label(_(editor.field.label), "muted", wrap=True)
            name.setFixedWidth(_LABEL_WIDTH)
            name.setBuddy(editor)
            name.setMinimumHeight(30)
            self._labels.append(name)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)

    def show_fields(self, *, empty_too: bool) -> int:
        """Show the filled fields, or all; give how many stay hidden."""
        hidden = 0
        for name, editor in zip(self._labels, self.editors, strict=True):
            wanted = bool(editor.text) or editor.is_edited or editor.field.name in ALWAYS
            shown = empty_too or wanted
            name.setVisible(shown)
            editor.setVisible(shown)
            hidden += not shown
        self.setVisible(hidden < len(self.editors))
        return hidden


class MemberForm(QScrollArea):
    """All fields a branch uses; tells when something is edited."""

    edited = Signal()

    def __init__(self, fields: Sequence[Field], buttons: Buttons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editors: dict[str, FieldEditor] = {}
        self._boxes: list[_SectionBox] = []
        self._empty_too = False
        self._quiet = False
        inner = QWidget(self)
        self._inner = inner
        inner.setProperty("look", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.LARGE)
        self._column.setSpacing(Space.TIGHT)
        for section in Section:
            self._add_section(section, [field for field in fields if field.section is section])
        self._more = buttons.make("", self._on_more, look="link")
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.setWidget(inner)
        self._show_fields()

    @property
    def changed_values(self) -> dict[str, object]:
        """Give what was typed into the fields that were edited, by field name."""
        return {
            name: editor.text or None for name, editor in self.editors.items() if editor.is_edited
        }

    def show_values(self, values: Mapping[str, object], *, empty_too: bool = False) -> None:
        """Show a record."""
        self._quiet = True
        for name, editor in self.editors.items():
            editor.show_value(values.get(name))
        self._quiet = False
        self._empty_too = empty_too
        self._show_fields()
        self.verticalScrollBar().setValue(0)
        self.edited.emit()

    def keep(self, saved: Mapping[str, object]) -> None:
        """Take what was saved for what is kept; it is no longer edited."""
        for name, text in saved.items():
            self.editors[name].keep(text)

    def type_in(self, typed: Mapping[str, object]) -> None:
        """Put back what was typed before and not saved."""
        for name, text in typed.items():
            if name in self.editors:
                self.editors[name].type_in("" if text is None else str(text))
        self._show_fields()

    def show_frames(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Frame each field, as an empty form needs it, or let the values stand by themselves."""
        for editor in self.editors.values():
            editor.show_frame(shown)

    def fault(self, name: str, sentence: str) -> bool:
        """Say at a field what is wrong with it; say whether there is such a field."""
        editor = self.editors.get(name)
        if editor is None:
            return False
        editor.show()
        editor.fault(sentence)
        self.ensureWidgetVisible(editor)
        editor.setFocus()
        return True

    def no_faults(self) -> None:
        """Take every fault away."""
        for editor in self.editors.values():
            editor.fault()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the fields be read, or edited too."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def _add_section(self, section: Section, fields: Sequence[Field]) -> None:
        typed = [field for field in fields if _is_typed(field)]
        if not typed:
            return
        box = _SectionBox(section, typed, self._inner)
        for editor in box.editors:
            self.editors[editor.field.name] = editor
            editor.edited.connect(self._on_edited)
        self._boxes.append(box)
        self._column.addWidget(box)

    def _show_fields(self) -> None:
        hidden = sum(box.show_fields(empty_too=self._empty_too) for box in self._boxes)
        self._more.setVisible(bool(hidden) or self._empty_too)
        self._more.setText(
            _("Hide the empty fields")
            if self._empty_too
            else _("Show {count} empty fields").format(count=hidden)
        )

    def _on_more(self) -> None:
        self._empty_too = not self._empty_too
        self._show_fields()

    def _on_edited(self) -> None:
        if not self._quiet:
            self.edited.emit()


def _is_typed(field: Field) -> bool:
    return field.name not in _DERIVED and field.kind is not Kind.PHOTO
