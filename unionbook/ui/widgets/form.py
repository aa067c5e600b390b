# SPDX-License-Identifier: Apache-2.0
"""A form: a label over each control, a hint or a fault under it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import dress, label


class FormRow(QWidget):
    """One control with its label above and a line for a hint or a fault below."""

    def __init__(self, text: str, control: QWidget, hint: str = "", beside: object = None) -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        heading = self._heading = label(text, "label")
        heading.setBuddy(control)
        control.setAccessibleName(text)
        control.setAccessibleDescription(hint)
        self._note = label(hint, "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(heading)
        column.addWidget(beside if isinstance(beside, QWidget) else control)
        column.addWidget(self._note)
        # Only inside this row: a label without a place would be a window of its own for a moment.
        self._note.setVisible(bool(hint))

    @property
    def note(self) -> QLabel:
        """Give the line below the control."""
        return self._note

    def name(self, text: str) -> None:
        """Call the control something else."""
        self._heading.setText(text)
        self.control.setAccessibleName(text)

    def fault(self, sentence: str = "") -> None:
        """Say below the control what is wrong with it, or that nothing is any more."""
        self._note.setText(sentence or self._hint)
        self._note.setVisible(bool(sentence or self._hint))
        dress(self._note, look="fault" if sentence else "caption")
        dress(self.control, fault=bool(sentence))
        self.control.setAccessibleDescription(sentence or self._hint)


class Form(QVBoxLayout):
    """Rows one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(Space.MEDIUM)

    def add(self, text: str, control: QWidget, hint: str = "", beside: object = None) -> FormRow:
        """Add a control under a label."""
        row = FormRow(text, control, hint, beside)
        self.addWidget(row)
        return row
