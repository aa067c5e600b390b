# SPDX-License-Identifier: Apache-2.0
"""A line below a row in which somebody says when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.widgets.buttons import Buttons


class Ending(QFrame):
    """Hidden until it is asked for; Enter keeps, Escape leaves."""

    def __init__(self, buttons: Buttons, text: str, hint: str, act: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        self.line = QLineEdit()
        self.row = FormRow(text, self.line, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.addWidget(self.row)
        foot = QHBoxLayout()
        self.save = buttons.save(lambda: act(self.line.text()))
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.hide))
        foot.addStretch(1)
        column.addLayout(foot)
        self.line.returnPressed.connect(lambda: act(self.line.text()))
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.hide)
        self.hide()

    def begin(self) -> None:
        """Ask for the end."""
        self.row.fault()
        self.show()
        self.line.setFocus()
