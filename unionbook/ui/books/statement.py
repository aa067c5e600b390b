# SPDX-License-Identifier: Apache-2.0
"""A statement that was read: what it holds, before its lines are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook.operations.bank import take_statement
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.bank import StatementPreview
    from unionbook.ui.desk import Desk

_MOST_UNREAD = 12


class StatementPanel(QFrame):
    """Says what is new, what is there already and what could not be read."""

    closed = Signal()
    taken = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: StatementPreview | None = None
        buttons = Buttons(desk.theme)
        self.setProperty("look", "panel")
        self.setAccessibleName(_("Statement of the bank"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        self._file = label("", "strong", wrap=True)
        head.addWidget(self._file, 1)
        head.addWidget(buttons.close(self.closed.emit), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        inner = QWidget()
        inner.setProperty("look", "clear")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        self._told = label("", wrap=True)
        self._sums = label("", "muted", wrap=True)
        self._warned = label("", wrap=True)
        self._unread = label("", "caption", wrap=True)
        for part in (self._told, self._sums, self._warned, self._unread):
            rows.addWidget(part)
        column.addWidget(Scrolled(inner), 1)
        foot = QFrame()
        foot.setProperty("look", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self.take = buttons.primary(_("Take in"), self._on_take, icon="check")
        row.addWidget(self.take)
        row.addWidget(buttons.cancel(self.closed.emit))
        row.addStretch(1)
        column.addWidget(foot)

    def show_preview(self, preview: StatementPreview) -> None:
        """Show what was read."""
        self._preview = preview
        number = formats.shown_number
        self._file.setText(preview.file)
        told = ngettext("{count} new line", "{count} new lines", preview.new)
        parts = [
            f"{preview.account.code}  {preview.account.name}",
            _("{first} to {last}").format(
                first=formats.shown_date(preview.first_on), last=formats.shown_date(preview.last_on)
            ),
            told.format(count=number(preview.new)),
        ]
        if preview.known:
            told = ngettext(
                "{count} line is there already",
                "{count} lines are there already",
                len(preview.known),
            )
            parts.append(told.format(count=number(len(preview.known))))
        self._told.setText("\n".join(parts))
        sums = []
        if preview.opening is not None:
            sums.append(_("Opening balance {amount}").format(amount=number(preview.opening)))
        if preview.closing is not None:
            sums.append(_("closing balance {amount}").format(amount=number(preview.closing)))
        _say(self._sums, ", ".join(sums))
        _say(self._warned, "\n".join(preview.warnings))
        lost = [
            _("Row {row}: {reason}").format(row=row, reason=reason)
            for row, reason in preview.unread[:_MOST_UNREAD]
        ]
        _say(self._unread, "\n".join(lost))
        self.take.setEnabled(preview.new > 0)
        self.take.setFocus()

    def _on_take(self) -> None:
        preview = self._preview
        if preview is None:
            return
        told = ngettext("{count} line is taken in.", "{count} lines are taken in.", preview.new)
        self.take.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: take_statement(session, preview=preview),
            sentence=told.format(count=formats.shown_number(preview.new)),
            done=lambda _changes: self.taken.emit(preview),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _say(place: QLabel, text: str) -> None:
    place.setText(text)
    place.setVisible(bool(text))
