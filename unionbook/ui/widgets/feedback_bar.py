# SPDX-License-Identifier: Apache-2.0
"""The bar in which the feedback surface speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from unionbook.texts import gettext as _
from unionbook.ui.feedback import Feedback, Level, Message
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from unionbook.ui.feedback import Choice
    from unionbook.ui.theme import Theme

_STAYS_MS = 9000
_ICONS = {
    Level.INFO: ("about", "on_accent_soft"),
    Level.DONE: ("done", "ok"),
    Level.WARN: ("warning", "warn"),
    Level.ERROR: ("error", "danger"),
    Level.ASK: ("question", "warn"),
}


class FeedbackBar(QFrame):
    """One message at a time, with what can be done about it; hidden while there is none."""

    def __init__(self, feedback: Feedback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons = Buttons(theme)
        self._ways: list[QPushButton] = []
        self.setProperty("look", "bar")
        self._icon = QLabel()
        self._icon.setFixedSize(22, 22)
        self.sentence = label("", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        self._row.setSpacing(Space.SMALL)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.sentence, 1)
        self._close = self._buttons.close(self.hide)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setAccessibleName(_("Message"))
        self.hide()
        feedback.shown.connect(self.show_message)
        feedback.cleared.connect(self.hide)

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        for button in self._ways:
            button.deleteLater()
        icon, role = _ICONS[message.level]
        self._icon.setPixmap(self._theme.pixmap(icon, role, side=20))
        self.sentence.setText(message.sentence)
        self._ways = [self._way(choice) for choice in message.choices]
        dress(self, level=message.level.value)
        self.show()
        self._timer.stop()
        if not message.stays:
            self._timer.start(_STAYS_MS)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def pass_by(self) -> None:
        """Take away what was only told: the person has gone on to something else."""
        if self._timer.isActive():
            self._timer.stop()
            self.hide()

    def _way(self, choice: Choice) -> QPushButton:
        def act() -> None:
            self.hide()
            choice.act()

        icon = "undo" if choice.label == _("Undo") else ""
        button = self._buttons.make(choice.label, act, icon=icon)
        self._row.insertWidget(self._row.indexOf(self._close), button)
        return button
