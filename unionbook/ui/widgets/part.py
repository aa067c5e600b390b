# SPDX-License-Identifier: Apache-2.0
"""A part of a member's record with rows of its own: a heading, the rows, a form to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

T = TypeVar("T")


class Part(QWidget):
    """Rows that are shown again with each record, and a form that comes up when it is asked for."""

    def __init__(self, desk: Desk, buttons: Buttons, title: str, *, right: str) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.TIGHT)
        self.member_id = 0
        self.form = Form()
        self.fields: dict[str, FormRow] = {}
        self.may = desk.may(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(label(title, "section"))
        column.addLayout(self._rows)
        self._frame = QFrame(self)
        self._frame.setProperty("look", "sunken")
        self._inner = QVBoxLayout(self._frame)
        self._inner.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self._inner.addLayout(self.form)
        column.addWidget(self._frame)
        self._frame.hide()
        self.begin: QPushButton | None = None

    def let_add(self, text: str, act: Callable[[], None]) -> None:
        """Let somebody add a row: a button that shows the form, and one that carries it out."""
        foot = QHBoxLayout()
        self.save = self._buttons.save(act)
        foot.addWidget(self.save)
        foot.addWidget(self._buttons.cancel(self.close_form))
        foot.addStretch(1)
        self._inner.addLayout(foot)
        self.begin = self._buttons.make(text, self.open_form, look="link", icon="add")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.may:
            self.begin.hide()

    def open_form(self) -> None:
        """Show the form."""
        for row in self.fields.values():
            row.fault()
        self._frame.show()
        if self.begin is not None:
            self.begin.hide()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.control.setFocus()

    def close_form(self) -> None:
        """Put the form away."""
        self._frame.hide()
        if self.begin is not None and self.may:
            self.begin.show()

    def clear(self, member_id: int) -> None:
        """Take the rows away, for another member."""
        if member_id != self.member_id:
            self.close_form()
        self.member_id = member_id
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_row(self, text: str, caption: str = "", *ways: QWidget) -> None:
        """Show a row, with what can be done with it."""
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(text, wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        row.addLayout(words, 1)
        for way in ways:
            row.addWidget(way)
        self._rows.addWidget(holder)

    def add_nothing(self, text: str) -> None:
        """Say that there are no rows."""
        self._rows.addWidget(label(text, "muted", wrap=True))

    def write_typed(
        self,
        read: Callable[[], T],
        act: Callable[[Session, T], Any],
        sentence: str,
        done: Callable[[], None],
    ) -> None:
        """Carry out what is typed; what cannot be read or is refused is said at its field."""
        for row in self.fields.values():
            row.fault()
        try:
            typed = read()
        except InvalidValueError as refusal:
            self.refuse(refusal)
            return
        self._desk.write(
            self,
            lambda session, _task: act(session, typed),
            sentence=sentence,
            done=lambda _changes: done(),
            failed=self.refuse,
        )

    def refuse(self, refusal: UnionbookError) -> None:
        """Say a refusal at its field, or in the bar."""
        row = self.fields.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
