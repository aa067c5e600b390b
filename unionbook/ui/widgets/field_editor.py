# SPDX-License-Identifier: Apache-2.0
"""Editing one field of a record where it stands: a text, a choice, a name from a list, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from unionbook.domain.fields import CHOICE_LABELS, Field, Kind
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QWheelEvent

_NOTE_HEIGHT = 64
_DATE_HINT = "31/12/1990"


class _Choice(QComboBox):
    """A combo box that scrolls with its form while the wheel is turned."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: nobody wants to change a value by scrolling past it."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Give way to a narrow panel."""
        return QSize(80, super().minimumSizeHint().height())


class _Day(QLineEdit):
    """A day, which shows how one is written only to who is about to write it.

    In grey in an empty field beside a name, the example would be read as that person's birth.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show how a day is written."""
        super().focusInEvent(event)
        self.setPlaceholderText(_DATE_HINT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the empty field empty."""
        super().focusOutEvent(event)
        self.setPlaceholderText("")


class FieldEditor(QWidget):
    """A control for a field, with a line for a fault below it."""

    edited = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        # With its parent from the beginning: moved in later, it would be styled again each time.
        super().__init__(parent)
        self.field = field
        self._kept = ""
        self.control = self._make_control()
        self.control.setProperty("look", "place")
        self.control.setAccessibleName(_(field.label))
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addWidget(self.control)
        column.addWidget(self._fault)
        self.setFocusProxy(self.control)

    @property
    def text(self) -> str:
        """Give what stands in the control; of a choice its code."""
        control = self.control
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText().strip()
        if isinstance(control, QLineEdit):
            return control.text().strip()
        if self.field.kind is Kind.CHOICE:
            return str(control.currentData() or "")
        return control.currentText().strip()

    @property
    def is_edited(self) -> bool:
        """Say whether something else was typed than what is kept."""
        return self.text != self._kept

    def show_value(self, value: object) -> None:
        """Show a value of the register; what was typed before is gone."""
        self._put("" if value is None else str(value), formats.shown(self.field.name, value))
        self._kept = self.text
        self.fault()
        self._on_edited()

    def keep(self, text: object) -> None:
        """Take what the register has taken for what is kept; what was typed since stays edited."""
        self._kept = "" if text is None else str(text)
        self._on_edited()

    def type_in(self, text: str) -> None:
        """Put a text in as if a person had typed it."""
        self._put(text, text)
        self._on_edited()

    def offer(self, names: Sequence[str]) -> None:
        """Offer names to choose from, where the field is a name from a list."""
        control = self.control
        if isinstance(control, QComboBox) and control.isEditable():
            present = control.currentText()
            control.blockSignals(True)
            control.clear()
            control.addItems(["", *names])
            control.setCurrentText(present)
            control.blockSignals(False)

    def fault(self, sentence: str = "") -> None:
        """Say below the control what is wrong, or nothing."""
        if sentence or self._fault.text():
            self._fault.setText(sentence)
            self._fault.setVisible(bool(sentence))
            self.control.setAccessibleDescription(sentence)
            dress(self.control, fault=bool(sentence))

    def show_frame(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Frame the control, or let its value stand in place."""
        wanted = "" if shown else "place"
        if self.control.property("look") != wanted:
            dress(self.control, look=wanted)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the value be read and copied, or edited too."""
        control = self.control
        if isinstance(control, QComboBox):
            control.setEnabled(not read_only)
        else:
            control.setReadOnly(read_only)

    def _make_control(self) -> QLineEdit | QComboBox | QPlainTextEdit:
        if self.field.kind is Kind.CHOICE:
            return self._choice()
        if self.field.kind is Kind.LONG_TEXT:
            note = QPlainTextEdit(self)
            note.setFixedHeight(_NOTE_HEIGHT)
            note.setTabChangesFocus(True)
            note.textChanged.connect(self._on_edited)
            return note
        if self.field.name == "department":
            names = _Choice(self)
            names.setEditable(True)
            names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            names.currentTextChanged.connect(self._on_edited)
            inner = names.lineEdit()
            if inner is not None:
                inner.setAccessibleName(_(self.field.label))
            return names
        line = _Day(self) if self.field.kind is Kind.DATE else QLineEdit(self)
        line.textChanged.connect(self._on_edited)
        if self.field.kind is Kind.MONEY:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    def _choice(self) -> QComboBox:
        box = _Choice(self)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem("", "")
        labels = CHOICE_LABELS.get(self.field.name, {})
        for code in self.field.choices:
            box.addItem(_(labels.get(code, code)), code)
        box.currentIndexChanged.connect(self._on_edited)
        return box

    def _put(self, code: str, shown: str) -> None:
        control = self.control
        if isinstance(control, QPlainTextEdit):
            control.setPlainText(shown)
        elif isinstance(control, QLineEdit):
            control.setText(shown)
            control.setCursorPosition(0)
        elif self.field.kind is Kind.CHOICE:
            control.setCurrentIndex(max(control.findData(code), 0))
        else:
            control.setCurrentText(shown)

    def _on_edited(self) -> None:
        edited = self.is_edited
        if bool(self.control.property("edited")) != edited:
            dress(self.control, edited=edited)
        self.edited.emit()
